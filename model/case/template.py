"""The files of a new data set, to be overwritten with one's own figures: every number in them is made up."""

from __future__ import annotations

from pathlib import Path

from model.case.csv_files import write_csv
from model.case.frames import show_value
from model.errors import InputError, Issue
from model.schema import TABLES

Rows = list[dict[str, object]]

_DATASET = """\
title = "My data set"
description = "What it describes, and for whom."
currency_year = 2025            # all money is US dollars at prices of this year
years = [2026, 2028, 2030]      # the planning years
last_period_years = 2           # calendar years that the last one stands for
discount_rate = 0.05            # a year, as a fraction
buyer = ["DEU"]                 # the place or places that buy
perspective = "country"         # or "firm"
"""

_MINIMAL: dict[str, Rows] = {
    "materials": [{"material": "refined-cobalt", "name": "Refined cobalt", "stage": "processing"}],
    "suppliers": [
        {
            "supplier": "example-refinery",
            "name": "A refinery (example)",
            "place": "FIN",
            "material": "refined-cobalt",
            "capacity_t_per_year": 500,
            "price_usd_per_t": 30000,
            "basis": "illustrative",
        }
    ],
    "demand": [
        {"place": "DEU", "sector": "batteries", "material": "refined-cobalt", "year": 2026, "quantity_t": 100}
        | {"basis": "illustrative"}
    ],
}

