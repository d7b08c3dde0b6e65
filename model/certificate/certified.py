"""Certified tonnes: what does not leak of what is bought as certified, and what agreements clean of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.agreements import Array, acting, ages, beginnings, effects, standing
from model.certificate.counted import quantities, supply_rows, wasted
from model.certificate.demand import delivered
from model.certificate.read import items, speaks_of, times, within
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
    acted = acting(inputs, "leakage_cut", "supplier")
    pairs = list(zip(acted["agreement"], acted["target"], strict=True))
    keys = pd.MultiIndex.from_tuples([(*pair, str(year)) for pair in pairs for year in inputs.years] or [("", "", "")])
    table = decided["cleaned"]
    table.index = pd.MultiIndex.from_tuples([(g, i, str(int(s))) for g, i, s in table.index] or [("", "", "")])[
        : len(table)
    ]
    yield broken("cleaning is known", [str(key) for key in table.index if key not in keys])
    if not pairs:
        return
    names = inputs.keyed("agreements").index.get_indexer(pd.Index(acted["agreement"]))
    stands = wide(standing(inputs, decided)[names], keys, inputs)
    begun = wide(reached(inputs, acted, names), keys, inputs)
    table, suppliers = table.reindex(keys).fillna(0.0), keys.get_level_values(1)
    amounts, most, asked = (
        frame.reindex(suppliers).set_axis(keys)
        for frame in (bought(inputs, decided), most_available(inputs), counting(inputs))
    )
    material = inputs.keyed("suppliers")["material"]
    least = pd.Series(floor.reindex(material.reindex(suppliers)).to_numpy(), index=keys)
    yield at_most("cleaned by an agreement", table, times(most, stands) * begun, floor=least)
    owed = (amounts - times(most, 1.0 - stands)) * begun * asked
    yield at_most("cleaned in full", owed, table, floor=least, gross=amounts + table)
    cleaned = sums(table, keys.get_level_values(0), suppliers)
    once = cleaned.index.get_level_values(1)
    least = pd.Series(floor.reindex(material.reindex(once)).to_numpy(), index=cleaned.index)
    limit = bought(inputs, decided).reindex(once).set_axis(cleaned.index)
    yield at_most("cleaned of what is bought", cleaned, limit, floor=least)


def wide(found: Array, keys: pd.MultiIndex, inputs: Inputs) -> pd.DataFrame:
    """What is known by effect, year of joining and year, as a frame with a column a year."""
    return pd.DataFrame(found.reshape(len(keys), len(inputs.years)), index=keys, columns=list(inputs.years))


def reached(inputs: Inputs, acted: pd.DataFrame, names: Array) -> Array:
    """Whether an effect has begun, by effect, year of joining and year: 0 or 1; nothing where joined too late."""
    since = ages(inputs)[names] - acted["lag_years"].to_numpy(dtype=float)[:, None, None]
    late = beginnings(inputs)[names] > acted["deadline_year"].fillna(np.inf).to_numpy(dtype=float)[:, None]
    some = acted["value"].to_numpy(dtype=float)[:, None, None] > 0
    found: Array = ((since >= 0) & ~late[:, :, None] & some).astype(float)
    return found


def counting(inputs: Inputs) -> pd.DataFrame:
    """Whether a rule asks for certified tonnes of what a supplier sells as such, by year: 0 or 1."""
    mined = supply_rows(inputs, "own")
    mined = mined[(mined["stage"] == STAGE) & (mined["source_kind"] == "supplier")]
    rules = inputs["rules"]
    asking = rules[rules["kind"] == "certified"]
    holds = within(asking, inputs.years).to_numpy()
    certified = inputs.by_year("suppliers", "certified")
    found = np.zeros(certified.shape, dtype=bool)
    for (_, rule), years in zip(asking.iterrows(), holds, strict=True):
        named = mined.loc[[speaks_of(rule["mineral"], mineral) for mineral in mined["mineral"]], "source"]
        found |= certified.index.isin(set(named))[:, None] & years[None, :]
    return pd.DataFrame(found & (certified.to_numpy() > 0), certified.index, certified.columns).astype(float)
