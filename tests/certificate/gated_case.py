"""A data set with gates before a supplier, a plant and a project, of which each opens what is then used."""

from __future__ import annotations

import pandas as pd

from model import Case

ORE: dict[str, object] = {"place": "USA", "material": "ore", "capacity_t_per_year": 100}
GATE: dict[str, object] = {"kind": "gate", "cost_usd": 30}
GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
    "suppliers": [
        ORE | {"supplier": "mine", "price_usd_per_t": 10},
        ORE | {"supplier": "market", "price_usd_per_t": 50},
        ORE | {"supplier": "trader", "material": "metal", "price_usd_per_t": 200},
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    ],
    "plants": [
        {"plant": "own", "place": "USA", "process": "smelting", "capacity_t_per_year": 20},
        {"plant": "other", "place": "USA", "process": "smelting", "capacity_t_per_year": 8, "toll_usd_per_t": 2},
    ],
    "projects": [
        {"project": "works", "kind": "expansion", "max_blocks": 2, "capital_usd_per_block": 90},
        {"project": "old", "kind": "expansion", "status": "committed", "capital_usd_per_block": 9},
    ],
    "project_effects": [
        {"project": "works", "effect": "plant_capacity", "target": "own", "value": 10},
        {"project": "old", "effect": "plant_capacity", "target": "own", "value": 1},
    ],
    "rules": [
        GATE | {"rule": "consent", "of": "suppliers", "where": "supplier=mine", "delay_years": 3, "first_year": 2028},
        GATE | {"rule": "permit", "of": "plants", "stage": "processing", "delay_years": 2},
        GATE | {"rule": "assessment", "of": "projects", "delay_years": 1, "cost_usd": 7},
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 50}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}


def gated_case() -> Case:
    """The case."""
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in GIVEN.items()},
        name="gated",
        years=(2026, 2028, 2030),
        last_period_years=2,
        discount_rate=0.05,
        perspective="firm",
        buyer=("USA",),
    )
