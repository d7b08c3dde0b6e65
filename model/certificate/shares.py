"""Share rules: no member of a group has more, or less, than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.counted import ANYWHERE, CHAIN, quantities, wasted
from model.certificate.demand import delivered
from model.certificate.read import items
from model.certificate.rows import at_most, sums
from model.certificate.transport import routes_of, shipments
from model.certificate.where import picks

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling


def shares(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """The rows of a share rule: by mineral and member.

    What is discarded at the stage or after it is taken off the base of a cap, and off base and member of a floor.
    """
    rule, years = ruling.row, ruling.years
    shipping = rule["per"] in {"chokepoint", "route"} or rule["of"] == "shipped"
    members = (shipped_members if shipping else supplied_members)(inputs, decided, ruling)
    base = base_of(inputs, decided, ruling)
    members = with_nobody(members, base, rule).reindex(columns=years, fill_value=0.0)
    members = members[ruling.of_mineral(members.index.get_level_values(0))]
    minerals = members.index.get_level_values(0)
    gone = wasted(inputs, decided, rule["stage"] or CHAIN[0]).reindex(minerals).fillna(0.0)[years]
    gone = gone.set_axis(members.index, axis=0)
    whole = base.reindex(minerals).fillna(0.0)[years].set_axis(members.index, axis=0)
    whole = whole if rule["of"] == "consumption" else whole - gone
    excess = ruling.breach(decided["share_breach"], members.index)
    label = pd.MultiIndex.from_arrays([[ruling.name] * len(members), *map(members.index.get_level_values, (0, 1))])
    sizes = pd.Series(floor.reindex(minerals).fillna(1.0).to_numpy(), index=label, dtype=float)
    size = (members + whole.abs() + gone).set_axis(label, axis=0)
    aim = whole.mul(ruling.limits, axis=1)
    left, right = (aim - excess, members - gone) if rule["sense"] == "min" else (members, aim + excess)
    return at_most("share rule", left.set_axis(label, axis=0), right.set_axis(label, axis=0), floor=sizes, gross=size)


def with_nobody(members: pd.DataFrame, base: pd.DataFrame, rule: pd.Series) -> pd.DataFrame:
    """The members, and the one group of a floor for each mineral even where nobody is in it."""
    if rule["per"] or rule["sense"] != "min":
        return members
    group = pd.MultiIndex.from_product([base.index, [""]])
    if members.empty:
        return pd.DataFrame(0.0, group, base.columns)
    return members.reindex(members.index.union(group), fill_value=0.0)


def base_of(inputs: Inputs, decided: Decided, ruling: Ruling) -> pd.DataFrame:
    """What a share is a share of, by mineral and year; contained t/yr."""
    rule = ruling.row
    if rule["of"] == "consumption":
        met = delivered(inputs, decided)
        by_material = sums(met, met.index.get_level_values("material"))
        rows = inputs.contents[inputs.contents["material"].isin(by_material.index)]
        amounts = by_material.reindex(rows["material"]).mul(rows["content"].to_numpy(), axis=0)
        return sums(amounts, rows["mineral"])
    if rule["of"] == "shipped" or not rule["stage"]:
        rows, amounts = shipped_rows(inputs, decided, rule["stage"])
        return sums(amounts, rows["mineral"])
    supplied = ruling.supplied[ruling.supplied["stage"] == rule["stage"]]
    return sums(quantities(inputs, decided, supplied), supplied["mineral"])


def supplied_members(inputs: Inputs, decided: Decided, ruling: Ruling) -> pd.DataFrame:
    """What each member supplies at the stage, by mineral and member; an upstream from anywhere is all capped ones'."""
    rule = ruling.row
    rows = ruling.supplied[ruling.supplied["stage"] == rule["stage"]]
    anywhere = rows[rows["place"] == ANYWHERE]
    placed = with_members(inputs, picked(inputs, rows[rows["place"] != ANYWHERE], rule["where"]), rule["per"])
    parts = [placed]
    if rule["sense"] != "min" and len(anywhere):
        if rule["per"] == "supplier":
            parts.append(anywhere.assign(member=anywhere["source"]))
        else:
            everyone = sorted(set(placed["member"])) or ([ANYWHERE] if rule["per"] else [""])
            parts.append(anywhere.merge(pd.DataFrame({"member": everyone}), how="cross"))
    counted = pd.concat(parts, ignore_index=True)
    return sums(quantities(inputs, decided, counted), counted["mineral"], counted["member"])


def picked(inputs: Inputs, rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """The rows whose supplier or plant `where` picks, standing at the place that the row counts for."""
    chosen = pd.Series(data=not where, index=rows.index)
    for kind, table in (("supplier", "suppliers"), ("plant", "plants")):
        own = rows[rows["source_kind"] == kind]
        if where and len(own):
            standing = inputs.keyed(table).loc[own["source"]].set_axis(own.index).assign(place=own["place"])
            chosen.loc[own.index] = picks(inputs, table, standing, where).to_numpy()
    return rows[chosen]


def with_members(inputs: Inputs, rows: pd.DataFrame, per: str) -> pd.DataFrame:
    """Rows with their `member`; a row once for each of its tags."""
    if per == "place":
        return rows.assign(member=rows["place"])
    if per == "owner":
        return rows.assign(member=rows["owner"].where(rows["owner"] != "", rows["source"]))
    if per == "supplier":
        own = rows[rows["source_kind"] == "supplier"]
        return own.assign(member=own["source"])
    if per == "tag":
        places = {row["place"]: set(items(row["tags"])) for _, row in inputs["places"].iterrows()}
        owners = {row["owner"]: set(items(row["tags"])) for _, row in inputs["owners"].iterrows()}
        tags = [
            sorted(places.get(place, set()) | owners.get(owner, set()))
            for place, owner in zip(rows["place"], rows["owner"], strict=True)
        ]
        return (
            rows.assign(member=pd.Series(tags, index=rows.index, dtype=object))
            .explode("member")
            .dropna(subset="member")
        )
    return rows.assign(member="")


def shipped_rows(inputs: Inputs, decided: Decided, stage: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Shipments by mineral: `route`, `material`, `mineral`, and contained t by year; of one stage or all."""
    shipped = shipments(inputs, decided)
    index = shipped.index.to_frame(index=False)
    rows = index.assign(shipment=range(len(index))).merge(inputs.contents, on="material")
    rows = rows[rows["material"].map(inputs.stage_of).isin([stage]) | (stage == "")]
    amounts = shipped.iloc[rows["shipment"].to_numpy()].mul(rows["content"].to_numpy(), axis=0)
    return rows, amounts.set_axis(rows.index, axis=0)


def shipped_members(inputs: Inputs, decided: Decided, ruling: Ruling) -> pd.DataFrame:
    """What passes each chokepoint, or on each route, once a route, by mineral and member."""
    rule = ruling.row
    rows, amounts = shipped_rows(inputs, decided, rule["stage"])
    routes = routes_of(inputs, decided["shipped"])
    routes = routes[picks(inputs, "routes", routes, rule["where"])]
    rows = rows[rows["route"].isin(routes.index)]
    if rule["per"] == "chokepoint":
        passed = [sorted(set(items(str(routes.at[route, "chokepoints"])))) for route in rows["route"]]
        rows = rows.assign(member=pd.Series(passed, index=rows.index, dtype=object)).explode("member")
        rows = rows.dropna(subset="member")
    else:
        column = {"route": "route", "place": "origin"}.get(rule["per"])
        rows = rows.assign(member=routes.loc[rows["route"], column].to_numpy() if column else "")
    return sums(amounts.loc[rows.index], rows["mineral"], rows["member"])
