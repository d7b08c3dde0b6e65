"""Demand: what is delivered, substituted and short, and the scrap that past use gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.projects import blocks_by_decision, starts
from model.certificate.rows import at_most, broken, sums

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows

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


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
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


def substitution(inputs: Inputs, decided: Decided, least: pd.Series) -> Iterator[Rows]:
    """Each substitute takes at most its share of demand, once it and its programme are there."""
    amounts = decided["substituted"]
    known = amounts.index.get_level_values("substitute").isin(inputs["substitutes"]["substitute"])
    yield broken("substitute is known", [", ".join(key) for key in amounts.index[~known]])
    amounts = amounts[known]
    if amounts.empty:
        return
    rows = inputs.keyed("substitutes").reindex(amounts.index.get_level_values("substitute"))
    places = amounts.index.get_level_values("place")
    wanted = demanded(inputs).reindex(pd.MultiIndex.from_arrays([places, rows["sector"], rows["material"]]))
    started = reached(inputs, decided, rows)
    most = wanted.set_axis(amounts.index).mul(rows["largest_share"].to_numpy(), axis=0)
    limit = most * started.to_numpy()
    size = pd.Series(least.reindex(wanted.index).to_numpy(), index=amounts.index)
    yield at_most("largest share of a substitute", amounts, limit.fillna(0.0), floor=size)


def reached(inputs: Inputs, decided: Decided, rows: pd.DataFrame) -> pd.DataFrame:
    """How much of its largest share each substitute has reached: it ramps up from its first use.

    That is its first year; of one that needs a programme not before a block of the programme is on line, and then as
    far as the block has its effect.
    """
    years = np.asarray(inputs.years, dtype=float)
    ramp = np.maximum(rows["ramp_up_years"].to_numpy(dtype=float), 1.0)[:, None, None]
    first = rows["first_year"].fillna(years[0]).to_numpy(dtype=float)[:, None]
    place = inputs["projects"].reset_index().set_index("project")["index"].reindex(rows["requires_project"])
    needs = place.notna().to_numpy()
    at = place.fillna(0).to_numpy(dtype=int)
    begin = np.repeat(first, len(years), axis=1)
    programme = np.zeros((len(rows), len(years), len(years)))
    if needs.any():
        begin[needs] = np.maximum(starts(inputs).to_numpy()[at], first)[needs]
        programme[needs] = blocks_by_decision(inputs, decided, ramped=True)[at[needs]]
    programme[~needs, 0, :] = 1.0
    age = years[None, None, :] - begin[:, :, None]
    part = np.where(age >= 0, np.minimum(1.0, (age + 1.0) / ramp), 0.0)
    share = np.minimum((part * programme).sum(axis=1), 1.0)
    return pd.DataFrame(share, index=rows.index, columns=list(inputs.years))


def scrap(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Scrap collected is at most what use so many years before gives back."""
    taken = decided["collected"]
    rows = inputs["scrap_returns"].set_index(["sector", "material", "scrap", "place"])
    yield broken("scrap return is known", [", ".join(key) for key in taken.index.difference(rows.index)])
    if rows.empty:
        return
    taken = taken.reindex(rows.index).fillna(0.0)
    limit = pd.DataFrame(
        [given_back(inputs, row) for row in inputs["scrap_returns"].to_dict("records")],
        index=rows.index,
        columns=list(inputs.years),
    )
    size = pd.Series(floor.reindex(rows.index.get_level_values("scrap")).fillna(1.0).to_numpy(), index=rows.index)
    yield at_most("scrap that comes back", taken, limit, floor=size)


def given_back(inputs: Inputs, row: Mapping[Hashable, Any]) -> list[float]:
    """Scrap that one use gives back in each year: past use as stated, planned demand afterwards; t/yr."""
    found = []
    for year in inputs.years:
        used = int(year - row["lag_years"])
        table = "past_use" if used < inputs.years[0] else "demand"
        use = inputs.over_years(table, "quantity_t", [used])[used].to_dict()
        found.append(use.get((row["place"], row["sector"], row["material"]), 0.0) * row["collection_rate"])
    return found
