"""Studies asked in the background: from the inputs of a question to its answer."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.errors import NoPlanError
from model.jobs.asking import ANSWER, Question, write_step
from model.jobs.recording import STOP
from model.jobs.submitting import keep_here
from model.solver import Status
from model.store import State, Store
from model.store.ending import Ending
from model.store.inputs import read_case
from model.studies.agreement import Step, agreement_worth
from model.studies.agreement_files import write_worth
from model.studies.alternatives import WITHIN, near_optimal
from model.studies.alternatives_files import write_alternatives
from model.studies.frontier import trade_offs
from model.studies.frontier_files import write_frontier
from model.studies.why import FINE, Explanation, explain
from model.studies.why_files import write_explanation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress
    from model.store import Job

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Study:
    """What answers a question, and how the answer is kept.

    Attributes:
        find: Takes the case, what is asked by name, `step`, which hears what is solved next, `progress`, which hears
            the solver, and the options of a solve.
        write: Writes the answer to a folder, whole or not at all.
        keeps: Whether it takes `keep`, which keeps a plan beside the question and says in which run.
    """

    find: Callable[..., Any]
    write: Callable[[Any, Path], None]
    keeps: bool = False


def explained(case: Case, *, gap: float, **asked: Any) -> Explanation:
    """Why a plan is as it is: by searches as narrow as the answer needs, whatever is enough for a plan."""
    return explain(case, gap=min(gap, FINE), **asked)


STUDIES = {
    "agreement": Study(agreement_worth, write_worth),
    "alternatives": Study(near_optimal, write_alternatives),
    "frontier": Study(trade_offs, write_frontier, keeps=True),
    "why": Study(explained, write_explanation),
}
"""By the name that a question has."""
STOPPED = "Stopped before all was answered; nothing is kept."
INTERRUPTED = {Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN}


def worth_question(agreement: str) -> Question:
    """The question what an agreement is worth."""
    return Question("agreement", {"agreement": agreement})


def frontier_question(metrics: Sequence[str], points: int, limits: Mapping[str, float]) -> Question:
    """The question between which plans a choice is one of taste."""
    return Question("frontier", {"metrics": list(metrics), "points": points, "limits": dict(limits)})


def why_question(changes: Sequence[str] = (), break_even: Sequence[str] = ()) -> Question:
    """The question what it costs to decide otherwise, and at which price that would pay."""
    return Question("why", {"changes": list(changes), "break_even": list(break_even)})


def alternatives_question(within: Sequence[float] = WITHIN, *, no_worse: bool = False) -> Question:
    """The question what else could be done for little more than the best plan costs."""
    return Question("alternatives", {"within": list(within), "no_worse": no_worse})


def answered(folder: Path, job: Job, tell: Callable[[Progress], None] | None = None) -> Ending:
    """Finds the answer and writes it.

    Args:
        folder: The question's folder.
        job: Its record.
        tell: Hears the reports of all solves too.

    Raises:
        InputError: The inputs are no longer valid, or do not have what is asked about.
        NoPlanError: There is no plan to answer with.
    """
    study = STUDIES[job.study]

    def keep(plan: Plan) -> str:
        return keep_here(Store(folder.parent.parent), plan, job.options)

    def heard(report: Progress) -> None:
        if tell is not None:
            tell(report)
        stop_if_asked(folder)

    def begun(step: Step) -> None:
        logger.info("%s", step)
        write_step(folder, step.number, step.total, step.words)
        stop_if_asked(folder)

    try:
        more = {"keep": keep} if study.keeps else {}
        found = study.find(read_case(folder, job), **job.asked, **more, step=begun, progress=heard, **job.options)
    except KeyboardInterrupt:
        return Ending(State.STOPPED, message=STOPPED)
    except NoPlanError as error:
        if error.status in INTERRUPTED:
            return Ending(State.STOPPED, message=STOPPED)
        raise
    try:
        study.write(found, folder / ANSWER)
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
