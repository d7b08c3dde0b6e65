"""What supports pay in a plan, each by year, and whether they are at their cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.plan.words import in_years, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

TYPES = {
    "support": "str", "name": "str", "kind": "str", "scenario": "str", "year": "int64", "outlay_usd": "float64",
    "at_cap": "bool",
}  # fmt: skip


def support_table(case: Case, model: Any) -> pd.DataFrame:
    """What each support pays.

    Args:
        case: The case.
        model: The solved model.

    Returns:
        `outlay_usd`: over the period that the year stands for (of a grant, for what is decided in the year);
        `at_cap`: a credit or a floor pays its cap, and less than it would without.
    """
    supports = case.filled("supports").set_index("support")
    nodes = {node.name: node for node in model.tree.nodes}
    rows = []
    for support, row in supports.iterrows():
        head = (support, row["name"], row["kind"])
        if row["kind"] == "grant":
            rows += [(*head, "all", t, pyo.value(model.GrantOutlay[support, t]), False) for t in case.years]
            continue
        for name, node in nodes.items():
            outlay = pyo.value(model.Outlay[support, name])
            entitled = pyo.value(model.Entitled[support, name])
            capped = support in model.CAPPED_SUPPORTS and entitled > outlay + 1e-6 * max(1.0, entitled)
            rows.append((*head, node.scenario, node.year, outlay * node.years_in, capped))
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def support_lines(supports: pd.DataFrame) -> Iterator[str]:
    """What each support pays over the horizon, and when it is at its cap."""
    for _, rows in supports[supports["scenario"].isin(["trunk", "all"])].groupby("support", sort=False):
        first = rows.iloc[0]
        capped = rows[rows["at_cap"]]["year"]
        held = f", held back by its cap {in_years(capped)}" if len(capped) else ""
        yield f"{first['name'] or first['support']} ({first['kind']}): {money(rows['outlay_usd'].sum())}{held}"
