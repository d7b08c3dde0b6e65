"""A process that is killed anywhere in the writing of a run leaves a store in which every run is whole or is none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from model.store import Store
from model.store.claiming import claim

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

MOMENTS = 4
KILLER = """
import json, os, random, signal, sys
from pathlib import Path
from model import Plan
from model.jobs.starting import as_run_by
from model.store import State, Store
from model.store.claiming import claim
from model.store.ending import Ending, record_end
from model.store.job import write_job
from model.store.keeping import keep_plan

TOUCHES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "sqlite3.connect"}
template, seed, moments = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
plan = Plan.read(template)


def live(store):
    with store.locked():
        run, _ = claim(store, plan.case, plan.options, again=False)
        write_job(as_run_by(store.job(run), os.getpid()), store.folder(run))
    keep_plan(plan, store.folder(run))
    with store.locked():
        record_end(store, run, Ending(State.FINISHED, plan.status), pid=os.getpid())
    store.runs()


class Countdown:
    def __init__(self, left):
        self.left = left
        self.passed = 0

    def hear(self, event, args):
        if event in TOUCHES:
            self.passed += 1
            if self.passed == self.left:
                os.kill(os.getpid(), signal.SIGKILL)


def killed_at(moment, root):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        countdown = Countdown(moment)
        sys.addaudithook(countdown.hear)
        live(Store(root))
        os.write(writing, str(countdown.passed).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    told = os.read(reading, 20)
    return os.waitstatus_to_exitcode(status), int(told or 0)


code, touches = killed_at(0, template.parent.parent / "unhurt")
assert code == 0, code
chosen = sorted({*random.Random(seed).sample(range(1, touches), moments), touches - 1})
for moment in chosen:
    code, _ = killed_at(moment, template.parent.parent / f"killed-{moment}")
    assert code == -signal.SIGKILL, (moment, code)
print(json.dumps(chosen))
"""


@pytest.mark.slow
def test_killed_at_any_moment_of_writing(template, case, plan, keep):
    killed_in, run = template
    here = Path(__file__).parents[2]
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", KILLER, str(killed_in.folder(run).resolve()), "20", str(MOMENTS)],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    moments = json.loads(done.stdout)
    assert len(moments) >= MOMENTS
    states = [state_after(Store(killed_in.root.parent / f"killed-{moment}"), case, plan, keep) for moment in moments]
    assert set(states) == {"half-written", "finished"}


def state_after(store, case, plan, keep):
    """What a store holds after the kill; then everybody goes on: what is whole opens, what is not is redone."""
    listed = store.runs()
    assert set(listed["state"]) <= {"queued", "failed", "finished"}
    run = store.find(case)
    if run is None:
        assert "finished" not in set(listed["state"])
        with store.locked():
            again, _ = claim(store, case, None, again=False)
        assert again == store.run_id(case)
        assert keep(store, plan) == again
    assert store.open(store.find(case)).costs.equals(plan.costs)
    store.clean()
    assert store.runs()["state"].to_list() == ["finished"]
    assert [path.name for path in store.folder(store.find(case)).glob(".*")] == []
    return "half-written" if run is None else "finished"
