"""What a plan does, as tidy frames that people read: names beside keys, prices and costs beside quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.agreed import effects
from model.counting import supply_rows
from model.flows import contracts_of, routes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case import Case

NEGLIGIBLE_T = 1e-6
"""Tonnes below which a flow is the solver's rounding and no part of the plan."""

UNLOCKED = ("unlock", "contract")
"""The effect and the kind of target by which an agreement opens a contract."""

Frames = dict[str, pd.DataFrame]


def make_views(case: Case, model: Any, read: Frames) -> Frames:
    """The frames of a plan by name; flows of no more than a gram are left out."""
    bought = purchases(case, model, read)
    return {
        "purchases": bought,
        "contracts_signed": contracts_signed(case, model, read),
        "agreements": agreements(case, read, bought),
        "projects_built": projects_built(case, read),
        "processing": processing(case, read),
        "shipments": shipments(case, model, read),
        "stocks": stocks(case, read),
        "deliveries": deliveries(read),
        "recycling": noticeable(read["collected"], "collected_t_per_year"),
        "discards": noticeable(read["discarded"], "discarded_t_per_year"),
        "supply": supply(case, read),
    }


def noticeable(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows in which one of the columns is more than rounding."""
    return frame[(frame[list(columns)].abs() > NEGLIGIBLE_T).any(axis=1)].reset_index(drop=True)


def purchases(case: Case, model: Any, read: Frames) -> pd.DataFrame:
    """What is lifted and paid for under each contract, at which price, and what is shared of revenue on top."""
    suppliers = case.filled("suppliers").set_index("supplier")[["name", "place", "owner", "material"]]
    contracts = contracts_of(case)[["supplier", "kind"]]
    frame = read["lifted"].merge(read["paid_for"], on=["contract", "scenario", "year"])
    frame = frame.join(contracts, on="contract").join(
        suppliers.rename(columns={"name": "supplier_name"}), on="supplier"
    )
    keys = list(zip(frame["contract"], frame["year"], strict=True))
    frame["price_usd_per_t"] = [model.price[key] + model.floor_support[key] + model.equity_royalty[key] for key in keys]
    frame["cost_usd_per_year"] = frame["price_usd_per_t"] * frame["paid_for_t_per_year"]
    shared = [model.shared_revenue[key] for key in keys]
    frame["revenue_shared_usd_per_year"] = shared * frame["paid_for_t_per_year"]
    order = ["contract", "kind", "supplier", "supplier_name", "place", "owner", "material", "scenario", "year"]
    values = ["lifted_t_per_year", "paid_for_t_per_year", "price_usd_per_t", "cost_usd_per_year"]
    values.append("revenue_shared_usd_per_year")
    return noticeable(frame[order + values], "lifted_t_per_year", "paid_for_t_per_year")


def contracts_signed(case: Case, model: Any, read: Frames) -> pd.DataFrame:
    """The volumes that the plan contracts, by the year in which they start.

    Returns:
        `capital_usd`: what is paid for equity stakes; `free_carried_t_per_year`: what states hold free of them, beside
        the volume that the buyer receives.
    """
    contracts = contracts_of(case)[["supplier", "kind", "term_years", "free_carried_share"]]
    suppliers = case.filled("suppliers").set_index("supplier")[["place", "material"]]
    frame = read["volume"].join(contracts, on="contract").join(suppliers, on="supplier")
    frame["capital_usd"] = [model.equity_capital[k] for k in frame["contract"]] * frame["volume_t_per_year"]
    free = frame["free_carried_share"].astype(float)
    frame["free_carried_t_per_year"] = frame["volume_t_per_year"] * free / (1 - free)
    order = ["contract", "kind", "supplier", "place", "material", "year", "term_years", "volume_t_per_year"]
    return noticeable(frame[[*order, "capital_usd", "free_carried_t_per_year"]], "volume_t_per_year")


def agreements(case: Case, read: Frames, bought: pd.DataFrame) -> pd.DataFrame:
    """Each agreement in each year: joined, left, in force, and paid for.

    Args:
        case: The case.
        read: What was read from the model.
        bought: The view of purchases.

    Returns:
        `agreement`, `name`, `partner`, `status`, `condition`, `scenario`, `year`, `joined` (it is in force from this
        year; of a committed one, from its own), `left`, `in_force`, `paid_usd` (over the period, undiscounted),
        `revenue_shared_usd` (likewise, under the contracts that it unlocks, on top of what is paid for it).
    """
    about = case.filled("agreements").set_index("agreement")
    keys = ["agreement", "year"]
    left = read["left"].groupby(keys, as_index=False)["left"].sum()
    frame = read["in_force"].merge(read["joined"], on=keys, how="left").merge(left, on=keys, how="left")
    frame = frame.join(about[["name", "partner", "status", "condition"]], on="agreement")
    for column in ("joined", "left", "in_force"):
        frame[column] = frame[column].fillna(0.0) > 0.5
    paid = read["agreement_paid"].rename(columns={"agreement_paid_usd_per_year": "rate"})
    frame = frame.merge(paid, on=["agreement", "scenario", "year"])
    length = frame["year"].map(case.years_in).astype(float)
    once = frame["joined"] * frame["agreement"].map(about["upfront_cost_usd"]).astype(float)
    once += frame["left"] * frame["agreement"].map(about["leaving_cost_usd"]).astype(float)
    frame["paid_usd"] = frame["rate"] * length + once
    order = ["agreement", "name", "partner", "status", "condition", "scenario", "year", "joined", "left", "in_force"]
    shared = shared_with(case, bought).to_dict()
    places = zip(frame["agreement"], frame["scenario"], frame["year"], strict=True)
    frame["revenue_shared_usd"] = [shared.get(place, 0.0) for place in places] * length * frame["in_force"]
    return frame[[*order, "paid_usd", "revenue_shared_usd"]]


def shared_with(case: Case, bought: pd.DataFrame) -> pd.Series:
    """Revenue shared under the contracts that each agreement unlocks, by (agreement, scenario, year); USD/yr."""
    unlocked = [(agreement, target) for agreement, effect, kind, target in effects(case) if (effect, kind) == UNLOCKED]
    links = pd.DataFrame(unlocked, columns=["agreement", "contract"], dtype="str")
    found = bought.merge(links, on="contract").groupby(["agreement", "scenario", "year"])
    return found["revenue_shared_usd_per_year"].sum()


def projects_built(case: Case, read: Frames) -> pd.DataFrame:
    """The blocks that the plan decides to build, by year, with the year in which they come on line."""
    projects = case.filled("projects").set_index("project")
    frame = read["built"].rename(columns={"year": "decided_year", "built_blocks": "blocks"})
    frame = noticeable(frame.join(projects[["name", "kind", "status", "place"]], on="project"), "blocks")
    lead = (projects["permitting_years"] + projects["construction_years"]).astype(int)
    online = projects["online_year"].fillna(case.years[0]).astype(int)
    committed = frame["status"] == "committed"
    later = frame["decided_year"] + frame["project"].map(lead).fillna(0).astype(int)
    frame["online_year"] = later.where(~committed, frame["project"].map(online)).astype(int)
    capital = frame["project"].map(projects["capital_usd_per_block"]).astype(float)
    frame["blocks"] = frame["blocks"].round().astype(int)
    frame["capital_usd"] = frame["blocks"] * capital
    order = ["project", "name", "kind", "status", "place", "decided_year", "online_year", "blocks", "capital_usd"]
    return frame[order]


def processing(case: Case, read: Frames) -> pd.DataFrame:
    """What each plant runs."""
    plants = case.filled("plants").set_index("plant")[["name", "kind", "place", "process"]]
    frame = read["run"].join(plants, on="plant")
    order = ["plant", "name", "kind", "place", "process", "scenario", "year", "run_t_per_year"]
    return noticeable(frame[order], "run_t_per_year")


def shipments(case: Case, model: Any, read: Frames) -> pd.DataFrame:
    """What moves on each route, with freight and tariff."""
    routes = routes_of(case)[["origin", "destination", "corridor", "chokepoints"]]
    frame = read["shipped"].join(routes, on="route")
    shipped = frame["shipped_t_per_year"]
    freight = [model.freight[key] for key in zip(frame["route"], frame["year"], strict=True)]
    tariffs = tariffs_by_year(model)
    frame["freight_usd_per_year"] = freight * shipped
    keys = zip(frame["route"], frame["material"], frame["scenario"], frame["year"], strict=True)
    frame["tariff_usd_per_year"] = [tariffs.get(key, 0.0) for key in keys] * shipped
    order = ["route", "origin", "destination", "corridor", "chokepoints", "material", "scenario", "year"]
    values = ["shipped_t_per_year", "freight_usd_per_year", "tariff_usd_per_year"]
    return noticeable(frame[order + values], "shipped_t_per_year")


def tariffs_by_year(model: Any) -> Mapping[tuple[str, str, str, int], float]:
    """USD/t by (route, material, scenario, year)."""
    nodes = {node.name: node for node in model.tree.nodes}
    return {(r, m, nodes[n].scenario, nodes[n].year): model.tariff[r, m, n] for r, m, n in model.TARIFFED}


def stocks(case: Case, read: Frames) -> pd.DataFrame:
    """Levels and moves of each stockpile."""
    sites = case.filled("stockpiles").set_index("stockpile")[["place", "material"]]
    keys = ["stockpile", "scenario", "year"]
    frame = read["stock"].merge(read["stocked"], on=keys).merge(read["released"], on=keys).join(sites, on="stockpile")
    order = ["stockpile", "place", "material", "scenario", "year"]
    return frame[[*order, "stock_t", "stocked_t_per_year", "released_t_per_year"]]


def deliveries(read: Frames) -> pd.DataFrame:
    """How each demand is met: delivered, substituted, short."""
    keys = ["place", "sector", "material", "scenario", "year"]
    frame = read["delivered"].merge(read["substituted_for"], on=keys).merge(read["shortfall"], on=keys)
    frame = frame.rename(columns={"substituted_for_t_per_year": "substituted_t_per_year"})
    parts = ["delivered_t_per_year", "substituted_t_per_year", "shortfall_t_per_year"]
    frame[parts] = frame[parts].mask(frame[parts].abs() <= NEGLIGIBLE_T, 0.0)
    frame.insert(5, "demand_t_per_year", frame[parts].sum(axis=1))
    return frame


def supply(case: Case, read: Frames) -> pd.DataFrame:
    """Supply of each mineral at each stage by place, in contained tonnes, as rules count it; with its share."""
    rows = supply_rows(case)
    bought = read["bought"].rename(columns={"supplier": "source", "bought_t_per_year": "t_per_year"})
    run = read["run"].rename(columns={"plant": "source", "run_t_per_year": "t_per_year"})
    flows = pd.concat([bought.assign(source_kind="supplier"), run.assign(source_kind="plant")], ignore_index=True)
    frame = rows.merge(flows, on=["source_kind", "source"])
    frame["contained_t_per_year"] = frame["t_per_t"] * frame["t_per_year"]
    frame["recycled"] = frame["source"].isin(recycled_sources(case))
    frame = noticeable(frame, "contained_t_per_year")
    keys = ["mineral", "stage", "place", "owner", "source_kind", "source", "recycled", "known", "scenario", "year"]
    frame = frame.groupby(keys)["contained_t_per_year"].sum().reset_index()
    whole = frame.groupby(["mineral", "stage", "scenario", "year"])["contained_t_per_year"].transform("sum")
    return frame.assign(share=frame["contained_t_per_year"] / whole)


def recycled_sources(case: Case) -> set[str]:
    """The suppliers and plants of kind recycling."""
    suppliers, plants = case.filled("suppliers"), case.filled("plants")
    return set(suppliers.loc[suppliers["kind"] == "recycling", "supplier"]) | set(
        plants.loc[plants["kind"] == "recycling", "plant"]
    )
