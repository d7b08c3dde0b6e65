"""Every rule of a plan: where it stands, binding or slack and by how much, and what a unit of it is worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.plan.gates import gate_rows
from model.plan.rule_units import row_unit, unit_of, unit_of_indicator
from model.rules import rule_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.case import Case

TYPES = {
    "rule": "str", "title": "str", "kind": "str", "mineral": "str", "member": "str", "scenario": "str", "year": "Int64",
    "value": "float64", "limit": "float64", "sense": "str", "unit": "str", "slack": "float64", "breach": "float64",
    "row_unit": "str", "binding": "bool", "broken": "bool", "usd_per_unit": "float64",
}  # fmt: skip
TOUCHING = 1e-6
"""Relative slack below which a rule is said to bind, and relative breach above which it is said to be broken."""


def rule_table(case: Case, model: Any, duals: Mapping[Any, float] | None) -> pd.DataFrame:
    """How a plan stands to each rule, a row for each mineral, member and year.

    Args:
        case: The case.
        model: The solved model.
        duals: The rise of the objective per unit of right-hand side, by constraint.

    Returns:
        `value` and `limit` in the rule's own `unit`; `slack` (negative where the rule is broken) and `breach` in
        `row_unit`; `year` is empty for a limit over the horizon; `usd_per_unit`: what one more unit of slack would save
        a year, with the integers held; over the horizon, its present value.
    """
    found = [
        *shares(model),
        *certified(model),
        *averages(case, model),
        *totals(model),
        *exclusions(model),
        *budgets(model),
        *covers(model),
        *shortages(model),
        *concentration(model),
    ]
    rules = described(case)
    rows = [row_of(model, rules, duals or {}, *entry) for entry in found]
    rows += gate_rows(model, duals or {}, dict(zip(rules.index, rules["title"], strict=True)))
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def described(case: Case) -> pd.DataFrame:
    """The rules by name, with their kind's defaults and the units of their limit and of their row."""
    frames = [rule_rows(case, kind) for kind in dict.fromkeys(case.filled("rules")["kind"])]
    if not frames:
        return case.filled("rules").set_index("rule")
    rules = pd.concat(frames)
    measured = {name: unit_of_indicator(case, name) or name for name in set(rules["indicator"])}
    units = [unit_of(kind, measured[name]) for kind, name in zip(rules["kind"], rules["indicator"], strict=True)]
    rows = [row_unit(kind, measured[name]) for kind, name in zip(rules["kind"], rules["indicator"], strict=True)]
    return rules.assign(unit=units, row_unit=rows)


def row_of(model: Any, rules: pd.DataFrame, duals: Mapping[Any, float], *entry: Any) -> tuple[Any, ...]:
    """One row of the table."""
    constraint, breach, index, mineral, member, value, limit, slack, scale = entry
    rule = rules.loc[index[0]]
    node = next((node for node in model.tree.nodes if node.name == index[-1]), None)
    horizon = rule["period"] == "horizon" and rule["kind"] in {"total", "budget", "shortage"}
    weight = 1.0 if horizon else weight_of(model, node, index[-1])
    worth = abs(duals.get(constraint, 0.0)) / weight if weight else math.nan
    excess = pyo.value(breach)
    touching = TOUCHING * max(1.0, abs(scale))
    scenario, year = ("all", index[-1]) if node is None else (node.scenario, node.year)
    return (
        *(index[0], rule["title"], rule["kind"], mineral, member, scenario, None if horizon else year),
        *(value, limit, rule["sense"], rule["unit"], slack, excess, rule["row_unit"]),
        *(slack + excess <= touching, excess > touching, worth),
    )


def weight_of(model: Any, node: Any, year: int) -> float:
    """What a dollar a year in a node, or once in a year, is worth at the start."""
    if node is None:
        return float(model.discount[year])
    return float(model.probability[node.name] * model.annuity[node.name])


def shares(model: Any) -> Iterator[tuple[Any, ...]]:
    """The share rules."""
    for index in model.SHARES:
        rule, mineral, member, node = index
        counted = pyo.value(model.Counted[index])
        base = pyo.value(model.Base[rule, mineral, node])
        limit = model.share_limit[rule, model.year[node]]
        if index in model.share_cap:
            constraint, slack = model.share_cap[index], limit * base - counted
        else:
            counted -= pyo.value(model.Unhelpful[rule, mineral, node])
            constraint, slack = model.share_floor[index], counted - limit * base
        share = counted / base if base > 0 else math.nan
        yield constraint, model.ShareBreach[index], index, mineral, member, share, limit, slack, base


def certified(model: Any) -> Iterator[tuple[Any, ...]]:
    """The rules on certified tonnes; what is discarded is taken for certified."""
    for index in model.CERTIFIED:
        rule, mineral, node = index
        limit = model.certified_limit[rule, model.year[node]]
        base = pyo.value(model.CertifiedBase[index])
        counted = pyo.value(model.CertifiedTonnes[index]) - pyo.value(model.CertifiedWaste[index])
        share = counted / base if base > 0 else math.nan
        constraint, slack = model.certified_share[index], counted - limit * base
        yield constraint, model.CertifiedBreach[index], index, mineral, "", share, limit, slack, base


