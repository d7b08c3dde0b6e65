"""Small random data sets with agreements of every kind of term, power, supports, loans, certificates and gates."""

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
    shared(draw, tables)
    held(draw, tables)
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
        if row["capacity_t_per_year"] is None:
            row["capacity_t_per_year"] = 90


def shared(draw: Random, tables: dict[str, Rows]) -> None:
    """Gives suppliers certificates and leakage, contracts a share of revenue, stakes a free part, projects jobs."""
    for row in tables["suppliers"]:
        if row["supplier"] in {"ore-west", "metal-south"}:
            row["kind"] = "market"
        if row.get("kind") != "recycling":
            row |= {"certified": draw.choice([0.4, 1.0]), "leakage": 0.3}
    for row in tables["contracts"]:
        row["revenue_share"] = maybe(draw, 0.05, 0.3)
        candidate_stake = row["kind"] == "equity" and row.get("status") != "committed"
        row["free_carried_share"] = 0.1 if candidate_stake else None
    for row in tables["projects"]:
        row |= {"place": draw.choice(["home", "west"]), "jobs_per_block": draw.choice([10, 200])}
    for row in tables["plants"]:
        if row["plant"] == "presser":
            row["availability"] = 0.8


def held(draw: Random, tables: dict[str, Rows]) -> None:
    """Adds gates and least certified shares to the rules."""
    gate: dict[str, object] = {"kind": "gate", "delay_years": draw.choice([0, 1]), "cost_usd": draw.choice([2, 15])}
    certified: dict[str, object] = {"kind": "certified", "stage": "extraction", "soft_penalty_usd": 4}
    every: Rows = [
        {"rule": "assessment", "of": "projects", "where": "kind=plant", **gate},
        {"rule": "consent", "of": "suppliers", "where": "place=west", "mineral": "tin", **gate, "first_year": 2028},
        {"rule": "permit", "of": "plants", "where": "place=home", **gate, "first_year": 2028},
        {"rule": "traced", "limit": draw.choice([0.3, 0.9]), **certified},
        {"rule": "traced-use", "limit": 0.2, "of": "consumption", "mineral": "tin", **certified},
    ]
    tables["rules"] = [*tables["rules"], *(row for row in every if draw.random() < 0.5)]


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
        {"agreement": "guard", "upfront_cost_usd": 6, "condition": "Peace"}
        | {"condition_year": draw.choice([2026, 2028])},
        {"agreement": "elder", "status": "committed", "first_year": 2024, "upfront_cost_usd": 3},
    ]
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
        effect("pact", "unlock", "project", "shaft") | {"ramp_up_years": 0},
        effect("league", "unlock", "route", "west-home") | {"deadline_year": maybe(draw, 2028)},
        effect("guard", "availability_uplift", "supplier", "ore-west", 0.1),
        effect("pact", "capacity", "supplier", "metal-south", 15),
        effect("elder", "capacity", "plant", "melter", 6),
        effect("league", "capacity", "corridor", "rail", 20),
        effect("guard", "leakage_cut", "supplier", "ore-west", 0.2),
        effect("league", "leakage_cut", "supplier", "metal-south", 0.1),
        effect("pact", "availability_uplift", "plant", "presser", 0.15),
    ]
    obligations = [
        obligation("min_purchase", "supplier", "metal-south", draw.choice([3, 12]), ramp_up_years=maybe(draw, 3)),
        obligation("least_projects", "project", "road;hall;lab", draw.choice([1, 2]), by_year=2028),
        obligation("min_investment", "project", "shaft;dam", draw.choice([60, 300]), by_year=2031),
        obligation("local_processing_share", "place", "east", draw.choice([0.2, 0.6]), ramp_up_years=maybe(draw, 2)),
        obligation("local_jobs", "project", "shaft;road;hall", 8, by_year=2031),
    ]
    return {
        "agreement_effects": [row for row in effects if draw.random() < 0.7],
        "agreement_obligations": [row for row in obligations if draw.random() < 0.6],
        "agreement_indicators": [
            {"agreement": name, "subject_kind": kind, "subject": subject, "indicator": indicator}
            | {"improvement": better, "lag_years": draw.choice([0, 1]), "ramp_up_years": draw.choice([0, 3])}
            for name, kind, subject, indicator, better in (
                ("pact", "place", "home", "order", 20),
                ("league", "place", "home", "order", 5),
                ("guard", "supplier", "ore-east", "soot", 4),
                ("elder", "plant", "smelter-home", "soot", 1),
            )
        ],
    }
