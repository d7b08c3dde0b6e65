"""What is looked at, on every page: data set, policies, edits and run."""

from __future__ import annotations

import streamlit as st

from views.data_sets import data_sets
from views.edits import counted
from views.parts import plain
from views.state import applied_edits, choice, drafted_edits


def looked_at() -> None:
    """The choice in a few lines; a session that follows a link starts with what the link says."""
    chosen = choice()
    titles = data_sets()
    st.markdown(f"**Data set**  \n{plain(titles.get(chosen.data_set, 'none found'))}")
    policies = " → ".join(plain(name) for name in chosen.policies) or "none"
    st.markdown(f"**Policies**  \n{policies}")
    applied, drafted = applied_edits(), drafted_edits()
    if applied:
        st.markdown(f"**Edits**  \n{counted(applied)} in this session")
    if drafted != applied:
        st.markdown(":orange[Edits on the page Inputs are not applied yet]")
    if chosen.run:
        st.markdown(f"**Run opened**  \n{plain(chosen.run)}")
