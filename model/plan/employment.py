"""Jobs in a plan: what the projects on line give, by place and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.case.rows import each_row
from model.plan.words import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case
    from model.plan.views import Frames

TYPES = {"place": "str", "project": "str", "name": "str", "year": "int64", "blocks": "float64", "jobs": "float64"}


def job_table(case: Case, read: Frames) -> pd.DataFrame:
    """The jobs at each project on line.

    Returns:
        `place`, `project`, `name`, `year`, `blocks` (on line), `jobs`: a row for each project and year with jobs.
    """
    projects = case.filled("projects").set_index("project")[["name", "place", "jobs_per_block"]]
    frame = read["on_line"].rename(columns={"on_line_blocks": "blocks"}).join(projects, on="project")
    frame["blocks"] = frame["blocks"].round()
    frame["jobs"] = frame["blocks"] * frame["jobs_per_block"].astype(float)
    found = frame.loc[frame["jobs"] > 0, list(TYPES)].sort_values(["place", "year", "project"], ignore_index=True)
    return found.astype(TYPES)


def job_kpis(jobs: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Jobs by place and year."""
    for row in each_row(by_place(jobs)):
        yield "jobs", "", "", row.place, "trunk", row.year, row.jobs, "jobs"


def job_lines(jobs: pd.DataFrame) -> Iterator[str]:
    """Each place: its jobs in the year of the most, and in the last year."""
    for place, rows in by_place(jobs).groupby("place", sort=False):
        most, last = rows.iloc[int(rows["jobs"].argmax())], rows.iloc[-1]
        then = f", {plain_number(last['jobs'])} in {last['year']}" if last["jobs"] < most["jobs"] else ""
        yield f"{place}: {plain_number(most['jobs'])} jobs at projects on line in {most['year']}{then}"


def by_place(jobs: pd.DataFrame) -> pd.DataFrame:
    """Jobs by place and year."""
    return jobs.groupby(["place", "year"], as_index=False)[["jobs"]].sum()
