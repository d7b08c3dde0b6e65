"""A buyer small enough to plan by hand.

Germany needs 100 t of refined cobalt in each of two years, undiscounted. What a tonne costs, freight included:

    china    CHN  80 t  100 + 10 freight = 110   (and a German tariff of 10, which Germany takes itself)
    kokkola  FIN  10 t  149 +  5         = 154
    friend   FIN 100 t  150 +  5         = 155
    home     DEU  10 t  120              = 120   recycled

No foreign place may supply more than 60 %: china 60, home 10, kokkola 10, friend 20 t, that is
60 x 110 + 10 x 120 + 10 x 154 + 20 x 155 = 12 440 USD a year, 24 880 in all.
"""

from __future__ import annotations

import pandas as pd

from model import Case

YEARLY = 60 * 110 + 10 * 120 + 10 * 154 + 20 * 155
TOTAL = 2 * YEARLY

TABLES = {
    "materials": [{"material": "refined-cobalt", "stage": "processing"}],
    "material_minerals": [{"material": "refined-cobalt", "mineral": "cobalt", "content": 1.0}],
    "prices": [{"material": "refined-cobalt", "year": 2026, "price_usd_per_t": 100.0}],
    "suppliers": [
        {"supplier": "china", "place": "CHN", "capacity_t_per_year": 80.0, "price_usd_per_t": 100.0, "kind": "market"},
        {"supplier": "kokkola", "place": "FIN", "capacity_t_per_year": 10.0, "price_usd_per_t": 149.0, "kind": "plant"},
        {"supplier": "friend", "place": "FIN", "capacity_t_per_year": 100.0, "price_usd_per_t": 150.0, "kind": "plant"},
        {
            "supplier": "home",
            "place": "DEU",
            "capacity_t_per_year": 10.0,
            "price_usd_per_t": 120.0,
            "kind": "recycling",
        },
    ],
    "routes": [
        {"route": "chn-deu", "origin": "CHN", "destination": "DEU", "cost_usd_per_t": 10.0},
        {"route": "fin-deu", "origin": "FIN", "destination": "DEU", "cost_usd_per_t": 5.0},
    ],
    "tariffs": [{"tariff": "on-china", "origin": "CHN", "destination": "DEU", "rate": 0.1}],
    "demand": [
        {"place": "DEU", "sector": "batteries", "material": "refined-cobalt", "year": 2026, "quantity_t": 100.0}
    ],
    "rules": [
        {"rule": "cap-60", "kind": "share", "stage": "processing", "per": "place", "where": "place!=DEU", "limit": 0.6}
    ],
}


def harbour(**changes: list[dict[str, object]]) -> Case:
    """The case, with some tables replaced or added."""
    rows = {**TABLES, **changes}
    rows["suppliers"] = [{"material": "refined-cobalt", **row} for row in rows["suppliers"]]
    tables = {name: pd.DataFrame(table) for name, table in rows.items()}
    return Case.from_tables(tables, name="harbour", years=[2026, 2027], buyer=["DEU"], discount_rate=0.0)
