"""The rules by which metrics are kept at a level, the cases that have them, and what metrics come to in their plans."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from model.errors import InputError
from model.studies.metrics import AVERAGE, COST, DOMESTIC, HHI, MARK, SHORTAGE, TOTAL, WHOLE, Asked, issue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case import Case
    from model.plan import Plan


def rule_of(case: Case, asked: Asked, level: float) -> dict[str, object]:
    """The rule that keeps a metric at a level, as a row of the table of rules."""
    row = {
        "rule": asked.rule,
        "title": f"Trade-off: {asked.title}",
        "mineral": asked.mineral,
        "stage": asked.stage,
        "indicator": asked.indicator,
        "limit": level,
        "first_year": asked.first_year,
    }
    if asked.kind == SHORTAGE:
        return {**row, "kind": "shortage", "period": "horizon", "limit": min(level, 1.0)}
    if asked.kind == TOTAL:
        sense = "min" if asked.more_is_better else "max"
        return {**row, "kind": "total", "period": "horizon", "sense": sense, "missing": "ignore"}
    if asked.kind == AVERAGE:
        return {**row, "kind": "average", "missing": "ignore"}
    if asked.kind == HHI:
        return {**row, "kind": "hhi", "per": "place", "limit": min(level, WHOLE)}
    if asked.kind == DOMESTIC:
        where = f"place={'|'.join(case.settings.buyer)}"
        return {**row, "kind": "share", "where": where, "sense": "min", "limit": max(level, 0.0)}
    return {**row, "kind": "share", "per": "place", "sense": "max", "limit": min(level, 1.0)}


def kept_at(case: Case, levels: Mapping[Asked, float]) -> Case:
    """The case with rules that keep metrics at levels, and its name for it; cost is kept by none.

    Raises:
        InputError: A rule cannot be used.
    """
    kept = {asked: level for asked, level in levels.items() if asked.kind != COST}
    rows = [rule_of(case, asked, level) for asked, level in kept.items()]
    known = case.tables["rules"].astype(object)
    known = known[~known["rule"].isin({asked.rule for asked in kept})]
    added = pd.DataFrame(rows, dtype=object).reindex(columns=known.columns)
    words = [
        f"{MARK}{asked.title} {'at least' if asked.more_is_better else 'at most'} {asked.said(kept[asked])}"
        for asked in kept
    ]
    draft = replace(case.draft, policies=(*names_without(case, kept), *words))
    return replace(case, draft=draft).replace(rules=pd.concat([known, added], ignore_index=True))


def names_without(case: Case, kept: Mapping[Asked, float]) -> list[str]:
    """The policies of a case, without what an earlier limit of the same metrics was called."""
    return [name for name in case.policies if not name.startswith(tuple(f"{MARK}{asked.title} at " for asked in kept))]


def uncharged(case: Case) -> Case:
    """The case in which going short costs nothing where it is allowed: beside the cost, shortage stands for itself.

    Raises:
        InputError: No sector may go short, so that there is nothing to weigh.
    """
    sectors, yearly = case.tables["sectors"].copy(), case.tables["yearly"]
    column = "shortage_cost_usd_per_t"
    costs = (yearly["table"] == "sectors") & (yearly["column"] == column)
    allowed = sectors[column].notna() | sectors["shortage_cost_multiple"].notna()
    allowed |= sectors["sector"].isin(yearly.loc[costs, "key"])
    if not allowed.any():
        raise InputError([issue(SHORTAGE, "is allowed to no sector", "Give sectors a shortage_cost_multiple.")])
    sectors[column] = sectors[column].mask(allowed, 0.0)
    sectors["shortage_cost_multiple"] = sectors["shortage_cost_multiple"].mask(allowed)
    draft = replace(case.draft, policies=(*case.policies, f"{MARK}shortage not charged"))
    return replace(case, draft=draft).replace(sectors=sectors, yearly=yearly[~costs])


def value_of(plan: Plan, asked: Asked) -> float:
    """What a metric comes to in a plan in which a rule keeps it, as its tables say; of several years the worst."""
    if asked.kind == COST:
        return plan.objective
    rows = plan.rules[plan.rules["rule"] == asked.rule].dropna(subset="value")
    limits = [*rows["value"]] or [*plan.rules.loc[plan.rules["rule"] == asked.rule, "limit"]]
    return float((min if asked.more_is_better else max)(limits, default=math.nan))
