"""Whom and what the obligations of agreements speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.agreed import targets
from model.case.rows import whole
from model.flows import contents, recipe_of
from model.minerals import named_minerals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.case import Case

Obligation = tuple[str, str, str]
"""Agreement, kind of target, target: the index of an obligation among those of its kind."""


def obligation(row: Any) -> Obligation:
    """The index of an obligation of one kind."""
    return row.agreement, row.target_kind, row.target


def owing_suppliers(case: Case, row: Any) -> list[str]:
    """The suppliers of which an obligation speaks: those named, or all at a place that sell its minerals."""
    named = targets(row)
    minerals = named_minerals(row)
    content = contents(case)
    return [
        x.supplier
        for x in case.rows("suppliers")
        if (x.supplier if row.target_kind == "supplier" else x.place) in named
        and (not minerals or any(content.get((x.material, mineral), 0.0) > 0 for mineral in minerals))
    ]


def owing_projects(case: Case, row: Any) -> list[str]:
    """The projects whose jobs an obligation speaks of: those named, or all of its places; only such as give jobs."""
    named = targets(row)
    return [
        x.project
        for x in case.rows("projects")
        if (x.project if row.target_kind == "project" else x.place) in named and x.jobs_per_block > 0
    ]


def due_years(case: Case, row: Any) -> list[int]:
    """The planning years in which something is owed from `by_year` on: from the period that holds it, or all."""
    by_year = whole(row.by_year)
    if by_year is None:
        return list(case.years)
    held = max((t for t in case.years if t <= by_year), default=case.years[0])
    return [t for t in case.years if t >= held]


def minerals_of(case: Case, row: Any, suppliers: Iterable[str]) -> list[str]:
    """The minerals of which an obligation speaks: those named, or all that its suppliers sell."""
    sold = {x.material for x in case.rows("suppliers") if x.supplier in suppliers}
    held = dict.fromkeys(mineral for (material, mineral), share in contents(case).items() if material in sold and share)
    named = named_minerals(row)
    return [mineral for mineral in held if not named or mineral in named]


def flows_of(case: Case, suppliers: Iterable[str], mineral: str) -> tuple[dict[str, float], dict[str, float]]:
    """Contained t of a mineral per t bought of each supplier, and per t run through each plant of their places."""
    content = contents(case)
    sellers = [x for x in case.rows("suppliers") if x.supplier in suppliers]
    places, materials = {x.place for x in sellers}, {x.material for x in sellers}
    recipes = recipe_of(case)
    used = {
        plant.plant: sum(-recipes[plant.plant].get(m, 0.0) * content.get((m, mineral), 0.0) for m in materials)
        for plant in case.rows("plants")
        if plant.place in places
    }
    bought = {x.supplier: content.get((x.material, mineral), 0.0) for x in sellers}
    return bought, {p: amount for p, amount in used.items() if amount > 0}
