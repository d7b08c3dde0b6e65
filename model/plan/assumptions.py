"""What a plan takes for granted: said beside it, so that nobody has to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.counting import supply_rows
from model.flows import contracts_of
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

QUIET = {"places", "sources", "provenance", "owners", "yearly"}
"""Tables whose absence changes no decision."""


def assumptions(case: Case) -> tuple[str, ...]:
    """Sentences on what the plan assumes: the price taker, absent tables, unknown origins, weak figures."""
    return (
        "The buyer is a price taker: it buys up to the capacity within its reach without moving prices.",
        *perspective(case),
        *absences(case),
        *without_contract(case),
        *unknown_origins(case),
        *weak_figures(case),
        *case.notes,
    )


def absences(case: Case) -> tuple[str, ...]:
    """What it means that the case lacks tables, each sentence once."""
    absent = (table for table in TABLES.values() if case.tables[table.name].empty and table.name not in QUIET)
    return tuple(dict.fromkeys(table.absent_means for table in absent))


def perspective(case: Case) -> Iterator[str]:
    """Whose cost counts."""
    if case.settings.perspective == "country":
        yield "The cost is the country's: tariffs that it charges itself are shown and not counted."
    else:
        yield "The cost is the firm's: tariffs and royalties count in full."


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
