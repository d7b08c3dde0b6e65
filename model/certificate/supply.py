"""Suppliers: what each can sell, what contracts leave for the spot market, and what its reserve allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.agreements import acting, most_added
from model.certificate.assisted import of_contracts, on_top
from model.certificate.contracts import contracts_of, in_force
from model.certificate.projects import added
from model.certificate.read import times, within
from model.certificate.rows import at_most, broken, equal, spread, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def ramped(rows: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The part of the full amount that a row reaches in each year: it grows in equal steps from its first year."""
    age = np.asarray(years, dtype=float)[None, :] - rows["first_year"].fillna(-np.inf).to_numpy()[:, None]
    ramp = np.maximum(rows["ramp_up_years"].to_numpy(), 1.0)[:, None]
    return pd.DataFrame(np.clip((age + 1.0) / ramp, 0.0, 1.0), index=rows.index, columns=list(years))


def capacity(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What each supplier can sell to the buyer, with what projects add, by year; t/yr, inf where nothing limits it."""
    rows = inputs.keyed("suppliers")
    more = added(inputs, decided, "supplier_capacity").reindex(rows.index).fillna(0.0)
    return (own_capacity(inputs) + more).where(within(rows, inputs.years), 0.0)


def own_capacity(inputs: Inputs) -> pd.DataFrame:
    """What each supplier can sell to the buyer by itself, by year; t/yr, inf where nothing limits it."""
    rows = inputs.keyed("suppliers")
    stated = inputs.by_year("suppliers", "capacity_t_per_year").fillna(np.inf)
    own = times(times(stated, inputs.by_year("suppliers", "reach")), ramped(rows, inputs.years))
    return own.where(within(rows, inputs.years), 0.0)


def most_available(inputs: Inputs) -> pd.DataFrame:
    """What each supplier could deliver with all that could be added, at its best availability; t/yr."""
    own = own_capacity(inputs)
    most = own.add(most_added(inputs, "supplier").reindex(own.index).fillna(0.0), axis=0)
    rows = acting(inputs, "availability_uplift", "supplier")
    uplift = rows["value"].astype(float).groupby(rows["target"]).sum().reindex(own.index).fillna(0.0)
    return times(most, inputs.by_year("suppliers", "availability").add(uplift, axis=0))


def bought(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What is lifted from each supplier, by year; t/yr."""
    rows = contracts_of(inputs)
    lifted = decided["lifted"].reindex(rows.index).fillna(0.0)
    return sums(lifted, rows["supplier"]).reindex(inputs["suppliers"]["supplier"]).fillna(0.0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Capacity, what contracts leave for the spot market, and reserves.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    suppliers = inputs.keyed("suppliers")
    least = floor.reindex(suppliers["material"]).set_axis(suppliers.index)
    rows = contracts_of(inputs)
    room = capacity(inputs, decided)
    available = inputs.by_year("suppliers", "availability")
    taken = bought(inputs, decided)
    assured = on_top(inputs, decided, own_capacity(inputs))
    yield at_most("capacity of a supplier", taken, times(room, available) + assured, floor=least)
    force = in_force(inputs, decided)
    signed = sums(force, rows.loc[force.index, "supplier"]).reindex(suppliers.index).fillna(0.0)
    yield at_most("contracts within capacity", signed, room, floor=least)
    spot = rows[rows["kind"] == "spot"]
    lifted = decided["lifted"].reindex(spot.index).fillna(0.0)
    spot_taken = sums(lifted, spot["supplier"])
    contracted = of_contracts(inputs, decided)
    secured = sums(contracted, rows["supplier"]).reindex(suppliers.index).fillna(0.0)
    rest = times(room - signed, available) + assured - secured
    size = spot_taken + times(room, available).replace(np.inf, 0.0).reindex(spot_taken.index)
    yield at_most("spot gets what contracts leave", spot_taken, rest, floor=least, gross=size)
    drawn = taken.mul(inputs.years_in, axis=1).cumsum(axis=1)
    limited = suppliers["reserve_t"].dropna()
    yield at_most("reserve of a supplier", drawn.loc[limited.index], spread(limited, inputs.years), floor=least)
    yield equal("drawn so far", decided["drawn"], drawn, floor=least)
    strange = decided["active"].index.difference(suppliers.index)
    yield broken("supplier is known", [str(name) for name in strange])
