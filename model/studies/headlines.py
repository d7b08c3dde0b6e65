"""The few figures by which plans are set side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from model.plan.words import money, percent, plain_number, three_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = ("kpi", "mineral", "stage", "item", "scenario", "year", "unit")
"""The columns of `compare` that are no plan."""
OF_STAGES = {"extraction": "mined", "processing": "processed", "component": "in components"}
COLUMNS = ("figure", "unit")
MOST_TERMS = 5
"""Cost terms that are told: those in which plans differ most."""
FEW = 1e-4
"""Of the whole cost: terms that differ by less are not told."""


def headlines(kpis: pd.DataFrame) -> pd.DataFrame:
    """The headline figures of plans: `figure`, `unit`, and a column for each plan.

    Args:
        kpis: The KPIs of the plans as `compare` sets them side by side.

    Returns:
        Cost terms in which plans differ most; averages are over minerals, in the last year; shortages the worst of all
        years; totals those of the last year.
    """
    plans = [name for name in kpis.columns if name not in KEYS]
    rows = [(*what, *(float(values[name]) for name in plans)) for what, values in figures(kpis, plans)]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *plans])
    return frame.dropna(subset=plans, how="all", ignore_index=True) if len(frame) else frame


def figures(kpis: pd.DataFrame, plans: list[str]) -> Iterator[tuple[tuple[str, str], pd.Series]]:
    """Each figure with its unit, and its value in each plan."""
    trunk = kpis[kpis["scenario"] == "trunk"]
    last = trunk[trunk["year"] == trunk["year"].max()]
    year = "" if last.empty else f", {last['year'].iloc[0]}"
    terms = kpis[kpis["kpi"] == "cost"].set_index("item")[plans].fillna(0.0)
    apart = (terms.max(axis=1) - terms.min(axis=1)).sort_values(ascending=False, kind="stable")
    for term in apart[apart > FEW * terms.abs().sum().max()].index[:MOST_TERMS]:
        yield (f"cost: {term}", "USD"), terms.loc[term]
    for kpi, words in (("largest share", "largest share of a place"), ("import reliance", "import reliance")):
        for stage, called in OF_STAGES.items():
            rows = last[(last["kpi"] == kpi) & (last["stage"] == stage)]
            if len(rows):
                yield (f"average {words}, {called}{year}", "fraction"), rows[plans].mean()
    short = trunk[trunk["kpi"] == "shortage share"]
    if len(short):
        yield ("largest shortage of a material, of its demand", "fraction"), short[plans].fillna(0.0).max()
        many = short.groupby("item")[plans].max() > 1e-6
        yield ("materials that go short", ""), many.sum().astype(float)
    cover = last[last["kpi"] == "stock cover"]
    if len(cover):
        yield (f"average stock cover{year}", "days"), cover[plans].fillna(0.0).mean()
    for _, row in last[last["kpi"] == "total"].iterrows():
        yield (f"total {row['item']}{year}", str(row["unit"])), row[plans]


def shown_figure(value: float, unit: str) -> str:
    """A figure in its unit; a dash where there is none."""
    if math.isnan(value):
        return "-"
    if unit == "USD":
        return money(value)
    if unit == "fraction":
        return percent(value)
    return plain_number(value) if not unit else f"{large(value)} {unit}"


def large(value: float) -> str:
    """Three digits, with millions as such."""
    return f"{three_digits(value / 1e6)} million" if abs(value) >= 1e6 else three_digits(value)
