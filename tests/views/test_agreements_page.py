"""The page Agreements in each of its states: none there, not solved, solved, not asked, asked, ended, answered."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from worths import worth

from model import load_case
from model.jobs import question_name, questions, solve_here
from model.jobs.asking import write_step
from model.jobs.starting import as_run_by
from model.store import State, Store
from model.store.claiming import queued
from model.store.job import write_job
from model.studies.agreement_files import write_worth
from model.studies.answering import worth_question
from views.agreement_terms import payments, standing_lines, terms
from views.charts.agreements import spans, term_chart
from views.charts.worth import clause_chart, year_chart
from views.editor import AREAS

sys.path.append(str(Path(__file__).parents[1] / "certificate"))

from agreed_case import agreed_case

REPOSITORY = Path(__file__).parents[2]
TERMS, PLAN, WORTH = "Terms", "In the plan", "Now, later, never"
ANSWER = ("By year of signing", "By clause", "What changes", "In words")
PICKED = "agreement-agreed"


@pytest.fixture(scope="session")
def agreed(tmp_path_factory):
    """A folder with the data set, and the plan of its case as a run."""
    folder = tmp_path_factory.mktemp("agreed")
    agreed_case().write(folder / "inputs" / "agreed")
    solve_here(Store(folder / "runs"), load_case(folder / "inputs" / "agreed"))
    return folder


@pytest.fixture(scope="session")
def agreed_plan(agreed):
    store = Store(agreed / "runs")
    return store.open(store.runs()["run"].iloc[0])


@pytest.fixture
def unsolved(here, agreed):
    """The folder with the data set and no runs."""
    (here / "inputs").unlink()
    shutil.copytree(agreed / "inputs", here / "inputs")
    (here / "inputs" / "tiny").symlink_to(REPOSITORY / "inputs" / "tiny")
    return here


@pytest.fixture
def solved_here(unsolved, agreed):
    shutil.copytree(agreed / "runs", unsolved / "runs")
    return unsolved


@pytest.fixture
def asked(unsolved):
    """Puts a question about the pact into the folder as its process would have left it; its folder."""

    def asked_of(state, **changes):
        case, store = load_case(unsolved / "inputs" / "agreed"), questions(Store(unsolved / "runs"))
        name = question_name(case, worth_question("pact"), None)
        folder = store.folder(name)
        folder.mkdir(parents=True)
        job = queued(name, case, None, study="agreement", asked={"agreement": "pact"})
        job = as_run_by(job, os.getpid()) if state == State.RUNNING else replace(job, state=state, **changes)
        write_job(job, folder)
        return folder

    return asked_of


def opened_on(app, agreement, part=TERMS, **more):
    """The page on a part of an agreement."""
    answer = {"answer-part": more.pop("answer")} if "answer" in more else {}
    opened = app("agreements", {PICKED: agreement, "agreement-part": part, **answer}, data="agreed", **more)
    assert not opened.exception
    return opened


def texts(page):
    return " ".join(item.value for kind in (page.markdown, page.caption, page.info, page.error) for item in kind)


def button(page, label):
    return next(item for item in page.button if item.label == label)


def test_a_data_set_without_agreements_says_what_to_do(unsolved, app):
    opened = app("agreements", data="tiny")
    assert opened.info[0].value.startswith(r"Tiny\: cobalt and lithium for one buyer has no agreements with partners.")
    assert "Agreements" in AREAS


def test_all_agreements_before_there_is_a_plan(unsolved, app):
    opened = app("agreements", data="agreed")
    assert not opened.exception
    rows = opened.dataframe[0].value.set_index("agreement")
    assert list(rows.index) == ["pact", "shield", "brief", "idle", "old"]
    assert set(rows["in the plan"]) == {"no plan yet"}
    assert list(rows["worth"]) == [*["not asked yet"] * 4, "signed already"]
    assert list(rows["can be joined"]) == [
        "2026 to 2029",
        "2027 to 2029",
        "2026 to 2029",
        "2026 to 2029",
        "in force from 2025",
    ]
    assert rows.at["shield", "condition"] == "Peace (taken to hold from 2027)"


def test_all_agreements_with_a_plan_and_an_answer(solved_here, asked, app):
    write_worth(worth(), asked(State.FINISHED) / "answer")
    rows = app("agreements", data="agreed").dataframe[0].value.set_index("agreement")
    assert rows.at["pact", "in the plan"] == "in force from 2026"
    assert rows.at["idle", "in the plan"] == "not joined"
    assert rows.at["pact", "worth"] == "saves USD 830, if signed in 2026"


def test_terms_are_told_in_the_words_of_the_study(unsolved, app):
    said = texts(opened_on(app, "pact"))
    for words in (
        r"**Can be left**: after 2 years, at no cost",
        r"**Costs**: USD 30\.0 on joining, USD 3\.00 a year and 3 payments in single years",
        "it is needed by shield",
        r"unlocks route rail",
        r"on joining, in full a year after",
        r"asks for USD 120 of capital in shaft and road by 2028",
        r"pays USD 12\.0 2 years after joining",
    ):
        assert words in said


def test_terms_of_an_agreement_that_gives_nothing(unsolved, app):
    assert "It opens, adds and assures nothing." in texts(opened_on(app, "idle"))


def test_without_a_plan_the_way_to_one_is_said(unsolved, app):
    assert "There is no plan for this choice yet." in texts(opened_on(app, "pact", PLAN))


def test_what_the_plan_makes_of_an_agreement(solved_here, app):
    said = texts(opened_on(app, "pact", PLAN))
    assert "pact: joined 2026, in force in 2026 to 2029".replace(":", r"\:") in said
    assert r"asks for projects among school, dam\: binds" in said
    assert "the plan does not join it" in texts(opened_on(app, "idle", PLAN))


@pytest.mark.slow
def test_a_plan_of_other_inputs_is_said(solved_here, app, solved):
    shutil.copytree(solved("tiny").root, solved_here / "runs", dirs_exist_ok=True)
    run = next(path.name for path in (solved_here / "runs").glob("tiny-*"))
    assert "The inputs of the run that is opened do not have pact." in texts(opened_on(app, "pact", PLAN, run=run))


def test_a_signed_agreement_is_not_asked_about(unsolved, app):
    assert "It is signed already" in texts(opened_on(app, "old", WORTH))


def test_a_question_is_asked_with_what_is_chosen(unsolved, app, monkeypatch):
    heard = []
    monkeypatch.setattr("views.questions.ask", lambda *args, **kept: heard.append((args[1].name, args[2], kept)))
    opened = opened_on(app, "pact", WORTH)
    assert "each of the 3 planning years from 2026 to 2029" in texts(opened)
    button(opened, "Ask").click().run()
    assert heard == [("agreed", worth_question("pact"), {"again": False})]


def test_a_question_that_is_being_answered_is_watched_and_stopped(asked, app):
    folder = asked(State.RUNNING)
    write_step(folder, 3, 20, "signed in 2027")
    opened = opened_on(app, "pact", WORTH)
    assert {item.label: item.value for item in opened.metric}["Plan"] == "3 of 20"
    button(opened, "Stop").click().run()
    assert (folder / "stop").exists()
    assert "Asked to stop" in texts(opened)


@pytest.mark.parametrize(
    ("state", "message", "said"),
    [
        (State.STOPPED, "Stopped.", r"Stopped\: nothing is kept of what was solved\."),
        (State.KILLED, "Killed.", r"Ended at once\: nothing is kept of what was solved\."),
        (State.FAILED, "The solve needed more memory.", r"There is no answer\. The solve needed more memory\."),
    ],
)
def test_how_a_question_ended_without_an_answer(asked, app, state, message, said):
    asked(state, message=message)
    opened = opened_on(app, "pact", WORTH)
    assert opened.error[0].value == said
    assert button(opened, "Ask again")


def test_an_answer_that_cannot_be_read_can_be_asked_for_again(asked, app, monkeypatch):
    heard = []
    monkeypatch.setattr("views.questions.ask", lambda *_, **kept: heard.append(kept))
    (asked(State.FINISHED) / "answer").mkdir()
    opened = opened_on(app, "pact", WORTH)
    button(opened, "Ask again").click().run()
    assert heard == [{"again": True}]


def test_an_answer_is_shown_in_all_its_parts(asked, app):
    write_worth(worth(), asked(State.FINISHED) / "answer")
    for part in ANSWER:
        opened = opened_on(app, "pact", WORTH, answer=part)
        assert r"worth signing, best signed in 2026\: the plan costs USD 830 less than never" in texts(opened)
        assert {item.label: item.value for item in opened.metric} == {
            "Best signed": "2026",
            "Saves against never": "USD 830",
            "Could cost more, a year": "USD 119",
            "Clauses that count": "2 of 5",
        }


def test_an_answer_without_any_plan_that_signs_is_shown(asked, app):
    years = worth().years.assign(cost_usd=float("nan"), value_usd=float("nan"), status="infeasible")
    none = worth(best_year=None, value=float("nan"), break_even=float("nan"), years=years, clauses=worth().clauses[:0])
    write_worth(none, asked(State.FINISHED) / "answer")
    for part in ANSWER:
        assert "no plan was found in which it is signed" in texts(opened_on(app, "pact", WORTH, answer=part))


def test_years_and_clauses_in_words():
    assert year_chart(worth(), dark=False).alt == (
        "Saved against never by signing in 2026: USD 830; 2028: -USD 50.0; 2030: infeasible."
    )
    assert year_chart(worth(), dark=True).caption.endswith("No plan was found that signs it in 2030 (infeasible).")
    assert clause_chart(worth(), dark=False).alt == (
        "Worth by clause: unlocks supplier mine: USD 900 (saves); unlocks project shaft: USD 5.00 (proven neither "
        "way); costs USD 10.0 a year: -USD 70.0 (costs). Not drawn: 1 of 5 that make no difference. "
        "No plan was found without: asks for a dam."
    )


def test_what_is_paid_by_year_by_hand():
    """Joined in 2027: 30 on joining, 3 in each of the four years to 2030, and 10, 12 and 13 in the years 0, 2 and 3."""
    frame = payments(agreed_case(), "pact", 2027)
    assert frame.groupby("year")["usd"].sum().to_dict() == {2027: 43.0, 2028: 3.0, 2029: 15.0, 2030: 16.0}


def test_windows_and_the_years_in_the_plan_by_hand(agreed_plan):
    rows = spans(agreed_plan.case, agreed_plan)
    of_pact = rows[rows["agreement"] == "pact"][["kind", "first_year", "end_year"]].to_numpy().tolist()
    assert of_pact == [["can be joined", 2026, 2031], ["in force in the plan", 2026, 2031]]
    assert rows[rows["agreement"] == "old"]["kind"].tolist() == ["signed already"]


def test_the_terms_of_a_plan_have_words_and_a_row_each(agreed_plan):
    drawing = term_chart(agreed_plan, "pact", dark=False)
    assert set(drawing.table["agreement"]) == {"pact"}
    assert "asks for projects among school, dam: binds" in drawing.alt


def test_both_sides_of_a_pair_are_told():
    case = agreed_case()
    assert list(standing_lines(case, "shield")) == ["needs pact: it is in force only while that is"]
    assert list(standing_lines(case, "brief")) == ["costs USD 3.00 a year more while pact is in force too"]


def test_every_clause_is_on_one_side():
    case = agreed_case()
    gives, asks = (terms(case, "pact", asked=asked) for asked in (False, True))
    assert (len(gives), len(asks)) == (8, 10)
