"""What is seen while a plan is sought: one line that changes on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from model.plan.words import money
from model.solver import Progress

SECONDS_BETWEEN_LINES = 3.0
STAGES = {
    "build": "building the model",
    "compile": "handing it to the solver",
    "LP": "solving",
    "MIP": "searching",
    "prices": "pricing the limits",
    "tables": "reading the plan",
    "queued": "waiting for its turn",
    "running": "starting",
}


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Shows reports on stderr while the block runs; yields what takes them."""
    console = Console(stderr=True)
    if console.is_terminal:
        news = News()
        with Live(get_renderable=news.line, console=console, transient=True, refresh_per_second=4):
            yield news.hear
    else:
        yield Lines().hear


class News:
    """The latest report, and how long ago the solve began."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._latest = Progress(stage="build", seconds=0.0)

    def hear(self, report: Progress) -> None:
        """Takes a report."""
        self._latest = report

    def line(self) -> Text:
        """The latest report, with the time that it is now."""
        return Text(worded(self._latest, time.monotonic() - self._start))


class Lines:
    """Plain lines, the first at once and then no more than one every few seconds."""

    def __init__(self) -> None:
        self._due = 0.0

    def hear(self, report: Progress) -> None:
        """Takes a report, and writes it if it is time."""
        now = time.monotonic()
        if now >= self._due:
            self._due = now + SECONDS_BETWEEN_LINES
            typer.echo(worded(report, report.seconds), err=True)


def worded(report: Progress, seconds: float) -> str:
    """`12 s  searching: costs USD 213 bn, at least USD 212 bn, gap 0.41 %`."""
    known = [
        f"best plan {money(report.incumbent)}" if report.incumbent is not None else "",
        f"at least {money(report.bound)}" if report.bound is not None else "",
        f"gap {report.gap:.2%}" if report.gap is not None else "",
    ]
    said = ", ".join(part for part in known if part)
    return f"{seconds:.0f} s  {stage_words(report.stage, report.round)}{': ' if said else ''}{said}"


def stage_words(stage: str, number: int) -> str:
    """`searching`, or `searching, round 3` where limits on concentration need several rounds."""
    return f"{STAGES.get(stage, stage)}{f', round {number}' if number > 1 else ''}"
