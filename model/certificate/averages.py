"""Average rules: an indicator averaged over what is bought and made keeps its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.counted import quantities, supply_rows, wasted
from model.certificate.measured import higher_is_better, taken
from model.certificate.rows import at_most, sums
from model.certificate.shares import picked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs


def averages(
    inputs: Inputs, decided: Decided, rule: pd.Series, limit: pd.Series, years: list[int], floor: pd.Series
) -> Iterator[pd.DataFrame]:
    """Σ (indicator − limit) × quantity is not negative (nor positive, where lower is better); discards count as the best.

    Per mineral in contained t, or over all minerals weighted by what a contained tonne is worth.
    """
    rows = supply_rows(inputs, rule["unknown_origin"])
    rows = rows[(rows["stage"] == rule["stage"]) & [rule["mineral"] in {"", mineral} for mineral in rows["mineral"]]]
    rows = picked(inputs, rows, rule["where"])
    kinds = rows["source_kind"].where(rows["own_stage"], "place")
    values = taken(inputs, rule, kinds, rows["source"].where(rows["own_stage"], rows["place"]), rows["place"])
    rows, values = rows[values.notna()], values[values.notna()]
    sense = rule["sense"] or ("min" if higher_is_better(inputs, rule["indicator"]) else "max")
    sign = 1.0 if sense == "min" else -1.0
    merit = pd.DataFrame({year: sign * (values - limit[year]) for year in years})
    amounts = quantities(inputs, decided, rows)[years]
    weight = worth(inputs, rule["stage"]) if rule["weight"] == "value" else None
    best = merit.groupby(rows["mineral"]).max()
    gone = wasted(inputs, decided, rule["stage"]).reindex(best.index).fillna(0.0)[years]
    kept = sums(merit * amounts, rows["mineral"]) - best.clip(lower=0.0) * gone
    size = sums(merit.abs() * amounts, rows["mineral"]) + best.abs() * gone
    scale = pd.Series(floor.reindex(kept.index).fillna(1.0).to_numpy() * np.abs(limit[years]).max(), index=kept.index)
    if weight is not None:
        own = weight.reindex(kept.index).fillna(0.0)[years]
        kept, size = ((frame * own).sum().to_frame("").T for frame in (kept, size))
        scale = pd.Series([float((scale * own.max(axis=1)).max())], index=[""])
    breach = decided["average_breach"]
    stored = breach[breach.index.get_level_values("rule") == rule["rule"]].droplevel("rule")
    excess = stored.reindex(kept.index).fillna(0.0)[years]
    label = pd.MultiIndex.from_tuples([(rule["rule"], key) for key in kept.index])
    yield at_most(
        "average rule",
        -kept.set_axis(label, axis=0),
        excess.set_axis(label, axis=0),
        floor=pd.Series(scale.to_numpy(), index=label),
        gross=(size + excess).set_axis(label, axis=0),
    )


def worth(inputs: Inputs, stage: str) -> pd.DataFrame:
    """What a contained tonne of each mineral is worth by year: by a material of the stage, failing that by any; USD/t."""
    rows = inputs.contents[inputs.contents["content"] > 0]
    rows = rows[rows["material"].isin(inputs.benchmark.index)]
    rows = rows.assign(elsewhere=rows["material"].map(inputs.stage_of) != stage).sort_values(["elsewhere", "material"])
    first = rows.drop_duplicates("mineral")
    prices = inputs.benchmark.reindex(first["material"]).div(first["content"].to_numpy(), axis=0)
    return prices.set_axis(pd.Index(first["mineral"]), axis=0)
