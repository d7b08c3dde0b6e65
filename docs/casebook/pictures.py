"""The charts that case studies share; each from a small table, with colours that mean the same on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from docs.casebook.drawing import Chart
from views.charts.colours import BLUE, VERMILION, ink

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 300, 170


def stacks(
    frame: pd.DataFrame,
    unit: str,
    colours: Mapping[str, str],
    lines: Sequence[Sequence[str]],
    years: Sequence[int],
    *,
    alike: bool = False,
    height: int = HEIGHT,
) -> Chart:
    """Stacked bars by year, panels beside and below each other; those of a line have one scale.

    Args:
        frame: `panel`, `year`, `part`, `amount`.
        unit: What the amount is, for the axis.
        colours: The parts from bottom to top, with their colours.
        lines: The panels of each line, from left to right.
        years: The years of the axis.
        alike: Whether all lines have the same scale.
        height: Of each panel.
    """
    order = {part: place for place, part in enumerate(colours)}
    frame = frame[frame["amount"] > 0].assign(order=frame["part"].map(order))
    drawn = []
    for panels in lines:
        measured = frame if alike else frame[frame["panel"].isin(panels)]
        most = float(measured.groupby(["panel", "year"])["amount"].sum().max())
        line = [stack(frame, panel, unit, colours, years, most).properties(height=height) for panel in panels]
        drawn.append(alt.hconcat(*line, spacing=30))
    return alt.vconcat(*drawn, spacing=24)


def stack(
    frame: pd.DataFrame, panel: str, unit: str, colours: Mapping[str, str], years: Sequence[int], most: float
) -> alt.Chart:
    """One panel, up to the most of its line."""
    drawn: alt.Chart = (
        alt.Chart(frame[frame["panel"] == panel], title=alt.TitleParams(panel, anchor="start", fontSize=12, offset=6))
        .mark_bar(width={"band": 0.72})
        .encode(
            x=alt.X("year:O", title="planning year", scale=alt.Scale(domain=list(years)), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("amount:Q", title=unit, scale=alt.Scale(domain=[0, most], nice=True)),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(orient="bottom", columns=4, title=None),
            ),
            order="order:Q",
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    return drawn


def savings(frame: pd.DataFrame, colours: Mapping[str, str]) -> Chart:
    """Bars of what signing saves, by year of signing and side by side for each market, with their amounts.

    Args:
        frame: `signed`, `market`, `musd`.
        colours: The markets from left to right, with their colours.
    """
    base = alt.Chart(frame).encode(
        x=alt.X("signed:O", title="year of signing", axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("market:N", sort=list(colours)),
        y=alt.Y("musd:Q", title="saved against never signing, USD m"),
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "market:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="bottom", title=None),
        )
    )
    line = alt.Chart(pd.DataFrame({"musd": [0]})).mark_rule(color=ink(dark=False)).encode(y="musd:Q")
    above = base.transform_filter("datum.musd >= 0").mark_text(dy=-7, fontSize=10, color=ink(dark=False))
    below = base.transform_filter("datum.musd < 0").mark_text(dy=8, fontSize=10, color=ink(dark=False))
    label = alt.Text("musd:Q", format=",.0f")
    return alt.layer(bars, line, above.encode(text=label), below.encode(text=label)).properties(width=620, height=280)


def ranked(frame: pd.DataFrame, unit: str) -> Chart:
    """Bars from the largest to the smallest, gains and burdens in two colours, with their amounts.

    Args:
        frame: `what`, `musd`, in the order to be drawn.
        unit: What the amount is, for the axis.
    """
    shown = frame.assign(gain=frame["musd"] >= 0, end=frame["musd"].clip(lower=0))
    base = alt.Chart(shown).encode(
        y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelLimit=420, ticks=False, domain=False)),
        x=alt.X("musd:Q", title=unit),
    )
    bars = base.mark_bar(height={"band": 0.66}).encode(
        color=alt.Color("gain:N", legend=None, scale=alt.Scale(domain=[True, False], range=[BLUE, VERMILION]))
    )
    text = base.mark_text(align="left", dx=5, fontSize=10, color=ink(dark=False))
    text = text.encode(x=alt.X("end:Q"), text=alt.Text("musd:Q", format="+,.0f"))
    return alt.layer(bars, text).properties(width=420, height=26 * len(shown) + 10)


def spans(frame: pd.DataFrame, colours: Mapping[str, str], years: tuple[int, int]) -> Chart:
    """Works from the decision to the year on line: a line below the other, one above the other for each plan.

    Args:
        frame: `what`, `plan`, `decided`, `online`, in the order to be drawn.
        colours: The plans from top to bottom, with their colours.
        years: From which year to which is drawn.
    """
    base = alt.Chart(frame.assign(until=frame["online"] + 0.25)).encode(
        y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelLimit=330, ticks=False, grid=False)),
        yOffset=alt.YOffset("plan:N", sort=list(colours)),
        color=alt.Color(
            "plan:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="bottom", title=None, columns=2, symbolType="square", symbolOpacity=1),
        ),
    )
    axis = alt.Axis(format="d", tickMinStep=1, tickCount=8)
    scale = alt.Scale(domain=list(years), nice=False)
    building = base.mark_bar(opacity=0.4).encode(
        x=alt.X("decided:Q", title="year", scale=scale, axis=axis), x2="online:Q"
    )
    ends = base.mark_bar(opacity=1).encode(x=alt.X("online:Q", title="year", scale=scale, axis=axis), x2="until:Q")
    return alt.layer(building, ends).properties(width=440, height=alt.Step(11))


def yearly(frame: pd.DataFrame, unit: str, colours: Mapping[str, str], mark: str) -> Chart:
    """Stacked bars by calendar year with their totals, and a line across each at a second amount of that year.

    Args:
        frame: `year`, `part`, `amount`, `second`.
        unit: What both amounts are, for the axis.
        colours: The parts from bottom to top, with their colours.
        mark: What the second amount is, for the legend.
    """
    order = {part: place for place, part in enumerate(colours)}
    scale = alt.Scale(domain=[*colours, mark], range=[*colours.values(), ink(dark=False)])
    legend = alt.Legend(orient="bottom", columns=4, title=None, symbolType="square", symbolOpacity=1)
    x = alt.X("year:O", title="calendar year", axis=alt.Axis(labelAngle=0))
    totals = frame.groupby("year")[["amount", "second"]].sum().reset_index().assign(part=mark)
    bars = (
        alt.Chart(frame.assign(order=frame["part"].map(order)))
        .mark_bar(width={"band": 0.72})
        .encode(x=x, y=alt.Y("amount:Q", title=unit), color=alt.Color("part:N", scale=scale, legend=legend))
        .encode(order="order:Q")
    )
    base = alt.Chart(totals).encode(x=x)
    lines = base.mark_tick(thickness=2, width={"band": 0.9}, opacity=1).encode(y="second:Q", color="part:N")
    text = base.mark_text(dy=-7, fontSize=10, color=ink(dark=False))
    text = text.encode(y="amount:Q", text=alt.Text("amount:Q", format=",.0f"))
    return alt.layer(bars, lines, text).properties(width=620, height=260)


def compared(frame: pd.DataFrame, unit: str, colours: Mapping[str, str]) -> Chart:
    """Lying stacked bars with their totals, in groups one below the other and on one scale.

    Args:
        frame: `group`, `bar`, `part`, `amount`, in the order to be drawn.
        unit: What the amount is, for the axis.
        colours: The parts from left to right, with their colours.
    """
    order = {part: place for place, part in enumerate(colours)}
    most = float(frame.groupby(["group", "bar"])["amount"].sum().max())
    scale = alt.Scale(domain=[0, most * 1.08], nice=False)
    axes = {True: alt.Axis(title=unit), False: alt.Axis(title=None, labels=False, ticks=False)}
    y = alt.Y("bar:N", title=None, sort=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=200, minExtent=110))
    legend = alt.Legend(orient="bottom", columns=3, title=None)
    colour = alt.Color("part:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())), legend=legend)
    drawn = []
    for group, rows in frame.groupby("group", sort=False):
        x = alt.X("amount:Q", scale=scale, axis=axes[group == frame["group"].iloc[-1]])
        sums = rows.groupby("bar", sort=False)["amount"].sum().reset_index()
        bars = alt.Chart(rows.assign(order=rows["part"].map(order))).mark_bar(height={"band": 0.76})
        bars = bars.encode(y=y, x=x, color=colour, order="order:Q")
        text = alt.Chart(sums).mark_text(align="left", dx=5, fontSize=10, color=ink(dark=False))
        text = text.encode(y=y, x=x, text=alt.Text("amount:Q", format=",.1f"))
        title = alt.TitleParams(str(group), anchor="start", fontSize=12, offset=4)
        drawn.append(alt.layer(bars, text).properties(width=480, height=48, title=title))
    return alt.vconcat(*drawn, spacing=10)
