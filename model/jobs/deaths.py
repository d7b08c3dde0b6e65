"""What to say of a process that ended without a word."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from model.jobs.recording import STOP
from model.plan.storage import is_plan_folder
from model.store.ending import NO_WORD, Ending
from model.store.job import State
from model.store.listing import read_row, state_of_plan

if TYPE_CHECKING:
    from pathlib import Path

LOG = "log.txt"
LAST_WORDS = 4000
"""How much of the end of the log is looked at, in bytes."""
MEMORY_WORDS = ("bad_alloc", "MemoryError", "Cannot allocate memory", "out of memory")
NO_MEMORY = "The process that solved it ended for want of memory. See log.txt."


def ending_of_the_dead(folder: Path, code: int | None = None) -> Ending:
    """How a run ended whose process is gone.

    Args:
        folder: The run's folder.
        code: How the process ended, if somebody knows: an exit code, or minus the number of a signal.
    """
    if is_plan_folder(folder):
        status = read_row(folder).status
        return Ending(state_of_plan(status), status)
    if (folder / STOP).exists():
        return Ending(State.STOPPED, message="Stopped before a plan was found.")
    if any(word in last_words(folder) for word in MEMORY_WORDS):
        return Ending(State.FAILED, message=NO_MEMORY)
    if code is None:
        return Ending(State.FAILED, message=NO_WORD)
    return Ending(State.FAILED, message=f"The process that solved it {ended_by(code)}. See log.txt.")


def ended_by(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with code {code}"
    if code == -9:
        return "was killed, by somebody or by the system for want of memory"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


def last_words(folder: Path) -> str:
    """The end of the log."""
    try:
        return (folder / LOG).read_bytes()[-LAST_WORDS:].decode(errors="replace")
    except OSError:
        return ""
