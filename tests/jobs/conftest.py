"""A store whose solves are ended with the test, one solve at a time, and patience."""

from __future__ import annotations

import os
import time

import psutil
import pytest

from model.jobs import questions
from model.jobs.pump import AT_ONCE
from model.store import Store

DEADLINE = 180.0


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(AT_ONCE, "1")
    store = Store(tmp_path / "runs")
    yield store
    for own in (store, questions(store)):
        end_all(own)


def end_all(store):
    """Ends what still runs, so that nothing goes on behind the next test."""
    with store.locked():
        live = [store.job(row.run) for row in store.rows() if row.state == "running"]
        children = [psutil.Process(job.pid) for job in live if job.is_alive and job.pid != os.getpid()]
        for child in children:
            child.kill()
        psutil.wait_procs(children, timeout=DEADLINE)
        for row in store.rows():
            store.folder(row.run).joinpath("job.json").unlink(missing_ok=True)


@pytest.fixture
def wait_for():
    """Looks until something is true, and returns what it saw; gives up after minutes."""

    def wait_for(look, wanted):
        end = time.monotonic() + DEADLINE
        while True:
            seen = look()
            if wanted(seen):
                return seen
            assert time.monotonic() < end, f"in vain; last seen: {seen}"
            time.sleep(0.05)

    return wait_for
