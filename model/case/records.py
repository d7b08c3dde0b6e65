"""What is read, in two steps: a sheet of text cells as the user wrote them, and typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from model.errors import Issue
from model.schema import TABLES, Column, Table

_LONGEST_SHOWN = 100  # characters of a value, in a message

Row = dict[str, Any]
"""A row by column."""


@dataclass(frozen=True)
class Edit:
    """An overlay that has changed a cell: its file, its name if it is a policy, and what it did."""

    file: str
    policy: str = ""
    how: str = "set"


@dataclass(frozen=True)
class Origin:
    """Where a row stands: file, row as a spreadsheet shows it, and what overlays changed in it."""

    file: str
    row: int = 0
    edits: Mapping[str, Edit] = field(default_factory=dict)

    def issue(self, table: str, column: str, value: object, message: str, hint: str = "") -> Issue:
        """A problem of this row; a cell that an overlay changed is the overlay's problem."""
        edit = self.edits.get(column)
        file, row = (edit.file, 0) if edit else (self.file, self.row)
        shown = str(value)
        if len(shown) > _LONGEST_SHOWN:
            shown = f"{shown[:_LONGEST_SHOWN]}..."
        return Issue(file, table, row, column, shown, message, hint)


@dataclass(frozen=True)
class Sheet:
    """A table as text.

    Attributes:
        table: The table's name.
        file: Where it stands, in messages.
        header: The columns.
        rows: Where each row stands, and its cells, as many as the header's.
        complete: No row had to be left out.
    """

    table: str
    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[Origin, tuple[str, ...]], ...]
    complete: bool = True


@dataclass(frozen=True)
class Records:
    """A table with typed columns.

    Attributes:
        frame: All columns of the schema, in order; empty cells stay empty (NaN, NA or "").
        origins: Where each row stands.
        broken: Cells that could not be read, as (position of the row, column): they are left empty.
        unreadable: Not all keys are known, because the file, a row or a key could not be read.
        present: The data set has the table, though perhaps without rows.
    """

    frame: pd.DataFrame
    origins: tuple[Origin, ...] = ()
    broken: frozenset[tuple[int, str]] = frozenset()
    unreadable: bool = False
    present: bool = True

    @property
    def whole(self) -> bool:
        """Whether every cell could be read."""
        return not self.broken and not self.unreadable

    def only(self, kept: np.ndarray) -> Records:
        """The same with some of the rows, in order."""
        positions = np.flatnonzero(kept)
        new = {int(old): position for position, old in enumerate(positions)}
        return replace(
            self,
            frame=self.frame[kept].reset_index(drop=True),
            origins=tuple(self.origins[position] for position in positions),
            broken=frozenset((new[position], column) for position, column in self.broken if position in new),
        )

    @property
    def broken_rows(self) -> frozenset[int]:
        """Positions of rows with a cell that could not be read, which checks of several cells pass over."""
        return frozenset(position for position, _ in self.broken)


def typed(values: list[object], column: Column) -> pd.Series:
    """A series of the column's type; None is an empty cell."""
    if column.kind == "number":
        return pd.Series([float("nan") if value is None else value for value in values], dtype="float64")
    if column.kind == "integer":
        return pd.Series([pd.NA if value is None else value for value in values], dtype="Int64")
    if column.kind == "flag":
        return pd.Series([pd.NA if value is None else value for value in values], dtype="boolean")
    return pd.Series(["" if value is None else value for value in values], dtype="str")


@cache
def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column.name: typed([], column) for column in TABLES[name].columns})


def absent(table: Table) -> Records:
    """The records of a table that a data set does not have."""
    return Records(_empty(table.name).copy(deep=False), present=False)


def split_list(text: str) -> tuple[str, ...]:
    """The items of a list cell: `split_list("A;B") == ("A", "B")`."""
    return tuple(item.strip() for item in text.split(";") if item.strip())
