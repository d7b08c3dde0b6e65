"""From a sheet of text to typed records: each cell by its column, then the keys."""

from __future__ import annotations

import pandas as pd

from model.case.cells import Problem, parse_cell
from model.case.records import Origin, Records, Sheet, typed
from model.errors import Issue
from model.schema import TABLES, Column, Table


def type_sheet(sheet: Sheet) -> tuple[Records, list[Issue]]:
    """The records of a sheet, and what is wrong with its cells and keys."""
    table = TABLES[sheet.table]
    origins = tuple(origin for origin, _ in sheet.rows)
    issues: list[Issue] = []
    broken: set[tuple[int, str]] = set()
    series: dict[str, pd.Series] = {}
    for column in table.columns:
        if column.name in sheet.header:
            place = sheet.header.index(column.name)
            cells = [row[place] for _, row in sheet.rows]
            values = _type_column(cells, column, table, origins, issues, broken)
        else:
            values = [None] * len(origins)
            if column.required:
                broken.update((position, column.name) for position in range(len(origins)))
        series[column.name] = typed(values, column)
    unreadable = not sheet.complete or any(column in table.key for _, column in broken)
    return Records(pd.DataFrame(series), origins, frozenset(broken), unreadable), issues


def _type_column(
    cells: list[str],
    column: Column,
    table: Table,
    origins: tuple[Origin, ...],
    issues: list[Issue],
    broken: set[tuple[int, str]],
) -> list[object]:
    """The values of one column; problems are added to `issues`, and their rows to `broken`."""
    values: list[object] = []
    for position, cell in enumerate(cells):
        value = parse_cell(cell, column)
        if not isinstance(value, Problem) and column.name in table.key and isinstance(value, str):
            value = _key_problem(value, joined=column.name == "key" or column.kind == "list") or value
        if isinstance(value, Problem):
            issues.append(origins[position].issue(table.name, column.name, cell, value.message, value.hint))
            broken.add((position, column.name))
            value = None
        values.append(value)
    return values


def _key_problem(value: str, *, joined: bool) -> Problem | None:
    """What is wrong with a key; a `joined` one has parts, of another table's key or of a list."""
    if value != value.strip():
        return Problem("has spaces around it", f"Write {value.strip()!r}.")
    if (";" in value and not joined) or "\n" in value or "\r" in value:
        return Problem("is a key with a semicolon or a line break in it", "Write a shorter name without.")
    return None


def duplicates(records: Records, table: Table) -> list[Issue]:
    """Rows whose key an earlier row has already; both are named."""
    if records.unreadable or not records.frame.duplicated(list(table.key)).any():
        return []
    first: dict[tuple[object, ...], Origin] = {}
    issues = []
    keys = zip(*(records.frame[name] for name in table.key), strict=True)
    for position, key in enumerate(keys):
        if key not in first:
            first[key] = records.origins[position]
            continue
        issues.append(_duplicate(key, first[key], records.origins[position], table))
    return issues


def _duplicate(key: tuple[object, ...], first: Origin, second: Origin, table: Table) -> Issue:
    if second.file == first.file:
        message = f"is the key of row {first.row} already" if first.row else "is a key that stands there twice"
        hint = "Rename or delete one of the two rows."
    else:
        at = f", row {first.row}" if first.row else ""
        message, hint = f"is a key of {first.file}{at} already", "Use a [[change]] to change that row."
    shown = ";".join(str(part) for part in key)
    return Issue(second.file, table.name, second.row, ";".join(table.key), shown, message, hint)
