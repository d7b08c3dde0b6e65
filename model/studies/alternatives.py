"""Near-optimal alternatives: what else could be done for little more than the best plan costs, and what could not."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyomo.environ as pyo

from model.errors import InputError, Issue, NoPlanError
from model.plan.make import make_plan
from model.solver import Progress, SolverOptions, Status
from model.solving import certified, load, no_plan
from model.studies.agreement import counted
from model.studies.alternatives_words import alternatives_in_words
from model.studies.choices import add_marks, cheapest_sets
from model.studies.groups import burdens, decision_groups
from model.studies.ranging import Ranging
from model.studies.telling import COLUMNS as TOLD
from model.studies.telling import told_changes
from model.studies.unlike import hop, most_unlike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.case import Case
    from model.plan import Plan
    from model.solver.compile import Floats
    from model.solving import LoadedCase
    from model.studies.agreement import Step
    from model.studies.choices import Choice
    from model.studies.pool import Found, Pool

GROUPS = {
    "within": "float64", "kind": "str", "group": "str", "name": "str", "unit": "str", "best": "float64",
    "least": "float64", "least_bound": "float64", "most": "float64", "most_bound": "float64", "nothing": "float64",
    "verdict": "str",
}  # fmt: skip
PLANS = {
    "plan": "str", "status": "str", "cost_usd": "float64", "above_best": "float64", "from_best": "float64",
    "from_nearest": "float64",
}  # fmt: skip
CHANGES = {"plan": "str", **TOLD}
SETS = {"cost_usd": "float64", "bound_usd": "float64", "agreements": "str", "projects": "str"}
EFFORT = {"what": "str", "amount": "float64"}
ALWAYS, SOMETIMES, NEVER, OPEN = "always", "sometimes", "never", "not proven"
WITHIN = (0.01, 0.02, 0.05)
BEST = "best"
SEARCH_SECONDS = 8.0
"""The longest that a search for an end of a range goes on, where the limit of a solve is no shorter."""


@dataclass(frozen=True, eq=False)
class Alternatives:
    """What plans that cost little more than the best one have in common, and what not; money in USD, present value.

    The cost is all that is minimised, penalties of soft rules and of shortage included.

    Attributes:
        title: What is planned.
        cost: What the best plan costs.
        bound: What it is proven to cost at least; None where that is not known.
        within: By how much plans may cost more, as fractions of the cost of the best, from tight to loose.
        no_worse: Whether only plans count that leave no more of the demand for any material unmet than the best one,
            and discard no more of it.
        complete: Whether all sets are listed that there are within the loosest tolerance.
        groups: Of each tolerance and each group of decisions: what the best plan has (flows and stocks on average over
            the horizon), the least and the most that was found, the bounds that are proven, up to what counts as
            nothing, and whether plans have more than that always, sometimes or never, as far as that is proven.
        plans: The plans most unlike each other within the loosest tolerance, the best first: cost, by how much above
            the best, the distance from the best plan, and from the nearest of the plans before it (1: at the other end
            of the range of every decision).
        changes: What each does otherwise than the best plan, the most material first, with a sentence each.
        sets: The sets of agreements and projects within the loosest tolerance, by the least that a plan with exactly
            them costs.
        effort: Seconds, searches, relaxations, plans with whole numbers held, and ends that needed none of them.
    """

    title: str
    cost: float
    bound: float | None
    within: tuple[float, ...]
    no_worse: bool
    complete: bool
    groups: pd.DataFrame = field(repr=False)
    plans: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    sets: pd.DataFrame = field(repr=False)
    effort: pd.DataFrame = field(repr=False)

    @property
    def summary(self) -> str:
        """The answer in words and small tables."""
        return "\n".join(alternatives_in_words(self))


def near_optimal(
    case: Case,
    *,
    within: Sequence[float] = WITHIN,
    no_worse: bool = False,
    plans: int = 5,
    sets: int = 10,
    step: Callable[[Step], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    **options: Any,
) -> Alternatives:
    """Asks what else could be done for little more than the best plan costs.

    Args:
        case: The case.
        within: By how much plans may cost more than the best, as fractions of its cost (of its amount, where it is a
            gain).
        no_worse: Count only plans that leave no more of the demand for any material unmet than the best one, and
            discard no more of it. Otherwise a plan may spend the difference on shortage, or on what it discards.
        plans: How many plans to find that are unlike the best and each other.
        sets: How many sets of agreements and projects to list at most.
        step: Called with what is found next; as text `2 of 8: ...`.
        progress: Hears the solver.
        options: Options of each solve: gap, time_limit, threads, seed. Ends of ranges are found within a hundred times
            the gap; 30 of each tolerance at most are searched for, no longer than 8 seconds each.

    Raises:
        InputError: A tolerance is not a fraction of the cost, or the case cannot be used.
        NoPlanError: There is no plan, or none was found in time, or the study was interrupted.
    """
    tolerances = checked(within)
    start = time.perf_counter()
    say = counted(step, 5 + len(tolerances))
    tell = progress or (lambda _: None)
    asked = SolverOptions(**{"gap": 1e-4, **options})
    say("the best plan")
    loaded = load(case, progress=progress, extend=add_marks)
    best = best_plan(loaded, asked, progress)
    if no_worse:
        for name, burden in burdens(case, loaded.model).items():
            loaded.handle.limit(name, burden, upper=pyo.value(burden))
    limited = replace(asked, time_limit=min(asked.time_limit or SEARCH_SECONDS, SEARCH_SECONDS))
    ranging = Ranging.of(
        loaded,
        decision_groups(case, loaded.model),
        limited,
        lambda: tell(Progress(stage="LP", seconds=time.perf_counter() - start)),
    )
    ranges = ranging.ranges(tolerances, say)
    nothing = ranging.nothing
    say("plans most unlike each other")
    hop(ranging, tolerances[-1], plans, nothing)
    told = [made(ranging, best, found, asked) for found in most_unlike(ranging, tolerances[-1], plans, nothing)]
    say("distinct sets of agreements and projects")
    choices, complete = cheapest_sets(ranging, sets)
    effort = {"seconds": time.perf_counter() - start, **ranging.counts}
    return Alternatives(
        title=case.settings.title or case.name,
        cost=best.objective,
        bound=best.bound,
        within=tolerances,
        no_worse=no_worse,
        complete=complete,
        groups=group_table(ranging, ranges, nothing),
        plans=plan_table([row for row, _ in told]),
        changes=change_table(best, [plan for _, plan in told[1:]]),
        sets=set_table(choices),
        effort=pd.DataFrame(list(effort.items()), columns=list(EFFORT)).astype(EFFORT),
    )


def best_plan(loaded: LoadedCase, options: SolverOptions, progress: Callable[[Progress], None] | None) -> Plan:
    """The plan of least cost, which the others are set against.

    Raises:
        NoPlanError: There is none that holds, or the study was interrupted.
    """
    best = loaded.plan(options, progress=progress)
    if best.status == Status.REJECTED:
        raise no_plan(loaded.case, Status.REJECTED, "The best plan did not hold when it was recomputed.")
    if best.status == Status.INTERRUPTED:
        raise NoPlanError(best.status, f"{loaded.case.name}: interrupted; nothing is kept.")
    return best


def checked(within: Sequence[float]) -> tuple[float, ...]:
    """The tolerances, from tight to loose.

    Raises:
        InputError: One is not a fraction of the cost, or there is none.
    """
    wrong = [f"{value:g}" for value in within if not 0 < value <= 1]
    if wrong or not within:
        message = "is not a fraction of the cost, above 0 and at most 1" if wrong else "is missing"
        raise InputError(Issue("within", value=v, message=message, hint="Write 0.02 for 2 %.") for v in wrong or [""])
    return tuple(sorted(set(within)))


def group_table(asked: Pool, ranges: Mapping[float, tuple[Floats, Floats]], nothing: Floats) -> pd.DataFrame:
    """A row for each tolerance and group."""
    rows = []
    half = len(asked.groups)
    for within, (reached, bounds) in ranges.items():
        least, most = reached[:half] + 0.0, 0.0 - reached[half:]
        low, high = np.minimum(bounds[:half], least) + 0.0, np.maximum(0.0 - bounds[half:], most)
        for place, group in enumerate(asked.groups):
            ends = (least[place], low[place], most[place], high[place])
            said = verdict(*ends, nothing[place])
            known = [value if np.isfinite(value) else np.nan for value in ends]
            who = (within, group.kind, group.group, group.name, group.unit, asked.plans[0].totals[place] + 0.0)
            rows.append((*who, *known, nothing[place], said))
    return pd.DataFrame(rows, columns=list(GROUPS)).astype(GROUPS)


def verdict(least: float, low: float, most: float, high: float, nothing: float) -> str:
    """Whether all plans have more than nothing of a group, or some, or none, as far as that is proven."""
    if low > nothing:
        return ALWAYS
    if high <= nothing:
        return NEVER
    return SOMETIMES if least <= nothing < most else OPEN


def made(asked: Pool, best: Plan, told: tuple[Found, float, float], options: SolverOptions) -> tuple[Any, Plan]:
    """The row and the plan of a point, recomputed by separate code like every other plan."""
    found, from_best, from_nearest = told
    if found is asked.plans[0]:
        return (best.status, best.objective, 0.0, 0.0, 0.0), best
    kept = asked.extremes.keep(found.point)
    if best.bound is not None:
        gap = max(0.0, found.cost - best.bound) / max(abs(found.cost), 1e-9)
        kept = replace(kept, status=Status.OPTIMAL, bound=best.bound, gap=gap)
        options = replace(options, gap=max(gap, options.gap))
    plan = certified(make_plan(asked.loaded.case, asked.loaded.model, kept, {}, asdict(options)))
    above = (plan.objective - best.objective) / abs(best.objective) if best.objective else 0.0
    return (plan.status, plan.objective, above, from_best, from_nearest), plan


def plan_table(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """A row for each plan, the best first, the others by numbers."""
    named = [(BEST if not place else str(place), *row) for place, row in enumerate(rows)]
    return pd.DataFrame(named, columns=list(PLANS)).astype(PLANS)


def change_table(best: Plan, plans: Sequence[Plan]) -> pd.DataFrame:
    """What each plan does otherwise than the best one."""
    rows = [told_changes(best, plan).assign(plan=str(place)) for place, plan in enumerate(plans, start=1)]
    found = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(CHANGES))
    return found[list(CHANGES)].astype(CHANGES)


def set_table(choices: Sequence[Choice]) -> pd.DataFrame:
    """A row for each set, the cheapest first."""
    rows = [(own.cost, own.bound, ";".join(own.agreements), ";".join(own.projects)) for own in choices]
    frame = pd.DataFrame(rows, columns=list(SETS)).astype(SETS)
    return frame.sort_values("cost_usd", kind="stable", ignore_index=True)
