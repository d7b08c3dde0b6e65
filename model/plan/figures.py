"""On which figures of the inputs the cost of a plan rests, and how good they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.rows import each_row
from model.plan.agreement_costs import agreement_costs
from model.plan.gates import gate_costs
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case
    from model.plan.views import Frames

COLUMNS = ["table", "key", "column", "basis", "present_value_usd", "share_of_cost"]
Carried = tuple[str, str, str, float]
"""Table, key, column, and the present value that it prices [USD]."""


def cost_by_figure(case: Case, model: Any, frames: Frames, objective: float) -> pd.DataFrame:
    """What each price, toll, freight rate and capital cost of the inputs carries of the cost of a plan.

    Args:
        case: The case.
        model: The solved model.
        frames: The plan's views, and what was read from the model.
        objective: Total cost [USD].

    Returns:
        `table`, `key`, `column`, `basis` (reported, derived, illustrative, own), `present_value_usd`,
        `share_of_cost`; the largest first.
    """
    worth = {
        (node.scenario, node.year): model.probability[node.name] * model.annuity[node.name] for node in model.tree.nodes
    }
    carried = [
        *priced_purchases(case, frames, worth),
        *plant_costs(case, model, frames, worth),
        *freight(frames, worth),
        *capital(frames, model),
        *shortages(case, model, frames, worth),
        *holding(case, frames, worth),
        *agreement_costs(case, model),
        *gate_costs(case, model),
    ]
    frame = pd.DataFrame(carried, columns=["table", "key", "column", "present_value_usd"])
    frame = frame.groupby(["table", "key", "column"])["present_value_usd"].sum().reset_index()
    frame = frame[frame["present_value_usd"].abs() > 0]
    basis = Basis(case)
    frame["basis"] = [basis.of(row.table, row.key, row.column) for row in each_row(frame)]
    frame["share_of_cost"] = frame["present_value_usd"] / max(abs(objective), 1e-9)
    return frame[COLUMNS].sort_values("present_value_usd", ascending=False, ignore_index=True)


class Basis:
    """Looks up what a cell rests on: its own entry in `provenance`, failing that its row's."""

    def __init__(self, case: Case) -> None:
        self._case = case
        cells = case.rows("provenance")
        self._cells = {(row.table, row.key, row.column): row.basis for row in cells}
        self._rows: dict[str, dict[str, str]] = {}

    def of(self, table: str, key: str, column: str) -> str:
        """The basis of a cell."""
        if table not in self._rows:
            frame = self._case.filled(table)
            parts = [frame[name].astype(str) for name in TABLES[table].key]
            whole = [";".join(part) for part in zip(*parts, strict=True)]
            first = zip(frame.iloc[:, 0].astype(str), frame["basis"], strict=True)
            self._rows[table] = dict(first) | dict(zip(whole, frame["basis"], strict=True))
        return str(self._cells.get((table, key, column), self._rows[table].get(key, "own")))


def priced_purchases(case: Case, frames: Frames, worth: dict[tuple[str, int], float]) -> Iterator[Carried]:
    """Purchases: carried by the supplier's own price, its benchmark, or its cost."""
    own = case.by_year("suppliers", "price_usd_per_t").to_dict()
    benchmarked = set(case.filled("prices")["material"])
    for row in each_row(frames["purchases"]):
        shared = row.revenue_shared_usd_per_year * worth[row.scenario, row.year]
        yield "contracts", row.contract, "revenue_share", shared
        value = row.cost_usd_per_year * worth[row.scenario, row.year]
        if row.kind == "equity":
            yield "suppliers", row.supplier, "cost_usd_per_t", value
        elif own[row.supplier, row.year] >= 0:
            yield "suppliers", row.supplier, "price_usd_per_t", value
        elif row.material in benchmarked:
            yield "prices", row.material, "price_usd_per_t", value
        else:
            yield "suppliers", row.supplier, "cost_usd_per_t", value


def plant_costs(case: Case, model: Any, frames: Frames, worth: dict[tuple[str, int], float]) -> Iterator[Carried]:
    """Processing: carried by tolls, and by process, power and variable costs of the buyer's own plants."""
    processes = case.filled("processes").set_index("process")
    energy, power = processes["cost_usd_per_t"].to_dict(), processes["power_mwh_per_t"].to_dict()
    price = case.by_year("pools", "cost_usd_per_mwh").to_dict()
    variable = case.by_year("plants", "variable_cost_usd_per_t").to_dict()
    plants = case.filled("plants")
    own = set(plants.loc[plants["toll_usd_per_t"].isna(), "plant"])
    pool = plants.set_index("plant")["pool"].to_dict()
    for row in each_row(frames["processing"]):
        tonnes = row.run_t_per_year * worth[row.scenario, row.year]
        if row.plant in own:
            yield "processes", row.process, "cost_usd_per_t", energy[row.process] * tonnes
            yield "plants", row.plant, "variable_cost_usd_per_t", variable[row.plant, row.year] * tonnes
            if pool[row.plant]:
                paid = price[pool[row.plant], row.year] * power[row.process] * tonnes
                yield "pools", pool[row.plant], "cost_usd_per_mwh", paid
        else:
            yield "plants", row.plant, "toll_usd_per_t", model.toll[row.plant, row.year] * tonnes


def freight(frames: Frames, worth: dict[tuple[str, int], float]) -> Iterator[Carried]:
    """Transport: carried by the routes' costs."""
    for row in each_row(frames["shipments"]):
        yield "routes", row.route, "cost_usd_per_t", row.freight_usd_per_year * worth[row.scenario, row.year]


def capital(frames: Frames, model: Any) -> Iterator[Carried]:
    """Projects: carried by their capital cost, before salvage, as far as it is the buyer's to pay or to repay."""
    country = any(term.name == "public capital" and term.counted for term in model.cost_terms)
    for row in each_row(frames["projects_built"]):
        part = model.own_share[row.project] + model.borrowed_share[row.project]
        part += model.public_share[row.project] if country else 0.0
        value = part * row.capital_usd * model.discount[row.decided_year]
        yield "projects", row.project, "capital_usd_per_block", value


def shortages(case: Case, model: Any, frames: Frames, worth: dict[tuple[str, int], float]) -> Iterator[Carried]:
    """Shortage: carried by the sectors' costs of going short."""
    multiple = case.filled("sectors").set_index("sector")["shortage_cost_multiple"].notna().to_dict()
    for row in each_row(frames["deliveries"]):
        if row.shortfall_t_per_year > 0:
            column = "shortage_cost_multiple" if multiple[row.sector] else "shortage_cost_usd_per_t"
            cost = model.shortage_cost[row.place, row.sector, row.material, row.year] * row.shortfall_t_per_year
            yield "sectors", row.sector, column, cost * worth[row.scenario, row.year]


def holding(case: Case, frames: Frames, worth: dict[tuple[str, int], float]) -> Iterator[Carried]:
    """Stocks: carried by their holding costs."""
    cost = case.filled("stockpiles").set_index("stockpile")["holding_cost_usd_per_t_per_year"].to_dict()
    for row in each_row(frames["stocks"]):
        value = cost[row.stockpile] * row.stock_t * worth[row.scenario, row.year]
        yield "stockpiles", row.stockpile, "holding_cost_usd_per_t_per_year", value
