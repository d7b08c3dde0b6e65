"""Certified tonnes: what does not leak of what is bought as certified, and what agreements clean of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.agreements import acting, effects, standing
from model.certificate.counted import quantities, supply_rows, wasted
from model.certificate.demand import delivered
from model.certificate.read import items
from model.certificate.rows import at_most, broken, sums
from model.certificate.ruling import rulings
from model.certificate.supply import bought, most_available

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.floors import Floors
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling

STAGE = "extraction"


def countable(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """The share of what each supplier sells that counts as certified, by year: nothing that leaks does."""
    rows = acting(inputs, "leakage_cut", "supplier")
    points = effects(inputs, decided).loc[rows.index].mul(rows["value"].astype(float), axis=0)
    less = sums(points, rows["target"])
    leakage = inputs.by_year("suppliers", "leakage")
    leakage = leakage - less.reindex(leakage.index).fillna(0.0)
    return inputs.by_year("suppliers", "certified") * (1.0 - leakage)


def certified_tonnes(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """The rows of a rule on certified tonnes, by mineral; what is discarded is taken for certified."""
    years = ruling.years
    mined = supply_rows(inputs, "own")
    mined = mined[mined["stage"] == STAGE]
    amounts = quantities(inputs, decided, mined)
    counting = countable(inputs, decided).reindex(mined["source"]).to_numpy()
    counting = np.where((mined["source_kind"] == "supplier").to_numpy()[:, None], np.nan_to_num(counting), 0.0)
    own = sums(amounts * counting, mined["mineral"])
    minerals = pd.Index(dict.fromkeys(items(ruling.row["mineral"]) or mined["mineral"]), dtype=object)
    counted, gone = (frame.reindex(minerals).fillna(0.0)[years] for frame in (own, wasted(inputs, decided, STAGE)))
    if ruling.row["of"] == "consumption":
        whole = consumed(inputs, decided).reindex(minerals).fillna(0.0)[years]
    else:
        whole = sums(amounts, mined["mineral"]).reindex(minerals).fillna(0.0)[years] - gone
    label = pd.MultiIndex.from_product([[ruling.name], minerals])
    breach = ruling.breach(decided["certified_breach"], minerals)
    least = pd.Series(floor.reindex(minerals).fillna(1.0).to_numpy(), index=label, dtype=float)
    owed = whole.mul(ruling.limits, axis=1) - breach
    size = (counted + whole.abs() + gone + breach).set_axis(label, axis=0)
    left, right = owed.set_axis(label, axis=0), (counted - gone).set_axis(label, axis=0)
    return at_most("certified rule", left, right, floor=least, gross=size)


def consumed(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What is delivered of each mineral, by year; contained t/yr."""
    met = delivered(inputs, decided)
    by_material = sums(met, met.index.get_level_values("material"))
    rows = inputs.contents[inputs.contents["material"].isin(by_material.index)]
    return sums(by_material.reindex(rows["material"]).mul(rows["content"].to_numpy(), axis=0), rows["mineral"])


def checks(inputs: Inputs, decided: Decided, floors: Floors) -> Iterator[Rows]:
    """The rules on certified tonnes, and what agreements clean.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floors: The least scales of rows.
    """
    if (inputs["rules"]["kind"] == "certified").any():
        for ruling in rulings(inputs):
            if ruling.row["kind"] == "certified":
                yield certified_tonnes(inputs, decided, ruling, floors.mineral)
    yield from cleaning(inputs, decided, floors.material)


def cleaning(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """What is cleaned is bought while an agreement that cuts the leakage stands, and all of it.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    table = decided["cleaned"]
    rows = acting(inputs, "leakage_cut", "supplier")
    cutting = set(zip(rows["agreement"], rows["target"], strict=True))
    known = [(g, i) in cutting and int(s) in inputs.years for g, i, s in table.index]
    yield broken("cleaning is known", [str(key) for key, fits in zip(table.index, known, strict=True) if not fits])
    table = table[known]
    if table.empty:
        return
    agreements, suppliers, joined = (table.index.get_level_values(level) for level in range(3))
    names = inputs.keyed("agreements").index
    stands = standing(inputs, decided)[names.get_indexer(agreements), [inputs.years.index(int(s)) for s in joined]]
    amounts, most = (
        frame.reindex(suppliers).set_axis(table.index) for frame in (bought(inputs, decided), most_available(inputs))
    )
    spoken = decided.tables["cleaned"].reindex(table.index).notna()
    material = inputs.keyed("suppliers")["material"]
    least = pd.Series(floor.reindex(material.reindex(suppliers)).to_numpy(), index=table.index)
    yield at_most("cleaned by an agreement", table, most * stands, floor=least)
    owed = (amounts - most * (1.0 - stands)).where(spoken, 0.0)
    yield at_most("cleaned in full", owed, table, floor=least, gross=amounts + table)
    total = sums(table, agreements, suppliers)
    once = total.index.get_level_values(1)
    limit = bought(inputs, decided).reindex(once).set_axis(total.index)
    least = pd.Series(floor.reindex(material.reindex(once)).to_numpy(), index=total.index)
    yield at_most("cleaned of what is bought", total, limit, floor=least)
