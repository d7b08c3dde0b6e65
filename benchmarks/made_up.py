"""A made-up case of a size: mines, refineries, minerals and years, as large as is asked for; no integers."""

from __future__ import annotations

from random import Random

import pandas as pd

from model import Case

SEED = 7
PLACES = tuple(f"P{number:02d}" for number in range(24))
BUYER = "P00"


def made_up_case(*, mines: int = 150, refineries: int = 60, minerals: int = 15, years: int = 10) -> Case:
    """Ores from mines everywhere, refined anywhere and shipped to one buyer, who may go short at a price.

    The defaults are the size M of the measurements.

    Args:
        mines: Suppliers of ore.
        refineries: Plants that refine it.
        minerals: Minerals, each with an ore and a metal.
        years: Planning years, one after the other.
    """
    draw = Random(SEED)  # noqa: S311 - a seed, not a secret
    names = [f"m{number:02d}" for number in range(minerals)]
    price = {name: draw.uniform(2_000, 40_000) for name in names}
    tables: dict[str, list[dict[str, object]]] = {
        "places": [{"place": place, "kind": "region"} for place in PLACES],
        "materials": [
            {"material": f"{name}-{form}", "stage": stage}
            for name in names
            for form, stage in (("ore", "extraction"), ("metal", "processing"))
        ],
        "material_minerals": [
            {"material": f"{name}-{form}", "mineral": name, "content": content}
            for name in names
            for form, content in (("ore", 0.3), ("metal", 1.0))
        ],
        "prices": [
            {"material": f"{name}-{form}", "year": 2026, "price_usd_per_t": price[name] * part}
            for name in names
            for form, part in (("ore", 0.2), ("metal", 1.0))
        ],
        "suppliers": [
            {
                "supplier": f"mine-{number:03d}",
                "place": draw.choice(PLACES[1:]),
                "material": f"{names[number % minerals]}-ore",
                "capacity_t_per_year": draw.uniform(20, 120),
                "price_usd_per_t": price[names[number % minerals]] * draw.uniform(0.12, 0.3),
            }
            for number in range(mines)
        ],
        "contracts": [
            {"contract": f"spot-{number:03d}", "supplier": f"mine-{number:03d}", "kind": "spot"}
            for number in range(mines)
        ],
        "processes": [{"process": f"refine-{name}"} for name in names],
        "process_materials": [
            {"process": f"refine-{name}", "material": f"{name}-{form}", "coefficient_t_per_t": coefficient}
            for name in names
            for form, coefficient in (("ore", -4.0), ("metal", 1.0))
        ],
        "plants": [
            {
                "plant": f"refinery-{number:03d}",
                "place": draw.choice(PLACES),
                "process": f"refine-{names[number % minerals]}",
                "capacity_t_per_year": draw.uniform(10, 60),
                "variable_cost_usd_per_t": price[names[number % minerals]] * draw.uniform(0.05, 0.3),
            }
            for number in range(refineries)
        ],
        "routes": [
            {"route": f"{origin}-{end}", "origin": origin, "destination": end, "cost_usd_per_t": draw.uniform(20, 300)}
            for origin in PLACES
            for end in PLACES
            if origin != end
        ],
        "demand": [
            {"place": BUYER, "sector": "all", "material": f"{name}-metal", "year": 2026 + t, "quantity_t": 60 + 2 * t}
            for name in names
            for t in range(years)
        ],
        "sectors": [{"sector": "all", "shortage_cost_multiple": 5}],
        "rules": [
            {"rule": "cap", "kind": "share", "stage": "processing", "per": "place", "limit": 0.7}
            | {"soft_penalty_usd": 5_000}
        ],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(frames, name="made-up", years=[2026 + t for t in range(years)], buyer=[BUYER])