_CHAIN: dict[str, Rows] = {
    "places": [{"place": "DEU", "tags": "EU;OECD"}, {"place": "FIN", "tags": "EU;OECD"}, {"place": "COD"}],
    "materials": [
        {"material": "cobalt-hydroxide", "name": "Cobalt hydroxide", "stage": "extraction"},
        {"material": "cobalt-scrap", "name": "Cobalt scrap", "stage": "scrap"},
    ],
    "material_minerals": [
        {"material": "refined-cobalt", "mineral": "cobalt", "content": 1},
        {"material": "cobalt-hydroxide", "mineral": "cobalt", "content": 0.3},
        {"material": "cobalt-scrap", "mineral": "cobalt", "content": 0.2},
    ],
    "prices": [
        {"material": "refined-cobalt", "year": 2026, "price_usd_per_t": 30000},
        {"material": "cobalt-hydroxide", "year": 2026, "price_usd_per_t": 6000},
    ],
    "owners": [{"owner": "example-company", "name": "A company (example)", "place": "FIN", "tags": "listed"}],
    "suppliers": [
        {
            "supplier": "example-mine",
            "place": "COD",
            "owner": "example-company",
            "material": "cobalt-hydroxide",
            "kind": "mine",
            "capacity_t_per_year": 2000,
            "reach": 0.5,
            "reach_note": "half is sold already (example)",
            "royalty": 0.05,
        }
    ],
    "origins": [{"supplier": "example-refinery", "stage": "extraction", "place": "COD", "share": 0.7}],
    "contracts": [
        {"contract": "example-spot", "supplier": "example-mine", "kind": "spot"},
        {
            "contract": "example-offtake",
            "supplier": "example-mine",
            "kind": "offtake",
            "premium": -0.05,
            "take_or_pay": 0.8,
            "max_volume_t_per_year": 400,
            "term_years": 5,
        },
        {"contract": "example-refined", "supplier": "example-refinery", "kind": "spot"},
    ],
    "processes": [
        {"process": "refining", "cost_usd_per_t": 500, "power_mwh_per_t": 4},
        {"process": "recycling", "cost_usd_per_t": 900},
    ],
    "process_materials": [
        {"process": "refining", "material": "cobalt-hydroxide", "coefficient_t_per_t": -3.6},
        {"process": "refining", "material": "refined-cobalt", "coefficient_t_per_t": 1},
        {"process": "recycling", "material": "cobalt-scrap", "coefficient_t_per_t": -5.5},
        {"process": "recycling", "material": "refined-cobalt", "coefficient_t_per_t": 1},
    ],
    "plants": [
        {"plant": "example-plant", "place": "DEU", "process": "refining", "capacity_t_per_year": 50}
        | {"pool": "example-pool"},
        {"plant": "example-recycler", "kind": "recycling", "place": "DEU", "process": "recycling"}
        | {"capacity_t_per_year": 20, "toll_usd_per_t": 2000},
    ],
    "pools": [{"pool": "example-pool", "place": "DEU", "capacity_mw": 0.1, "load_factor": 0.8}],
    "projects": [
        {
            "project": "example-expansion",
            "kind": "expansion",
            "place": "DEU",
            "max_blocks": 2,
            "capital_usd_per_block": 1_000_000,
            "construction_years": 2,
        },
        {"project": "example-power", "kind": "power", "place": "DEU", "capital_usd_per_block": 500_000},
    ],
    "project_effects": [
        {"project": "example-expansion", "effect": "plant_capacity", "target": "example-plant", "value": 25},
        {"project": "example-power", "effect": "power_mw", "target": "example-pool", "value": 1}
        | {"minerals_share": 0.2},
    ],
    "project_finance": [
        {"project": "example-expansion", "money": "own", "share": 0.4},
        {"project": "example-expansion", "money": "bank", "share": 0.6, "rate": 0.06, "term_years": 15},
    ],
    "supports": [
        {"support": "example-credit", "kind": "credit", "target": "plant", "where": "plant=example-plant"}
        | {"rate_usd_per_t": 100},
        {"support": "example-grant", "kind": "grant", "target": "project", "where": "kind=power", "rate_share": 0.3},
    ],
    "corridors": [{"corridor": "example-railway", "capacity_t_per_year": 5000}],
    "chokepoints": [{"chokepoint": "example-strait"}],
    "routes": [
        {
            "route": "mine-to-plant",
            "origin": "COD",
            "destination": "DEU",
            "corridor": "example-railway",
            "chokepoints": "example-strait",
            "cost_usd_per_t": 300,
            "distance_km": 12000,
        },
        {"route": "refinery-to-buyer", "origin": "FIN", "destination": "DEU", "cost_usd_per_t": 100},
    ],
    "tariffs": [
        {"tariff": "example-duty", "origin": "COD", "destination": "EU", "material": "cobalt-hydroxide", "rate": 0.02}
    ],
    "stockpiles": [
        {"stockpile": "example-reserve", "place": "DEU", "material": "refined-cobalt", "initial_t": 10}
        | {"capacity_t": 100, "holding_cost_usd_per_t_per_year": 50}
    ],
    "demand": [{"place": "DEU", "sector": "batteries", "material": "refined-cobalt", "year": 2030, "quantity_t": 120}],
    "sectors": [{"sector": "batteries", "name": "Batteries", "shortage_cost_multiple": 5}],
    "substitutes": [
        {"substitute": "example-substitute", "sector": "batteries", "material": "refined-cobalt"}
        | {"largest_share": 0.1, "cost_usd_per_t": 60000}
    ],
    "scrap_returns": [
        {"sector": "batteries", "material": "refined-cobalt", "scrap": "cobalt-scrap", "place": "DEU"}
        | {"lag_years": 10, "collection_rate": 0.5}
    ],
    "past_use": [{"place": "DEU", "sector": "batteries", "material": "refined-cobalt", "year": 2016, "quantity_t": 40}],
    "indicators": [{"indicator": "governance", "unit": "0-100", "direction": "higher_is_better"}],
    "indicator_values": [{"subject_kind": "place", "subject": "COD", "indicator": "governance", "value": 30}],
    "rules": [
        {
            "rule": "example-largest-country",
            "title": "No country supplies more than 80 % of refined cobalt",
            "kind": "share",
            "mineral": "cobalt",
            "stage": "processing",
            "per": "place",
            "limit": 0.8,
            "soft_penalty_usd": 1000,
        }
    ],
    "agreements": [
        {
            "agreement": "example-partnership",
            "name": "A partnership (example)",
            "partner": "COD",
            "upfront_cost_usd": 1_000_000,
            "yearly_cost_usd": 50_000,
            "term_years": 10,
            "least_years": 2,
            "leaving_cost_usd": 200_000,
            "condition": "Peace (example).",
            "condition_year": 2028,
        },
        {"agreement": "example-assistance", "partner": "COD", "yearly_cost_usd": 100_000},
    ],
    "agreement_payments": [{"agreement": "example-partnership", "years_after_joining": 1, "amount_usd": 300_000}],
    "agreement_pairs": [{"agreement": "example-assistance", "other": "example-partnership", "relation": "requires"}],
    "agreement_effects": [
        {
            "agreement": "example-partnership",
            "effect": "capacity",
            "target_kind": "supplier",
            "target": "example-mine",
            "value": 100,
            "lag_years": 1,
            "ramp_up_years": 2,
        }
    ],
    "agreement_obligations": [
        {
            "agreement": "example-partnership",
            "obligation": "min_purchase",
            "target_kind": "supplier",
            "target": "example-mine",
            "value": 10,
        }
    ],
    "agreement_indicators": [
        {
            "agreement": "example-partnership",
            "subject_kind": "place",
            "subject": "COD",
            "indicator": "governance",
            "improvement": 5,
            "lag_years": 2,
            "ramp_up_years": 2,
        }
    ],
    "yearly": [
        {"table": "suppliers", "key": "example-mine", "column": "capacity_t_per_year", "year": 2026, "value": 2000},
        {"table": "suppliers", "key": "example-mine", "column": "capacity_t_per_year", "year": 2030, "value": 2500},
    ],
    "sources": [{"source": "example-source", "title": "Title of the publication", "publisher": "Its publisher"}],
    "provenance": [
        {
            "table": "suppliers",
            "key": "example-mine",
            "column": "royalty",
            "basis": "illustrative",
            "note": "Made up, as all figures of this template are.",
        }
    ],
    "gaps": [
        {
            "gap": "example-gap",
            "mineral": "cobalt",
            "missing": "The figures of a real mine.",
            "consequence": "Nothing here is evidence.",
        }
    ],
    "disagreements": [
        {
            "disagreement": "example-disagreement",
            "mineral": "cobalt",
            "quantity": "Output of the example mine in 2025",
            "unit": "t",
            "chosen_source": "example-source",
            "chosen_value": "2000",
            "other_source": "another publication",
            "other_value": "2100",
            "why": "It says how it was measured.",
        }
    ],
    "import_shares": [{"material": "cobalt-hydroxide", "place": "COD", "year": 2024, "share": 0.7}],
}


def write_template(folder: str | Path, *, full: bool) -> None:
    """Writes a data set that validates and can be solved, for a person to fill with figures.

    Args:
        folder: A folder that does not exist, or is empty.
        full: Every table with all its columns, instead of the four files without which there is no data set.

    Raises:
        InputError: The folder holds something already.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError([Issue(str(folder), message="exists already", hint="Choose another folder, or empty it.")])
    target.mkdir(parents=True, exist_ok=True)
    (target / "dataset.toml").write_text(_DATASET, encoding="utf-8", newline="\n")
    for name, table in TABLES.items():
        rows = _MINIMAL.get(name, []) + (_CHAIN.get(name, []) if full else [])
        if not rows:
            continue
        known = table.column_names
        header = [column for column in known if full or any(column in row for row in rows)]
        marked = [{"basis": "illustrative"} | row if full and "basis" in known else row for row in rows]
        write_csv(target / f"{name}.csv", header, [[show_value(row.get(c)) for c in header] for row in marked])
