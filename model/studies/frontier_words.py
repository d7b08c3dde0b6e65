"""Trade-offs in plain words and small tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.case.rows import each_row
from model.plan.words import listing, money
from model.studies.agreement_words import aligned, usd
from model.studies.comparing_words import MOST_DECISIONS, decision_lines, limited
from model.studies.metrics import COST, FRACTION, POINTS, SHORTAGE, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.studies.frontier import TradeOffs


def frontier_in_words(told: TradeOffs) -> Iterator[str]:
    """The points as a table, the best of each metric, and what the plan furthest from the cheapest does otherwise."""
    titles = list(told.metrics["title"])
    count = len(told.points)
    yield f"{told.title}: {listing(titles)}, {count} plan{'s' if count > 1 else ''} of which none is dominated"
    if SHORTAGE in set(told.metrics["metric"]):
        yield "Cost leaves out what shortages are charged in the inputs: shortage stands beside it."
    if not told.complete:
        yield "Stopped before all points were found."
    yield ""
    yield from aligned(point_lines(told))
    yield ""
    yield from best_lines(told)
    if count > 1:
        yield ""
        yield from last_lines(told)


def point_lines(told: TradeOffs) -> Iterator[tuple[str, ...]]:
    """The points as cells of lines."""
    others = told.metrics[told.metrics["metric"] != COST]
    kept = (told.points["run"] != "").any()
    slopes = len(others) == 1
    last = ["run"] if kept else []
    yield "", "cost", *others["title"], *(["a step costs"] if slopes else []), "gap", "how the search ended", *last
    values = told.table
    before = None
    for row in each_row(told.points):
        own = values.loc[row.point]
        shown = [said(own[one.metric], one.unit) for one in each_row(others)]
        step = [step_words(told, before, row.point)] if slopes else []
        gap = "-" if math.isnan(row.gap) else f"{row.gap:.2%}"
        yield f"{row.point}", usd(row.cost_usd), *shown, *step, gap, row.status, *([row.run or "-"] if kept else [])
        before = row.point


def step_words(told: TradeOffs, before: int | None, point: int) -> str:
    """What a step of the other metric costs, from the point before to this one."""
    if before is None:
        return ""
    other = next(row for row in each_row(told.metrics) if row.metric != COST)
    values = told.table
    here, there = values.loc[point].to_dict(), values.loc[before].to_dict()
    size, unit = step_of(other.unit)
    gained, paid = abs(here[other.metric] - there[other.metric]) / size, here[COST] - there[COST]
    return f"{money(paid / gained)} per {unit}" if gained else "-"


def step_of(unit: str) -> tuple[float, str]:
    """How much of a metric is told the price of, and what that is called."""
    if unit.startswith(FRACTION):
        return 0.01, "%-point"
    return (100.0, "100 points") if unit == POINTS else (1.0, unit)


def best_lines(told: TradeOffs) -> Iterator[str]:
    """Between what each metric lies."""
    for row in each_row(told.metrics):
        best, worst = said(row.best, row.unit), said(row.worst, row.unit)
        yield f"{row.title}: {best} at best, {worst} where the others are at theirs."


def last_lines(told: TradeOffs) -> Iterator[str]:
    """What the last plan does otherwise than the first."""
    last = int(told.points["point"].iloc[-1])
    yield f"Plan {last} against plan 1, the most material first:"
    yield from limited(decision_lines(told.changes[told.changes["point"] == last]), MOST_DECISIONS, "changes")
