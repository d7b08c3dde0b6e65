"""Pictures of the page on the European Union."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from docs.casebook.asked import built
from docs.casebook.cases.eu.measured import (
    ACT,
    ALL,
    FLOORS,
    NO_CHINA,
    STRESS,
    WORLDS,
    YEAR,
    abroad,
    all_worth,
    standings,
    together,
    without_each,
)
from docs.casebook.cases.eu.named import PARTNERS, STAGED, mineral_name
from docs.casebook.drawing import Picture, titled
from docs.casebook.pictures import ranked, spans
from docs.casebook.told import percent
from views.charts.colours import BLUE, ORANGE, SKY, VERMILION, ink
from views.charts.names import place_names, project_names, short
from views.charts.timeline import horizon_end

if TYPE_CHECKING:
    from docs.casebook.drawing import Chart
    from docs.casebook.solved import Solved
    from model import Plan

MET, MISSED = "met", "missed"
STANDING = {MET: BLUE, MISSED: VERMILION}
CHINA, OTHERS = "China", "another country"
STAGES = ("extraction", "processing", "component")
MILLION = 1e6
ROW = 21
LETTER = 0.035
"""How wide a letter of a label is, as a share on the axis."""


def benchmarks(plan: Plan) -> Picture:
    """The Union's own shares in the first year of the benchmarks and in the last one of the plan."""
    last = plan.case.years[-1]
    now, then = (pd.concat([standings(plan, year), together(plan, year)]) for year in (YEAR, last))
    frame = now.merge(then[["benchmark", "mineral", "share"]], on=["benchmark", "mineral"], suffixes=("", "_then"))
    frame = frame.assign(
        what=frame["mineral"].map(mineral_name),
        group=[MET if met else MISSED for met in frame["met"]],
        label=frame["share"].map(percent),
    )
    panels = [
        bars(frame[frame["benchmark"] == benchmark], order(frame), f"{benchmark} in the Union", STANDING)
        for benchmark in FLOORS.values()
    ]
    finding = "Processing is met for most materials, extraction and recycling for few"
    told = (
        f"Share of the Union's consumption in {YEAR} (bar) and {last} (diamond); dashed: what the Act asks for; "
        "figures are of the bar"
    )
    return Picture(
        titled(alt.hconcat(*panels, spacing=18), finding, told),
        f"Bars of the Union's own share of consumption by material in {YEAR}, against the benchmarks of extraction, "
        f"processing and recycling. {finding}.",
    )


def countries(plan: Plan) -> Picture:
    """The largest third country by material and stage."""
    frame = abroad(plan, YEAR)
    names = place_names(plan.case)
    none = frame["share"].round(3) == 0
    frame = frame.assign(
        what=frame["mineral"].map(mineral_name),
        group=[CHINA if place == "CHN" else OTHERS for place in frame["place"]],
        label=(frame["place"].map(names).map(short) + " " + frame["share"].map(percent)).where(~none, "none"),
    )
    panels = [
        bars(frame[frame["stage"] == stage], order(frame), stage, {CHINA: VERMILION, OTHERS: SKY}) for stage in STAGES
    ]
    finding = "No third country goes above the ceiling, and China stands at it in rare earths"
    told = f"The third country with the largest share of the Union's consumption in {YEAR}; dashed: the Act's ceiling"
    return Picture(
        titled(alt.hconcat(*panels, spacing=18), finding, told),
        f"Bars of the largest third country's share of consumption by material and stage in {YEAR}. {finding}.",
    )


def order(frame: pd.DataFrame) -> list[str]:
    """The materials from top to bottom, with all of them together at the end."""
    return [*sorted(set(frame["what"]) - {ALL}), *({ALL} & set(frame["what"]))]


