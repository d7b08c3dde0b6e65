"""What is weighed against cost, and the answer: points to click, and what each plan does otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from model.schema.materials import STAGES
from model.studies.metrics import AVERAGE, COST, DOMESTIC, HHI, SHARE, SHORTAGE, totals_of
from views.charts.frontier import PICKED, frontier_chart, parallel_chart
from views.parts import plain, show
from views.runs import has_plan, open_run
from views.state import is_dark

if TYPE_CHECKING:
    from model import Case
    from model.studies import TradeOffs

NOTHING = "nothing else"
KINDS = {
    SHORTAGE: "shortage",
    SHARE: "largest share of a place",
    HHI: "HHI over places",
    DOMESTIC: "domestic share",
    AVERAGE: "average of an indicator",
}


def asked_metrics(case: Case) -> list[str]:
    """The metrics that are picked, cost first."""
    left, right = st.columns(2, gap="large")
    with left:
        first = asked_metric(case, "Weigh cost against", 0)
    with right:
        second = asked_metric(case, "and against", 1)
    return list(dict.fromkeys([COST, *(name for name in (first, second) if name)]))


def asked_metric(case: Case, label: str, place: int) -> str:
    """One metric by its name; empty for none."""
    kinds = {**KINDS, **{name: f"{name}, in all" for name in totals_of(case)}}
    key = f"metric-{choice_key(case)}-{place}"
    options = [NOTHING, *kinds] if place else list(kinds)
    kind = st.selectbox(label, options, format_func=lambda name: kinds.get(name, name), key=key)
    if kind == NOTHING:
        return ""
    if kind not in {SHARE, HHI, DOMESTIC, AVERAGE}:
        return str(kind)
    columns = st.columns(3 if kind == AVERAGE else 2)
    minerals = sorted({str(row.mineral) for row in case.rows("material_minerals")})
    parts = [str(kind)]
    if kind == AVERAGE:
        indicators = [str(row.indicator) for row in case.rows("indicators")]
        parts.append(str(columns[0].selectbox("Indicator", indicators, key=f"{key}-indicator")))
    parts.append(str(columns[-2].selectbox("Mineral", minerals, key=f"{key}-mineral")))
    parts.append(str(columns[-1].selectbox("Stage", list(STAGES), index=1, key=f"{key}-stage")))
    return ":".join(parts)


def choice_key(case: Case) -> str:
    """What tells the widgets of data sets apart."""
    return case.name


def asked_points(names: list[str]) -> tuple[int, dict[str, float]]:
    """How many plans, and up to which shortage."""
    left, right = st.columns(2, gap="large")
    points = left.slider("Plans, at most", 4, 40, 12, key="frontier-points")
    if SHORTAGE not in names:
        return int(points), {}
    most = right.slider("Shortage looked at, up to (%)", 1, 100, 20, key="frontier-shortage")
    return int(points), {SHORTAGE: most / 100} if most < 100 else {}


def answered(told: TradeOffs) -> None:
    """The answer: points to click, then what each plan does otherwise than the cheapest."""
    if not told.complete:
        st.warning("Stopped before all points were found: these are the ones found by then.")
    if len(told.points) == 1:
        st.info(
            "One plan is the best in all that is weighed: there is nothing to trade. It is shown below.",
            icon=":material/check_circle:",
        )
    clickable(told)
    if len(told.metrics) > 2:
        show(parallel_chart(told, dark=is_dark()), key="chart-parallel")
    plans(told)
    with st.expander("In words"):
        st.code(told.summary, language=None)


def clickable(told: TradeOffs) -> None:
    """The points; one that is clicked opens its plan."""
    drawing = frontier_chart(told, dark=is_dark())
    chart: Any = drawing.chart
    event = st.altair_chart(
        chart, width="stretch", key="chart-frontier", alt=drawing.alt, on_select="rerun", selection_mode=PICKED
    )
    st.caption(drawing.caption)
    picked = [row["point"] for row in event.selection.get(PICKED, [])]
    if picked:
        runs = told.points.set_index("point")["run"]
        run = str(runs.get(picked[0], ""))
        if has_plan(run):
            open_run(run)
            st.rerun()
        st.warning(f"The run of plan {picked[0]} is no longer there. Ask again to have it solved.")
    with st.expander("In words and as a table"):
        st.markdown(plain(drawing.alt))
        st.dataframe(drawing.table, hide_index=True, alt=f"The {len(drawing.table)} plans, a row each")


def plans(told: TradeOffs) -> None:
    """What a plan does otherwise than the cheapest, and a way to it."""
    numbers = [int(point) for point in told.points["point"]]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    number = left.select_slider("Plan", numbers, value=numbers[-1]) if len(numbers) > 1 else numbers[0]
    run = str(told.points.set_index("point").at[number, "run"])
    right.button(
        f"Open plan {number}",
        key=f"open-{number}",
        icon=":material/donut_small:",
        on_click=open_run,
        args=(run,),
        disabled=not has_plan(run),
    )
    rows = told.changes[(told.changes["point"] == number) & (told.changes["weight_usd"] > 0)]
    if rows.empty:
        return
    lines = "\n".join(f"- {plain(words)}" for words in dict.fromkeys(rows["words"].head(12)))
    st.markdown(f"**Plan {number} against the cheapest, the most material first**\n\n{lines}")
