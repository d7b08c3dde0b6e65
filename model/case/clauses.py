"""The clauses of policies, and what a data set is under policies from which one of them is left out.

A clause is one edit: a setting, an entry of [[drop]] or [[change]], or a row of [[add]]. What an added row takes along
is left out with it: what the same file says of its years and of where its figures come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.case.frames import show_value
from model.case.load import finish
from model.case.policies import apply_policies, policy_chain
from model.errors import InputError
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case.case import Case
    from model.case.overlay import Addition, Change, Overlay
    from model.case.where import Where

ABOUT = ("yearly", "provenance")
"""Tables whose rows speak of cells of other tables."""
RECORDS = ("sources", "provenance", "gaps", "disagreements", "import_shares")
"""Tables that change no decision: a row of them is no clause."""


@dataclass(frozen=True)
class PolicyClause:
    """One edit of a policy.

    Attributes:
        policy: The policy in whose file it stands.
        path: That file.
        part: `settings`, `drops`, `changes` or `additions`.
        place: Which entry of the part it is, from 0.
        row: Of an addition, which of its rows, from 0.
        setting: The setting, where it is one.
        label: What it is called in short.
        words: What it says.
    """

    policy: str
    path: str
    part: str
    place: int
    row: int
    setting: str
    label: str
    words: str


def policy_clauses(case: Case, policies: Iterable[str | Path]) -> Iterator[PolicyClause]:
    """The clauses of policies on a case, and of those that they extend, in the order in which they apply.

    Raises:
        InputError: A policy is unknown or cannot be read.
    """
    seen = set(case.draft.applied)
    for policy in policies:
        chain, issues = policy_chain(policy, case.draft)
        if issues:
            raise InputError(issues)
        for path, overlay in chain:
            if path not in seen:
                seen.add(path)
                yield from clauses_of(path, overlay)


def clauses_of(path: str, overlay: Overlay) -> Iterator[PolicyClause]:
    """The clauses of one file."""

    def clause(part: str, label: str, words: str, *, place: int = 0, row: int = 0, setting: str = "") -> PolicyClause:
        return PolicyClause(overlay.policy, path, part, place, row, setting, label, words)

    for place, drop in enumerate(overlay.drops):
        if drop.table not in RECORDS:
            label = f"drop {place + 1} of {overlay.policy}"
            yield clause("drops", label, f"drops {rows_of(drop.table, drop.where)}", place=place)
    for place, change in enumerate(overlay.changes):
        if change.table not in RECORDS:
            label = f"change {place + 1} of {overlay.policy}"
            yield clause("changes", label, change_words(change), place=place)
    for place, step in enumerate(overlay.additions):
        if step.table not in RECORDS:
            for row, cells in enumerate(step.rows):
                label = " ".join(key_of(step.table, cells)).replace(";", " ")
                yield clause("additions", label, addition_words(step, cells), place=place, row=row)
    for name, value in overlay.settings.items():
        yield clause("settings", name, f"sets {name} to {show_value(value)}", setting=name)


def key_of(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """The key of an added row."""
    return tuple(cells.get(name, "") for name in TABLES[table].key)


def change_words(change: Change) -> str:
    """`sets limit to 0.5 in rules where rule=cap`."""
    values = [f"{name} to {show_value(value) or 'nothing'}" for name, value in change.values.items()]
    factors = [f"{name} by {factor:g}" for name, factor in change.factors.items()]
    parts = [f"sets {' and '.join(values)}"] if values else []
    parts += [f"multiplies {' and '.join(factors)}"] if factors else []
    return f"{' and '.join(parts)} in {rows_of(change.table, change.where)}"


def addition_words(step: Addition, cells: Mapping[str, str]) -> str:
    """`adds the rule cap-60: No place above 60 %`, with the title or name that the row has."""
    called = cells.get("title") or cells.get("name")
    what = "the rule" if step.table == "rules" else f"to {step.table}"
    return f"adds {what} {';'.join(key_of(step.table, cells))}{f': {called}' if called else ''}"


def rows_of(table: str, where: Where) -> str:
    """`all rows of suppliers`, or `suppliers where place=CHN & kind!=mine`; of a long list of values the first ones."""
    if not where.conditions:
        return f"all rows of {table}"
    parts = []
    for one in where.conditions:
        shown = "|".join(one.values[:4]) + (f"|... ({len(one.values)} in all)" if len(one.values) > 4 else "")
        parts.append(f"{one.word}{'' if one.equal else '!'}={shown}")
    return f"{table} where {' & '.join(parts)}"


def without_clause(
    case: Case, policies: Iterable[str | Path], clause: PolicyClause, settings: Mapping[str, object] | None = None
) -> Case:
    """The case under policies from which a clause is left out; settings that somebody sets count over all of them.

    Raises:
        InputError: What is left cannot be used: another row refers to the one that is left out, for example.
    """

    def left(path: str, overlay: Overlay) -> Overlay:
        return overlay_without(overlay, clause) if path == clause.path else overlay

    draft, issues = apply_policies(case.draft, policies, altered=left)
    told = f"policy {clause.policy} is applied without one of its clauses, which {clause.words}"
    draft = replace(draft, policies=(*draft.policies, f"without {clause.label}"), notes=(*draft.notes, told))
    made = finish(draft, issues)
    return made.replace(**settings) if settings else made


def overlay_without(overlay: Overlay, clause: PolicyClause) -> Overlay:
    """An overlay without one of its clauses."""
    if clause.part == "settings":
        return replace(overlay, settings={name: x for name, x in overlay.settings.items() if name != clause.setting})
    if clause.part == "additions":
        return replace(overlay, additions=tuple(additions_without(overlay, clause)))
    if clause.part == "drops":
        return replace(overlay, drops=(*overlay.drops[: clause.place], *overlay.drops[clause.place + 1 :]))
    return replace(overlay, changes=(*overlay.changes[: clause.place], *overlay.changes[clause.place + 1 :]))


def additions_without(overlay: Overlay, clause: PolicyClause) -> Iterator[Addition]:
    """The rows added by an overlay without one of them, and without what is said of its cells."""
    whole = overlay.additions[clause.place]
    cells = whole.rows[clause.row]
    key = ";".join(key_of(whole.table, cells))
    for place, step in enumerate(overlay.additions):
        rows = tuple(
            row
            for number, row in enumerate(step.rows)
            if (place, number) != (clause.place, clause.row)
            and not (step.table in ABOUT and (row.get("table"), row.get("key")) == (whole.table, key))
        )
        if rows:
            yield replace(step, rows=rows)
