"""One agreement from three sides: what it says, what the plan makes of it, and what it is worth."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from model.plan.agreement_words import joined_line, term_lines
from model.plan.storage import plain as as_json
from model.plan.words import money, percent
from model.studies.agreement_files import content, read_worth
from model.studies.agreement_words import break_even, change_lines, has_never, verdict
from model.studies.answering import worth_question
from model.studies.signing import clauses
from views.agreement_terms import agreement_row, called, facts, standing_lines, terms, years_of_joining
from views.charts.agreements import first_year_of_joining, paid_chart, payment_chart, term_chart
from views.charts.worth import OPEN, clause_chart, judged, year_chart
from views.parts import plain, show
from views.questions import answer_of, ask_now, ending, minutes, view_of, watched_question
from views.runs import asked_options
from views.state import is_dark

if TYPE_CHECKING:
    from model import Case, Plan
    from model.studies import AgreementWorth

HEADS = {"what": "Clause", "about": "What that is", "when": "When", "whence": "Source (basis)"}


def terms_of(case: Case, plan: Plan | None, agreement: str) -> None:
    """What it says: its row, what it gives, what it asks, and how it stands to others."""
    del plan  # it says the same whatever the plan does
    items = [f"- **{question}**: {plain(words)}" for question, words in facts(case, agreement).items()]
    left, right = st.columns(2, gap="large")
    left.markdown("\n".join(items))
    with right:
        joined = first_year_of_joining(case, agreement)
        if joined is None:
            st.info("It cannot be joined in any planning year: see its years and its condition.")
        else:
            show(payment_chart(case, agreement, max(joined, case.years[0])), key=f"paid-{agreement}")
    others = list(standing_lines(case, agreement))
    if others:
        st.markdown("**Beside other agreements**\n\n" + "\n".join(f"- it {plain(line)}" for line in others))
    gives, asks = terms(case, agreement, asked=False), terms(case, agreement, asked=True)
    clause_table("What it gives", gives, "It opens, adds and assures nothing.")
    clause_table("What it asks", asks, "It costs nothing and obliges to nothing.")
    both = pd.concat([gives.assign(side="gives"), asks.assign(side="asks")], ignore_index=True)
    if len(both):
        with st.expander("As a table"):
            st.dataframe(both, hide_index=True, alt=f"The {len(both)} clauses, a row each")


def clause_table(title: str, frame: pd.DataFrame, nothing: str) -> None:
    """The clauses of one side, to be read; columns in which nothing stands are left out."""
    st.markdown(f"**{title}**")
    if frame.empty:
        st.caption(nothing)
        return
    basis = frame["basis"].map(lambda basis: f" ({basis})" if basis else "")
    frame = frame.assign(whence=(frame["source"] + basis).str.strip())[list(HEADS)]
    kept = [name for name in frame.columns if (frame[name] != "").any()]
    head = [" | ".join(HEADS[name] for name in kept), " | ".join("---" for _ in kept)]
    rows = [" | ".join(plain(cell) or " " for cell in row) for row in frame[kept].itertuples(index=False)]
    st.markdown("\n".join(f"| {line} |" for line in (*head, *rows)))


def in_the_plan(case: Case, plan: Plan | None, agreement: str) -> None:
    """Whether the plan joins it, when, what it pays, and which terms make a difference."""
    if plan is None:
        st.info("There is no plan for this choice yet. Solve it on the page Solve and runs, or open a run there.")
        return
    rows = plan.agreements
    rows = rows[rows["agreement"] == agreement]
    if rows.empty:
        st.info(f"The inputs of the run that is opened do not have {plain(called(case)[agreement])}.")
        return
    if not rows["in_force"].any():
        st.markdown(f"**{plain(called(case)[agreement])}: the plan does not join it.**")
        st.caption("What joining would save or cost is asked under Now, later, never.")
        return
    st.markdown(f"**{plain(joined_line(plan, agreement, rows))}.**")
    show(term_chart(plan, agreement, dark=is_dark()), key=f"terms-{agreement}")
    lines = list(term_lines(plan.agreement_terms[plan.agreement_terms["agreement"] == agreement]))
    with st.expander("Its terms in words"):
        st.markdown("\n".join(f"- {plain(line)}" for line in lines) or "It has no terms.")
    show(paid_chart(plan, agreement), key=f"in-plan-{agreement}")


def now_later_never(case: Case, plan: Plan | None, agreement: str) -> None:
    """The question what it is worth: asked, being answered, or answered."""
    if agreement_row(case, agreement).status == "committed":
        st.info(
            "It is signed already (its status is committed), so that there is nothing to decide. To ask what it is "
            "worth, set its status to candidate in the table agreements on the page Inputs, and apply."
        )
        return
    view = view_of(case, worth_question(agreement))
    if view is not None and view.state.is_live:
        watched_question(view.question)
        return
    worth = answer_of(view, read_worth)
    if worth is not None:
        answered(worth)
        return
    if view is not None:
        ending(view)
    offer(case, plan, agreement, again=view is not None)


def offer(case: Case, plan: Plan | None, agreement: str, *, again: bool) -> None:
    """What the question is, how long it takes, and the button that asks it."""
    years, parts = years_of_joining(case, agreement), len(list(clauses(case, agreement)))
    if not years:
        st.info("It cannot be joined in any planning year: see its years and its condition under Terms.")
        return
    count = 1 + len(years) + parts
    each = f", at least {minutes(count * plan.seconds)} by the time that this plan took" if plan else ""
    several = f"in each of the {len(years)} planning years from {years[0]} to {years[-1]}"
    window = several if len(years) > 1 else f"in {years[0]}"
    st.markdown(
        f"**Is {plain(called(case)[agreement])} worth signing: now, later or never?**\n\n"
        f"- A plan is solved in which it is signed {window}, and one in which it never is.\n"
        f"- Then, signed in the best year, each of its {parts} clauses is left out in turn.\n"
        f"- That is {count} plans{each}, each within a gap of {percent(asked_options()['gap'])} "
        "(the page Solve and runs sets it; it also limits how exact the answer can be).\n"
        "- They are solved in the background; the answer is kept, and shown again as long as the inputs are the same."
    )
    if st.button("Ask again" if again else "Ask", type="primary", icon=":material/play_arrow:", key="ask"):
        ask_now(case, worth_question(agreement), again=again)
        st.rerun()


def answered(worth: AgreementWorth) -> None:
    """The answer: in a sentence, in figures, drawn, in words and as tables."""
    st.markdown(f"**{plain(worth.name)}: {plain(verdict(worth))}** " + " ".join(map(plain, break_even(worth))))
    figures(worth)
    parts = ["By year of signing", "By clause", "What changes", "In words"]
    part = st.segmented_control(
        "Answer", parts, default=parts[0], key="answer-part", required=True, label_visibility="collapsed"
    )
    if part == parts[0]:
        show(year_chart(worth, dark=is_dark()), key="chart-years")
    elif part == parts[1]:
        show(clause_chart(worth, dark=is_dark()), key="chart-clauses")
    elif part == parts[2]:
        what_changes(worth)
    else:
        in_words(worth)


def figures(worth: AgreementWorth) -> None:
    """The few figures of the answer."""
    known = worth.best_year is not None and has_never(worth)
    gains = known and worth.value >= 0
    proven = int((judged(worth.clauses, "worth")["sign"] != OPEN).sum())
    cells = (
        ("Best signed", str(worth.best_year or "–"), "The year in which it saves most, or costs least."),
        (
            "Saves against never" if gains or not known else "Costs more than never",
            money(abs(worth.value)) if known else "–",
            "Present value over the horizon, signed in the best year, against the plan that never signs.",
        ),
        (
            "Could cost more, a year" if gains or not known else "Would have to cost less, a year",
            money(abs(worth.break_even)) if known and not math.isnan(worth.break_even) else "–",
            "The payment in each year in force, on top of what it costs, at which it breaks even.",
        ),
        (
            "Clauses that count",
            f"{proven} of {len(worth.clauses)}",
            "Left out one at a time, in the best year: those without which cost is proven to rise or fall.",
        ),
    )
    for column, (label, figure, words) in zip(st.columns([0.8, 1.1, 1.3, 0.9]), cells, strict=True):
        column.metric(label, figure, help=words, border=True)


def what_changes(worth: AgreementWorth) -> None:
    """What a plan that signs does otherwise than one that never does."""
    years = [int(year) for year in worth.years["signed"].dropna()]
    if worth.best_year is None:
        st.info("No plan was found in which it is signed.")
        return
    with st.columns(2)[0]:
        year = st.select_slider("Signed in", years, value=worth.best_year) if len(years) > 1 else years[0]
    rows = worth.changes[worth.changes["signed"] == year].reset_index(drop=True)
    lines = [line.removeprefix("  - ") for line in change_lines(rows, never=has_never(worth))]
    st.markdown(f"Signed in {year} against never:\n\n" + "\n".join(f"- {plain(line)}" for line in lines))
    if len(rows):
        with st.expander(f"All {len(rows)} changes, by year"):
            st.dataframe(rows, hide_index=True, alt=f"What changes in the plan if it is signed in {year}")


def in_words(worth: AgreementWorth) -> None:
    """The answer as the command line prints it, and its files."""
    st.code(worth.summary, language=None)
    name = f"{worth.agreement}-worth"
    text, whole = st.columns([1, 4])
    text.download_button("Words (text)", worth.summary + "\n", f"{name}.txt", "text/plain", on_click="ignore")
    data = json.dumps(as_json(content(worth)), indent=2, ensure_ascii=False)
    whole.download_button("All tables (JSON)", data, f"{name}.json", "application/json", on_click="ignore")
