"""Runs as the app sees them: the store where the app was started, plans read once, and what is asked of the solver."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from model import Case, InputError, Plan
from model.jobs import submit
from model.store import Store
from views.data_sets import case_of
from views.state import applied_edits, choice, choose

RUNS = Path("runs")
OPTIONS: Mapping[str, Any] = {"gap": 1e-4, "time_limit": None, "threads": 1, "seed": 0}
"""What `orefolio solve` asks of the solver by default."""


def store() -> Store:
    """The store of runs, beside the folder `inputs`."""
    return Store(RUNS.absolute())


def asked_options() -> Mapping[str, Any]:
    """What this session asks of the solver."""
    found: Mapping[str, Any] = st.session_state.get("options", OPTIONS)
    return found


def chosen_case() -> Case:
    """The case of the session's choice, with its edits.

    Raises:
        InputError: With every problem.
    """
    chosen = choice()
    return case_of(chosen.data_set, applied_edits(), chosen.policies)


def chosen_run() -> str | None:
    """The run that was opened, else the finished run of the case as chosen; None where there is none."""
    opened = choice().run
    if opened and has_plan(opened):
        return opened
    try:
        return store().find(chosen_case(), asked_options())
    except InputError:
        return None


def start(*, again: bool = False) -> str:
    """Queues a solve of the case as chosen; the id of its run."""
    return submit(store(), chosen_case(), asked_options(), again=again)


def open_run(run: str) -> None:
    """Makes a run the one that is looked at; the page then goes on to its portfolio."""
    choose(run=run)
    st.session_state["opened"] = True


def has_plan(run: str) -> bool:
    """Whether a run of that name is in the store and holds a plan."""
    return run in set(store().runs()["run"]) and (store().folder(run) / "plan.json").is_file()


def verdict_on(run: str) -> str:
    """What the independent recomputation says of a run's plan: accepted, rejected, or nothing yet."""
    runs = store().runs()
    found = runs.loc[runs["run"] == run, "certificate"]
    return str(found.iloc[0]) if len(found) else ""


def plan_of(run: str) -> Plan:
    """The plan of a run, read once however often it is shown.

    Raises:
        InputError: The run holds no plan, or part of it is damaged.
    """
    return _plan(str(store().root), run, (store().folder(run) / "plan.json").stat().st_mtime_ns)


@st.cache_resource(max_entries=6, show_spinner="Opening the plan")
def _plan(root: str, run: str, written: int) -> Plan:
    del written  # part of the key alone
    return Store(Path(root)).open(run)
