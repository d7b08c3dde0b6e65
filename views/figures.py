"""The few figures that a plan is judged by first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.case.rows import each_row
from model.plan.summary import proof
from model.plan.words import money, percent, three_digits
from views.charts.names import material_names, place_names

if TYPE_CHECKING:
    import pandas as pd

    from model import Plan


@dataclass(frozen=True)
class Figure:
    """A figure with its words.

    Attributes:
        label: What it is.
        value: The figure with its unit.
        note: Whose, where or when it is.
        help: How it is counted.
    """

    label: str
    value: str
    note: str
    help: str


def headline_figures(plan: Plan) -> tuple[Figure, ...]:
    """Cost, shortage, largest share, ESG and carbon."""
    kpis = plan.kpis[plan.kpis["scenario"] == "trunk"]
    return (cost(plan), shortage(plan, kpis), largest_share(plan), esg(plan, kpis), carbon(plan, kpis))


def cost(plan: Plan) -> Figure:
    """Expected cost over the horizon."""
    first, last = plan.case.years[0], plan.case.years[-1]
    text = f"{first} to {last}; {plan.status if plan.gap is None else proof(plan.gap)}"
    return Figure("Cost", money(plan.objective), text, "Expected cost over the horizon, as a present value.")


def shortage(plan: Plan, kpis: pd.DataFrame) -> Figure:
    """The largest shortage of any material in any year."""
    rows = kpis[kpis["kpi"] == "shortage share"]
    words = "Largest share of a material's demand that goes short in any year."
    if rows.empty or rows["value"].max() < 5e-5:
        return Figure("Shortage", "none", "all demand is met or substituted", words)
    top = rows.sort_values("value").iloc[-1]
    name = material_names(plan.case).get(str(top["item"]), str(top["item"]))
    return Figure("Shortage", percent(float(top["value"])), f"{name}, {top['year']}", words)


def largest_share(plan: Plan) -> Figure:
    """The largest share of a foreign place in any mineral and stage, in the last year."""
    supply = plan.supply
    abroad = supply[(supply["scenario"] == "trunk") & ~supply["place"].isin(plan.case.settings.buyer)]
    last = abroad[abroad["year"] == plan.case.years[-1]]
    shares = last.groupby(["mineral", "stage", "place"])["share"].sum().reset_index()
    words = "Largest share of one foreign country in a mineral at a stage, in the last planning year."
    if shares.empty:
        return Figure("Largest share", "0 %", "nothing comes from abroad", words)
    top = shares.sort_values("share").iloc[-1]
    name = place_names(plan.case).get(str(top["place"]), str(top["place"]))
    note = f"{name}: {top['mineral']}, {top['stage']}"
    return Figure("Largest share", percent(float(top["share"])), note, words)


def esg(plan: Plan, kpis: pd.DataFrame) -> Figure:
    """The mineral that fares worst in the first indicator that is a score, in the last year."""
    indicators = plan.case.filled("indicators")
    scores = indicators[~indicators["unit"].str.contains(" per t", regex=False)]
    rows = kpis[(kpis["kpi"] == "average") & (kpis["year"] == plan.case.years[-1])]
    for row in each_row(scores):
        found = rows[rows["item"] == row.indicator]
        if not found.empty:
            lower = row.direction == "higher-better"
            worst = found.sort_values("value").iloc[0 if lower else -1]
            words = f"Average {row.name or row.indicator} of supply, by tonnes, where it fares worst."
            note = f"{row.indicator} ({row.unit}), worst: {worst['mineral']}, {worst['stage']}"
            return Figure("ESG", three_digits(float(worst["value"])), note, words)
    return Figure("ESG", "not rated", "the data set has no scores", "Averages of the indicators over supply.")


def carbon(plan: Plan, kpis: pd.DataFrame) -> Figure:
    """Emissions of what is bought, run and shipped in the last year."""
    rows = kpis[(kpis["kpi"] == "total") & (kpis["item"] == "carbon") & (kpis["year"] == plan.case.years[-1])]
    words = "Emissions of purchases, plants and freight, as far as their intensity is known."
    if rows.empty:
        return Figure("Carbon", "not rated", "the data set has no emissions", words)
    value = float(rows["value"].iloc[0])
    amount = f"{three_digits(value / 1e6)} Mt" if value >= 1e6 else f"{three_digits(value / 1e3)} kt"
    return Figure("Carbon", amount, f"CO2e a year in {plan.case.years[-1]}, where known", words)
