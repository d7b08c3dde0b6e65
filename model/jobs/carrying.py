"""A run from its inputs to its plan, in the process that it was given to."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from model.errors import NoPlanError, OrefolioError
from model.jobs.deaths import LOG
from model.jobs.memory import is_for_want_of_memory
from model.jobs.recording import Recorder
from model.solver.status import Status
from model.solving import solve
from model.store.ending import Ending, record_end
from model.store.inputs import read_case
from model.store.job import Job, State
from model.store.keeping import keep_plan

if TYPE_CHECKING:
    from pathlib import Path

    from model.plan import Plan
    from model.solver import Progress
    from model.store import Store

    Work = Callable[[Path, Job, Callable[[Progress], None] | None], Ending]

logger = logging.getLogger(__name__)

STOPPED = "Stopped before a plan was found."
KEPT = "Stopped; the best plan found by then is kept."
NO_MEMORY = "There was not enough memory for the solve."


def carry_out(
    store: Store,
    job: Job,
    *,
    work: Work | None = None,
    tell: Callable[[Progress], None] | None = None,
    memory_gb: float | None = None,
    before_telling: Callable[[], None] | None = None,
) -> BaseException | None:
    """Does the work of a job that is this process's, and records how it ended, whatever happened.

    Args:
        store: The store.
        job: The job's record.
        work: What it is asked for: if not given, a plan, which is kept.
        tell: Hears the reports too.
        memory_gb: What this process may take, to be named where it is not enough.
        before_telling: Called before the ending is written.

    Returns:
        The error in which it ended, if it did.

    Raises:
        OSError: The ending could not be written either.
    """
    failure: BaseException | None = None
    try:
        ending = (work or solved)(store.folder(job.run), job, tell)
    except BaseException as error:  # noqa: BLE001 - a run must not end without a word
        ending, failure = ending_of(error, memory_gb), error
    if before_telling is not None:
        before_telling()
    logger.info("%s %s", ending.state, ending.message)
    with store.locked():
        record_end(store, job.run, ending, pid=os.getpid())
    return failure


def solved(folder: Path, job: Job, tell: Callable[[Progress], None] | None) -> Ending:
    """Finds the plan and writes it."""
    case = read_case(folder, job)
    return kept(solve(case, progress=Recorder(folder, tell).hear, **job.options), folder)


def kept(plan: Plan, folder: Path) -> Ending:
    """Writes a plan into the folder of its run."""
    plan = keep_plan(plan, folder)
    if plan.status == Status.REJECTED:
        return Ending(State.FINISHED, plan.status, "The plan does not hold: see its certificate.")
    if plan.status == Status.INTERRUPTED:
        return Ending(State.STOPPED, plan.status, KEPT)
    return Ending(State.FINISHED, plan.status)


def ending_of(error: BaseException, memory_gb: float | None) -> Ending:
    """How a run ended that ended in an error."""
    if isinstance(error, KeyboardInterrupt):
        return Ending(State.STOPPED, message=STOPPED)
    if isinstance(error, NoPlanError):
        return ending_without_plan(error, memory_gb)
    if isinstance(error, OrefolioError):
        return Ending(State.FAILED, message=str(error))
    if is_for_want_of_memory(error):
        return Ending(State.FAILED, str(Status.OUT_OF_MEMORY), too_large(memory_gb))
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return Ending(State.FAILED, message=f"The plan could not be written: {where}{error.strerror}.")
    told = f"Unexpected error: {type(error).__name__}: {error}".splitlines()[0]
    return Ending(State.FAILED, message=f"{told}. See {LOG}.")


def ending_without_plan(error: NoPlanError, memory_gb: float | None) -> Ending:
    """How a run ended whose solver found no plan."""
    if error.status == Status.INTERRUPTED_NO_PLAN:
        return Ending(State.STOPPED, error.status, STOPPED)
    message = too_large(memory_gb) if error.status == Status.OUT_OF_MEMORY else str(error)
    return Ending(State.FAILED, error.status, message)


def too_large(memory_gb: float | None) -> str:
    """What is said when there is no memory left."""
    return (
        NO_MEMORY if memory_gb is None else f"The solve needed more memory than the {memory_gb:.3g} GB allowed to it."
    )
