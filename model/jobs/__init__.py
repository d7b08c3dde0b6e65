"""Solves and questions in the background: child processes, their queue, and anyone who watches or stops them."""

from model.jobs.asking import Question, QuestionView, ask, look, question_name, questions
from model.jobs.pump import pump
from model.jobs.stopping import stop
from model.jobs.submitting import keep_here, solve_here, submit
from model.jobs.watching import JobView, watch

__all__ = [
    "JobView",
    "Question",
    "QuestionView",
    "ask",
    "keep_here",
    "look",
    "pump",
    "question_name",
    "questions",
    "solve_here",
    "stop",
    "submit",
    "watch",
]
