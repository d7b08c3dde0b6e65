"""What is in materials, where they can appear and where they can go, and the powers of ten that suit them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.agreed import most_added
from model.case.rows import each_row
from model.minerals import speaks_of

if TYPE_CHECKING:
    import pandas as pd

    from model.case import Case


def contents(case: Case) -> dict[tuple[str, str], float]:
    """Contained t of a mineral per t of a material, by (material, mineral)."""
    return dict(case.contents)


def recipe(case: Case) -> dict[tuple[str, str], float]:
    """Coefficients by (process, material): negative for inputs, positive for outputs."""
    rows = case.rows("process_materials")
    return {(row.process, row.material): row.coefficient_t_per_t for row in rows}


def recipe_of(case: Case) -> dict[str, dict[str, float]]:
    """Coefficients by material, of each plant."""
    coefficients: dict[str, dict[str, float]] = {}
    for (process, material), coefficient in recipe(case).items():
        coefficients.setdefault(process, {})[material] = coefficient
    return {row.plant: coefficients.get(row.process, {}) for row in case.rows("plants")}


def origins_of_flow(case: Case) -> set[tuple[str, str]]:
    """The (place, material) pairs at which material can appear without having arrived there."""
    found = {(row.place, row.material) for row in case.rows("suppliers")}
    found |= {(row.place, row.material) for row in case.rows("stockpiles")}
    found |= {(row.place, row.scrap) for row in case.rows("scrap_returns")}
    recipes = recipe_of(case)
    for plant in case.rows("plants"):
        found |= {(plant.place, material) for material, amount in recipes[plant.plant].items() if amount > 0}
    return found


def ends_of_flow(case: Case) -> set[tuple[str, str]]:
    """The (place, material) pairs at which material can be used, stocked or delivered."""
    demand = set(zip(*(case.filled("demand")[name] for name in ("place", "sector", "material")), strict=True))
    found = {(place, material) for place, _, material in demand}
    found |= {(row.place, row.material) for row in case.rows("stockpiles")}
    for row in case.rows("substitutes"):
        if row.replacement:
            found |= {(p, row.replacement) for p, sector, m in demand if (sector, m) == (row.sector, row.material)}
    recipes = recipe_of(case)
    for plant in case.rows("plants"):
        found |= {(plant.place, material) for material, amount in recipes[plant.plant].items() if amount < 0}
    return found


def power_of_ten(typical: float) -> float:
    """The power of ten in which a typical amount reads 100 to 1 000."""
    return float(10.0 ** (math.floor(math.log10(typical)) - 2)) if typical > 0 else 1.0


def material_units(case: Case) -> dict[str, float]:
    """The power of ten of a tonne in which the solver counts each material.

    A yearly demand reads 10 to 10 000 in it, be it gold or copper. A material that is not demanded itself takes the
    demand for its minerals; where there is none, what is sold of it.
    """
    peak = case.series("demand", "quantity_t").groupby(level="material").max().to_dict()
    content = contents(case)
    minerals: dict[str, float] = {}
    for (material, mineral), share in content.items():
        minerals[mineral] = max(minerals.get(mineral, 0.0), peak.get(material, 0.0) * share)
    sold = case.filled("suppliers").groupby("material")["capacity_t_per_year"].max().to_dict()
    units = {}
    for material in case.filled("materials")["material"]:
        wanted = [
            minerals[mineral] / share
            for (own, mineral), share in content.items()
            if own == material and share > 0 and minerals.get(mineral)
        ]
        known = sold.get(material, 0.0)
        fallback = known if known == known else 0.0  # noqa: PLR0124 - NaN: no limit
        units[material] = power_of_ten(peak.get(material) or max(wanted, default=fallback))
    return units


def money_unit(case: Case) -> float:
    """The power of ten of a dollar in which the solver counts: demand at its benchmark reads 100 to 1 000."""
    price = case.series("prices", "price_usd_per_t").groupby(level="material").max().to_dict()
    peak = case.series("demand", "quantity_t").groupby(level="material").max().to_dict()
    return power_of_ten(sum(amount * price.get(material, 0.0) for material, amount in peak.items()))


def potential_capacity(case: Case) -> dict[str, float]:
    """The most that each supplier could ever sell [t/yr], with all that projects and agreements add; nan: no limit."""
    most = (
        (case.by_year("suppliers", "capacity_t_per_year") * case.by_year("suppliers", "reach")).groupby(level=0).max()
    )
    added = most_added(case, "supplier")
    suppliers = case.filled("suppliers")["supplier"]
    return {i: float(most.get(i, math.nan)) + float(added.get(i, 0.0)) for i in suppliers}


def contracts_of(case: Case) -> pd.DataFrame:
    """The contracts by name; without a contracts table every supplier sells spot, in its own name."""
    contracts = case.filled("contracts")
    if contracts.empty:
        contracts = contracts.reindex(range(len(case.filled("suppliers")))).assign(
            contract=case.filled("suppliers")["supplier"],
            supplier=case.filled("suppliers")["supplier"],
            kind="spot",
            status="candidate",
            premium=0.0,
            take_or_pay=0.0,
            min_volume_t_per_year=0.0,
            fee_usd=0.0,
            capital_usd_per_t_per_year=0.0,
            free_carried_share=0.0,
            revenue_share=0.0,
            agreement="",
        )
    return contracts.set_index("contract")


def contained_demand(case: Case) -> dict[tuple[str, int], float]:
    """Contained t of each mineral that is demanded, by (mineral, year) [t/yr]."""
    content = contents(case)
    total: dict[tuple[str, int], float] = {}
    for row in each_row(case.series("demand", "quantity_t").rename("quantity").reset_index()):
        for (own, mineral), share in content.items():
            if own == row.material:
                total[mineral, row.year] = total.get((mineral, row.year), 0.0) + row.quantity * share
    return total


def required_cover(case: Case) -> dict[str, float]:
    """The most that cover rules ask to be held of each mineral at the end of the horizon [contained t]."""
    last = case.years[-1]
    days = case.by_year("rules", "limit").to_dict()
    required: dict[str, float] = {}
    rules, demanded = case.filled("rules"), contained_demand(case)
    asking = set(
        rules.loc[
            (rules["kind"] == "cover")
            & rules["first_year"].le(last).fillna(value=True)
            & rules["last_year"].ge(last).fillna(value=True),
            "rule",
        ]
    )
    for rule in each_row(rules):
        for (mineral, year), demand in demanded.items():
            if rule.rule in asking and speaks_of(rule, mineral) and year == last:
                required[mineral] = max(required.get(mineral, 0.0), days[rule.rule, last] / 365.0 * demand)
    return required


def routes_of(case: Case) -> pd.DataFrame:
    """The routes by name; without a routes table there is a free one between any two places that need it."""
    routes = case.filled("routes")
    if not routes.empty:
        return routes.set_index("route")
    ends = ends_of_flow(case)
    pairs = sorted({(o, d) for o, m in origins_of_flow(case) for d, n in ends if m == n and o != d})
    free = routes.reindex(range(len(pairs))).assign(
        route=[f"{origin} to {destination}" for origin, destination in pairs],
        origin=[origin for origin, _ in pairs],
        destination=[destination for _, destination in pairs],
        cost_usd_per_t=0.0,
        **dict.fromkeys(("corridor", "chokepoints", "materials", "requires_project"), ""),
    )
    return free.astype(dict.fromkeys(("route", "origin", "destination"), "str")).set_index("route")
