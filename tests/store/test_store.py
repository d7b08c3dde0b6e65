"""Runs on disk: their names, their list, what is found again and what is removed."""

import inspect
import json
import os
import platform
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from model import InputError, OrefolioError, solve
from model.store import State, Store
from model.store.claiming import claim
from model.store.ending import Ending, record_end
from model.store.identity import DEFAULTS
from model.store.index import INDEX, VERSION
from model.store.job import write_job
from model.store.store import COLUMNS


def test_the_defaults_are_those_of_solve():
    defaults = {name: item.default for name, item in inspect.signature(solve).parameters.items() if name in DEFAULTS}
    assert defaults == DEFAULTS


def test_a_name_says_the_case_and_differs_with_inputs_and_options(store, case):
    name = store.run_id(case)
    assert name.startswith("tin-cans-")
    assert len(name) == len("tin-cans-") + 8
    assert store.run_id(case, {"gap": 1e-4, "threads": 1, "memory_gb": 2}) == name
    more = case.replace(demand=case.demand.assign(quantity_t=101.0))
    others = [
        store.run_id(more),
        *(store.run_id(case, asked) for asked in ({"gap": 0.0}, {"time_limit": 60}, {"seed": 1})),
    ]
    assert len({name, *others}) == 5


def test_options_are_checked(store, case):
    with pytest.raises(InputError) as unknown:
        store.run_id(case, {"gapp": 0.1})
    assert "gapp: is not an option of the solve. Did you mean 'gap'?" in str(unknown.value)
    with pytest.raises(OrefolioError, match=r"gap must be 0 or more, a fraction such as 0.001; it is -1\."):
        store.run_id(case, {"gap": -1})


@pytest.mark.parametrize("name", ["", ".", "..", "../other", ".lock", "a/b", "a\\b", "c:x"])
def test_a_name_leads_nowhere_else(store, name):
    with pytest.raises(InputError, match="is not the name of a run"):
        store.folder(name)


def test_a_store_without_a_folder_is_empty_and_stays_unmade(store, case):
    assert list(store.runs().columns) == list(COLUMNS)
    assert store.runs().empty
    assert store.find(case) is None
    assert store.clean() == ()
    assert not store.root.exists()
    with pytest.raises(InputError, match="has no such run"):
        store.open("tin-cans-00000000")


def test_a_run_is_listed_found_and_opened(stored, case, plan):
    store, run = stored
    (row,) = store.runs().to_dict("records")
    assert row.pop("started") <= row.pop("ended")
    assert row == {
        "run": run,
        "title": "Tin",
        "case": "tin & cans",
        "policies": "",
        "state": "finished",
        "status": "optimal",
        "objective_usd": 200.0,
        "bound_usd": 200.0,
        "gap": 0.0,
        "seconds": plan.seconds,
        "certificate": "accepted",
        "message": "",
    }
    assert run == store.run_id(case)
    assert store.find(case) == run
    assert store.find(case, {"gap": 0.0}) is None
    assert store.open(run).summary == plan.summary


def test_a_plan_that_does_not_hold_is_not_kept_as_optimal(store, plan, keep):
    costs = plan.frames["costs"].assign(present_value_usd=plan.frames["costs"]["present_value_usd"] * 1.01)
    run = keep(store, replace(plan, frames={**plan.frames, "costs": costs}))
    assert store.runs()[["state", "status", "certificate"]].to_dict("records") == [
        {"state": "finished", "status": "rejected by the certificate", "certificate": "rejected"}
    ]
    assert store.open(run).status == "rejected by the certificate"
    assert "optimal" not in store.open(run).summary.lower()


def test_a_run_of_other_versions_is_not_the_same(stored, case):
    store, run = stored
    head = json.loads((store.folder(run) / "plan.json").read_text())
    head["versions"]["highspy"] = "0.1"
    (store.folder(run) / "plan.json").write_text(json.dumps(head))
    assert store.find(case) is None
    with store.locked():
        assert claim(store, case, None, again=False) == (f"{run}-2", True)
    assert store.open(run).objective == 200


def test_solved_again_a_plan_is_not_written_over(stored, plan, keep):
    store, run = stored
    assert keep(store, plan, again=True) == f"{run}-2"
    assert keep(store, plan, again=True) == f"{run}-3"
    assert store.find(plan.case) == f"{run}-3"
    assert store.runs()["run"].to_list() == [f"{run}-3", f"{run}-2", run]


def test_a_run_that_ended_without_a_plan_is_replaced(store, case):
    with store.locked():
        run, _ = claim(store, case, None, again=False)
        assert claim(store, case, None, again=True) == (run, False)
        write_job(replace(store.job(run), state=State.FAILED, message="No."), store.folder(run))
        assert claim(store, case, None, again=False) == (run, True)
    assert store.runs()[["state", "message"]].to_dict("records") == [{"state": "queued", "message": ""}]


def older_index(file):
    with closing(sqlite3.connect(file)) as index, index:
        index.execute("CREATE TABLE runs (run TEXT, cost REAL)")
        index.execute("INSERT INTO runs VALUES ('never-was', 1)")


