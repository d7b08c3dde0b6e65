"""The figures by which plans are judged and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.case.rows import each_row
from model.flows import contained_demand, contents
from model.indicators import asked_for, indicator, places_of_sources, subjects
from model.plan.certified import certified_kpis
from model.plan.employment import job_kpis
from model.plan.improvements import Improved
from model.plan.power import power_kpis
from model.plan.words import without_tonne

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case
    from model.plan.views import Frames

COLUMNS = ["kpi", "mineral", "stage", "item", "scenario", "year", "value", "unit"]
OUTLAYS = {
    "price floor support": ("support outlay", 1),
    "support credits": ("support outlay", -1),
    "grants": ("support outlay", -1),
    "floors at home": ("support outlay", 1),
    "floors abroad": ("support outlay", 1),
    "own tariffs": ("tariff revenue", 1),
}
"""The cost terms that somebody else may pay or take: the KPI that tells of each, and its sign there."""
GROUP = ["mineral", "stage", "scenario", "year"]


def kpi_table(case: Case, frames: Frames) -> pd.DataFrame:
    """All KPIs.

    Args:
        case: The case.
        frames: The plan's frames: views, costs and what was read from the model.

    Returns:
        A row each: `kpi`, `mineral`, `stage`, `item`, `scenario`, `year` (empty: whole horizon), `value`, `unit`.
    """
    improved = Improved(case, frames)
    rows = [
        *costs(frames),
        *concentration(frames),
        *sourcing(case, frames),
        *shortages(frames),
        *esg_averages(case, frames, improved),
        *indicator_totals(case, frames, improved),
        *stock_cover(case, frames),
        *power_kpis(frames["power"]),
        *certified_kpis(frames["certified"]),
        *job_kpis(frames["jobs"]),
        *outlays(frames),
        *agreement_outlays(frames),
        *discards(frames),
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "value": "float64"})


def costs(frames: Frames) -> Iterator[tuple[object, ...]]:
    """Total cost, and capital."""
    table = frames["costs"]
    counted = table[table["counted"]]
    yield "total cost", "", "", "", "all", None, counted["present_value_usd"].sum(), "USD, present value"
    for term, value in counted.groupby("term", sort=False)["present_value_usd"].sum().items():
        if value:
            yield "cost", "", "", term, "all", None, value, "USD, present value"


def concentration(frames: Frames) -> Iterator[tuple[object, ...]]:
    """The largest share of a place, and the HHI over places, by mineral, stage and year."""
    by_place = frames["supply"].groupby([*GROUP, "place"], as_index=False)["share"].sum()
    largest = by_place.loc[by_place.groupby(GROUP)["share"].idxmax()]
    squares = by_place.assign(squared=by_place["share"] ** 2).groupby(GROUP)["squared"].sum()
    for top, squared in zip(each_row(largest), squares, strict=True):
        key = (top.scenario, top.year)
        yield "largest share", top.mineral, top.stage, top.place, *key, top.share, "fraction"
        yield "HHI", top.mineral, top.stage, "", *key, 10_000 * squared, "0 to 10 000"


def sourcing(case: Case, frames: Frames) -> Iterator[tuple[object, ...]]:
    """Domestic and recycled shares of supply, and import reliance, by mineral, stage and year."""
    supply = frames["supply"]
    supply = supply.assign(
        domestic=supply["share"].where(supply["place"].isin(case.settings.buyer), 0.0),
        secondary=supply["share"].where(supply["recycled"], 0.0),
    )
    for row in each_row(supply.groupby(GROUP, as_index=False)[["domestic", "secondary"]].sum()):
        group = (row.mineral, row.stage, "", row.scenario, row.year)
        yield "domestic share", *group, row.domestic, "fraction"
        yield "import reliance", *group, max(0.0, 1.0 - row.domestic), "fraction"
        if row.stage == "processing":
            yield "recycled share", *group, row.secondary, "fraction"


def shortages(frames: Frames) -> Iterator[tuple[object, ...]]:
    """Demand that is not met, by material and year."""
    table = frames["deliveries"].groupby(["material", "scenario", "year"], as_index=False).sum(numeric_only=True)
    for row in each_row(table):
        yield "shortage", "", "", row.material, row.scenario, row.year, row.shortfall_t_per_year, "t/yr"
        if row.demand_t_per_year > 0:
            share = row.shortfall_t_per_year / row.demand_t_per_year
            yield "shortage share", "", "", row.material, row.scenario, row.year, share, "fraction"


def esg_averages(case: Case, frames: Frames, improved: Improved) -> Iterator[tuple[object, ...]]:
    """Averages of each indicator over supply, weighted by contained tonnes, over what has a value."""
    supply = frames["supply"]
    places = places_of_sources(case)
    asked = [(*asked_for(row, places), row.place) for row in each_row(supply)]
    weights = supply["contained_t_per_year"]
    for own in case.rows("indicators"):
        measure = indicator(case, own.indicator)
        value = pd.Series([measure.stated(*subject) for subject in asked], index=supply.index, dtype=float)
        value += [improved.change(measure, *one, year) for one, year in zip(asked, supply["year"], strict=True)]
        known = supply.assign(weighted=value * weights, weight=weights.where(value.notna())).dropna(subset="weight")
        for row in each_row(known.groupby(GROUP, as_index=False)[["weighted", "weight"]].sum()):
            average = row.weighted / row.weight
            yield "average", row.mineral, row.stage, own.indicator, row.scenario, row.year, average, own.unit


def indicator_totals(case: Case, frames: Frames, improved: Improved) -> Iterator[tuple[object, ...]]:
    """Totals of indicators per tonne (carbon, water) over purchases, runs and shipments, over what has a value."""
    flows = {
        "supplier": frames["bought"].set_index(["supplier"]),
        "plant": frames["run"].set_index(["plant"]),
        "route": frames["shipped"].set_index(["route", "material"]),
    }
    column = {"supplier": "bought_t_per_year", "plant": "run_t_per_year", "route": "shipped_t_per_year"}
    for row in case.rows("indicators"):
        unit = without_tonne(row.unit)
        if not unit:
            continue
        measure = indicator(case, row.indicator)
        totals: dict[tuple[str, int], float] = {}
        for subject in subjects(case, kinds=("supplier", "plant", "route"), minerals=(), stage="", where=""):
            asked = (subject.kind, subject.name, subject.place)
            value = measure.stated(*asked)
            key = subject.index if subject.kind == "route" else subject.name
            if value is None or not (value or measure.changed(*asked)) or key not in flows[subject.kind].index:
                continue
            for flow in each_row(flows[subject.kind].loc[[key]]):
                amount = (value + improved.change(measure, *asked, flow.year)) * flow._asdict()[column[subject.kind]]
                totals[flow.scenario, flow.year] = totals.get((flow.scenario, flow.year), 0.0) + amount
        for (scenario, year), total in totals.items():
            yield "total", "", "", row.indicator, scenario, year, total, f"{unit}/yr"


def stock_cover(case: Case, frames: Frames) -> Iterator[tuple[object, ...]]:
    """Days of demand that the buyer's stocks cover at the end of each period, by mineral and year."""
    sites = case.filled("stockpiles")
    held = set(sites.loc[sites["held_by_buyer"], "stockpile"])
    content = contents(case)
    need = contained_demand(case)
    for mineral in dict.fromkeys(mineral for mineral, _ in need):
        share = {material: x for (material, own), x in content.items() if own == mineral}
        stocks = frames["stocks"]
        stocks = stocks[stocks["stockpile"].isin(held) & stocks["material"].isin(share)]
        contained = stocks.assign(held_t=stocks["stock_t"] * stocks["material"].map(share).astype(float))
        for row in each_row(contained.groupby(["scenario", "year"])["held_t"].sum().reset_index()):
            if need[mineral, row.year] > 0:
                days = 365 * row.held_t / need[mineral, row.year]
                yield "stock cover", mineral, "", "", row.scenario, row.year, days, "days"


