"""A comparison of runs from all sides: costs, figures, shares, inputs, decisions, words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from model.plan.storage import plain as as_json
from model.plan.words import money
from model.studies.comparing_words import decision_lines, input_lines, share_lines, unsure
from model.studies.comparison_files import content
from model.studies.headlines import headlines, shown_figure
from views.charts.compared import cost_chart, difference_chart, plans_of, share_chart
from views.charts.names import place_names
from views.parts import plain, show
from views.runs import plan_of
from views.state import is_dark

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.studies import Comparison

STAGES = ("extraction", "processing", "component")
SHOWN = 15
"""Lines of changes at first; the rest stand behind them."""


def costs(told: Comparison) -> None:
    """What each costs, by term."""
    table = told.plans.assign(
        cost=[amount(value) for value in told.plans["cost_usd"]],
        against=[amount(value) for value in told.plans["difference_usd"]],
    )
    table["proven"] = [
        f"{amount(low)} to {amount(high)}"
        for low, high in zip(table["difference_at_least_usd"], table["difference_at_most_usd"], strict=True)
    ]
    table.loc[table["alternative"] == told.first, ["against", "proven"]] = ""
    against = f"against {told.first}"
    st.dataframe(
        table[["alternative", "cost", "against", "proven", "status"]].rename(
            columns={"against": against, "proven": "proven to lie between", "status": "how the search ended"}
        ),
        hide_index=True,
        alt=f"What each of the {len(table)} plans costs, against {told.first}",
    )
    for line in unsure(told):
        st.caption(plain(line))
    show(cost_chart(told), key="chart-compared-costs")
    show(difference_chart(told, dark=is_dark()), key="chart-compared-differences")


def amount(value: float) -> str:
    """Money, or a dash where there is none to tell."""
    return "–" if pd.isna(value) else money(value)


def figures(told: Comparison) -> None:
    """The headline figures, and all KPIs."""
    table = headlines(told.kpis)
    names = plans_of(told)
    for name in names:
        table[name] = [shown_figure(value, unit) for value, unit in zip(table[name], table["unit"], strict=True)]
    st.dataframe(
        table[["figure", *names]],
        hide_index=True,
        height="content",
        column_config={"figure": st.column_config.TextColumn(width="large", pinned=True)},
        alt=f"The headline figures of {len(names)} plans, a row each",
    )
    st.caption("Averages are over minerals, totals of the last year; the shortage is the largest of any year.")
    with st.expander(f"All {len(told.kpis)} figures"):
        st.dataframe(told.kpis, hide_index=True, alt="All figures of the plans side by side")


def shares(told: Comparison) -> None:
    """The largest share of a place in each mineral."""
    left, right = st.columns(2, vertical_alignment="bottom")
    stages = [stage for stage in STAGES if stage in set(told.shares["stage"])]
    years = sorted(set(told.shares["year"]))
    first = "processing" if "processing" in stages else stages[0]
    stage = left.segmented_control("Stage", stages, default=first, key="compared-stage", required=True)
    year = right.select_slider("Year", years, value=years[-1], key="compared-year") if len(years) > 1 else years[0]
    known = {
        code: name for run in st.session_state["compared"] for code, name in place_names(plan_of(run).case).items()
    }
    show(share_chart(told, str(stage), int(year), dark=is_dark(), places=known), key="chart-compared-shares")


def other(told: Comparison) -> str:
    """The alternative that is looked at beside the first."""
    names = [str(name) for name in told.plans["alternative"] if name != told.first]
    if len(names) == 1:
        return names[0]
    with st.columns(2)[0]:
        return str(st.selectbox("Which plan", names, key="compared-other"))


def inputs(told: Comparison) -> None:
    """What the inputs say otherwise."""
    name = other(told)
    rows = told.inputs[told.inputs["alternative"] == name].drop(columns="alternative")
    listed(f"What the inputs of {name} say otherwise than those of {told.first}", input_lines(rows))
    if len(rows):
        with st.expander(f"All {len(rows)} cells and rows"):
            st.dataframe(rows, hide_index=True, alt=f"Cells and rows that differ between {name} and {told.first}")


def decisions(told: Comparison) -> None:
    """What the plan does otherwise."""
    name = other(told)
    rows = told.changes[told.changes["alternative"] == name].drop(columns="alternative")
    left, right = st.columns(2, gap="large")
    with left:
        listed(f"What {name} does otherwise than {told.first}, the most material first", decision_lines(rows))
    with right:
        listed("Which shares move most, by the worth of what moves", share_lines(rows))
    if len(rows):
        with st.expander(f"All {len(rows)} changes"):
            st.dataframe(rows, hide_index=True, alt=f"What {name} does otherwise than {told.first}, a row each")


def listed(title: str, lines: list[str]) -> None:
    """Lines under a title; of many the first ones, with the rest behind them."""
    st.markdown(f"**{plain(title)}**\n\n" + "\n".join(f"- {plain(line)}" for line in lines[:SHOWN] or ["nothing"]))
    if len(lines) > SHOWN:
        with st.expander(f"{len(lines) - SHOWN} more"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines[SHOWN:]))


def in_words(told: Comparison) -> None:
    """The comparison as the command line prints it, and its files."""
    st.code(told.summary, language=None)
    text, whole = st.columns([1, 4])
    text.download_button("Words (text)", told.summary + "\n", "compare.txt", "text/plain", on_click="ignore")
    data = json.dumps(as_json(content(told)), indent=2, ensure_ascii=False)
    whole.download_button("All tables (JSON)", data, "compare.json", "application/json", on_click="ignore")


PARTS: dict[str, Callable[[Comparison], None]] = {
    "Costs": costs,
    "Figures": figures,
    "Shares": shares,
    "Inputs": inputs,
    "Decisions": decisions,
    "In words": in_words,
}
