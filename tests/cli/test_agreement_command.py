"""`orefolio agreement` on a small data set: what it says, what it writes, and its exit code.

Without the cap of `harbour` the pact opens China: 80 t at 110 USD/t instead of 155, 10 t of Kokkola at 154 and 10 t at
home at 120 in both cases, 11 540 USD a year with it and 15 140 USD without; it costs 5 000 USD on signing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from harbour import harbour

PACT = {"agreement": "pact", "name": "Partnership", "upfront_cost_usd": 5000.0}
OPENS = {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "china"}
ANSWER = """\
Partnership (pact): worth signing, best signed in 2026: the plan costs USD 2.20 k less than never (present value).
It would still break even at USD 1.10 k more in each of its 2 years in force.

  signed  cost        value        break-even a year  how the search ended
  2026    USD 28.1 k  USD 2.20 k   USD 1.10 k         optimal
  2027    USD 31.7 k  -USD 1.40 k  -USD 1.40 k        optimal
  never   USD 30.3 k  -            -                  optimal

What changes in the plan, signed in 2026 against never:
  - largest share of cobalt extraction falls from 100 % to 89 % in 2026
  - largest share of cobalt processing falls from 90 % to 80 % in 2026
  - purchases from china appear: up to 80.0 t a year in 2026
  - purchases from friend vanish: up to 80.0 t a year in 2026 without
  - shipments on chn-deu appear: up to 80.0 t a year in 2026

What each clause is worth, signed in 2026: by how much cost rises without it (they need not add up)
  worth        clause
  USD 7.20 k   unlocks supplier china
  -USD 5.00 k  costs USD 5.00 k on joining
"""


@pytest.fixture
def allied(desk: Path) -> Path:
    """The working folder, with the data set `allied` in it and a policy that makes the pact dear."""
    harbour(rules=[], agreements=[PACT], agreement_effects=[OPENS]).write("allied")
    (desk / "allied" / "policies").mkdir()
    dear = '[[change]]\ntable = "agreements"\nwhere = "agreement=pact"\nset = { upfront_cost_usd = 8000 }\n'
    (desk / "allied" / "policies" / "dear.toml").write_text(dear, encoding="utf-8")
    return desk


@pytest.mark.slow
def test_the_answer_in_words(orefolio, allied: Path) -> None:
    result = orefolio("agreement", "allied", "--agreement", "pact", "--set", "gap=0")

    assert (result.exit_code, result.stdout) == (0, ANSWER)
    said = result.stderr.splitlines()
    assert said[0] == "1 of 5: never signed"
    assert "5 of 5: without: costs USD 5.00 k on joining" in said
    assert not (allied / "runs").exists()


@pytest.mark.slow
def test_a_policy_and_a_setting(orefolio, allied: Path) -> None:
    """Over three periods the policy's 8 000 USD are worth 10 800 USD."""
    asked = ("--policy", "dear", "--set", "years=2026,2027,2028")
    result = orefolio("agreement", "allied", "--agreement", "pact", *asked)

    assert result.stdout.splitlines()[0] == (
        "Partnership (pact): worth signing, best signed in 2026: "
        "the plan costs USD 2.80 k less than never (present value)."
    )


@pytest.mark.slow
def test_json_and_a_folder(orefolio, allied: Path) -> None:
    asked = ("agreement", "allied", "--agreement", "pact", "--out", "answer")
    result = orefolio(*asked, "--json")
    said = json.loads(result.stdout)

    assert result.exit_code == 0
    assert list(said) == [
        *("agreement", "name", "best_year", "value_usd", "break_even_usd_per_year"),
        *("years", "changes", "clauses"),
    ]
    assert (said["agreement"], said["best_year"]) == ("pact", 2026)
    assert said["value_usd"] == pytest.approx(2200)
    assert [(row["signed"], row["cost_usd"]) for row in said["years"]] == [
        (2026, pytest.approx(28_080)),
        (2027, pytest.approx(31_680)),
        (None, pytest.approx(30_280)),
    ]
    assert json.loads((allied / "answer" / "agreement.json").read_text(encoding="utf-8")) == said
    assert (allied / "answer" / "summary.txt").read_text(encoding="utf-8") == ANSWER
    assert pd.read_csv(allied / "answer" / "clauses.csv")["worth_usd"].tolist() == pytest.approx([7200, -5000])
    assert sorted(path.name for path in (allied / "answer").iterdir()) == [
        *("agreement.json", "changes.csv", "clauses.csv", "summary.txt", "years.csv"),
    ]
    again = orefolio(*asked)
    assert (again.exit_code, again.stdout) == (0, f"{ANSWER}\nFiles: answer\n")


def test_an_unknown_agreement_names_the_nearest(orefolio, allied: Path) -> None:
    result = orefolio("agreement", "allied", "--agreement", "pacct")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "1 problem in the input:\n  allied\n    has no such agreement (found 'pacct'). Did you mean 'pact'?\n"
    )
    said = json.loads(orefolio("agreement", "allied", "--agreement", "pacct", "--json").stdout)
    assert (said["status"], said["issues"][0]["hint"]) == ("bad input", "Did you mean 'pact'?")


def test_a_folder_with_something_else_in_it_is_left_alone(orefolio, allied: Path) -> None:
    result = orefolio("agreement", "allied", "--agreement", "pact", "--out", "harbour")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n"
        "  harbour\n"
        "    exists already and holds no answer of this command. Choose another folder, or empty it.\n"
    )


def test_memory_is_of_solves_in_the_background(orefolio, allied: Path) -> None:
    result = orefolio("agreement", "allied", "--agreement", "pact", "--set", "memory_gb=1")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n  --set\n    memory_gb: is of solves in the background. Leave it out.\n"
    )


def test_no_plan_with_it_nor_without_it_is_exit_code_3(orefolio, desk: Path) -> None:
    """With the cap, neither China nor anybody else can deliver what is missing."""
    tight = [
        {"rule": "cap", "kind": "share", "stage": "processing", "per": "place", "where": "place!=DEU", "limit": 0.3}
    ]
    harbour(rules=tight, agreements=[PACT], agreement_effects=[OPENS]).write("capped")
    result = orefolio("agreement", "capped", "--agreement", "pact")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines()[-1] == (
        "capped: infeasible, whether pact is signed or not. See why with: orefolio solve."
    )
