"""Reading a workbook: a sheet a table, and the sheet `dataset` with the settings."""

from __future__ import annotations

import datetime as dt
import os
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from model.case.csv_files import shape
from model.case.frames import show_value
from model.case.nearest import nearest, suggestion
from model.case.records import Sheet, split_list
from model.errors import Issue
from model.schema import TABLES

SETTINGS_SHEET = "dataset"
LARGEST_FILE = 100_000_000  # bytes
LARGEST_UNPACKED = 500_000_000  # bytes
LARGEST_RATIO = 500
_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SAVE = "Save it as an .xlsx workbook, without a password."
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
)

Contents = tuple[dict[str, object], dict[str, Sheet | None], list[Issue]]


def read_workbook(path: Path, file: str) -> Contents:
    """Settings, sheets by table (None where unreadable), and what is wrong with the workbook.

    Args:
        path: Where the workbook is.
        file: Its name in messages.
    """
    problem = _not_a_workbook(path, file)
    if problem:
        return {}, {}, [problem]
    try:
        book = _open(path, values=True)
        try:
            return _read_sheets(book, _hidden_troubles(path, file), file)
        finally:
            book.close()
    except _BROKEN as error:
        hint = "Open and save it in a spreadsheet program."
        return {}, {}, [Issue(file, message=f"cannot be read as a workbook ({type(error).__name__})", hint=hint)]


def _not_a_workbook(path: Path, file: str) -> Issue | None:
    """What keeps a file from being opened at all; sizes are looked at before anything is unpacked."""
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
        size = os.stat(path).st_size  # noqa: PTH116 - beside the bytes
    except OSError as error:
        return Issue(file, message=f"cannot be read: {error.strerror}", hint="Check the file.")
    if start != _ZIP:
        old = "is an old .xls workbook, or protected by a password"
        return Issue(file, message=old if start == _OLD else "is neither a folder nor an .xlsx workbook", hint=_SAVE)
    return _too_large(path, size, file)


def _too_large(path: Path, size: int, file: str) -> Issue | None:
    """What keeps a zip file from being unpacked."""
    too_large = Issue(file, message="is too large for a workbook", hint="Use a folder of CSV files.")
    if size > LARGEST_FILE:
        return too_large
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except _BROKEN:
        return Issue(file, message="is damaged: its parts cannot be listed", hint=_SAVE)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(size, 1):
        return too_large
    return None


def _open(path: Path, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, which hold no values
        return openpyxl.load_workbook(path, read_only=values, data_only=values)


def _hidden_troubles(path: Path, file: str) -> dict[str, list[Issue]]:
    """Merged cells and formulas never calculated, by sheet: reading values alone does not show them."""
    with zipfile.ZipFile(path) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        texts = (packed.read(name) for name in sheets)
        if not any(mark in text for text in texts for mark in (b"<f>", b"<f ", b"<f/>", b"<mergeCell")):
            return {}
    formulas, values = _open(path, values=False), _open(path, values=True)
    troubles = {}
    for sheet in formulas.worksheets:
        found = [
            Issue(file, sheet.title, area.min_row, message=f"has merged cells ({area.coord})", hint="Unmerge them.")
            for area in sheet.merged_cells.ranges
        ]
        calculated = list(_rows(values[sheet.title]))
        for number, row in enumerate(sheet.iter_rows(), 1):
            for place, cell in enumerate(row):
                known = calculated[number - 1] if number <= len(calculated) else []
                if cell.data_type == "f" and (place >= len(known) or known[place][0] is None):
                    message = f"has a formula that was never calculated, in {cell.coordinate}"
                    hint = "Open the workbook in a spreadsheet program, and save it."
                    found.append(Issue(file, sheet.title, number, value=str(cell.value), message=message, hint=hint))
        troubles[sheet.title] = found
    values.close()
    return troubles


def _read_sheets(book: Workbook, troubles: dict[str, list[Issue]], file: str) -> Contents:
    sheets: dict[str, Sheet | None] = {}
    settings: dict[str, object] = {}
    misnamed = []
    issues = [issue for found in troubles.values() for issue in found]
    if SETTINGS_SHEET not in book.sheetnames:
        hint = "Add it, with the columns setting and value."
        issues.append(Issue(file, message=f"has no sheet {SETTINGS_SHEET}", hint=hint))
    for sheet in book.worksheets:
        name = sheet.title
        if name != SETTINGS_SHEET and name not in TABLES:
            hint = suggestion(name, [SETTINGS_SHEET, *TABLES])
            issues.append(Issue(file, message="has a sheet that is no table", value=name, hint=hint))
            misnamed.append(nearest(name, TABLES))
            continue
        cells, found = _cells(_rows(sheet), name, file)
        issues += found
        if name == SETTINGS_SHEET:
            settings, found = _settings(cells, file)
        elif found or troubles.get(name):
            sheets[name], found = None, []
        else:
            sheets[name], found = shape(cells, TABLES[name], file)
        issues += found
    sheets |= {name: None for name in misnamed if name and name not in sheets}
    return settings, sheets, issues


def _rows(sheet: object) -> Iterator[list[tuple[object, str]]]:
    """The cells of each row as value and type; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        yield [(cell.value, cell.data_type) for cell in row]


def _cells(rows: Iterable[list[tuple[object, str]]], table: str, file: str) -> tuple[list[list[str]], list[Issue]]:
    """The cells as text, each row as long as the header at least, and those that hold no plain value."""
    texts: list[list[str]] = []
    issues: list[Issue] = []
    for number, row in enumerate(rows, 1):
        line = []
        for value, kind in row:
            if kind == "e":
                hint = "Correct the formula, or write the value."
                issues.append(
                    Issue(file, table, number, value=str(value), message="holds a spreadsheet's error", hint=hint)
                )
            elif isinstance(value, (dt.date, dt.time, dt.timedelta)):
                hint = "Format the cell as text and write it anew."
                issues.append(Issue(file, table, number, value=str(value), message="has become a date", hint=hint))
            line.append(_ESCAPED.sub(_unescape, value) if isinstance(value, str) else show_value(value))
        while line and not line[-1] and (number == 1 or len(line) > len(texts[0])):
            line.pop()
        texts.append(line + [""] * (len(texts[0]) - len(line)) if texts else line)
    return texts, issues


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _settings(rows: list[list[str]], file: str) -> tuple[dict[str, object], list[Issue]]:
    """The settings, in the types that dataset.toml would give them."""
    if not rows or [cell.strip() for cell in rows[0][:2]] != ["setting", "value"]:
        hint = "Write setting and value into its first row."
        return {}, [Issue(file, SETTINGS_SHEET, 1, message="has not the header setting, value", hint=hint)]
    filled = [(row[0], row[1]) for row in rows[1:] if row[0] and row[1]]
    return {name: _setting(name, text) for name, text in filled}, []


def _setting(name: str, text: str) -> object:
    """A setting's value; one that cannot be read as its type stays text, which is then reported."""
    if name == "buyer":
        return list(split_list(text))
    if name == "years":
        return [_number(item, int) for item in split_list(text)]
    if name in ("currency_year", "last_period_years"):
        return _number(text, int)
    return _number(text, float) if name == "discount_rate" else text


def _number(text: str, kind: type[int] | type[float]) -> object:
    try:
        return kind(text)
    except ValueError:
        return text
