"""Trade-offs: what one more point of security, ESG or diversification costs, as plans none of which is dominated."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.digest import case_hash
from model.errors import InputError, Issue, NoPlanError
from model.plan.words import listing
from model.solver import SolverOptions, Status
from model.solving import LoadedCase, load
from model.studies.agreement import Step, counted
from model.studies.epsilon import Frontier, span_of
from model.studies.frontier_plans import plan_at
from model.studies.frontier_words import frontier_in_words
from model.studies.measured import measured
from model.studies.metric_rules import kept_at, uncharged, value_of
from model.studies.metrics import HHI, SHORTAGE, WHOLE, Asked, read_levels, read_metrics
from model.studies.telling import COLUMNS as TOLD
from model.studies.telling import told_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress, Solution

METRICS = {
    "metric": "str", "title": "str", "unit": "str", "more_is_better": "bool", "best": "float64", "worst": "float64",
}  # fmt: skip
POINTS = {
    "point": "int64", "status": "str", "cost_usd": "float64", "bound_usd": "float64", "gap": "float64",
    "seconds": "float64", "inputs_sha256": "str", "run": "str",
}  # fmt: skip
VALUES = {"point": "int64", "metric": "str", "value": "float64", "limit": "float64"}
PAYOFF = {"best_of": "str", "metric": "str", "value": "float64"}
CHANGES = {"point": "int64", **TOLD}
SAME = 1e-6
"""Part of a range by which a value must be better to be called so."""
INTERRUPTED = {Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN}


@dataclass(frozen=True, eq=False)
class TradeOffs:
    """Plans of which none is at least as good as another in every metric; money in USD, present value.

    Attributes:
        title: What is planned.
        complete: Whether all points were found; not where the study was stopped before.
        metrics: A row for each metric, cost first: its unit, which way is better, its best value, its worst efficient
            one.
        payoff: The value of each metric where each is at its best in turn (`best_of`), then the others.
        points: A row for each plan, the cheapest first: how its search ended, cost, proven bound under the limits of
            the point, gap, seconds, hash of its inputs, the run in which it is kept.
        values: Of each metric at each point, and the limit under which the plan is the cheapest; none of cost.
        changes: What each plan does otherwise than that of the first point, the most material first, a sentence each.
    """

    title: str
    complete: bool
    metrics: pd.DataFrame = field(repr=False)
    payoff: pd.DataFrame = field(repr=False)
    points: pd.DataFrame = field(repr=False)
    values: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """The values of the metrics, a row for each point, a column for each metric."""
        names = list(self.metrics["metric"])
        return self.values.pivot_table(index="point", columns="metric", values="value", sort=False)[names]

    @property
    def summary(self) -> str:
        """The trade-offs in words and small tables."""
        return "\n".join(frontier_in_words(self))


def trade_offs(
    case: Case,
    metrics: Sequence[str],
    *,
    points: int = 20,
    limits: Mapping[str, float] | None = None,
    keep: Callable[[Plan], str] | None = None,
    step: Callable[[Step], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    **options: Any,
) -> TradeOffs:
    """Finds the plans between which a choice is one of taste.

    Each is the cheapest of a case of its own, with rules that keep the other metrics at what the plan comes to; so it
    can be solved, opened and checked like any other.

    Args:
        case: The case.
        metrics: `cost`, and one or two of those that `read_metrics` knows.
        points: How many plans are asked for at most, two or more; of three metrics they lie on a square grid.
        limits: Beyond which a metric is not looked at, by its name; of cost there is none.
        keep: Keeps a plan, and says in which run.
        step: Called with what is solved next.
        progress: Called with the solver's reports.
        options: gap, time_limit, threads and seed of each solve.

    Raises:
        InputError: A metric or the number of points cannot be used.
        NoPlanError: There is no plan, or the study was interrupted before the first point.
    """
    asked = read_metrics(case, metrics)
    steps = steps_of(points, len(asked))
    solver = SolverOptions(**{"gap": 1e-4, **options})
    say = counted(step, 1 + (steps + 1) ** (len(asked) - 1))
    if any(one.kind == SHORTAGE for one in asked):
        case = uncharged(case)
    levels = {one: WHOLE for one in asked if one.kind == HHI} | read_levels(asked, limits or {})
    if levels:
        case = kept_at(case, levels)
    loaded = load(case, progress=progress)
    weighed = [measured(loaded, one) for one in asked]
    frontier = Frontier(loaded.handle, weighed, lambda: uninterrupted(loaded, solver, progress))
    say(f"the best of {listing([one.title for one in asked])}")
    payoff = frontier.payoff()
    found: list[Found] = []
    try:
        say("the cheapest")
        for point in frontier.points(steps, payoff):
            levels = {one: point.limits[one.name] for one in asked[1:]}
            plan = plan_at(kept_at(case, levels), loaded.model, point.bound, solver, progress)
            found.append(Found({one: value_of(plan, one) for one in asked}, levels, plan, keep(plan) if keep else ""))
            say(f"what follows on {listing([f'{one.title} {one.said(x)}' for one, x in found[-1].values.items()])}")
    except NoPlanError as error:
        if error.status not in INTERRUPTED or not found:
            raise
        return answer(case, asked, payoff, found, complete=False)
    return answer(case, asked, payoff, found, complete=True)


def steps_of(points: int, metrics: int) -> int:
    """Into how many steps each span is cut, so that the grid has so many points, or fewer.

    Raises:
        InputError: There are fewer points than two along each span.
    """
    least = 2 ** (metrics - 1)
    if points < least:
        message = f"are too few points for {metrics} metrics"
        raise InputError([Issue("--points", value=str(points), message=message, hint=f"Ask for {least} or more.")])
    return points - 1 if metrics == 2 else math.isqrt(points) - 1


def uninterrupted(loaded: LoadedCase, options: SolverOptions, progress: Callable[[Progress], None] | None) -> Solution:
    """Solves what is loaded.

    Raises:
        NoPlanError: It was interrupted: the person does not want the rest either.
    """
    solution = loaded.handle.solve(options, progress=progress)
    if solution.status in INTERRUPTED:
        message = f"{loaded.case.name}: stopped before all was answered."
        raise NoPlanError(str(Status.INTERRUPTED), message)
    return solution


@dataclass(frozen=True, eq=False)
class Found:
    """A point as its plan has it.

    Attributes:
        values: Of each metric, as the plan's tables say.
        levels: The limits of the plan's case.
        plan: The plan.
        run: Where it is kept, or empty.
    """

    values: Mapping[Asked, float]
    levels: Mapping[Asked, float]
    plan: Plan
    run: str

    def dominates(self, other: Found, spans: Mapping[Asked, float]) -> bool:
        """Whether it is as good as another in all metrics and better in one, by more than the solver's tolerance."""
        ahead = {one: one.sign * (other.values[one] - self.values[one]) / spans[one] for one in spans if spans[one]}
        return min(ahead.values(), default=0.0) >= -SAME and max(ahead.values(), default=0.0) > SAME


