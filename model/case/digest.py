"""A fingerprint of what a case says: equal tables and settings have equal ones, however they came about."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from model.case.dataset import OUTSIDE, SETTING_NAMES
from model.case.frames import frame_cells
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case.case import Case


KNOWN: WeakKeyDictionary[Case, str] = WeakKeyDictionary()
"""Of cases that were asked for it before: a case never changes."""


def case_hash(case: Case) -> str:
    """The SHA-256 of the resolved tables and settings, in hexadecimal.

    Tables and columns stand in the schema's order and rows as resolved; what is empty is left out, so that a case which
    is written and read back keeps its hash, also when the schema has grown in between. The name, the folder and how
    policies came to the tables do not count.
    """
    if case in KNOWN:
        return KNOWN[case]
    digest = hashlib.sha256()
    for line in lines(case):
        digest.update(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode())
        digest.update(b"\n")
    KNOWN[case] = digest.hexdigest()
    return KNOWN[case]


def lines(case: Case) -> Iterator[list[object]]:
    """What is hashed: settings that differ from their default, then each table's columns and rows as text."""
    for name in SETTING_NAMES:
        value = vars(case.settings)[name]
        if name not in OUTSIDE and value not in (None, "", ()):
            yield [name, value]
    for name in TABLES:
        frame = case.tables[name]
        cells = frame_cells(frame)
        kept = [place for place in range(len(frame.columns)) if any(row[place] for row in cells)]
        if kept:
            yield [name, *(frame.columns[place] for place in kept)]
            for row in cells:
                yield [row[place] for place in kept]
