"""A plan in words: its summary, the limits that bind it, and what it assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views.parts import plain

if TYPE_CHECKING:
    from model import Plan


def summary(plan: Plan) -> None:
    """The summary, a heading and a list a section."""
    for section in plan.summary.split("\n\n")[1:]:
        title, *lines = section.split("\n")
        if title == "What it assumes":
            continue
        st.markdown(f"**{plain(title)}**\n\n" + "\n".join(f"- {plain(line.removeprefix('  - '))}" for line in lines))


def bound_by(plan: Plan) -> None:
    """The rules that bind or are broken, and what a unit of each is worth; then all of them."""
    rules = plan.rules
    if rules.empty:
        st.info("No rules: nothing limits concentration, ESG, budgets or stocks. Policies add some.")
        return
    pressed = rules[rules["broken"] | (rules["binding"] & (rules["usd_per_unit"] > 0))]
    words = f"{len(pressed)} of {len(rules)} limits hold the plan back or are broken at a penalty."
    st.markdown(words)
    columns = [
        "title",
        "mineral",
        "member",
        "year",
        "value",
        "limit",
        "sense",
        "unit",
        "usd_per_unit",
        "row_unit",
        "broken",
        "slack",
    ]
    st.dataframe(
        pressed[columns],
        hide_index=True,
        column_config={
            "value": st.column_config.NumberColumn(format="%.4g"),
            "limit": st.column_config.NumberColumn(format="%.4g"),
            "slack": st.column_config.NumberColumn(format="%.4g"),
            "usd_per_unit": st.column_config.NumberColumn("worth, USD per row unit", format="%.4g"),
        },
        alt=words,
    )
    with st.expander(f"All {len(rules)} limits"):
        st.dataframe(rules, hide_index=True)


def assumed(plan: Plan) -> None:
    """What the plan takes for granted, and on which figures its cost rests."""
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in plan.assumptions))
    st.markdown("**Figures that carry most of the cost**")
    st.dataframe(
        plan.figures.head(40),
        hide_index=True,
        column_config={
            "present_value_usd": st.column_config.NumberColumn("present value, USD", format="%,.0f"),
            "share_of_cost": st.column_config.NumberColumn("share of cost", format="percent"),
        },
        alt="Figures of the inputs, with the cost that rests on each, and its basis",
    )
