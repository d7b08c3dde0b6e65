"""How a run ended, and writing it down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.store.job import State, now, read_job, write_job

if TYPE_CHECKING:
    from model.store.store import Store


NO_WORD = "The process that solved it ended without a word: it was killed, or the machine went down. See log.txt."


@dataclass(frozen=True)
class Ending:
    """How a run ended.

    Attributes:
        state: The state that it is left in.
        status: How the solver ended, in words.
        message: What a person should know.
    """

    state: State
    status: str = ""
    message: str = ""


def record_end(store: Store, run: str, ending: Ending, *, pid: int | None) -> None:
    """Writes how a run ended, unless it has been ended or removed, or is by now another process's.

    Args:
        store: The store, which must be locked.
        run: The run.
        ending: How it ended.
        pid: The process that it was given to.

    Raises:
        OSError: It cannot be written.
    """
    folder = store.folder(run)
    job = read_job(folder)
    if job is not None and job.state == State.RUNNING and job.pid == pid:
        write_job(
            replace(job, state=ending.state, status=ending.status, message=ending.message, ended=now()),
            folder,
        )
