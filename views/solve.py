"""Solve and runs: a solve in the background, watched and stopped; the history, from which runs are opened."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from model import InputError
from model.jobs import pump, watch
from model.plan.words import money
from views.parts import plain, show_problems
from views.problems import problem_table
from views.runs import asked_options, chosen_case, open_run, start, store
from views.state import choice
from views.watching import ended, is_going, watched

GAPS = {0.01: "1 %", 0.001: "0.1 %", 0.0001: "0.01 %", 0.00001: "0.001 %", 0.0: "none: the very least"}
SHOWN = ["title", "policies", "state", "cost", "gap", "certificate", "seconds", "started", "run"]


def options() -> dict[str, Any]:
    """What is asked of the solver."""
    asked = asked_options()
    gaps = list(GAPS)
    gap, limit, threads, seed = st.columns(4)
    return {
        "gap": gap.selectbox(
            "Gap",
            gaps,
            index=gaps.index(asked["gap"]),
            format_func=GAPS.__getitem__,
            help="How far above the least possible cost the plan may be. Small minerals need a small gap.",
        ),
        "time_limit": limit.number_input(
            "Time limit, seconds",
            min_value=1.0,
            value=asked["time_limit"],
            placeholder="none",
            help="The best plan found by then is kept.",
        ),
        "threads": int(
            threads.number_input("Threads", 1, 64, asked["threads"], help="One gives the same plan each time.")
        ),
        "seed": int(seed.number_input("Seed", 0, 2**31 - 1, asked["seed"], help="Of the solver.")),
    }


def starting() -> None:
    """The options, and the button that starts."""
    with st.container(border=True):
        st.session_state["options"] = options()
        button, again, words = st.columns([1, 1.4, 3], vertical_alignment="center")
        anew = again.checkbox("Again, though it is solved", help="Equal inputs and options are solved once otherwise.")
        if button.button("Solve", type="primary", icon=":material/play_arrow:", width="stretch"):
            try:
                st.session_state["watched"] = start(again=anew)
            except InputError as error:
                show_problems(problem_table(error.issues), "Nothing was started.")
            except OSError as error:
                st.error(f"The run cannot be written: {plain(error.strerror)}.", icon=":material/error:")
        words.caption(f"Solves {plain(chosen_name())} on this machine; the page may be left meanwhile.")


def chosen_name() -> str:
    """The case as chosen, in words."""
    try:
        case = chosen_case()
    except InputError:
        return "nothing: the data set has problems"
    return f"{case.settings.title or case.name}{' with ' if case.policies else ''}{', '.join(case.policies)}"


def current(runs: pd.DataFrame) -> None:
    """The run that this session started, and what else is being solved."""
    own = st.session_state.get("watched", "")
    going = [run for run in runs.loc[runs["state"].isin(["queued", "running"]), "run"] if run != own]
    if own and own in set(runs["run"]):
        st.subheader(f"Run {plain(own)}")
        if is_going(own):
            watched(own)
        else:
            view = watch(store(), own)
            ended(view)
            if view.has_plan:
                st.button(
                    "Open its plan", on_click=open_run, args=(own,), icon=":material/donut_small:", key="open-own"
                )
    for run in going[:2]:
        st.subheader(f"Also being solved: {plain(run)}")
        watched(run)


def history(runs: pd.DataFrame) -> None:
    """All runs of the store; a click picks the one to open."""
    st.subheader("History")
    if runs.empty:
        st.caption("No runs yet.")
        return
    table = runs.assign(
        cost=[money(value) if pd.notna(value) else "" for value in runs["objective_usd"]],
        gap=[f"{value:.3%}" if pd.notna(value) else "" for value in runs["gap"].astype(float)],
    )[SHOWN]
    picked = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="history",
        column_config={
            "seconds": st.column_config.NumberColumn(format="%.1f"),
            "started": st.column_config.DatetimeColumn("started (UTC)", format="YYYY-MM-DD HH:mm"),
        },
        alt="Runs in the store, newest first",
    )
    rows = picked["selection"]["rows"]
    run = str(runs["run"].iloc[rows[0]]) if rows else ""
    st.button("Open the run picked", disabled=not run, on_click=open_run, args=(run,), icon=":material/folder_open:")


st.header("Solve and runs")
if st.session_state.pop("opened", False):
    st.switch_page("views/portfolio.py")
if choice().data_set:
    starting()
    pump(store())
    found = store().runs()
    current(found)
    history(found)
else:
    st.info("There is no data set here.")
