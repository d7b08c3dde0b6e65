"""A data set in which ore is certified, leaks, and agreements on several levels keep it from leaking."""

from __future__ import annotations

import pandas as pd

from model import Case

ORE: dict[str, object] = {"place": "USA", "material": "ore", "kind": "mine"}
CUT: dict[str, object] = {"effect": "leakage_cut", "target_kind": "supplier", "target": "hills"}
GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
    "material_minerals": [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "metal", "mineral": "tin", "content": 0.9},
    ],
    "suppliers": [
        ORE | {"supplier": "valley", "capacity_t_per_year": 30, "price_usd_per_t": 30, "certified": 1},
        ORE
        | {"supplier": "hills", "capacity_t_per_year": 100, "price_usd_per_t": 10, "certified": 0.9, "leakage": 0.5},
        ORE | {"supplier": "bush", "capacity_t_per_year": 100, "price_usd_per_t": 8},
        {"supplier": "trader", "place": "USA", "material": "metal", "capacity_t_per_year": 20}
        | {"price_usd_per_t": 70, "certified": 0.8, "leakage": 0.1},
    ],
    "yearly": [
        {"table": "suppliers", "key": "hills", "column": "leakage", "year": year, "value": value}
        for year, value in ((2026, 0.5), (2030, 0.4))
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 0.9},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 60}],
    "agreements": [
        {"agreement": "watch", "yearly_cost_usd": 20, "least_years": 1},
        {"agreement": "patrol", "yearly_cost_usd": 15, "upfront_cost_usd": 5},
    ],
    "agreement_pairs": [{"agreement": "patrol", "other": "watch", "relation": "requires"}],
    "agreement_effects": [
        CUT | {"agreement": "watch", "value": 0.2, "ramp_up_years": 3},
        CUT | {"agreement": "patrol", "value": 0.15, "lag_years": 1},
    ],
    "rules": [
        {"rule": "traced", "kind": "certified", "stage": "extraction", "limit": 0.55, "soft_penalty_usd": 300},
        {"rule": "used", "kind": "certified", "stage": "extraction", "mineral": "tin", "of": "consumption"}
        | {"limit": 0.9, "first_year": 2028, "soft_penalty_multiple": 2},
    ],
    "prices": [{"material": "ore", "year": 2026, "price_usd_per_t": 9}],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 50}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}


def leaking_case(**tables: list[dict[str, object]]) -> Case:
    """The case, some of its tables replaced."""
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in {**GIVEN, **tables}.items()},
        name="leaking",
        years=(2026, 2028, 2030),
        last_period_years=3,
        discount_rate=0.05,
        perspective="firm",
        buyer=("USA",),
    )
