"""Pictures of pages: charts in the app's colours, as SVG whose bytes are the same at each build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from views.charts.colours import ground, ink

VEGA_LITE = "6.4"
"""Of the versions that vl-convert brings, the one whose drawings the docs hold."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""vl-convert brings the first, by which it measures text, so that no font of the machine moves anything."""

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart, and what it shows in a sentence or two for those who do not see it."""

    chart: Chart
    alt: str


def titled(chart: Chart, finding: str, told: str) -> Chart:
    """A chart with a title that says what is found, and under it what is drawn and in which unit."""
    title = alt.TitleParams(
        finding, subtitle=told, anchor="start", fontSize=15, subtitleFontSize=12, offset=14, subtitlePadding=6
    )
    return chart.properties(title=title)


def svg(chart: Chart) -> str:
    """The chart on a white ground of its own, which can be read on a page of either colour."""
    drawn = chart.configure(font=FONT, background=ground(dark=False), padding=14)
    drawn = drawn.configure_view(stroke=None).configure_axis(
        labelColor=ink(dark=False), titleColor=ink(dark=False), labelFontSize=11, titleFontSize=11,
        titleFontWeight="normal", gridColor="#E4E6EA", domainColor="#999999", tickColor="#999999",
    )  # fmt: skip
    drawn = drawn.configure_title(color=ink(dark=False), subtitleColor="#5A5D66")
    drawn = drawn.configure_legend(labelColor=ink(dark=False), labelFontSize=11, labelLimit=320, title=None)
    drawn = drawn.configure_header(labelColor=ink(dark=False), labelFontSize=12, labelFontWeight="bold", title=None)
    spec: dict[str, Any] = drawn.to_dict()
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)) + "\n"
