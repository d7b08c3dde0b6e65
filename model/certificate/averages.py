"""Average rules: an indicator averaged over what is bought and made keeps its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.counted import quantities, wasted
from model.certificate.improved import changes, stated_changes
from model.certificate.measured import higher_is_better, taken
from model.certificate.rows import at_most, sums
from model.certificate.shares import picked

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling


def averages(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """Σ (indicator − limit) × quantity is not negative (not positive for a most); discards count as the best.

    Per mineral in contained t, or over all (or all listed) minerals weighted by what a contained tonne is worth.
    """
    rule, years = ruling.row, ruling.years
    rows = counting(inputs, ruling)
    values = taken(inputs, rule, rows["kind"], rows["name"], rows["place"])
    rows, values = rows[values.notna()], values[values.notna()]
    sense = rule["sense"] or ("min" if higher_is_better(inputs, rule["indicator"]) else "max")
    sign = 1.0 if sense == "min" else -1.0
    merit = pd.DataFrame({year: sign * (values - ruling.limit[year]) for year in years})
    amounts = quantities(inputs, decided, rows)[years]
    more = sign * stated_changes(inputs, decided, rule["indicator"], rows)[years].mul(rows["t_per_t"], axis=0)
    best = (merit + sign * changes(inputs, decided, rule["indicator"], rows)[years]).groupby(rows["mineral"]).max()
    gone = wasted(inputs, decided, rule["stage"]).reindex(best.index).fillna(0.0)[years]
    kept = sums(merit * amounts + more, rows["mineral"]) - best.clip(lower=0.0) * gone
    size = sums(merit.abs() * amounts + more.abs(), rows["mineral"]) + best.abs() * gone
    scale = floor.reindex(kept.index).fillna(1.0) * float(np.abs(ruling.limits).max())
    if rule["weight"] == "value":
        own = worth(inputs, rule["stage"]).reindex(kept.index).fillna(0.0)[years]
        kept, size, scale = kept * own, size * own, scale * own.max(axis=1)
    if ruling.together:
        kept, size = (frame.sum().to_frame("").T for frame in (kept, size))
        scale = pd.Series([float(scale.max())], index=[""])
    excess = ruling.breach(decided["average_breach"], kept.index)
    label = pd.MultiIndex.from_arrays([[ruling.name] * len(kept), kept.index])
    return at_most(
        "average rule",
        -kept.set_axis(label, axis=0),
        excess.set_axis(label, axis=0),
        floor=pd.Series(scale.to_numpy(), index=label),
        gross=(size + excess).set_axis(label, axis=0),
    )


def counting(inputs: Inputs, ruling: Ruling) -> pd.DataFrame:
    """What an average is taken over, with `kind` and `name` of whose indicator that is, and whose quantity.

    Suppliers and plants speak for themselves, their upstream's place for it.
    """
    rule = ruling.row
    rows = ruling.supplied[ruling.supplied["stage"] == rule["stage"]]
    rows = picked(inputs, rows[ruling.of_mineral(rows["mineral"])], rule["where"])
    kinds = rows["source_kind"].where(rows["own_stage"], "place")
    names = rows["source"].where(rows["own_stage"], rows["place"])
    return rows.assign(kind=kinds, name=names, holder_kind=rows["source_kind"], holder=rows["source"], material="")


def worth(inputs: Inputs, stage: str) -> pd.DataFrame:
    """What a contained tonne of each mineral is worth by year, by a material of the stage if it can be; USD/t."""
    rows = inputs.contents[inputs.contents["content"] > 0]
    rows = rows[rows["material"].isin(inputs.benchmark.index)]
    rows = rows.assign(elsewhere=rows["material"].map(inputs.stage_of) != stage).sort_values(["elsewhere", "material"])
    first = rows.drop_duplicates("mineral")
    prices = inputs.benchmark.reindex(first["material"]).div(first["content"].to_numpy(), axis=0)
    return prices.set_axis(pd.Index(first["mineral"]), axis=0)
