"""How a run stands, for anyone who looks."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from model.errors import OrefolioError
from model.jobs.pump import pump
from model.jobs.recording import STOP, read_lines
from model.plan.storage import is_plan_folder
from model.solver.progress import Progress
from model.store.job import Job, State, read_job
from model.store.listing import read_row

if TYPE_CHECKING:
    from model.store import Store


@dataclass(frozen=True, kw_only=True)
class JobView:
    """How a run stands.

    Attributes:
        run: Its name.
        state: How far it has come.
        stage: What the solve is at: build, compile, LP, MIP, prices or tables; empty before it has said so.
        seconds: How long it has run, or ran.
        incumbent: Cost of the best plan so far [USD], or None.
        bound: No plan can cost less [USD], or None.
        gap: Relative distance of the two, or None.
        status: How the solver ended, in words, or empty.
        message: What a person should know about how it ended, or empty.
        round: With limits on concentration: in which round of solves it is; 0 without.
        has_plan: Whether it can be opened.
        stopping: Whether it was asked to stop and has not yet.
        history: Its reports in order of time.
    """

    run: str
    state: State
    stage: str = ""
    seconds: float = 0.0
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None
    status: str = ""
    message: str = ""
    round: int = 0
    has_plan: bool = False
    stopping: bool = False
    history: tuple[Progress, ...] = ()


def watch(store: Store, run: str) -> JobView:
    """How a run stands now; one that waits or has died is helped on first.

    Raises:
        InputError: There is no such run.
    """
    store.check(run)
    folder = store.folder(run)
    row = read_row(folder)
    if row.state == State.QUEUED or store.as_it_stands(row) != row:
        with contextlib.suppress(OSError, OrefolioError):  # it cannot be helped; it can be seen
            pump(store)
        row = read_row(folder)
    row = store.as_it_stands(row)
    job = read_job(folder)
    history = read_lines(folder)
    latest = history[-1] if history else Progress(stage="", seconds=0.0)
    known = next((line for line in reversed(history) if line.incumbent is not None or line.bound is not None), latest)
    ended = not State(row.state).is_live
    return JobView(
        run=run,
        state=State(row.state),
        stage=latest.stage,
        seconds=seconds_of(job, latest, row.seconds),
        incumbent=row.objective_usd if row.objective_usd is not None else known.incumbent,
        bound=row.bound_usd if row.objective_usd is not None else known.bound,
        gap=row.gap if row.objective_usd is not None else known.gap,
        status=row.status,
        message=row.message,
        round=latest.round,
        has_plan=is_plan_folder(folder) and row.state != State.UNREADABLE,
        stopping=not ended and (folder / STOP).exists(),
        history=history,
    )


def seconds_of(job: Job | None, latest: Progress, solved: float | None) -> float:
    """How long a run has run, or ran."""
    if solved is not None:
        return solved
    if job is None or job.started is None:
        return latest.seconds
    end = datetime.fromisoformat(job.ended) if job.ended else datetime.now(UTC)
    return max(0.0, (end - datetime.fromisoformat(job.started)).total_seconds())
