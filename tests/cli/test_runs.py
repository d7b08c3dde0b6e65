"""Runs: solved once, listed, shown, solved in the background, stopped and cleaned away."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from harbour import harbour
from worths import worth

from model import Plan
from model.jobs import questions, watch
from model.store import State, Store
from model.store.claiming import queued
from model.store.job import now, write_job
from model.studies.agreement_files import read_worth, write_worth

PATIENCE = 180.0


def names() -> list[str]:
    """The runs, newest first."""
    return Store().runs()["run"].to_list()


def test_the_same_inputs_are_solved_once_unless_asked(orefolio, desk: Path) -> None:
    first = orefolio("solve", "harbour")
    (run,) = names()
    second = orefolio("solve", "harbour")
    written = (desk / "runs" / run / "plan.json").stat().st_mtime_ns

    assert second.stdout == first.stdout
    assert second.stderr == (
        "Solved before with the same inputs, options and versions: this is the stored plan. "
        "Add --again to solve anew.\n"
    )
    assert names() == [run]

    again = orefolio("solve", "harbour", "--again")
    assert again.stdout.endswith(f"Files: runs/{run}-2\n")
    assert names() == [f"{run}-2", run]
    assert (desk / "runs" / run / "plan.json").stat().st_mtime_ns == written
    assert orefolio("show", run).stdout == first.stdout
    assert orefolio("show", f"runs/{run}").stdout == first.stdout

    assert orefolio("rules", run).stdout == orefolio("rules", f"runs/{run}").stdout
    assert orefolio("export", run, "--format", "csv").stdout == f"Written: runs/{run}.zip\n"

    listed = orefolio("runs").stdout.splitlines()
    assert listed[0].split() == ["run", "state", "cost", "gap", "time", "started", "(UTC)"]
    assert [line.split()[:4] for line in listed[1:]] == [
        [f"{run}-2", "finished", "USD", "24.9"],
        [run, "finished", "USD", "24.9"],
    ]
    assert [row["run"] for row in json.loads(orefolio("runs", "--json").stdout)] == [f"{run}-2", run]


def test_a_run_without_a_plan_says_why_until_it_is_cleaned_away(orefolio) -> None:
    assert orefolio("solve", "harbour", "--policy", "tight").exit_code == 3
    (run,) = names()

    assert orefolio("show", run).stdout.startswith(f"{run}: failed. ")
    assert "infeasible. No plan keeps all hard rules" in orefolio("show", run).stdout
    assert json.loads(orefolio("show", run, "--json").stdout)["status"] == "infeasible"
    assert "infeasible" in orefolio("runs").stdout
    assert orefolio("clean").stdout == f"Removed: {run}\n"
    assert orefolio("clean").stdout == "Nothing to remove.\n"
    assert orefolio("runs").stdout == "No runs here yet. Try: orefolio solve inputs/tiny\n"


def test_a_question_without_an_answer_is_cleaned_away_and_an_answered_one_stays(orefolio) -> None:
    asked = questions(Store())
    for agreement, state in (("pact", State.FAILED), ("shield", State.FINISHED)):
        folder = asked.folder(agreement)
        folder.mkdir(parents=True)
        job = queued(agreement, harbour(), None, study="agreement", asked={"agreement": agreement})
        write_job(replace(job, state=state, ended=now()), folder)
    write_worth(worth(), asked.folder("shield") / "answer")

    assert orefolio("runs").stdout.startswith("No runs here yet.")
    assert orefolio("clean").stdout == "Removed: pact\n"
    assert orefolio("clean").stdout == "Nothing to remove.\n"
    assert read_worth(asked.folder("shield") / "answer").value == 830


@pytest.mark.slow
def test_in_the_background(orefolio, desk: Path) -> None:
    asked = orefolio("solve", "harbour", "--detach")
    run = asked.stdout.partition(":")[0]

    assert asked.stdout == f"{run}: running. See it with: orefolio show {run}\n"
    end = time.monotonic() + PATIENCE
    while watch(Store(), run).state.is_live and time.monotonic() < end:
        assert orefolio("show", run).stdout.startswith((f"{run}: running, ", "harbour"))
    shown = orefolio("show", run, "--follow")
    assert shown.stdout == f"{Plan.read(desk / 'runs' / run).summary}\n\nFiles: runs/{run}\n"
    assert orefolio("stop", run).stdout == f"{run}: finished\n"
    assert json.loads(orefolio("solve", "harbour", "--detach", "--json").stdout) == {
        "run": run,
        "state": "finished",
        "folder": f"runs/{run}",
    }


def test_a_folder_of_ones_own_does_not_go_with_the_background(orefolio) -> None:
    result = orefolio("solve", "harbour", "--detach", "--out", "mine")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n  --out\n    does not go with --detach (found 'mine'). "
        "The plan will be in runs; export it from there.\n"
    )


def test_an_unknown_run_names_the_nearest(orefolio) -> None:
    for command in ("show", "stop"):
        result = orefolio(command, "harbor")
        assert result.exit_code == 2
        assert result.stderr == (
            "1 problem in the input:\n  runs\n    has no such run (found 'harbor'). "
            "There are no runs yet: solve something first.\n"
        )
