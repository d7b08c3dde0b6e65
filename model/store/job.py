"""How far a run has come: the record `job.json` in its folder."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import psutil

from model.atomic import whole_file

RECORD = "job.json"
SAME_START = 30.0
"""Seconds by which two readings of when a process began may differ, as clocks are set."""


class State(StrEnum):
    """How far a run has come."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"
    KILLED = "killed"
    UNREADABLE = "unreadable"
    """Damaged, or written by a version whose folders this one does not read."""

    @property
    def is_live(self) -> bool:
        """Whether the run is still to end."""
        return self in {State.QUEUED, State.RUNNING}


@dataclass(frozen=True, kw_only=True)
class Job:
    """What `job.json` says.

    Attributes:
        run: The run's name.
        state: How far it has come.
        case: Name of the case.
        title: Title of the data set.
        policies: Policies of the case.
        notes: Notes of the case.
        inputs_sha256: Hash of the resolved inputs.
        options: Gap, time limit, threads and seed.
        study: The study that is asked for; empty of a run, which is asked for a plan.
        asked: What the study is asked besides the case and the options.
        memory_gb: Memory that the solve may take, or None for the default.
        created: When it was asked for (ISO 8601, UTC).
        started: When the solve began, or None.
        ended: When it ended, or None.
        pid: Process that solves it, or None.
        process_started: When that process began, in seconds since 1970, or None.
        host: The machine on which it runs.
        status: How the solver ended, in words.
        message: What a person should know about how it ended.
    """

    run: str
    state: State
    case: str
    title: str = ""
    policies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    inputs_sha256: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    study: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    memory_gb: float | None = None
    created: str = ""
    started: str | None = None
    ended: str | None = None
    pid: int | None = None
    process_started: float | None = None
    host: str = ""
    status: str = ""
    message: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine."""
        return self.host == platform.node()

    @property
    def is_alive(self) -> bool:
        """Whether the process that solves it lives; of another machine's nobody here can tell, so it is believed."""
        if self.state != State.RUNNING or self.pid is None or self.process_started is None:
            return False
        if not self.is_here:
            return True
        began = process_start(self.pid)
        return began is not None and abs(began - self.process_started) < SAME_START


def write_job(job: Job, folder: Path) -> None:
    """Writes the record, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    with whole_file(folder / RECORD) as file:
        file.write_text(json.dumps(asdict(job), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_job(folder: Path) -> Job | None:
    """The record in a folder, or None where there is none that can be read."""
    try:
        read = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        known = {item.name for item in fields(Job)}
        values = {name: value for name, value in read.items() if name in known}
        lists = {name: tuple(values.get(name, ())) for name in ("policies", "notes")}
        return Job(**{**values, **lists, "run": folder.name, "state": State(values["state"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def process_start(pid: int) -> float | None:
    """When a living process began, in seconds since 1970; None if there is no such process."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return None


def now() -> str:
    """This moment in UTC, as ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
