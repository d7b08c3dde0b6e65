"""Plans side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.plan import Plan

KEYS = ["kpi", "mineral", "stage", "scenario", "year", "unit"]
ANSWERED = {"largest share"}
"""KPIs whose item is part of the answer, rather than of what they measure."""


def compare(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """The KPIs of several plans side by side.

    Args:
        plans: Plans by name.

    Returns:
        A row per KPI, mineral, stage, item and year; a column per plan; empty where a plan has no such figure.
    """
    columns = {}
    for name, plan in plans.items():
        kpis = plan.kpis
        item = kpis["item"].mask(kpis["kpi"].isin(ANSWERED), "")
        columns[name] = kpis.assign(item=item).set_index([*KEYS[:3], "item", *KEYS[3:]])["value"]
    return pd.concat(columns, axis=1).reset_index()
