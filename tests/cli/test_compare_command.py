"""`orefolio compare` on a small data set: what it says, what it keeps, and its exit code.

`harbour` costs 24 880 USD. Under `loose` China may send all its 80 t: 80 at 110, 10 at 120 and 10 at 154 USD/t,
11 540 USD a year, 23 080 in all. No plan keeps `tight`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import model.cli.comparing
from model.plan.storage import is_plan_folder

LOOSE = '[[change]]\ntable = "rules"\nwhere = "rule=cap-60"\nset = { limit = 0.8 }\n'
ASKED = ("compare", "harbour", "--base", "--policy", "loose", "--set", "gap=0")
REPEAT = "Repeat --policy: each is one plan (a+b combines two), and --base puts the data set as it is first."
COSTS = """\
harbour: loose and tight against base

         cost        against base  gap    how the search ended  run
  base   USD 24.9 k                0.00%  optimal               {base}
  loose  USD 23.1 k  -USD 1.80 k   0.00%  optimal               {loose}
  tight  -           -             -      infeasible            -
"""
DIFFERENCES = """\
loose against base
  What the inputs say otherwise:
    - rules, cap-60: limit is 0.8 instead of 0.6
  What the plan does otherwise, the most material first:
    - drops the spot purchases from friend (refined-cobalt, up to 20.0 t a year, 2026)
    - buys more from china (refined-cobalt, 80.0 t a year instead of 60.0 t a year, 2026)
  Which shares move most, by the worth of what moves:
    - share of China in processed cobalt rises from 60 % to 80 % (2026)
    - share of China in mined cobalt rises from 67 % to 89 % (2026)

tight against base
  What the inputs say otherwise:
    - rules, cap-60: limit is 0.3 instead of 0.6
  What the plan does otherwise is not known: tight has no plan (infeasible).

loose: what each clause costs, by how much the plan would be cheaper without it (they need not add up)
  price        clause
  -USD 1.80 k  sets limit to 0.8 in rules where rule=cap-60

tight: what each clause costs, by how much the plan would be cheaper without it (they need not add up)
  price  clause
  -      sets limit to 0.3 in rules where rule=cap-60 (no plan with it; without it USD 24.9 k)

Files: answer
"""


@pytest.fixture
def policies(desk: Path) -> Path:
    """The working folder, with the policy `loose` beside `tight`."""
    (desk / "harbour" / "policies" / "loose.toml").write_text(LOOSE, encoding="utf-8")
    return desk


def plans(folder: Path) -> list[str]:
    return sorted(run.name for run in (folder / "runs").iterdir() if run.is_dir() and is_plan_folder(run))


def test_plans_are_runs_and_are_not_solved_twice(orefolio, policies: Path, monkeypatch) -> None:
    result = orefolio(*ASKED, "--policy", "tight", "--clauses", "--out", "answer")
    said = json.loads((policies / "answer" / "compare.json").read_text(encoding="utf-8"))
    runs = {row["alternative"]: row["run"] for row in said["plans"]}

    assert result.exit_code == 0
    assert result.stdout.startswith(COSTS.format(**runs))
    assert result.stdout.endswith(f"\n\n{DIFFERENCES}")
    assert plans(policies) == sorted([runs["base"], runs["loose"]])
    assert [line for line in result.stderr.splitlines() if " of 5: " in line] == [
        "1 of 5: base",
        "2 of 5: loose",
        "3 of 5: tight",
        "4 of 5: loose without: sets limit to 0.8 in rules where rule=cap-60",
        "5 of 5: tight without: sets limit to 0.3 in rules where rule=cap-60",
    ]
    assert sorted(path.name for path in (policies / "answer").iterdir()) == [
        *("changes.csv", "clauses.csv", "compare.json", "inputs.csv"),
        *("kpis.csv", "plans.csv", "shares.csv", "summary.txt"),
    ]
    assert pd.read_csv(policies / "answer" / "clauses.csv")["price_usd"].tolist() == pytest.approx(
        [-1800, float("nan")], nan_ok=True
    )
    shown = orefolio("show", runs["loose"])
    assert "harbour with loose" in shown.stdout.splitlines()[0]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("solved again")

    monkeypatch.setattr("model.jobs.submitting.carry_out", never)
    again = orefolio(*ASKED, "--json")
    told = json.loads(again.stdout)
    assert again.exit_code == 0
    assert [line for line in again.stderr.splitlines() if "Found" in line] == [
        f"Found in runs: {runs['base']}.",
        f"Found in runs: {runs['loose']}.",
    ]
    assert list(told) == ["title", "first", "plans", "kpis", "shares", "inputs", "changes", "clauses"]
    assert [row["cost_usd"] for row in told["plans"]] == pytest.approx([24_880, 23_080])
    assert (told["first"], told["clauses"]) == ("base", [])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            (),
            f"  --policy\n    is missing: nothing says what to compare. {REPEAT}\n",
        ),
        (
            ("--policy", "tight"),
            f"  --policy\n    gives one alternative, and nothing to compare it with (found 'tight'). {REPEAT}\n",
        ),
        (
            ("--base", "--policy", "tight", "--policy", "tight"),
            "  --policy\n    is there already (found 'tight'). Name each alternative once.\n",
        ),
        (
            ("--base", "--policy", "tight+"),
            "  --policy\n    names no policy before or after + (found 'tight+'). Write today+cap-65, for example.\n",
        ),
        (
            ("--base", "--policy", "tight+tight"),
            "  --policy\n    combines tight with itself (found 'tight+tight'). Name each policy once.\n",
        ),
        (
            ("--base", "--policy", "loose+tigth"),
            "  harbour/dataset.toml\n    has no such policy (found 'tigth'). Did you mean 'tight'?\n",
        ),
        (
            ("--base", "--policy", "tight", "--set", "memory_gb=1"),
            "  --set\n    memory_gb: is of solves in the background. Leave it out.\n",
        ),
        (
            ("--base", "--policy", "tight", "--out", "harbour"),
            "  harbour\n    exists already and holds no answer of this command. Choose another folder, or empty it.\n",
        ),
    ],
)
def test_what_cannot_be_compared(orefolio, policies: Path, given, said) -> None:
    result = orefolio("compare", "harbour", *given)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"1 problem in the input:\n{said}"
    assert not (policies / "runs").exists()


def test_an_error_is_one_json_object_too(orefolio, policies: Path) -> None:
    said = json.loads(orefolio("compare", "harbour", "--policy", "tight", "--json").stdout)
    assert (said["status"], said["issues"][0]["value"]) == ("bad input", "tight")


def test_several_policies_in_one_plan() -> None:
    found = model.cli.comparing.read_alternatives(["today+cap-65", "today"], base=True)
    assert found == {"base": (), "today+cap-65": ("today", "cap-65"), "today": ("today",)}


@pytest.mark.slow
def test_no_plan_at_all_is_exit_code_3(orefolio, policies: Path) -> None:
    result = orefolio("compare", "harbour", "--policy", "tight", "--policy", "loose+tight")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines()[-1] == (
        "harbour: no plan for any of tight, loose+tight: infeasible. See why with: orefolio solve."
    )


@pytest.mark.slow
def test_a_plan_that_does_not_hold_is_exit_code_1(orefolio, policies: Path, monkeypatch) -> None:
    compared = model.cli.comparing.compared

    def rejected(*args):
        told = compared(*args)
        return replace(told, plans=told.plans.assign(status="rejected by the certificate"))

    monkeypatch.setattr(model.cli.comparing, "compared", rejected)
    assert orefolio(*ASKED).exit_code == 1
