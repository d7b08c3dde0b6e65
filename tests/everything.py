"""A small data set that uses every table, every column and every kind of rule."""

from __future__ import annotations

import pandas as pd

from model.case import Case
from model.schema import TABLES

Rows = list[dict[str, object]]


def named(name: str, **cells: object) -> dict[str, object]:
    """Cells with a name as people read it."""
    return {"name": name, **cells}


PLACES: dict[str, Rows] = {
    "places": [
        named("Chile", place="CHL", kind="country", tags="south", latitude=-30.0, longitude=-71.0),
        named("China", place="CHN"),
        named("Home", place="HOME", kind="region", tags="ally"),
    ],
    "owners": [named("State mines", owner="statemine", place="CHL", tags="state")],
    "sources": [
        {
            "source": "handbook",
            "title": "A handbook",
            "publisher": "A publisher",
            "edition": "first",
            "year": 2025,
            "url": "https://example.org",
            "taken": "All of it.",
        }
    ],
    "provenance": [
        {
            "table": "suppliers",
            "key": "chile",
            "column": "reach",
            "source": "handbook",
            "basis": "derived",
            "note": "Half.",
        }
    ],
    "gaps": [
        {
            "gap": "scrap",
            "mineral": "tin",
            "stage": "scrap",
            "missing": "How much is collected.",
            "consequence": "Recycling may be more.",
        }
    ],
    "disagreements": [
        {
            "disagreement": "chile",
            "mineral": "tin",
            "stage": "extraction",
            "quantity": "Output of Chile",
            "unit": "t",
            "chosen_source": "handbook",
            "chosen_value": "100",
            "other_source": "another handbook",
            "other_value": "120",
            "why": "It is newer.",
        }
    ],
    "import_shares": [
        {
            "material": "ore",
            "place": "CHL",
            "year": 2024,
            "share": 0.6,
            "note": "Leaves out powders.",
            "explanation": "The plan buys where it is cheaper.",
        }
    ],
    "yearly": [
        {"table": "suppliers", "key": "china", "column": "availability", "year": 2026, "value": 1.0},
        {"table": "suppliers", "key": "china", "column": "availability", "year": 2030, "value": 0.8},
    ],
}

CHAIN: dict[str, Rows] = {
    "materials": [
        named("Ore", material="ore", stage="extraction"),
        named("Metal", material="metal", stage="processing"),
        named("Slag", material="slag", stage="processing", counted=False, disposal_cost_usd_per_t=3),
        named("Old cans", material="old-cans", stage="scrap"),
        named("Glass", material="glass", stage="component"),
    ],
    "material_minerals": [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "metal", "mineral": "tin", "content": 1.0},
        {"material": "slag", "mineral": "tin", "content": 0.1},
        {"material": "old-cans", "mineral": "tin", "content": 0.5},
    ],
    "prices": [
        {"material": "ore", "year": 2026, "price_usd_per_t": 20},
        {"material": "metal", "year": 2026, "price_usd_per_t": 60},
        {"material": "metal", "year": 2030, "price_usd_per_t": 70},
    ],
    "processes": [
        named("Smelting", process="smelting", cost_usd_per_t=2, power_mwh_per_t=4),
        named("Melting", process="melting"),
    ],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.5},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
        {"process": "smelting", "material": "slag", "coefficient_t_per_t": 0.5},
        {"process": "melting", "material": "old-cans", "coefficient_t_per_t": -2},
        {"process": "melting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [
        named(
            "Smelter",
            plant="smelter",
            kind="processing",
            place="HOME",
            owner="statemine",
            process="smelting",
            line="works",
            capacity_t_per_year=60,
            availability=0.9,
            reach=0.5,
            reach_note="Half is spoken for.",
            variable_cost_usd_per_t=1,
            fixed_cost_usd_per_year=20,
            min_load=0.1,
            pool="grid",
            first_year=2026,
            last_year=2040,
        ),
        named(
            "Melter",
            plant="melter",
            kind="recycling",
            place="HOME",
            process="melting",
            capacity_t_per_year=9,
            toll_usd_per_t=5,
        ),
        named("Mill", plant="mill", place="CHL", process="smelting", capacity_t_per_year=8, toll_usd_per_t=6),
    ],
    "pools": [
        named("Grid", pool="grid", place="HOME", capacity_mw=0.01, load_factor=0.8, cost_usd_per_mwh=0.5),
    ],
}

