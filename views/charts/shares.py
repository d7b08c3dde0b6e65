"""Heatmap: the share of each place in each mineral and stage, with the cells that a rule holds or that break it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import percent
from views.charts.colours import BLUES, ORANGE, VERMILION
from views.charts.drawing import Drawing
from views.charts.names import place_names

if TYPE_CHECKING:
    from model import Plan

MOST_PLACES = 14
STATES = ("within", "at the limit", "over the limit")


def shares_heatmap(plan: Plan, year: int) -> Drawing:
    """Shares in a year; a frame marks what a share rule holds back, or what breaks one."""
    table = limited_shares(plan, year)
    shown = table[table["place"].isin(_largest(table))]
    names = place_names(plan.case)
    shown = shown.assign(
        country=shown["place"].map(lambda code: names.get(code, code)), row=shown["mineral"] + ", " + shown["stage"]
    )
    base = alt.Chart(shown).encode(
        x=alt.X(
            "country:N",
            title=None,
            sort=alt.EncodingSortField("share", op="sum", order="descending"),
            axis=alt.Axis(labelAngle=-40, orient="top", labelLimit=120, labelOverlap=False),
        ),
        y=alt.Y("row:N", title=None, axis=alt.Axis(labelLimit=240)),
    )
    cells = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color(
            "share:Q", title="share", scale=alt.Scale(domain=[0, 1], range=list(BLUES)), legend=alt.Legend(format="%")
        ),
        tooltip=[
            "country",
            "mineral",
            "stage",
            alt.Tooltip("share:Q", format=".1%"),
            alt.Tooltip("limit:Q", format=".1%"),
            "rule",
            "standing",
        ],
    )
    held = shown[shown["standing"] != STATES[0]]
    frames = (
        alt.Chart(held)
        .mark_rect(fillOpacity=0, strokeWidth=3, cornerRadius=2)
        .encode(
            x=alt.X("country:N"),
            y=alt.Y("row:N"),
            stroke=alt.Stroke(
                "standing:N",
                title="limit",
                scale=alt.Scale(domain=list(STATES[1:]), range=[ORANGE, VERMILION]),
                legend=alt.Legend(symbolFillColor="transparent", symbolType="square", symbolStrokeWidth=3),
            ),
        )
    )
    text = (
        base.transform_filter("datum.share >= 0.005")
        .mark_text(fontSize=11)
        .encode(
            text=alt.Text("share:Q", format=".0%"),
            color=alt.condition("datum.share > 0.4", alt.value("#FFFFFF"), alt.value("#1A1A1A")),
        )
    )
    rows = shown["row"].nunique()
    chart = (
        alt.layer(cells, *([frames] if len(held) else []), text)
        .properties(height=30 * max(rows, 1) + 110)
        .configure_view(strokeOpacity=0)
    )
    return Drawing(chart, in_words(table, names, year), table, CAPTION)


CAPTION = (
    "Share of supply in contained tonnes, the upstream of refined materials counted. A frame marks shares that a rule "
    "holds at its limit (orange) or that break a soft rule (vermilion)."
)


def limited_shares(plan: Plan, year: int) -> pd.DataFrame:
    """`mineral`, `stage`, `place`, `share`, `rule`, `limit`, `standing`: the tightest share rule of each cell."""
    supply = plan.supply
    rows = supply[(supply["year"] == year) & (supply["scenario"] == "trunk")]
    shares = rows.groupby(["mineral", "stage", "place"])["share"].sum().reset_index()
    rules = plan.rules
    at = rules[(rules["year"] == year) & (rules["kind"] == "share") & (rules["sense"] == "max")]
    stages = plan.case.filled("rules").set_index("rule")["stage"]
    at = at.assign(
        stage=at["rule"].map(stages).astype("str"),
        standing=["over the limit" if row.broken else STATES[int(row.binding)] for row in each_row(at)],
    )
    at = at.sort_values("limit").drop_duplicates(["mineral", "stage", "member"])
    at = at.rename(columns={"member": "place"})[["mineral", "stage", "place", "rule", "limit", "standing"]]
    frame: pd.DataFrame = shares.merge(at, how="left", on=["mineral", "stage", "place"])
    return frame.assign(standing=frame["standing"].fillna("within"), rule=frame["rule"].fillna(""))


def in_words(table: pd.DataFrame, names: dict[str, str], year: int) -> str:
    """The largest shares, and how many stand at a limit."""
    top = table.sort_values("share", ascending=False).head(4)
    parts = [
        f"{names.get(row.place, row.place)} {percent(row.share)} of {row.mineral} ({row.stage})"
        for row in each_row(top)
    ]
    held, over = (int((table["standing"] == state).sum()) for state in STATES[1:])
    return f"Shares of supply in {year}. Largest: {'; '.join(parts)}. {held} shares at a limit, {over} over one."


def _largest(table: pd.DataFrame) -> list[str]:
    """The places with the largest sum of shares; every place that stands at a limit."""
    sums = table.groupby("place")["share"].sum().sort_values(ascending=False)
    held = table.loc[table["standing"] != "within", "place"]
    return list(dict.fromkeys([*held, *sums.index[:MOST_PLACES]]))
