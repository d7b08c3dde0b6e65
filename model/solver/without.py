"""What it would cost to do without parts of a plan: columns held at zero, one group at a time, integers as they are."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo

from model.solver.compile import compile_model
from model.solver.load import load_program
from model.solver.options import SolverOptions
from model.solver.scaling import scale_program


def cost_without(
    model: pyo.ConcreteModel, groups: Mapping[str, Sequence[Any]], *, time_limit: float = 30.0
) -> dict[str, float | None]:
    """The rise of the objective when a group of variables is held at zero, each group on its own.

    Integer variables stay at their values, so this is what it would cost once all is built and signed.

    Args:
        model: A solved model; its variables carry the plan.
        groups: Variables of the model by the name of their group; their lower bounds must be zero.
        time_limit: Seconds after which no further group is tried.

    Returns:
        The rise in USD by group; None where there is no plan without it. Groups not tried are left out.
    """
    start = time.monotonic()
    program = compile_model(model)
    scaled, scales = scale_program(model, program)
    columns = {id(variable): position for position, variable in enumerate(program.variables)}
    highs = load_program(scaled, SolverOptions())
    fixed = np.flatnonzero(scaled.integer).astype(np.int32)
    values = np.array([round(program.variables[position].value) for position in fixed], dtype=float)
    highs.changeColsIntegrality(len(fixed), fixed, np.zeros(len(fixed), dtype=np.uint8))
    highs.changeColsBounds(len(fixed), fixed, values, values)
    base = objective(highs)
    rises: dict[str, float | None] = {}
    for name, variables in groups.items():
        if base is None or time.monotonic() - start > time_limit:
            break
        held = np.array([columns[id(v)] for v in variables if id(v) in columns], dtype=np.int32)
        upper = scaled.upper[held]
        zero = np.zeros(len(held))
        highs.changeColsBounds(len(held), held, zero, zero)
        found = objective(highs)
        rises[name] = None if found is None else max(0.0, (found - base) * scales.money)
        highs.changeColsBounds(len(held), held, zero, upper)
    return rises


def objective(highs: highspy.Highs) -> float | None:
    """The least cost of what is loaded, from the basis of the run before; None where there is no plan."""
    highs.run()
    solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getObjectiveValue()) if solved else None