SUPPLY: dict[str, Rows] = {
    "suppliers": [
        named(
            "Chilean mine",
            supplier="chile",
            place="CHL",
            owner="statemine",
            material="ore",
            kind="mine",
            capacity_t_per_year=400,
            reach=0.5,
            reach_note="Half is sold under old contracts.",
            availability=0.9,
            reserve_t=900,
            premium=0.1,
            cost_usd_per_t=6,
            royalty=0.1,
            certified=0.6,
            leakage=0.3,
            first_year=2026,
            last_year=2040,
            ramp_up_years=2,
        ),
        named(
            "Metal trader", supplier="china", place="CHN", material="metal", capacity_t_per_year=80, price_usd_per_t=55
        ),
        named(
            "Glassworks",
            supplier="glassworks",
            place="HOME",
            material="glass",
            capacity_t_per_year=300,
            cost_usd_per_t=9,
            royalty=0.1,
        ),
    ],
    "origins": [{"supplier": "china", "stage": "extraction", "place": "CHN", "share": 0.5}],
    "contracts": [
        {"contract": "spot-ore", "supplier": "chile", "kind": "spot", "premium": 0.05},
        {"contract": "spot-metal", "supplier": "china", "kind": "spot", "cap_usd_per_t": 50, "last_year": 2040},
        {"contract": "spot-glass", "supplier": "glassworks", "kind": "spot"},
        {
            "contract": "old",
            "supplier": "china",
            "kind": "offtake",
            "status": "committed",
            "volume_t_per_year": 12,
            "take_or_pay": 0.9,
            "floor_usd_per_t": 58,
            "first_year": 2025,
            "term_years": 4,
        },
        {
            "contract": "framework",
            "supplier": "chile",
            "kind": "offtake",
            "take_or_pay": 0.5,
            "min_volume_t_per_year": 5,
            "max_volume_t_per_year": 50,
            "term_years": 4,
            "fee_usd": 10,
            "first_year": 2026,
            "agreement": "pact",
        },
        {
            "contract": "stake",
            "supplier": "chile",
            "kind": "equity",
            "capital_usd_per_t_per_year": 30,
            "free_carried_share": 0.1,
            "revenue_share": 0.05,
        },
    ],
    "projects": [
        named(
            "Shaft",
            project="shaft",
            kind="mine",
            place="CHL",
            max_blocks=2,
            capital_usd_per_block=100,
            jobs_per_block=30,
            fixed_cost_usd_per_block_per_year=2,
            permitting_years=1,
            construction_years=1,
            first_year=2026,
            last_year=2035,
            lifetime_years=20,
            ramp_up_years=2,
            requires="road",
            excludes="shaft-two",
        ),
        named("Second shaft", project="shaft-two", kind="mine", capital_usd_per_block=150, shares_blocks_with="shaft"),
        named("Road", project="road", kind="corridor", capital_usd_per_block=50),
        named(
            "Furnace",
            project="furnace",
            kind="expansion",
            status="committed",
            online_year=2028,
            capital_usd_per_block=20,
        ),
        named("Dam", project="dam", kind="power", capital_usd_per_block=30, construction_years=2),
        named("Campaign", project="campaign", kind="substitution", capital_usd_per_block=5),
    ],
    "project_effects": [
        {"project": "shaft", "effect": "supplier_capacity", "target": "chile", "value": 40},
        {"project": "shaft-two", "effect": "supplier_capacity", "target": "chile", "value": 60},
        {"project": "furnace", "effect": "plant_capacity", "target": "smelter", "value": 10},
        {"project": "dam", "effect": "power_mw", "target": "grid", "value": 0.02, "minerals_share": 0.25},
        {"project": "road", "effect": "corridor_capacity", "target": "port", "value": 30},
    ],
    "project_finance": [
        {"project": "shaft", "money": "own", "share": 0.4},
        {"project": "shaft", "money": "public", "share": 0.1},
        {"project": "shaft", "money": "partner", "share": 0.2},
        {"project": "shaft", "money": "bank", "share": 0.3, "rate": 0.07, "term_years": 12},
    ],
    "supports": [
        named(
            "Credit on ore",
            support="ore-credit",
            kind="credit",
            target="supplier",
            where="kind=mine",
            rate_share=0.1,
            cap_usd_per_year=100,
            first_year=2026,
            last_year=2029,
        ),
        named("Smelting", support="smelting", kind="credit", target="plant", where="place=HOME", rate_usd_per_t=0.5),
        {
            "support": "metal-floor",
            "kind": "floor",
            "target": "supplier",
            "where": "supplier=china",
            "rate_usd_per_t": 60,
            "cap_usd_per_year": 200,
        },
        {
            "support": "roads",
            "kind": "grant",
            "target": "project",
            "where": "kind=corridor",
            "rate_share": 0.5,
            "cap_usd_per_block": 20,
        },
    ],
}