def outlays(frames: Frames) -> Iterator[tuple[object, ...]]:
    """What holding price floors and supports costs whoever pays it, and tariffs that the buyer's own places take."""
    table = frames["costs"]
    for term, (name, sign) in OUTLAYS.items():
        for row in each_row(table[(table["term"] == term) & (table["paid_usd"] != 0)]):
            yield name, "", "", term, row.scenario, row.year, sign * row.paid_usd, "USD over the period"


def agreement_outlays(frames: Frames) -> Iterator[tuple[object, ...]]:
    """What each agreement costs: on joining, while in force, and on leaving; and the revenue shared under it."""
    table = frames["agreements"]
    for row in each_row(table[table["paid_usd"] != 0]):
        yield "agreement outlay", "", "", row.agreement, row.scenario, row.year, row.paid_usd, "USD over the period"
    for row in each_row(table[table["revenue_shared_usd"] > 0]):
        shared = (row.scenario, row.year, row.revenue_shared_usd, "USD over the period")
        yield "revenue shared", "", "", row.agreement, *shared


def discards(frames: Frames) -> Iterator[tuple[object, ...]]:
    """Tonnes disposed of, by material and year, and as a share of what was bought of the material."""
    keys = ["material", "scenario", "year"]
    discarded = frames["discards"].groupby(keys, as_index=False)["discarded_t_per_year"].sum()
    bought = frames["purchases"].groupby(keys, as_index=False)["lifted_t_per_year"].sum()
    for row in each_row(discarded.merge(bought, on=keys, how="left")):
        tonnes = row.discarded_t_per_year
        yield "discarded", "", "", row.material, row.scenario, row.year, tonnes, "t/yr"
        if row.lifted_t_per_year > 0:
            share = min(1.0, tonnes / row.lifted_t_per_year)
            yield "discarded share of purchases", "", "", row.material, row.scenario, row.year, share, "fraction"
