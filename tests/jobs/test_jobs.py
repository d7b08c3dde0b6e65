"""Solves in the background: asked for, watched, queued, stopped, killed, and short of memory."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from job_cases import hard_case, small_case

from model import InputError, NoPlanError
from model.jobs import solve_here, stop, submit, watch

HERE = Path(__file__).parents[2]
STAGES = ["build", "compile", "LP", "tables"]
ASK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from job_cases import small_case
from model.jobs import submit
from model.store import Store
case = small_case()
print("ready", flush=True)
sys.stdin.readline()
print(submit(Store(Path(sys.argv[2])), case))
"""
LOOK = """
import sys
from pathlib import Path
from model.jobs import watch
from model.store import Store
view = watch(Store(Path(sys.argv[1])), sys.argv[2])
print(view.state, view.stage, view.incumbent is not None and view.bound <= view.incumbent)
"""


KILLED = {
    "The process that solved it was killed, by somebody or by the system for want of memory. See log.txt.",
    "The process that solved it ended without a word: it was killed, or the machine went down. See log.txt.",
}
"""What its parent says of a child that was killed, and what others say who look before the parent does."""


def python(code, *args):
    """Another process of Python."""
    command = [sys.executable, "-c", code, *(str(arg) for arg in args)]
    return subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603


def ended(view):
    return not view.state.is_live


def searching(view):
    return view.stage == "MIP" and view.incumbent is not None


@pytest.mark.slow
def test_two_processes_that_ask_the_same_get_one_run(store, wait_for):
    askers = [python(ASK, Path(__file__).parent, store.root) for _ in range(2)]
    assert [asker.stdout.readline() for asker in askers] == ["ready\n", "ready\n"]
    for asker in askers:
        asker.stdin.write("go\n")
        asker.stdin.flush()
    runs = [asker.communicate()[0].strip() for asker in askers]
    assert [asker.returncode for asker in askers] == [0, 0]
    run = store.run_id(small_case())
    assert runs == [run, run]
    view = wait_for(lambda: watch(store, run), ended)
    assert (view.state, view.status, view.message, view.has_plan) == ("finished", "optimal", "", True)
    assert (view.incumbent, view.bound, view.gap) == (200.0, 200.0, 0.0)
    assert list(dict.fromkeys(line.stage for line in view.history)) == STAGES
    assert (store.folder(run) / "log.txt").read_text().count("build") == 1
    assert store.open(run).objective == 200
    assert submit(store, small_case()) == run
    assert store.runs()["state"].to_list() == ["finished"]


@pytest.mark.slow
def test_stop_keeps_the_best_plan_and_the_next_in_the_queue_begins(store, wait_for):
    hard = submit(store, hard_case(1), {"gap": 0.0})
    small = submit(store, small_case())
    assert submit(store, hard_case(1), {"gap": 0.0}, again=True) == hard
    wait_for(lambda: watch(store, hard), searching)
    assert watch(store, small).state == "queued"
    looker = python(LOOK, store.root, hard)
    assert looker.communicate()[0] == "running MIP True\n"
    with pytest.raises(InputError, match=r"is running\. Stop it first\."):
        store.remove([hard])
    stop(store, hard)
    view = wait_for(lambda: watch(store, hard), ended)
    assert (view.state, view.status) == ("stopped", "interrupted, with a plan")
    assert view.message == "Stopped; the best plan found by then is kept."
    plan = store.open(hard)
    assert plan.objective == view.incumbent
    assert plan.bound < plan.objective
    assert plan.projects_built["blocks"].sum() > 0
    assert store.find(hard_case(1), {"gap": 0.0}) is None
    wait_for(lambda: watch(store, small), lambda view: view.state != "queued")
    states = dict(store.runs()[["run", "state"]].to_numpy())
    assert states.pop(hard) == "stopped"
    assert states.pop(small) in {"running", "finished"}


