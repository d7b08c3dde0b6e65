"""Edits of tables, small enough to keep in a session: what was changed, added and removed, by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from model.case.records import typed
from model.schema import TABLES, Table

Cell = tuple[int, str, Any]
FIRST_ROW = 2
"""The row of a table's first record, as a spreadsheet and all messages number it."""


@dataclass(frozen=True)
class TableEdit:
    """What is different in one table, against the data set as its files say.

    Attributes:
        table: The table.
        changed: Row, column and new value (None: empty) of each changed cell.
        added: Rows added, as column and value pairs.
        removed: Rows removed.
    """

    table: str
    changed: tuple[Cell, ...] = ()
    added: tuple[tuple[tuple[str, Any], ...], ...] = ()
    removed: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is different."""
        return not (self.changed or self.added or self.removed)


Edits = tuple[TableEdit, ...]


def numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with its rows numbered as messages number them."""
    return frame.set_axis(pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame), name="row"), axis=0)


def edited(frame: pd.DataFrame, edit: TableEdit | None) -> pd.DataFrame:
    """A table of the files with an edit; rows keep their numbers, and added ones come after the last of the files."""
    rows = numbered(frame)
    if edit is None:
        return rows
    table = TABLES[edit.table]
    values = {name: list(rows[name].astype(object)) for name in rows.columns}
    for row, column, value in edit.changed:
        values[column][row - FIRST_ROW] = value
    for added in edit.added:
        given = dict(added)
        for name, cells in values.items():
            cells.append(given.get(name))
    numbers = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame) + len(edit.added), name="row")
    return _typed(values, numbers, table).drop(index=list(edit.removed))


def edited_tables(tables: Mapping[str, pd.DataFrame], edits: Edits) -> dict[str, pd.DataFrame]:
    """The tables that edits change, as they become."""
    return {edit.table: edited(tables[edit.table], edit).reset_index(drop=True) for edit in edits}


def apply_delta(rows: pd.DataFrame, delta: Mapping[str, Any], table: Table) -> pd.DataFrame:
    """The rows shown in an editor with what a person has done to them since.

    Args:
        rows: The rows shown, with their numbers as index.
        delta: `edited_rows` (position to column to value), `added_rows` and `deleted_rows` of `st.data_editor`.
        table: The table's schema.
    """
    values = {name: list(rows[name].astype(object)) for name in rows.columns}
    for position, cells in delta.get("edited_rows", {}).items():
        for column, value in cells.items():
            if column in values:
                values[column][int(position)] = value
    numbers = list(rows.index)
    for cells in delta.get("added_rows", []):
        if any(value not in (None, "") for value in cells.values()):
            numbers.append(max([FIRST_ROW - 1, *numbers]) + 1)
            for name, column in values.items():
                column.append(cells.get(name))
    gone = {int(position) for position in delta.get("deleted_rows", [])}
    frame = _typed(values, pd.Index(numbers, name="row", dtype="int64"), table)
    return frame[[place not in gone for place in range(len(frame))]]


def difference(table: str, files: pd.DataFrame, rows: pd.DataFrame) -> TableEdit:
    """What rows differ in from those of the files, by row number."""
    before = numbered(files)
    kept = [number for number in rows.index if number in before.index]
    changed: list[Cell] = []
    for name in before.columns:
        old, new = before.loc[kept, name], rows.loc[kept, name]
        same = ((old == new).fillna(value=False) | (old.isna() & new.isna())).to_numpy(dtype=bool)
        changed += [(int(row), name, plain(new[row])) for row, equal in zip(kept, same, strict=True) if not equal]
    added = tuple(
        tuple((name, plain(row[name])) for name in rows.columns if plain(row[name]) not in (None, ""))
        for number, row in rows.iterrows()
        if number not in before.index
    )
    removed = tuple(int(number) for number in before.index.difference(rows.index))
    return TableEdit(table, tuple(sorted(changed, key=lambda cell: cell[:2])), added, removed)


def edit_of(table: str, edits: Edits) -> TableEdit | None:
    """The edit of one table."""
    return next((edit for edit in edits if edit.table == table), None)


def with_edit(edits: Edits, edit: TableEdit) -> Edits:
    """The edits with one table's put in place of what was there."""
    rest = [other for other in edits if other.table != edit.table]
    kept = rest if edit.empty else [*rest, edit]
    return tuple(sorted(kept, key=lambda item: list(TABLES).index(item.table)))


def listed(tables: Mapping[str, pd.DataFrame], edits: Edits) -> pd.DataFrame:
    """Every difference, a row each: `table`, `row`, `what`, `column`, `before`, `after`, as text."""
    rows: list[tuple[str, int, str, str, str, str]] = []
    for edit in edits:
        before = numbered(tables[edit.table])
        key = list(TABLES[edit.table].key)
        for number, column, value in edit.changed:
            rows.append((edit.table, number, "changed", column, shown(before.at[number, column]), shown(value)))
        for place, added in enumerate(edit.added):
            words = ", ".join(f"{name} {shown(value)}" for name, value in added)
            rows.append((edit.table, FIRST_ROW + len(before) + place, "added", "", "", words))
        gone = before.loc[list(edit.removed), key]
        rows += [(edit.table, int(row), "removed", "", _words(cells), "") for row, cells in gone.iterrows()]  # type: ignore[call-overload]
    return pd.DataFrame(rows, columns=["table", "row", "what", "column", "before", "after"])


def counted(edits: Edits) -> str:
    """`3 cells, 1 row added`: how much is different."""
    sizes = [
        (sum(len(edit.changed) for edit in edits), "cell", ""),
        (sum(len(edit.added) for edit in edits), "row", " added"),
        (sum(len(edit.removed) for edit in edits), "row", " removed"),
    ]
    return ", ".join(f"{size} {noun}{'' if size == 1 else 's'}{how}" for size, noun, how in sizes if size) or "none"


def shown(value: Any) -> str:
    """A cell as text; empty where nothing stands in it."""
    found = plain(value)
    if found is None:
        return ""
    return f"{found:g}" if isinstance(found, float) and abs(found) < 1e6 else str(found)


def plain(value: Any) -> Any:
    """A cell as a plain Python value; None where it is empty."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return None
    return value.item() if hasattr(value, "item") else value


def _typed(values: Mapping[str, Iterable[Any]], index: pd.Index, table: Table) -> pd.DataFrame:
    columns = {name: _column([plain(value) for value in cells], table, name) for name, cells in values.items()}
    return pd.DataFrame(columns).set_axis(index, axis=0)


def _column(cells: list[Any], table: Table, name: str) -> pd.Series:
    """A column of its type; as written where a cell is of another, for the loader to say so."""
    try:
        return typed(cells, table.column(name))
    except (TypeError, ValueError):
        return pd.Series(cells, dtype=object)


def _words(cells: pd.Series) -> str:
    return ", ".join(shown(value) for value in cells)
