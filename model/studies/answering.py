"""What an agreement is worth, asked in the background: the study of a question from its inputs to its answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from model.errors import NoPlanError
from model.jobs.asking import ANSWER, write_step
from model.jobs.recording import STOP
from model.solver import Status
from model.store import State
from model.store.ending import Ending
from model.store.inputs import read_case
from model.studies.agreement import Step, agreement_worth
from model.studies.agreement_files import write_worth

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.solver import Progress
    from model.store import Job

logger = logging.getLogger(__name__)

STOPPED = "Stopped before all was answered; nothing is kept."
INTERRUPTED = {Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN}


def answered(folder: Path, job: Job, tell: Callable[[Progress], None] | None = None) -> Ending:
    """Finds the answer and writes it.

    Args:
        folder: The question's folder.
        job: Its record.
        tell: Hears the reports of all solves too.

    Raises:
        InputError: The inputs are no longer valid, or the agreement is no candidate in them.
        NoPlanError: There is no plan with the agreement nor without it.
    """

    def heard(report: Progress) -> None:
        if tell is not None:
            tell(report)
        stop_if_asked(folder)

    def begun(step: Step) -> None:
        logger.info("%s", step)
        write_step(folder, step.number, step.total, step.words)
        stop_if_asked(folder)

    try:
        worth = agreement_worth(read_case(folder, job), job.agreement, step=begun, progress=heard, **job.options)
    except KeyboardInterrupt:
        return Ending(State.STOPPED, message=STOPPED)
    except NoPlanError as error:
        if error.status in INTERRUPTED:
            return Ending(State.STOPPED, message=STOPPED)
        raise
    try:
        write_worth(worth, folder / ANSWER)
    except OSError as error:
        return Ending(State.FAILED, message=f"The answer could not be written: {error.strerror}.")
    return Ending(State.FINISHED)


def stop_if_asked(folder: Path) -> None:
    """Raises Ctrl-C where a stop is asked for: the solver takes it while it reports.

    Raises:
        KeyboardInterrupt: A stop is asked for.
    """
    if (folder / STOP).exists():
        raise KeyboardInterrupt
