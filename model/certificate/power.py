"""Power pools: what their plants draw within a year's megawatt hours, and what the buyer's own plants pay for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.processing import runs
from model.certificate.projects import added
from model.certificate.read import times
from model.certificate.rows import at_most, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows

HOURS = 365 * 24


def needs(inputs: Inputs) -> pd.Series:
    """Power that a tonne of throughput takes in each plant that names a pool; MWh/t."""
    rows = inputs.keyed("plants")
    pooled = rows[rows["pool"] != ""]
    return inputs.keyed("processes")["power_mwh_per_t"].reindex(pooled["process"]).set_axis(pooled.index)


def taken(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Power that each plant of a pool takes, by year; MWh/yr."""
    each = needs(inputs)
    return runs(inputs, decided).reindex(each.index).mul(each, axis=0)


def power_costs(inputs: Inputs, decided: Decided) -> pd.Series:
    """What power costs in plants that charge no toll, by year; USD/yr."""
    mwh = taken(inputs, decided)
    rows = inputs.keyed("plants").loc[mwh.index]
    price = inputs.by_year("pools", "cost_usd_per_mwh").reindex(rows["pool"]).set_axis(mwh.index)
    own = inputs.by_year("plants", "toll_usd_per_t").loc[mwh.index].isna()
    return (mwh * price).where(own, 0.0).sum()


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """What the plants of each pool take, against its hours.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by plant; t/yr.
    """
    mwh = taken(inputs, decided)
    pool = inputs.keyed("plants")["pool"].reindex(mwh.index)
    extra = added(inputs, decided, "power_mw").reindex(inputs["pools"]["pool"]).fillna(0.0)
    megawatts = inputs.by_year("pools", "capacity_mw") + extra
    room = HOURS * times(megawatts, inputs.by_year("pools", "load_factor"))
    least = (needs(inputs) * floor.reindex(mwh.index)).groupby(pool.to_numpy()).max() if len(mwh) else floor
    yield at_most("power of a pool", sums(mwh, pool), room, floor=least)
