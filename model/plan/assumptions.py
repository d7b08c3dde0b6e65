"""What a plan takes for granted: said beside it, so that nobody has to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.certified import taken_as_uncertified
from model.counting import ANYWHERE, matching, supply_rows
from model.flows import contracts_of
from model.indicators import SubjectKind, asked_for, indicator, places_of_sources, subjects
from model.minerals import named_minerals, of_its_minerals
from model.plan.gates import gate_assumptions
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

QUIET = {"places", "sources", "provenance", "owners", "yearly", "gaps", "disagreements", "import_shares"}
"""Tables whose absence changes no decision."""


PARTS = {
    "agreement_payments": "agreements",
    "agreement_pairs": "agreements",
    "agreement_effects": "agreements",
    "agreement_obligations": "agreements",
    "agreement_indicators": "agreements",
}
"""Tables whose absence says nothing where the table that they belong to is absent too."""


def assumptions(case: Case) -> tuple[str, ...]:
    """Sentences on what the plan assumes: the price taker, absent tables, unknown origins, weak figures."""
    return (
        "The buyer is a price taker: it buys up to the capacity within its reach without moving prices.",
        *perspective(case),
        *absences(case),
        *without_contract(case),
        *unknown_origins(case),
        *missing_indicators(case),
        *uncertified(case),
        *gate_assumptions(case),
        *weak_figures(case),
        *case.notes,
    )


def absences(case: Case) -> tuple[str, ...]:
    """What it means that the case lacks tables, each sentence once."""
    empty = {name for name in TABLES if case.tables[name].empty}
    absent = [name for name in TABLES if name in empty - QUIET and PARTS.get(name) not in empty]
    return tuple(dict.fromkeys(TABLES[name].absent_means for name in absent))


def perspective(case: Case) -> Iterator[str]:
    """Whose cost counts."""
    if case.settings.perspective == "country":
        yield "The cost is the country's: tariffs that it charges itself are shown and not counted."
    else:
        yield "The cost is the firm's: tariffs and royalties count in full."
    if not case.filled("supports").empty:
        firm = case.settings.perspective == "firm"
        yield (
            "Credits and grants lower the firm's cost; a price floor is its government's to pay."
            if firm
            else "Supports are transfers of the country to itself: shown with their outlay and not counted, but for "
            "price floors that go to producers abroad."
        )


def without_contract(case: Case) -> Iterator[str]:
    """Suppliers from which nothing can be bought."""
    silent = sorted(set(case.filled("suppliers")["supplier"]) - set(contracts_of(case)["supplier"]))
    if silent:
        yield f"{counted(len(silent), 'supplier has', 'suppliers have')} no contract and sell nothing: {some(silent)}."


def unknown_origins(case: Case) -> Iterator[str]:
    """Suppliers whose upstream is assumed."""
    rows = supply_rows(case)
    assumed = sorted(set(rows.loc[~rows["known"], "source"]))
    if assumed:
        yield (
            f"The upstream of {counted(len(assumed), 'supplier', 'suppliers')} is not stated; shares that are shown "
            f"take the mix of the data set, each rule what it says: {some(assumed)}."
        )


def missing_indicators(case: Case) -> Iterator[str]:
    """Subjects of rules that have no value of the rule's indicator, and what the rule takes them for."""
    for rule in case.rows("rules"):
        if rule.indicator:
            measure = indicator(case, rule.indicator)
            bare = sorted(
                {name for kind, name, place in weighed(case, rule) if measure.stated(kind, name, place) is None}
            )
            if bare:
                taken = "are left out" if rule.missing == "ignore" else "count as the worst"
                yield f"Rule {rule.rule}: without a value of {rule.indicator}, {some(bare)} {taken}."


def weighed(case: Case, rule: Any) -> Iterator[tuple[str, str, str]]:
    """The (kind, name, place) of what a rule's indicator weighs."""
    if rule.kind == "average":
        places = places_of_sources(case)
        rows = supply_rows(case, unknown_origin=rule.unknown_origin)
        rows = of_its_minerals(rule, rows[rows["stage"] == rule.stage])
        rows = rows[(rows["place"] != ANYWHERE) & matching(case, rows, rule.where)]
        for row in each_row(rows):
            yield (*asked_for(row, places), row.place)
    else:
        kinds: tuple[SubjectKind, ...] = ("route",) if rule.of == "shipped" else ("supplier", "plant")
        minerals = named_minerals(rule)
        for x in subjects(case, kinds=kinds, minerals=minerals, stage=rule.stage, where=rule.where):
            yield x.kind, x.name, x.place


def uncertified(case: Case) -> Iterator[str]:
    """Suppliers that count as uncertified because nobody has said otherwise."""
    silent = taken_as_uncertified(case)
    if silent:
        yield (
            f"{counted(len(silent), 'supplier says', 'suppliers say')} nothing of a certified share and "
            f"{'counts' if len(silent) == 1 else 'count'} as uncertified: {some(silent)}."
        )


def weak_figures(case: Case) -> Iterator[str]:
    """Tables in which figures are only illustrative."""
    weak = {}
    for name in TABLES:
        frame = case.filled(name)
        if "basis" in frame.columns and name != "provenance":
            count = int((frame["basis"] == "illustrative").sum())
            if count:
                weak[name] = count
    cells = case.filled("provenance")
    single = int((cells["basis"] == "illustrative").sum()) if not cells.empty else 0
    if weak:
        listed = ", ".join(f"{name} ({count})" for name, count in weak.items())
        yield f"Figures that are illustrative, without a published source, by rows: {listed}."
    if single:
        cells_are = counted(single, "single cell is", "single cells are")
        yield f"Of rows with a source, {cells_are} illustrative (see provenance)."


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def some(names: list[str], most: int = 5) -> str:
    """The first few of a list of names."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