LOGISTICS: dict[str, Rows] = {
    "routes": [
        {
            "route": "sea",
            "origin": "CHL",
            "destination": "HOME",
            "corridor": "port",
            "chokepoints": "horn",
            "cost_usd_per_t": 2,
            "distance_km": 9000,
            "capacity_t_per_year": 150,
            "materials": "ore",
            "first_year": 2026,
            "last_year": 2040,
        },
        {"route": "air", "origin": "CHN", "destination": "HOME", "cost_usd_per_t": 4, "capacity_t_per_year": 90},
        {"route": "rail", "origin": "CHN", "destination": "HOME", "cost_usd_per_t": 6},
        {"route": "boat", "origin": "CHL", "destination": "HOME", "cost_usd_per_t": 6},
        {
            "route": "pass",
            "origin": "CHL",
            "destination": "HOME",
            "capacity_t_per_year": 20,
            "requires_project": "road",
        },
        {"route": "back", "origin": "HOME", "destination": "CHN", "cost_usd_per_t": 4},
    ],
    "corridors": [named("Port", corridor="port", capacity_t_per_year=140)],
    "chokepoints": [named("Cape Horn", chokepoint="horn", latitude=-56.0, longitude=-67.0)],
    "tariffs": [
        {
            "tariff": "home",
            "origin": "south",
            "destination": "HOME",
            "stage": "extraction",
            "rate": 0.1,
            "first_year": 2028,
        },
        {"tariff": "metal", "material": "metal", "rate": 0.05, "last_year": 2029},
    ],
    "stockpiles": [
        named(
            "Reserve",
            stockpile="reserve",
            place="HOME",
            material="metal",
            held_by_buyer=True,
            initial_t=5,
            capacity_t=50,
            fill_t_per_year=10,
            release_t_per_year=10,
            holding_cost_usd_per_t_per_year=0.5,
            loss_per_year=0.01,
            end_value_usd_per_t=30,
            least_end_t=4,
        ),
        named("Warehouse", stockpile="warehouse", place="CHN", material="metal"),
    ],
}

USE: dict[str, Rows] = {
    "demand": [
        {"place": "HOME", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 50},
        {"place": "HOME", "sector": "cans", "material": "metal", "year": 2030, "quantity_t": 70},
        {"place": "CHN", "sector": "toys", "material": "metal", "year": 2026, "quantity_t": 3},
    ],
    "sectors": [
        named("Cans", sector="cans", shortage_cost_usd_per_t=400, largest_shortage=0.5),
        named("Toys", sector="toys", shortage_cost_multiple=4),
    ],
    "substitutes": [
        named(
            "Glass bottles",
            substitute="bottles",
            sector="cans",
            material="metal",
            replacement="glass",
            replacement_t_per_t=2,
            largest_share=0.2,
            cost_usd_per_t=1,
            first_year=2027,
            ramp_up_years=2,
            requires_project="campaign",
        )
    ],
    "scrap_returns": [
        {
            "sector": "cans",
            "material": "metal",
            "scrap": "old-cans",
            "place": "HOME",
            "lag_years": 2,
            "collection_rate": 0.1,
            "cost_usd_per_t": 1,
        }
    ],
    "past_use": [
        {"place": "HOME", "sector": "cans", "material": "metal", "year": year, "quantity_t": tonnes}
        for year, tonnes in ((2018, 20), (2024, 40))
    ],
}

