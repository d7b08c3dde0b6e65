"""Applying an overlay to a draft: drops, then changes, then additions, then settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from model.case.cells import out_of_bounds, show_number
from model.case.dataset import Given
from model.case.draft import Draft
from model.case.fill import fill
from model.case.narrow import LeftOut, narrowed_rows
from model.case.overlay import Addition, Change, Drop, Overlay
from model.case.records import Edit, Origin, Records, Sheet, absent, typed
from model.case.typed import type_sheet
from model.case.where import WhereError, check_where, matches
from model.errors import Issue
from model.schema import TABLES


def apply_overlay(draft: Draft, overlay: Overlay, *, left_out: LeftOut | None = None) -> tuple[Draft, list[Issue]]:
    """The draft with an overlay on it, and what does not apply; the draft given is left as it is.

    Args:
        draft: The draft.
        overlay: The overlay.
        left_out: What the draft leaves out of the data set that the overlay was written for; of the overlay, only what
            is about the rest applies.
    """
    work = _Work(draft, overlay, left_out)
    for drop in overlay.drops:
        work.drop(drop)
    for change in overlay.changes:
        work.change(change)
    work.add(overlay.additions)
    work.set_settings()
    work.require_something()
    records, given = work.records, work.given
    return replace(draft, records=records, given=given, notes=(*draft.notes, *work.notes)), work.issues


def append(first: Records, second: Records) -> Records:
    """The rows of both, in order."""
    if not second.present:
        return first
    if not first.present:
        return second
    shift = len(first.frame)
    parts = [records.frame for records in (first, second) if len(records.frame)] or [first.frame]
    broken = first.broken | {(position + shift, column) for position, column in second.broken}
    frame = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    return Records(frame, (*first.origins, *second.origins), broken, first.unreadable or second.unreadable)


_RECORDS = ("sources", "provenance", "gaps", "disagreements")
"""Tables that change no decision: an overlay that adds to these alone adds nothing."""


class _Work:
    """The tables under an overlay's hand: one step after another, with the issues and notes that they leave."""

    def __init__(self, draft: Draft, overlay: Overlay, left_out: LeftOut | None = None) -> None:
        self.left_out, self.applied = left_out, 0
        self.file, self.policy = overlay.file, overlay.policy
        self.settings = overlay.settings
        self.steps = bool(overlay.drops or overlay.changes or overlay.additions)
        self.records: dict[str, Records] = dict(draft.records)
        self.given: dict[str, Given] = dict(draft.given)
        self.whole = all(records.whole for records in draft.records.values())
        self.issues: list[Issue] = []
        self.notes: list[str] = []
        self._made: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {}

    def drop(self, step: Drop) -> None:
        chosen = self._chosen(step)
        if chosen is not None:
            self._keep(step.table, ~chosen)

    def change(self, step: Change) -> None:
        chosen = self._chosen(step)
        if chosen is None:
            return
        for column, value in step.values.items():
            self._set(step, column, value, chosen)
        for column, factor in step.factors.items():
            self._scale(step, column, factor, chosen)

    def add(self, steps: Iterable[Addition]) -> None:
        added = {name: absent(table) for name, table in TABLES.items()}
        for step in steps:
            header = TABLES[step.table].column_names
            rows = tuple((Origin(self.file), tuple(row.get(name, "") for name in header)) for row in step.rows)
            typed_rows, issues = type_sheet(Sheet(step.table, self.file, header, rows))
            self.issues += issues
            added[step.table] = append(added[step.table], typed_rows)
        if self.left_out is not None:
            before = {name: len(records.frame) for name, records in added.items()}
            added = narrowed_rows(added, self.left_out, self.records)
            self._tell_left_out({name: before[name] - len(records.frame) for name, records in added.items()})
        for name, records in added.items():
            self.records[name] = append(self.records[name], records)
            self.applied += len(records.frame) if name not in _RECORDS else 0

    def _tell_left_out(self, lost: Mapping[str, int]) -> None:
        """Says which of the rows that an overlay adds are about what has been left out."""
        rows = [f"{count} of {name}" for name, count in lost.items() if count and name not in _RECORDS]
        if rows:
            self.notes.append(
                f"policy {self.policy} is the base's: rows about minerals that are left out here are left out of it "
                f"({', '.join(rows)})"
            )

    def require_something(self) -> None:
        """A policy of the base of which nothing applies to a part of it is a mistake."""
        if self.left_out is not None and not self.applied and not self.settings and self.whole and self.steps:
            minerals = ", ".join(self.left_out.kept)
            message = f"has nothing about the minerals that are taken of the data set it was written for: {minerals}"
            hint = "Take the policy out, or write one of that name for this data set."
            self.issues.append(Issue(self.file, message=message, hint=hint))

    def set_settings(self) -> None:
        for name, value in self.settings.items():
            before = self.given.get(name)
            if before and before.policy and before.policy != self.policy:
                self.notes.append(f"policy {self.policy} sets what policy {before.policy} set: {name}")
            self.given[name] = Given(value, self.file, self.policy)

    def _filled(self, table: str) -> pd.DataFrame:
        """A table with defaults in its empty cells, as the steps so far have left it."""
        frame = self.records[table].frame
        if table not in self._made or self._made[table][0] is not frame:
            self._made[table] = (frame, fill(frame, TABLES[table]))
        return self._made[table][1]

    def _chosen(self, step: Drop | Change) -> np.ndarray | None:
        """Which rows a step picks; None where it cannot be said, or picks none, which is a problem unless optional."""
        try:
            lenient = step.optional or not self.whole or self.left_out is not None
            check_where(step.where, (step.table,), self._filled, lenient=lenient)
        except WhereError as error:
            message = f"{step.label}: {error.message}"
            self.issues.append(Issue(self.file, step.table, 0, "where", error.value, message, error.hint))
            return None
        chosen = matches(step.where, step.table, self._filled).to_numpy()
        if chosen.any():
            self.applied += 1
            return chosen
        if self.left_out is not None:
            self.notes.append(
                f"policy {self.policy} is the base's: {step.label} matches no row of {step.table} among the minerals "
                "that are taken of it"
            )
        elif not step.optional and self.whole:
            hint = "Correct its where, or write optional = true."
            self.issues.append(
                Issue(self.file, step.table, message=f"{step.label}: matches no row of {step.table}", hint=hint)
            )
        return None

    def _keep(self, table: str, kept: np.ndarray) -> None:
        self.records[table] = self.records[table].only(kept)

    def _write(self, table: str, column: str, chosen: np.ndarray, values: Iterable[object], how: str) -> None:
        """Puts new values into the chosen rows, and remembers who did."""
        records = self.records[table]
        cells: list[object] = records.frame[column].tolist()
        origins = list(records.origins)
        edit = Edit(self.file, self.policy, how)
        for position, value in zip(np.flatnonzero(chosen), values, strict=True):
            cells[position] = value
            origins[position] = replace(origins[position], edits={**origins[position].edits, column: edit})
        series = typed(cells, TABLES[table].column(column))
        self.records[table] = replace(records, frame=records.frame.assign(**{column: series}), origins=tuple(origins))

    def _set(self, step: Change, column: str, value: object, chosen: np.ndarray) -> None:
        self._note(step.table, column, chosen)
        self._write(step.table, column, chosen, [value] * int(chosen.sum()), "set")
        about = self._of_yearly(step.table, column, chosen)
        if about.any():
            self._keep("yearly", ~about)

    def _scale(self, step: Change, column: str, factor: float, chosen: np.ndarray) -> None:
        scaled = self._filled(step.table)[column][chosen] * factor
        yearly = self._of_yearly(step.table, column, chosen)
        if scaled.isna().all() and not yearly.any() and self.whole:
            message = f"{step.label}: is empty in every row that it scales"
            self.issues.append(Issue(self.file, step.table, 0, column, "", message, "Use set."))
        values = self.records["yearly"].frame["value"][yearly] * factor
        for value in [*scaled.dropna(), *values]:
            outside = out_of_bounds(value, TABLES[step.table].column(column))
            if outside:
                message = f"{step.label}: {outside.message} once scaled by {factor:g}"
                self.issues.append(
                    Issue(self.file, step.table, 0, column, show_number(float(value)), message, outside.hint)
                )
                break
        self._write(step.table, column, chosen, scaled, "scaled")
        if yearly.any():
            self._write("yearly", "value", yearly, values, "scaled")

    def _of_yearly(self, table: str, column: str, chosen: np.ndarray) -> np.ndarray:
        """Which rows of `yearly` speak of a column of the chosen rows."""
        yearly = self.records["yearly"].frame
        if not TABLES[table].column(column).yearly:
            return np.zeros(len(yearly), dtype=bool)
        keys = self.records[table].frame[TABLES[table].key[0]][chosen]
        about = (yearly["table"] == table) & (yearly["column"] == column) & yearly["key"].isin(keys)
        return about.to_numpy(dtype=bool)

    def _note(self, table: str, column: str, chosen: np.ndarray) -> None:
        """Says which cells another policy has changed before."""
        records = self.records[table]
        key = TABLES[table].key
        for position in np.flatnonzero(chosen):
            edit = records.origins[position].edits.get(column)
            if edit and edit.policy and edit.policy != self.policy:
                name = ";".join(str(records.frame[part].iloc[position]) for part in key)
                self.notes.append(
                    f"policy {self.policy} sets what policy {edit.policy} {edit.how}: {table}.{name}.{column}"
                )
