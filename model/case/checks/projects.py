"""Checks of what projects require of each other."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading
from model.case.records import Row, split_list
from model.errors import Issue


def project_issues(reading: Reading) -> Iterator[Issue]:
    """Projects that wait for themselves, exclude themselves, or share blocks in a chain."""
    projects = {row["project"]: row for _, row in reading.rows("projects")}
    told: set[frozenset[str]] = set()
    for origin, row in reading.rows("projects"):
        name, shared = row["project"], row["shares_blocks_with"]
        if shared == name:
            yield origin.issue(
                "projects", "shares_blocks_with", shared, "is the project itself", "Leave the cell empty."
            )
        elif shared in projects and projects[shared]["shares_blocks_with"] not in ("", shared):
            end = projects[shared]["shares_blocks_with"]
            message = f"shares the blocks of {end} itself"
            yield origin.issue("projects", "shares_blocks_with", shared, message, f"Write {end}.")
        if row["jobs_per_block"] > 0 and not row["place"]:
            message = "is empty, and the project gives jobs, which are somewhere"
            yield origin.issue("projects", "place", "", message, "Write where they are.")
        if name in split_list(row["excludes"]):
            yield origin.issue("projects", "excludes", row["excludes"], "names the project itself", "Take it out.")
        circle = _circle(name, projects)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            message = f"goes in a circle: {' -> '.join(circle)}"
            yield origin.issue("projects", "requires", row["requires"], message, "Take one of them out.")


def _circle(start: str, projects: dict[str, Row]) -> list[str]:
    """The way along `requires` from a project back to itself, if there is one."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for needed in split_list(projects[way[-1]]["requires"]) if way[-1] in projects else ():
            if needed == start:
                return [*way, start]
            if needed not in seen:
                seen.add(needed)
                ways.append([*way, needed])
    return []
