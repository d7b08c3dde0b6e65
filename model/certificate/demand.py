"""Demand: what is delivered, substituted and short, and the scrap that past use gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.projects import blocks
from model.certificate.rows import at_most, broken, spread, sums
from model.certificate.supply import ramped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs

LEVELS = ("place", "sector", "material")


def demanded(inputs: Inputs) -> pd.DataFrame:
    """Demand by place, sector and material, a column a year; t/yr."""
    return inputs.over_years("demand", "quantity_t")


def substituted_for(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What substitution takes off each demand, by year; t/yr."""
    amounts = decided["substituted"]
    rows = inputs.keyed("substitutes").reindex(amounts.index.get_level_values("substitute"))
    off = sums(amounts, amounts.index.get_level_values("place"), rows["sector"], rows["material"])
    return off.reindex(demanded(inputs).index).fillna(0.0)


def delivered(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What the chain delivers to each demand, by year; t/yr."""
    wanted = demanded(inputs)
    return wanted - substituted_for(inputs, decided) - decided["shortfall"].reindex(wanted.index).fillna(0.0)


def replaced(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What replacements consume, by place and replacement, a column a year; t/yr."""
    amounts = decided["substituted"]
    rows = inputs.keyed("substitutes").reindex(amounts.index.get_level_values("substitute"))
    used = amounts.mul(rows["replacement_t_per_t"].to_numpy(), axis=0)
    named = (rows["replacement"] != "").to_numpy()
    return sums(used[named], used[named].index.get_level_values("place"), rows["replacement"][named])


def shortage_costs(inputs: Inputs) -> pd.DataFrame:
    """What a tonne short costs each demand, by year; NaN where no shortage is allowed; USD/t."""
    wanted = demanded(inputs)
    sector, material = wanted.index.get_level_values("sector"), wanted.index.get_level_values("material")
    stated = inputs.by_year("sectors", "shortage_cost_usd_per_t").reindex(sector).set_axis(wanted.index)
    multiple = inputs.keyed("sectors")["shortage_cost_multiple"].reindex(sector).to_numpy()
    benchmark = inputs.benchmark.reindex(material).set_axis(wanted.index)
    return stated.fillna(benchmark.mul(multiple, axis=0))


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[pd.DataFrame]:
    """Demand is met but for what is substituted or short, and neither is more than it may be.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    wanted = demanded(inputs)
    least = pd.Series(floor.reindex(wanted.index.get_level_values("material")).to_numpy(), index=wanted.index)
    short = decided["shortfall"]
    yield broken("demand is known", [", ".join(key) for key in short.index.difference(wanted.index)])
    short = short.reindex(wanted.index).fillna(0.0)
    off = substituted_for(inputs, decided)
    yield at_most("substituted and short within demand", off + short, wanted, floor=least)
    sector = wanted.index.get_level_values("sector")
    largest = inputs.keyed("sectors")["largest_shortage"].reindex(sector).fillna(0.0).to_numpy()
    allowed = wanted.mul(largest, axis=0).where(shortage_costs(inputs).notna(), 0.0)
    yield at_most("largest shortage", short, allowed, floor=least)
    yield from substitution(inputs, decided, least)
    yield from scrap(inputs, decided, floor)


def substitution(inputs: Inputs, decided: Decided, least: pd.Series) -> Iterator[pd.DataFrame]:
    """Each substitute takes at most its share of demand, once it and its programme are there."""
    amounts = decided["substituted"]
    if amounts.empty:
        return
    rows = inputs.keyed("substitutes").reindex(amounts.index.get_level_values("substitute"))
    places = amounts.index.get_level_values("place")
    wanted = demanded(inputs).reindex(pd.MultiIndex.from_arrays([places, rows["sector"], rows["material"]]))
    started = since(inputs, decided, rows)
    most = wanted.set_axis(amounts.index).mul(rows["largest_share"].to_numpy(), axis=0)
    limit = most * started.to_numpy()
    size = pd.Series(least.reindex(wanted.index).to_numpy(), index=amounts.index)
    yield at_most("largest share of a substitute", amounts, limit.fillna(0.0), floor=size)


def since(inputs: Inputs, decided: Decided, rows: pd.DataFrame) -> pd.DataFrame:
    """How much of its largest share each substitute has reached: it ramps up from its first year of use.

    That is its first year, and that in which its programme is on line for the first time, whichever is later.
    """
    years = np.asarray(inputs.years, dtype=float)
    standing = blocks(inputs, decided, ramped=False) > 0.5
    on_line = spread(pd.Series(index=standing.index, dtype=float), inputs.years).fillna(0.0) + years
    programme = on_line.where(standing).min(axis=1)
    needs = rows["requires_project"]
    opened = programme.reindex(needs).fillna(np.inf).where((needs != "").to_numpy(), -np.inf).to_numpy()
    first = np.maximum(rows["first_year"].fillna(-np.inf).to_numpy(), opened)
    reached = ramped(rows.assign(first_year=first), inputs.years)
    there = standing.reindex(needs).fillna(value=True).to_numpy(dtype=bool)
    return reached.where((years[None, :] >= first[:, None]) & there, 0.0)


def scrap(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[pd.DataFrame]:
    """Scrap collected is at most what use so many years before gives back."""
    taken = decided["collected"]
    rows = inputs["scrap_returns"].set_index(["sector", "material", "scrap", "place"])
    yield broken("scrap return is known", [", ".join(key) for key in taken.index.difference(rows.index)])
    if rows.empty:
        return
    taken = taken.reindex(rows.index).fillna(0.0)
    limit = pd.DataFrame(
        [given_back(inputs, *key, row) for key, row in rows.iterrows()],  # type: ignore[misc]
        index=rows.index,
        columns=list(inputs.years),
    )
    size = pd.Series(floor.reindex(rows.index.get_level_values("scrap")).fillna(1.0).to_numpy(), index=rows.index)
    yield at_most("scrap that comes back", taken, limit, floor=size)


def given_back(inputs: Inputs, sector: str, material: str, _: str, place: str, row: pd.Series) -> list[float]:
    """Scrap that one use gives back in each year: past use as stated, planned demand afterwards; t/yr."""
    found = []
    for year in inputs.years:
        used = int(year - row["lag_years"])
        table = "past_use" if used < inputs.years[0] else "demand"
        use = inputs.over_years(table, "quantity_t", [used])
        key = (place, sector, material)
        found.append(float(use.loc[key, used]) * row["collection_rate"] if key in use.index else 0.0)
    return found