AGREEMENTS: dict[str, Rows] = {
    "agreements": [
        named(
            "Pact",
            agreement="pact",
            partner="CHL",
            upfront_cost_usd=10,
            yearly_cost_usd=1,
            first_year=2026,
            last_year=2030,
            term_years=4,
            least_years=2,
            leaving_cost_usd=3,
        ),
        named("Shield", agreement="shield", partner="CHL", condition="Peace in the south.", condition_year=2028),
        named("Rival", agreement="rival", partner="CHN", yearly_cost_usd=2),
        named("Older pact", agreement="older", partner="CHN", status="committed", first_year=2025, term_years=10),
    ],
    "agreement_payments": [
        {"agreement": "pact", "years_after_joining": 1, "amount_usd": 2},
        {"agreement": "pact", "years_after_joining": 2, "amount_usd": 4},
    ],
    "agreement_pairs": [
        {"agreement": "shield", "other": "pact", "relation": "requires"},
        {"agreement": "shield", "other": "rival", "relation": "excludes"},
        {"agreement": "pact", "other": "rival", "relation": "penalty", "penalty_usd_per_year": 4},
    ],
    "agreement_effects": [
        {"agreement": "pact", "effect": "unlock", "target_kind": "contract", "target": "spot-ore"},
        {"agreement": "pact", "effect": "unlock", "target_kind": "project", "target": "campaign"},
        {"agreement": "older", "effect": "unlock", "target_kind": "supplier", "target": "glassworks"},
        {
            "agreement": "rival",
            "effect": "unlock",
            "target_kind": "route",
            "target": "air",
            "lag_years": 1,
            "ramp_up_years": 3,
            "deadline_year": 2028,
        },
        {"agreement": "pact", "effect": "capacity", "target_kind": "supplier", "target": "chile", "value": 10},
        {"agreement": "pact", "effect": "capacity", "target_kind": "plant", "target": "smelter", "value": 3},
        {"agreement": "pact", "effect": "capacity", "target_kind": "corridor", "target": "port", "value": 5},
        {
            "agreement": "shield",
            "effect": "availability_uplift",
            "target_kind": "supplier",
            "target": "chile",
            "value": 0.05,
            "ramp_up_years": 2,
        },
        {
            "agreement": "pact",
            "effect": "leakage_cut",
            "target_kind": "supplier",
            "target": "chile",
            "value": 0.2,
            "lag_years": 1,
            "ramp_up_years": 3,
        },
        {
            "agreement": "shield",
            "effect": "availability_uplift",
            "target_kind": "plant",
            "target": "smelter",
            "value": 0.08,
        },
    ],
    "agreement_indicators": [
        {
            "agreement": "pact",
            "subject_kind": "supplier",
            "subject": "chile",
            "indicator": "carbon",
            "improvement": 0.5,
            "lag_years": 1,
            "ramp_up_years": 3,
            "deadline_year": 2028,
        },
        {
            "agreement": "older",
            "subject_kind": "place",
            "subject": "CHN",
            "indicator": "score",
            "improvement": 10,
            "lag_years": 2,
            "ramp_up_years": 4,
        },
        {"agreement": "shield", "subject_kind": "place", "subject": "CHL", "indicator": "score", "improvement": 5},
        {
            "agreement": "rival",
            "subject_kind": "route",
            "subject": "sea",
            "indicator": "carbon",
            "improvement": 0.05,
            "lag_years": 1,
        },
    ],
    "agreement_obligations": [
        {
            "agreement": "pact",
            "obligation": "local_processing_share",
            "target_kind": "place",
            "target": "CHL",
            "mineral": "tin",
            "value": 0.1,
            "ramp_up_years": 3,
        },
        {"agreement": "pact", "obligation": "min_purchase", "target_kind": "supplier", "target": "chile", "value": 4},
        {
            "agreement": "pact",
            "obligation": "min_investment",
            "target_kind": "project",
            "target": "shaft;road",
            "value": 50,
            "by_year": 2029,
        },
        {
            "agreement": "pact",
            "obligation": "local_jobs",
            "target_kind": "place",
            "target": "CHL",
            "value": 25,
            "ramp_up_years": 2,
            "by_year": 2029,
        },
        {
            "agreement": "shield",
            "obligation": "least_projects",
            "target_kind": "project",
            "target": "road;campaign",
            "value": 1,
            "by_year": 2029,
        },
    ],
}

