"""Near-optimal alternatives in plain words and small tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.plan.words import listing, money, percent, plain_number, tonnes
from model.studies.agreement_words import NOTICED, aligned
from model.studies.comparing_words import decision_lines, limited

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from model.studies.alternatives import Alternatives

MOST_GROUPS, MOST_CHANGES = 12, 6
"""Lines told of each; all stand in the tables."""
VERDICTS = ("always", "sometimes", "never", "not proven")
NOTHING = "Nothing is what is below 1 kg (a year), and below a ten-thousandth of the most that there can be."
NO_WORSE = (
    "Only plans that leave no more of the demand for any material unmet than the best one, and discard no more of it."
)
KINDS = {
    "agreements": "agreement {}",
    "projects": "project {}",
    "contracts": "{}",
    "processing": "throughput of {}",
    "places": "purchases of {}",
    "purchases": "purchases from {}",
    "recycling": "collection of {}",
    "stocks": "stock in {}",
    "substitution": "substitution of {}",
    "shortage": "shortage of {}",
}
"""What a group is called, by its kind."""


def alternatives_in_words(told: Alternatives) -> Iterator[str]:
    """How many decisions are open at which cost, which ones, the plans most unlike each other, and the sets."""
    within = listing([percent(value) for value in told.within])
    yield f"{told.title}: plans that cost within {within} of the best plan, {cost_words(told)}"
    yield "The cost counts penalties of soft rules and of shortage. Flows and stocks are averages over the horizon."
    if told.no_worse:
        yield NO_WORSE
    yield ""
    yield from aligned(count_lines(told))
    yield NOTHING
    loose = told.groups[told.groups["within"] == told.within[-1]]
    for title, rows in sections(loose):
        if rows.empty:
            continue
        yield ""
        yield f"{title}, within {percent(told.within[-1])}:"
        yield from limited([group_words(row) for row in each_row(rows)], MOST_GROUPS, "groups")
    yield ""
    yield from plan_words(told)
    yield ""
    yield from set_words(told)


def cost_words(told: Alternatives) -> str:
    """What the best plan costs, and at least, where that is not the same."""
    if told.bound is None:
        return f"{money(told.cost)} (what it costs at least is not proven)"
    if told.cost - told.bound <= NOTICED * abs(told.cost):
        return money(told.cost)
    gap = (told.cost - told.bound) / abs(told.cost)
    return f"{money(told.cost)} (proven: the least possible is no more than {percent(gap)} below that)"


def count_lines(told: Alternatives) -> Iterator[tuple[str, ...]]:
    """How many groups are decided alike in all plans, by tolerance, as cells of lines."""
    number = len(told.groups) // len(told.within)
    yield f"of {number} decisions, more than nothing", *(f"within {percent(value)}" for value in told.within)
    for said in VERDICTS:
        rows = told.groups[told.groups["verdict"] == said]
        counts = [int((rows["within"] == value).sum()) for value in told.within]
        if any(counts) or said != "not proven":
            yield said, *(str(count) for count in counts)


def sections(groups: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The groups by what is said of them, each with a title."""
    has = groups["best"] > groups["nothing"]
    yield "In every plan", groups[groups["verdict"] == "always"]
    yield "In the best plan, and plans do without", groups[(groups["verdict"] == "sometimes") & has]
    yield "Not in the best plan, and plans have it", groups[(groups["verdict"] == "sometimes") & ~has]
    yield "In no plan", groups[groups["verdict"] == "never"]
    yield "Not proven", groups[groups["verdict"] == "not proven"]


def group_words(row: Any) -> str:
    """`purchases from Chilean lithium: 239 t a year to 436 t a year (best plan: 400 t a year)`."""
    what = KINDS[row.kind].format(row.name)
    if row.verdict == "never":
        return what
    best = f"best plan: {amount(row.best, row.unit, row.nothing)}"
    if row.unit == "joined":
        return f"{what} ({best})"
    low, high = (amount(value, row.unit, row.nothing) for value in (row.least, row.most))
    return f"{what}: {low if low == high else f'{low} to {high}'} ({best}{open_words(row)})"


