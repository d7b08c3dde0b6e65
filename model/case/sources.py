"""What a data set holds itself, before the one that it builds on: a folder, a workbook, or data frames."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from model.case.csv_files import read_csv
from model.case.dataset import read_toml
from model.case.frames import frame_sheet
from model.case.nearest import nearest, suggestion
from model.case.records import Records, Sheet, absent
from model.case.typed import type_sheet
from model.case.workbook import read_workbook
from model.errors import Issue
from model.schema import TABLES


@dataclass(frozen=True)
class Own:
    """What one data set holds itself.

    Attributes:
        name: What it is called.
        file: Its dataset.toml, or the workbook, as the user named it.
        files: The name of each table's file, also where it is absent.
        folder: The folder in which its policies and the paths that it names are looked up.
        contents: Its settings, and the overlay on what it builds on.
        sheets: Its tables as text; None for one that cannot be read.
        missing: Its settings, or all of it, could not be read.
    """

    name: str
    file: str
    files: Mapping[str, str]
    folder: str = ""
    contents: Mapping[str, Any] = field(default_factory=dict)
    sheets: Mapping[str, Sheet | None] = field(default_factory=dict)
    missing: bool = False


def join(folder: str, name: str) -> str:
    """A path below a folder, as the user named the folder."""
    return os.path.join(folder, name)  # noqa: PTH118 - a Path would forget how the user wrote it


def read_source(source: str) -> tuple[Own, list[Issue]]:
    """What a folder or a workbook holds itself, and what is wrong with its files."""
    path = Path(source)
    if path.is_dir():
        return _read_folder(path, source)
    folder = os.path.dirname(source)  # noqa: PTH120 - as the user wrote it
    own = Own(path.stem, source, dict.fromkeys(TABLES, source), folder, missing=True)
    if not path.exists():
        siblings = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        return own, [Issue(source, message="does not exist", hint=suggestion(path.name, siblings))]
    contents, sheets, issues = read_workbook(path, source)
    return Own(own.name, own.file, own.files, folder, contents, sheets, missing=not contents), issues


def _read_folder(path: Path, source: str) -> tuple[Own, list[Issue]]:
    file = join(source, "dataset.toml")
    contents, issues = read_toml(path / "dataset.toml", file)
    missing = bool(issues)
    sheets: dict[str, Sheet | None] = {}
    misnamed = []
    for entry in sorted(path.iterdir()):
        if entry.suffix.lower() != ".csv" or entry.name.startswith((".", "~")):
            continue
        name = join(source, entry.name)
        if entry.stem not in TABLES or entry.suffix != ".csv":
            hint = suggestion(entry.name, [f"{table}.csv" for table in TABLES])
            issues.append(Issue(name, message="is not the name of a table", hint=hint))
            misnamed.append(nearest(entry.stem, TABLES))
            continue
        sheets[entry.stem], found = read_csv(entry, TABLES[entry.stem], name)
        issues += found
    sheets |= {table: None for table in misnamed if table and table not in sheets}
    files = {table: join(source, f"{table}.csv") for table in TABLES}
    return Own(path.resolve().name, file, files, source, contents, sheets, missing), issues


def read_frames(
    tables: Mapping[str, pd.DataFrame], name: str, settings: Mapping[str, object]
) -> tuple[Own, list[Issue]]:
    """What data frames hold, and what is wrong with their columns."""
    issues: list[Issue] = []
    sheets: dict[str, Sheet | None] = {}
    misnamed = []
    for table, frame in tables.items():
        if table not in TABLES:
            issues.append(Issue(table, message="is not a table", hint=suggestion(table, TABLES)))
            misnamed.append(nearest(table, TABLES))
            continue
        sheets[table], found = frame_sheet(frame, TABLES[table])
        issues += found
    sheets |= {table: None for table in misnamed if table and table not in sheets}
    return Own(name, "settings", {table: table for table in TABLES}, "", settings, sheets), issues


def type_sheets(sheets: Mapping[str, Sheet | None]) -> tuple[dict[str, Records], list[Issue]]:
    """Records of every table of the schema, and what is wrong with the cells; a sheet of None is unreadable."""
    issues: list[Issue] = []
    records: dict[str, Records] = {}
    for name, table in TABLES.items():
        sheet = sheets.get(name)
        if sheet is not None:
            records[name], found = type_sheet(sheet)
            issues += found
        elif name in sheets:
            records[name] = Records(absent(table).frame, unreadable=True)
        else:
            records[name] = absent(table)
    return records, issues
