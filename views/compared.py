"""Runs compared: which can be, what they are called beside each other, and the comparison, made once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import streamlit as st

from model.case.rows import each_row
from model.plan.words import money
from model.store import Store
from model.studies import Comparison, compare_plans
from model.studies.metrics import MARK
from views.runs import store

MOST = 6
"""Runs that are compared at once."""
AT_FIRST = 3
AS_IT_IS = "as it is"


def comparable() -> pd.DataFrame:
    """The runs of the store that have a plan, newest first."""
    runs = store().runs()
    return runs[runs["objective_usd"].notna() & ~runs["state"].isin(["queued", "running"])].set_index("run")


def chosen_at_first(runs: pd.DataFrame, data_set: str) -> list[str]:
    """The newest run of each choice of policies of a data set: that without policies first, then the cheapest."""
    own = runs[runs["case"] == data_set]
    own = own[~own["policies"].str.contains(f"without |{MARK}")].drop_duplicates("policies")
    first = own.iloc[:AT_FIRST].assign(policied=lambda rows: rows["policies"] != "")
    return [str(run) for run in first.sort_values(["policied", "objective_usd"], kind="stable").index]


def labels(runs: pd.DataFrame) -> dict[str, str]:
    """What each run is called in the list to pick from: short, and with its own name where another is called so too."""
    several = runs["case"].nunique() > 1
    called = {
        row.run: f"{f'{row.case}, ' if several else ''}{policies_in_words(row.policies)} ({money(row.objective_usd)})"
        for row in each_row(runs.reset_index())
    }
    counts = Counter(called.values())
    return {run: f"{name}, {run}" if counts[name] > 1 else name for run, name in called.items()}


def policies_in_words(policies: str) -> str:
    """The policies of a run, as the command line writes them."""
    return policies.replace(";", " + ") or AS_IT_IS


def names_of(runs: pd.DataFrame, picked: list[str]) -> dict[str, str]:
    """What each picked run is called: by its policies, with its data set and its own name where that is not enough."""
    rows = runs.loc[picked].reset_index()
    several = rows["case"].nunique() > 1
    names: dict[str, str] = {}
    for row in each_row(rows):
        name = f"{row.case}, {policies_in_words(row.policies)}" if several else policies_in_words(row.policies)
        names[row.run] = f"{name} ({row.run})" if name in names.values() else name
    return names


def compared(names: dict[str, str]) -> Comparison:
    """The comparison of runs by what they are called; the first is what the others are set against.

    Raises:
        InputError: A plan is damaged, or of another version.
    """
    root = store().root
    written = tuple((root / run / "plan.json").stat().st_mtime_ns for run in names)
    return _compared(str(root), tuple(names.items()), written)


@st.cache_resource(max_entries=6, show_spinner="Setting the plans side by side")
def _compared(root: str, names: tuple[tuple[str, str], ...], written: tuple[int, ...]) -> Comparison:
    del written  # part of the key alone
    kept = Store(Path(root))
    return compare_plans({name: kept.open(run) for run, name in names})
