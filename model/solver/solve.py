"""One call from a Pyomo model to its plan: compile, check, scale, search, unscale."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pyomo.environ as pyo

from model.solver.constants import CannotHoldError
from model.solver.handle import Handle
from model.solver.options import SolverOptions
from model.solver.progress import Progress
from model.solver.solution import Solution, no_solution


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
        model: Has exactly one active objective, linear, to be minimised. Three plain attributes are optional:
            `column_units`, a ComponentMap from a Var to a function of the index that gives the power of ten
            that one in the solver stands for (integer variables are never scaled), and `money_unit`, the
            same for the objective; `cones`, pairs of a norm and of pairs of a part and its square:
            part² ≤ square × norm.
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
        handle = Handle(model)
    except CannotHoldError as found:
        return no_solution(str(found), time.perf_counter() - start)
    compiled = time.perf_counter() - start
    solution = handle.solve(
        options, progress=lambda told: report(replace(told, seconds=told.seconds + compiled)), careful=careful
    )
    return replace(solution, seconds=time.perf_counter() - start)


def _ignore(_: Progress) -> None:
    """Nobody listens."""
