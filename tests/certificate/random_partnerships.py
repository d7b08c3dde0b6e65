"""Small random data sets with agreements of every kind of term, power pools, supports and borrowed money."""

from __future__ import annotations

from random import Random

from random_cases import Rows, case_of, maybe, random_tables

from model import Case


def partnered_case(seed: int) -> Case:
    """A random data set, and what governments and partners add to it; it has a plan."""
    draw = Random(seed)  # noqa: S311 - a seed, not a secret
    tables = random_tables(draw)
    powered(draw, tables)
    limited(tables)
    more = {**supports(draw), **finance(draw), **agreements(draw), **terms(draw)}
    return case_of(f"partnered-{seed}", draw, {**tables, **more})


def powered(draw: Random, tables: dict[str, Rows]) -> None:
    """Gives plants a pool, processes a need of power, and a project that adds to it."""
    for row in tables["processes"]:
        row["power_mwh_per_t"] = draw.choice([1, 2, 5])
    for row in tables["plants"]:
        row["pool"] = "grid" if row["place"] == "home" else None
    tables["pools"] = [
        {
            "pool": "grid",
            "place": "home",
            "capacity_mw": draw.choice([0.005, 0.02, 0.2]),
            "load_factor": draw.choice([0.6, 1.0]),
            "cost_usd_per_mwh": draw.choice([0, 0.5]),
        }
    ]
    tables["projects"] = [*tables["projects"], {"project": "dam", "kind": "power", "capital_usd_per_block": 90}]
    dam: dict[str, object] = {"project": "dam", "effect": "power_mw", "target": "grid", "value": 0.02}
    tables["project_effects"] = [*tables["project_effects"], dam | {"minerals_share": maybe(draw, 0.4)}]


def limited(tables: dict[str, Rows]) -> None:
    """Gives suppliers the capacity to which agreements add, and the availability that one raises."""
    for row in tables["suppliers"]:
        if row["supplier"] == "ore-west":
            row["availability"] = 0.9
        if row["supplier"] in {"metal-south", "metal-east"} and row["capacity_t_per_year"] is None:
            row["capacity_t_per_year"] = 90


def supports(draw: Random) -> dict[str, Rows]:
    """A credit on purchases and on what plants make, a floor and a grant, some of them capped."""
    every: Rows = [
        {"support": "buy", "kind": "credit", "target": "supplier", "where": "place=west", "rate_usd_per_t": 3},
        {"support": "share", "kind": "credit", "target": "supplier", "where": "place=east", "rate_share": 0.1}
        | {"cap_usd_per_year": draw.choice([20, 2000])},
        {"support": "make", "kind": "credit", "target": "plant", "rate_usd_per_t": 2, "last_year": 2029},
        {"support": "hold", "kind": "floor", "target": "supplier", "where": "place=south"}
        | {"rate_usd_per_t": draw.choice([30, 95])},
        {"support": "give", "kind": "grant", "target": "project", "rate_share": 0.3}
        | {"cap_usd_per_block": maybe(draw, 40)},
    ]
    return {"supports": [row for row in every if draw.random() < 0.6]}


def finance(draw: Random) -> dict[str, Rows]:
    """Whose money builds two of the projects."""
    own = draw.choice([0.2, 0.5])
    return {
        "project_finance": [
            {"project": "kiln", "money": "own", "share": own},
            {"project": "kiln", "money": "bank", "share": 1 - own, "rate": 0.06, "term_years": maybe(draw, 3)},
            {"project": "shaft", "money": "public", "share": 0.25},
            {"project": "shaft", "money": "partner", "share": 0.75, "rate": maybe(draw, 0.03)},
        ]
    }


def agreements(draw: Random) -> dict[str, Rows]:
    """Agreements to join, to leave, and one in force; how they stand to each other, and what they cost."""
    rows: Rows = [
        {"agreement": "pact", "upfront_cost_usd": draw.choice([5, 400]), "yearly_cost_usd": 2, "term_years": 5},
        {"agreement": "league", "least_years": 1, "leaving_cost_usd": draw.choice([0, 9]), "yearly_cost_usd": 4},
        {"agreement": "guard", "upfront_cost_usd": 6, "condition": "Peace", "condition_year": maybe(draw, 2028)},
        {"agreement": "elder", "status": "committed", "first_year": 2024, "upfront_cost_usd": 3},
    ]  # fmt: skip
    relation = draw.choice(["excludes", "penalty", "requires"])
    penalty = 3 if relation == "penalty" else None
    return {
        "agreements": rows,
        "agreement_payments": [
            {"agreement": name, "years_after_joining": years, "amount_usd": draw.randint(1, 30)}
            for name, years in (("pact", 0), ("pact", 3), ("league", 1))
        ],
        "agreement_pairs": [
            {"agreement": "guard", "other": "pact", "relation": "requires"},
            {"agreement": "league", "other": "pact", "relation": relation, "penalty_usd_per_year": penalty},
        ],
    }


def terms(draw: Random) -> dict[str, Rows]:
    """What agreements unlock, add, assure and oblige to."""

    def effect(agreement: str, name: str, kind: str, target: str, value: float | None = None) -> dict[str, object]:
        own = {"agreement": agreement, "effect": name, "target_kind": kind, "target": target, "value": value}
        return own | {"lag_years": draw.choice([0, 0, 2]), "ramp_up_years": draw.choice([0, 3])}

    def obligation(name: str, kind: str, target: str, value: float, **more: object) -> dict[str, object]:
        own = {"agreement": draw.choice(["pact", "league"]), "obligation": name, "target_kind": kind}
        return {**own, "target": target, "value": value, **more}

    effects = [
        effect("pact", "unlock", "supplier", "metal-east"),
        effect("league", "unlock", "supplier", "metal-east"),
        effect("pact", "unlock", "project", "shaft"),
        effect("league", "unlock", "route", "west-home") | {"deadline_year": maybe(draw, 2028)},
        effect("guard", "availability_uplift", "supplier", "ore-west", 0.1),
        effect("pact", "capacity", "supplier", "metal-south", 15),
        effect("elder", "capacity", "plant", "melter", 6),
        effect("league", "capacity", "corridor", "rail", 20),
    ]
    obligations = [
        obligation("min_purchase", "supplier", "metal-south", draw.choice([3, 12]), ramp_up_years=maybe(draw, 3)),
        obligation("least_projects", "project", "road;hall;lab", draw.choice([1, 2]), by_year=2028),
        obligation("min_investment", "project", "shaft;dam", draw.choice([60, 300]), by_year=2031),
        obligation("local_processing_share", "place", "east", draw.choice([0.2, 0.6]), ramp_up_years=maybe(draw, 2)),
    ]
    return {
        "agreement_effects": [row for row in effects if draw.random() < 0.7],
        "agreement_obligations": [row for row in obligations if draw.random() < 0.6],
    }
