"""An overlay as written: what a policy, or a data set built on another, drops, changes and adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.case.cells import Problem, parse_cell
from model.case.frames import show_value
from model.case.nearest import suggestion
from model.case.where import Where, WhereError, parse_where
from model.errors import Issue
from model.schema import TABLES, Column, Table

PARTS = ("change", "add", "drop")
_POLICY = ("title", "description", "extends", "settings", *PARTS)
_FIELDS = {
    "change": ("table", "where", "set", "scale", "optional"),
    "add": ("table", "rows"),
    "drop": ("table", "where", "optional"),
}


@dataclass(frozen=True)
class Change:
    """Values to set, and factors to scale by, in the rows that `where` picks."""

    label: str
    table: str
    where: Where
    values: Mapping[str, object] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True)
class Drop:
    """The rows that `where` picks are taken out."""

    label: str
    table: str
    where: Where
    optional: bool = False


@dataclass(frozen=True)
class Addition:
    """Rows to add, as text by column."""

    label: str
    table: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Overlay:
    """Everything that one file says about another data set; drops come first, then changes, then additions."""

    file: str
    policy: str = ""
    title: str = ""
    description: str = ""
    extends: tuple[str, ...] = ()
    drops: tuple[Drop, ...] = ()
    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)


def read_overlay(contents: Mapping[str, Any], file: str, policy: str = "") -> tuple[Overlay, list[Issue]]:
    """The overlay in the contents of a TOML file, and what is wrong with it.

    Args:
        contents: The file's contents.
        file: Its name in messages.
        policy: The policy's name; empty for the overlay in a data set's own dataset.toml, whose other
            entries are settings and not looked at here.
    """
    issues: list[Issue] = []
    if policy:
        issues += _wrong_head(contents, file)
    if issues:
        return Overlay(file, policy), issues
    entries = {part: list(_entries(contents, part, file, issues)) for part in PARTS}
    drops = [_drop(*entry, file, issues) for entry in entries["drop"]]
    changes = [_change(*entry, file, issues) for entry in entries["change"]]
    additions = [_addition(*entry, file, issues) for entry in entries["add"]]
    overlay = Overlay(
        file,
        policy,
        str(contents.get("title", "")) if policy else "",
        str(contents.get("description", "")) if policy else "",
        tuple(contents.get("extends", ())) if policy else (),
        tuple(step for step in drops if step),
        tuple(step for step in changes if step),
        tuple(step for step in additions if step),
        contents.get("settings", {}) if policy else {},
    )
    return overlay, issues


def _wrong_head(contents: Mapping[str, Any], file: str) -> Iterator[Issue]:
    """Entries that no policy has, or that are of the wrong type."""
    for name in contents:
        if name not in _POLICY:
            yield Issue(file, column=name, message="is not part of a policy", hint=suggestion(name, _POLICY))
    for name in ("title", "description"):
        if not isinstance(contents.get(name, ""), str):
            yield Issue(file, column=name, message="is not a text", hint="Write it in quotation marks.")
    extends = contents.get("extends", [])
    if not isinstance(extends, list) or not all(isinstance(item, str) for item in extends):
        yield Issue(
            file, column="extends", message="is not a list of policies", hint='Write a list, such as ["allied-only"].'
        )
    if not isinstance(contents.get("settings", {}), dict):
        yield Issue(file, column="settings", message="is not a table", hint="Write [settings] above the settings.")


def _entries(
    contents: Mapping[str, Any], part: str, file: str, issues: list[Issue]
) -> Iterator[tuple[str, Table, dict[str, Any]]]:
    """The entries of a part whose table and fields are known: label, table and entry."""
    entries = contents.get(part, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        issues.append(
            Issue(file, column=part, message="is not a list of entries", hint=f"Write [[{part}]] above each.")
        )
        return
    for number, entry in enumerate(entries, 1):
        label = f"[[{part}]] {number}"
        unknown = [name for name in entry if name not in _FIELDS[part]]
        for name in unknown:
            hint = suggestion(name, _FIELDS[part])
            issues.append(Issue(file, value=name, message=f"{label}: is not part of it", hint=hint))
        name = entry.get("table")
        if name not in TABLES:
            wrong = "names no table" if name is None else "is not a table"
            hint = 'Write table = "suppliers", for instance.' if name is None else suggestion(str(name), TABLES)
            issues.append(Issue(file, value=str(name or ""), message=f"{label}: {wrong}", hint=hint))
        elif not unknown:
            yield label, TABLES[name], entry


def _where(label: str, entry: Mapping[str, Any], table: Table, file: str, issues: list[Issue]) -> Where | None:
    text = entry.get("where", "")
    optional = entry.get("optional", False)
    if not isinstance(optional, bool):
        issues.append(
            Issue(
                file,
                table.name,
                value=str(optional),
                message=f"{label}: optional is not a flag",
                hint="Write true or false.",
            )
        )
    try:
        return parse_where(str(text))
    except WhereError as error:
        issues.append(Issue(file, table.name, 0, "where", error.value, f"{label}: {error.message}", error.hint))
        return None


def _drop(label: str, table: Table, entry: Mapping[str, Any], file: str, issues: list[Issue]) -> Drop | None:
    where = _where(label, entry, table, file, issues)
    return None if where is None else Drop(label, table.name, where, bool(entry.get("optional", False)))


def _change(label: str, table: Table, entry: Mapping[str, Any], file: str, issues: list[Issue]) -> Change | None:
    where = _where(label, entry, table, file, issues)
    values, factors = entry.get("set", {}), entry.get("scale", {})
    if not isinstance(values, dict) or not isinstance(factors, dict) or not (values or factors):
        hint = "Write set = { column = value } or scale = { column = factor }."
        issues.append(Issue(file, table.name, message=f"{label}: sets and scales nothing", hint=hint))
        return None
    before = len(issues)
    parsed = {name: _new_value(label, name, value, table, file, issues) for name, value in values.items()}
    for name, factor in factors.items():
        _check_factor(label, name, factor, table, file, issues)
    if where is None or len(issues) > before:
        return None
    scaled = {name: float(factor) for name, factor in factors.items()}
    return Change(label, table.name, where, parsed, scaled, bool(entry.get("optional", False)))


def _known_column(label: str, name: str, table: Table, file: str, issues: list[Issue]) -> Column | None:
    """The column to change, if there is one and it is no part of the key."""
    if name not in table.column_names:
        hint = suggestion(name, table.column_names)
        issues.append(Issue(file, table.name, 0, name, "", f"{label}: is not a column of {table.name}", hint))
        return None
    if name in table.key:
        hint = "Drop the row and add another."
        issues.append(Issue(file, table.name, 0, name, "", f"{label}: belongs to the key, which cannot change", hint))
        return None
    return table.column(name)


def _new_value(label: str, name: str, value: object, table: Table, file: str, issues: list[Issue]) -> object:
    column = _known_column(label, name, table, file, issues)
    if column is None:
        return None
    parsed = parse_cell(show_value(value), column)
    if isinstance(parsed, Problem):
        message = f"{label}: {parsed.message}"
        issues.append(Issue(file, table.name, 0, name, show_value(value), message, parsed.hint))
        return None
    return parsed


def _check_factor(label: str, name: str, factor: object, table: Table, file: str, issues: list[Issue]) -> None:
    column = _known_column(label, name, table, file, issues)
    if column is None:
        return
    if column.kind != "number":
        hint = "Only numbers can be scaled; use set."
        issues.append(Issue(file, table.name, 0, name, "", f"{label}: is a {column.kind}, not a number", hint))
    elif isinstance(factor, bool) or not isinstance(factor, (int, float)) or not 0 <= factor <= 1e9:
        hint = "Write a number from 0 to 1e9, such as 0.5."
        issues.append(Issue(file, table.name, 0, name, str(factor), f"{label}: is not a factor", hint))


def _addition(label: str, table: Table, entry: Mapping[str, Any], file: str, issues: list[Issue]) -> Addition | None:
    rows = entry.get("rows")
    if not isinstance(rows, Sequence) or not rows or not all(isinstance(row, dict) for row in rows):
        hint = "Write rows = [ { column = value, ... } ]."
        issues.append(Issue(file, table.name, message=f"{label}: has no rows", hint=hint))
        return None
    unknown = dict.fromkeys(name for row in rows for name in row if name not in table.column_names)
    for name in unknown:
        hint = suggestion(name, table.column_names)
        issues.append(Issue(file, table.name, 0, name, "", f"{label}: is not a column of {table.name}", hint))
    if unknown:
        return None
    return Addition(label, table.name, tuple({name: show_value(value) for name, value in row.items()} for row in rows))
