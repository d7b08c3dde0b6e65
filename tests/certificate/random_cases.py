"""Small random data sets, from a seed, that use every table and every kind of rule at once."""

from __future__ import annotations

from random import Random

import pandas as pd

from model import Case

YEARS = (2026, 2028, 2031)
PLACES = ("east", "west", "home", "south")
Rows = list[dict[str, object]]


def random_case(seed: int) -> Case:
    """A data set of two minerals in three stages, with contracts, projects, stocks, scrap and rules; it has a plan."""
    draw = Random(seed)  # noqa: S311 - a seed, not a secret
    return case_of(f"random-{seed}", draw, random_tables(draw))


def random_tables(draw: Random) -> dict[str, Rows]:
    """The tables of such a data set."""
    return {
        **materials(draw),
        **supply(draw),
        **processing(draw),
        **projects(draw),
        **transport(draw),
        **needs(draw),
        **measures(draw),
        "rules": rules(draw),
    }


def case_of(name: str, draw: Random, tables: dict[str, Rows]) -> Case:
    """The data set of some tables, with settings drawn at random."""
    return Case.from_tables(
        {table: pd.DataFrame(rows) for table, rows in tables.items() if rows},
        name=name,
        years=YEARS,
        last_period_years=draw.choice([1, 2, 4]),
        discount_rate=draw.choice([0.0, 0.04, 0.1]),
        buyer=("home",),
        perspective=draw.choice(["firm", "country"]),
    )


def maybe(draw: Random, value: object, chance: float = 0.5) -> object:
    """A value, or an empty cell."""
    return value if draw.random() < chance else None


def materials(draw: Random) -> dict[str, Rows]:
    """Places, owners, materials and prices."""
    stages = {"ore": "extraction", "mix": "processing", "metal": "processing", "magnet": "component", "waste": "scrap"}
    contents = {"ore": 0.4, "mix": 0.8, "metal": 1.0, "magnet": 0.5, "waste": 0.3}
    return {
        "places": [
            {
                "place": place,
                "kind": "region",
                "tags": "AXIS" if place == "east" else draw.choice(["AXIS", "PACT;FREE"]),
            }
            for place in PLACES
        ],
        "owners": [{"owner": "crown", "place": "east", "tags": "AXIS"}, {"owner": "guild", "place": "west"}],
        "materials": [
            {
                "material": name,
                "stage": stage,
                "counted": name != "mix",
                "disposal_cost_usd_per_t": draw.choice([0, 3]),
            }
            for name, stage in stages.items()
        ],
        "material_minerals": [
            *({"material": name, "mineral": "tin", "content": share} for name, share in contents.items()),
            *(
                {"material": name, "mineral": "zinc", "content": share}
                for name, share in {"ore": 0.1, "mix": 0.1, "metal": 0.08, "magnet": 0.04, "waste": 0.02}.items()
            ),
        ],
        "prices": [
            {"material": name, "year": year, "price_usd_per_t": price * draw.uniform(0.8, 1.3)}
            for name, price in {"ore": 20, "mix": 60, "metal": 90, "magnet": 200, "waste": 8}.items()
            for year in draw.sample([2025, 2027, 2030, 2033], 2)
        ],
    }


