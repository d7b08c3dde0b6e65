"""Read how a run of HiGHS ended, and whether its point keeps the constraints."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from model.solver.compile import Floats, LinearProgram
from model.solver.run import Interrupts
from model.solver.status import Status

TOLERANCE = 1e-6
ABSOLUTE_GAP = 1e-6
NO_GAP = 1e-9
FEASIBLE_POINT = 2  # kSolutionStatusFeasible of HiGHS, which highspy passes on as a number


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of a solve in scaled units.

    Attributes:
        status: How it ended.
        values: One a column, within bounds, integers whole; None without a plan.
        bound: Proven lower bound of the objective, -inf if unknown.
        duals: One a row, or None.
    """

    status: Status
    values: Floats | None = None
    bound: float = -np.inf
    duals: Floats | None = None


ENDINGS = {
    highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    highspy.HighsModelStatus.kMemoryLimit: Status.OUT_OF_MEMORY,
}
PROVEN = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)


def read_outcome(highs: highspy.Highs, program: LinearProgram, gap: float, interrupts: Interrupts) -> Outcome:
    """Translate what HiGHS says, believing a plan only if it keeps every constraint.

    Args:
        highs: The instance after a run.
        program: The scaled program it was given.
        gap: The relative gap that was asked for.
        interrupts: Whether the user asked to stop.

    Returns:
        The outcome; `NUMERICAL_TROUBLE` where HiGHS claims what its point does not bear out.
    """
    ending = highs.getModelStatus()
    if ending in ENDINGS:
        return Outcome(status=ENDINGS[ending])
    values = _tidy_point(highs, program)
    bound = _bound(highs, program, values)
    if ending in PROVEN:
        if values is None or not gap_is_within(objective_of(program, values), bound, gap):
            return Outcome(status=Status.NUMERICAL_TROUBLE)
        return Outcome(status=Status.OPTIMAL, values=values, bound=bound, duals=_duals(highs, program))
    if ending == highspy.HighsModelStatus.kInterrupt or interrupts.asked:
        ended = Status.INTERRUPTED_NO_PLAN if values is None else Status.INTERRUPTED
    elif ending == highspy.HighsModelStatus.kTimeLimit:
        ended = Status.TIME_LIMIT_NO_PLAN if values is None else Status.TIME_LIMIT
    else:
        return Outcome(status=Status.NUMERICAL_TROUBLE)
    return Outcome(status=ended, values=values, bound=bound)


def objective_of(program: LinearProgram, values: Floats) -> float:
    """Objective of a point, in the units of the program."""
    return float(program.cost @ values) + program.offset


def relative_gap(objective: float, bound: float) -> float:
    """Distance from the bound as a share of the objective, in scaled money; nothing below the last digits."""
    distance = objective - bound
    if distance <= NO_GAP:
        return 0.0
    return distance / abs(objective) if objective else np.inf


def gap_is_within(objective: float, bound: float, gap: float) -> bool:
    """Whether a scaled objective is as close to its bound as was asked."""
    return objective - bound <= ABSOLUTE_GAP or relative_gap(objective, bound) <= gap + 1e-9


def worst_violation(program: LinearProgram, values: Floats) -> float:
    """Largest violation of a row, as a share of the size of the row's terms (at least 1)."""
    if not len(program.row_lower):
        return 0.0
    activity = program.matrix @ values
    size = np.maximum(1.0, abs(program.matrix) @ np.abs(values))
    short = np.maximum(program.row_lower - activity, activity - program.row_upper)
    return float(np.max(short / size, initial=0.0))


def _tidy_point(highs: highspy.Highs, program: LinearProgram) -> Floats | None:
    """The point with integers made whole and bounds kept to the last digit, if it is feasible then."""
    if not len(program.cost):
        return np.zeros(0)
    if highs.getInfo().primal_solution_status != FEASIBLE_POINT:
        return None
    values = np.asarray(highs.getSolution().col_value, dtype=np.float64)
    values = np.where(program.integer, np.rint(values), values)
    values = np.clip(values, program.lower, program.upper)
    return values if worst_violation(program, values) <= TOLERANCE else None


def _bound(highs: highspy.Highs, program: LinearProgram, values: Floats | None) -> float:
    if program.integer.any():
        return float(highs.getInfo().mip_dual_bound)
    if values is not None and highs.getModelStatus() in PROVEN:
        return objective_of(program, values)
    return -np.inf


def _duals(highs: highspy.Highs, program: LinearProgram) -> Floats | None:
    solution = highs.getSolution()
    if program.integer.any() or not solution.dual_valid:
        return None
    return np.asarray(solution.row_dual, dtype=np.float64)
