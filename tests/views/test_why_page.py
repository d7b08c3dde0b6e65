"""The page Why: what it offers, what it refuses, and what it says of an answer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from explained import BOUGHT, LEFT_OUT, PRICE, explanation

from model import load_case
from model.jobs import question_name, questions
from model.store import State, Store
from model.store.claiming import queued
from model.store.job import write_job
from model.studies import answering
from model.studies.answering import STUDIES, why_question
from model.studies.why_files import read_explanation, write_explanation

OUT, EVEN = "not supplier=cobalt-chn", "supplier=cobalt-chn"
KIND, WHICH = "why-kind-tiny", "why-supplier-tiny"


@pytest.fixture
def ended(here):
    """Puts a question about tiny into the folder as its process would have left it; its folder."""

    def as_asked(question, state, **changes):
        case, store = load_case(here / "inputs" / "tiny"), questions(Store(here / "runs"))
        name = question_name(case, question, None)
        folder = store.folder(name)
        folder.mkdir(parents=True)
        job = queued(name, case, None, study=question.study, asked=dict(question.asked))
        write_job(replace(job, state=state, **changes), folder)
        return folder

    return as_asked


def texts(page) -> str:
    return "\n".join(item.value for kind in (page.markdown, page.caption, page.info, page.error) for item in kind)


def picked(app, question, **state):
    page = app(
        "why",
        {KIND: "supplier", WHICH: "cobalt-chn", "why-question-supplier-cobalt-chn": question, **state},
        data="tiny",
    )
    assert not page.exception
    return page


def test_what_is_in_the_plan_is_asked_why_first(with_runs, app) -> None:
    page = app("why", data="tiny")
    assert not page.exception
    assert page.selectbox[1].options[0].endswith("· in the plan")
    assert page.selectbox[1].options[-1] == "Australian lithium (lithium-aus)"
    assert page.button[-1].label == "Ask"
    assert "Two plans are found: that of least cost" in texts(page)


def test_an_answer_is_told(ended, app) -> None:
    told = explanation(changes=[{**LEFT_OUT, "asked": OUT}], moves=[{**BOUGHT, "asked": OUT}], break_evens=[])
    write_explanation(told, ended(why_question([OUT]), State.FINISHED) / "answer")
    page = picked(app, "Why this one: what if not?")
    said = texts(page)
    assert r"**Without Chinese works \(china\): the plan costs USD 10\.0 k more \(10 %\)\.**" in said
    assert r"- buys more from friend \(30\.0 t a year instead of 10\.0 t a year, 2030\)" in said
    assert [metric.value for metric in page.metric] == ["USD 100 k", "USD 110 k", "USD 10.0 k", "–"]


def test_a_break_even_is_told(ended, app) -> None:
    told = explanation(changes=[], moves=[], break_evens=[PRICE])
    write_explanation(told, ended(why_question([], [EVEN]), State.FINISHED) / "answer")
    page = picked(app, "When would that turn?")
    assert [metric.value for metric in page.metric] == ["USD 1,000", "USD 1,195", "USD 1,204.5"]
    assert "It leaves the plan between USD 1,195 and USD 1,204" in texts(page).replace("\\", "")


def test_why_there_is_no_answer_is_said(ended, app) -> None:
    ended(why_question([OUT]), State.FAILED, message="tiny: infeasible.")
    page = picked(app, "Why this one: what if not?")
    assert page.error[0].value == r"There is no answer\. tiny\: infeasible\."
    assert page.button[-1].label == "Ask again"


def test_a_decision_of_ones_own(here, app) -> None:
    page = app("why", {KIND: "pin"}, data="tiny")
    assert "Ask" not in [button.label for button in page.button]
    page.text_input[0].set_value("stockpile=reserve-cobalt stock>=5").run()
    assert page.button[-1].label == "Ask"
    page.text_input[0].set_value("stockpile=reserve stock>=5").run()
    assert not page.exception
    assert page.error[0].value == "1 problem. The decision cannot be read."
    assert "has no such stockpile" in page.dataframe[0].value.to_string()


def test_the_search_is_as_narrow_as_the_answer_needs(monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(answering, "explain", lambda _, **asked: seen.append(asked))
    for gap in (1e-4, 1e-9):
        STUDIES["why"].find(None, changes=[OUT], break_even=[], gap=gap)
    assert seen == [{"changes": [OUT], "break_even": [], "gap": gap} for gap in (1e-6, 1e-9)]


def test_a_question_is_kept_as_json_can_say_it(tmp_path) -> None:
    question = why_question([OUT], [EVEN])
    assert json.loads(json.dumps(dict(question.asked))) == {"changes": [OUT], "break_even": [EVEN]}
    STUDIES["why"].write(explanation(), tmp_path / "answer")
    assert read_explanation(tmp_path / "answer").summary == explanation().summary
