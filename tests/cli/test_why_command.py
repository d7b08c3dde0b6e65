"""`orefolio why` on a small data set: what it says and writes, and its exit code.

`harbour` buys 60 t of China, 10 of home, 10 of kokkola and 20 of friend; see tests/harbour.py. Without kokkola friend
sends 30 t, for 10 USD more in each of two years; kokkola breaks even where it asks what friend does, 150 USD/t.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SUMMARY = """\
harbour: why this plan and no other
The plan of least cost: USD 24.9 k (present value; optimal).

Without kokkola: the plan costs USD 20.0 more (0.08 %).
  Nothing is bought from it, and no contract with it is signed.
  What else moves, the most material first (of plans that cost the same, one is shown):
    - buys more from friend (refined-cobalt, 30.0 t a year instead of 20.0 t a year, 2026)

With friend: so it is in the plan of least cost already; nothing changes.

Break-evens:
  - kokkola is bought at a price of USD 149 per t. It leaves the plan between USD 149.4 and USD 150.6 per t: at the \
first it is bought, at the second it is not (3 solves).

Files: answer
"""


def test_what_it_says_and_writes(orefolio, desk: Path) -> None:
    asked = ("--not", "supplier=kokkola", "--with", "supplier=friend", "--break-even", "supplier=kokkola")
    result = orefolio("why", "harbour", *asked, "--set", "gap=0", "--out", "answer")
    said = json.loads((desk / "answer" / "why.json").read_text(encoding="utf-8"))

    assert result.exit_code == 0
    assert result.stdout == SUMMARY
    assert [line for line in result.stderr.splitlines() if " of 4: " in line] == [
        "1 of 4: the plan of least cost",
        "2 of 4: without kokkola",
        "3 of 4: with friend",
        "4 of 4: break-even of kokkola",
    ]
    assert sorted(path.name for path in (desk / "answer").iterdir()) == [
        *("break_evens.csv", "changes.csv", "moves.csv", "summary.txt", "why.json"),
    ]
    assert list(said) == ["title", "status", "cost_usd", "bound_usd", "changes", "moves", "break_evens"]
    assert said["changes"][0]["rise_usd"] == pytest.approx(20)
    assert not (desk / "runs").exists()


def test_json_of_a_rule_that_no_plan_keeps(orefolio) -> None:
    result = orefolio("why", "harbour", "--policy", "tight", "--not", "supplier=china", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout) == {
        "status": "infeasible",
        "message": "harbour: infeasible: no plan to explain. See why with: orefolio solve.",
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            (),
            "  --not\n    is missing: nothing says what to explain. Ask with --not, --with, --pin or --break-even.\n",
        ),
        (
            ("--not", "supplier=kokola", "--with", "supplier=freind"),
            (
                "  harbour\n"
                "    has no such supplier (found 'freind'). Did you mean 'friend'?\n"
                "    has no such supplier (found 'kokola'). Did you mean 'kokkola'?\n"
            ),
        ),
        (
            ("--pin", "supplier=china"),
            (
                "  why\n    pins nothing: a supplier is in a plan or not (found 'supplier=china'). Write not "
                "supplier=NAME, with project=NAME, or a pin such as: stockpile=NAME year=2030 stock>=50.\n"
            ),
        ),
        (
            ("--not", "supplier=china", "--set", "memory_gb=1"),
            "  --set\n    memory_gb: is of solves in the background. Leave it out.\n",
        ),
        (
            ("--not", "supplier=china", "--out", "harbour"),
            "  harbour\n    exists already and holds no answer of this command. Choose another folder, or empty it.\n",
        ),
    ],
)
def test_what_cannot_be_asked(orefolio, given, said) -> None:
    result = orefolio("why", "harbour", *given)
    assert result.exit_code == 2
    assert result.stderr.endswith(said)
