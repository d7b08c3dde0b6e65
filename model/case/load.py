"""Loading: a folder, a workbook or data frames become a case, or one error with every problem."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from model.case.apply import append, apply_overlay
from model.case.dataset import NOT_INHERITED, SETTING_NAMES, Given
from model.case.draft import Draft
from model.case.narrow import narrowed
from model.case.nearest import nearest, suggestion
from model.case.overlay import PARTS, read_overlay
from model.case.policies import apply_policies
from model.case.sources import Own, join, read_frames, read_source, type_sheets
from model.case.validate import validate
from model.errors import InputError, Issue
from model.schema import TABLES

if TYPE_CHECKING:
    from model.case.case import Case


def load_case(
    source: str | Path, *, policies: Iterable[str | Path] = (), settings: Mapping[str, object] | None = None
) -> Case:
    """Reads and validates a data set: a folder with dataset.toml and CSV files, or a workbook.

    Args:
        source: The folder, or a workbook (.xlsx).
        policies: Names of policies in the data set's folder `policies`, or in that of one that it builds
            on, or paths of policy files; applied in order.
        settings: Values that override those of dataset.toml and of the policies.

    Returns:
        The case; nothing was guessed, dropped or coerced on the way.

    Raises:
        InputError: With every problem of all tables.
    """
    own, issues = read_source(str(source))
    draft, found = _resolve(own, (_identity(str(source)),))
    draft, more = apply_policies(draft, policies)
    return finish(_override(draft, settings or {}), issues + found + more)


def case_from_tables(tables: Mapping[str, pd.DataFrame], *, name: str, settings: Mapping[str, object]) -> Case:
    """See `Case.from_tables`."""
    own, issues = read_frames(tables, name, settings)
    draft, found = _resolve(own, ())
    return finish(draft, issues + found)


def change_case(draft: Draft, changes: Mapping[str, object]) -> Case:
    """A case with some tables and settings replaced: see `Case.replace`."""
    frames = {name: value for name, value in changes.items() if isinstance(value, pd.DataFrame)}
    settings = {name: value for name, value in changes.items() if name not in frames}
    issues = []
    for name in [
        *(name for name in frames if name not in TABLES),
        *(name for name in settings if name not in SETTING_NAMES),
    ]:
        hint = suggestion(name, [*TABLES, *SETTING_NAMES]) if name not in TABLES else "Give it as a data frame."
        issues.append(Issue(name, message="is neither a table nor a setting", hint=hint))
    if issues:
        raise InputError(issues)
    own, issues = read_frames(frames, draft.name, {})
    records, found = type_sheets(own.sheets)
    changed = {name: records[name] for name in frames}
    files = {**draft.files, **{name: name for name in frames}}
    draft = replace(draft, records={**draft.records, **changed}, files=files)
    return finish(_override(draft, settings), issues + found)


def with_policies(draft: Draft, policies: Iterable[str | Path]) -> Case:
    """A case with further policies: see `Case.with_policy`."""
    return finish(*apply_policies(draft, policies))


def finish(draft: Draft, issues: list[Issue]) -> Case:
    """The case of a draft.

    Raises:
        InputError: If the draft, or what was found before, has any problem.
    """
    from model.case.case import Case  # noqa: PLC0415 - a case makes further cases through this module

    if draft.missing:
        raise InputError(issues)
    settings, found = validate(draft)
    if issues or found:
        raise InputError([*issues, *found])
    folder = Path(draft.folder) if draft.folder else None
    return Case(draft.name, settings, draft.frames, draft.policies, draft.notes, folder, draft)


def _override(draft: Draft, settings: Mapping[str, object]) -> Draft:
    given = {name: Given(value, "settings") for name, value in settings.items()}
    return replace(draft, given={**draft.given, **given})


def _identity(source: str) -> str:
    """What tells data sets apart however they are named."""
    return os.path.realpath(source)


def _resolve(own: Own, above: tuple[str, ...]) -> tuple[Draft, list[Issue]]:
    """The draft of a data set on top of the one that it builds on."""
    records, issues = type_sheets(own.sheets)
    given = {name: Given(value, own.file) for name, value in own.contents.items() if name not in PARTS}
    folders = (join(own.folder, "policies"),) if own.file != "settings" else ()
    draft = Draft(own.name, records, given, own.file, own.files, own.folder, folders, missing=own.missing)
    based_on = own.contents.get("based_on")
    if isinstance(based_on, str) and based_on:
        base, found = _base(own, based_on, above)
        issues += found
        if base is None:
            return replace(draft, missing=True), issues
        base, found = _part_of(base, own)
        issues += found
        draft = _on_top(draft, base)
    overlay, found = read_overlay(own.contents, own.file)
    issues += found
    draft, found = apply_overlay(draft, overlay)
    return draft, issues + found


def _base(own: Own, based_on: str, above: tuple[str, ...]) -> tuple[Draft | None, list[Issue]]:
    """The data set that one builds on, None where it cannot be read."""
    source = os.path.normpath(join(own.folder, based_on))
    if not Path(source).exists():
        there = [folder.parent.name for folder in Path(source).parent.glob("*/dataset.toml")]
        near = nearest(Path(source).name, there)
        hint = f"Did you mean {near!r}?" if near else "Copy that data set there too, or write the path to it."
        return None, [Issue(own.file, column="based_on", value=based_on, message="does not exist", hint=hint)]
    identity = _identity(source)
    if identity in above:
        names = " -> ".join(Path(item).name for item in (*above[above.index(identity) :], identity))
        message, hint = f"goes in a circle: {names}", "Take one of them out."
        return None, [Issue(own.file, column="based_on", value=based_on, message=message, hint=hint)]
    theirs, issues = read_source(source)
    draft, found = _resolve(theirs, (*above, identity))
    return draft, issues + found


def _part_of(base: Draft, own: Own) -> tuple[Draft, list[Issue]]:
    """What a data set takes of the one that it builds on; a value that is no list is reported with the settings."""
    minerals = own.contents.get("minerals")
    if not isinstance(minerals, list) or base.missing or not all(isinstance(name, str) for name in minerals):
        return base, []
    return narrowed(base, minerals, own.file)


def _on_top(draft: Draft, base: Draft) -> Draft:
    """A data set's own rows after those of its base, and its own settings over the base's."""
    inherited = {name: item for name, item in base.given.items() if name not in NOT_INHERITED}
    return replace(
        draft,
        records={name: append(base.records[name], draft.records[name]) for name in TABLES},
        given={**inherited, **draft.given},
        policy_folders=(*draft.policy_folders, *base.policy_folders),
        left_out=base.left_out,
        missing=draft.missing or base.missing,
        notes=(*base.notes, *draft.notes),
    )
