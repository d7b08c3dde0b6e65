"""The child process of a background solve: `python -m model.jobs RUN_FOLDER`, started by the queue."""

from __future__ import annotations

import sys
from pathlib import Path

from model.jobs.carrying import solved
from model.jobs.child import be_child

if __name__ == "__main__":
    be_child(Path(sys.argv[1]), solved)
