"""The list of runs in SQLite: a memory of what the folders say, rebuilt whenever it cannot be trusted."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import astuple, fields
from pathlib import Path

from model.atomic import whole_file
from model.store.listing import Row, read_row, signature

logger = logging.getLogger(__name__)

INDEX = "index.sqlite"
VERSION = 1
"""Raised with every change of the columns; an index of another version is rebuilt."""
PATIENCE = 5.0
"""Seconds to wait for another process that writes."""
NAMES = tuple(item.name for item in fields(Row))
LISTED = ", ".join(f'"{name}"' for name in NAMES)
CREATE = f"CREATE TABLE runs (signature TEXT NOT NULL, {LISTED}, PRIMARY KEY (run))"
PUT = f"INSERT OR REPLACE INTO runs VALUES ({', '.join('?' for _ in ('signature', *NAMES))})"  # noqa: S608 - only ?

Known = dict[str, tuple[str, Row]]
"""By run: the signature that its files had, and its row."""


def listed(root: Path) -> list[Row]:
    """A row for each run under a folder; the index is brought up to date where it can be written."""
    signatures = run_signatures(root)
    known = read_index(root / INDEX)
    old = known or {}
    new = {
        name: (mark, old[name][1] if name in old and old[name][0] == mark else read_row(root / name))
        for name, mark in signatures.items()
    }
    if new != known and root.is_dir():
        try:
            save(root / INDEX, known, new)
        except (OSError, sqlite3.Error) as error:
            logger.debug("The index stays as it is: %s", error)
    return [row for _, row in new.values()]


def run_signatures(root: Path) -> dict[str, str]:
    """The runs under a folder, with the signatures of their files; no folder, no runs."""
    try:
        folders = [path for path in root.iterdir() if not path.name.startswith(".") and path.is_dir()]
    except FileNotFoundError:
        return {}
    marks = {path.name: signature(path) for path in sorted(folders)}
    return {name: mark for name, mark in marks.items() if mark}


def read_index(file: Path) -> Known | None:
    """What the index says; None where it is missing, damaged or of another version."""
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as index:
            if index.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                return None
            rows = index.execute(f"SELECT signature, {LISTED} FROM runs").fetchall()  # noqa: S608 - own names
    except sqlite3.Error as error:
        logger.info("The index %s is rebuilt: %s", file, error)
        return None
    return {values[0]: (mark, Row(**dict(zip(NAMES, values, strict=True)))) for mark, *values in rows}


def save(file: Path, known: Known | None, new: Known) -> None:
    """Writes what has changed, or a new index where there is none to be trusted.

    Raises:
        OSError: It cannot be written.
        sqlite3.Error: Likewise.
    """
    if known is None:
        rebuild(file, new)
        return
    gone = [(name,) for name in known if name not in new]
    changed = {name: entry for name, entry in new.items() if known.get(name) != entry}
    with closing(sqlite3.connect(file, timeout=PATIENCE)) as index, index:
        index.executemany("DELETE FROM runs WHERE run = ?", gone)
        put(index, changed)


def rebuild(file: Path, new: Known) -> None:
    """Puts a new index in the place of one that is missing, damaged or of another version."""
    with whole_file(file) as fresh:
        with closing(sqlite3.connect(fresh)) as index, index:
            index.execute(CREATE)
            index.execute(f"PRAGMA user_version = {VERSION}")
            put(index, new)
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)


def put(index: sqlite3.Connection, entries: Mapping[str, tuple[str, Row]]) -> None:
    """Writes rows, over those of the same runs."""
    index.executemany(PUT, [(mark, *astuple(row)) for mark, row in entries.values()])
