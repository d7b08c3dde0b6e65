"""A data set in which supports of every kind pay, one of them up to its cap."""

from __future__ import annotations

import pandas as pd

from model import Case

MINE: dict[str, object] = {"place": "USA", "material": "ore", "capacity_t_per_year": 30}
CREDIT: dict[str, object] = {"kind": "credit", "target": "supplier", "where": "supplier=home"}
GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
    "suppliers": [
        MINE | {"supplier": "home", "price_usd_per_t": 10, "cost_usd_per_t": 4},
        MINE | {"supplier": "abroad", "place": "CAN", "price_usd_per_t": 9},
    ],
    "contracts": [
        {"contract": "spot", "supplier": "home", "kind": "spot"},
        {"contract": "take", "supplier": "abroad", "kind": "offtake", "floor_usd_per_t": 9.5},
        {"contract": "stake", "supplier": "home", "kind": "equity", "max_volume_t_per_year": 5}
        | {"capital_usd_per_t_per_year": 1},
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -1.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    ],
    "plants": [
        {"plant": "own", "place": "USA", "process": "smelting", "capacity_t_per_year": 30},
        {"plant": "other", "place": "USA", "process": "smelting", "capacity_t_per_year": 8, "toll_usd_per_t": 2},
    ],
    "projects": [{"project": "works", "kind": "expansion", "capital_usd_per_block": 90, "lifetime_years": 9}],
    "project_effects": [{"project": "works", "effect": "plant_capacity", "target": "own", "value": 20}],
    "supports": [
        CREDIT | {"support": "fixed", "rate_usd_per_t": 1.5, "cap_usd_per_year": 20},
        CREDIT | {"support": "part", "rate_share": 0.1, "last_year": 2027},
        CREDIT | {"support": "made", "target": "plant", "where": "", "rate_usd_per_t": 3, "cap_usd_per_year": 900},
        CREDIT | {"support": "held", "kind": "floor", "where": "", "rate_usd_per_t": 12},
        CREDIT
        | {"support": "grant", "kind": "grant", "target": "project", "where": "", "rate_share": 0.4}
        | {"cap_usd_per_block": 30},
    ],
    "rules": [
        {"rule": "purse", "kind": "budget", "of": "public_money", "limit": 120, "soft_penalty_usd": 0.01},
        {"rule": "credits", "kind": "budget", "of": "public_money", "where": "kind=credit", "limit": 900}
        | {"period": "horizon"},
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 50}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}


def supported_case(perspective: str) -> Case:
    """The case, as a firm or a country sees it."""
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in GIVEN.items()},
        name="supported",
        years=(2026, 2028),
        last_period_years=3,
        discount_rate=0.05,
        perspective=perspective,
        buyer=("USA",),
    )
