"""What a question is asked of: the case as chosen, or what stands in the way of it."""

from __future__ import annotations

import streamlit as st

from model import Case, InputError
from views.parts import show_problems
from views.problems import problem_table
from views.runs import chosen_case
from views.state import choice


def sound_case() -> Case | None:
    """The case as chosen, with its edits; None where there is none that can be used, which is then said."""
    if not choice().data_set:
        st.info("There is no data set here. Write one with: orefolio new inputs/mine")
        return None
    try:
        return chosen_case()
    except InputError as error:
        show_problems(problem_table(error.issues), "The data set cannot be used as it is: see the page Inputs.")
        return None
