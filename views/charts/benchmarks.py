"""Gauges: how a plan stands to the benchmarks of the EU's Critical Raw Materials Act, mineral by mineral."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from views.charts.colours import BLUE, VERMILION, ink
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    from model import Plan


ROUNDING = 1e-6


@dataclass(frozen=True)
class Benchmark:
    """One of the four: the share that a plan should have at least, or at most.

    Attributes:
        title: What is measured.
        limit: The share [fraction].
        most: Whether the limit is the most; else the least.
        help: How the plan's own figure is counted.
    """

    title: str
    limit: float
    most: bool
    help: str

    def keeps(self, share: float) -> bool:
        """Whether a share is on the right side of the limit, but for the solver's rounding."""
        return share <= self.limit + ROUNDING if self.most else share >= self.limit - ROUNDING


EXTRACTION = Benchmark("Domestic extraction", 0.10, most=False, help="Share of supply mined in the buyer's own places.")
PROCESSING = Benchmark(
    "Domestic processing", 0.40, most=False, help="Share of supply refined or recycled in the buyer's own places."
)
RECYCLED = Benchmark("Recycled", 0.25, most=False, help="Share of processed supply that comes from scrap.")
SINGLE = Benchmark(
    "Largest country abroad",
    0.65,
    most=True,
    help="Largest share of a country other than the buyer at any stage, upstream counted.",
)
BENCHMARKS = (EXTRACTION, PROCESSING, RECYCLED, SINGLE)


def standings(plan: Plan, year: int) -> pd.DataFrame:
    """The plan's share against each benchmark in a year: `benchmark`, `mineral`, `share`, `limit`, `met`."""
    kpis = plan.kpis[(plan.kpis["scenario"] == "trunk") & (plan.kpis["year"] == year)]
    domestic = kpis[kpis["kpi"] == "domestic share"]
    shares = {
        EXTRACTION: _by_mineral(domestic[domestic["stage"] == "extraction"]),
        PROCESSING: _by_mineral(domestic[domestic["stage"] == "processing"]),
        RECYCLED: _by_mineral(kpis[kpis["kpi"] == "recycled share"]),
        SINGLE: _largest_abroad(plan, year),
    }
    rows = [
        (benchmark.title, mineral, share, benchmark.limit, benchmark.keeps(share))
        for benchmark, values in shares.items()
        for mineral, share in values.items()
    ]
    return pd.DataFrame(rows, columns=["benchmark", "mineral", "share", "limit", "met"])


def gauge(frame: pd.DataFrame, benchmark: Benchmark, year: int, *, dark: bool, named: bool = True) -> Drawing:
    """One bar a mineral, with the benchmark as a line across them; the minerals are named on demand."""
    rows = frame[frame["benchmark"] == benchmark.title]
    base = alt.Chart(rows).encode(
        y=alt.Y("mineral:N", title=None, axis=alt.Axis(labelLimit=150, labels=named, ticks=False)),
        x=alt.X(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", values=[0, 0.5, 1], labelOverlap=False, labelFlush=True),
        ),
    )
    bars = base.mark_bar(height={"band": 0.65}).encode(
        color=alt.Color(
            "met:N",
            scale=alt.Scale(domain=[True, False], range=[BLUE, VERMILION]),
            legend=None,
        ),
        tooltip=["mineral", alt.Tooltip("share:Q", format=".1%"), alt.Tooltip("limit:Q", format=".0%")],
    )
    line = alt.Chart(pd.DataFrame({"limit": [benchmark.limit]})).mark_rule(
        color=ink(dark=dark), strokeWidth=2, strokeDash=[4, 3]
    )
    met = int(rows["met"].sum())
    sense = "at most" if benchmark.most else "at least"
    words = (
        f"{benchmark.title} in {year}: {met} of {len(rows)} minerals {sense} {benchmark.limit:.0%}. "
        + "; ".join(f"{row.mineral} {row.share:.0%}" for row in each_row(rows))
        + "."
    )
    chart = alt.layer(bars, line.encode(x="limit:Q")).properties(height=28 * max(len(rows), 1) + 30)
    return Drawing(chart, words, rows)


def _by_mineral(kpis: pd.DataFrame) -> dict[str, float]:
    return {str(key): float(value) for key, value in kpis.groupby("mineral")["value"].sum().items()}


def _largest_abroad(plan: Plan, year: int) -> dict[str, float]:
    supply = plan.supply
    abroad = supply[
        (supply["scenario"] == "trunk")
        & (supply["year"] == year)
        & ~supply["place"].isin(plan.case.settings.buyer)
        & supply["stage"].isin(["extraction", "processing", "component"])
    ]
    by_place = abroad.groupby(["mineral", "stage", "place"])["share"].sum()
    largest = {str(key): float(value) for key, value in by_place.groupby("mineral").max().items()}
    return dict.fromkeys(sorted(set(supply["mineral"])), 0.0) | largest
