"""A workbook with a sheet for each frame, ready to read: header frozen, columns wide enough, units in their format."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from model.atomic import whole_file
from model.case.write import number_cell, text_cell
from model.export.sheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from model.plan import Plan

LONGEST_NAME = 31
"""Characters that a spreadsheet allows for the name of a sheet."""
NARROWEST, WIDEST = 8, 60
SHOWN = 1000
"""Rows that are looked at to find how wide a column is."""
FORMATS = {"usd": "#,##0", "t": "#,##0.0", "year": "0", "share": "0.0%"}
BOLD = Font(bold=True)


def write_xlsx(plan: Plan, path: Path) -> None:
    """Writes a workbook; no text in it is a formula, whatever it begins with, and numbers keep every digit."""
    book = Workbook(write_only=True)
    for name, frame in sheets(plan):
        add_sheet(book, name[:LONGEST_NAME], frame)
    content = BytesIO()
    book.save(content)
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content.getvalue())


def add_sheet(book: Workbook, name: str, frame: pd.DataFrame) -> None:
    """A sheet with the frame's columns, in the frame's order."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(frame.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width(frame[column].head(SHOWN))
    header = [text_cell(sheet, str(column)) for column in frame.columns]
    for cell in header:
        cell.font = BOLD
    sheet.append(header)
    formats = [number_format(str(column)) for column in frame.columns]
    for row in frame.itertuples(index=False, name=None):
        sheet.append([cell_of(sheet, value, shape) for value, shape in zip(row, formats, strict=True)])


def cell_of(sheet: Worksheet, value: Any, shape: str) -> Cell | bool | None:
    """A cell for a value: text stays text, a number keeps its digits, nothing is an empty cell."""
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, str):
        return text_cell(sheet, value)
    if value is True or value is False:
        return bool(value)
    if value in (float("inf"), float("-inf")):
        return text_cell(sheet, str(value))
    cell = number_cell(sheet, repr(float(value)) if isinstance(value, float) else str(int(value)))
    cell.number_format = shape
    return cell


def number_format(column: str) -> str:
    """How the numbers of a column are shown: by its unit, which its name says."""
    words = column.split("_")
    return next((shape for word, shape in FORMATS.items() if word in words), "General")


def width(column: pd.Series) -> float:
    """How wide a column must be to be read, in characters."""
    longest = max((len(shortened(value)) for value in [column.name, *column]), default=0)
    return float(min(max(longest + 2, NARROWEST), WIDEST))


def shortened(value: Any) -> str:
    """About what is seen of a value."""
    return f"{value:,.1f}" if isinstance(value, float) else str(value)
