"""A case that has a plan at once and a proof in days: which mines to open, when each yields a bit of everything."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model import Case

MINERALS, MINES = 15, 120


def hard_case(seed: int, *, minerals: int = MINERALS, mines: int = MINES) -> Case:
    """The case of a seed: each mine yields 1 to 99 t of each mineral, and half of all yields is asked for."""
    random = np.random.default_rng(seed)
    yields = random.integers(1, 100, (mines, minerals))
    capital = random.integers(1000, 2000, mines)
    names = [f"mineral-{number}" for number in range(minerals)]
    effects = [
        {"project": f"mine-{mine}", "effect": "supplier_capacity", "target": name, "value": int(yields[mine, number])}
        for mine in range(mines)
        for number, name in enumerate(names)
    ]
    tables = {
        "places": [{"place": "home", "kind": "region"}],
        "materials": [{"material": name, "stage": "processing"} for name in names],
        "suppliers": [
            {"supplier": name, "place": "home", "material": name, "capacity_t_per_year": 0, "price_usd_per_t": 1}
            for name in names
        ],
        "projects": [
            {"project": f"mine-{mine}", "kind": "mine", "max_blocks": 1, "capital_usd_per_block": int(capital[mine])}
            for mine in range(mines)
        ],
        "project_effects": effects,
        "demand": [
            {"place": "home", "sector": "all", "material": name, "year": 2030, "quantity_t": int(total)}
            for name, total in zip(names, yields.sum(axis=0) // 2, strict=True)
        ],
        "sectors": [{"sector": "all", "shortage_cost_usd_per_t": 100000}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(
        frames, name=f"hard-{seed}", years=(2030,), last_period_years=1, discount_rate=0.0, buyer=("home",)
    )


def small_case(tonnes: int = 100) -> Case:
    """The smallest case there is: a demand that a mine meets at 2 USD/t."""
    tables = {
        "places": [{"place": "home", "kind": "region"}],
        "materials": [{"material": "tin", "stage": "processing"}],
        "suppliers": [
            {"supplier": "mine", "place": "home", "material": "tin", "capacity_t_per_year": 1000, "price_usd_per_t": 2}
        ],
        "demand": [{"place": "home", "sector": "cans", "material": "tin", "year": 2030, "quantity_t": tonnes}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(
        frames, name="small", years=(2030,), last_period_years=1, discount_rate=0.0, buyer=("home",)
    )
