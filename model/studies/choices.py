"""The distinct sets of agreements and projects, in the order of the least that a plan with each of them costs.

After each set it alone is ruled out by a row (a no-good cut), and the best plan of what is left has the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.errors import NoPlanError
from model.solver import Status
from model.studies.groups import chosen_agreements, chosen_projects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case import Case
    from model.studies.pool import Pool

CUT = "no-good {}"


@dataclass(frozen=True)
class Choice:
    """A set of agreements and projects.

    Attributes:
        agreements: Those that are joined.
        projects: Those of which anything is built.
        cost: The least that was found that a plan with exactly them costs; USD.
        bound: What such a plan costs at least, as far as that is proven; USD.
    """

    agreements: tuple[str, ...]
    projects: tuple[str, ...]
    cost: float
    bound: float


def add_marks(model: Any) -> None:
    """Adds for each project of several blocks a binary that says whether any of it is built.

    They have no description, so that they stand in no table of the plan.
    """
    several = [j for j in model.PROJECTS if model.max_blocks[j] > 1 and len(model.DECIDABLE[j])]
    model.Marked = pyo.Var(several, domain=pyo.Binary)
    model.marked_when_built = pyo.Constraint(
        several, rule=lambda model, j: blocks(model, j) <= model.max_blocks[j] * model.Marked[j]
    )
    model.built_when_marked = pyo.Constraint(several, rule=lambda model, j: model.Marked[j] <= blocks(model, j))


def blocks(model: Any, project: str) -> Any:
    """The blocks of a project, over the horizon."""
    return sum(model.Built[project, t] for t in model.DECIDABLE[project])


def marks(case: Case, model: Any) -> dict[tuple[str, str], Any]:
    """Whether each agreement is joined and each project built at all, as an expression that is 0 or 1."""
    found: dict[tuple[str, str], Any] = {
        ("agreement", g): sum(model.Joined[g, t] for t in model.JOINING_YEARS[g])
        for g in chosen_agreements(case, model)
    }
    for j in chosen_projects(case, model):
        found["project", j] = model.Marked[j] if j in model.Marked else blocks(model, j)
    return found


def cheapest_sets(asked: Pool, number: int) -> tuple[list[Choice], bool]:
    """The cheapest sets under the ceiling, and whether they are all there are.

    Args:
        asked: A loaded case with its marks and a ceiling on its cost.
        number: How many sets to find at most.

    Raises:
        NoPlanError: A search was interrupted.
    """
    found: list[Choice] = []
    own = marks(asked.loaded.case, asked.loaded.model)
    while len(found) < number:
        asked.heard()
        asked.counts["searches"] += 1
        ended, point = asked.extremes.search(None, asked.plans[0].point, progress=lambda _: asked.heard())
        if ended.status in (Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN):
            raise NoPlanError(str(ended.status), f"{asked.loaded.case.name}: interrupted; nothing is kept.")
        if point is None or ended.objective is None:
            return found, ended.status == Status.INFEASIBLE
        asked.take(point)
        taken = {key: pyo.value(mark) > 0.5 for key, mark in own.items()}
        found.append(choice(taken, ended.objective, ended.bound))
        if not own:
            return found, True
        otherwise = sum(1 - own[key] if there else own[key] for key, there in taken.items())
        asked.loaded.handle.limit(CUT.format(len(found)), otherwise, lower=1.0)
    return found, False


def choice(taken: Mapping[tuple[str, str], bool], cost: float, bound: float | None) -> Choice:
    """The set of what is taken."""
    of = {kind: tuple(name for (what, name), there in taken.items() if there and what == kind) for kind in KINDS}
    return Choice(of["agreement"], of["project"], cost, float("-inf") if bound is None else bound)


KINDS = ("agreement", "project")
