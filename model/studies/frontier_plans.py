"""The plan at a point of a frontier: of a case of its own, with what was decided at the point."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.solver import Status, bounded
from model.solving import LoadedCase, load, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress, SolverOptions


def plan_at(
    case: Case,
    decided: Any,
    bound: float,
    options: SolverOptions,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """The plan of a case whose integers were decided already.

    The case is built anew, with its integers as they were decided, so that only a linear program is left. Should its
    cost not lie within the gap that is asked, or the plan not hold when it is recomputed, the integers are free again.

    Args:
        case: The case.
        decided: A model of a case with fewer rules and the same decisions, which has values.
        bound: What the case is known to cost at least.
        options: Of the solve.
        progress: Called with reports as they come.

    Raises:
        NoPlanError: There is no plan, or none was found in time.
    """
    start = time.perf_counter()
    loaded = load(case)
    held = hold_integers(loaded, decided)
    solution = loaded.handle.solve(options, progress=progress)
    loaded.handle.free(held)
    if solution.status.has_plan:
        solution = bounded(solution, bound)
        if solution.gap is not None and solution.gap <= options.gap:
            plan = plan_of(loaded, solution, options, start, progress)
            if plan.status != Status.REJECTED:
                return plan
    return loaded.plan(options, progress=progress, since=start)


def hold_integers(loaded: LoadedCase, decided: Any) -> list[Any]:
    """Holds the integers of a loaded case at what was decided of them; which those are."""
    same: dict[float, list[Any]] = defaultdict(list)
    for variable in decided.component_data_objects(pyo.Var):
        if not variable.is_continuous() and variable.value is not None:
            own = loaded.model.component(variable.parent_component().local_name)
            same[float(round(variable.value))].append(own[variable.index()])
    for value, variables in same.items():
        loaded.handle.hold(variables, value, value)
    return [variable for variables in same.values() for variable in variables]
