"""The material balance of every place and material, and what may be sent on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.contracts import contracts_of
from model.certificate.demand import delivered, replaced
from model.certificate.processing import flows
from model.certificate.rows import at_most, compared, sums, total
from model.certificate.stocks import levels
from model.certificate.transport import routes_of, shipments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def sources(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What appears at each place of each material without having arrived there, by year; t/yr."""
    contracts = contracts_of(inputs)
    lifted = decided["lifted"].reindex(contracts.index).fillna(0.0)
    made = flows(inputs, decided).clip(lower=0.0)
    piles = inputs.keyed("stockpiles")
    scrap = decided["collected"]
    return total(
        sums(lifted, contracts["place"], contracts["material"]),
        sums(made, made.index.get_level_values("place"), made.index.get_level_values("material")),
        sums(levels(inputs, decided, "released"), piles["place"], piles["material"]),
        sums(scrap, scrap.index.get_level_values("place"), scrap.index.get_level_values("scrap")),
    )


def moved(inputs: Inputs, decided: Decided, end: str) -> pd.DataFrame:
    """What leaves each place (`origin`), or arrives there (`destination`), by material and year; t/yr."""
    shipped = shipments(inputs, decided)
    names = shipped.index.get_level_values(0)
    return sums(shipped, routes_of(inputs, shipped)[end].reindex(names), shipped.index.get_level_values(1))


def uses(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What is used, stocked, delivered or discarded at each place of each material, by year; t/yr."""
    used = (-flows(inputs, decided)).clip(lower=0.0)
    piles = inputs.keyed("stockpiles")
    met = delivered(inputs, decided)
    gone = decided["discarded"]
    return total(
        sums(used, used.index.get_level_values("place"), used.index.get_level_values("material")),
        sums(levels(inputs, decided, "stocked"), piles["place"], piles["material"]),
        sums(met, met.index.get_level_values("place"), met.index.get_level_values("material")),
        replaced(inputs, decided),
        sums(gone, gone.index.get_level_values("place"), gone.index.get_level_values("material")),
    )


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """What comes to a place is what goes from it; only what appears there is sent on.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    here, arrivals = sources(inputs, decided), moved(inputs, decided, "destination")
    departures, gone = moved(inputs, decided, "origin"), uses(inputs, decided)
    come, go = total(here, arrivals), total(departures, gone)
    index = come.index.union(go.index)
    come, go = come.reindex(index).fillna(0.0), go.reindex(index).fillna(0.0)
    materials = index.get_level_values(1) if len(index) else index
    least = pd.Series(floor.reindex(materials).fillna(1.0).to_numpy(), index=index, dtype=float)
    yield compared("material balance", come, go, (come - go).abs(), floor=least, gross=come + go)
    yield at_most("no sending on", departures, here, floor=least)
