"""World map: who supplies which share, and what moves where, drawn from a file that ships with the app."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import percent, tonnes
from views.charts.colours import BLUES, ORANGE, VERMILION, ground, ink, land
from views.charts.drawing import Drawing
from views.charts.names import place_names

if TYPE_CHECKING:
    from model import Case, Plan

WORLD = Path(__file__).with_name("world_110m.geojson")
CAPTION = (
    "Lines are the plan's shipments, as the crow flies; what is bought in the buyer's own places is not shipped. "
    "Country shapes: Natural Earth 1:110m (public domain), de facto lines that imply no position."
)


def world_map(plan: Plan, mineral: str, stage: str, year: int, *, dark: bool) -> Drawing:
    """The share of each place in the supply of a mineral at a stage, and the shipments of the mineral."""
    shares, flows = place_shares(plan, mineral, stage, year), shipped(plan, mineral, year)
    names = place_names(plan.case)
    layers = [_land(dark=dark), _countries(shares, names, dark=dark)]
    lines = _lines(flows, _points(plan.case), names)
    if lines:
        layers.append(_routes(lines))
    passed = chokepoints(plan.case, flows)
    if len(passed):
        layers.append(_straits(passed, dark=dark))
    chart = alt.layer(*layers).project("equalEarth").properties(height=430)
    table = shares.merge(
        flows.groupby("origin")["contained_t_per_year"].sum().reset_index(),
        how="left",
        left_on="place",
        right_on="origin",
    ).drop(columns="origin")
    table = table.rename(columns={"contained_t_per_year": "shipped_contained_t_per_year"})
    top = "; ".join(f"{names.get(row.place, row.place)} {percent(row.share)}" for row in each_row(shares.head(4)))
    words = (
        f"World map of {mineral}, {stage}, {year}: {top or 'no supply'}. "
        f"Shipments of {tonnes(float(flows['contained_t_per_year'].sum()))} of contained {mineral}."
    )
    return Drawing(chart, words, table, CAPTION)


def place_shares(plan: Plan, mineral: str, stage: str, year: int) -> pd.DataFrame:
    """`place` and `share`, the largest first."""
    supply = plan.supply
    rows = supply[
        (supply["mineral"] == mineral)
        & (supply["stage"] == stage)
        & (supply["year"] == year)
        & (supply["scenario"] == "trunk")
    ]
    shares = rows.groupby("place")["share"].sum().reset_index()
    return shares.sort_values("share", ascending=False, ignore_index=True)


def shipped(plan: Plan, mineral: str, year: int) -> pd.DataFrame:
    """Contained tonnes of a mineral by origin, destination and the chokepoints on the way."""
    minerals = plan.case.minerals
    contents = minerals[minerals["mineral"] == mineral].set_index("material")["content"].astype(float)
    rows = plan.shipments
    rows = rows[(rows["year"] == year) & (rows["scenario"] == "trunk") & rows["material"].isin(contents.index)]
    amount = rows["shipped_t_per_year"] * rows["material"].map(contents)
    frame = rows.assign(contained_t_per_year=amount.astype(float))
    keys = ["origin", "destination", "chokepoints"]
    return frame.groupby(keys)["contained_t_per_year"].sum().reset_index()


def chokepoints(case: Case, flows: pd.DataFrame) -> pd.DataFrame:
    """The straits and canals passed: `name`, `latitude`, `longitude`, `contained_t_per_year`."""
    each = flows.assign(chokepoint=flows["chokepoints"].str.split(";")).explode("chokepoint")
    passed = each.groupby("chokepoint")["contained_t_per_year"].sum()
    points = case.filled("chokepoints").dropna(subset=["latitude", "longitude"])
    frame = points[points["chokepoint"].isin(passed.index)][["chokepoint", "name", "latitude", "longitude"]]
    return frame.assign(contained_t_per_year=frame["chokepoint"].map(passed))


@cache
def _shapes() -> tuple[dict[str, Any], ...]:
    collection = json.loads(WORLD.read_text(encoding="utf-8"))
    return tuple(shape for shape in collection["features"] if shape["properties"]["iso3"] != "ATA")


def _land(*, dark: bool) -> Any:
    """All countries, under those that the map speaks of."""
    shapes = alt.InlineData(values=[{**shape, "properties": {}} for shape in _shapes()])
    return alt.Chart(shapes).mark_geoshape(fill=land(dark=dark), stroke=ground(dark=dark), strokeWidth=0.4)


def _countries(shares: pd.DataFrame, names: dict[str, str], *, dark: bool) -> Any:
    known = dict(zip(shares["place"], shares["share"], strict=True))
    features = [
        {**shape, "properties": {"place": names.get(code, shape["properties"]["name"]), "share": known[code]}}
        for shape in _shapes()
        if (code := shape["properties"]["iso3"]) in known
    ]
    share = alt.Color(
        "properties.share:Q",
        title="share of supply",
        scale=alt.Scale(domain=[0, 1], range=list(BLUES)),
        legend=alt.Legend(format="%", orient="bottom-left", gradientLength=120, direction="horizontal"),
    )
    return (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(stroke=ground(dark=dark), strokeWidth=0.4)
        .encode(
            color=share,
            tooltip=[
                alt.Tooltip("properties.place:N", title="place"),
                alt.Tooltip("properties.share:Q", title="share", format=".1%"),
            ],
        )
    )


def _points(case: Case) -> dict[str, tuple[float, float]]:
    places = case.filled("places").dropna(subset=["latitude", "longitude"])
    return {row.place: (float(row.longitude), float(row.latitude)) for row in each_row(places)}


def _lines(flows: pd.DataFrame, points: dict[str, tuple[float, float]], names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [points[row.origin], points[row.destination]]},
            "properties": {
                "route": f"{names.get(row.origin, row.origin)} to {names.get(row.destination, row.destination)}",
                "tonnes": row.contained_t_per_year,
            },
        }
        for row in each_row(flows)
        if row.origin in points and row.destination in points and row.contained_t_per_year > 0
    ]


def _routes(lines: list[dict[str, Any]]) -> Any:
    return (
        alt.Chart(alt.InlineData(values=lines))
        .mark_geoshape(filled=False, stroke=ORANGE, opacity=0.85)
        .encode(
            strokeWidth=alt.StrokeWidth("properties.tonnes:Q", scale=alt.Scale(range=[1, 7]), legend=None),
            tooltip=[
                alt.Tooltip("properties.route:N", title="shipment"),
                alt.Tooltip("properties.tonnes:Q", title="contained t a year", format=",.0f"),
            ],
        )
    )


def _straits(passed: pd.DataFrame, *, dark: bool) -> Any:
    return (
        alt.Chart(passed)
        .mark_point(shape="diamond", filled=True, size=70, color=VERMILION, stroke=ink(dark=dark), strokeWidth=0.8)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            tooltip=["name", alt.Tooltip("contained_t_per_year:Q", title="contained t a year", format=",.0f")],
        )
    )
