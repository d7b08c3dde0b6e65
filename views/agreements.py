"""Agreements: what each says, what the plan makes of it, and what it is worth: now, later or never."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from model import Case, InputError, Plan
from model.plan.words import money
from model.studies.agreement_files import read_worth
from model.studies.agreement_words import has_never
from model.studies.answering import worth_question
from views.agreement_parts import in_the_plan, now_later_never, terms_of
from views.agreement_terms import (
    agreement_row,
    called,
    condition_words,
    cost_words,
    partner_words,
    term_words,
    window_words,
)
from views.asked_of import sound_case
from views.charts.agreements import in_force, windows
from views.parts import plain, show
from views.questions import answer_of, view_of
from views.runs import chosen_run, plan_of
from views.state import choice

PARTS: dict[str, Callable[[Case, Plan | None, str], None]] = {
    "Terms": terms_of,
    "In the plan": in_the_plan,
    "Now, later, never": now_later_never,
}
ALL = "All agreements"


def opened_plan() -> Plan | None:
    """The plan of the run that is looked at."""
    run = chosen_run()
    try:
        return plan_of(run) if run else None
    except (InputError, OSError):
        return None


def overview(case: Case, plan: Plan | None) -> None:
    """All agreements in a table, and when they can be joined."""
    rows = [
        {
            "agreement": name,
            "can be joined": window_words(case, agreement),
            "in the plan": plan_words(plan, agreement),
            "worth": worth_words(case, agreement),
            "partner": partner_words(case, agreement),
            "term": term_words(case, agreement),
            "condition": condition_words(case, agreement),
            "costs": cost_words(case, agreement),
        }
        for agreement, name in called(case).items()
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="auto" if len(rows) < 7 else 240,
        column_config={"agreement": st.column_config.TextColumn(width=300, pinned=True)},
        alt=f"The {len(rows)} agreements of the data set, a row each",
    )
    show(windows(case, plan), key="chart-windows")


def signed(case: Case, agreement: str) -> bool:
    """Whether it is signed already."""
    return str(agreement_row(case, agreement).status) == "committed"


def plan_words(plan: Plan | None, agreement: str) -> str:
    """Whether and when the plan has it in force."""
    if plan is None:
        return "no plan yet"
    if agreement not in set(plan.agreements["agreement"]):
        return "not in this plan's inputs"
    spans = in_force(plan, agreement)
    return f"in force from {spans[0][0]}" if spans else "not joined"


def worth_words(case: Case, agreement: str) -> str:
    """What is known of its worth."""
    view = None if signed(case, agreement) else view_of(case, worth_question(agreement))
    if view is None:
        return "signed already" if signed(case, agreement) else "not asked yet"
    worth = answer_of(view, read_worth)
    if worth is None:
        return "being answered" if view.state.is_live else "no answer: ask again"
    if worth.best_year is None:
        return "no plan signs it"
    if not has_never(worth):
        return f"no plan without it; best in {worth.best_year}"
    return f"{'saves' if worth.value >= 0 else 'costs'} {money(abs(worth.value))}, if signed in {worth.best_year}"


def looked_at(case: Case, plan: Plan | None) -> None:
    """The part that is picked, of the agreement that is picked."""
    names = called(case)
    left, right = st.columns([1.35, 1], vertical_alignment="bottom")
    picked = left.selectbox(
        "Agreement",
        ["", *names],
        format_func=lambda agreement: names.get(agreement, ALL),
        key=f"agreement-{choice().data_set}",
    )
    if not picked:
        overview(case, plan)
        return
    with right:
        part = st.segmented_control(
            "Part", list(PARTS), default="Terms", key="agreement-part", required=True, label_visibility="collapsed"
        )
    PARTS[str(part)](case, plan, str(picked))


def page() -> None:
    """The page, or what stands in its way."""
    case = sound_case()
    if case is None:
        return
    if not case.rows("agreements"):
        st.info(
            f"{plain(case.settings.title or case.name)} has no agreements with partners. Pick a data set that has some "
            "on the page Start (such as us-drc), or add rows to the table agreements on the page Inputs, area "
            "Agreements.",
            icon=":material/handshake:",
        )
        return
    looked_at(case, opened_plan())


st.header("Agreements")
page()
