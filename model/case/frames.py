"""Between data frames and text: what a frame holds is checked cell by cell, as a file would be."""

from __future__ import annotations

import numbers
from collections.abc import Iterable

import numpy as np
import pandas as pd

from model.case.cells import show_number
from model.case.headers import header_problems
from model.case.records import Origin, Sheet
from model.errors import Issue
from model.schema import Table


def show_value(value: object) -> str:
    """The text of a value as a CSV file would hold it; an empty cell is empty text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return ";".join(show_value(item) for item in value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN is not itself
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Integral):
        return show_number(float(value))
    return str(value)


def frame_cells(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows of a frame as text."""
    columns = [[show_value(value) for value in frame[name]] for name in frame.columns]
    return list(zip(*columns, strict=True))


def frame_sheet(
    frame: pd.DataFrame, table: Table, origins: Iterable[Origin] | None = None
) -> tuple[Sheet | None, list[Issue]]:
    """The sheet of a frame, None where it cannot be read; rows are numbered as if in a file."""
    header = tuple(str(name) for name in frame.columns)
    fatal, issues = header_problems(header, (), table, table.name) if header else (False, [])
    if fatal:
        return None, issues
    where = [Origin(table.name, row + 2) for row in range(len(frame))] if origins is None else list(origins)
    return Sheet(table.name, table.name, header, tuple(zip(where, frame_cells(frame), strict=True))), issues
