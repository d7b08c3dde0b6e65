"""A child process for a run, and word of its end."""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import OrefolioError
from model.jobs.deaths import LOG, ending_of_the_dead
from model.jobs.recording import PROGRESS, STOP
from model.store.ending import record_end
from model.store.job import Job, State, now, process_start, write_job

if TYPE_CHECKING:
    from model.store import Store

logger = logging.getLogger(__name__)

PACKAGE_HOME = Path(__file__).parents[2]
PLANS, QUESTIONS = "model.jobs", "model.studies"
"""What a child process runs: the solve of a run, or the study that a question asks for."""
TALKATIVE = {"PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1", "PYTHONUTF8": "1"}


def start(store: Store, job: Job, *, after: Callable[[Store], None]) -> None:
    """Starts a queued run in a process of its own, which outlives this one; the store must be locked.

    The child waits for the lock, so that it finds itself in the record.

    Args:
        store: The store.
        job: The run's record.
        after: Called when the child has ended, while this process lives.

    Raises:
        OSError: The record cannot be written.
    """
    folder = store.folder(job.run)
    for left in (PROGRESS, STOP):
        (folder / left).unlink(missing_ok=True)
    try:
        with (folder / LOG).open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - this interpreter, this package
                [sys.executable, "-m", QUESTIONS if job.study else PLANS, str(folder.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=PACKAGE_HOME,
                env=os.environ | TALKATIVE,
                start_new_session=True,
            )
    except OSError as error:
        told = f"No process could be started: {error.strerror}."
        write_job(replace(job, state=State.FAILED, message=told, ended=now()), folder)
        return
    try:
        write_job(as_run_by(job, child.pid), folder)
    except BaseException:
        child.kill()
        child.wait()
        raise
    threading.Thread(target=await_end, args=(store, job.run, child, after), daemon=True, name=job.run).start()


def as_run_by(job: Job, pid: int) -> Job:
    """The record of a run that a process now solves."""
    began = process_start(pid)
    return replace(job, state=State.RUNNING, started=now(), pid=pid, process_started=began or 0.0, host=platform.node())


def await_end(store: Store, run: str, child: subprocess.Popen[bytes], after: Callable[[Store], None]) -> None:
    """Waits for a child's end, writes down how it ended if it has not done so itself, and lets the next begin."""
    code = child.wait()
    with contextlib.suppress(OSError, OrefolioError):  # others will find out
        if store.root.is_dir():
            with store.locked():
                record_end(store, run, ending_of_the_dead(store.folder(run), code), pid=child.pid)
            after(store)
