"""An agreement small enough to know its worth by hand.

Ten tonnes a year at home cost 30 USD/t at the market. The pact opens a mine that sells them at 10 USD/t: it saves
200 USD a year, or 400 USD over the two years that one planning year stands for.
"""

from __future__ import annotations

import pandas as pd

from model import Case

WORTH = 400.0
STEPS = ["never signed", "signed in 2026", "without: unlocks supplier mine"]
TABLES = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [
        {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 30},
        {"supplier": "mine", "place": "USA", "material": "ore", "price_usd_per_t": 10, "capacity_t_per_year": 40},
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 10}],
    "agreements": [{"agreement": "pact", "name": "Pact of friends", "partner": "CAN"}],
    "agreement_effects": [{"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}],
}


def pact() -> Case:
    """The case."""
    frames = {name: pd.DataFrame(rows) for name, rows in TABLES.items()}
    settings = {"years": (2026,), "last_period_years": 2, "buyer": ("USA",), "perspective": "firm"}
    return Case.from_tables(frames, name="pact", title="A pact", discount_rate=0.0, **settings)
