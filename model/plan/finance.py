"""Whose money builds what a plan decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.plan.words import listing, money, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

WHOSE = {"own": "the buyer's own", "public": "public money", "partner": "from a partner", "bank": "from a bank"}
TYPES = {
    "project": "str", "decided_year": "int64", "money": "str", "capital_usd": "float64", "rate": "float64",
    "term_years": "Int64",
}  # fmt: skip


def finance_table(case: Case, built: pd.DataFrame) -> pd.DataFrame:
    """The capital of what is built by whose money it is, for projects that say so.

    Args:
        case: The case.
        built: The view `projects_built`.

    Returns:
        `capital_usd`, and for money that is repaid its `rate` and `term_years`.
    """
    shares = case.filled("project_finance")
    frame = built[["project", "decided_year", "capital_usd"]].merge(shares, on="project")
    lifetime = case.filled("projects").set_index("project")["lifetime_years"]
    term = frame["term_years"].fillna(frame["project"].map(lifetime)).where(frame["rate"].notna())
    frame = frame.assign(capital_usd=frame["capital_usd"] * frame["share"], term_years=term)
    return frame[list(TYPES)].astype(TYPES)


def finance_lines(finance: pd.DataFrame) -> Iterator[str]:
    """`port, 2026: USD 300 k the buyer's own, USD 700 k from a bank (repaid at 6 % a year over 10 years)`."""
    for (project, year), rows in finance.groupby(["project", "decided_year"], sort=False):
        parts = []
        for row in rows.to_dict("records"):
            terms = ""
            if row["rate"] >= 0:
                terms = f" (repaid at {percent(row['rate'])} a year over {row['term_years']} years)"
            parts.append(f"{money(row['capital_usd'])} {WHOSE[row['money']]}{terms}")
        yield f"{project}, {year}: {listing(parts)}"
