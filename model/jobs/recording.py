"""What a run writes down as it goes: `progress.jsonl`, and whether somebody wants it to stop."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path

from model.solver.progress import Progress

logger = logging.getLogger(__name__)

PROGRESS = "progress.jsonl"
STOP = "stop"
"""The file that asks a run to stop."""
HALF_SECOND = 0.5
OF_THE_TIME = 1 / 200
"""Reports come at most every half second, and on a long run at most every 200th of its time."""
SEARCHING = frozenset({"LP", "MIP", "prices"})
WRITING = "tables"
KNOWN = frozenset(item.name for item in fields(Progress))


class Recorder:
    """Hears the reports of a solve: it writes them down, passes them on, and raises Ctrl-C when a stop is asked for.

    The solver takes Ctrl-C while it reports, keeps its best plan, and goes on to the tables; before that there is no
    plan to keep, and afterwards there is nothing left to stop.
    """

    def __init__(self, folder: Path, tell: Callable[[Progress], None] | None) -> None:
        """Starts afresh.

        Args:
            folder: The run's folder.
            tell: Also hears the reports, or None.
        """
        self._file = folder / PROGRESS
        self._stop = folder / STOP
        self._tell = tell
        self._latest: Progress | None = None
        self._stopped = False

    def hear(self, report: Progress) -> None:
        """Takes a report.

        Raises:
            KeyboardInterrupt: A stop is asked for, and this is the first report since.
        """
        if self._is_news(report):
            if self._latest is None or report.stage != self._latest.stage:
                logger.info("%.1f s: %s", report.seconds, report.stage)
            self._latest = report
            write_line(self._file, report)
        if self._tell is not None:
            self._tell(report)
        if not self._stopped and report.stage != WRITING and self._stop.exists():
            self._stopped = True
            logger.info("A stop was asked for.")
            raise KeyboardInterrupt

    def _is_news(self, report: Progress) -> bool:
        last = self._latest
        if last is None or (report.stage, report.round, report.incumbent) != (last.stage, last.round, last.incumbent):
            return True
        return report.seconds - last.seconds >= max(HALF_SECOND, OF_THE_TIME * report.seconds)


def write_line(file: Path, report: Progress) -> None:
    """Appends a report; a full disk may cost a report, not the plan."""
    try:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(report)) + "\n")
    except OSError as error:
        logger.warning("A report could not be written: %s", error)


def read_lines(folder: Path) -> tuple[Progress, ...]:
    """The reports of a run in order of time; a line that is not whole is left out."""
    try:
        text = (folder / PROGRESS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    found = []
    for line in text.splitlines():
        try:
            read = json.loads(line)
            found.append(Progress(**{name: value for name, value in read.items() if name in KNOWN}))
        except (ValueError, TypeError, AttributeError):
            continue
    return tuple(found)
