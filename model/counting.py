"""What counts as supply of a mineral at a stage: for rules, and for the shares that a plan shows.

Counted in contained tonnes: purchases of materials that count at the stage, and outputs of plants in such materials
(not those of a plant fed with the same mineral at the same stage: that has been counted). A supplier that sells past
extraction brings its upstream with it, or buying refined metal would evade every limit on mines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case import split_list
from model.case.where import matches, parse_where
from model.flows import contents, recipe_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from model.case import Case

CHAIN = ("extraction", "processing", "component")
ANYWHERE = "*"
"""The place of an unknown upstream that a rule takes for the worst: every place at once."""

COLUMNS = ["source_kind", "source", "mineral", "stage", "place", "owner", "t_per_t", "known"]


def supply_rows(case: Case, *, unknown_origin: str = "world") -> pd.DataFrame:
    """What a tonne bought of each supplier, or run through each plant, counts for.

    Args:
        case: The case.
        unknown_origin: What the unknown upstream of a supplier is taken for: `own` (its own place), `world` (the mix of
            the stage in the data set; its own place where the data set knows no producer), `worst` (every place
            at once).

    Returns:
        A row per source, mineral, stage and place: `source_kind` (supplier or plant), `source`, `mineral`, `stage`,
        `place`, `owner`, `t_per_t` (contained t per t bought or run), `known` (False for an assumed origin).
    """
    rows = [*bought(case, unknown_origin), *made(case)]
    return pd.DataFrame(rows, columns=COLUMNS)


def bought(case: Case, unknown_origin: str) -> Iterator[tuple[Any, ...]]:
    """The rows of the suppliers: their own stage, and the stages before it."""
    materials = case.filled("materials").set_index("material")
    content = contents(case)
    known = known_origins(case)
    mix = world_mix(case)
    for supplier in case.rows("suppliers"):
        stage = materials.at[supplier.material, "stage"]
        for (material, mineral), share in content.items():
            if material != supplier.material:
                continue
            if materials.at[material, "counted"]:
                yield (
                    "supplier",
                    supplier.supplier,
                    mineral,
                    stage,
                    supplier.place,
                    supplier.owner,
                    share,
                    True,
                )
            if supplier.kind == "recycling" or stage not in CHAIN:
                continue
            for earlier in CHAIN[: CHAIN.index(stage)]:
                places = known.get((supplier.supplier, earlier), {})
                for place, part in places.items():
                    yield (
                        "supplier",
                        supplier.supplier,
                        mineral,
                        earlier,
                        place,
                        supplier.owner,
                        share * part,
                        True,
                    )
                rest = 1.0 - sum(places.values())
                if rest > 1e-9:
                    for place, part in assumed(unknown_origin, supplier.place, mix.get((mineral, earlier), {})).items():
                        yield (
                            "supplier",
                            supplier.supplier,
                            mineral,
                            earlier,
                            place,
                            supplier.owner,
                            share * rest * part,
                            False,
                        )


def made(case: Case) -> Iterator[tuple[Any, ...]]:
    """The rows of the plants: what they make that counts, unless it had been counted before they used it."""
    materials = case.filled("materials").set_index("material")
    content = contents(case)
    recipes = recipe_of(case)
    for plant in case.rows("plants"):
        fed = {
            (mineral, materials.at[m, "stage"])
            for m, amount in recipes[plant.plant].items()
            for (material, mineral) in content
            if amount < 0 and material == m and materials.at[m, "counted"]
        }
        for m, amount in recipes[plant.plant].items():
            for (material, mineral), share in content.items():
                stage = materials.at[m, "stage"]
                if amount > 0 and material == m and materials.at[m, "counted"] and (mineral, stage) not in fed:
                    yield "plant", plant.plant, mineral, stage, plant.place, plant.owner, amount * share, True


def known_origins(case: Case) -> dict[tuple[str, str], dict[str, float]]:
    """Shares by place, of each (supplier, earlier stage) whose origins are stated."""
    known: dict[tuple[str, str], dict[str, float]] = {}
    for row in case.rows("origins"):
        known.setdefault((row.supplier, row.stage), {})[row.place] = row.share
    return known


def world_mix(case: Case) -> dict[tuple[str, str], dict[str, float]]:
    """Shares by place of what the data set's suppliers can sell in the first year, by (mineral, stage)."""
    counting = {row.material: row.stage for row in case.rows("materials") if row.counted}
    capacity = case.by_year("suppliers", "capacity_t_per_year").to_dict()
    content = contents(case)
    sold: dict[tuple[str, str], dict[str, float]] = {}
    for row in case.rows("suppliers"):
        amount = capacity[row.supplier, case.years[0]]
        for (material, mineral), share in content.items():
            if material == row.material and material in counting and amount > 0:
                places = sold.setdefault((mineral, counting[material]), {})
                places[row.place] = places.get(row.place, 0.0) + amount * share
    return {key: {c: x / sum(places.values()) for c, x in places.items()} for key, places in sold.items()}