def bars(frame: pd.DataFrame, rows: list[str], title: str, colours: dict[str, str]) -> Chart:
    """A panel of shares with their limit: `what`, `share`, `label`, `group`, `limit`, perhaps `share_then`."""
    scale = alt.Scale(domain=[0, 1.3], nice=False)
    axis = alt.Axis(
        labels=title.startswith(STAGES[0]), ticks=False, domain=False, labelPadding=7, labelLimit=220, grid=False
    )
    base = alt.Chart(frame, title=alt.TitleParams(title, anchor="start", fontSize=12, offset=6)).encode(
        y=alt.Y("what:N", title=None, scale=alt.Scale(domain=rows), axis=axis)
    )
    drawn = base.mark_bar(height={"band": 0.66}).encode(
        x=alt.X("share:Q", title=None, scale=scale, axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])),
        color=alt.Color(
            "group:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(orient="bottom", title=None),
        ),
    )
    layers = [drawn]
    if "share_then" in frame:
        mark = base.mark_point(shape="diamond", filled=True, size=34, color=ink(dark=False), opacity=1)
        layers.append(mark.encode(x=alt.X("share_then:Q", scale=scale)))
    label = alt.Chart(frame.assign(end=label_ends(frame))).mark_text(align="left", dx=7, fontSize=10)
    layers.append(label.encode(y=alt.Y("what:N", scale=alt.Scale(domain=rows)), x="end:Q", text="label:N"))
    rule = alt.Chart(frame[["limit"]].drop_duplicates()).mark_rule(color=ink(dark=False), strokeDash=[4, 3])
    layers.append(rule.encode(x="limit:Q"))
    return alt.layer(*layers).properties(width=220, height=ROW * len(rows))


def label_ends(frame: pd.DataFrame) -> pd.Series[float]:
    """Where labels begin: after the bar, or after the limit where they would stand across it."""
    ends = frame[[name for name in ("share", "share_then") if name in frame]].max(axis=1)
    across = (ends <= frame["limit"]) & (ends + LETTER * (frame["label"].str.len() + 1) > frame["limit"])
    return ends.where(~across, frame["limit"])


def works(solved: Solved) -> Picture:
    """What is built, and when, in both worlds."""
    plans = {"the Act alone": (solved.plan(ACT), BLUE), "the Act without China": (solved.plan(*STRESS), ORANGE)}
    frame = pd.concat([built(plan).assign(plan=label) for label, (plan, _) in plans.items()])
    case = solved.case(ACT)
    names, places = project_names(case), place_names(case)
    union = set(case.settings.buyer)
    where = ["" if place in union else f"; {short(places[place])}" for place in frame["place"]]
    what = frame["project"].map(STAGED).fillna(frame["project"].map(names).map(short))
    frame = frame.assign(what=what + where, inside=frame["place"].isin(union))
    frame = frame.sort_values(["inside", "decided", "online", "what"], kind="stable")
    years = (case.years[0], horizon_end(solved.plan(ACT)))
    finding = "Works in the Union hardly differ; without China, graphite in Kazakhstan and Ukraine is added"
    told = "From the decision (left) to the year on line (dark end), darker where two decisions overlap; abroad first"
    return Picture(
        titled(spans(frame, {label: colour for label, (_, colour) in plans.items()}, years), finding, told),
        f"Works from the decision until they are on line, in two plans. {finding}.",
    )


def worth(solved: Solved) -> Picture:
    """What partnerships are worth in both worlds."""
    titles = {ACT: "The Act alone", NO_CHINA: "The Act without China"}
    panels = []
    each = without_each(solved)
    for world in WORLDS:
        own = each[each["world"] == world].sort_values("value_usd", ascending=False)
        frame = pd.DataFrame({"what": own["agreement"].map(PARTNERS), "musd": own["value_usd"] / MILLION})
        whole = pd.DataFrame({"what": ["all nine"], "musd": [all_worth(solved, world) / MILLION]})
        title = alt.TitleParams(titles[world], anchor="start", fontSize=12, offset=6)
        drawn = ranked(pd.concat([whole, frame]), "worth, USD m (present value)").properties(width=300, title=title)
        panels.append(drawn)
    finding = "Partnerships are worth little under the Act alone, and a great deal without China"
    told = "By how much cost rises where they cannot be joined; mind the two scales"
    return Picture(
        titled(alt.hconcat(*panels, spacing=40).resolve_scale(x="independent", y="independent"), finding, told),
        f"Bars of what all partnerships, and each that is joined, are worth in two worlds. {finding}.",
    )