def open_words(row: Any) -> str:
    """What is proven of the ends, where more or less than was found is not ruled out."""
    said = []
    for word, found, bound in (("least", row.least, row.least_bound), ("most", row.most, row.most_bound)):
        if math.isnan(bound):
            said.append(f"a {word} is not proven")
        elif amount(found, row.unit, row.nothing) != amount(bound, row.unit, row.nothing):
            said.append(f"at {word} {amount(bound, row.unit, row.nothing)} is proven")
    return "".join(f"; {words}" for words in said)


def amount(value: float, unit: str, nothing: float) -> str:
    """An amount of a group."""
    if unit == "joined":
        return "joined" if value > nothing else "not joined"
    if value <= nothing:
        return "nothing"
    if unit == "blocks":
        return f"{plain_number(value)} block{'' if value == 1 else 's'}"
    return tonnes(value, per_year=unit != "t")


def plan_words(told: Alternatives) -> Iterator[str]:
    """The plans most unlike each other, and what each does otherwise than the best."""
    if len(told.plans) < 2:
        yield f"No plan within {percent(told.within[-1])} differs from the best one."
        return
    yield (
        f"The plans most unlike each other, within {percent(told.within[-1])} "
        "(distance 0: alike; 1: at opposite ends in every decision)"
    )
    yield from aligned(plan_lines(told))
    for name in told.plans["plan"].iloc[1:]:
        yield ""
        yield f"{title_of(name)} against the best, the most material first:"
        yield from limited(decision_lines(told.changes[told.changes["plan"] == name]), MOST_CHANGES, "changes")


def title_of(plan: str) -> str:
    """What a plan is called."""
    return "best" if plan == "best" else f"plan {plan}"


def plan_lines(told: Alternatives) -> Iterator[tuple[str, ...]]:
    """The plans as cells of lines."""
    yield "", "cost", "above the best", "from the best", "from the nearest before", "checked"
    for place, row in enumerate(each_row(told.plans)):
        checked = "holds" if row.status != "rejected by the certificate" else row.status
        if not place:
            yield "best", money(row.cost_usd), "", "", "", checked
            continue
        apart = (f"{row.from_best:.2f}", f"{row.from_nearest:.2f}")
        yield title_of(row.plan), money(row.cost_usd), f"{100 * row.above_best:.2f} %", *apart, checked


def set_words(told: Alternatives) -> Iterator[str]:
    """The sets of agreements and projects, each against the first."""
    if not len(told.sets) or (told.complete and len(told.sets) == 1):
        yield f"Within {percent(told.within[-1])} all plans have the same agreements and projects."
    if len(told.sets):
        all_of = "all there are" if told.complete else "there may be more"
        number = f"{len(told.sets)} set{'' if len(told.sets) == 1 else 's'}"
        yield f"The cheapest sets of agreements and projects, within {percent(told.within[-1])}: {number}, {all_of}"
        yield from aligned(set_lines(told))
        if (
            told.sets["bound_usd"].iloc[1:] < told.sets["cost_usd"].iloc[:-1].to_numpy() - NOTICED * abs(told.cost)
        ).any():
            yield "Of sets whose costs lie closer than what is proven of them, the order may be another."


def set_lines(told: Alternatives) -> Iterator[tuple[str, ...]]:
    """The sets as cells of lines: the cheapest whole, the others by what they have otherwise."""
    yield "cost", "more than the first", "proven at least", "agreements and projects"
    names = {(row.kind, row.group): row.name for row in each_row(told.groups)}
    first: dict[tuple[str, str], None] = {}
    for place, row in enumerate(each_row(told.sets)):
        own = members(row)
        if place:
            more = [f"with {names[key]}" for key in own if key not in first]
            less = [f"without {names[key]}" for key in first if key not in own]
            words = f"as the first, but {'; '.join([*more, *less])}"
        else:
            first, words = own, "; ".join(names[key] for key in own) or "none"
        dearer = money(row.cost_usd - told.sets["cost_usd"].iloc[0]) if place else ""
        yield money(row.cost_usd), dearer, money(row.bound_usd), words


def members(row: Any) -> dict[tuple[str, str], None]:
    """What a set has, by kind and group."""
    found: dict[tuple[str, str], None] = {}
    for kind in ("agreements", "projects"):
        found.update({(kind, name): None for name in getattr(row, kind).split(";") if name})
    return found