def supply(draw: Random) -> dict[str, Rows]:
    """Suppliers, contracts of all kinds, origins, and figures that change with time."""
    suppliers: Rows = []
    contracts: Rows = []
    for number, (place, material) in enumerate(
        [("east", "ore"), ("west", "ore"), ("south", "metal"), ("east", "metal"), ("west", "magnet"), ("home", "ore")]
    ):
        name = f"{material}-{place}"
        suppliers.append(
            {
                "supplier": name,
                "place": place,
                "material": material,
                "owner": draw.choice(["crown", "guild", None]),
                "kind": draw.choice(["mine", "market", "recycling"]),
                "capacity_t_per_year": maybe(draw, draw.randint(60, 200), 1.0 if material == "ore" else 0.7),
                "reach": maybe(draw, draw.choice([0.5, 0.9])),
                "availability": maybe(draw, draw.choice([0.7, 0.95])),
                "reserve_t": maybe(draw, draw.randint(150, 500), 0.3),
                "price_usd_per_t": maybe(draw, draw.randint(10, 250), 0.3),
                "premium": maybe(draw, draw.choice([-0.1, 0.2])),
                "cost_usd_per_t": draw.randint(5, 80),
                "royalty": maybe(draw, draw.choice([0.05, 0.1])),
                "first_year": maybe(draw, draw.choice([2025, 2028]), 0.3),
                "last_year": maybe(draw, 2029, 0.15),
                "ramp_up_years": maybe(draw, draw.choice([1, 3]), 0.3),
            }
        )
        contracts.append({"contract": f"spot-{number}", "supplier": name, "kind": "spot", "premium": maybe(draw, 0.05)})
        if draw.random() < 0.8:
            contracts.append(long_contract(draw, f"long-{number}", name))
    contracts.append(committed_contract(draw))
    suppliers.append(
        {"supplier": "loyal", "place": "south", "material": "ore", "capacity_t_per_year": 80, "cost_usd_per_t": 9}
    )
    origins = [
        {"supplier": "metal-south", "stage": "extraction", "place": "east", "share": draw.choice([0.3, 1.0])},
        {"supplier": "magnet-west", "stage": "processing", "place": "south", "share": 0.6},
    ]
    recyclers = {row["supplier"] for row in suppliers if row.get("kind") == "recycling"}
    origins = [row for row in origins if row["supplier"] not in recyclers]
    yearly = [
        {"table": "suppliers", "key": "ore-west", "column": "availability", "year": 2028, "value": 0.9},
        {"table": "suppliers", "key": "ore-west", "column": "availability", "year": 2031, "value": 0.6},
        {"table": "suppliers", "key": "metal-east", "column": "price_usd_per_t", "year": 2027, "value": 70},
        {"table": "suppliers", "key": "metal-east", "column": "price_usd_per_t", "year": 2030, "value": 110},
    ]
    return {"suppliers": suppliers, "contracts": contracts, "origins": origins, "yearly": yearly}


def long_contract(draw: Random, name: str, supplier: str) -> dict[str, object]:
    """An offtake or an equity stake that may be signed."""
    kind = draw.choice(["offtake", "equity"])
    return {
        "contract": name,
        "supplier": supplier,
        "kind": kind,
        "premium": draw.choice([-0.3, -0.15]),
        "floor_usd_per_t": maybe(draw, draw.randint(15, 120), 0.4),
        "cap_usd_per_t": maybe(draw, draw.randint(130, 220), 0.4),
        "take_or_pay": maybe(draw, draw.choice([0.6, 0.9])),
        "min_volume_t_per_year": maybe(draw, draw.randint(5, 15)),
        "max_volume_t_per_year": draw.randint(20, 60),
        "term_years": maybe(draw, draw.choice([2, 3, 5])),
        "fee_usd": maybe(draw, draw.randint(50, 400)),
        "capital_usd_per_t_per_year": draw.randint(1, 30) if kind == "equity" else None,
        "first_year": maybe(draw, 2028, 0.2),
        "last_year": maybe(draw, 2028, 0.2),
    }


def committed_contract(draw: Random) -> dict[str, object]:
    """An offtake that is in force already."""
    return {
        "contract": "signed-long-ago",
        "supplier": "loyal",
        "kind": draw.choice(["offtake", "equity"]),
        "status": "committed",
        "take_or_pay": draw.choice([0.5, 1.0]),
        "volume_t_per_year": draw.randint(5, 20),
        "term_years": maybe(draw, 3),
        "first_year": maybe(draw, 2027),
        "floor_usd_per_t": maybe(draw, 30),
    }


