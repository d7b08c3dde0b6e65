"""A buyer with two suppliers and two projects, whose near-optimal plans can be worked out by hand.

Germany needs 100 t of refined cobalt in each of two years, undiscounted; none may be short. What a tonne costs, freight
included:

    china   CHN   80 t  100 + 10 = 110
    friend  FIN  100 t  115 +  5 = 120
    handy   a project of two blocks, each 10 t a year more of china for 150 USD, in the first year or never
    dear    a project that adds 10 t of friend for 1 000 000 USD

With b blocks of handy and F tonnes of friend over both years a plan costs 22 000 + 10 F + 150 b, and F is at least
200 - 2 (80 + 10 b) = 40 - 20 b: both blocks cost 22 300, one 22 350, none 22 400.

Within 0.4 % (22 389.2 USD) a block at least is built, and of friend there are at most (389.2 - 150) / 10 = 23.92 t.
Within 2 % (22 746 USD) none need be built, and of friend there are at most 746 / 10 = 74.6 t.
"""

from __future__ import annotations

import pandas as pd
from harbour import TABLES

from model import Case

BEST = 22_300
MOST_FRIEND = {0.004: 23.92 / 2, 0.02: 74.6 / 2}
"""t a year, by tolerance."""

ROWS = {
    "suppliers": [
        {"supplier": "china", "place": "CHN", "capacity_t_per_year": 80.0, "price_usd_per_t": 100.0, "kind": "market"},
        {"supplier": "friend", "place": "FIN", "capacity_t_per_year": 100.0, "price_usd_per_t": 115.0, "kind": "plant"},
    ],
    "projects": [
        {"project": "handy", "place": "CHN", "max_blocks": 2, "capital_usd_per_block": 150.0},
        {"project": "dear", "place": "FIN", "max_blocks": 1, "capital_usd_per_block": 1_000_000.0},
    ],
    "project_effects": [
        {"project": "handy", "effect": "supplier_capacity", "target": "china", "value": 10.0},
        {"project": "dear", "effect": "supplier_capacity", "target": "friend", "value": 10.0},
    ],
}


def two_suppliers() -> Case:
    """The case."""
    rows = {name: TABLES[name] for name in ("materials", "material_minerals", "prices", "routes", "demand")} | ROWS
    rows["suppliers"] = [{"material": "refined-cobalt", **row} for row in rows["suppliers"]]
    common = {"kind": "expansion", "lifetime_years": 2, "construction_years": 0, "last_year": 2026}
    rows["projects"] = [{**common, **row} for row in rows["projects"]]
    tables = {name: pd.DataFrame(table) for name, table in rows.items()}
    return Case.from_tables(tables, name="two", years=[2026, 2027], buyer=["DEU"], discount_rate=0.0)