def averages(case: Case, model: Any) -> Iterator[tuple[Any, ...]]:
    """The averages."""
    limits = case.by_year("rules", "limit")
    senses = rule_rows(case, "average")["sense"]
    for index in model.AVERAGES:
        rule, mineral, node = index
        merit, quantity = pyo.value(model.Merit[index]), pyo.value(model.Averaged[index])
        limit = float(limits[rule, model.year[node]])
        sign = 1.0 if senses[rule] == "min" else -1.0
        value = limit + sign * merit / quantity if quantity > 0 else math.nan
        scale = quantity * max(1.0, abs(limit))
        yield model.average_kept[index], model.AverageBreach[index], index, mineral, "", value, limit, merit, scale


def totals(model: Any) -> Iterator[tuple[Any, ...]]:
    """The totals, yearly and over the horizon."""
    for index in model.LIMITED_TOTALS:
        yearly = index in model.total_kept
        used = pyo.value(model.Measured[index] if yearly else model.TotalUsed[index])
        constraint = model.total_kept[index] if yearly else model.horizon_total_kept[index]
        limit = model.total_limit[index[0], model.year[index[1]]]
        yield constraint, model.TotalBreach[index], index, "", "", used, limit, limit - used, limit


def exclusions(model: Any) -> Iterator[tuple[Any, ...]]:
    """The exclusions; `member` names what is excluded, of which nothing counts once it has become good enough."""
    for index in model.EXCLUSIONS_BY_RULE:
        quantity = pyo.value(model.ExcludedQuantity[index])
        breach = model.ExclusionBreach[index]
        if index in model.EXCLUSIONS_TO_KEEP:
            row = model.excluded[index]
        else:
            row = model.excluded_until_improved[index]
            quantity *= 1.0 - round(pyo.value(model.Admitted[(*index[:3], model.year[index[-1]])]))
        yield row, breach, index, "", index[2], quantity, 0.0, -quantity, quantity


def budgets(model: Any) -> Iterator[tuple[Any, ...]]:
    """The budgets, yearly and over the horizon."""
    for rule, year in model.LIMITED_BUDGETS:
        index = (rule, year)
        yearly = index in model.budget_kept
        years = [year] if yearly else list(model.BUDGET_YEARS[rule])
        spent = sum(pyo.value(model.Spent[rule, t]) for t in years)
        limit = model.budget_limit[index] * (model.years_of[year] if yearly else 1)
        constraint = model.budget_kept[index] if yearly else model.horizon_budget_kept[index]
        yield constraint, model.BudgetBreach[index], index, "", "", spent, limit, limit - spent, limit


def covers(model: Any) -> Iterator[tuple[Any, ...]]:
    """The stock covers, in days."""
    for index in model.COVERS:
        rule, mineral, node = index
        year = model.year[node]
        held = sum(
            model.stock_content[s, mineral] * pyo.value(model.Stock[s, node]) for s in model.COVERING[rule, mineral]
        )
        need, days = model.need[mineral, year], model.cover_days[rule, year]
        value = 365 * held / need if need > 0 else math.inf
        slack = held - days / 365 * need
        yield model.stock_cover[index], model.CoverBreach[index], index, mineral, "", value, days, slack, need


def shortages(model: Any) -> Iterator[tuple[Any, ...]]:
    """The rules on shortage, as shares of what is asked for."""
    for index in model.SHORTAGES:
        rule, mineral, node = index
        limit = model.shortage_limit[rule, model.year[node]]
        if index in model.shortage_kept:
            constraint, short = model.shortage_kept[index], pyo.value(model.MineralShort[mineral, node])
            asked = model.mineral_asked[mineral, model.year[node]]
        else:
            constraint, short = model.horizon_shortage_kept[index], pyo.value(model.WorthShort[rule])
            asked = model.worth_asked[rule]
        share = short / asked if asked > 0 else math.nan
        yield constraint, model.ShortageBreach[index], index, mineral, "", share, limit, limit * asked - short, asked


def concentration(model: Any) -> Iterator[tuple[Any, ...]]:
    """The rules on concentration, as an HHI of 0 to 10 000; one that holds nothing back has no row."""
    for index in model.HHIS:
        rule, mineral, node = index
        limit = model.hhi_limit[rule, model.year[node]]
        base, norm = pyo.value(model.HhiBase[index]), pyo.value(model.SupplyNorm[index])
        held = index in model.hhi_kept
        constraint, breach = (model.hhi_kept[index], model.ConcentrationBreach[index]) if held else (None, 0.0)
        value = 1e4 * (norm / base) ** 2 if base > 0 else math.nan
        slack = (limit / 1e4) ** 0.5 * base - norm
        yield constraint, breach, index, mineral, "", value, limit, slack, base
