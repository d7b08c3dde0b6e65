"""Inputs: every table, edited in place, checked row by row, and compared with the files; nothing is written to them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from model import Case, InputError
from model.schema import TABLES
from views.data_sets import base_case, case_of
from views.editor import AREAS, column_order, columns
from views.edits import apply_delta, counted, difference, edit_of, edited, listed, with_edit
from views.parts import plain, show_problems
from views.problems import problem_table
from views.state import choice, drafted_edits, keep_edits


def editor_key(table: str) -> str:
    """A key that is new after each take-over, so that what was taken over is not applied twice."""
    return f"editor-{choice().data_set}-{table}-{st.session_state.get('taken', 0)}"


def take_over() -> None:
    """Keeps what was typed into the editor on show as part of the draft."""
    table = st.session_state.get("edited_table", "")
    delta: dict[str, Any] = dict(st.session_state.get(editor_key(table), {})) if table else {}
    if any(delta.values()):
        files = base_case(choice().data_set).tables[table]
        rows = apply_delta(edited(files, edit_of(table, drafted_edits())), delta, TABLES[table])
        keep_edits(with_edit(drafted_edits(), difference(table, files, rows)), applied=False)
        st.session_state["taken"] = st.session_state.get("taken", 0) + 1


def apply() -> None:
    """Checks all edits as the loader would check files; they count only if all is well."""
    take_over()
    name, edits = choice().data_set, drafted_edits()
    base = base_case(name)
    rows = {edit.table: edited(base.tables[edit.table], edit) for edit in edits}
    try:
        case_of(name, edits)
        case_of(name, edits, choice().policies)
    except InputError as error:
        st.session_state["problems"] = (name, problem_table(error.issues, rows))
        return
    st.session_state.pop("problems", None)
    keep_edits(edits, applied=True)
    st.toast("Applied: the next solve uses the edited tables.", icon=":material/check:")


def discard() -> None:
    """Goes back to what the files say."""
    st.session_state.pop("problems", None)
    st.session_state["taken"] = st.session_state.get("taken", 0) + 1
    keep_edits((), applied=True)


def go_to(table: str) -> None:
    """Shows another table."""
    take_over()
    area = next(area for area, tables in AREAS.items() if table in tables)
    st.session_state["area"], st.session_state[f"table-{area}"] = area, table


def pick_table(case: Case) -> str:
    """The table to edit, by area; the number of its rows beside its name."""
    area = st.segmented_control("Area", list(AREAS), key="area", on_change=take_over, label_visibility="collapsed")
    tables = AREAS[area or next(iter(AREAS))]
    edits = drafted_edits()
    st.session_state.setdefault(f"table-{area}", tables[0])

    def label(table: str) -> str:
        mark = " (edited)" if edit_of(table, edits) else ""
        return f"{table}: {len(case.tables[table])} rows{mark}"

    picked = st.segmented_control(
        "Table", tables, format_func=label, key=f"table-{area}", on_change=take_over, label_visibility="collapsed"
    )
    return picked or tables[0]


def table_editor(case: Case, table: str) -> None:
    """The rows of a table, those of the files and of the draft."""
    rows = edited(case.tables[table], edit_of(table, drafted_edits()))
    schema = TABLES[table]
    st.caption(
        plain(schema.help) + (f" Absent: {plain(schema.absent_means)}" if rows.empty and schema.absent_means else "")
    )
    st.session_state["edited_table"] = table
    st.data_editor(
        rows,
        key=editor_key(table),
        num_rows="dynamic",
        hide_index=False,
        column_config=columns(schema),
        column_order=column_order(schema),
        on_change="ignore",
        height=310,
        row_height=29,
        alt=f"Table {table}, {len(rows)} rows, to edit",
    )
    notes = case.tables["provenance"]
    notes = notes[notes["table"] == table]
    if not notes.empty:
        with st.expander(f"Where single figures of {table} come from ({len(notes)})"):
            st.dataframe(notes.drop(columns="table"), hide_index=True)


def difference_from_files(case: Case) -> None:
    """What the draft says differently."""
    edits = drafted_edits()
    if not edits:
        return
    with st.expander(f"Difference from the files: {counted(edits)}", expanded=True):
        st.dataframe(listed(case.tables, edits), hide_index=True, alt="Cells changed, rows added and removed")


def problems_of_draft() -> None:
    """What was wrong when the draft was last checked, and the way there."""
    name, found = st.session_state.get("problems", ("", pd.DataFrame()))
    if name == choice().data_set and not found.empty:
        show_problems(found, "Nothing was applied: the case is as before.")
        shown = st.session_state.get("edited_table", "")
        tables = [table for table in dict.fromkeys(found["table"]) if table in TABLES and table != shown]
        for table in tables[:4]:
            st.button(f"Go to {table}", on_click=go_to, args=(table,), key=f"go-{table}")


st.header("Inputs")
if "area" not in st.session_state:
    st.session_state["area"] = "Supply"
try:
    opened = base_case(choice().data_set)
except InputError as refused:
    show_problems(problem_table(refused.issues), "The files cannot be read as a data set.")
else:
    chosen_table = pick_table(opened)
    problems_of_draft()
    table_editor(opened, chosen_table)
    left, middle, right = st.columns([1, 1, 4], vertical_alignment="center")
    left.button("Apply", type="primary", on_click=apply, icon=":material/check:", width="stretch")
    middle.button(
        "Discard all", on_click=discard, icon=":material/undo:", disabled=not drafted_edits(), width="stretch"
    )
    right.caption(
        "Edits live in this session; the files stay as they are. Apply checks every table, as before a solve."
    )
    difference_from_files(opened)