def processing(draw: Random) -> dict[str, Rows]:
    """Recipes, and plants of the buyer and of others, two of them on one line, one of them with a least load."""
    process_materials = [("smelt", "ore", -2.6), ("smelt", "metal", 1.0), ("blend", "ore", -2.2), ("blend", "mix", 1.0)]
    process_materials += [("refine", "mix", -1.3), ("refine", "metal", 1.0), ("press", "metal", -0.6)]
    process_materials += [("press", "magnet", 1.0), ("melt", "waste", -4.0), ("melt", "metal", 1.0)]
    plants = {
        "smelter-home": {"place": "home", "process": "smelt", "min_load": 0.4, "fixed_cost_usd_per_year": 60},
        "smelter-east": {"place": "east", "process": "smelt", "toll_usd_per_t": 12, "owner": "crown"},
        "blender": {"place": "home", "process": "blend", "line": "mill"},
        "refiner": {"place": "home", "process": "refine", "line": "mill"},
        "presser": {"place": "home", "process": "press", "variable_cost_usd_per_t": 4},
        "melter": {"place": "home", "process": "melt", "kind": "recycling", "last_year": maybe(draw, 2029)},
    }
    capacity = {name: draw.randint(15, 50) for name in plants}
    capacity["refiner"] = capacity["blender"]
    return {
        "processes": [
            {"process": name, "cost_usd_per_t": draw.randint(0, 8)}
            for name in dict.fromkeys(process for process, _, _ in process_materials)
        ],
        "process_materials": [
            {"process": process, "material": material, "coefficient_t_per_t": amount}
            for process, material, amount in process_materials
        ],
        "plants": [{"plant": name, "capacity_t_per_year": capacity[name], **more} for name, more in plants.items()],
    }


def projects(draw: Random) -> dict[str, Rows]:
    """Projects of every effect, with lead times, ramps, steps that share blocks, requirements and exclusions."""
    return {
        "projects": [
            project(draw, "shaft", max_blocks=2, ramp_up_years=3),
            project(draw, "kiln", construction_years=2, lifetime_years=4),
            project(draw, "big-kiln", shares_blocks_with="kiln", first_year=2028),
            project(draw, "railway", requires="shaft", max_blocks=2),
            project(draw, "road", excludes="railway"),
            project(draw, "hall", permitting_years=1),
            project(draw, "lab", kind="substitution"),
            project(draw, "started", status="committed", online_year=2028, ramp_up_years=2),
        ],
        "project_effects": [
            {"project": "shaft", "effect": "supplier_capacity", "target": "ore-home", "value": 40},
            {"project": "kiln", "effect": "plant_capacity", "target": "smelter-home", "value": 20},
            {"project": "big-kiln", "effect": "plant_capacity", "target": "refiner", "value": 35},
            {"project": "railway", "effect": "corridor_capacity", "target": "rail", "value": 60},
            {"project": "road", "effect": "route_capacity", "target": "west-home", "value": 25},
            {"project": "hall", "effect": "stockpile_capacity", "target": "vault", "value": 30},
            {"project": "started", "effect": "plant_capacity", "target": "presser", "value": 12},
        ],
    }


def project(draw: Random, name: str, **more: object) -> dict[str, object]:
    """A project at a modest cost."""
    return {
        "project": name,
        "capital_usd_per_block": draw.randint(20, 1500),
        "fixed_cost_usd_per_block_per_year": draw.randint(0, 20),
        "lifetime_years": draw.choice([3, 10]),
        **more,
    }


def transport(draw: Random) -> dict[str, Rows]:
    """Routes with capacities, a corridor, chokepoints, spans and a project that opens one; tariffs."""
    routes: dict[str, dict[str, object]] = {
        "east-home": {"corridor": "rail", "chokepoints": "strait;canal"},
        "west-home": {"capacity_t_per_year": draw.randint(40, 150), "chokepoints": "canal"},
        "south-home": {"corridor": "rail", "last_year": maybe(draw, 2029)},
        "south-west": {"materials": "ore;metal"},
        "west-east": {"materials": "ore"},
        "east-home-fast": {"requires_project": "railway", "capacity_t_per_year": 30, "cost_usd_per_t": 1},
    }
    return {
        "routes": [
            {
                "route": name,
                "origin": name.split("-")[0],
                "destination": name.split("-")[1],
                "cost_usd_per_t": draw.randint(1, 9),
                **more,
            }
            for name, more in routes.items()
        ],
        "corridors": [{"corridor": "rail", "capacity_t_per_year": maybe(draw, draw.randint(60, 150), 0.8)}],
        "chokepoints": [{"chokepoint": "strait"}, {"chokepoint": "canal"}],
        "tariffs": [
            {"tariff": "all-axis", "origin": "AXIS", "destination": "home", "rate": 0.07},
            {"tariff": "metal", "material": "metal", "rate": 0.03, "first_year": 2028},
            {"tariff": "ore", "destination": "east", "stage": "extraction", "rate": 0.1},
        ],
    }


