"""Rules: every hard one holds, every soft one within its stored breach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.averages import averages
from model.certificate.concentration import concentration
from model.certificate.contracts import contracts_of, stake_capital
from model.certificate.measured import amounts_of, measures, subjects, worse
from model.certificate.projects import money_of
from model.certificate.read import speaks_of, within
from model.certificate.rows import at_most, sums
from model.certificate.ruling import Ruling, rulings
from model.certificate.shares import shares
from model.certificate.shortages import shortages
from model.certificate.supports import grants, public_money
from model.certificate.where import picks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.floors import Floors
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows

BREACHES = {
    "share": "share_breach",
    "average": "average_breach",
    "total": "total_breach",
    "exclude": "exclusion_breach",
    "budget": "budget_breach",
    "cover": "cover_breach",
    "certified": "certified_breach",
    "shortage": "shortage_breach",
    "hhi": "concentration_breach",
}
"""The decision that says by how much rules of each kind are broken."""


def checks(inputs: Inputs, decided: Decided, floors: Floors) -> Iterator[Rows]:
    """Every rule, and that hard rules have no breach.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floors: The least scales of rows.
    """
    of_minerals = {"share": shares, "average": averages, "cover": covers, "shortage": shortages}
    of_all = {"total": totals, "budget": budgets}
    for ruling in rulings(inputs):
        kind = ruling.row["kind"]
        if kind in of_minerals:
            yield of_minerals[kind](inputs, decided, ruling, floors.mineral)
        elif kind in of_all:
            yield of_all[kind](inputs, decided, ruling)
        elif kind == "hhi":
            yield from concentration(inputs, decided, ruling, floors.mineral)
        elif kind == "exclude":
            yield exclusions(inputs, decided, ruling, floors.material)
        elif kind == "cost" and ruling.row["per"] == "supplier":
            yield audits(inputs, decided, ruling, floors.material)
    rules = inputs["rules"]
    hard = rules.loc[rules["soft_penalty_usd"].isna() & rules["soft_penalty_multiple"].isna(), "rule"]
    for name in BREACHES.values():
        breach = decided[name]
        kept = breach[breach.index.get_level_values("rule").isin(hard)]
        yield at_most("hard rule is kept", kept, kept * 0.0)


def totals(inputs: Inputs, decided: Decided, ruling: Ruling) -> Rows:
    """A total of a year, or of all years of the rule, keeps its limit."""
    parts = measures(inputs, decided, ruling.row)[ruling.years]
    breach = decided["total_breach"].reindex([ruling.name]).fillna(0.0)[ruling.years]
    used, size = parts.sum().to_frame(ruling.name).T, parts.abs().sum().to_frame(ruling.name).T
    most = ruling.limits.to_frame(ruling.name).T
    if ruling.row["period"] == "horizon":
        last = ruling.years[-1]
        used, size = ((frame * inputs.years_in[ruling.years]).sum(axis=1).to_frame(last) for frame in (used, size))
        most, breach = most[[last]], breach[[last]]
    sign = -1.0 if ruling.row["sense"] == "min" else 1.0
    size = size + most.abs() + breach
    return at_most("total rule", sign * used - breach, sign * most, gross=size)


def exclusions(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """Nothing is bought of, run through or shipped on what a rule excludes."""
    rule = ruling.row
    kinds = ("route",) if rule["of"] == "shipped" else ("supplier", "plant")
    rows = subjects(inputs, decided, rule, kinds)
    amounts = amounts_of(inputs, decided, rows)[ruling.years]
    if rule["indicator"] and ruling.limit.notna().all():
        amounts = amounts.where(worse(inputs, decided, ruling, rows), 0.0)
    material = rows["material"].where(rows["kind"] == "route", "")
    keys = pd.MultiIndex.from_arrays([rows["kind"], rows["name"], material])
    stored = decided["exclusion_breach"].reset_index()
    stored = stored[stored["rule"] == ruling.name]
    on_route = stored["material"].where(stored["subject_kind"] == "route", "")
    allowed = sums(stored[ruling.years], stored["subject_kind"], stored["subject"], on_route)
    least = pd.Series(floor.reindex(rows["material"]).fillna(1.0).to_numpy(), index=keys)
    return at_most("excluded", amounts.set_axis(keys, axis=0), allowed, floor=least)


def audits(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """A supplier that costs something per year is bought from only while it is active."""
    rows = subjects(inputs, decided, ruling.row, ("supplier",))
    amounts = amounts_of(inputs, decided, rows).set_axis(rows["name"].to_numpy(), axis=0)[ruling.years]
    idle = decided["active"].reindex(amounts.index).fillna(0.0)[ruling.years] < 0.5
    least = pd.Series(floor.reindex(rows["material"]).to_numpy(), index=amounts.index)
    return at_most("supplier is active", amounts.where(idle, 0.0), amounts * 0.0, floor=least)


def budgets(inputs: Inputs, decided: Decided, ruling: Ruling) -> Rows:
    """What is spent in a year stays within the limit for the years it stands for; or all of it within one limit."""
    count = {"public_money": public_money, "own_money": own_money}.get(ruling.row["of"], capital)
    spent = count(inputs, decided, ruling.row["where"])[ruling.years].to_frame(ruling.name).T
    breach = decided["budget_breach"].reindex([ruling.name]).fillna(0.0)[ruling.years]
    most = (ruling.limits * inputs.years_in[ruling.years]).to_frame(ruling.name).T
    if ruling.row["period"] == "horizon":
        first = ruling.years[0]
        spent, breach = spent.sum(axis=1).to_frame(first), breach.sum(axis=1).to_frame(first)
        most = ruling.limit[[first]].to_frame(ruling.name).T
    return at_most("budget rule", spent, most + breach)


def capital(inputs: Inputs, decided: Decided, where: str = "") -> pd.Series:
    """Capital of projects and equity stakes decided in each year, of those that `where` picks; USD."""
    projects = inputs.keyed("projects")
    projects = projects[picks(inputs, "projects", projects, where)]
    built = decided["built"].reindex(projects.index).fillna(0.0)
    stakes = contracts_of(inputs)
    stakes = stakes[(stakes["status"] == "candidate") & (stakes["kind"] != "spot")]
    stakes = stakes[picks(inputs, "contracts", stakes, where)]
    volume = decided["volume"].reindex(stakes.index).fillna(0.0)
    return built.mul(projects["capital_usd_per_block"], axis=0).sum() + (
        volume.mul(stake_capital(inputs, stakes.index), axis=0).sum()
    )


def own_money(inputs: Inputs, decided: Decided, where: str = "") -> pd.Series:
    """What the buyer puts up itself of the same, grants taken off, by year of decision; USD."""
    projects = inputs.keyed("projects")
    named = projects.index[picks(inputs, "projects", projects, where).to_numpy(dtype=bool)]
    others = (1.0 - money_of(inputs)["own"]) * projects["capital_usd_per_block"]
    built = decided["built"].reindex(named).fillna(0.0)
    less = built.mul(others.loc[named], axis=0).sum() + grants(inputs, decided).loc[named].sum()
    return capital(inputs, decided, where) - less


def covers(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Rows:
    """The buyer's stocks of each mineral cover so many days of demand."""
    piles = inputs.keyed("stockpiles")
    piles = piles[piles["held_by_buyer"] & picks(inputs, "stockpiles", piles, ruling.row["where"])]
    held = piles.reset_index(drop=True)[["stockpile", "material"]].merge(inputs.contents, on="material")
    amounts = decided["stock"].reindex(held["stockpile"]).fillna(0.0).mul(held["content"].to_numpy(), axis=0)
    need = needed(inputs)
    need = need[ruling.of_mineral(need.index)]
    least = need[ruling.years].mul(ruling.limits / 365.0, axis=1)
    covered = sums(amounts, held["mineral"]).reindex(need.index).fillna(0.0)[ruling.years]
    covered = covered + ruling.breach(decided["cover_breach"], need.index)
    label = pd.MultiIndex.from_product([[ruling.name], need.index])
    sizes = pd.Series(floor.reindex(need.index).to_numpy(), index=label)
    return at_most("cover rule", least.set_axis(label, axis=0), covered.set_axis(label, axis=0), floor=sizes)


def needed(inputs: Inputs) -> pd.DataFrame:
    """Demand by mineral and year; contained t/yr."""
    wanted = inputs.over_years("demand", "quantity_t").groupby(level="material").sum()
    rows = inputs.contents[inputs.contents["material"].isin(wanted.index)]
    return sums(wanted.reindex(rows["material"]).mul(rows["content"].to_numpy(), axis=0), rows["mineral"])


def required_cover(inputs: Inputs) -> pd.Series:
    """The most that rules ask to be held of each mineral at the end of the horizon; contained t."""
    last = inputs.years[-1]
    need = needed(inputs)[last]
    most = need * 0.0
    rules = inputs["rules"]
    days = inputs.by_year("rules", "limit")[last]
    asking = rules[(rules["kind"] == "cover") & within(rules, [last])[last]]
    for _, rule in asking.iterrows():
        concerned = [speaks_of(rule["mineral"], mineral) for mineral in need.index]
        most = most.where(~np.asarray(concerned), np.maximum(most, need * days[rule["rule"]] / 365.0))
    return most
