"""What one case says differently from another, row by row and cell by cell, on resolved tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.case.frames import show_value
from model.schema import TABLES

if TYPE_CHECKING:
    from model.case.case import Case

COLUMNS = ("table", "key", "what", "column", "before", "after")
SETTINGS = "settings"
"""What stands for the table where a setting differs."""

Difference = tuple[str, str, str, str, str, str]


def case_changes(before: Case, after: Case) -> pd.DataFrame:
    """Every difference in tables and settings: `table`, `key`, `what`, `column`, `before`, `after`, as text.

    Returns:
        A row for each setting and cell that is `changed`, and for each row of a table that is `removed` or `added`.
    """
    rows = [
        (SETTINGS, "", "changed", name, show_value(old), show_value(vars(after.settings)[name]))
        for name, old in vars(before.settings).items()
        if old != vars(after.settings)[name]
    ]
    for name in TABLES:
        rows += table_changes(name, before.tables[name], after.tables[name])
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def table_changes(name: str, before: pd.DataFrame, after: pd.DataFrame) -> list[Difference]:
    """The differences of one table, rows told apart by their key."""
    old, new = _keyed(name, before), _keyed(name, after)
    rows = []
    for key, cells in old.items():
        if key not in new:
            rows.append((name, key, "removed", "", _words(cells), ""))
            continue
        rows += [
            (name, key, "changed", column, cells[column], value)
            for column, value in new[key].items()
            if value != cells[column]
        ]
    rows += [(name, key, "added", "", "", _words(cells)) for key, cells in new.items() if key not in old]
    return rows


def _keyed(name: str, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The cells of each row as text, by key."""
    key = TABLES[name].key
    columns = {column: [show_value(value) for value in frame[column]] for column in frame.columns}
    keys = [";".join(parts) for parts in zip(*(columns[part] for part in key), strict=True)]
    return {name: {column: cells[place] for column, cells in columns.items()} for place, name in enumerate(keys)}


def _words(cells: dict[str, str]) -> str:
    return ", ".join(f"{column} {value}" for column, value in cells.items() if value)
