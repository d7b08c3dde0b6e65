"""Why: what it costs to decide otherwise than the plan does, what else moves, and at which price that would pay."""

from __future__ import annotations

import streamlit as st

from model import Case, InputError, Plan
from model.plan.words import percent
from model.studies.answering import why_question
from model.studies.forced_texts import PIN, PIN_HINTS, names, read_changes
from model.studies.forced_words import all_called
from model.studies.why import FINE
from model.studies.why_files import read_explanation
from views.asked_of import sound_case
from views.parts import plain, show_problems
from views.problems import problem_table
from views.questions import answer_of, ask_now, ending, view_of, watched_question
from views.runs import asked_options, chosen_case, chosen_run, plan_of
from views.state import choice
from views.why_parts import answered

KINDS = {
    "supplier": "Supplier",
    "contract": "Contract",
    "project": "Project",
    "agreement": "Agreement",
    "plant": "Plant",
    PIN: "A decision of my own",
}
WITHOUT, WITH, EVEN = "Why this one: what if not?", "Why not this one: what if so?", "When would that turn?"
PRICED = ("supplier", "contract", "project", "agreement")
IN_PLAN = {
    "supplier": ("purchases", "supplier"),
    "contract": ("purchases", "contract"),
    "project": ("projects_built", "project"),
    "plant": ("processing", "plant"),
}

Asked = tuple[list[str], list[str]]  # changes, and what break-evens are asked of


def opened_plan() -> Plan | None:
    """The plan of the run that is looked at."""
    run = chosen_run()
    try:
        return plan_of(run) if run else None
    except (InputError, OSError):
        return None


def in_the_plan(plan: Plan | None, kind: str) -> set[str]:
    """What of a kind a plan has."""
    if plan is None:
        return set()
    if kind == "agreement":
        return set(plan.agreements.loc[plan.agreements["in_force"], "agreement"])
    table, column = IN_PLAN[kind]
    return set(plan.frames[table][column])


def pick(case: Case) -> Asked | None:
    """What is asked; None as long as nothing is."""
    left, middle = st.columns([1, 2.4])
    kinds = [kind for kind in KINDS if kind == PIN or names(case, kind)]
    kind = left.selectbox("Why", kinds, format_func=KINDS.__getitem__, key=f"why-kind-{choice().data_set}")
    if kind == PIN:
        text = middle.text_input("The decision", key="why-pin", placeholder="stockpile=NAME year=2030 stock>=50")
        with st.expander("What can be decided otherwise, and how to write it"):
            st.markdown("\n".join(f"- {plain(hint)}" for hint in PIN_HINTS.values()))
            st.markdown("Several at once are joined with \\+, also with: not supplier\\=NAME, with project\\=NAME.")
        return ([text], []) if text.strip() else None
    had = in_the_plan(opened_plan(), kind)
    names_shown = all_called(case, kind)
    known = sorted(names_shown, key=lambda name: name not in had)
    shown = {name: names_shown[name] + (" · in the plan" if name in had else "") for name in known}
    name = middle.selectbox("Which", known, format_func=shown.__getitem__, key=f"why-{kind}-{choice().data_set}")
    options = [WITHOUT, WITH, *([EVEN] if kind in PRICED else [])]
    question = st.segmented_control(
        "Question",
        options,
        default=WITHOUT if name in had else WITH,
        key=f"why-question-{kind}-{name}",
        required=True,
        label_visibility="collapsed",
    )
    if question == EVEN:
        return [], [f"{kind}={name}"]
    return [f"{'not' if question == WITHOUT else 'with'} {kind}={name}"], []


def offer(asked: Asked, *, again: bool) -> None:
    """How it is answered, and the button that asks it."""
    gap = percent(min(FINE, float(asked_options()["gap"])))
    how = (
        "The plan of least cost is found, and the best of the opposite; then the price, the capital or the cost of "
        "joining at which they cost the same is bracketed by plans at other figures: a few plans in all."
        if asked[1]
        else "Two plans are found: that of least cost, and the best in which this is so. The difference is its price."
    )
    st.markdown(
        f"{how} Each is within a gap of {gap}. They are solved in the background; the answer is kept, and shown again "
        "as long as the inputs are the same."
    )
    if st.button("Ask again" if again else "Ask", type="primary", icon=":material/play_arrow:", key="ask-why"):
        ask_now(chosen_case(), why_question(*asked), again=again)
        st.rerun()


def page() -> None:
    """The page, or what stands in its way."""
    case = sound_case()
    if case is None:
        return
    asked = pick(case)
    if asked is None:
        return
    try:
        read_changes(case, asked[0])
    except InputError as error:
        show_problems(problem_table(error.issues), "The decision cannot be read.")
        return
    view = view_of(case, why_question(*asked))
    if view is not None and view.state.is_live:
        watched_question(view.question)
        return
    told = answer_of(view, read_explanation)
    if told is not None:
        answered(told)
        return
    if view is not None:
        ending(view)
    offer(asked, again=view is not None)


st.header("Why")
page()
