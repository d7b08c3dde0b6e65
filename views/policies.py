"""Policies: picked, combined and put in order; what they change in the resolved tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from model import InputError
from model.case.differences import case_changes
from model.case.rows import each_row
from views.data_sets import case_of, policies_of
from views.parts import plain, show_problems
from views.problems import problem_table
from views.state import applied_edits, choice, choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case.overlay import Overlay


def put(policies: tuple[str, ...]) -> None:
    """Takes policies in that order."""
    choose(policies=policies)


def moved(policies: tuple[str, ...], place: int, by: int) -> tuple[str, ...]:
    """The policies with one of them further up or down."""
    order = list(policies)
    order.insert(place + by, order.pop(place))
    return tuple(order)


def applied_list(known: Mapping[str, Overlay]) -> None:
    """The policies that apply, in order, each with the buttons that move it or take it out."""
    picked = choice().policies
    st.subheader("Applied, in this order")
    if not picked:
        st.caption("None: the data set as it is. Where two policies set the same cell, the later one counts.")
    for place, name in enumerate(picked):
        words, up, down, out, _ = st.columns([6, 0.7, 0.7, 0.7, 2], vertical_alignment="center")
        words.markdown(f"{place + 1}. **{plain(known[name].title or name)}** ({plain(name)})")
        up.button(
            "",
            icon=":material/arrow_upward:",
            key=f"up-{name}",
            help="Earlier",
            disabled=place == 0,
            on_click=put,
            args=(moved(picked, place, -1),),
        )
        down.button(
            "",
            icon=":material/arrow_downward:",
            key=f"down-{name}",
            help="Later",
            disabled=place == len(picked) - 1,
            on_click=put,
            args=(moved(picked, place, 1),),
        )
        out.button(
            "",
            icon=":material/close:",
            key=f"out-{name}",
            help="Take out",
            on_click=put,
            args=(tuple(other for other in picked if other != name),),
        )


def offered(known: Mapping[str, Overlay]) -> None:
    """The policies of the data set that are not applied, with what they say."""
    picked = choice().policies
    st.subheader("On offer")
    rest = {name: policy for name, policy in known.items() if name not in picked}
    if not rest:
        st.caption("The data set has no other policies. A policy is a file in its folder policies.")
    for place, (name, policy) in enumerate(rest.items()):
        if place % 2 == 0:
            halves = st.columns(2, gap="large")
        words, add = halves[place % 2].columns([8, 1.3], vertical_alignment="top")
        builds = f" Builds on {plain(', '.join(policy.extends))}." if policy.extends else ""
        words.markdown(f"**{plain(policy.title or name)}** ({plain(name)})  \n{plain(policy.description)}{builds}")
        add.button("", icon=":material/add:", key=f"add-{name}", help="Apply", on_click=put, args=((*picked, name),))


def consequences() -> None:
    """What the policies change, cell by cell."""
    chosen = choice()
    if not chosen.policies:
        return
    st.subheader("What they change")
    try:
        before = case_of(chosen.data_set, applied_edits())
        after = case_of(chosen.data_set, applied_edits(), chosen.policies)
    except InputError as error:
        show_problems(problem_table(error.issues), "These policies cannot be combined as they are.")
        return
    changes = case_changes(before, after)
    counts = changes.groupby(["table", "what"], as_index=False, sort=False).size()
    st.caption(plain("; ".join(f"{row.table}: {row.size} {row.what}" for row in each_row(counts)) or "Nothing."))
    for note in after.notes[len(before.notes) :]:
        st.warning(plain(note), icon=":material/info:")
    st.dataframe(changes, hide_index=True, alt="Cells and rows that the policies change")


st.header("Policies")
policies = policies_of(choice().data_set)
applied_list(policies)
consequences()
offered(policies)
