"""A plan on disk reads back as it was, or says what is wrong; nothing is left half-written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from harbour import TABLES, harbour

from model import Case, InputError, Plan, load_case, solve
from model.atomic import whole_file, whole_folder
from model.case.digest import case_hash
from model.plan.storage import run_name


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(harbour(), seed=3)


@pytest.fixture(scope="module")
def stored(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / run_name(plan.case)
    plan.write(folder)
    return folder


@pytest.fixture
def run(stored: Path, tmp_path: Path) -> Path:
    """A copy of the run, to be damaged."""
    return Path(shutil.copytree(stored, tmp_path / "run"))


def test_a_plan_reads_back_as_it_was(plan: Plan, stored: Path) -> None:
    read = Plan.read(stored)

    for kind in ("frames", "variables"):
        written, found = vars(plan)[kind], vars(read)[kind]
        assert list(found) == list(written)
        for name, frame in written.items():
            pd.testing.assert_frame_equal(found[name], frame, check_exact=True, obj=name)
    for name in ("status", "objective", "bound", "gap", "seconds", "size", "options", "assumptions"):
        assert vars(read)[name] == vars(plan)[name], name
    assert read.summary == plan.summary
    assert (read.case.name, read.case.policies, read.case.settings) == ("harbour", (), plan.case.settings)
    assert read.options == {"gap": plan.options["gap"], "time_limit": None, "threads": 1, "seed": 3}


def test_what_stands_in_a_run(plan: Plan, stored: Path) -> None:
    head = json.loads((stored / "plan.json").read_text(encoding="utf-8"))

    assert sorted(path.name for path in stored.iterdir()) == [
        "frames",
        "inputs",
        "plan.json",
        "summary.txt",
        "variables",
    ]
    assert stored.name == f"harbour-{case_hash(plan.case)[:8]}"
    assert (stored / "summary.txt").read_text(encoding="utf-8") == plan.summary + "\n"
    assert head["inputs_sha256"] == case_hash(plan.case)
    assert head["objective_usd"] == plan.objective
    assert set(head["versions"]) == {"orefolio", "pyomo", "highspy", "pandas"}
    assert not [path for path in stored.parent.iterdir() if path.name.startswith(".")]


def test_a_plan_with_a_policy_can_be_solved_again_from_its_run(tmp_path: Path) -> None:
    harbour().write(tmp_path / "harbour")
    policy = '[[change]]\ntable = "rules"\nwhere = "rule=cap-60"\nset = { limit = 0.5 }\n'
    (tmp_path / "harbour" / "policies").mkdir()
    (tmp_path / "harbour" / "policies" / "tight.toml").write_text(policy, encoding="utf-8")

    plan = solve(load_case(tmp_path / "harbour", policies=["tight"]))
    plan.write(tmp_path / "run")
    read = Plan.read(tmp_path / "run")

    assert read.case.policies == ("tight",)
    assert read.case.rules["limit"].tolist() == [0.5]
    assert solve(read.case).objective == pytest.approx(plan.objective, rel=1e-12)


def test_a_run_is_replaced_by_a_run_and_nothing_else_is(plan: Plan, run: Path, tmp_path: Path) -> None:
    (run / "left-over").touch()
    plan.write(run)
    assert not (run / "left-over").exists()

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("words", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        plan.write(mine)
    assert str(caught.value) == (
        f"1 problem in the input:\n  {mine}: exists already and holds no plan. Choose another folder, or empty it."
    )
    assert (mine / "thesis.txt").read_text(encoding="utf-8") == "words"


def wrong(run: Path) -> str:
    with pytest.raises(InputError) as caught:
        Plan.read(run)
    return str(caught.value)


def test_no_run(tmp_path: Path) -> None:
    assert wrong(tmp_path) == (
        "1 problem in the input:\n"
        f"  {tmp_path}/plan.json: is missing. A run is a folder that orefolio solve has written."
    )


def test_a_run_of_another_format(run: Path) -> None:
    head = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    (run / "plan.json").write_text(json.dumps({**head, "format": 99}), encoding="utf-8")

    assert wrong(run) == (
        f"1 problem in the input:\n  {run}/plan.json: is of format 99, and this version reads format 1. Solve again."
    )


def test_a_damaged_head(run: Path) -> None:
    (run / "plan.json").write_text('{"format": 1', encoding="utf-8")

    assert wrong(run) == (
        f"1 problem in the input:\n  {run}/plan.json: is damaged: Expecting ',' delimiter: line 1 column 13 (char 12). "
        "Solve again."
    )


def test_missing_and_damaged_frames_are_all_named(run: Path) -> None:
    (run / "frames" / "costs.parquet").unlink()
    (run / "frames" / "kpis.parquet").write_bytes(b"PAR1")

    assert wrong(run) == (
        "2 problems in the input:\n"
        f"  {run}/frames/costs.parquet: is missing. Solve again.\n"
        f"  {run}/frames/kpis.parquet: is damaged. Solve again."
    )


def test_inputs_changed_after_the_solve(run: Path) -> None:
    demand = run / "inputs" / "demand.csv"
    demand.write_text(demand.read_text(encoding="utf-8").replace("100", "90"), encoding="utf-8")

    assert wrong(run) == (
        "1 problem in the input:\n"
        f"  {run}/inputs: are not the inputs that the plan was made for: they have been changed. Solve again."
    )


def test_the_hash_says_what_a_case_holds_and_not_how_it_came_about(tmp_path: Path) -> None:
    case = harbour()
    case.write(tmp_path / "other-name")
    case.write_workbook(tmp_path / "book.xlsx")

    assert case_hash(load_case(tmp_path / "other-name")) == case_hash(case)
    assert case_hash(load_case(tmp_path / "book.xlsx")) == case_hash(case)
    assert case_hash(case.replace(demand=case.demand.assign(quantity_t=101.0))) != case_hash(case)
    assert case_hash(case.replace(discount_rate=0.01)) != case_hash(case)
    assert case_hash(case.replace(suppliers=case.suppliers.iloc[::-1])) != case_hash(case)


def test_run_names_are_names_of_folders() -> None:
    rows = {name: pd.DataFrame(table) for name, table in TABLES.items()}
    rows["suppliers"]["material"] = "refined-cobalt"
    odd = Case.from_tables(rows, name="../a b/ü", years=[2026], buyer=["DEU"])

    assert run_name(odd) == f"a-b-{case_hash(odd)[:8]}"


class Halfway(Exception):  # noqa: N818 - no error of the product
    """Something that goes wrong while writing."""


def fail_in_folder(folder: Path) -> None:
    with whole_folder(folder) as unfinished:
        (unfinished / "new").touch()
        raise Halfway


def fail_in_file(path: Path) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_text("new", encoding="utf-8")
        raise Halfway


def test_a_folder_that_fails_halfway_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "old").touch()

    with pytest.raises(Halfway):
        fail_in_folder(tmp_path / "run")

    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["run", "run/old"]


def test_a_file_that_fails_halfway_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "plan.zip").write_text("old", encoding="utf-8")

    with pytest.raises(Halfway):
        fail_in_file(tmp_path / "plan.zip")

    assert [path.name for path in tmp_path.iterdir()] == ["plan.zip"]
    assert (tmp_path / "plan.zip").read_text(encoding="utf-8") == "old"
