"""Removing runs, and what was left half-written."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, Issue
from model.store.job import State, read_job
from model.store.keeping import discard

if TYPE_CHECKING:
    from model.store.listing import Row
    from model.store.store import Store

STALE = 3600.0
"""Seconds after which what is still half-written beside the runs belongs to nobody."""
REMOVED = ".removed-"


def remove_run(store: Store, run: str) -> None:
    """Removes a run: first by name, so that no half of it is ever seen. The store must be locked.

    Raises:
        InputError: It is still to end.
        OSError: It cannot be removed.
    """
    folder = store.folder(run)
    job = read_job(folder)
    if job and (job.state == State.QUEUED or job.is_alive):
        raise InputError([Issue(str(folder), message=f"is {job.state}", hint="Stop it first.")])
    aside = Path(tempfile.mkdtemp(prefix=REMOVED, dir=store.root))
    folder.replace(aside / run)
    shutil.rmtree(aside)


def clean_runs(store: Store, older_than_days: float | None) -> tuple[str, ...]:
    """See `Store.clean`; the store must be locked."""
    rows = store.rows()
    gone = [row.run for row in rows if has_ended_in_vain(row) or is_older(row, older_than_days)]
    for run in gone:
        remove_run(store, run)
    for row in rows:
        if row.run not in gone and not State(row.state).is_live:
            for leftover in store.folder(row.run).glob(".*"):
                discard(leftover)
    for leftover in store.root.glob(".*"):
        if leftover.name.startswith(REMOVED) or (leftover.is_dir() and is_stale(leftover)):
            discard(leftover)
    return tuple(gone)


def has_ended_in_vain(row: Row) -> bool:
    """Whether a run has ended without a plan."""
    return State(row.state) in {State.FAILED, State.KILLED, State.STOPPED} and row.objective_usd is None


def is_older(row: Row, days: float | None) -> bool:
    """Whether a run ended more than so many days ago."""
    if days is None or State(row.state).is_live:
        return False
    ended = row.ended or row.created
    return not ended or datetime.fromisoformat(ended) < datetime.now(UTC) - timedelta(days=days)


def is_stale(path: Path) -> bool:
    """Whether nobody has changed a folder for long."""
    return time.time() - path.stat().st_mtime > STALE
