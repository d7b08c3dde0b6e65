"""What plans of magnets consist of: tonnes by maker, costs by kind, and the outlay of the floor by year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from docs.casebook.asked import NOTICED_T, row_of, short, supplied
from docs.casebook.facts import stated
from model.case.rows import each_row

if TYPE_CHECKING:
    from model import Case, Plan

MAGNETS, NDPR, HEAVIES = "ndfeb-magnet", "ndpr-oxide", "dytb-oxide"
OXIDE_HOME, FLOOR = "ndpr-oxide-usa", "mp-floor"
OWN_WORKS = ("independence-magnets", "magnets-10x")
"""The magnet plants that the agreement is about."""
MAKING = ("magnet-making", "magnet-remaking")
BUYING, RUNNING, BUILDING, SUBSTITUTES, SHORTAGE = (
    "Buying and moving", "Making at home", "Building, less what is left at the end", "Substitutes", "What goes short",
)  # fmt: skip
TERMS = {
    "processing": RUNNING, "plant fixed cost": RUNNING, "project fixed cost": RUNNING, "tolls": RUNNING,
    "project capital": BUILDING, "public capital": BUILDING, "debt service": BUILDING, "debt left": BUILDING,
    "salvage": BUILDING, "salvage of public capital": BUILDING, "salvage of borrowed capital": BUILDING,
    "substitution": SUBSTITUTES, "shortage": SHORTAGE,
}  # fmt: skip
"""The kind of each cost term; the others are of buying and moving."""


def costs_by_kind(plan: Plan) -> dict[str, float]:
    """The present value of what counts, by kind [USD]."""
    rows = plan.costs[plan.costs["counted"]]
    kinds = rows["term"].map(TERMS).fillna(BUYING)
    sums = rows.groupby(kinds)["present_value_usd"].sum()
    return {kind: float(sums.get(kind, 0.0)) for kind in (BUYING, RUNNING, BUILDING, SUBSTITUTES, SHORTAGE)}


def magnets(plan: Plan) -> pd.DataFrame:
    """Where magnets come from: `year`, `kind` (bought, made, substituted, short), `name` (place or plant), `tonnes`."""
    bought = plan.purchases[plan.purchases["material"] == MAGNETS]
    made = plan.processing[plan.processing["process"].isin(MAKING)]
    sums = plan.deliveries.groupby("year")[["substituted_t_per_year", "shortfall_t_per_year"]].sum()
    rows = [(row.year, "bought", row.place, row.lifted_t_per_year) for row in each_row(bought)]
    rows += [(row.year, "made", row.plant, row.run_t_per_year) for row in each_row(made)]
    for kind, column in (("substituted", "substituted_t_per_year"), ("short", "shortfall_t_per_year")):
        rows += [(year, kind, "", amount) for year, amount in sums[column].items()]
    frame = pd.DataFrame(rows, columns=["year", "kind", "name", "tonnes"])
    return frame[frame["tonnes"] >= NOTICED_T].reset_index(drop=True)


def made_at_home(plan: Plan) -> dict[int, float]:
    """Tonnes of magnets made at home, by planning year."""
    rows = magnets(plan)
    sums = rows[rows["kind"] == "made"].groupby("year")["tonnes"].sum()
    return {year: float(sums.get(year, 0.0)) for year in plan.case.years}


def idle_from(plan: Plan) -> int | None:
    """The first planning year from which on no magnets are made at home; None if they are to the end."""
    running = [year for year, amount in made_at_home(plan).items() if amount]
    later = [year for year in plan.case.years if year > max(running)]
    return later[0] if later else None


def short_by_year(plan: Plan) -> dict[int, float]:
    """Tonnes of magnets that go short, by planning year."""
    rows = short(plan)
    rows = rows[rows["material"] == MAGNETS]
    return {int(year): float(amount) for year, amount in zip(rows["year"], rows["tonnes"], strict=True)}


def share_at_home(plan: Plan, mineral: str, stage: str, year: int) -> float:
    """The share of a mineral that the United States mine or separate themselves in a year."""
    rows = supplied(plan, mineral, stage)
    rows = rows[rows["year"] == year]
    return float(rows.loc[rows["place"] == "USA", "tonnes"].sum() / rows["tonnes"].sum())


def works(plan: Plan) -> dict[str, int]:
    """The works that a plan decides of itself, with the year on line."""
    rows = plan.projects_built[plan.projects_built["status"] == "candidate"]
    return dict(zip(rows["project"], rows["online_year"].astype(int), strict=True))


def price(case: Case, material: str) -> float:
    """The price of a material, held constant [USD/t]."""
    return float(stated(case, "prices", material).price_usd_per_t)


def home_cost(case: Case) -> float:
    """What a tonne of magnets made at home costs in oxides at their price and in making, without capital [USD/t]."""
    uses = case.filled("process_materials")
    uses = uses[(uses["process"] == "magnet-making") & (uses["coefficient_t_per_t"] < 0)]
    oxides = sum(-row.coefficient_t_per_t * price(case, row.material) for row in each_row(uses))
    return float(oxides + stated(case, "processes", "magnet-making").cost_usd_per_t)


def support(case: Case) -> Any:
    """The price floor."""
    return row_of(case.filled("supports"), "support", FLOOR)


def floor_paid(plan: Plan) -> pd.DataFrame:
    """What the floor pays: `year` (of the calendar), `contract`, `usd`, `present_usd`."""
    rate = plan.case.settings.discount_rate
    start, end = plan.case.years[0], int(support(plan.case).last_year)
    lifted = plan.purchases[(plan.purchases["supplier"] == OXIDE_HOME) & (plan.purchases["year"] <= end)]
    missing = support(plan.case).rate_usd_per_t - lifted["price_usd_per_t"]
    yearly = zip(lifted["year"], lifted["contract"], lifted["lifted_t_per_year"] * missing, strict=True)
    rows = [
        (year, contract, usd, usd / (1 + rate) ** (year - start))
        for first, contract, usd in yearly
        for year in range(first, first + plan.case.years_in[first])
    ]
    return pd.DataFrame(rows, columns=["year", "contract", "usd", "present_usd"])


def reported_quarter(case: Case) -> float:
    """What MP Materials reports of the floor for the first quarter of 2026 [USD]."""
    words = row_of(case.filled("disagreements"), "disagreement", "magnets-floor-2026").other_value
    found = re.match(r"[\d.]+", words)
    return float(found[0]) * 1e6 if found else 0.0
