"""Small random data sets: ore and metal from three regions for two years, with what each law asks for added.

All quantities are whole numbers and every demand accepts a shortage, so that each data set has a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd
from hypothesis import strategies as st

from model import Case, Plan, solve
from model.build import build_model
from model.solver import SolverOptions, Status, solve_model

REGIONS = ("east", "west", "home")
YEARS = (2030, 2031)
MONEY = (
    ("suppliers", "price_usd_per_t"),
    ("processes", "cost_usd_per_t"),
    ("projects", "capital_usd_per_block"),
    ("routes", "cost_usd_per_t"),
    ("stockpiles", "holding_cost_usd_per_t_per_year"),
    ("sectors", "shortage_cost_usd_per_t"),
)
"""Every column of the random data sets that is money."""

MONEY_PER_TONNE = tuple(pair for pair in MONEY if pair != ("projects", "capital_usd_per_block"))
"""Every column of the random data sets that is money per tonne."""

TONNES = (
    ("suppliers", "capacity_t_per_year"),
    ("plants", "capacity_t_per_year"),
    ("project_effects", "value"),
    ("routes", "capacity_t_per_year"),
    ("stockpiles", "capacity_t"),
    ("stockpiles", "initial_t"),
    ("demand", "quantity_t"),
)
"""Every column of the random data sets that is tonnes."""

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Small:
    """The tables of a random data set as rows, and its discount rate."""

    tables: dict[str, Rows]
    discount_rate: float = 0.0
    buyer: str = "home"
    years: tuple[int, ...] = field(default=YEARS)

    def add(self, table: str, *rows: dict[str, object]) -> Small:
        """The same with rows added to a table."""
        return replace(self, tables=self.tables | {table: [*self.tables.get(table, []), *rows]})

    def change(self, table: str, **columns: object) -> Small:
        """The same with columns of a table set in every row."""
        return replace(self, tables=self.tables | {table: [row | columns for row in self.tables[table]]})

    def scale(self, columns: tuple[tuple[str, str], ...], factor: float) -> Small:
        """The same with the given columns multiplied where a row has them."""
        tables = dict(self.tables)
        for table, column in columns:
            tables[table] = [
                row | {column: row[column] * factor} if row.get(column) is not None else row  # type: ignore[operator]
                for row in tables.get(table, [])
            ]
        return replace(self, tables=tables)

    def more_demand(self, year: int, tonnes: float) -> Small:
        """The same with more demand in a year."""
        rows = [
            row | {"quantity_t": row["quantity_t"] + tonnes} if row["year"] == year else row  # type: ignore[operator]
            for row in self.tables["demand"]
        ]
        return replace(self, tables=self.tables | {"demand": rows})

    def case(self) -> Case:
        """The validated case."""
        frames = {name: pd.DataFrame(rows) for name, rows in self.tables.items() if rows}
        return Case.from_tables(
            frames,
            name="small",
            years=self.years,
            last_period_years=1,
            discount_rate=self.discount_rate,
            buyer=(self.buyer,),
            perspective="firm",
        )

    def plan(self) -> Plan:
        """The optimal plan at zero gap."""
        return solve(self.case(), gap=0.0)

    def cost(self) -> float:
        """The least cost, without the tables of a plan, which take longer than the solve; USD."""
        solution = solve_model(build_model(self.case()), SolverOptions(gap=0.0))
        assert solution.status == Status.OPTIMAL
        assert solution.objective is not None
        return solution.objective


def supplier(name: str, region: str, material: str, capacity: float | None, price: float) -> dict[str, object]:
    """A row of `suppliers`."""
    return {
        "supplier": name,
        "place": region,
        "material": material,
        "capacity_t_per_year": capacity,
        "price_usd_per_t": price,
    }


def route(name: str, origin: str, cost: float, capacity: float | None = None) -> dict[str, object]:
    """A row of `routes` that ends at home."""
    return {
        "route": name,
        "origin": origin,
        "destination": "home",
        "cost_usd_per_t": cost,
        "capacity_t_per_year": capacity,
    }


def share_rule(limit: float) -> dict[str, object]:
    """A row of `rules`: no region supplies more than a share of the metal."""
    return {"rule": "largest-share", "kind": "share", "stage": "processing", "per": "place", "limit": limit}


@st.composite
def suppliers(draw: st.DrawFn) -> dict[str, object]:
    """A random supplier, still without a name."""
    return supplier(
        "",
        draw(st.sampled_from(REGIONS)),
        draw(st.sampled_from(("ore", "metal"))),
        draw(st.integers(0, 120)),
        draw(st.integers(1, 50)),
    )


@st.composite
def small_cases(draw: st.DrawFn, *, rule: bool = True, stock: bool = True, project: bool = False) -> Small:
    """A random data set: up to four suppliers, a refinery, routes, perhaps a stock, a share rule and a project."""
    offers = draw(st.lists(suppliers(), min_size=1, max_size=4))
    routes = [
        route(f"{region}-home", region, draw(st.integers(0, 12)), draw(st.one_of(st.none(), st.integers(10, 120))))
        for region in ("east", "west")
    ]
    quantities = draw(st.lists(st.integers(5, 150), min_size=2, max_size=2))
    tables: dict[str, Rows] = {
        "places": [{"place": region, "kind": "region"} for region in REGIONS],
        "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
        "material_minerals": [
            {"material": "ore", "mineral": "tin", "content": 0.5},
            {"material": "metal", "mineral": "tin", "content": 1.0},
        ],
        "suppliers": [offer | {"supplier": f"supplier-{number}"} for number, offer in enumerate(offers)],
        "processes": [{"process": "smelting", "cost_usd_per_t": draw(st.integers(0, 10))}],
        "process_materials": [
            {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.5},
            {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
        ],
        "plants": [
            {
                "plant": "smelter",
                "place": "home",
                "process": "smelting",
                "capacity_t_per_year": draw(st.integers(0, 60)),
            }
        ],
        "routes": routes,
        "demand": [
            {"place": "home", "sector": "cans", "material": "metal", "year": year, "quantity_t": quantity}
            for year, quantity in zip(YEARS, quantities, strict=True)
        ],
        "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": draw(st.integers(40, 200))}],
    }
    small = Small(tables, discount_rate=draw(st.sampled_from((0.0, 0.07))))
    if stock:
        small = small.add("stockpiles", draw(stockpiles()))
    if rule:
        small = small.add("rules", share_rule(draw(st.sampled_from((0.4, 0.6, 0.8)))))
    if project:
        small = with_project(small, draw(st.integers(0, 3000)))
    return small


@st.composite
def stockpiles(draw: st.DrawFn) -> dict[str, object]:
    """A random empty stockpile of metal at home."""
    return {
        "stockpile": "reserve",
        "place": "home",
        "material": "metal",
        "initial_t": 0,
        "capacity_t": draw(st.integers(0, 80)),
        "holding_cost_usd_per_t_per_year": draw(st.integers(0, 5)),
        "end_value_usd_per_t": 0,
    }


def with_project(small: Small, capital: float) -> Small:
    """The same with an expansion of its first supplier on offer."""
    target = small.tables["suppliers"][0]["supplier"]
    expansion = {"project": "expansion", "kind": "mine", "max_blocks": 2, "capital_usd_per_block": capital}
    effect = {"project": "expansion", "effect": "supplier_capacity", "target": target, "value": 40}
    return small.add("projects", expansion).add("project_effects", effect)
