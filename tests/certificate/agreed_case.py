"""A data set in which agreements of every kind are worth joining, and one is worth leaving."""

from __future__ import annotations

import pandas as pd
from improved_case import TABLES as IMPROVED

from model import Case

YEARS = (2026, 2027, 2029)
Rows = list[dict[str, object]]


def supplier(name: str, place: str, price: float, **more: object) -> dict[str, object]:
    """A supplier of ore."""
    return {"supplier": name, "place": place, "material": "ore", "price_usd_per_t": price, **more}


def unlock(kind: str, target: str, agreement: str = "pact", **more: object) -> dict[str, object]:
    """An agreement unlocks something."""
    return {"agreement": agreement, "effect": "unlock", "target_kind": kind, "target": target, **more}


def obligation(name: str, kind: str, target: str, value: float, **more: object) -> dict[str, object]:
    """The pact obliges to something."""
    return {"agreement": "pact", "obligation": name, "target_kind": kind, "target": target, "value": value, **more}


def offtake(name: str, seller: str, most: float, premium: float, **more: object) -> dict[str, object]:
    """A contract with a volume, of which a part is owed."""
    return {
        "contract": name,
        "supplier": seller,
        "kind": "offtake",
        "premium": premium,
        "max_volume_t_per_year": most,
        "take_or_pay": 0.5,
        **more,
    }


TABLES: dict[str, Rows] = {
    "places": [{"place": place, "kind": "region"} for place in ("home", "south")],
    "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
    "material_minerals": [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "metal", "mineral": "tin", "content": 1.0},
    ],
    "suppliers": [
        supplier("mine", "south", 10, capacity_t_per_year=60, availability=0.5),
        supplier("pit", "south", 5, capacity_t_per_year=20),
        supplier("well", "home", 1, capacity_t_per_year=20, last_year=2026),
        supplier("market", "home", 60, capacity_t_per_year=300),
    ],
    "contracts": [
        offtake("long", "mine", 40, -0.2, agreement="pact"),
        offtake("deal", "market", 10, -0.3),
        *({"contract": f"{name}-spot", "supplier": name, "kind": "spot"} for name in ("mine", "pit", "well", "market")),
        {"contract": "cheap", "supplier": "market", "kind": "spot", "premium": -0.5, "max_volume_t_per_year": 5},
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [
        {"plant": name, "place": place, "process": "smelting", "capacity_t_per_year": 30, "toll_usd_per_t": toll}
        | {"availability": 0.9}
        for name, place, toll in (("mill", "south", 9), ("smelter", "home", 2))
    ],
    "projects": [
        {"project": "shaft", "max_blocks": 2, "capital_usd_per_block": 50, "first_year": 2027},
        {"project": "road", "capital_usd_per_block": 40, "place": "south", "jobs_per_block": 5},
        {"project": "school", "capital_usd_per_block": 30, "place": "south", "jobs_per_block": 3},
        {"project": "dam", "capital_usd_per_block": 90},
    ],
    "project_effects": [{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 12}],
    "routes": [
        {"route": "rail", "origin": "south", "destination": "home", "cost_usd_per_t": 1, "capacity_t_per_year": 70},
        {"route": "sea", "origin": "south", "destination": "home", "cost_usd_per_t": 6, "capacity_t_per_year": 30},
    ],
    "demand": [
        {"place": "home", "sector": "cans", "material": material, "year": 2026, "quantity_t": amount}
        for material, amount in (("ore", 90), ("metal", 20))
    ],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 400}],
    "agreements": [
        {
            "agreement": "pact",
            "upfront_cost_usd": 30,
            "yearly_cost_usd": 3,
            "first_year": 2026,
            "term_years": 8,
            "least_years": 2,
        },
        {"agreement": "shield", "upfront_cost_usd": 20, "condition": "Peace.", "condition_year": 2027},
        {"agreement": "brief", "yearly_cost_usd": 100, "least_years": 1, "leaving_cost_usd": 2},
        {"agreement": "idle", "upfront_cost_usd": 1e6},
        {"agreement": "old", "status": "committed", "first_year": 2025, "upfront_cost_usd": 4},
    ],
    "agreement_payments": [
        {"agreement": "pact", "years_after_joining": years, "amount_usd": 10 + years} for years in (0, 2, 3)
    ],
    "agreement_pairs": [
        {"agreement": "shield", "other": "pact", "relation": "requires"},
        {"agreement": "pact", "other": "idle", "relation": "excludes"},
        {"agreement": "pact", "other": "brief", "relation": "penalty", "penalty_usd_per_year": 3},
    ],
    "agreement_effects": [
        unlock("supplier", "pit"),
        unlock("contract", "deal"),
        unlock("contract", "cheap"),
        unlock("project", "shaft"),
        unlock("route", "rail", ramp_up_years=2),
        unlock("supplier", "well", agreement="brief"),
        {"agreement": "old", "effect": "capacity", "target_kind": "plant", "target": "smelter", "value": 1},
        {"agreement": "old", "effect": "capacity", "target_kind": "supplier", "target": "mine", "value": 2},
        {
            "agreement": "shield",
            "effect": "availability_uplift",
            "target_kind": "supplier",
            "target": "mine",
            "value": 0.4,
        },
        {
            "agreement": "shield",
            "effect": "availability_uplift",
            "target_kind": "plant",
            "target": "smelter",
            "value": 0.1,
        },
    ],
    "indicators": IMPROVED["indicators"],
    "indicator_values": [
        *IMPROVED["indicator_values"],
        {"subject_kind": "supplier", "subject": "well", "indicator": "score", "value": 90},
    ],
    "agreement_indicators": IMPROVED["agreement_indicators"],
    "rules": [
        {
            "rule": "fair",
            "kind": "average",
            "indicator": "score",
            "stage": "extraction",
            "limit": 62,
            "missing": "ignore",
            "soft_penalty_usd": 0.2,
        },
        {
            "rule": "good-pit",
            "kind": "exclude",
            "indicator": "score",
            "limit": 60,
            "where": "supplier=pit",
            "soft_penalty_usd": 500,
        },
        {"rule": "carbon", "kind": "cost", "indicator": "carbon", "limit": 0.1, "missing": "ignore"},
        {"rule": "carbon-year", "kind": "total", "indicator": "carbon", "limit": 900, "missing": "ignore"},
    ],
    "agreement_obligations": [
        obligation("local_processing_share", "place", "south", 0.3, ramp_up_years=2),
        obligation("min_purchase", "supplier", "mine", 25, ramp_up_years=3),
        obligation("min_investment", "project", "shaft;road", 120, by_year=2028),
        obligation("least_projects", "project", "school;dam", 1, by_year=2027),
        obligation("local_jobs", "place", "south", 8, ramp_up_years=2, by_year=2027),
    ],
}


def agreed_case() -> Case:
    """The case."""
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in TABLES.items()},
        name="agreed",
        years=YEARS,
        last_period_years=2,
        discount_rate=0.05,
        buyer=("home",),
        perspective="firm",
    )