def assumed(unknown_origin: str, own: str, mix: dict[str, float]) -> dict[str, float]:
    """Where an unknown upstream is taken to come from, as shares by place."""
    if unknown_origin == "worst":
        return {ANYWHERE: 1.0}
    if unknown_origin == "world" and mix:
        return mix
    return {own: 1.0}


def members(case: Case, rows: pd.DataFrame, *, per: str, where: str, sense: str) -> pd.DataFrame:
    """The rows that count for each member of a group.

    Args:
        case: The case.
        rows: Rows of `supply_rows`.
        per: `place`, `owner`, `supplier`, `tag`, or empty for one group.
        where: Which rows count at all.
        sense: `max` or `min`: an upstream from anywhere counts for every member of the one, for none of the other.

    Returns:
        The rows that count, a row once for each member, with the column `member`.
    """
    anywhere = rows["place"] == ANYWHERE
    picked = rows[~anywhere & matching(case, rows, where)]
    grouped = with_members(case, picked, per)
    if sense == "min" or not anywhere.any():
        return grouped
    unknown = rows[anywhere]
    if per == "supplier":
        unknown = unknown.assign(member=unknown["source"])
    else:
        nobody = [ANYWHERE if per else ""]
        everyone = pd.DataFrame({"member": sorted(grouped["member"].unique()) or nobody})
        unknown = unknown.merge(everyone, how="cross")
    return pd.concat([grouped, unknown], ignore_index=True)


def matching(case: Case, rows: pd.DataFrame, where: str) -> pd.Series:
    """Which rows `where` picks: it is asked of the supplier or plant, standing at the place that the row counts for."""
    if not where:
        return pd.Series(data=True, index=rows.index)
    picked = pd.Series(data=False, index=rows.index)
    for kind, table in (("supplier", "suppliers"), ("plant", "plants")):
        own = rows[rows["source_kind"] == kind]
        subject = case.filled(table).set_index(kind, drop=False).loc[own["source"]].reset_index(drop=True)
        picked.loc[own.index] = ask(case, table, subject.assign(place=own["place"].to_numpy()), where)
    return picked


def ask(case: Case, table: str, rows: pd.DataFrame, where: str) -> npt.NDArray[np.bool_]:
    """Which of some rows of a table `where` picks; a word that the table has not picks none of them."""
    chosen = matches(parse_where(where), table, lambda other: rows if other == table else case.filled(other))
    return chosen.to_numpy(dtype=bool)


def with_members(case: Case, rows: pd.DataFrame, per: str) -> pd.DataFrame:
    """Rows with their member: place, owner (the source where unknown), supplier, each tag, or the one group."""
    if per == "place":
        return rows.assign(member=rows["place"])
    if per == "owner":
        return rows.assign(member=rows["owner"].where(rows["owner"] != "", rows["source"]))
    if per == "supplier":
        own = rows[rows["source_kind"] == "supplier"]
        return own.assign(member=own["source"])
    if per == "tag":
        owner_tags = {row.owner: set(split_list(row.tags)) for row in case.rows("owners")}
        tags = [
            sorted(case.tags(place) | owner_tags.get(owner, set()))
            for place, owner in zip(rows["place"], rows["owner"], strict=True)
        ]
        return (
            rows.assign(member=pd.Series(tags, index=rows.index, dtype=object))
            .explode("member")
            .dropna(subset="member")
        )
    return rows.assign(member="")


def shipped_rows(case: Case, shipments: list[tuple[str, str]], routes: pd.DataFrame, *, stage: str) -> pd.DataFrame:
    """What a tonne shipped counts for: a row per route, material and mineral, with `t_per_t`; of one stage or all."""
    stages = case.filled("materials").set_index("material")["stage"]
    content = contents(case)
    rows = [
        (route, material, mineral, share)
        for route, material in shipments
        for (own, mineral), share in content.items()
        if own == material and stage in {"", stages[material]}
    ]
    frame = pd.DataFrame(rows, columns=["route", "material", "mineral", "t_per_t"])
    return frame.join(routes[["origin", "destination", "corridor", "chokepoints"]], on="route")
