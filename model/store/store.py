"""Store: the runs of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from filelock import FileLock, Timeout

from model.case.nearest import suggestion
from model.errors import InputError, Issue, OrefolioError
from model.store.claiming import matching
from model.store.cleaning import clean_runs, remove_run
from model.store.ending import NO_WORD
from model.store.identity import Options, run_name
from model.store.index import listed
from model.store.job import Job, State, read_job
from model.store.listing import Row, state_of_plan

if TYPE_CHECKING:
    from model.case import Case
    from model.plan import Plan

COLUMNS = (
    "run",
    "title",
    "case",
    "policies",
    "state",
    "status",
    "objective_usd",
    "bound_usd",
    "gap",
    "seconds",
    "started",
    "ended",
    "certificate",
    "message",
)
NUMBERS = ("objective_usd", "bound_usd", "gap", "seconds")
MOMENTS = ("started", "ended")
LOCK = ".lock"
PATIENCE = 60.0
"""Seconds to wait for other processes that change the store; each needs it for less than one."""


@dataclass(frozen=True)
class Store:
    """The runs under a folder, which is made when the first is written; any number of processes may share it.

    Attributes:
        root: The folder.
    """

    root: Path = Path("runs")

    def run_id(self, case: Case, options: Options | None = None) -> str:
        """What the first run of a case with some options is called; further ones end in -2, -3, ...

        Args:
            case: The case.
            options: Of gap, time_limit, threads and seed those that differ from the defaults of `model.solve`.

        Raises:
            InputError: An option is unknown.
            OrefolioError: An option is out of range.
        """
        return run_name(case, options)

    def folder(self, run: str) -> Path:
        """The folder of a run.

        Raises:
            InputError: The text cannot be the name of a run.
        """
        if not run or run.startswith(".") or any(sign in run for sign in "/\\:\0"):
            message, hint = "is not the name of a run", "See orefolio runs."
            raise InputError([Issue("run", value=run, message=message, hint=hint)])
        return self.root / run

    def runs(self) -> pd.DataFrame:
        """All runs, newest first.

        Returns:
            Columns run, title, case, policies (with semicolons), state, status, objective_usd, bound_usd, gap,
            seconds, started and ended (UTC), certificate, message; empty cells where nothing is known.
        """
        rows = sorted(self.rows(), key=lambda row: (row.created, row.run), reverse=True)
        frame = pd.DataFrame([asdict(row) for row in rows], columns=[*COLUMNS, "created"])[list(COLUMNS)]
        types = dict.fromkeys(NUMBERS, "float64") | {
            name: "str" for name in COLUMNS if name not in {*NUMBERS, *MOMENTS}
        }
        moments = {name: pd.to_datetime(frame[name], utc=True, format="ISO8601") for name in MOMENTS}
        return frame.assign(**moments).astype(types)

    def rows(self) -> list[Row]:
        """All runs as they stand: one whose process has died is not called running."""
        return [self.as_it_stands(row) for row in listed(self.root)]

    def as_it_stands(self, row: Row) -> Row:
        """A row, unless it says that a run is running whose process has died."""
        if row.state != State.RUNNING:
            return row
        job = read_job(self.folder(row.run))
        if job is None or job.state != State.RUNNING or job.is_alive:
            return row
        if row.objective_usd is not None:
            return replace(row, state=state_of_plan(row.status))
        return replace(row, state=State.FAILED, message=NO_WORD)

    def job(self, run: str) -> Job:
        """The record of a run.

        Raises:
            InputError: There is no such run, or it has no record that can be read.
        """
        folder = self.folder(run)
        job = read_job(folder)
        if job is None:
            self.check(run)
            raise InputError([Issue(str(folder), message="has no record of its solve", hint="Solve again.")])
        return job

    def check(self, run: str) -> None:
        """A name must be that of a run.

        Raises:
            InputError: There is no such run.
        """
        if not self.folder(run).is_dir():
            names = [row.run for row in listed(self.root)]
            hint = suggestion(run, names) if names else "There are no runs yet: solve something first."
            raise InputError([Issue(str(self.root), value=run, message="has no such run", hint=hint)])

    def find(self, case: Case, options: Options | None = None) -> str | None:
        """The finished run of the same inputs and options, solved by the same versions; None if there is none."""
        return next((run for run, state in matching(self, case, options) if state == State.FINISHED), None)

    def open(self, run: str) -> Plan:
        """The plan of a run.

        Raises:
            InputError: There is no such run, or it has no plan, or its plan is damaged or of another version.
        """
        from model.plan import Plan  # noqa: PLC0415 - a list of runs need not wait for pyomo

        self.check(run)
        return Plan.read(self.folder(run))

    def remove(self, runs: Iterable[str]) -> None:
        """Removes runs for good.

        Raises:
            InputError: There is no such run, or it is still to end.
            OSError: It cannot be removed.
        """
        with self.locked():
            for run in runs:
                self.check(run)
                remove_run(self, run)

    def clean(self, *, older_than_days: float | None = None) -> tuple[str, ...]:
        """Removes runs without a plan that have ended, what was left half-written, and on request old runs.

        Args:
            older_than_days: Also remove finished and unreadable runs that ended longer ago than this.

        Returns:
            The names of the runs removed.

        Raises:
            OSError: Something cannot be removed.
        """
        if not self.root.is_dir():
            return ()
        with self.locked():
            return clean_runs(self, older_than_days)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """While it lasts, no other process or thread changes the store; a process that dies lets go of it.

        Raises:
            OrefolioError: Another process has held it for a minute.
            OSError: The folder cannot be written to.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / LOCK, timeout=PATIENCE):
                yield
        except Timeout as error:
            raise OrefolioError(
                f"{self.root}: another process has kept the runs locked for {PATIENCE:.0f} s."
            ) from error
