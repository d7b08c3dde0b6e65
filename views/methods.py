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


@st.cache_data(show_spinner="Writing the formulation from the code")
def formulation() -> dict[str, str]:
    """The mathematics by family; what stands before the families comes first."""
    return sections(formulation_page(), "## ")


@st.cache_data
def dictionary() -> dict[str, str]:
    """Settings and tables, by table."""
    return {"settings": settings_section(), **sections(tables_page(), "### ", keep_first=False)}


def sections(page: str, mark: str, *, keep_first: bool = True) -> dict[str, str]:
    """A page of Markdown by heading; its beginning under its own title."""
    first, *rest = page.split(f"\n{mark}")
    parts = {part.split("\n", maxsplit=1)[0]: f"{mark}{part}" for part in rest}
    return {"How to read it": first.split("\n", maxsplit=1)[1], **parts} if keep_first else parts


def chapter(label: str, parts: dict[str, str], *, first: str) -> None:
    """One section of a page, picked by its heading."""
    names = list(parts)
    picked = st.selectbox(label, names, index=names.index(first), width=420)
    st.markdown(parts[picked])


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
mathematics, tables, origins, glossary = st.tabs(["Formulation", "Tables and columns", "Sources", "Glossary"])
with mathematics:
    st.caption("Generated from the code: each formula stands beside the constraint that it describes.")
    chapter("Part of the model", formulation(), first="How to read it")
with tables:
    chapter("Table", dictionary(), first="suppliers")
with origins:
    sources()
with glossary:
    words()
