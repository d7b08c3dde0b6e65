"""What the plan costs, by term and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import money
from views.charts.colours import BLUE, VERMILION, ink
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    from model import Plan

CAPTION = "Present value of each term that counts; a credit is negative."


def cost_chart(plan: Plan, *, dark: bool) -> Drawing:
    """The present value of each cost term, the largest first."""
    table = cost_terms(plan)
    shown = table[table["counted"]].assign(
        label=[money(value) for value in table.loc[table["counted"], "present_value_usd"]],
        credit=table["present_value_usd"] < 0,
        end=table["present_value_usd"].clip(lower=0.0),
    )
    base = alt.Chart(shown).encode(
        y=alt.Y("term:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("present_value_usd:Q", title=None, axis=alt.Axis(labels=False, tickCount=6)),
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(
        color=alt.Color("credit:N", legend=None, scale=alt.Scale(domain=[False, True], range=[BLUE, VERMILION])),
        tooltip=["term", alt.Tooltip("present_value_usd:Q", format=",.0f"), "label"],
    )
    text = base.mark_text(align="left", dx=6, color=ink(dark=dark)).encode(x=alt.X("end:Q"), text="label")
    chart = alt.layer(bars, text).properties(height=28 * max(len(shown), 1) + 50)
    return Drawing(chart, in_words(shown), table, CAPTION)


def cost_terms(plan: Plan) -> pd.DataFrame:
    """`term`, `counted`, `present_value_usd`, `share`, and what is paid in each period, the largest first."""
    costs = plan.costs
    totals = costs.groupby(["term", "counted"])["present_value_usd"].sum().reset_index()
    paid = costs.pivot_table(index="term", columns="year", values="paid_usd", aggfunc="sum").add_prefix("paid_usd_")
    frame: pd.DataFrame = totals[totals["present_value_usd"].abs() > 0.5].join(paid, on="term")
    frame.insert(3, "share", frame["present_value_usd"].where(frame["counted"]) / plan.objective)
    order = frame["present_value_usd"].abs().sort_values(ascending=False).index
    return frame.loc[order].reset_index(drop=True)


def in_words(shown: pd.DataFrame) -> str:
    """The largest terms."""
    parts = [f"{row.term} {row.label}" for row in each_row(shown.head(6))]
    return f"Cost by term, present value: {'; '.join(parts)}."