def needs(draw: Random) -> dict[str, Rows]:
    """Demand, sectors, substitutes, scrap and stockpiles."""
    wanted = {("cars", "metal"): 60, ("cars", "magnet"): 40, ("grid", "metal"): 30, ("grid", "magnet"): 15}
    return {
        "demand": [
            {"place": "home", "sector": sector, "material": material, "year": year, "quantity_t": round(amount * grown)}
            for (sector, material), amount in wanted.items()
            for year, grown in ((2025, 0.8), (2030, draw.uniform(0.9, 1.6)))
        ],
        "sectors": [
            {
                "sector": "cars",
                "shortage_cost_usd_per_t": draw.randint(200, 900),
                "largest_shortage": maybe(draw, 0.95),
            },
            {"sector": "grid", "shortage_cost_multiple": draw.choice([3, 8])},
        ],
        "substitutes": [
            substitute(
                "thrift", "cars", "magnet", cost_usd_per_t=draw.randint(50, 250), ramp_up_years=draw.choice([0, 4])
            ),
            substitute("swap", "grid", "magnet", replacement="metal", replacement_t_per_t=1.4, first_year=2028),
            substitute("research", "cars", "metal", requires_project="lab", ramp_up_years=2),
        ],
        "scrap_returns": [
            {
                "sector": "cars",
                "material": "magnet",
                "scrap": "waste",
                "place": "home",
                "lag_years": draw.choice([2, 4, 9]),
                "collection_rate": 0.7,
                "cost_usd_per_t": 2,
            }
        ],
        "past_use": [
            {"place": "home", "sector": "cars", "material": "magnet", "year": year, "quantity_t": amount}
            for year, amount in ((2015, 10), (2024, 30))
        ],
        "stockpiles": [
            stockpile("vault", "metal", initial_t=draw.choice([0, 15]), capacity_t=20, least_end_t=maybe(draw, 6)),
            stockpile("barn", "ore", loss_per_year=0.03, initial_t=10, end_value_usd_per_t=maybe(draw, 12)),
            stockpile("closet", "magnet", fill_t_per_year=6, release_t_per_year=5, held_by_buyer=draw.random() < 0.7),
        ],
    }


def substitute(name: str, sector: str, material: str, **more: object) -> dict[str, object]:
    """A substitute for up to two fifths of a demand."""
    return {
        "substitute": name,
        "sector": sector,
        "material": material,
        "largest_share": 0.4,
        "cost_usd_per_t": 20,
        **more,
    }


def stockpile(name: str, material: str, **more: object) -> dict[str, object]:
    """A stockpile at home."""
    return {"stockpile": name, "place": "home", "material": material, "holding_cost_usd_per_t_per_year": 1, **more}


def measures(draw: Random) -> dict[str, Rows]:
    """Two indicators, known of most places and of some subjects."""
    values = [("place", place, "order", draw.randint(20, 95)) for place in PLACES if draw.random() < 0.8]
    values += [("place", place, "soot", draw.randint(1, 9)) for place in PLACES if draw.random() < 0.6]
    values += [("supplier", "metal-south", "order", 88), ("supplier", "ore-east", "soot", 12)]
    values += [("plant", "smelter-home", "soot", 4), ("route", "east-home", "soot", 1), ("place", "home", "order", 70)]
    unique = {value[:3]: value for value in values}
    return {
        "indicators": [
            {"indicator": "order", "direction": "higher_is_better"},
            {"indicator": "soot", "direction": "lower_is_better"},
        ],
        "indicator_values": [
            dict(zip(("subject_kind", "subject", "indicator", "value"), value, strict=True))
            for value in unique.values()
        ],
    }


