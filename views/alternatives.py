"""Alternatives: what else could be done for little more than the best plan costs, and what every such plan does."""

from __future__ import annotations

import streamlit as st

from model.plan.words import listing, percent
from model.studies.alternatives import WITHIN
from model.studies.alternatives_files import read_alternatives
from model.studies.answering import alternatives_question
from views.alternatives_parts import PARTS, figures
from views.asked_of import sound_case
from views.parts import plain
from views.questions import answer_of, ask_now, ending, view_of, watched_question
from views.runs import asked_options


def offer(*, again: bool) -> bool:
    """What the question is, and the button that asks it; whether it was pressed."""
    within = listing([percent(value) for value in WITHIN])
    st.markdown(
        "**What else could be done for little more than the best plan costs?**\n\n"
        f"- Within {within} of its cost, penalties included, the least and the most is found of what is bought from "
        "each supplier, run in each plant, built, signed, joined, held in stock and left short.\n"
        "- So each decision is always taken, sometimes or never, as far as that is proven.\n"
        "- The plans most unlike each other are found, and the cheapest sets of agreements and projects.\n"
        f"- The best plan is solved within a gap of {percent(asked_options()['gap'])} (the page Solve and runs sets "
        "it). It takes some minutes in the background; the answer is kept, and shown again as long as the inputs are "
        "the same."
    )
    return st.button("Ask again" if again else "Ask", type="primary", icon=":material/play_arrow:", key="ask")


def page() -> None:
    """The page, or what stands in its way."""
    case = sound_case()
    if case is None:
        return
    if case.settings.kind == "library":
        st.info(f"{plain(case.settings.title or case.name)} is a library for other data sets, with nothing to decide.")
        return
    strict = st.toggle(
        "Only plans that leave no more unmet, and discard no more, than the best",
        key="alternatives-no-worse",
        help="Otherwise a plan may spend the difference on shortage, or on material that it buys and discards.",
    )
    question = alternatives_question(no_worse=strict)
    view = view_of(case, question)
    if view is not None and view.state.is_live:
        watched_question(view.question)
        return
    told = answer_of(view, read_alternatives)
    if told is None:
        if view is not None:
            ending(view)
        if offer(again=view is not None):
            ask_now(case, question, again=view is not None)
            st.rerun()
        return
    figures(told)
    part = st.segmented_control(
        "Part", list(PARTS), default="Decisions", key="alternatives-part", required=True, label_visibility="collapsed"
    )
    PARTS[str(part)](told)


st.header("Alternatives")
page()
