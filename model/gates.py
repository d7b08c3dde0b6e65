"""What gates hold closed, without the model: their suppliers, plants or projects, and the years of their steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.counting import ask
from model.indicators import SubjectKind, subjects
from model.minerals import named_minerals
from model.rules import rule_rows
from model.shared import active

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

GateKey = tuple[str, str, str]
"""Rule, kind of subject (supplier, plant, project), subject."""


@dataclass(frozen=True)
class Gate:
    """A gate before one supplier, plant or project.

    Attributes:
        delay: Years from the beginning of its step to its end.
        cost: What the step costs; USD.
        years: The planning years in which the gate holds.
        steps: The planning years in which a step that is begun ends in time for one of them.
    """

    delay: int
    cost: float
    years: tuple[int, ...]
    steps: tuple[int, ...]

    def opening(self, year: int) -> list[int]:
        """The years of beginning whose step is done by a year."""
        return [s for s in self.steps if s + self.delay <= year]


def gates(case: Case) -> dict[GateKey, Gate]:
    """Every gate by rule and subject; one that holds in no planning year is none.

    A committed project is decided before the horizon, and no gate stands before it.
    """
    found: dict[GateKey, Gate] = {}
    for name, rule in rule_rows(case, "gate").iterrows():
        years = tuple(active(rule, case.years))
        if years:
            delay = int(rule["delay_years"])
            steps = tuple(s for s in case.years if s + delay <= years[-1])
            gate = Gate(delay, float(rule["cost_usd"]), years, steps)
            found |= {(str(name), kind, subject): gate for kind, subject in gated(case, rule)}
    return found


def gated(case: Case, rule: Any) -> Iterator[tuple[str, str]]:
    """The kind and name of what a gate holds closed."""
    if rule["of"] == "projects":
        yield from (("project", project) for project, status in picked_projects(case, rule) if status != "committed")
    else:
        kind: SubjectKind = "supplier" if rule["of"] == "suppliers" else "plant"
        minerals = named_minerals(rule)
        for x in subjects(case, kinds=(kind,), minerals=minerals, stage=rule["stage"], where=rule["where"]):
            yield x.kind, x.name


def decided_already(case: Case, rule: Any) -> list[str]:
    """The projects that a gate picks and that are committed."""
    return [project for project, status in picked_projects(case, rule) if status == "committed"]


def picked_projects(case: Case, rule: Any) -> Iterator[tuple[str, str]]:
    """The projects that a gate before projects picks, with their status."""
    rows = case.filled("projects")
    rows = rows[ask(case, "projects", rows, rule["where"])]
    yield from zip(rows["project"], rows["status"], strict=True)