def rules(draw: Random) -> Rows:
    """A few of each kind; those that might rule out every plan are soft."""
    missing = draw.choice(["worst", "ignore"])
    origin = draw.choice(["own", "world", "worst"])
    share: dict[str, object] = {"kind": "share", "stage": "processing", "unknown_origin": origin}
    average: dict[str, object] = {"kind": "average", "stage": "processing", "missing": missing}
    every: Rows = [
        {"rule": "cap-place", **share, "per": "place", "limit": 0.6, "soft_penalty_usd": 5},
        {"rule": "cap-mines", **share, "stage": "extraction", "per": "place", "limit": 0.5, "soft_penalty_usd": 4},
        {"rule": "cap-owner", **share, "per": "owner", "where": "place!=home", "limit": 0.55, "soft_penalty_usd": 3},
        {"rule": "cap-tag", **share, "per": "tag", "limit": 0.7, "of": "consumption", "first_year": 2028,
         "soft_penalty_usd": 2},
        {"rule": "cap-supplier", **share, "per": "supplier", "limit": 0.5, "mineral": "tin", "soft_penalty_usd": 2},
        {"rule": "cap-axis", **share, "where": "place.tags=AXIS", "limit": 0.4, "soft_penalty_usd": 6},
        {"rule": "floor-home", **share, "where": "place=home", "limit": 0.3, "sense": "min", "soft_penalty_usd": 7},
        {"rule": "floor-use", **share, "where": "kind=recycling", "limit": 0.1, "sense": "min", "of": "consumption",
         "soft_penalty_usd": 3},
        {"rule": "cap-canal", "kind": "share", "per": "chokepoint", "limit": 0.5, "soft_penalty_usd": 2},
        {"rule": "cap-canal-ore", "kind": "share", "per": "chokepoint", "stage": "extraction", "limit": 0.4,
         "soft_penalty_usd": 2},
        {"rule": "order", **average, "indicator": "order", "limit": 60, "soft_penalty_usd": 0.1},
        {"rule": "order-mines", **average, "stage": "extraction", "indicator": "order", "limit": 45,
         "soft_penalty_usd": 0.1},
        {"rule": "soot-mean", **average, "indicator": "soot", "limit": 5, "weight": "value", "soft_penalty_usd": 0.01},
        {"rule": "soot-total", "kind": "total", "indicator": "soot", "missing": missing, "limit": 500,
         "soft_penalty_usd": 0.2},
        {"rule": "soot-ever", "kind": "total", "indicator": "soot", "limit": 2500, "period": "horizon",
         "soft_penalty_usd": 0.1},
        {"rule": "ore-most", "kind": "total", "stage": "extraction", "limit": 150, "mineral": "tin"},
        {"rule": "ships", "kind": "total", "of": "shipped", "limit": 120, "soft_penalty_usd": 1, "last_year": 2028},
        {"rule": "no-axis", "kind": "exclude", "where": "place.tags=AXIS", "stage": "component", "first_year": 2028},
        {"rule": "no-chaos", "kind": "exclude", "indicator": "order", "limit": 40, "missing": missing,
         "soft_penalty_usd": 9},
        {"rule": "no-south", "kind": "exclude", "of": "shipped", "where": "origin=south", "first_year": 2028,
         "soft_penalty_usd": 4},
        {"rule": "soot-price", "kind": "cost", "indicator": "soot", "limit": 0.5, "missing": missing},
        {"rule": "bond", "kind": "cost", "where": "place=east", "limit": 2},
        {"rule": "audit", "kind": "cost", "per": "supplier", "stage": "extraction", "limit": 40},
        {"rule": "purse", "kind": "budget", "limit": 900},
        {"rule": "chest", "kind": "budget", "limit": 1500, "period": "horizon", "soft_penalty_usd": 0.3},
        {"rule": "days", "kind": "cover", "limit": 40, "soft_penalty_usd": 30},
        {"rule": "tin-days", "kind": "cover", "mineral": "tin", "limit": 60, "last_year": 2029, "soft_penalty_usd": 10},
    ]  # fmt: skip
    served: dict[str, object] = {"rule": "served", "kind": "shortage", "limit": 0.05, "soft_penalty_usd": 0.2}
    spread: dict[str, object] = {"rule": "spread", "kind": "hhi", "stage": "extraction", "per": "place"}
    spread |= {"limit": 3000, "soft_penalty_usd": 0.2}
    return [*(rule for rule in every if draw.random() < 0.45), served, spread]
