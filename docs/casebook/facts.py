"""Figures of a data set as pages cite them: what they rest on, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from docs.casebook.asked import row_of
from docs.casebook.tables import unbroken
from model.case.rows import each_row
from model.evidence.markdown import markdown_table
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model import Case


@dataclass(frozen=True)
class Fact:
    """A figure of a data set.

    Attributes:
        what: What it is, in words.
        table: The table that it stands in.
        key: The key of its row, parts joined by `;`.
        column: Its column.
        tell: Its words.
    """

    what: str
    table: str
    key: str
    column: str
    tell: Callable[[Any], str]


def facts_table(case: Case, facts: Sequence[Fact]) -> str:
    """Figures, each with its basis and its source."""
    rows = []
    for fact in facts:
        found = rests_on(case, fact.table, fact.key, fact.column)
        told = fact.tell(getattr(stated(case, fact.table, fact.key), fact.column))
        rows.append((fact.what, unbroken(told), found.basis, cite(case, found.source)))
    return markdown_table(pd.DataFrame(rows, columns=["figure", "value", "basis", "source"]))


def rests_on(case: Case, table: str, key: str, column: str) -> Any:
    """What says where a cell comes from: its own row of `provenance`, failing that the row that it stands in."""
    cells = case.filled("provenance")
    own = cells[(cells["table"] == table) & (cells["key"] == key) & (cells["column"] == column)]
    return next(each_row(own)) if len(own) else stated(case, table, key)


def stated(case: Case, table: str, key: str) -> Any:
    """The row of a table with a key, its parts joined by `;`, or the first that begins with it."""
    frame = case.filled(table)
    parts = key.split(";")
    for name, part in zip(TABLES[table].key, parts, strict=False):
        frame = frame[frame[name].astype(str) == part]
    return next(each_row(frame))


def cite(case: Case, source: str) -> str:
    """A source by its title, publisher and date, with its address where it has one."""
    row = row_of(case.filled("sources"), "source", source)
    if not row.url:
        return str(row.title)
    return f"[{row.title}]({row.url}), {row.publisher}, {row.edition}"


def disagreements_table(case: Case, prefix: str) -> str:
    """Where sources of a data set of its own disagree: what it takes, what others say, and why."""
    rows = [
        (f"{row.quantity}, {row.unit}", row.chosen_value, row.other_value, cite_known(case, row.other_source), row.why)
        for row in each_row(case.filled("disagreements"))
        if row.disagreement.startswith(prefix)
    ]
    return markdown_table(pd.DataFrame(rows, columns=["quantity", "taken", "elsewhere", "there", "why"]))


def cite_known(case: Case, source: str) -> str:
    """A source that may stand in the data set by its short name, or be named in words."""
    return cite(case, source) if source in set(case.filled("sources")["source"]) else source
