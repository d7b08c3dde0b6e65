"""Plans side by side: what each costs by term, and the largest share of a place in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import listing, money, percent
from views.charts.agreements import AXIS
from views.charts.colours import coloured, ink
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.studies import Comparison

MOST_TERMS = 7
OTHER = "all other terms"
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")


def plans_of(told: Comparison) -> list[str]:
    """The alternatives that have a plan."""
    rows = told.plans[told.plans["cost_usd"].notna()]
    return [str(name) for name in rows["alternative"]]


def cost_chart(told: Comparison) -> Drawing:
    """The present value of each main cost term, the alternatives side by side."""
    names, terms = plans_of(told), cost_terms(told)
    shown = terms.melt(id_vars="term", value_vars=names, var_name="alternative", value_name="usd")
    shown["label"] = [money(value) for value in shown["usd"]]
    words = [f"{name}: {', '.join(main_terms(terms, name))}" for name in names]
    caption = "Present value of each term that counts; a credit is negative."
    return Drawing(bars(shown, names, "usd"), f"Cost by term, present value. {'; '.join(words)}.", terms, caption)


def difference_chart(told: Comparison, *, dark: bool) -> Drawing:
    """By how much each cost term of the other alternatives is more or less than that of the first."""
    first, terms = told.first, cost_terms(told)
    names = [name for name in plans_of(told) if name != first]
    if first not in terms.columns or not names:
        return Drawing({}, "There is no plan to set the others against.", pd.DataFrame())
    apart = terms.assign(**{name: terms[name] - terms[first] for name in names})[["term", *names]]
    shown = apart.melt(id_vars="term", value_vars=names, var_name="alternative", value_name="usd")
    shown["label"] = [f"{'+' if value > 0 else ''}{money(value)}" for value in shown["usd"]]
    zero = alt.Chart(pd.DataFrame({"usd": [0.0]})).mark_rule(color=ink(dark=dark)).encode(x="usd:Q")
    words = [f"{name}: {', '.join(main_terms(apart, name))}" for name in names]
    caption = f"By how much each term costs more than under {first}; to the left of the line it costs less."
    chart = alt.layer(bars(shown, names, "usd", colours=coloured(plans_of(told))), zero)
    return Drawing(chart, f"Cost by term against {first}. {'; '.join(words)}.", apart, caption)


def bars(shown: pd.DataFrame, names: list[str], value: str, *, colours: Mapping[str, str] | None = None) -> alt.Chart:
    """Bars beside each other, a group for each term."""
    own = colours or coloured(names)
    scale = alt.Scale(domain=names, range=[own[name] for name in names])
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("term:N", title=None, sort=None, axis=alt.Axis(labelLimit=220), scale=alt.Scale(paddingInner=0.25)),
            yOffset=alt.YOffset("alternative:N", sort=names),
            x=alt.X(f"{value}:Q", title="USD, present value", axis=alt.Axis(labelExpr=AXIS, tickCount=6)),
            color=alt.Color("alternative:N", title=None, scale=scale, legend=alt.Legend(orient="top", labelLimit=300)),
            tooltip=["term", "alternative", alt.Tooltip("label:N", title="cost")],
        )
        .properties(height=shown["term"].nunique() * (11 * len(names) + 12) + 60)
    )
    return chart


def cost_terms(told: Comparison) -> pd.DataFrame:
    """`term`, and what it comes to in each alternative; the largest terms, and the rest as one."""
    names = plans_of(told)
    terms = told.kpis[told.kpis["kpi"] == "cost"].set_index("item")[names].fillna(0.0).rename_axis("term")
    terms = terms.loc[terms.abs().max(axis=1).sort_values(ascending=False, kind="stable").index]
    main, rest = terms.iloc[:MOST_TERMS], terms.iloc[MOST_TERMS:]
    if len(rest):
        main = pd.concat([main, rest.sum().rename(OTHER).to_frame().T])
    return main.rename_axis("term").reset_index()


def main_terms(terms: pd.DataFrame, name: str, most: int = 3) -> list[str]:
    """The largest terms of an alternative, in words."""
    order = terms[name].abs().sort_values(ascending=False, kind="stable").index[:most]
    rows = terms.loc[order, ["term", name]].set_axis(["term", "usd"], axis=1)
    return [f"{row.term} {money(row.usd)}" for row in each_row(rows)]


def share_chart(told: Comparison, stage: str, year: int, *, dark: bool, places: Mapping[str, str]) -> Drawing:
    """The largest share of a place in each mineral, a point for each alternative."""
    names = plans_of(told)
    rows = told.shares[(told.shares["stage"] == stage) & (told.shares["year"] == year)]
    rows = rows[rows["scenario"] == "trunk"].assign(place=[places.get(code, code) for code in rows["place"]])
    colours = coloured(names)
    across = alt.X(
        "share:Q", title="largest share of a place", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")
    )
    down = alt.Y("mineral:N", title=None, axis=alt.Axis(labelLimit=220))
    spans = rows.groupby("mineral", as_index=False).agg(least=("share", "min"), most=("share", "max"))
    line = alt.Chart(spans).mark_rule(color=ink(dark=dark), opacity=0.4).encode(y=down, x="least:Q", x2="most:Q")
    domain = alt.Scale(domain=names, range=[colours[name] for name in names])
    shapes = alt.Scale(domain=names, range=[SHAPES[place % len(SHAPES)] for place in range(len(names))])
    legend = alt.Legend(orient="top", labelLimit=300)
    points = (
        alt.Chart(rows)
        .mark_point(size=110, filled=True, opacity=0.85)
        .encode(
            y=down,
            x=across,
            color=alt.Color("alternative:N", title=None, scale=domain, legend=legend),
            shape=alt.Shape("alternative:N", title=None, scale=shapes, legend=legend),
            tooltip=["mineral", "alternative", "place", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    chart = alt.layer(line, points).properties(height=26 * max(len(spans), 1) + 70)
    caption = (
        f"The place with the largest share of supply in {year}, which need not be the same in each plan: point at it."
    )
    return Drawing(chart, shares_in_words(rows, names, stage, year), rows.reset_index(drop=True), caption)


def shares_in_words(rows: pd.DataFrame, names: list[str], stage: str, year: int) -> str:
    """The average over minerals, and the minerals in which the alternatives differ most."""
    averages = rows.groupby("alternative")["share"].mean()
    parts = [f"{name} {percent(float(averages[name]))}" for name in names if name in averages.index]
    spread = rows.groupby("mineral")["share"].agg(lambda shares: shares.max() - shares.min())
    spread = spread[spread > 0.005].sort_values(ascending=False, kind="stable").head(3)
    most = [
        f"{mineral} ({listing([f'{row.alternative} {row.place} {percent(row.share)}' for row in each_row(group)])})"
        for mineral, group in rows[rows["mineral"].isin(spread.index)].groupby("mineral")
    ]
    apart = f" They differ most in {'; '.join(most)}." if most else " They do not differ."
    return f"Largest share of a place, {stage}, {year}, average of minerals: {'; '.join(parts)}.{apart}"
