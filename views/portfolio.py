"""Portfolio: one plan from all sides, each drawing with its words and its table."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model import InputError, Plan
from views.charts.costs import cost_chart
from views.charts.drawing import Drawing
from views.charts.sankey import sankey
from views.charts.shares import shares_heatmap
from views.charts.stocks import stocks_chart
from views.charts.timeline import timeline
from views.charts.world import world_map
from views.parts import plain, show
from views.runs import chosen_run, plan_of, verdict_on
from views.state import is_dark
from views.written import assumed, bound_by, summary


def pick_mineral(plan: Plan) -> str:
    """The mineral to look at."""
    return str(st.selectbox("Mineral", sorted(set(plan.supply["mineral"])), key="mineral"))


def pick_year(plan: Plan) -> int:
    """The planning year to look at; the last one at first."""
    years = plan.case.years
    return int(st.select_slider("Year", years, value=years[-1], key="year")) if len(years) > 1 else years[0]


def pick_stage(plan: Plan, mineral: str) -> str:
    """The stage whose shares a map shows."""
    found = set(plan.supply.loc[plan.supply["mineral"] == mineral, "stage"])
    stages = [stage for stage in ("extraction", "processing", "component") if stage in found]
    return str(st.segmented_control("Stage", stages, default=stages[0], key=f"stage-{mineral}", required=True))


def flows(plan: Plan) -> Drawing:
    """The Sankey of a mineral."""
    left, right = st.columns(2)
    with left:
        mineral = pick_mineral(plan)
    with right:
        year = pick_year(plan)
    return sankey(plan, mineral, year, dark=is_dark())


def world(plan: Plan) -> Drawing:
    """The map of a mineral."""
    left, middle, right = st.columns(3)
    with left:
        mineral = pick_mineral(plan)
    with middle:
        stage = pick_stage(plan, mineral)
    with right:
        year = pick_year(plan)
    return world_map(plan, mineral, stage, year, dark=is_dark())


def shares(plan: Plan) -> Drawing:
    """The heatmap of a year."""
    with st.columns(2)[0]:
        year = pick_year(plan)
    return shares_heatmap(plan, year)


def stocks(plan: Plan) -> Drawing:
    """Stocks over the years."""
    return stocks_chart(plan, dark=is_dark())


def costs(plan: Plan) -> Drawing:
    """What it costs."""
    return cost_chart(plan, dark=is_dark())


DRAWINGS: dict[str, Callable[[Plan], Drawing]] = {
    "Flows": flows,
    "World map": world,
    "Shares": shares,
    "Stocks": stocks,
    "Contracts and builds": timeline,
    "Costs": costs,
}
TEXTS: dict[str, Callable[[Plan], None]] = {"Limits": bound_by, "In words": summary, "Assumptions": assumed}


def opened() -> tuple[str, Plan] | None:
    """The run that is looked at, and its plan."""
    run = chosen_run()
    if run is None:
        return None
    try:
        return run, plan_of(run)
    except InputError as error:
        st.error(plain(error), icon=":material/error:")
    return None


def heading(run: str, plan: Plan) -> None:
    """Whose plan it is, what it costs, how near the best it is, and whether it holds when it is recomputed."""
    title, *headline = plan.summary.split("\n\n", maxsplit=1)[0].split("\n")
    st.markdown(f"**{plain(title)}**  \n{plain(' '.join(headline))}")
    verdict = verdict_on(run)
    if verdict == "accepted":
        st.caption(f"Recomputed independently from its tables: every balance, limit and cost holds. Run {plain(run)}.")
    elif verdict:
        st.error(f"Recomputed independently: {plain(verdict)}. Do not rely on it.", icon=":material/error:")


st.header("Portfolio")
looked_at = opened()
if looked_at is None:
    st.info("There is no plan for this choice yet. Solve it on the page Solve and runs, or open a run there.")
else:
    shown_run, shown_plan = looked_at
    heading(shown_run, shown_plan)
    part = st.segmented_control(
        "Part", [*DRAWINGS, *TEXTS], default="Flows", key="part", required=True, label_visibility="collapsed"
    )
    if part in DRAWINGS:
        show(DRAWINGS[part](shown_plan), key=f"chart-{part}")
    else:
        TEXTS[str(part)](shown_plan)
