"""Stocks over time, against the capacity of each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import tonnes
from views.charts.colours import BLUE, ink
from views.charts.drawing import Drawing
from views.charts.names import material_names

if TYPE_CHECKING:
    from model import Plan

CAPTION = (
    "Tonnes of material at the end of each planning year; the dashed line is the site's capacity without projects."
)


def stocks_chart(plan: Plan, *, dark: bool) -> Drawing:
    """A small chart a stockpile; sites that stay empty are left out of the drawing and kept in the table."""
    table = stock_levels(plan)
    used = table[table.groupby("stockpile")["stock_t"].transform("max") > 1e-6]
    base = alt.Chart(used).encode(x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)))
    bars = base.mark_bar(color=BLUE).encode(
        y=alt.Y("stock_t:Q", title="t"),
        tooltip=["site", "year", alt.Tooltip("stock_t:Q", format=",.0f"), alt.Tooltip("capacity_t:Q", format=",.0f")],
    )
    line = base.mark_line(color=ink(dark=dark), strokeDash=[4, 3]).encode(y="capacity_t:Q")
    chart = (
        alt.layer(bars, line)
        .properties(width=185, height=140)
        .facet(facet=alt.Facet("site:N", title=None), columns=3)  # three stand side by side at 1280 pixels
        .resolve_scale(y="independent")
    )
    return Drawing(chart, in_words(used, table), table, CAPTION)


def stock_levels(plan: Plan) -> pd.DataFrame:
    """Levels on the trunk with the site's name and capacity."""
    sites = plan.case.filled("stockpiles").set_index("stockpile")
    frame = plan.stocks[plan.stocks["scenario"] == "trunk"]
    materials = material_names(plan.case)
    names = {
        str(key): str(row["name"]) or materials.get(str(row["material"]), str(key)) for key, row in sites.iterrows()
    }
    return frame.assign(
        site=frame["stockpile"].map(names), capacity_t=frame["stockpile"].map(sites["capacity_t"]).astype(float)
    )


def in_words(used: pd.DataFrame, table: pd.DataFrame) -> str:
    """How many sites are used, and their peaks."""
    sites = table["stockpile"].nunique()
    if used.empty:
        return f"None of {sites} stockpiles holds anything." if sites else "The data set has no stockpiles."
    peaks = used.loc[used.groupby("stockpile")["stock_t"].idxmax()]
    parts = [f"{row.site} at most {tonnes(row.stock_t, per_year=False)} ({row.year})" for row in each_row(peaks)]
    return f"{len(peaks)} of {sites} stockpiles are used: {'; '.join(parts)}."
