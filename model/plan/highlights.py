"""The few figures that say most of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

WORST = {
    "largest share": "max",
    "HHI": "max",
    "import reliance": "max",
    "shortage share": "max",
    "stock cover": "min",
    "average": "last",
}
"""KPIs by year, and which of their years says most."""


def highlights(kpis: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The KPIs of the whole horizon, and of those by year the worst year on the trunk.

    Args:
        kpis: The KPIs of a plan.

    Returns:
        A dictionary each: `kpi`, `mineral`, `stage`, `item`, `year` (None: the whole horizon), `value`, `unit`.
    """
    return tuple(chosen(kpis))


def chosen(kpis: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One after another."""
    for _, row in kpis[kpis["scenario"] == "all"].iterrows():
        yield entry(row)
    trunk = kpis[kpis["scenario"] == "trunk"]
    for kpi, which in WORST.items():
        rows = trunk[trunk["kpi"] == kpi]
        items = ["item"] if kpi == "average" else []
        for _, group in rows.groupby(["mineral", "stage", *items], sort=False):
            order = group["value" if which != "last" else "year"]
            yield entry(group.iloc[int(order.argmin() if which == "min" else order.argmax())])


def entry(row: pd.Series) -> dict[str, Any]:
    """A KPI as JSON says it."""
    year = None if pd.isna(row["year"]) else int(row["year"])
    texts = {name: row[name] for name in ("kpi", "mineral", "stage", "item")}
    return {**texts, "year": year, "value": float(row["value"]), "unit": row["unit"]}
