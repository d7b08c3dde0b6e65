"""The child process of a question: `python -m model.studies QUESTION_FOLDER`, started by the queue."""

from __future__ import annotations

import sys
from pathlib import Path

from model.jobs.child import be_child
from model.studies.answering import answered

if __name__ == "__main__":
    be_child(Path(sys.argv[1]), answered)
