"""Methods: the mathematics, every table and column, where figures come from, and what words mean."""

from __future__ import annotations

import streamlit as st

from model import InputError
from model.formulation import formulation_page
from model.schema.reference import settings_section, tables_page
from views.data_sets import base_case
from views.glossary import GLOSSARY, MAP
from views.parts import plain
from views.state import choice


def sources() -> None:
    """The sources that the data set names, and how much rests on which basis."""
    try:
        case = base_case(choice().data_set)
    except InputError:
        st.info("The data set cannot be read: see the page Inputs.")
        return
    st.markdown(plain(case.settings.description))
    st.dataframe(
        case.tables["sources"],
        hide_index=True,
        alt="Sources of the data set",
        column_config={"year": st.column_config.NumberColumn(format="%d")},
    )
    st.caption(
        "Basis: reported is the publisher's own figure; derived is arithmetic on published figures; illustrative is "
        "an order of magnitude to be replaced by your own; own is yours."
    )
    st.markdown("**The map**")
    st.markdown(MAP)


def words() -> None:
    """The glossary."""
    st.markdown("\n".join(f"- **{word}**: {meaning}" for word, meaning in GLOSSARY.items()))


st.header("Methods")
mathematics, dictionary, origins, glossary = st.tabs(["Formulation", "Tables and columns", "Sources", "Glossary"])
with mathematics:
    st.markdown(formulation_page())
with dictionary:
    st.markdown(f"{settings_section()}\n{tables_page()}")
with origins:
    sources()
with glossary:
    words()
