"""What case studies ask of a plan: when it joins, what it ships, what goes short, who has how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.case.rows import each_row

if TYPE_CHECKING:
    import pandas as pd

    from model import Plan

NOTICED_T = 1.0
"""Tonnes a year below which nothing goes short or moves."""


def row_of(frame: pd.DataFrame, key: str, name: str) -> Any:
    """The first row of a table with that key, by its columns."""
    return next(each_row(frame[frame[key] == name]))


def joined(plan: Plan, agreement: str) -> int | None:
    """The first year in which an agreement is in force; None if it never is."""
    rows = plan.agreements[(plan.agreements["agreement"] == agreement) & plan.agreements["in_force"]]
    return int(rows["year"].min()) if len(rows) else None


def left(plan: Plan, agreement: str) -> int | None:
    """The year in which an agreement that was in force is left; None if it is not."""
    rows = plan.agreements[(plan.agreements["agreement"] == agreement) & (plan.agreements["left"] > 0)]
    return int(rows["year"].min()) if len(rows) else None


def agreements_joined(plan: Plan) -> dict[str, int]:
    """The candidates that a plan joins, with the year; by name, or by short name where they have none."""
    table = plan.agreements
    rows = table[table["in_force"] & (table["status"] == "candidate")]
    return {str(name): int(year) for name, year in rows.groupby("agreement")["year"].min().items()}


def shipped(plan: Plan, origin: str, buckets: dict[str, str]) -> pd.DataFrame:
    """What leaves an origin, by year and corridor in words: `year`, `way`, `tonnes`."""
    corridors = plan.case.filled("routes").set_index("route")["corridor"]
    flows = plan.shipments[plan.shipments["origin"] == origin]
    ways = [buckets.get(corridors.get(route, ""), "Other routes") for route in flows["route"]]
    flows = flows.assign(way=ways, tonnes=flows["shipped_t_per_year"])
    return flows.groupby(["year", "way"])["tonnes"].sum().reset_index()


def short(plan: Plan) -> pd.DataFrame:
    """What goes short: `material`, `year`, `tonnes`."""
    rows = plan.deliveries.rename(columns={"shortfall_t_per_year": "tonnes"})
    sums = rows.groupby(["material", "year"])["tonnes"].sum().reset_index()
    return sums[sums["tonnes"] >= NOTICED_T]


def short_over_horizon(plan: Plan, material: str) -> float:
    """The tonnes of a material that go short over all calendar years of the horizon."""
    rows = short(plan)
    rows = rows[rows["material"] == material]
    return float((rows["tonnes"] * rows["year"].map(dict(plan.case.years_in))).sum())


def demanded(plan: Plan, material: str) -> float:
    """The tonnes of a material that are asked for over all calendar years of the horizon."""
    rows = plan.deliveries[plan.deliveries["material"] == material]
    return float((rows["demand_t_per_year"] * rows["year"].map(dict(plan.case.years_in))).sum())


def supplied(plan: Plan, mineral: str, stage: str) -> pd.DataFrame:
    """Supply of a mineral at a stage: `year`, `place`, `source`, `tonnes` of contained mineral."""
    rows = plan.supply[(plan.supply["mineral"] == mineral) & (plan.supply["stage"] == stage)]
    rows = rows.rename(columns={"contained_t_per_year": "tonnes"})
    return rows.groupby(["year", "place", "source"])["tonnes"].sum().reset_index()


def largest_share(plan: Plan, mineral: str, stage: str, year: int) -> tuple[str, float]:
    """The place with the largest share of a mineral at a stage in a year, and the share."""
    rows = supplied(plan, mineral, stage)
    sums = rows[rows["year"] == year].groupby("place")["tonnes"].sum()
    return str(sums.idxmax()), float(sums.max() / sums.sum())


def built(plan: Plan) -> pd.DataFrame:
    """What is built: `project`, `name`, `status`, `decided`, `online`, `blocks`, `capital_usd`."""
    rows = plan.projects_built.rename(columns={"decided_year": "decided", "online_year": "online"})
    return rows[["project", "name", "status", "place", "decided", "online", "blocks", "capital_usd"]]


def spent(plan: Plan, *terms: str) -> float:
    """The present value of cost terms that count [USD]."""
    rows = plan.costs[plan.costs["counted"] & plan.costs["term"].isin(terms)]
    return float(rows["present_value_usd"].sum())


def bought(plan: Plan, place: str) -> pd.DataFrame:
    """What is bought from sellers at a place: `supplier`, `year`, `tonnes`."""
    rows = plan.purchases[plan.purchases["place"] == place].rename(columns={"lifted_t_per_year": "tonnes"})
    sums = rows.groupby(["supplier", "year"])["tonnes"].sum().reset_index()
    return sums[sums["tonnes"] >= NOTICED_T]


def ran(plan: Plan, place: str) -> set[str]:
    """The plants at a place that run in some year."""
    rows = plan.processing[(plan.processing["place"] == place) & (plan.processing["run_t_per_year"] >= NOTICED_T)]
    return set(rows["plant"])
