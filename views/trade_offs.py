"""Trade-offs: what one more point of security, ESG or diversification costs; a click on a point opens its plan."""

from __future__ import annotations

import streamlit as st

from model import Case
from model.studies.answering import frontier_question
from model.studies.frontier_files import read_frontier
from views.asked_of import sound_case
from views.parts import plain
from views.questions import answer_of, ask_now, ending, view_of, watched_question
from views.trade_offs_parts import answered, asked_metrics, asked_points


def page() -> None:
    """The page, or what stands in its way."""
    case = sound_case()
    if case is None:
        return
    weighed(case)


def weighed(case: Case) -> None:
    """What is weighed, and the question about it: not asked, being answered, or answered."""
    names = asked_metrics(case)
    points, limits = asked_points(names)
    question = frontier_question(names, points, limits)
    view = view_of(case, question)
    if view is not None and view.state.is_live:
        watched_question(view.question)
        return
    told = answer_of(view, read_frontier)
    if told is not None:
        answered(told)
        return
    if view is not None:
        ending(view)
    st.markdown(
        f"**What does one more point cost?** Up to {points} plans are solved, from the cheapest to the best, none of "
        "them better than another in all that is weighed. Each is kept as a run and can be opened like any other. They "
        "are solved in the background; the answer is kept as long as the inputs are the same."
    )
    st.caption(f"In {plain(case.settings.title or case.name)}, under the policies that are chosen.")
    if st.button("Ask again" if view else "Ask", type="primary", icon=":material/play_arrow:", key="ask"):
        ask_now(case, question, again=view is not None)
        st.rerun()


st.header("Trade-offs")
if st.session_state.pop("opened", False):
    st.switch_page("views/portfolio.py")
page()
