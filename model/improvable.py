"""The quantities for which agreements improve an indicator: bought, run or shipped, and the most they could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.agreed import most_added
from model.errors import InputError, Issue
from model.shared import most_bought, most_line_capacity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.case import Case

Holder = tuple[str, str, str, str]
"""Supplier, plant or route; its name; what a route carries; node."""


def component_of(model: Any, kind: str) -> Any:
    """What is bought of suppliers, run in plants or shipped on routes."""
    return {"supplier": model.Bought, "plant": model.Run, "route": model.Shipped}[kind]


def index_of(kind: str, name: str, material: str, node: str) -> tuple[str, ...]:
    """The index of a quantity in its component."""
    return (name, material, node) if kind == "route" else (name, node)


def in_model(model: Any, holder: Holder) -> bool:
    """Whether there is such a quantity."""
    return index_of(*holder) in component_of(model, holder[0])


def most_improvable(model: Any, case: Case, holders: Iterable[Holder]) -> dict[Holder, float]:
    """The most that could be bought of a supplier, run in a plant or shipped on a route [t/yr].

    Raises:
        InputError: There is no most.
    """
    wanted = list(holders)
    growth = {kind: most_added(case, kind) for kind in ("plant", "route", "corridor")} if wanted else {}
    limited = [(name, n) for kind, name, _, n in wanted if kind == "supplier" and name in model.LIMITED_SUPPLIERS]
    bought = most_bought(model, case, limited)
    corridor = {row.route: row.corridor for row in case.rows("routes")}
    most = {}
    for holder in wanted:
        kind, name, _, n = holder
        t, through = model.year[n], corridor.get(name, "")
        if kind == "plant":
            most[holder] = most_line_capacity(model, name, growth[kind])
        elif kind == "supplier" and (name, n) in bought:
            most[holder] = bought[name, n]
        elif kind == "route" and (name, t) in model.route_limit:
            most[holder] = model.route_limit[name, t] + growth[kind].get(name, 0.0)
        elif kind == "route" and (through, t) in model.corridor_limit:
            most[holder] = model.corridor_limit[through, t] + growth["corridor"].get(through, 0.0)
    require_most(dict.fromkeys(holder[:2] for holder in wanted if holder not in most))
    return most


def require_most(bare: Iterable[tuple[str, str]]) -> None:
    """What an agreement improves, and a rule speaks of, needs a capacity.

    Raises:
        InputError: Something has none.
    """
    issues = [
        Issue(
            table=f"{kind}s",
            column="capacity_t_per_year",
            message=f"an agreement improves an indicator of {kind} {name!r} for a rule, and it has no capacity",
            hint="Give capacity_t_per_year.",
        )
        for kind, name in bare
    ]
    if issues:
        raise InputError(issues)
