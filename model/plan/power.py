"""Power in a plan: what the plants of each pool draw, against what it can give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.case.rows import each_row
from model.plan.words import in_years, money, percent, three_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.case import Case

TYPES = {
    "pool": "str", "name": "str", "place": "str", "scenario": "str", "year": "int64", "online_mw": "float64",
    "available_mwh_per_year": "float64", "drawn_mwh_per_year": "float64", "used": "float64", "binding": "bool",
    "usd_per_mwh": "float64",
}  # fmt: skip
TOUCHING = 1e-6
"""Relative slack below which a pool is said to be at its limit."""


def power_table(case: Case, model: Any, duals: Mapping[Any, float] | None) -> pd.DataFrame:
    """How far the plants of a plan use each pool.

    Args:
        case: The case.
        model: The solved model.
        duals: The rise of the objective per unit of right-hand side, by constraint.

    Returns:
        `online_mw` (megawatts for its plants), `available_mwh_per_year`, `drawn_mwh_per_year`, `used` (their ratio; 1
        for a pool with nothing to give), `binding` (nothing is left), and `usd_per_mwh`: what one more MWh would save,
        with the integers held.
    """
    pools = case.filled("pools").set_index("pool")
    nodes = {node.name: node for node in model.tree.nodes}
    rows = []
    for pool, name in model.POOLED:
        node = nodes[name]
        available, drawn = pyo.value(model.PowerAvailable[pool, name]), pyo.value(model.PowerDrawn[pool, name])
        weight = model.probability[name] * model.annuity[name]
        dual = abs((duals or {}).get(model.power_within_pool[pool, name], 0.0))
        rows.append(
            (
                *(pool, pools.at[pool, "name"], pools.at[pool, "place"], node.scenario, node.year),
                *(pyo.value(model.PowerOnLine[pool, node.year]), available, drawn),
                drawn / available if available > 0 else 1.0,
                drawn >= available - TOUCHING * max(1.0, available),
                dual / weight if weight else 0.0,
            )
        )
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def power_kpis(power: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """How much of each pool is used, by year."""
    for row in each_row(power):
        yield "power use", "", "", row.pool, row.scenario, row.year, row.used, "fraction"


def power_lines(power: pd.DataFrame) -> Iterator[str]:
    """Each pool: when nothing is left of it and what more would be worth, or how near it comes to that."""
    for _, rows in power.groupby("pool", sort=False):
        first = rows.iloc[0]
        name, short = first["name"] or first["pool"], rows[rows["binding"]]
        if short.empty:
            top = rows.iloc[int(rows["used"].argmax())]
            yield f"{name} suffices: at most {percent(top['used'])} of it is drawn ({top['year']}, {drawn_of(top)})"
            continue
        worth = short["usd_per_mwh"].max()
        more = f"; one more MWh would save up to {money(worth)}" if worth > 0 else ""
        most = short.iloc[int(short["drawn_mwh_per_year"].argmax())]
        yield f"{name} is drawn in full {in_years(short['year'])}: {drawn_of(most)} in {most['year']}{more}"


def drawn_of(row: Any) -> str:
    """`45.0 of 52.6 GWh a year`."""
    return f"{gigawatt_hours(row['drawn_mwh_per_year'])} of {gigawatt_hours(row['available_mwh_per_year'])} GWh a year"


def gigawatt_hours(mwh: float) -> str:
    """MWh as GWh."""
    return three_digits(mwh / 1000)
