"""A plan's purchases abroad beside what the buyer really imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from model.plan import Plan

NOTABLE = 0.10
"""Difference of shares from which a plan needs an explanation."""


def imports_beside_plan(plan: Plan) -> pd.DataFrame:
    """Shares of origins in the plan's purchases abroad of its first year, beside recorded imports.

    Args:
        plan: A plan of a case with a table `import_shares`.

    Returns:
        `material`, `place`, `year` (of the imports), `imports`, `plan`, `difference` (plan less imports; all
        fractions), `explanation`. A material that the plan does not buy abroad has no `plan`; an origin that only
        the plan has, from a tenth on, has no `imports`.
    """
    recorded = plan.case.filled("import_shares")
    planned = foreign_shares(plan)
    bought = set(planned["material"])
    table = recorded.rename(columns={"share": "imports"}).merge(
        planned[planned["material"].isin(set(recorded["material"]))], on=["material", "place"], how="outer"
    )
    known = table["material"].isin(bought)
    table["plan"] = table["plan"].where(~known, table["plan"].fillna(0.0))
    table = table[table["imports"].notna() | (table["plan"] >= NOTABLE)]
    table["difference"] = table["plan"] - table["imports"].fillna(0.0)
    table["explanation"] = table["explanation"].fillna("")
    columns = ["material", "place", "year", "imports", "plan", "difference", "explanation"]
    return table.sort_values(["material", "imports"], ascending=[True, False], ignore_index=True)[columns]


def foreign_shares(plan: Plan) -> pd.DataFrame:
    """Share of each place abroad in what the plan buys abroad of each material in its first year."""
    rows = plan.purchases
    rows = rows[(rows["year"] == plan.case.years[0]) & ~rows["place"].isin(plan.case.settings.buyer)]
    sums = rows.groupby(["material", "place"])["lifted_t_per_year"].sum()
    shares = sums / sums.groupby(level="material").transform("sum")
    return pd.DataFrame({"plan": shares}).reset_index()


def unexplained(plan: Plan) -> pd.DataFrame:
    """The notable differences that nobody has explained."""
    table = imports_beside_plan(plan)
    return table[(table["difference"].abs() > NOTABLE) & (table["explanation"] == "")]
