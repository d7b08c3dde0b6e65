"""`orefolio alternatives` on a small data set: what it says, what it writes, and its exit code.

`harbour` costs 24 880 USD (60 t of china, 10 of home, 10 of kokkola, 20 of friend a year). Within 1 % another 248.8
USD may be spent: a tonne of friend in place of one of china costs 45 more, so that in both years together 5.53 t of
china at most are replaced, 2.76 t a year.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from model import near_optimal
from model.studies import Alternatives, alternatives_files
from model.studies.alternatives_files import read_alternatives

ASKED = ("alternatives", "harbour", "--within", "0.01", "--set", "gap=0")


def test_the_answer_is_said_and_written(orefolio, desk: Path, monkeypatch) -> None:
    monkeypatch.setattr("model.cli.alternatives.near_optimal", partial(near_optimal, plans=1))
    result = orefolio(*ASKED, "--out", "answer")
    lines = result.stdout.splitlines()

    assert result.exit_code == 0
    assert lines[0] == "harbour: plans that cost within 1 % of the best plan, USD 24.9 k"
    assert lines[-1] == "Files: answer"
    assert "    - purchases from china: 57.2 t a year to 60.0 t a year (best plan: 60.0 t a year)" in lines
    assert [line for line in result.stderr.splitlines() if " of 6: " in line] == [
        "1 of 6: the best plan",
        "2 of 6: plans that build and sign as much as can be, and as little",
        "3 of 6: how far each decision could go, whole numbers or not",
        "4 of 6: least and most within 1 % of the cost",
        "5 of 6: plans most unlike each other",
        "6 of 6: distinct sets of agreements and projects",
    ]
    assert sorted(path.name for path in (desk / "answer").iterdir()) == [
        *("alternatives.json", "changes.csv", "effort.csv", "groups.csv", "plans.csv", "sets.csv", "summary.txt"),
    ]
    rows = pd.read_csv(desk / "answer" / "groups.csv").set_index(["kind", "group"])
    assert rows.loc[("purchases", "china"), "least"] == pytest.approx(60 - 248.8 / 45 / 2)
    assert rows.loc[("purchases", "china"), "verdict"] == "always"
    again = read_alternatives(desk / "answer")
    assert f"{again.summary}\n" == (desk / "answer" / "summary.txt").read_text(encoding="utf-8")


def test_the_answer_as_json(orefolio, desk: Path, monkeypatch) -> None:
    frames = {
        name: pd.DataFrame(columns=list(types)).astype(types) for name, types in alternatives_files.TABLES.items()
    }
    made_up = Alternatives("made up", 100.0, 99.0, (0.01,), True, False, **frames)
    monkeypatch.setattr("model.cli.alternatives.near_optimal", lambda *_, **__: made_up)
    said = json.loads(orefolio(*ASKED, "--json").stdout)
    assert said == {
        "title": "made up",
        "cost_usd": 100,
        "bound_usd": 99,
        "within": [0.01],
        "no_worse": True,
        "complete": False,
        **{name: [] for name in frames},
    }


REMEDY = "Write 0.02 for 2 %."
WRONG = "is not a fraction of the cost, above 0 and at most 1"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("--within", "2 %", "--within", "0"),
            f"  --within\n    {WRONG} (found '0'). {REMEDY}\n    {WRONG} (found '2 %'). {REMEDY}\n",
        ),
        (
            ("--policy", "tigth"),
            "  harbour/dataset.toml\n    has no such policy (found 'tigth'). Did you mean 'tight'?\n",
        ),
        (
            ("--set", "memory_gb=1"),
            "  --set\n    memory_gb: is of solves in the background. Leave it out.\n",
        ),
        (
            ("--out", "harbour"),
            "  harbour\n    exists already and holds no answer of this command. Choose another folder, or empty it.\n",
        ),
    ],
)
def test_what_cannot_be_asked(orefolio, desk: Path, given, said) -> None:
    result = orefolio("alternatives", "harbour", *given)
    head = "1 problem" if "2 %" not in given else "2 problems"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{head} in the input:\n{said}")


def test_an_error_is_one_json_object_too(orefolio, desk: Path) -> None:
    said = json.loads(orefolio("alternatives", "harbour", "--within", "7", "--json").stdout)
    assert (said["status"], said["issues"][0]["value"]) == ("bad input", "7")


def test_no_plan_is_exit_code_3(orefolio, desk: Path) -> None:
    result = orefolio("alternatives", "harbour", "--policy", "tight")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "No plan keeps all hard rules and meets all demand." in result.stderr
