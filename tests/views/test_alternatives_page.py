"""The page Alternatives: before it is asked, asked, and answered, in each of its parts."""

from __future__ import annotations

import os

import pytest
from made_up_alternatives import made_up

from model import load_case
from model.jobs import question_name, questions
from model.jobs.asking import write_step
from model.jobs.starting import as_run_by
from model.store import Store
from model.store.claiming import queued
from model.store.job import write_job
from model.studies.alternatives_files import write_alternatives
from model.studies.answering import STUDIES, alternatives_question


@pytest.fixture
def asked(here):
    """The folder of the question about tiny, as its process has it while it runs."""
    case, store, question = load_case("inputs/tiny"), questions(Store(here / "runs")), alternatives_question()
    name = question_name(case, question, None)
    folder = store.folder(name)
    folder.mkdir(parents=True)
    job = queued(name, case, None, study=question.study, asked=dict(question.asked))
    write_job(as_run_by(job, os.getpid()), folder)
    return folder


def opened(app, **state):
    page = app("alternatives", state, data="tiny")
    assert not page.exception
    return page


def texts(page) -> str:
    return " ".join(item.value for kind in (page.markdown, page.caption, page.info) for item in kind)


def test_the_question_is_asked_of_what_is_chosen(here, app, monkeypatch) -> None:
    heard = []
    monkeypatch.setattr("views.questions.ask", lambda *args, **kept: heard.append((args[1].name, args[2], kept)))
    page = opened(app)
    assert "What else could be done for little more than the best plan costs?" in texts(page)
    page.button(key="ask").click().run()
    page.toggle(key="alternatives-no-worse").set_value(True).run()
    page.button(key="ask").click().run()
    strict = alternatives_question(no_worse=True)
    assert heard == [("tiny", question, {"again": False}) for question in (alternatives_question(), strict)]
    assert "alternatives" in STUDIES


def test_a_question_that_is_being_answered_is_watched(asked, app) -> None:
    write_step(asked, 4, 8, "least and most within 1 % of the cost")
    assert {item.label: item.value for item in opened(app).metric}["Plan"] == "4 of 8"


def test_the_answer_in_each_part(asked, app) -> None:
    write_alternatives(made_up(), asked / "answer")
    page = opened(app)
    assert {item.label: item.value for item in page.metric} == {
        "Best plan": "USD 1.00 bn",
        "Always": "2",
        "Sometimes": "2",
        "Never": "1",
    }
    assert "Of 1 it is not proven which" in texts(page)
    rows = page.dataframe[0].value.set_index("decision")
    assert rows.loc["project New mine"].to_dict() == {
        "best plan": "2 blocks",
        "least": "1 block",
        "most": "3 blocks (limit: 4 blocks)",
    }
    assert rows.at["purchases from Chilean lithium", "most"] == "436 t a year (limit: not known)"
    page = opened(app, **{"alternatives-part": "Plans", "alternatives-plan": "2"})
    assert page.dataframe[0].value["plan"].tolist() == ["best", "plan 1", "plan 2"]
    assert r"builds less of New mine" in texts(page)
    page = opened(app, **{"alternatives-part": "Sets"})
    assert page.dataframe[0].value["agreements and projects"].tolist() == [
        "Pact; New mine",
        "as the first, but without Pact",
    ]
    assert "There may be more at this cost." in texts(page)
    page = opened(app, **{"alternatives-part": "In words"})
    assert page.code[0].value == made_up().summary