def answer(
    case: Case,
    asked: Sequence[Asked],
    payoff: Sequence[Mapping[str, float]],
    found: Sequence[Found],
    *,
    complete: bool,
) -> TradeOffs:
    """What was found, as tables; the cheapest first."""
    kept = undominated(sorted(found, key=lambda own: own.plan.objective))
    first = kept[0].plan
    told = [told_changes(first, own.plan).assign(point=k) for k, own in enumerate(kept[1:], start=2)]
    changes = pd.concat(told, ignore_index=True) if told else pd.DataFrame(columns=list(CHANGES))
    return TradeOffs(
        title=case.settings.title or case.name,
        complete=complete,
        metrics=pd.DataFrame([metric_row(one, payoff) for one in asked], columns=list(METRICS)).astype(METRICS),
        payoff=pd.DataFrame(
            [(one.name, name, value) for one, row in zip(asked, payoff, strict=True) for name, value in row.items()],
            columns=list(PAYOFF),
        ).astype(PAYOFF),
        points=pd.DataFrame([point_row(k, own) for k, own in enumerate(kept, start=1)], columns=list(POINTS)).astype(
            POINTS
        ),
        values=pd.DataFrame(
            [row for k, own in enumerate(kept, start=1) for row in value_rows(k, own)], columns=list(VALUES)
        ).astype(VALUES),
        changes=changes[list(CHANGES)].astype(CHANGES),
    )


def undominated(found: Sequence[Found]) -> list[Found]:
    """The points that no other dominates: one may, where a level, which is only ever limited, is better for nothing."""
    every = {one: [own.values[one] for own in found] for one in found[0].values}
    spans = {one: max(values) - min(values) for one, values in every.items()}
    return [own for own in found if not any(other.dominates(own, spans) for other in found)]


def metric_row(one: Asked, payoff: Sequence[Mapping[str, float]]) -> tuple[Any, ...]:
    """What a metric is, and between what it lies."""
    span = span_of(one.name, one.sign, payoff)
    return one.name, one.title, one.unit, one.more_is_better, one.sign * span.best, one.sign * span.worst


def point_row(number: int, own: Found) -> tuple[Any, ...]:
    """How the search for a plan ended."""
    plan = own.plan
    last = (plan.seconds, case_hash(plan.case), own.run)
    return number, plan.status, plan.objective, plan.bound, plan.gap, *last


def value_rows(number: int, own: Found) -> list[tuple[Any, ...]]:
    """What each metric comes to in a plan, and its limit."""
    return [(number, one.name, value, own.levels.get(one, math.nan)) for one, value in own.values.items()]
