"""Questions of studies: asked in the background, watched, stopped, and read again when they were asked before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

from model import InputError
from model.jobs import ask, look, question_name, questions, stop
from model.store import State
from views.parts import plain, show_problems
from views.problems import problem_table
from views.runs import asked_options, store

if TYPE_CHECKING:
    from collections.abc import Callable

    from model import Case
    from model.jobs import Question, QuestionView

Found = TypeVar("Found")
ENDED = {
    State.STOPPED: "Stopped: nothing is kept of what was solved.",
    State.KILLED: "Ended at once: nothing is kept of what was solved.",
    State.FAILED: "There is no answer.",
}


def view_of(case: Case, question: Question) -> QuestionView | None:
    """How the question stands; None where it was never asked of this case with these options."""
    return look(store(), question_name(case, question, asked_options()))


def answer_of(view: QuestionView | None, read: Callable[[Path], Found]) -> Found | None:
    """The answer, where there is one that can be read.

    Args:
        view: How the question stands.
        read: Reads the answers of its study from a folder.
    """
    if view is None or view.answer is None:
        return None
    try:
        return cast("Found", _kept(read, str(view.answer), view.answer.stat().st_mtime_ns))
    except (InputError, OSError):
        return None


@st.cache_resource(max_entries=64, show_spinner=False)
def _kept(_read: Callable[[Path], Any], folder: str, written: int) -> Any:
    del written  # part of the key alone
    return _read(Path(folder))


def ask_now(case: Case, question: Question, *, again: bool) -> None:
    """Asks, and says what stands in the way if it cannot be asked."""
    try:
        ask(store(), case, question, asked_options(), again=again)
    except InputError as error:
        show_problems(problem_table(error.issues), "Nothing was started.")
    except OSError as error:
        st.error(f"The question cannot be written: {plain(error.strerror)}.", icon=":material/error:")


@st.fragment(run_every=1.0)
def watched_question(question: str) -> None:
    """How far a question is, read anew every second; the page is drawn again when it is answered."""
    view = look(store(), question)
    if view is None or not view.state.is_live:
        st.rerun()
    done, total = max(0, view.step - 1), max(1, view.steps)
    st.progress(done / total, text=plain(progress_words(view)))
    cells = {
        "Plan": f"{view.step} of {view.steps}" if view.step else "–",
        "Time": minutes(view.seconds),
        "Left, about": minutes(view.seconds / done * (view.steps - done)) if done else "–",
    }
    for column, (label, value) in zip(st.columns(3), cells.items(), strict=True):
        column.metric(label, value)
    if view.stopping:
        st.caption("Asked to stop: it ends at the solver's next report.")
    st.button(
        "End at once" if view.stopping else "Stop",
        icon=":material/stop_circle:",
        key=f"stop-{question}-{view.stopping}",
        on_click=stop,
        args=(questions(store()), question),
    )
    st.caption("It goes on in the background: the page may be left, and shows the answer when it is opened again.")


def progress_words(view: QuestionView) -> str:
    """What a question is at."""
    if view.state == State.QUEUED:
        return "Waiting for its turn: another question is being answered."
    if not view.step:
        return "Starting: reading the case."
    return f"Solving now, {view.words}."


def ending(view: QuestionView) -> None:
    """How a question ended that has no answer."""
    words = ENDED.get(view.state, "There is no answer.")
    more = "" if view.state in (State.STOPPED, State.KILLED) else view.message
    log = store().root / "questions" / view.question / "log.txt"
    where = f" The log is {log}." if "log.txt" in more else ""
    st.error(plain(f"{words} {more}{where}".strip()), icon=":material/error:")


def minutes(seconds: float) -> str:
    """`40 s` or `12 min`."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
