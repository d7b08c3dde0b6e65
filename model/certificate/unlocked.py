"""What agreements unlock: nothing is signed, bought, decided or shipped that is closed without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.agreements import acting, effects, most_added, opened
from model.certificate.contracts import contracts_of, most_volume, signed_volume
from model.certificate.read import times
from model.certificate.rows import at_most, broken, spread, sums
from model.certificate.supply import bought, most_available
from model.certificate.transport import shipments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def locks(inputs: Inputs) -> dict[str, list[int]]:
    """The rows of `effect_rows` that unlock each contract: its own, or for one with a volume its supplier's."""
    found: dict[str, list[int]] = {}
    own, sellers = acting(inputs, "unlock", "contract"), acting(inputs, "unlock", "supplier")
    for name, row in contracts_of(inputs).iterrows():
        mine = list(own.index[own["target"] == name])
        theirs = list(sellers.index[sellers["target"] == row["supplier"]]) if row["kind"] != "spot" else []
        if mine or theirs:
            found[str(name)] = mine or theirs
    return found


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Contracts, suppliers, projects and routes that agreements unlock.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    yield from contracts(inputs, decided, floor)
    suppliers = inputs.keyed("suppliers")
    open_suppliers = opened(inputs, decided, "supplier")
    taken = bought(inputs, decided).reindex(open_suppliers.index)
    most = times(most_available(inputs).reindex(open_suppliers.index), open_suppliers)
    least = floor.reindex(suppliers["material"]).set_axis(suppliers.index)
    yield at_most("supplier is unlocked", taken, most, floor=least)
    projects = opened(inputs, decided, "project")
    built = decided["built"].reindex(projects.index).fillna(0.0)
    blocks = inputs.keyed("projects")["max_blocks"].reindex(projects.index)
    yield at_most("project is unlocked", built, projects.mul(blocks, axis=0))
    routes = opened(inputs, decided, "route")
    shipped = shipments(inputs, decided)
    on_route = sums(shipped, shipped.index.get_level_values(0)).reindex(routes.index).fillna(0.0)
    limit = inputs.by_year("routes", "capacity_t_per_year").reindex(routes.index)
    limit = limit.add(most_added(inputs, "route").reindex(routes.index).fillna(0.0), axis=0)
    yield at_most("route is unlocked", on_route, times(limit, routes))


def contracts(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Contracts are signed, and in force or used, only with an agreement that unlocks them."""
    rows = contracts_of(inputs)
    found = locks(inputs)
    covered = decided["covered"]
    term = [name for name in found if rows.at[name, "kind"] != "spot"]
    yield broken("contract is known", [str(name) for name in covered.index.difference(pd.Index(term))])
    reached = effects(inputs, decided)
    share = pd.DataFrame(
        {name: reached.loc[own].sum() for name, own in found.items()}, index=list(inputs.years), dtype=float
    ).T
    least = floor.reindex(rows["material"]).set_axis(rows.index)
    most = spread(most_volume(inputs).reindex(share.index), inputs.years)
    limit = times(most, share)
    volume = decided["volume"].reindex(term).fillna(0.0)
    yield at_most("signed with its agreement", volume, limit, floor=least)
    covered = covered.reindex(term).fillna(0.0)
    signed = signed_volume(inputs, decided).reindex(term)
    yield at_most("no more in force than signed", covered, signed, floor=least)
    yield at_most("in force with its agreement", covered, limit, floor=least)
    nearest = pd.DataFrame(
        {name: reached.loc[found[name]].max() for name in term}, index=list(inputs.years), dtype=float
    ).T
    owed = signed - times(most.reindex(term), 1.0 - nearest)
    yield at_most("in force in full", owed, covered, floor=least, gross=signed + covered)
    spot = [name for name in found if rows.at[name, "kind"] == "spot"]
    lifted = decided["lifted"].reindex(spot).fillna(0.0)
    yield at_most("spot with its agreement", lifted, limit, floor=least)
