"""A solve in one call: a case in, a plan out."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.build import build_model
from model.certificate import certify_tables
from model.errors import InputError, Issue, NoPlanError
from model.plan import Plan, make_plan
from model.rules import is_soft
from model.solver import Handle, Progress, Solution, SolverOptions, Status
from model.solver.constants import CannotHoldError
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
    start = time.perf_counter()
    options = SolverOptions(gap=gap, time_limit=time_limit, threads=threads, seed=seed)
    return load(case, progress=progress).plan(options, progress=progress, since=start)


@dataclass(frozen=True, eq=False)
class LoadedCase:
    """A case whose model is in the solver: solved, changed in place by its handle, and solved again.

    Attributes:
        case: The case.
        model: Its model.
        handle: The model in the solver.
    """

    case: Case
    model: Any
    handle: Handle

    def plan(
        self,
        options: SolverOptions,
        *,
        progress: Callable[[Progress], None] | None = None,
        since: float | None = None,
    ) -> Plan:
        """The best plan under what is held now, recomputed by separate code before it is called what it claims to be.

        Args:
            options: Of the solve.
            progress: Called with reports as they come.
            since: When the clock began of the seconds that are told, by `time.perf_counter`; now if left out.

        Raises:
            NoPlanError: There is no plan, or none was found in time.
        """
        start = time.perf_counter() if since is None else since
        before = time.perf_counter() - start

        def tell(told: Progress) -> None:
            if progress is not None:
                progress(replace(told, seconds=told.seconds + before))

        def attempt(*, careful: bool) -> tuple[Plan, int]:
            found = self.handle.solve(options, progress=tell, careful=careful)
            return plan_of(self, found, options, start, progress), found.broken_cones

        plan, broken_cones = attempt(careful=False)
        if plan.status != Status.REJECTED or broken_cones:
            return plan
        logger.warning("The plan did not hold when it was recomputed; solving again with tighter tolerances.")
        return attempt(careful=True)[0]


def load(
    case: Case,
    *,
    progress: Callable[[Progress], None] | None = None,
    extend: Callable[[Any], None] | None = None,
) -> LoadedCase:
    """Builds the model of a case and puts it into the solver.

    Args:
        case: The case.
        progress: Told of the two stages.
        extend: Adds to the model what a study asks of it, before it is put into the solver.

    Raises:
        InputError: The tables do not say enough for what they ask.
        NoPlanError: A rule cannot be kept whatever is decided.
    """
    if case.settings.kind == "library":
        message = "is a library for other data sets to build on, and has nothing to decide"
        raise InputError([Issue(case.name, message=message, hint="Solve one that builds on it.")])
    start = time.perf_counter()
    report = progress or (lambda _: None)
    report(Progress(stage="build", seconds=0.0))
    model = build_model(case)
    if extend is not None:
        extend(model)
    report(Progress(stage="compile", seconds=time.perf_counter() - start))
    try:
        return LoadedCase(case, model, Handle(model))
    except CannotHoldError as error:
        raise no_plan(case, Status.INFEASIBLE, str(error)) from error


def no_plan(case: Case, status: Status, message: str = "") -> NoPlanError:
    """What is said where a solve ended without a plan."""
    hard = hard_rules(case) if status == Status.INFEASIBLE else ""
    return NoPlanError(str(status), f"{case.name}: {status}. {message or ADVICE.get(status, '')}{hard}")


def plan_of(
    loaded: LoadedCase,
    solution: Solution,
    options: SolverOptions,
    start: float,
    progress: Callable[[Progress], None] | None,
) -> Plan:
    """The plan that a solved model holds, with its certificate.

    Raises:
        NoPlanError: The solve ended without one.
    """
    if not solution.status.has_plan:
        raise no_plan(loaded.case, solution.status, solution.message)
    if progress is not None:
        seconds = time.perf_counter() - start
        incumbent, bound, gap = solution.objective, solution.bound, solution.gap
        progress(Progress(stage="tables", seconds=seconds, incumbent=incumbent, bound=bound, gap=gap))
    optimal = solution.status == Status.OPTIMAL
    taste = cost_without(loaded.handle, parts_of_the_mix(loaded.model)) if optimal else {}
    timed = replace(solution, seconds=time.perf_counter() - start)
    return certified(make_plan(loaded.case, loaded.model, timed, taste, asdict(options)))


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