RULES: dict[str, Rows] = {
    "indicators": [
        named("Carbon", indicator="carbon", unit="tCO2 per t", direction="lower_is_better"),
        named("Score", indicator="score", unit="0-100", direction="higher_is_better"),
    ],
    "indicator_values": [
        {"subject_kind": "supplier", "subject": "chile", "indicator": "carbon", "value": 1},
        {"subject_kind": "supplier", "subject": "china", "indicator": "carbon", "value": 5},
        {"subject_kind": "plant", "subject": "smelter", "indicator": "carbon", "value": 2},
        {"subject_kind": "route", "subject": "sea", "indicator": "carbon", "value": 0.1},
        {"subject_kind": "place", "subject": "CHL", "indicator": "score", "value": 60},
        {"subject_kind": "place", "subject": "CHN", "indicator": "score", "value": 40},
    ],
    "rules": [
        {
            "rule": "largest-place",
            "title": "No place supplies more than 80 % of the tin mined.",
            "kind": "share",
            "mineral": "tin",
            "stage": "extraction",
            "per": "place",
            "sense": "max",
            "limit": 0.8,
            "unknown_origin": "world",
            "soft_penalty_usd": 100,
        },
        {
            "rule": "recycled",
            "kind": "share",
            "stage": "processing",
            "where": "kind=recycling",
            "of": "consumption",
            "sense": "min",
            "limit": 0.1,
            "soft_penalty_multiple": 0.05,
        },
        {
            "rule": "score",
            "kind": "average",
            "indicator": "score",
            "stage": "extraction",
            "limit": 50,
            "weight": "value",
            "missing": "ignore",
            "soft_penalty_usd": 1,
        },
        {
            "rule": "carbon-year",
            "kind": "total",
            "indicator": "carbon",
            "limit": 300,
            "last_year": 2029,
            "soft_penalty_usd": 2,
        },
        {"rule": "carbon-all", "kind": "total", "indicator": "carbon", "period": "horizon", "limit": 2400},
        {
            "rule": "no-trader",
            "kind": "exclude",
            "where": "supplier=china",
            "first_year": 2027,
            "soft_penalty_usd": 5,
        },
        {
            "rule": "fair",
            "kind": "exclude",
            "indicator": "score",
            "limit": 45,
            "missing": "ignore",
            "soft_penalty_usd": 1,
        },
        {
            "rule": "assessment",
            "kind": "gate",
            "of": "projects",
            "where": "kind=mine|corridor",
            "delay_years": 2,
            "cost_usd": 3,
        },
        {"rule": "consent", "kind": "gate", "of": "suppliers", "where": "place=CHL", "cost_usd": 5, "first_year": 2028},
        {"rule": "permit", "kind": "gate", "of": "plants", "where": "kind=recycling", "delay_years": 1, "cost_usd": 2},
        {"rule": "carbon-price", "kind": "cost", "indicator": "carbon", "limit": 0.5},
        {"rule": "audit", "kind": "cost", "per": "supplier", "where": "kind=mine", "limit": 4},
        {"rule": "capital-year", "kind": "budget", "limit": 200, "soft_penalty_usd": 1},
        {"rule": "capital-all", "kind": "budget", "period": "horizon", "limit": 900},
        {"rule": "purse", "kind": "budget", "of": "public_money", "limit": 400, "soft_penalty_usd": 2},
        {"rule": "own", "kind": "budget", "of": "own_money", "limit": 800, "soft_penalty_usd": 2},
        {"rule": "cover", "kind": "cover", "mineral": "tin", "limit": 60, "soft_penalty_usd": 20},
        {"rule": "served", "kind": "shortage", "limit": 0.9, "soft_penalty_usd": 7},
        {"rule": "served-all", "kind": "shortage", "mineral": "tin", "period": "horizon", "limit": 0.95},
        {
            "rule": "spread",
            "kind": "hhi",
            "stage": "extraction",
            "per": "place",
            "limit": 6000,
            "soft_penalty_usd": 3,
        },
        {"rule": "traced", "kind": "certified", "stage": "extraction", "limit": 0.3, "soft_penalty_usd": 9},
    ],
}


def everything() -> Case:
    """The case: three regions, one mineral, three planning years."""
    tables = {**PLACES, **CHAIN, **SUPPLY, **LOGISTICS, **USE, **AGREEMENTS, **RULES}
    whence = {"source": "handbook", "basis": "own"}
    frames = {
        name: pd.DataFrame(
            [{**{c: x for c, x in whence.items() if c in TABLES[name].column_names}, **row} for row in rows]
        )
        for name, rows in tables.items()
    }
    return Case.from_tables(
        frames,
        name="everything",
        title="Everything",
        years=(2026, 2028, 2030),
        last_period_years=3,
        discount_rate=0.05,
        perspective="firm",
        buyer=("HOME",),
    )
