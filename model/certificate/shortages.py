"""Rules on shortage: what goes short of what is asked for, of each mineral in a year or by value over the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.demand import demanded
from model.certificate.rows import at_most, sums

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling


def shortages(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """At most a share of what is asked for goes short."""
    wanted = demanded(inputs)[ruling.years]
    short = decided["shortfall"].reindex(wanted.index).fillna(0.0)[ruling.years]
    if ruling.row["period"] == "horizon":
        return over_the_horizon(inputs, ruling, wanted, short)
    rows = inputs.contents[ruling.of_mineral(inputs.contents["mineral"])]
    missing, asked = (contained(frame, rows) for frame in (short, wanted))
    limit = asked.mul(ruling.limits, axis=1) + ruling.breach(decided["shortage_breach"], asked.index)
    label = pd.MultiIndex.from_product([[ruling.name], asked.index])
    sizes = pd.Series(floor.reindex(asked.index).fillna(1.0).to_numpy(), index=label)
    return at_most("shortage rule", missing.set_axis(label, axis=0), limit.set_axis(label, axis=0), floor=sizes)


def contained(amounts: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Tonnes by mineral that are in tonnes by place, sector and material."""
    by_material = amounts.groupby(level="material").sum()
    rows = rows[rows["material"].isin(by_material.index)]
    return sums(by_material.reindex(rows["material"]).mul(rows["content"].to_numpy(), axis=0), rows["mineral"])


def over_the_horizon(inputs: Inputs, ruling: Ruling, wanted: pd.DataFrame, short: pd.DataFrame) -> Rows:
    """The same of all materials with a mineral of the rule together, at benchmark prices; USD."""
    named = inputs.contents.loc[ruling.of_mineral(inputs.contents["mineral"]), "material"]
    weight = inputs.benchmark[ruling.years].mul(inputs.years_in[ruling.years], axis=1)

    def worth(amounts: pd.DataFrame) -> float:
        by_material = amounts.groupby(level="material").sum()
        by_material = by_material[by_material.index.isin(named)]
        return float((by_material * weight.reindex(by_material.index)).to_numpy().sum())

    last = ruling.years[-1]
    missing, most = worth(short), worth(wanted) * float(ruling.limits[last])
    left, right = (pd.DataFrame({last: [amount]}, index=[ruling.name]) for amount in (missing, most))
    return at_most("shortage rule", left, right)
