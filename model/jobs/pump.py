"""The queue: it starts what waits while there is room, and ends on paper what has died."""

from __future__ import annotations

import errno
import logging
import os
from typing import TYPE_CHECKING

from model.jobs.deaths import ending_of_the_dead
from model.jobs.starting import start
from model.store.ending import record_end
from model.store.index import listed
from model.store.job import Job, State, read_job

if TYPE_CHECKING:
    from model.store import Store

logger = logging.getLogger(__name__)

AT_ONCE = "OREFOLIO_SOLVES_AT_ONCE"
"""Environment variable: how many solves may run at once, instead of one less than there are cores."""
READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def pump(store: Store) -> None:
    """Starts queued runs while fewer than may run at once do; runs whose process has died are marked as ended.

    Anybody may call it at any time. A store that cannot be written to is left as it is.

    Raises:
        OrefolioError: Another process has kept the store locked for a minute.
        OSError: The disk is full.
    """
    if not store.root.is_dir():
        return
    try:
        with store.locked():
            running = [job for job in live_jobs(store) if job.state == State.RUNNING and still_runs(store, job)]
            waiting = sorted(
                (job for job in live_jobs(store) if job.state == State.QUEUED), key=lambda job: job.created
            )
            for job in waiting[: max(0, solves_at_once() - len(running))]:
                start(store, job, after=pump)
    except OSError as error:
        if error.errno not in READ_ONLY:
            raise
        logger.debug("The store cannot be written to: %s", error)


def solves_at_once() -> int:
    """How many solves may run at once."""
    asked = os.environ.get(AT_ONCE, "")
    return max(1, int(asked) if asked.isdecimal() else (os.cpu_count() or 1) - 1)


def live_jobs(store: Store) -> list[Job]:
    """The records of runs that are queued or running, as they stand in the folders."""
    jobs = [read_job(store.folder(row.run)) for row in listed(store.root) if State(row.state).is_live]
    return [job for job in jobs if job is not None and job.state.is_live]


def still_runs(store: Store, job: Job) -> bool:
    """Whether a running job's process lives; if not, its end is written down."""
    if job.is_alive:
        return True
    record_end(store, job.run, ending_of_the_dead(store.folder(job.run)), pid=job.pid)
    return False
