"""What it would cost to do without parts of a plan: columns held at zero, one group at a time, integers as they are."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import numpy as np

from model.solver.handle import Handle
from model.solver.held import integers_held, options_held


def cost_without(
    handle: Handle, groups: Mapping[str, Sequence[Any]], *, time_limit: float = 30.0
) -> dict[str, float | None]:
    """The rise of the objective when a group of variables is held at zero, each group on its own.

    Integer variables stay at their values, so this is what it would cost once all is built and signed. Cones are kept
    as far as the tangents that are there do: of a model with cones it is the least that it would cost.

    Args:
        handle: Of a solved model that has a plan.
        groups: Variables of the model by the name of their group; their lower bounds must be zero.
        time_limit: Seconds after which no further group is tried.

    Returns:
        The rise in USD by group; None where there is no plan without it. Groups not tried are left out.
    """
    start = time.monotonic()
    rises: dict[str, float | None] = {}
    if handle.found is None:
        return rises
    highs = handle.highs
    with options_held(highs, {"time_limit": np.inf}), integers_held(highs, handle.scaled, handle.found) as program:
        base = objective(highs)
        for name, variables in groups.items():
            if base is None or time.monotonic() - start > time_limit:
                break
            held = handle.columns_of(variables)
            zero = np.zeros(len(held))
            highs.changeColsBounds(len(held), held, zero, zero)
            found = objective(highs)
            rises[name] = None if found is None else max(0.0, (found - base) * handle.money)
            highs.changeColsBounds(len(held), held, zero, program.upper[held])
    return rises


def objective(highs: highspy.Highs) -> float | None:
    """The least cost of what is loaded, from the basis of the run before; None where there is no plan."""
    highs.run()
    solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getObjectiveValue()) if solved else None