def test_a_second_stop_kills_and_the_run_can_be_asked_for_again(store, wait_for):
    run = submit(store, hard_case(2), {"gap": 0.0})
    waiting = submit(store, small_case())
    stop(store, waiting)
    view = watch(store, waiting)
    assert (view.state, view.message) == ("stopped", "Stopped before it began.")
    first = store.job(run)
    stop(store, run)
    assert watch(store, run).stopping
    stop(store, run)
    view = watch(store, run)
    assert (view.state, view.has_plan) == ("killed", False)
    assert view.message == "Killed; a solve that is stopped once keeps its best plan."
    stop(store, run)
    assert watch(store, run).state == "killed"
    assert submit(store, hard_case(2), {"gap": 0.0}) == run
    view = watch(store, run)
    assert (view.state, view.stopping, store.job(run).pid != first.pid) == ("running", False, True)
    assert not first.is_alive


@pytest.mark.slow
def test_killed_in_the_middle_of_a_solve_at_any_moment(store, wait_for):
    kept, _ = solve_here(store, small_case())
    moments = random.Random(3)  # noqa: S311 - no secret
    for _ in range(3):
        run = submit(store, small_case(101))
        job = store.job(run)
        end = time.monotonic() + moments.uniform(0, 4)
        while time.monotonic() < end and watch(store, run).state.is_live:
            time.sleep(0.02)
        if psutil.pid_exists(job.pid) and job.is_alive:
            psutil.Process(job.pid).kill()
        view = wait_for(lambda run=run: watch(store, run), ended)
        assert view.has_plan == (view.state == "finished")
        if view.has_plan:
            store.remove([run])
        else:
            assert view.state == "failed"
            assert view.message in KILLED
        assert store.open(kept).objective == 200
    run = submit(store, small_case(101))
    assert wait_for(lambda: watch(store, run), ended).state == "finished"
    assert store.open(run).status == "optimal"


def test_too_little_memory_is_said_in_words(store, wait_for):
    run = submit(store, small_case(), {"memory_gb": 0.5})
    view = wait_for(lambda: watch(store, run), ended)
    assert view.state == "failed"
    assert view.message == "The solve needed more memory than the 0.5 GB allowed to it."
    assert store.clean() == (run,)


def test_solved_here_it_is_a_run_like_any_other(store):
    heard = []
    run, new = solve_here(store, small_case(), progress=lambda report: heard.append(report.stage))
    assert new
    assert list(dict.fromkeys(heard)) == STAGES
    assert solve_here(store, small_case()) == (run, False)
    assert store.runs()["state"].to_list() == ["finished"]
    a_torn_line_of_progress_is_left_out(store, run)
    a_process_that_is_not_meant_does_nothing(store, run)


def a_torn_line_of_progress_is_left_out(store, run):
    history = watch(store, run).history
    with (store.folder(run) / "progress.jsonl").open("a") as stream:
        stream.write('nonsense\n[1]\n{"stage": "LP"}\n{"stage": "MIP", "seco')
    assert watch(store, run).history == history


def a_process_that_is_not_meant_does_nothing(store, run):
    before = (store.folder(run) / "job.json").read_bytes()
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-m", "model.jobs", store.folder(run).resolve()], cwd=HERE, capture_output=True, check=True
    )
    assert b"This run is not for this process: finished" in done.stderr
    assert (store.folder(run) / "job.json").read_bytes() == before
    assert json.loads(before)["pid"] == os.getpid()


def test_without_a_plan_the_run_says_why(store):
    with pytest.raises(NoPlanError, match="infeasible"):
        solve_here(store, small_case(tonnes=2000))
    (row,) = store.runs()[["state", "status", "objective_usd"]].to_dict("records")
    assert (row["state"], row["status"]) == ("failed", "infeasible")
    view = watch(store, store.runs()["run"][0])
    assert view.message.startswith("small: infeasible. ")
    assert not view.has_plan


def test_a_stop_is_heard_where_it_is_solved(store):
    """The reports of the solve come in this process, so the stop is asked for exactly while it searches."""
    case = hard_case(4)
    run = store.run_id(case, {"gap": 0.0})

    def hear(report):
        if report.stage == "MIP" and report.incumbent is not None and not watch(store, run).stopping:
            stop(store, run)

    assert solve_here(store, case, {"gap": 0.0}, progress=hear) == (run, True)
    assert watch(store, run).state == "stopped"
    assert store.open(run).status == "interrupted, with a plan"
