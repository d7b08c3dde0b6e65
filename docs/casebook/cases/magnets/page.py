"""Rare-earth magnets for the United States: what the agreement of July 2025 is worth, and what its floor pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import demanded, short_over_horizon
from docs.casebook.cases.magnets.claims import claims
from docs.casebook.cases.magnets.drawn import pictures
from docs.casebook.cases.magnets.parts import HEAVIES, MAGNETS, NDPR, short_by_year
from docs.casebook.cases.magnets.told import EMBARGO, LICENCES, REGIMES, figures, kilograms
from docs.casebook.cases.magnets.variants import FLOOR_ALONE, HALF, KNOWN, QUARTER, saved, variants
from docs.casebook.facts import Fact, disagreements_table, facts_table
from docs.casebook.page import Page
from docs.casebook.tables import gaps_list, unbroken
from docs.casebook.told import billions, change, millions, percent, tonnes
from model.case.rows import each_row
from model.evidence.markdown import markdown_table

if TYPE_CHECKING:
    from docs.casebook.solved import Solved

DATA = "inputs/magnets"


def amount(t_per_year: float) -> str:
    """Tonnes a year as the data set has them."""
    return f"{t_per_year:,.0f} t a year"


def times(multiple: float) -> str:
    """A multiple: `15 times its price`."""
    return f"{multiple:.0f} times its price"


def for_a_tonne(coefficient: float) -> str:
    """What goes into a tonne, of what goes into a process."""
    return f"{-1000 * coefficient:.1f} kg"


FACTS = (
    Fact("floor under NdPr oxide of Mountain Pass", "supports", "mp-floor", "rate_usd_per_t", kilograms),
    Fact("last year of the floor", "supports", "mp-floor", "last_year", str),
    Fact("price of NdPr oxide, held constant", "prices", NDPR, "price_usd_per_t", kilograms),
    Fact("price of magnets, of all makers alike", "prices", MAGNETS, "price_usd_per_t", kilograms),
    Fact("making magnets at home, without the oxides", "processes", "magnet-making", "cost_usd_per_t", kilograms),
    Fact(
        "Dy and Tb oxide in a tonne of magnets",
        "process_materials",
        f"magnet-making;{HEAVIES}",
        "coefficient_t_per_t",
        for_a_tonne,
    ),
    Fact("10X, magnets when full", "project_effects", "magnets-10x-build;plant_capacity;magnets-10x", "value", amount),
    Fact("10X, capital", "projects", "magnets-10x-build", "capital_usd_per_block", millions),
    Fact("10X, first year", "projects", "magnets-10x-build", "online_year", str),
    Fact(
        "growth of Independence, magnets",
        "project_effects",
        "independence-growth;plant_capacity;independence-magnets",
        "value",
        amount,
    ),
    Fact("growth of Independence, capital", "projects", "independence-growth", "capital_usd_per_block", millions),
    Fact("growth of Independence, first year", "projects", "independence-growth", "online_year", str),
    Fact(
        "heavy separation at Mountain Pass, Dy and Tb oxide",
        "project_effects",
        "mountain-pass-heavy-build;plant_capacity;mountain-pass-heavy",
        "value",
        amount,
    ),
    Fact(
        "Dy and Tb that its own mine holds",
        "suppliers",
        "heavy-ree-concentrate-mountain-pass",
        "capacity_t_per_year",
        amount,
    ),
    Fact("magnets that China lets out under licences", "rules", "licensed-magnets", "limit", amount),
    Fact("Dy and Tb oxide that it lets out", "rules", "licensed-heavies", "limit", amount),
    Fact(
        "worth of a missing magnet, motors and electronics",
        "sectors",
        "motors-and-electronics",
        "shortage_cost_multiple",
        times,
    ),
    Fact("worth of a missing magnet, wind turbines", "sectors", "wind-power", "shortage_cost_multiple", times),
)
"""The figures that carry the answer."""


def page(solved: Solved) -> Page:
    """What fills the page."""
    told = figures(solved)
    told |= {"at_half": millions(saved(solved, HALF)), "at_quarter": millions(-saved(solved, QUARTER))}
    told |= {"known_costs": millions(-saved(solved, KNOWN))}
    tables = {
        "facts": facts_table(solved.case(*LICENCES.policies), FACTS),
        "policies": policies(solved),
        "short": shortages(solved),
        "variants": otherwise(solved),
        "disagreements": disagreements_table(solved.case(), "magnets"),
        "gaps": gaps_list(solved.case(), "magnet"),
    }
    return Page(told, tables, pictures(solved), claims(solved), dict(solved.files))


def policies(solved: Solved) -> str:
    """What plans cost and how much goes short, with the agreement and without."""
    rows = []
    for regime in REGIMES:
        plans = regime.plans(solved)
        missing = [short_over_horizon(plan, MAGNETS) / demanded(plan, MAGNETS) for plan in plans]
        cells = [*(billions(plan.objective) for plan in plans), change(-regime.saved(solved))]
        rows.append((regime.name, *(unbroken(words) for words in (*cells, *(percent(share) for share in missing)))))
    columns = ["how China sells", "with the agreement", "without", "the agreement changes cost by"]
    return markdown_table(pd.DataFrame(rows, columns=[*columns, "short with it", "short without"]))


def otherwise(solved: Solved) -> str:
    """What the agreement saves under the embargo where one thing is otherwise."""
    ours, theirs = (plan.objective for plan in EMBARGO.plans(solved))
    rows = [("as above", ours, theirs, theirs - ours)]
    found = [row for row in each_row(variants(solved)) if row.variant != FLOOR_ALONE]
    rows += [(row.variant, row.with_usd, row.without_usd, row.saved_usd) for row in found]
    told = [
        (name, *(unbroken(words) for words in (billions(ours), billions(theirs), millions(less))))
        for name, ours, theirs, less in rows
    ]
    columns = ["under the embargo, where", "with the agreement", "without", "the agreement saves"]
    return markdown_table(pd.DataFrame(told, columns=columns))


def shortages(solved: Solved) -> str:
    """What goes short, by year, with the agreement and without: the years in which something does."""
    plans = [
        (f"{regime.name}, {label}", short_by_year(plan))
        for regime in REGIMES
        for label, plan in zip(("with", "without"), regime.plans(solved), strict=True)
    ]
    years = sorted({year for _, amounts in plans for year in amounts})
    rows = [(name, *(tonnes(amounts.get(year, 0.0)) for year in years)) for name, amounts in plans if amounts]
    return markdown_table(pd.DataFrame(rows, columns=["magnets that go short", *(str(year) for year in years)]))