def lying_index(file):
    older_index(file)
    with closing(sqlite3.connect(file)) as index, index:
        index.execute(f"PRAGMA user_version = {VERSION}")


BROKEN = {
    "missing": lambda file: file.with_name(f"{file.name}-journal").write_bytes(b"of another"),
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(os.urandom(5000)),
    "older": older_index,
    "other columns": lying_index,
    "a text": lambda file: file.write_text("SQLite format 3\0 but no more of it"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_an_index_that_cannot_be_trusted_is_rebuilt(stored, broken):
    store, run = stored
    before = store.runs()
    (store.root / INDEX).unlink()
    broken(store.root / INDEX)
    assert store.runs().equals(before)
    with closing(sqlite3.connect(store.root / INDEX)) as index:
        assert index.execute("SELECT run, objective_usd FROM runs").fetchall() == [(run, 200.0)]
        assert index.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_the_index_follows_the_folders(stored, plan, keep):
    store, run = stored
    store.runs()
    second = keep(store, plan, again=True)
    assert store.runs()["run"].to_list() == [second, run]
    store.remove([second])
    assert store.runs()["run"].to_list() == [run]
    store.folder(run).rename(store.root / "renamed")
    assert store.runs()["run"].to_list() == ["renamed"]
    assert store.open("renamed").objective == 200


def test_damaged_runs_are_listed_with_what_is_wrong_and_harm_nobody(stored, plan):
    store, run = stored
    torn, old, lost, gone = (f"{run}-{number}" for number in range(2, 6))
    for copy in (torn, old, lost, gone):
        shutil.copytree(store.folder(run), store.folder(copy))
    (store.folder(torn) / "plan.json").write_text("{")
    (store.folder(old) / "plan.json").write_text('{"format": 0}')
    (store.folder(lost) / "job.json").write_text("")
    (store.folder(gone) / "plan.json").unlink()
    listed = store.runs().set_index("run")[["state", "message"]].T.to_dict("list")
    assert listed == {
        run: ["finished", ""],
        torn: [
            "unreadable",
            "plan.json is damaged: Expecting property name enclosed in double quotes: line 1 column 2 (char 1).",
        ],
        old: ["unreadable", "plan.json is of format 0, and this version reads format 1."],
        lost: ["finished", ""],
        gone: ["unreadable", "plan.json is missing."],
    }
    assert store.find(plan.case) == lost
    assert store.open(lost).objective == 200
    with pytest.raises(InputError, match="is of format 0, and this version reads format 1"):
        store.open(old)


def test_folders_that_are_no_runs_are_left_alone(stored):
    store, run = stored
    (store.root / "notes").mkdir()
    (store.root / "notes" / "mine.txt").write_text("keep")
    (store.root / "readme.txt").write_text("keep")
    assert store.runs()["run"].to_list() == [run]
    assert store.clean(older_than_days=0) == (run,)
    assert (store.root / "notes" / "mine.txt").read_text() == "keep"


def test_runs_that_are_still_to_end_cannot_be_removed(store, case):
    with store.locked():
        run, _ = claim(store, case, None, again=False)
    with pytest.raises(InputError, match=r"is queued\. Stop it first\."):
        store.remove([run])
    assert store.clean(older_than_days=0) == ()
    assert store.runs()["run"].to_list() == [run]


def test_clean_removes_what_failed_and_what_is_half_written(stored, case):
    store, run = stored
    with store.locked():
        failed, _ = claim(store, case, {"seed": 1}, again=False)
        job = replace(store.job(failed), state=State.RUNNING, pid=os.getpid())
        write_job(job, store.folder(failed))
        record_end(store, failed, Ending(State.FAILED, "infeasible", "No plan."), pid=os.getpid())
    left_in_run = store.folder(run) / "..plan-abc"
    left_beside, fresh = store.root / ".tin-abc", store.root / ".tin-def"
    for folder in (left_in_run, left_beside, fresh):
        folder.mkdir()
        (folder / "half.parquet").write_bytes(b"PAR1")
    long_ago = time.time() - 1e6
    os.utime(left_beside, (long_ago, long_ago))
    assert store.clean() == (failed,)
    assert [left_in_run.exists(), left_beside.exists(), fresh.exists()] == [False, False, True]
    assert store.clean(older_than_days=1) == ()
    assert store.open(run).objective == 200
    assert store.clean(older_than_days=0) == (run,)
    assert store.runs().empty


def test_a_run_whose_process_has_died_is_not_called_running(store, case):
    with store.locked():
        run, _ = claim(store, case, None, again=False)
        job = replace(store.job(run), state=State.RUNNING, pid=os.getpid(), process_started=1.0, host=platform.node())
        write_job(job, store.folder(run))
    assert store.runs()[["state", "message"]].to_dict("records") == [
        {
            "state": "failed",
            "message": "The process that solved it ended without a word: it was killed, or the machine went down. "
            "See log.txt.",
        }
    ]
    with store.locked():
        assert claim(store, case, None, again=False) == (run, True)


def test_stores_are_equal_by_their_folder(tmp_path):
    assert Store(tmp_path) == Store(tmp_path)
    assert str(Store().root) == "runs"
