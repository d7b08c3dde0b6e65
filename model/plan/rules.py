"""Every rule of a plan: where it stands, binding or slack and by how much, and what a unit of it is worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.rules import rule_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.case import Case

COLUMNS = [
    "rule", "title", "kind", "mineral", "member", "scenario", "year", "value", "limit", "sense", "unit",
    "slack", "breach", "binding", "usd_per_unit",
]  # fmt: skip
BINDING = 1e-6
"""Relative slack below which a rule is said to bind."""

Row = tuple[Any, tuple[Any, ...], str, str, float, float, float, float]
"""Constraint, index, mineral, member, value, limit, slack, scale of the row."""


def rule_table(case: Case, model: Any, duals: Mapping[Any, float] | None) -> pd.DataFrame:
    """How a plan stands to each rule, a row for each mineral, member and year.

    Args:
        case: The case.
        model: The solved model.
        duals: The rise of the objective per unit of right-hand side, by constraint.

    Returns:
        `value` and `limit` in the rule's own `unit`; `slack` and `breach` in the unit of its row (contained t, or as the unit
        says); `usd_per_unit`: what one more unit of slack would save a year, with the integers held.
    """
    found = [
        *shares(model),
        *averages(case, model),
        *totals(model),
        *exclusions(model),
        *budgets(model),
        *covers(model),
    ]
    rules = case.filled("rules").set_index("rule")
    kinds = {kind: rule_rows(case, kind) for kind in dict.fromkeys(rules["kind"])}
    rows = [row_of(model, rules, kinds, duals or {}, *entry) for entry in found]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"year": "Int64"})


def row_of(
    model: Any, rules: pd.DataFrame, kinds: dict[str, pd.DataFrame], duals: Mapping[Any, float], *entry: Any
) -> tuple[Any, ...]:
    """One row of the table."""
    constraint, breach, index, mineral, member, value, limit, slack, scale = entry
    name = index[0]
    kind = rules.at[name, "kind"]
    nodes = {node.name: node for node in model.tree.nodes}
    node = nodes.get(index[-1])
    weight = model.discount[index[-1]] if node is None else model.probability[node.name] * model.annuity[node.name]
    worth = abs(duals.get(constraint, 0.0)) / weight if weight else math.nan
    broken = pyo.value(breach)
    binding = bool(slack - broken <= BINDING * max(1.0, abs(scale)))
    scenario, year = ("all", index[-1]) if node is None else (node.scenario, node.year)
    return (
        name, rules.at[name, "title"], kind, mineral, member, scenario, year, value, limit, kinds[kind].at[name, "sense"],
        unit_of(kind, rules.loc[name]), slack, broken, binding, worth,
    )  # fmt: skip


def unit_of(kind: str, rule: Any) -> str:
    """The unit of a rule's limit."""
    units = {"share": "fraction", "budget": "USD", "cover": "days", "exclude": "t/yr"}
    return units.get(kind, str(rule.indicator) or "t")


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
    """The exclusions; `member` names what is excluded."""
    for index in model.EXCLUSIONS_BY_RULE:
        quantity = pyo.value(model.ExcludedQuantity[index])
        yield (
            model.excluded[index],
            model.ExclusionBreach[index],
            index,
            "",
            index[2],
            quantity,
            0.0,
            -quantity,
            quantity,
        )


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
