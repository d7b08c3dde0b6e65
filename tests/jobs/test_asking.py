"""Questions in the background: asked once, queued, watched, stopped, killed, and answered."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from pact import STEPS, WORTH, pact
from worths import worth

from model.jobs import ask, look, question_name, questions, stop
from model.jobs.asking import read_step, write_step
from model.jobs.starting import as_run_by
from model.store import State
from model.store.claiming import queued
from model.store.job import write_job
from model.studies import answering
from model.studies.agreement_files import read_worth, write_worth
from model.studies.answering import worth_question

PACT = worth_question("pact")


def recorded(store, state, **changes):
    """A question as its folder would say, without any process; its name."""
    case = pact()
    name = question_name(case, PACT, None)
    folder = questions(store).folder(name)
    case.write(folder / "inputs")
    write_job(
        replace(queued(name, case, None, study="agreement", asked={"agreement": "pact"}), state=state, **changes),
        folder,
    )
    return name


def ended(view):
    return not view.state.is_live


def test_what_a_question_is_called_tells_all_that_its_answer_depends_on():
    case, dearer = pact(), pact().replace(agreements=pact().agreements.assign(upfront_cost_usd=1.0))
    names = [
        question_name(case, PACT, None),
        question_name(case, worth_question("other"), None),
        question_name(case, PACT, {"gap": 0.01}),
        question_name(dearer, PACT, None),
    ]
    assert len(set(names)) == 4
    assert names[0].startswith("pact-agreement-pact-")
    assert question_name(pact(), PACT, {"memory_gb": 2, "gap": 1e-4}) == names[0]


def test_what_was_never_asked_has_no_view(store):
    assert look(store, question_name(pact(), PACT, None)) is None


def test_steps_are_read_and_a_torn_one_is_left_out(tmp_path):
    assert read_step(tmp_path) == (0, 0, "")
    write_step(tmp_path, 1, 3, "never signed")
    write_step(tmp_path, 2, 3, "signed in 2026")
    with (tmp_path / "progress.jsonl").open("a") as stream:
        stream.write('nonsense\n[1]\n{"step": 3}\n{"step": 3, "st')
    assert read_step(tmp_path) == (2, 3, "signed in 2026")


def test_an_answer_counts_however_its_process_ended(store):
    name = recorded(store, State.KILLED, message="Killed.")
    assert look(store, name).state == State.KILLED
    write_worth(worth(), questions(store).folder(name) / "answer")
    view = look(store, name)
    assert (view.state, view.message) == (State.FINISHED, "")
    assert read_worth(view.answer).value == 830
    assert ask(store, pact(), PACT) == name
    assert look(store, name).state == State.FINISHED


def test_an_answer_that_is_gone_is_said(store):
    view = look(store, recorded(store, State.FINISHED))
    assert (view.state, view.message, view.answer) == (State.FAILED, "Its answer is no longer there.", None)


def test_a_process_that_is_gone_is_said(store):
    name = recorded(store, State.RUNNING, pid=2**22 + 1, process_started=1.0, host=os.uname().nodename)
    view = look(store, name)
    assert view.state == State.FAILED
    assert view.message.startswith("The process that solved it ended without a word: it was killed, or the machine")


def asked_here(store):
    """A question that is this process's: its folder and record."""
    name = recorded(store, State.QUEUED)
    asked = questions(store)
    job = as_run_by(asked.job(name), os.getpid())
    write_job(job, asked.folder(name))
    return asked.folder(name), job


def test_a_stop_is_heard_before_the_first_solve_and_nothing_is_kept(store):
    folder, job = asked_here(store)
    (folder / "stop").touch()
    assert look(store, job.run).stopping
    ending = answering.answered(folder, job)
    assert (ending.state, ending.message) == (State.STOPPED, "Stopped before all was answered; nothing is kept.")
    assert read_step(folder) == (1, 3, STEPS[0])
    assert not (folder / "answer").exists()


def test_a_full_disk_is_said_and_leaves_no_half_of_an_answer(store, monkeypatch):
    folder, job = asked_here(store)

    def full(worth, folder):
        raise OSError(28, "No space left on device")

    study = answering.Study(lambda *_, **__: worth(), full)
    monkeypatch.setitem(answering.STUDIES, "agreement", study)
    ending = answering.answered(folder, job)
    assert (ending.state, ending.message) == (
        State.FAILED,
        "The answer could not be written: No space left on device.",
    )
    assert not (folder / "answer").exists()


def test_questions_wait_for_each_other_are_stopped_and_killed(store):
    asked, case = questions(store), pact()
    first = ask(store, case, PACT)
    second = ask(store, case, PACT, {"gap": 0.01})
    assert ask(store, case, PACT) == first
    pid = asked.job(first).pid
    assert (look(store, first).state, look(store, second).state) == (State.RUNNING, State.QUEUED)
    stop(asked, second)
    assert look(store, second).state == State.STOPPED
    stop(asked, first)
    stop(asked, first)
    view = look(store, first)
    assert (view.state, view.answer) == (State.KILLED, None)
    assert store.runs().empty
    assert ask(store, case, PACT) == first
    assert look(store, first).state == State.RUNNING
    assert asked.job(first).pid != pid


@pytest.mark.slow
def test_too_little_memory_is_said_in_words(store, wait_for):
    name = ask(store, pact(), PACT, {"memory_gb": 0.5})
    view = wait_for(lambda: look(store, name), ended)
    assert (view.state, view.message) == (
        State.FAILED,
        "The solve needed more memory than the 0.5 GB allowed to it.",
    )


@pytest.mark.slow
def test_a_question_is_answered_once(store, wait_for):
    name = ask(store, pact(), PACT, {"gap": 0.0})
    seen = []

    def stepped():
        view = look(store, name)
        seen.append((view.step, view.steps, view.words))
        return view

    view = wait_for(stepped, ended)
    assert (view.state, view.message) == (State.FINISHED, "")
    assert list(dict.fromkeys(words for _, _, words in seen if words)) == STEPS
    assert seen[-1][:2] == (3, 3)
    answer = read_worth(view.answer)
    assert (answer.best_year, answer.value) == (2026, pytest.approx(WORTH))
    written = (view.answer / "agreement.json").stat().st_mtime_ns
    assert ask(store, pact(), PACT, {"gap": 0.0}) == name
    assert look(store, name).state == State.FINISHED
    assert (view.answer / "agreement.json").stat().st_mtime_ns == written
