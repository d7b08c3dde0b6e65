"""Stockpiles: levels from year to year, limits, and what is held at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.projects import added
from model.certificate.rows import at_most, broken, equal, spread, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def levels(inputs: Inputs, decided: Decided, name: str) -> pd.DataFrame:
    """A decision about each stockpile, by year."""
    return decided[name].reindex(inputs["stockpiles"]["stockpile"]).fillna(0.0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series, required: pd.Series) -> Iterator[Rows]:
    """The balance of each stock over time, and its limits.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
        required: The most that cover rules ask for at the end, by mineral; contained t.
    """
    rows = inputs.keyed("stockpiles")
    for name in ("stock", "stocked", "released", "valued"):
        yield broken("stockpile is known", [str(key) for key in decided[name].index.difference(rows.index)])
    least = floor.reindex(rows["material"]).set_axis(rows.index)
    stock, stocked, released = (levels(inputs, decided, name) for name in ("stock", "stocked", "released"))
    before = stock.shift(1, axis=1)
    before[inputs.years[0]] = rows["initial_t"]
    kept = pd.DataFrame({year: (1.0 - rows["loss_per_year"]) ** inputs.years_in[year] for year in inputs.years})
    change = (stocked - released).mul(inputs.years_in, axis=1)
    moved = (stocked + released).mul(inputs.years_in, axis=1)
    yield equal("stock balance", stock, kept * before + change, floor=least, gross=stock + before + moved)
    limit = inputs.by_year("stockpiles", "capacity_t").fillna(np.inf)
    more = added(inputs, decided, "stockpile_capacity").reindex(rows.index).fillna(0.0)
    yield at_most("capacity of a stockpile", stock, limit + more, floor=least)
    for moving, column, check in (
        (stocked, "fill_t_per_year", "filling of a stockpile"),
        (released, "release_t_per_year", "release from a stockpile"),
    ):
        yield at_most(check, moving, spread(rows[column].fillna(np.inf), inputs.years), floor=least)
    last = [inputs.years[-1]]
    yield at_most("least stock at the end", rows[["least_end_t"]].set_axis(last, axis=1), stock[last], floor=least)
    yield from valuation(inputs, decided, least, required)


def valuation(inputs: Inputs, decided: Decided, least: pd.Series, required: pd.Series) -> Iterator[Rows]:
    """What is valued at the end is there, and no more than the larger of the initial stock and the required cover."""
    rows = inputs.keyed("stockpiles")
    last = [inputs.years[-1]]
    valued = levels(inputs, decided, "valued")
    yield at_most("valued stock is there", valued[last], levels(inputs, decided, "stock")[last], floor=least)
    yield at_most("valued only at the end", valued.drop(columns=last), valued * 0.0, floor=least)
    held = inputs.contents.merge(rows[["material", "initial_t"]].assign(stockpile=rows.index), on="material")
    contained = valued[last].reindex(held["stockpile"]).mul(held["content"].to_numpy(), axis=0)
    initial = sums((held["initial_t"] * held["content"]).to_frame(last[0]), held["mineral"])
    most = initial.clip(lower=required.reindex(initial.index).fillna(0.0), axis=0)
    size = pd.Series(
        (least.reindex(held["stockpile"]).to_numpy() * held["content"]).to_numpy(), index=held["mineral"].to_numpy()
    )
    yield at_most(
        "valued up to the initial stock or the cover",
        sums(contained, held["mineral"]),
        most,
        floor=size.groupby(level=0).max() if len(size) else size,
    )
    bare = ~rows["material"].isin(inputs.contents["material"])
    yield at_most(
        "valued up to the initial stock", valued.loc[bare, last], rows.loc[bare, ["initial_t"]].set_axis(last, axis=1)
    )


def end_values(inputs: Inputs) -> pd.Series:
    """What a tonne of each stockpile is worth at the end: as stated, or 0.9 of the last benchmark price; USD/t."""
    rows = inputs.keyed("stockpiles")
    last = inputs.benchmark[inputs.years[-1]].reindex(rows["material"]).set_axis(rows.index)
    return rows["end_value_usd_per_t"].fillna(0.9 * last).fillna(0.0)
