"""Trade-offs drawn: cost over another metric, a third by colour; parallel coordinates of three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from model.case.rows import each_row
from model.studies.metrics import COST, FRACTION, said
from views.charts.agreements import AXIS
from views.charts.colours import BLUE, BLUES, GREY, ground, ink
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    import pandas as pd

    from model.studies import TradeOffs

PICKED = "point"
"""The name of what is picked by a click."""


def frontier_chart(told: TradeOffs, *, dark: bool) -> Drawing:
    """A point for each plan, to be clicked: cost over the second metric, the third by colour."""
    others = [row for row in each_row(told.metrics) if row.metric != COST]
    shown = described(told)
    first, *more = others
    across = alt.X(
        "x:Q",
        title=titled(first),
        axis=alt.Axis(format="%" if first.unit.startswith(FRACTION) else "~s", tickCount=6),
        scale=alt.Scale(zero=False, nice=True),
    )
    up = alt.Y("cost:Q", title="Cost, present value (USD)", axis=alt.Axis(labelExpr=AXIS), scale=alt.Scale(zero=False))
    base = alt.Chart(shown).encode(x=across, y=up, order="cost:Q")
    picked = alt.selection_point(name=PICKED, fields=["point"], on="click", nearest=False)
    marks: dict[str, Any] = {"size": 150, "opacity": 1, "stroke": ground(dark=dark), "strokeWidth": 1}
    tips = ["plan", *(alt.Tooltip(f"said {place}:N", title=title) for place, title in enumerate(told.metrics["title"]))]
    if more:
        scale = alt.Scale(range=list(BLUES[1:]))
        legend = alt.Legend(title=titled(more[0]), format="%" if more[0].unit.startswith(FRACTION) else "~s")
        points = base.mark_point(filled=True, **marks).encode(color=alt.Color("z:Q", scale=scale, legend=legend))
        chart = points.encode(tooltip=tips).add_params(picked)
    else:
        points = base.mark_point(filled=True, color=BLUE, **marks).encode(tooltip=tips).add_params(picked)
        numbers = base.mark_text(dy=-14, color=ink(dark=dark)).encode(text="point:N")
        chart = alt.layer(base.mark_line(color=GREY), points, numbers)
    caption = "Each point is a plan, and none is better in all; a click opens it. Lines only guide the eye."
    return Drawing(chart.properties(height=380), in_words(told), table_of(told), caption)


def parallel_chart(told: TradeOffs, *, dark: bool) -> Drawing:
    """A line for each plan over an axis for each metric, the better end up."""
    axes = [
        {"dim": place, "name": row.title, "inverse": not row.more_is_better, "scale": True}
        for place, row in enumerate(each_row(told.metrics))
    ]
    values = told.table
    lines = [{"name": f"Plan {point}", "value": [float(x) for x in row]} for point, row in values.iterrows()]
    option = {
        "parallelAxis": axes,
        "parallel": {"left": 80, "right": 110, "top": 50, "bottom": 30},
        "textStyle": {"color": ink(dark=dark)},
        "tooltip": {"trigger": "item"},
        "series": [{"type": "parallel", "lineStyle": {"width": 2.5, "opacity": 0.75, "color": BLUE}, "data": lines}],
    }
    return Drawing(option, in_words(told), table_of(told), "A line is a plan; on each axis the better end is up.")


def titled(row: Any) -> str:
    """A metric and its unit, as an axis names it."""
    return row.title if row.unit.startswith(FRACTION) else f"{row.title} ({row.unit})"


def described(told: TradeOffs) -> pd.DataFrame:
    """The points as the chart wants them: `point`, `plan`, `cost`, `x` and perhaps `z`, and each value in words."""
    names = [row.metric for row in each_row(told.metrics) if row.metric != COST]
    values = told.table
    shown = values.rename(columns={COST: "cost", **dict(zip(names, ("x", "z"), strict=False))}).reset_index()
    for place, row in enumerate(each_row(told.metrics)):
        shown[f"said {place}"] = [said(value, row.unit) for value in values[row.metric]]
    return shown.assign(plan=[f"Plan {point}" for point in shown["point"]])


def table_of(told: TradeOffs) -> pd.DataFrame:
    """The values of each plan, and the run in which it is kept."""
    return told.table.reset_index().merge(told.points[["point", "status", "gap", "run"]], on="point")


def in_words(told: TradeOffs) -> str:
    """The two ends."""
    values = told.table
    ends = [ends_of(row, *values[row.metric].iloc[[0, -1]].to_list()) for row in each_row(told.metrics)]
    return f"{len(values)} plans, of which none is better in all: {', '.join(ends)}."


def ends_of(row: Any, first: float, last: float) -> str:
    """Where a metric begins and ends."""
    return f"{row.title} from {said(first, row.unit)} to {said(last, row.unit)}"
