"""Writing a data set so that it reads back without loss; nothing is left half-written."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from model.case.csv_files import write_csv
from model.case.dataset import OUTSIDE
from model.case.frames import frame_cells
from model.case.workbook import SETTINGS_SHEET
from model.errors import InputError, Issue
from model.schema import TABLES, Column

if TYPE_CHECKING:
    from model.case.draft import Draft
    from model.schema import Settings

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_folder(draft: Draft, settings: Settings, folder: Path) -> None:
    """Writes dataset.toml and a CSV file a table, all of them or nothing.

    Raises:
        InputError: The folder exists and holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([Issue(str(folder), message="exists already", hint="Choose another folder, or empty it.")])
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        text = "".join(f"{name} = {_toml(value)}\n" for name, value in given_settings(draft, settings).items())
        (unfinished / "dataset.toml").write_text(text, encoding="utf-8", newline="\n")
        for name, frame in written_tables(draft):
            write_csv(unfinished / f"{name}.csv", list(frame.columns), frame_cells(frame))
        unfinished.chmod(0o755)
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def write_book(draft: Draft, settings: Settings, path: Path) -> None:
    """Writes a workbook with a sheet a table and the sheet `dataset`, over one that is there."""
    book = Workbook(write_only=True)
    rows = [(name, _plain(value)) for name, value in given_settings(draft, settings).items()]
    _add_sheet(
        book, SETTINGS_SHEET, {"setting": Column("setting", "text", ""), "value": Column("value", "text", "")}, rows
    )
    for name, frame in written_tables(draft):
        columns = {column: TABLES[name].column(column) for column in frame.columns}
        _add_sheet(book, name, columns, frame_cells(frame))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=f".{path.stem}-", suffix=".xlsx", dir=path.parent, delete=False) as stream:
        unfinished = Path(stream.name)
    try:
        book.save(unfinished)
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def given_settings(draft: Draft, settings: Settings) -> dict[str, object]:
    """The settings that somebody gave, except what the tables written no longer build on."""
    values = {name: vars(settings)[name] for name in draft.given if name not in OUTSIDE}
    return {name: value for name, value in values.items() if value is not None}


def written_tables(draft: Draft) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables that the data set has, with the columns that hold something or belong to the key."""
    for name, records in draft.records.items():
        if records.present:
            frame = records.frame
            kept = [
                column.name
                for column in TABLES[name].columns
                if column.required or not (frame[column.name].isna() | (frame[column.name].astype("str") == "")).all()
            ]
            yield name, frame[kept]


def _toml(value: object) -> str:
    """A value as TOML: its texts are written as JSON writes them, which TOML reads."""
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return repr(value)


def _plain(value: object) -> str:
    return ";".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _add_sheet(book: Workbook, name: str, columns: Mapping[str, Column], rows: Sequence[tuple[str, ...]]) -> None:
    """A sheet of text cells and, in number columns, number cells with every digit."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, column) for column in columns])
    kinds = [column.kind for column in columns.values()]
    for row in rows:
        cells = [
            None if not text else number_cell(sheet, text) if kind in ("number", "integer") else text_cell(sheet, text)
            for text, kind in zip(row, kinds, strict=True)
        ]
        sheet.append(cells)


def text_cell(sheet: Worksheet, text: str) -> Cell:
    """A cell that stays text in a spreadsheet, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=_UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def number_cell(sheet: Worksheet, text: str) -> Cell:
    """A number with all its digits: openpyxl itself would round to sixteen."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "n"
    return cell
