"""Questions in the background: a study takes many solves, in a child process of its own.

A question is a job like a run, in a store of its own beside the runs, so that the same queue starts it, watches over
its process and stops it. What it is keyed by is all that its answer depends on: the inputs, the study and what it is
asked, the options and the versions that solve. The answer is written by the child, whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.digest import case_hash
from model.errors import OrefolioError
from model.jobs.pump import pump
from model.jobs.recording import PROGRESS, STOP
from model.jobs.watching import seconds_of
from model.plan.storage import versions
from model.solver.progress import Progress
from model.store import State, Store
from model.store.claiming import queue, queued
from model.store.ending import NO_WORD
from model.store.identity import solver_options
from model.store.job import read_job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from model.case import Case
    from model.store.identity import Options

QUESTIONS = "questions"
"""The folder beside the runs."""
ANSWER = "answer"
"""The folder of the answer, in that of the question."""
GONE = "Its answer is no longer there."
NOTHING_YET = Progress(stage="", seconds=0.0)


@dataclass(frozen=True)
class Question:
    """What is asked of a case.

    Attributes:
        study: The study that answers, by its name in `model.studies.answering.STUDIES`.
        asked: What it is asked, as the named arguments of the study; as JSON can say it.
    """

    study: str
    asked: Mapping[str, Any]

    @property
    def slug(self) -> str:
        """The study and what it is asked by name, as a part of a folder's name."""
        names = [value for value in self.asked.values() if isinstance(value, str)]
        return "-".join([self.study, *names])


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """How a question stands.

    Attributes:
        question: Its name.
        state: How far it has come; finished: it is answered.
        step: Which of its solves it is at, from 1; 0 before it has said so.
        steps: How many there are; 0 before it has said so.
        words: What is being solved.
        seconds: How long it has run, or ran.
        message: What a person should know about how it ended, or empty.
        stopping: Whether it was asked to stop and has not yet.
        answer: The folder of its answer, or None.
    """

    question: str
    state: State
    step: int = 0
    steps: int = 0
    words: str = ""
    seconds: float = 0.0
    message: str = ""
    stopping: bool = False
    answer: Path | None = None


def questions(store: Store) -> Store:
    """The questions beside the runs of a store, for `pump` and `stop`."""
    return Store(store.root / QUESTIONS)


def question_name(case: Case, question: Question, options: Options | None) -> str:
    """What a question is called: the case, what is asked, and the start of the hash of what its answer depends on."""
    depends = [case_hash(case), question.study, dict(question.asked), solver_options(options), versions()]
    asked = json.dumps(depends, sort_keys=True)
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{case.name}-{question.slug}").strip(".-")[:80] or "question"
    return f"{slug}-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"


def ask(store: Store, case: Case, question: Question, options: Options | None = None, *, again: bool = False) -> str:
    """Asks a study in the background; a question that is answered or being answered is not asked anew.

    Args:
        store: The runs beside which it is kept.
        case: The case.
        question: What is asked of it.
        options: As for `submit`: each solve of the study gets them; the memory is for all.
        again: Ask although there is an answer, which is lost.

    Returns:
        The question, for `look` and, with `questions(store)`, for `stop`.

    Raises:
        InputError: An option is unknown.
        OrefolioError: An option is out of range.
        OSError: The store cannot be written to.
    """
    asked, name = questions(store), question_name(case, question, options)
    with asked.locked():
        known = standing(asked, name)
        if known is None or not (known.state.is_live or (known.answer and not again)):
            queue(asked, queued(name, case, options, study=question.study, asked=dict(question.asked)), case)
    pump(asked)
    return name


def look(store: Store, question: str) -> QuestionView | None:
    """How a question stands now; None where it was never asked. One that waits or has died is helped on first.

    Args:
        store: The runs beside which it is kept.
        question: Its name, as `question_name` gives it.
    """
    asked = questions(store)
    job = read_job(asked.folder(question))
    if job is not None and job.state.is_live and not job.is_alive:
        with contextlib.suppress(OSError, OrefolioError):  # it cannot be helped; it can be seen
            pump(asked)
    return standing(asked, question)


def standing(asked: Store, question: str) -> QuestionView | None:
    """How a question stands as its folder says; its answer counts, however its process ended."""
    folder = asked.folder(question)
    job = read_job(folder)
    if job is None:
        return None
    state, message = job.state, job.message
    answer = folder / ANSWER if (folder / ANSWER).is_dir() else None
    if answer:
        state, message = State.FINISHED, ""
    elif state == State.FINISHED:
        state, message = State.FAILED, GONE
    elif state == State.RUNNING and not job.is_alive:
        state, message = State.FAILED, NO_WORD
    step, steps, words = read_step(folder)
    return QuestionView(
        question=question,
        state=state,
        step=step,
        steps=steps,
        words=words,
        seconds=seconds_of(job, NOTHING_YET, None),
        message=message,
        stopping=state == State.RUNNING and (folder / STOP).exists(),
        answer=answer,
    )


def write_step(folder: Path, step: int, steps: int, words: str) -> None:
    """Says in the folder of a question which of its solves it is at; a full disk may cost that, not the answer."""
    line = json.dumps({"step": step, "steps": steps, "words": words})
    with contextlib.suppress(OSError), (folder / PROGRESS).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")


def read_step(folder: Path) -> tuple[int, int, str]:
    """Which solve a question is at, of how many, and what is solved; a line that is not whole is left out."""
    try:
        lines = (folder / PROGRESS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in reversed(lines):
        with contextlib.suppress(ValueError, TypeError, KeyError):
            read = json.loads(line)
            return int(read["step"]), int(read["steps"]), str(read["words"])
    return 0, 0, ""
