"""Stopping a run: asked once it keeps its best plan, asked twice it is killed."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil

from model.errors import InputError, Issue
from model.jobs.pump import pump
from model.jobs.recording import STOP
from model.plan.storage import is_plan_folder
from model.store.job import Job, State, now, read_job, write_job

if TYPE_CHECKING:
    from model.store import Store

DEATH = 10.0
"""Seconds that the system gets to end a process."""
NEVER_BEGAN = "Stopped before it began."
KILLED = "Killed; a solve that is stopped once keeps its best plan."


def stop(store: Store, run: str) -> None:
    """Asks a run to end: the first time it stops at its best plan and keeps it, the second time it is killed.

    A queued run just leaves the queue, and one that has ended is left alone.

    Raises:
        InputError: There is no such run, or it runs on another machine and was asked already.
        OSError: The store cannot be written to.
    """
    with store.locked():
        job = store.job(run)
        folder = store.folder(run)
        if job.state == State.QUEUED:
            write_job(replace(job, state=State.STOPPED, message=NEVER_BEGAN, ended=now()), folder)
        elif job.state == State.RUNNING and not (folder / STOP).exists():
            (folder / STOP).touch()
        elif job.state == State.RUNNING:
            kill(store, job)
    pump(store)


def kill(store: Store, job: Job) -> None:
    """Ends the process of a run; the store must be locked."""
    if job.is_alive and job.pid is not None:
        if not job.is_here:
            message = f"runs on another machine, {job.host}"
            raise InputError([Issue("run", value=job.run, message=message, hint="Kill it there.")])
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(job.pid)
            process.kill()
            process.wait(DEATH)
    folder = store.folder(job.run)
    left = read_job(folder)
    if left is not None and left.state == State.RUNNING and not is_plan_folder(folder):
        write_job(replace(left, state=State.KILLED, message=KILLED, ended=now()), folder)
