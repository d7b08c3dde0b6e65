"""What comes back from a solve, beside the values on the variables."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyomo.environ as pyo

from model.solver.compile import Floats, LinearProgram
from model.solver.outcome import Outcome, objective_of, relative_gap
from model.solver.scaling import Ranges, Scales, measure_ranges
from model.solver.status import Status


@dataclass(frozen=True, kw_only=True)
class Solution:
    """How a solve ended; the values stand on the variables of the model where `status.has_plan`.

    Attributes:
        status: How it ended.
        objective: Objective of the plan (USD), or None without a plan.
        bound: Proven lower bound of the objective (USD); for an LP solved to the end, the objective itself.
        gap: Relative gap between the two, or None.
        seconds: Wall-clock time of the call, compiling included.
        rows: Constraint rows handed to HiGHS (a constraint with two bounds is two rows).
        columns: Variables handed to HiGHS; fixed and unused ones are not.
        entries: Nonzero coefficients of the rows.
        integers: Integer columns.
        ranges: Smallest and largest magnitudes after scaling.
        duals: By constraint, the rise of the objective per unit of rise of the right-hand side, in original
            units (USD per unit of the row); for a mixed-integer model with the integers held at their values.
            None where there are none.
        message: One sentence on an ending that the status alone does not explain, or empty.
        rounds: How often the search ran: with cones, until the plan keeps them.
        tangents: How many tangents of cones were added between the searches.
        broken_cones: How many cones the plan breaks still, since the search ended before it kept them all.
    """

    status: Status
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    rows: int
    columns: int
    entries: int
    integers: int
    ranges: Ranges
    duals: Mapping[Any, float] | None
    message: str = ""
    rounds: int = 1
    tangents: int = 0
    broken_cones: int = 0


def solution_of(
    outcome: Outcome, program: LinearProgram, scaled: LinearProgram, scales: Scales, seconds: float
) -> Solution:
    """What a search found, in the units of the model.

    Args:
        outcome: What it found, in scaled units.
        program: What was asked for in the units of the model, without rows that were added.
        scaled: What HiGHS has, with them.
        scales: What leads back.
        seconds: Wall-clock time of the call.
    """
    objective = gap = None
    bound = outcome.bound * scales.money if np.isfinite(outcome.bound) else None
    if outcome.values is not None:
        objective = objective_of(program, scales.values(outcome.values))
        if bound is not None:
            bound = min(bound, objective)
            gap = relative_gap(objective / scales.money, bound / scales.money)
    return Solution(
        status=outcome.status,
        objective=objective,
        bound=bound,
        gap=gap,
        seconds=seconds,
        rows=len(scaled.row_lower),
        columns=len(scaled.cost),
        entries=len(scaled.matrix.data),
        integers=int(scaled.integer.sum()),
        ranges=measure_ranges(scaled),
        duals=None if outcome.duals is None else prices_of(program, scales, outcome.duals),
    )


def bounded(solution: Solution, bound: float) -> Solution:
    """A solution whose objective is known to be at least a bound, and no more than that."""
    if solution.objective is None:
        return solution
    least = min(bound, solution.objective)
    return replace(solution, bound=least, gap=relative_gap(solution.objective, least))


def prices_of(program: LinearProgram, scales: Scales, duals: Floats) -> Mapping[Any, float]:
    """Shadow prices by constraint of the model; one with two bounds has the sum of its rows."""
    prices: MutableMapping[Any, float] = pyo.ComponentMap()
    own = scales.duals(duals[: len(program.constraints)]).tolist()
    for constraint, dual in zip(program.constraints, own, strict=True):
        prices[constraint] = prices.get(constraint, 0.0) + dual
    return prices


def no_solution(message: str, seconds: float) -> Solution:
    """Of a model that cannot hold, found before any search."""
    return Solution(
        status=Status.INFEASIBLE,
        objective=None,
        bound=None,
        gap=None,
        seconds=seconds,
        rows=0,
        columns=0,
        entries=0,
        integers=0,
        ranges=Ranges(),
        duals=None,
        message=message,
    )
