"""Routes: what each may carry, when it is open, and how much passes on it and on its corridor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.projects import added, blocks
from model.certificate.read import items, within
from model.certificate.rows import at_most, broken, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def routes_of(inputs: Inputs, shipped: pd.DataFrame) -> pd.DataFrame:
    """The routes by name; without that table anything moves freely, on a route called `ORIGIN to DESTINATION`."""
    rows = inputs.keyed("routes")
    if len(rows):
        return rows
    names = pd.Index(sorted(set(shipped.index.get_level_values(0))), name="route", dtype="str")
    ends = [str(name).partition(" to ") for name in names]
    free = pd.DataFrame(
        {"origin": [end[0] for end in ends], "destination": [end[2] for end in ends]}, index=names, dtype="str"
    )
    free = free.assign(**dict.fromkeys(("corridor", "chokepoints", "materials", "requires_project"), ""))
    free = free.assign(**dict.fromkeys(("capacity_t_per_year", "first_year", "last_year"), np.nan), cost_usd_per_t=0.0)
    return free.assign(route=names)


def shipments(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What moves on each known route, by route, material and year; t/yr."""
    shipped = decided["shipped"]
    rows = routes_of(inputs, shipped)
    return shipped[shipped.index.get_level_values(0).isin(rows.index)]


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Capacities of routes and corridors, spans, materials, and the projects that open a route.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    shipped = decided["shipped"]
    rows = routes_of(inputs, shipped)
    names = shipped.index.get_level_values(0)
    yield broken("route is known", sorted({str(name) for name in names[~names.isin(rows.index)]}))
    shipped = shipments(inputs, decided)
    names, carried = (shipped.index.get_level_values(level) for level in (0, 1))
    least = pd.Series(floor.reindex(carried).fillna(1.0).to_numpy(), index=shipped.index)
    by_route = least.groupby(level=0).max() if len(least) else least
    on_route = sums(shipped, names)
    if len(inputs["routes"]):
        limit = inputs.by_year("routes", "capacity_t_per_year").fillna(np.inf)
        more = added(inputs, decided, "route_capacity").reindex(limit.index).fillna(0.0)
        yield at_most("capacity of a route", on_route, limit + more, floor=by_route)
    corridor = rows["corridor"].reindex(on_route.index)
    used = sums(on_route[corridor != ""], corridor[corridor != ""])
    limit = inputs.by_year("corridors", "capacity_t_per_year").fillna(np.inf)
    more = added(inputs, decided, "corridor_capacity").reindex(limit.index).fillna(0.0)
    yield at_most("capacity of a corridor", used, limit + more, floor=float(least.max()) if len(least) else 1.0)
    closed = on_route.where(~within(rows.loc[on_route.index], inputs.years), 0.0)
    yield at_most("route in its span", closed, closed * 0.0, floor=by_route)
    takes = {str(name): items(cell) for name, cell in rows["materials"].items()}
    barred = [bool(takes[route]) and material not in takes[route] for route, material in shipped.index]
    refused = shipped[np.asarray(barred, dtype=bool)]
    yield at_most("route takes the material", refused, refused * 0.0, floor=least)
    project = rows["requires_project"].reindex(on_route.index)
    waiting = on_route[project != ""]
    standing = blocks(inputs, decided, ramped=False).reindex(project[project != ""]).set_axis(waiting.index)
    shut = waiting.where(standing < 0.5, 0.0)
    yield at_most("route waits for its project", shut, shut * 0.0, floor=by_route)
