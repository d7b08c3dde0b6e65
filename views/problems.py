"""Problems of the input, by table and row, with the row that a person sees in the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from views.edits import FIRST_ROW

if TYPE_CHECKING:
    from model import Issue

COLUMNS = ["table", "row", "column", "found", "problem", "what to do"]


def problem_table(issues: Iterable[Issue], rows: Mapping[str, pd.DataFrame] | None = None) -> pd.DataFrame:
    """The problems as a table.

    Args:
        issues: The problems; rows count from 2 without gaps.
        rows: The tables that were edited, rows numbered as their editor shows them.
    """
    numbers = {name: list(frame.index) for name, frame in (rows or {}).items()}
    found = []
    for issue in issues:
        known = numbers.get(issue.table, [])
        place = issue.row - FIRST_ROW
        row = int(known[place]) if issue.row and 0 <= place < len(known) else issue.row
        found.append((issue.table or issue.file, row or None, issue.column, issue.value, issue.message, issue.hint))
    return pd.DataFrame(found, columns=COLUMNS).astype({"row": "Int64"})
