"""Compare: runs side by side, what each costs, and what it says and does otherwise than the first."""

from __future__ import annotations

import streamlit as st

from model import InputError
from views.compared import MOST, chosen_at_first, comparable, compared, labels, names_of
from views.compared_parts import PARTS
from views.parts import plain
from views.runs import open_run
from views.state import choice


def pick() -> dict[str, str]:
    """The runs to compare and what they are called, that which the others are set against first; none if too few."""
    runs = comparable()
    if len(runs) < 2:
        st.info(
            f"{'One finished run is' if len(runs) else 'No finished run is'} here, and a comparison needs two. Pick a "
            "policy on the page Policies and solve it on the page Solve and runs, or run: "
            r"orefolio compare inputs/usa \-\-base \-\-policy cap\-65",
            icon=":material/compare_arrows:",
        )
        return {}
    called = labels(runs)
    left, right = st.columns([3, 1.2], vertical_alignment="bottom")
    picked = left.multiselect(
        "Runs",
        list(called),
        default=chosen_at_first(runs, choice().data_set),
        format_func=called.__getitem__,
        max_selections=MOST,
        key=f"compared-{choice().data_set}",
    )
    if len(picked) < 2:
        st.info("Pick two runs or more.", icon=":material/compare_arrows:")
        return {}
    names = names_of(runs, picked)
    first = right.selectbox("Set against", picked, format_func=names.__getitem__)
    return {run: names[run] for run in sorted(picked, key=lambda run: run != first)}


def page() -> None:
    """The page, or what stands in its way."""
    names = pick()
    if not names:
        return
    try:
        told = compared(names)
    except (InputError, OSError) as error:
        st.error(plain(error), icon=":material/error:")
        return
    st.session_state["compared"] = tuple(names)
    part = st.segmented_control(
        "Part", list(PARTS), default="Costs", key="compared-part", required=True, label_visibility="collapsed"
    )
    PARTS[str(part)](told)
    st.caption("A plan from all sides:")
    with st.container(horizontal=True):
        for run, name in names.items():
            st.button(
                f"Open {plain(name)}", key=f"open-{run}", icon=":material/donut_small:", on_click=open_run, args=(run,)
            )


st.header("Compare")
if st.session_state.pop("opened", False):
    st.switch_page("views/portfolio.py")
page()
