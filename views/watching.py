"""Watching a solve: what it is doing, how far it is, and stopping it with the best plan kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from model.jobs import stop, watch
from model.plan.words import money, percent
from model.store import State
from views.charts.colours import BLUE, VERMILION
from views.parts import plain
from views.runs import store

if TYPE_CHECKING:
    from model.jobs import JobView

STAGES = {
    "build": "building the model",
    "compile": "handing it to the solver",
    "LP": "solving",
    "MIP": "searching",
    "prices": "pricing the limits",
    "tables": "reading the plan",
}


def is_going(run: str) -> bool:
    """Whether a run is queued or being solved."""
    return watch(store(), run).state.is_live


@st.fragment(run_every=1.0)
def watched(run: str) -> None:
    """The state of a run, read anew every second; the page is drawn again when it ends."""
    view = watch(store(), run)
    if not view.state.is_live:
        st.rerun()
    state_line(view)
    search_chart(view)
    stop_button(view)


def state_line(view: JobView) -> None:
    """Stage, time, best plan, bound and gap."""
    words = "waiting for its turn" if view.state == State.QUEUED else STAGES.get(view.stage, view.stage or "starting")
    words += f", round {view.round}" if view.round > 1 else ""
    cells = {
        "Now": words,
        "Time": f"{view.seconds or 0:.0f} s",
        "Best plan": money(view.incumbent) if view.incumbent is not None else "none yet",
        "At least": money(view.bound) if view.bound is not None else "–",
        "Gap": f"{view.gap:.3%}" if view.gap is not None else "–",
    }
    for column, (label, value) in zip(st.columns([2, 1, 2, 2, 1]), cells.items(), strict=True):
        column.metric(label, value)


def search_chart(view: JobView) -> None:
    """Best plan and bound over time, once there are some of both."""
    lines = pd.DataFrame([asdict(report) for report in view.history])
    if not {"seconds", "incumbent", "bound"} <= set(lines.columns):
        return
    lines = lines.dropna(subset=["incumbent", "bound"])
    if len(lines) < 3:
        return
    tall = lines.melt("seconds", ["incumbent", "bound"], "what", "usd")
    tall["what"] = tall["what"].map({"incumbent": "best plan", "bound": "at least"})
    chart = (
        alt.Chart(tall)
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("seconds:Q", title="seconds"),
            y=alt.Y("usd:Q", title="USD", scale=alt.Scale(zero=False), axis=alt.Axis(format="~s")),
            color=alt.Color(
                "what:N", title=None, scale=alt.Scale(domain=["best plan", "at least"], range=[BLUE, VERMILION])
            ),
        )
        .properties(height=180)
    )
    st.altair_chart(chart, width="stretch", alt="Cost of the best plan and the proven bound, over time")


def stop_button(view: JobView) -> None:
    """The button that stops: once to keep the best plan, twice to end at once."""
    if view.stopping:
        st.caption("Asked to stop: the best plan found so far is being kept.")
    label = "End at once, without a plan" if view.stopping else "Stop and keep the best plan"
    if st.button(label, icon=":material/stop_circle:", key=f"stop-{view.run}-{view.stopping}"):
        stop(store(), view.run)
        st.rerun(scope="fragment")


def ended(view: JobView) -> None:
    """How a run ended, in words."""
    more = plain(view.message)
    if view.state == State.FINISHED and view.message:
        st.error(f"{plain(view.status)}: {more}", icon=":material/error:")
    elif view.state == State.FINISHED:
        st.success(f"Solved: {plain(view.status)}.", icon=":material/check_circle:")
    elif view.state == State.STOPPED and view.has_plan:
        gap = f", within {percent(view.gap)} of the least" if view.gap is not None else ""
        st.success(f"Stopped: the best plan found is kept{gap}.", icon=":material/stop_circle:")
    else:
        words = {State.FAILED: "The solve failed.", State.STOPPED: "Stopped.", State.KILLED: "Ended without a plan."}
        st.error(f"{words.get(view.state, '')} {more}", icon=":material/error:")
