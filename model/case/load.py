"""Loading: a folder, a workbook or data frames become a case, or one error with every problem."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from model.case.case import Case
from model.case.csv_files import read_csv
from model.case.dataset import Given, read_toml
from model.case.draft import Draft
from model.case.frames import frame_sheet
from model.case.nearest import suggestion
from model.case.records import Records, Sheet, absent
from model.case.typed import type_sheet
from model.case.validate import validate
from model.errors import InputError, Issue
from model.schema import TABLES


def load_case(
    source: str | Path, *, policies: Iterable[str | Path] = (), settings: Mapping[str, object] | None = None
) -> Case:
    """Reads and validates a data set: a folder with dataset.toml and CSV files, or a workbook.

    Args:
        source: The folder, or a workbook (.xlsx).
        policies: Names of policies in the data set's folder `policies`, or paths of their files.
        settings: Values that override those of dataset.toml.

    Raises:
        InputError: With every problem of all tables.
    """
    draft, issues = read_folder(Path(source), str(source))
    return finish(draft, issues)


def case_from_tables(tables: Mapping[str, pd.DataFrame], *, name: str, settings: Mapping[str, object]) -> Case:
    """See Case.from_tables."""
    issues: list[Issue] = []
    sheets: dict[str, Sheet | None] = {}
    for table, frame in tables.items():
        if table not in TABLES:
            issues.append(Issue(table, table, message="is not a table", hint=suggestion(table, TABLES)))
            continue
        sheets[table], found = frame_sheet(frame, TABLES[table])
        issues += found
    records, found = type_sheets(sheets)
    given = {key: Given(value, "settings") for key, value in settings.items()}
    return finish(Draft(name, records, given, "settings", {table: table for table in TABLES}), issues + found)


def read_folder(folder: Path, shown: str) -> tuple[Draft, list[Issue]]:
    """The draft of a folder's own tables, and what is wrong with its files."""
    file = os.path.join(shown, "dataset.toml")  # noqa: PTH118 - as the user wrote it
    contents, issues = read_toml(folder / "dataset.toml", file)
    sheets: dict[str, Sheet | None] = {}
    for path in sorted(folder.glob("*.csv")):
        name = os.path.join(shown, path.name)  # noqa: PTH118 - as the user wrote it
        if path.stem not in TABLES:
            issues.append(Issue(name, message="is not a table", hint=suggestion(path.stem, TABLES)))
            continue
        sheets[path.stem], found = read_csv(path, TABLES[path.stem], name)
        issues += found
    records, found = type_sheets(sheets)
    given = {key: Given(value, file) for key, value in contents.items()}
    files = {table: os.path.join(shown, f"{table}.csv") for table in TABLES}  # noqa: PTH118 - as the user wrote it
    return Draft(folder.name, records, given, file, files, folder, (folder / "policies",)), issues + found


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


def finish(draft: Draft, issues: list[Issue]) -> Case:
    """The case of a draft.

    Raises:
        InputError: If the draft, or what was found before, has any problem.
    """
    settings, found = validate(draft)
    if issues or found:
        raise InputError(issues + found)
    return Case(draft.name, settings, draft.frames, draft.policies, draft.notes, draft.folder, draft)
