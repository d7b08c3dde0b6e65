"""Timeline: contracts in force, and projects from the decision to build until they are on line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import money, tonnes
from views.charts.colours import BLUE, GREEN, ORANGE, PURPLE
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    from model import Plan

KINDS = {"offtake": BLUE, "equity": PURPLE, "spot": "#56B4E9", "being built": ORANGE, "on line": GREEN}
CAPTION = "A bar runs from the first year to the end of the last one; what outlasts the horizon is cut off at its end."


def timeline(plan: Plan) -> Drawing:
    """Contracts signed and projects built, one line each."""
    table = spans(plan)
    shown = table.assign(from_year=table["first_year"].astype(float), to_year=table["end_year"].astype(float))
    kinds = [kind for kind in KINDS if kind in set(table["kind"])]
    domain = [plan.case.years[0], horizon_end(plan)]
    chart = (
        alt.Chart(shown)
        .mark_bar(height={"band": 0.7}, cornerRadius=2)
        .encode(
            y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelLimit=300)),
            x=alt.X(
                "from_year:Q", title=None, scale=alt.Scale(domain=domain), axis=alt.Axis(format="d", tickMinStep=1)
            ),
            x2="to_year:Q",
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=kinds, range=[KINDS[kind] for kind in kinds])),
            tooltip=["what", "kind", "first_year", "end_year", "amount"],
        )
        .properties(height=26 * max(shown["what"].nunique(), 1) + 40)
    )
    return Drawing(chart, in_words(table), table, CAPTION)


def spans(plan: Plan) -> pd.DataFrame:
    """`what`, `kind`, `first_year`, `end_year` (exclusive), `amount`."""
    end = horizon_end(plan)
    rows: list[tuple[str, str, int, int, str]] = []
    for signed in each_row(plan.contracts_signed.sort_values(["year", "contract"])):
        last = end if pd.isna(signed.term_years) else min(end, signed.year + int(signed.term_years))
        rows.append((signed.contract, signed.kind, signed.year, last, tonnes(signed.volume_t_per_year)))
    for built in each_row(plan.projects_built.sort_values(["decided_year", "project"])):
        label = f"{built.name or built.project}" + (f" ({built.blocks} blocks)" if built.blocks > 1 else "")
        online = min(built.online_year, end)
        rows.append((label, "being built", built.decided_year, online, money(built.capital_usd)))
        if online < end:
            rows.append((label, "on line", online, end, money(built.capital_usd)))
    return pd.DataFrame(rows, columns=["what", "kind", "first_year", "end_year", "amount"])


def horizon_end(plan: Plan) -> int:
    """The first year after the horizon."""
    last = plan.case.years[-1]
    return last + plan.case.years_in[last]


def in_words(table: pd.DataFrame) -> str:
    """Who is signed and what is built, when."""
    if table.empty:
        return "Nothing is signed and nothing is built."
    parts = [f"{row.what} {row.kind} from {row.first_year} ({row.amount})" for row in each_row(table)]
    return "; ".join(parts) + "."
