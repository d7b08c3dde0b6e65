"""Rules: every hard one holds, every soft one within its stored breach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.averages import averages
from model.certificate.contracts import contracts_of
from model.certificate.measured import amounts_of, higher_is_better, measures, subjects, taken
from model.certificate.read import within
from model.certificate.rows import at_most, sums
from model.certificate.shares import shares
from model.certificate.where import picks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.floors import Floors
    from model.certificate.read import Inputs

BREACHES = {
    "share": "share_breach",
    "average": "average_breach",
    "total": "total_breach",
    "exclude": "exclusion_breach",
    "budget": "budget_breach",
    "cover": "cover_breach",
}
"""The decision that says by how much rules of each kind are broken."""


def checks(inputs: Inputs, decided: Decided, floors: Floors) -> Iterator[pd.DataFrame]:
    """Every rule, and that hard rules have no breach.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floors: The least scales of rows.
    """
    for _, rule in inputs["rules"].iterrows():
        years = [year for year, holds in within(rule.to_frame().T, inputs.years).iloc[0].items() if holds]
        limit = inputs.by_year("rules", "limit").loc[rule["rule"]]
        if not years:
            continue
        if rule["kind"] == "share":
            yield from shares(inputs, decided, rule, limit, years, floors.mineral)
        elif rule["kind"] == "average":
            yield from averages(inputs, decided, rule, limit, years, floors.mineral)
        elif rule["kind"] == "total":
            yield from totals(inputs, decided, rule, limit, years)
        elif rule["kind"] == "exclude":
            yield from exclusions(inputs, decided, rule, limit, years, floors.material)
        elif rule["kind"] == "cost" and rule["per"] == "supplier":
            yield from audits(inputs, decided, rule, years)
        elif rule["kind"] == "budget":
            yield from budgets(inputs, decided, rule, limit, years)
        elif rule["kind"] == "cover":
            yield from covers(inputs, decided, rule, limit, years, floors.mineral)
    hard = inputs["rules"].loc[inputs["rules"]["soft_penalty_usd"].isna(), "rule"]
    for name in BREACHES.values():
        breach = decided[name]
        kept = breach[breach.index.get_level_values("rule").isin(hard)]
        yield at_most("hard rule is kept", kept, kept * 0.0)


def totals(
    inputs: Inputs, decided: Decided, rule: pd.Series, limit: pd.Series, years: list[int]
) -> Iterator[pd.DataFrame]:
    """A total of a year, or of all years of the rule, keeps its limit."""
    parts = measures(inputs, decided, rule)[years]
    breach = decided["total_breach"].reindex([rule["rule"]]).fillna(0.0)[years]
    used, size = parts.sum().to_frame(rule["rule"]).T, parts.abs().sum().to_frame(rule["rule"]).T
    most = limit[years].to_frame(rule["rule"]).T
    if rule["period"] == "horizon":
        last = [years[-1]]
        used, size = ((frame * inputs.years_in[years]).sum(axis=1).to_frame(years[-1]) for frame in (used, size))
        most, breach = most[last], breach[last]
    sign = -1.0 if rule["sense"] == "min" else 1.0
    size = size + most.abs() + breach
    yield at_most("total rule", sign * used - breach, sign * most, gross=size)


def exclusions(
    inputs: Inputs, decided: Decided, rule: pd.Series, limit: pd.Series, years: list[int], floor: pd.Series
) -> Iterator[pd.DataFrame]:
    """Nothing is bought of, run through or shipped on what a rule excludes."""
    rows = subjects(inputs, decided, rule, ("supplier", "plant", "route"))
    amounts = amounts_of(inputs, decided, rows)[years]
    if rule["indicator"] and limit.notna().all():
        values = taken(inputs, rule, rows["kind"], rows["name"], rows["place"])
        worse = amounts * 0.0
        for year in years:
            low = values < limit[year] if higher_is_better(inputs, rule["indicator"]) else values > limit[year]
            worse[year] = low.astype(float)
        amounts = amounts * worse
    breach = decided["exclusion_breach"]
    breach = breach[breach.index.get_level_values("rule") == rule["rule"]]
    label = ["kind", "name"]
    keys = pd.MultiIndex.from_frame(rows[label].assign(material=rows["material"].where(rows["kind"] == "route", "")))
    allowed = breach.reset_index("material")
    on_route = allowed.index.get_level_values("subject_kind") == "route"
    allowed_for = pd.MultiIndex.from_arrays(
        [
            allowed.index.get_level_values("subject_kind"),
            allowed.index.get_level_values("subject"),
            allowed["material"].where(on_route, ""),
        ]
    )
    named = breach.set_axis(allowed_for, axis=0).groupby(level=[0, 1, 2]).sum() if len(breach) else breach
    limit_frame = named.reindex(keys)[years].fillna(0.0) if len(named) else amounts.set_axis(keys) * 0.0
    least = floor.reindex(rows["material"]).fillna(1.0).set_axis(keys)
    yield at_most("excluded", amounts.set_axis(keys, axis=0), limit_frame, floor=least[~least.index.duplicated()])


def audits(inputs: Inputs, decided: Decided, rule: pd.Series, years: list[int]) -> Iterator[pd.DataFrame]:
    """A supplier that costs something per year is bought from only while it is active."""
    rows = subjects(inputs, decided, rule, ("supplier",))
    amounts = amounts_of(inputs, decided, rows).set_axis(rows["name"].to_numpy(), axis=0)[years]
    idle = decided["active"].reindex(amounts.index).fillna(0.0)[years] < 0.5
    yield at_most("supplier is active", amounts.where(idle, 0.0), amounts * 0.0)


def budgets(
    inputs: Inputs, decided: Decided, rule: pd.Series, limit: pd.Series, years: list[int]
) -> Iterator[pd.DataFrame]:
    """Capital decided in a year stays within the limit for the years it stands for; or all of it within one limit."""
    spent = capital(inputs, decided, rule["where"])[years].to_frame(rule["rule"]).T
    breach = decided["budget_breach"].reindex([rule["rule"]]).fillna(0.0)[years]
    most = (limit * inputs.years_in)[years].to_frame(rule["rule"]).T
    if rule["period"] == "horizon":
        first = [years[0]]
        spent, breach = spent.sum(axis=1).to_frame(years[0]), breach.sum(axis=1).to_frame(years[0])
        most = limit[first].to_frame(rule["rule"]).T
    yield at_most("budget rule", spent, most + breach)


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
        volume.mul(stakes["capital_usd_per_t_per_year"], axis=0).sum()
    )


def covers(
    inputs: Inputs, decided: Decided, rule: pd.Series, limit: pd.Series, years: list[int], floor: pd.Series
) -> Iterator[pd.DataFrame]:
    """The buyer's stocks of each mineral cover so many days of demand."""
    piles = inputs.keyed("stockpiles")
    piles = piles[piles["held_by_buyer"] & picks(inputs, "stockpiles", piles, rule["where"])]
    held = piles[["stockpile", "material"]].merge(inputs.contents, on="material")
    amounts = decided["stock"].reindex(held["stockpile"]).fillna(0.0).mul(held["content"].to_numpy(), axis=0)
    stock = sums(amounts, held["mineral"])
    need = needed(inputs)
    need = need[[rule["mineral"] in {"", mineral} for mineral in need.index]]
    least = need[years].mul(limit[years] / 365.0, axis=1)
    breach = breach_of(decided["cover_breach"], rule["rule"], need.index)[years]
    covered = stock.reindex(need.index).fillna(0.0)[years] + breach
    label = pd.MultiIndex.from_product([[rule["rule"]], need.index])
    sizes = pd.Series(floor.reindex(need.index).to_numpy(), index=label)
    yield at_most("cover rule", least.set_axis(label, axis=0), covered.set_axis(label, axis=0), floor=sizes)


def breach_of(breach: pd.DataFrame, rule: str, minerals: pd.Index) -> pd.DataFrame:
    """The breach of a rule by mineral."""
    own = breach[breach.index.get_level_values("rule") == rule]
    return own.droplevel("rule").reindex(minerals).fillna(0.0)


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
        concerned = [rule["mineral"] in {"", mineral} for mineral in need.index]
        most = most.where(~np.asarray(concerned), np.maximum(most, need * days[rule["rule"]] / 365.0))
    return most
