"""One call from a Pyomo model to its plan: compile, check, scale, search, unscale."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pyomo.environ as pyo

from model.solver.checks import check_finite, check_ranges
from model.solver.compile import Floats, LinearProgram, compile_model, write_values
from model.solver.constants import CannotHoldError
from model.solver.options import SolverOptions
from model.solver.outcome import Outcome, objective_of, relative_gap
from model.solver.progress import Progress
from model.solver.scaling import Ranges, Scales, measure_ranges, scale_program
from model.solver.search import Search
from model.solver.solution import Solution
from model.solver.status import Status


def solve_model(
    model: pyo.ConcreteModel,
    options: SolverOptions,
    *,
    progress: Callable[[Progress], None] | None = None,
    careful: bool = False,
) -> Solution:
    """Solve a linear or mixed-integer Pyomo model with HiGHS.

    Where a plan exists its values stand on the model's variables afterwards; otherwise they are left alone.

    Args:
        model: Has exactly one active objective, linear, to be minimised. Two plain attributes are optional:
            `column_units`, a ComponentMap from a Var to a function of the index that gives the power of ten
            that one in the solver stands for (integer variables are never scaled), and `money_unit`, the
            same for the objective.
        options: Gap, time limit, threads, seed.
        progress: Called with reports, in time order, in the caller's thread.
        careful: Without presolve and with tighter tolerances, for a plan that did not hold when it was recomputed.

    Returns:
        Status, objective, bound, gap, sizes, ranges and shadow prices.

    Raises:
        ModelError: A number is not finite or out of range after scaling, or the objective is missing.
        KeyboardInterrupt: Ctrl-C came twice; once ends the solve and keeps the best plan so far.
    """
    start = time.perf_counter()
    report = progress or _ignore
    report(Progress(stage="compile", seconds=0.0))
    try:
        program = compile_model(model)
    except CannotHoldError as found:
        return _infeasible_at_once(str(found), time.perf_counter() - start)
    check_finite(program)
    scaled, scales = scale_program(model, program)
    check_ranges(scaled)

    def tell(stage: str, incumbent: float, bound: float) -> None:
        report(_progress(stage, time.perf_counter() - start, incumbent, bound, scales.money))

    try:
        outcome = Search(scaled, options, tell, careful=careful).find_plan()
    except MemoryError:
        outcome = Outcome(status=Status.OUT_OF_MEMORY)
    solution = _unscale(program, scales, outcome, measure_ranges(scaled), start)
    if outcome.values is not None:
        write_values(model, program, scales.values(outcome.values))
    return solution


def _ignore(_: Progress) -> None:
    """Nobody listens."""


def _progress(stage: str, seconds: float, incumbent: float, bound: float, money: float) -> Progress:
    found, bounded = bool(np.isfinite(incumbent)), bool(np.isfinite(bound))
    return Progress(
        stage=stage,
        seconds=seconds,
        incumbent=incumbent * money if found else None,
        bound=bound * money if bounded else None,
        gap=relative_gap(incumbent, bound) if found and bounded else None,
    )


def _unscale(program: LinearProgram, scales: Scales, outcome: Outcome, ranges: Ranges, start: float) -> Solution:
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
        seconds=time.perf_counter() - start,
        rows=len(program.row_lower),
        columns=len(program.cost),
        entries=len(program.matrix.data),
        integers=int(program.integer.sum()),
        ranges=ranges,
        duals=None if outcome.duals is None else _by_constraint(program, scales.duals(outcome.duals)),
    )


def _by_constraint(program: LinearProgram, duals: Floats) -> pyo.ComponentMap:
    prices = pyo.ComponentMap()
    for constraint, dual in zip(program.constraints, duals.tolist(), strict=True):
        prices[constraint] = prices.get(constraint, 0.0) + dual
    return prices


def _infeasible_at_once(message: str, seconds: float) -> Solution:
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
