"""A run as a row of the list of runs, read from its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from model.errors import InputError
from model.plan.storage import HEAD, is_plan_folder, read_head
from model.store.examining import CERTIFICATE
from model.store.job import RECORD, Job, State, read_job

WITNESSES = (RECORD, HEAD, CERTIFICATE)
"""The files that a row is made of."""
INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A run as it is listed; numbers are None while nothing is known, moments are ISO 8601 in UTC."""

    run: str
    title: str = ""
    case: str = ""
    policies: str = ""
    state: str = State.FINISHED.value
    status: str = ""
    objective_usd: float | None = None
    bound_usd: float | None = None
    gap: float | None = None
    seconds: float | None = None
    started: str | None = None
    ended: str | None = None
    certificate: str = ""
    message: str = ""
    created: str = ""


def signature(folder: Path) -> str:
    """A text that changes with every change of what a row is made of; empty for what is no run."""
    marks = []
    for name in WITNESSES:
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        marks.append(f"{name}:{found.st_mtime_ns}:{found.st_size}:{found.st_ino}")
    return " ".join(marks)


def read_row(folder: Path) -> Row:
    """The row of a run."""
    job = read_job(folder)
    if not is_plan_folder(folder):
        return row_of_job(job) if job else unreadable(folder, job, f"{RECORD} is damaged.")
    try:
        return row_of_plan(folder, job, read_head(folder))
    except (InputError, OSError) as error:
        told = error.issues[0].message if isinstance(error, InputError) else str(error)
        return unreadable(folder, job, f"{HEAD} {told}.")


def unreadable(folder: Path, job: Job | None, message: str) -> Row:
    """The row of a run that cannot be read."""
    return Row(
        run=folder.name,
        title=job.title if job else "",
        case=job.case if job else "",
        state=State.UNREADABLE,
        message=message,
        created=(job.created if job else "") or last_change(folder),
    )


def row_of_job(job: Job) -> Row:
    """The row of a run that has no plan."""
    return Row(
        run=job.run,
        title=job.title,
        case=job.case,
        policies=";".join(job.policies),
        state=State.UNREADABLE if job.state == State.FINISHED else job.state,
        status=job.status,
        started=job.started,
        ended=job.ended,
        message=f"{HEAD} is missing." if job.state == State.FINISHED else job.message,
        created=job.created,
    )


def row_of_plan(folder: Path, job: Job | None, head: dict[str, Any]) -> Row:
    """The row of a run that has a plan: the plan is written last, so it is whole whatever its record says.

    The run counts as running until its record says more, which is a moment later.
    """
    written = last_change(folder)
    status = str(head["status"])
    at_it = job is not None and job.state == State.RUNNING
    return Row(
        run=folder.name,
        title=job.title if job else "",
        case=str(head["case"]),
        policies=";".join(head["policies"]),
        state=State.RUNNING if at_it else state_of_plan(status),
        status=status,
        objective_usd=head["objective_usd"],
        bound_usd=head["bound_usd"],
        gap=head["gap"],
        seconds=head["seconds"],
        started=(job.started if job else None) or written,
        ended=(job.ended if job else None) or written,
        certificate=read_verdict(folder),
        message=job.message if job else "",
        created=(job.created if job else "") or written,
    )


def state_of_plan(status: str) -> State:
    """How a run ended that has a plan, from how the solver ended."""
    return State.STOPPED if status.startswith(INTERRUPTED) else State.FINISHED


def last_change(folder: Path) -> str:
    """When the plan or record in a folder was last written (ISO 8601, UTC)."""
    times = [path.stat().st_mtime for path in (folder / HEAD, folder / RECORD) if path.is_file()]
    return datetime.fromtimestamp(max(times, default=0.0), UTC).isoformat(timespec="microseconds")


def read_verdict(folder: Path) -> str:
    """What the certificate says in a word or two; empty where there is none."""
    try:
        read = json.loads((folder / CERTIFICATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(read.get("verdict", "")) if isinstance(read, dict) else ""
