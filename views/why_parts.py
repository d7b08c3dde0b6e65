"""The answer to why a plan is as it is: in a sentence, in figures, what else moves, in words and as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from model.case.rows import each_row
from model.plan.storage import plain as as_json
from model.plan.words import money
from model.studies.comparing_words import decision_lines, share_lines
from model.studies.forced_words import headed
from model.studies.why_files import content
from model.studies.why_words import MOVES, break_even_words, dollars, unsure, unsure_bracket, verdict
from views.parts import plain

if TYPE_CHECKING:
    from model.studies import Explanation

SHOWN = 12
"""Lines of changes at first; the rest stand behind them."""


def answered(told: Explanation) -> None:
    """The answer."""
    for row in each_row(told.changes):
        st.markdown(
            f"**{plain(headed(row.words))}: {plain(verdict(told, row))}**{plain(unsure(row))} {plain(row.meaning)}"
        )
        figures(told, row)
        if not row.kept and not pd.isna(row.cost_usd):
            moves(told.moves[told.moves["asked"] == row.asked])
    for row in each_row(told.break_evens):
        st.markdown(f"**{plain(break_even_words(row))}**{plain(unsure_bracket(told, row))}")
        ends(row)
    with st.expander("In words, and as a file"):
        st.code(told.summary, language=None)
        text, whole = st.columns([1, 4])
        text.download_button("Words (text)", told.summary + "\n", "why.txt", "text/plain", on_click="ignore")
        data = json.dumps(as_json(content(told)), indent=2, ensure_ascii=False)
        whole.download_button("All (JSON)", data, "why.json", "application/json", on_click="ignore")


def figures(told: Explanation, row: Any) -> None:
    """What the plan costs, and what it costs otherwise."""
    proven = f"{amount(row.rise_at_least_usd)} to {amount(row.rise_at_most_usd)}"
    cells = (
        ("Plan of least cost", amount(told.cost), "Present value over the horizon."),
        ("With the change", amount(row.cost_usd), "Of the best plan that keeps it; all else is decided anew."),
        ("It costs more", amount(row.rise_usd), f"Proven to lie between: {proven}."),
        (
            "For each tonne",
            "–" if pd.isna(row.usd_per_t) else dollars(row.usd_per_t),
            "Of what is forced in: by how much cheaper it would have to be, tonnes discounted like money.",
        ),
    )
    for column, (label, figure, words) in zip(st.columns(4), cells, strict=True):
        column.metric(label, figure, help=words, border=True)


def amount(usd: float) -> str:
    """Money, or a dash where there is none to tell."""
    return "–" if pd.isna(usd) else money(usd)


def moves(rows: pd.DataFrame) -> None:
    """What else moves, the most material first."""
    lines = decision_lines(rows)
    st.markdown(f"{plain(MOVES)}:")
    st.markdown("\n".join(f"- {plain(line)}" for line in lines[:SHOWN]) or "Nothing.")
    if len(lines) > SHOWN:
        with st.expander(f"{len(lines) - SHOWN} more"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines[SHOWN:]))
    shares = share_lines(rows)
    if shares:
        st.markdown("Which shares move most, by the worth of what moves:")
        st.markdown("\n".join(f"- {plain(line)}" for line in shares[:SHOWN]))
    if len(rows):
        with st.expander(f"All {len(rows)} changes"):
            st.dataframe(rows.drop(columns="asked"), hide_index=True, alt="What one plan does otherwise than the other")


def ends(row: Any) -> None:
    """Now, and the two ends of the bracket."""
    now = dollars(row.least_now) + (f" to {dollars(row.most_now)}" if row.most_now > row.least_now else "")
    unit = f"{row.unit}, the same in every year."
    cells = (
        (headed(f"{row.quantity} now"), now, f"{row.unit}."),
        ("In the plan at", "–" if pd.isna(row.in_at) else dollars(row.in_at), unit),
        ("Not in it at", "–" if pd.isna(row.out_at) else dollars(row.out_at), unit),
    )
    for column, (label, figure, words) in zip(st.columns(3), cells, strict=True):
        column.metric(label, figure, help=words, border=True)
