"""What counts as supply of a mineral at a stage, in contained tonnes, and what of it is discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.processing import runs
from model.certificate.rows import sums
from model.certificate.supply import bought

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs

CHAIN = ("extraction", "processing", "component")
ANYWHERE = "*"
COLUMNS = ["source_kind", "source", "mineral", "stage", "place", "owner", "t_per_t", "own_stage"]


def supply_rows(inputs: Inputs, unknown_origin: str) -> pd.DataFrame:
    """What a tonne bought of each supplier, or run through each plant, counts for, by mineral, stage and place.

    Args:
        inputs: The inputs.
        unknown_origin: What the unknown upstream of a supplier is taken for: own, world or worst.

    Returns:
        `source_kind`, `source`, `mineral`, `stage`, `place` (`*`: anywhere), `owner`, `t_per_t` (contained t),
        `own_stage` (False: the upstream of what is bought).
    """
    suppliers = inputs["suppliers"][["supplier", "place", "owner", "material", "kind"]]
    sold = suppliers.merge(inputs["materials"][["material", "stage", "counted"]], on="material")
    sold = sold.merge(inputs.contents, on="material").rename(columns={"supplier": "source", "content": "t_per_t"})
    sold = sold.assign(source_kind="supplier", own_stage=True)
    parts = [sold.loc[sold["counted"], COLUMNS], *upstream(inputs, sold, unknown_origin), made(inputs)]
    return pd.concat([part[COLUMNS] for part in parts if len(part)] or [sold[COLUMNS]], ignore_index=True)


def upstream(inputs: Inputs, sold: pd.DataFrame, unknown_origin: str) -> list[pd.DataFrame]:
    """The earlier stages of what suppliers sell: as `origins` says, and for the rest as the rule assumes."""
    parts = []
    for position, stage in enumerate(CHAIN[:-1]):
        later = sold[sold["stage"].isin(CHAIN[position + 1 :]) & (sold["kind"] != "recycling")]
        stated = inputs["origins"][inputs["origins"]["stage"] == stage]
        stated = stated[["supplier", "place", "share"]].rename(columns={"supplier": "source"})
        base = later.assign(stage=stage, own_stage=False)
        known = base.drop(columns="place").merge(stated, on="source")
        said = stated.groupby("source")["share"].sum().reindex(base["source"]).fillna(0.0)
        rest = pd.Series(1.0 - said.to_numpy(dtype=float), index=base.index)
        unknown = base.assign(rest=rest)[rest > 1e-9]
        parts.append(known.assign(t_per_t=known["t_per_t"] * known["share"]))
        if unknown_origin == "worst":
            parts.append(unknown.assign(place=ANYWHERE, t_per_t=unknown["t_per_t"] * unknown["rest"]))
            continue
        mix = world_mix(inputs, stage) if unknown_origin == "world" else world_mix(inputs, stage).iloc[:0]
        mixed = unknown["mineral"].isin(mix["mineral"])
        own = unknown[~mixed]
        spread = unknown[mixed].drop(columns="place").merge(mix, on="mineral")
        parts.append(own.assign(t_per_t=own["t_per_t"] * own["rest"]))
        parts.append(spread.assign(t_per_t=spread["t_per_t"] * spread["rest"] * spread["share"]))
    return parts


def world_mix(inputs: Inputs, stage: str) -> pd.DataFrame:
    """Shares of what suppliers can sell at a stage in the first year: `mineral`, `place`, `share`."""
    first = inputs.by_year("suppliers", "capacity_t_per_year")[inputs.years[0]]
    rows = inputs["suppliers"].merge(inputs["materials"][["material", "stage", "counted"]], on="material")
    rows = rows[rows["counted"] & (rows["stage"] == stage)].merge(inputs.contents, on="material")
    rows = rows.assign(amount=first.reindex(rows["supplier"]).fillna(0.0).to_numpy() * rows["content"])
    places = rows[rows["amount"] > 0].groupby(["mineral", "place"], as_index=False)["amount"].sum()
    whole = places.groupby("mineral")["amount"].transform("sum")
    mix: pd.DataFrame = places.assign(share=places["amount"] / whole)
    return mix.loc[:, ["mineral", "place", "share"]]


def made(inputs: Inputs) -> pd.DataFrame:
    """What plants make that counts, unless the same mineral has been counted at that stage before they used it."""
    plants = inputs["plants"][["plant", "place", "owner", "process"]]
    parts = plants.merge(inputs["process_materials"][["process", "material", "coefficient_t_per_t"]], on="process")
    parts = parts.merge(inputs["materials"][["material", "stage", "counted"]], on="material")
    parts = parts[parts["counted"]].merge(inputs.contents, on="material")
    fed = parts[parts["coefficient_t_per_t"] < 0]
    before = set(zip(fed["plant"], fed["mineral"], fed["stage"], strict=True))
    rows = parts[parts["coefficient_t_per_t"] > 0]
    new = [key not in before for key in zip(rows["plant"], rows["mineral"], rows["stage"], strict=True)]
    rows = rows[np.asarray(new, dtype=bool)]
    rows = rows.assign(t_per_t=rows["coefficient_t_per_t"] * rows["content"])
    return rows.rename(columns={"plant": "source"}).assign(source_kind="plant", own_stage=True)[COLUMNS]


def quantities(inputs: Inputs, decided: Decided, rows: pd.DataFrame) -> pd.DataFrame:
    """Contained tonnes of each of some rows of `supply_rows`, a column a year; t/yr."""
    whole = pd.concat(
        [bought(inputs, decided).T.add_prefix("supplier ").T, runs(inputs, decided).T.add_prefix("plant ").T]
    )
    amounts = whole.reindex(rows["source_kind"] + " " + rows["source"]).fillna(0.0)
    return amounts.mul(rows["t_per_t"].to_numpy(), axis=0).set_axis(rows.index)


def wasted(inputs: Inputs, decided: Decided, stage: str) -> pd.DataFrame:
    """What is discarded of each mineral at a stage of the chain or after it, by year; contained t/yr."""
    after = CHAIN[CHAIN.index(stage) :] if stage in CHAIN else (stage,)
    gone = decided["discarded"]
    by_material = sums(gone, gone.index.get_level_values("material"))
    rows = inputs.contents[inputs.contents["material"].map(inputs.stage_of).isin(after)]
    amounts = by_material.reindex(rows["material"]).fillna(0.0).mul(rows["content"].to_numpy(), axis=0)
    return sums(amounts, rows["mineral"])
