"""A solve in one call: a case in, a plan out."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.build import build_model
from model.certificate import certify_tables
from model.errors import InputError, Issue, NoPlanError
from model.plan import Plan, make_plan
from model.rules import is_soft
from model.solver import Progress, Solution, SolverOptions, Status, solve_model
from model.solver.without import cost_without

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.case import Case

logger = logging.getLogger(__name__)

ADVICE = {
    Status.INFEASIBLE: "No plan keeps all hard rules and meets all demand. Make a rule soft (soft_penalty_usd or "
    "soft_penalty_multiple), "
    "allow a shortage at a cost (sectors), or widen what can be bought or built.",
    Status.TIME_LIMIT_NO_PLAN: "No plan was found in time. Allow more time.",
    Status.INTERRUPTED_NO_PLAN: "Stopped before a plan was found.",
    Status.UNBOUNDED: "Some price or cost is negative enough to earn money without end.",
    Status.OUT_OF_MEMORY: "The model does not fit in memory. Use fewer years or rows.",
    Status.NUMERICAL_TROUBLE: "No plan held when it was checked. Look for very large or very small numbers.",
}


def solve(
    case: Case,
    *,
    gap: float = 1e-4,
    time_limit: float | None = None,
    threads: int = 1,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Finds the plan of least cost.

    Args:
        case: The case.
        gap: Relative gap to the least possible cost at which the search ends.
        time_limit: Seconds for the search; the best plan found by then is kept.
        threads: Threads of the solver.
        seed: Seed of the solver; with the same inputs, versions, seed and one thread a plan is the same on a machine.
        progress: Called with reports as they come.

    Raises:
        InputError: The tables do not say enough for what they ask.
        NoPlanError: There is no plan, or none was found in time.
    """
    if case.settings.kind == "library":
        message = "is a library for other data sets to build on, and has nothing to decide"
        raise InputError([Issue(case.name, message=message, hint="Solve one that builds on it.")])
    start = time.perf_counter()
    report = progress or (lambda _: None)
    report(Progress(stage="build", seconds=0.0))
    model = build_model(case)
    built = time.perf_counter() - start
    options = SolverOptions(gap=gap, time_limit=time_limit, threads=threads, seed=seed)

    def attempt(*, careful: bool) -> Plan:
        found = solve_model(
            model, options, progress=lambda p: report(replace(p, seconds=p.seconds + built)), careful=careful
        )
        return plan_of(case, model, found, options, start, report)

    plan = attempt(careful=False)
    if plan.status != Status.REJECTED:
        return plan
    logger.warning("The plan did not hold when it was recomputed; solving again with tighter tolerances.")
    return attempt(careful=True)


def plan_of(
    case: Case, model: Any, solution: Solution, options: SolverOptions, start: float, report: Callable[[Progress], None]
) -> Plan:
    """The plan that a solved model holds, recomputed by separate code before it is called what it claims to be.

    Raises:
        NoPlanError: The solve ended without one.
    """
    if not solution.status.has_plan:
        advice = solution.message or ADVICE.get(solution.status, "")
        hard = hard_rules(case) if solution.status == Status.INFEASIBLE else ""
        raise NoPlanError(str(solution.status), f"{case.name}: {solution.status}. {advice}{hard}")
    report(
        Progress(
            stage="tables",
            seconds=time.perf_counter() - start,
            incumbent=solution.objective,
            bound=solution.bound,
            gap=solution.gap,
        )
    )
    taste = cost_without(model, parts_of_the_mix(model)) if solution.status == Status.OPTIMAL else {}
    timed = replace(solution, seconds=time.perf_counter() - start)
    return certified(make_plan(case, model, timed, taste, asdict(options)))


def hard_rules(case: Case) -> str:
    """The rules that may not be broken, as a sentence; empty where there are none."""
    names = [row.rule for row in case.rows("rules") if row.kind != "cost" and not is_soft(row)]
    return f" Hard rules: {', '.join(names)}." if names else ""


def certified(plan: Plan) -> Plan:
    """The plan with what recomputing it found; one that does not hold is rejected, whatever the solver said."""
    head = {
        "objective_usd": plan.objective,
        "bound_usd": plan.bound,
        "gap": plan.gap,
        "status": plan.status,
        "options": plan.options,
    }
    certificate = certify_tables(plan.case.tables, asdict(plan.case.settings), plan.variables, plan.costs, head)
    status = plan.status if certificate.accepted else str(Status.REJECTED)
    return replace(plan, status=status, certificate=certificate.words)


def parts_of_the_mix(model: Any) -> Mapping[str, Sequence[Any]]:
    """What a plan buys from each supplier and runs in each plant, as variables, of what it uses at all."""
    parts: dict[str, list[Any]] = {}
    for contract, node in model.LIFTINGS:
        parts.setdefault(f"supplier {model.supplier_of[contract]}", []).append(model.Lifted[contract, node])
    for plant, node in model.RUNS:
        parts.setdefault(f"plant {plant}", []).append(model.Run[plant, node])
    return {name: used for name, used in parts.items() if any(pyo.value(item) > 1e-6 for item in used)}
