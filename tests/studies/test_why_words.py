"""Why a plan is as it is, in words, on answers made by hand."""

from __future__ import annotations

import pytest
from explained import LEFT_OUT, NONE, PRICE, explanation

from model.studies.break_even import NEVER, NO_PLAN_WITH, NO_PLAN_WITHOUT, OPEN, STILL_IN

SUMMARY = """\
Harbour: why this plan and no other
The plan of least cost: USD 100 k (present value; optimal).

Without Chinese works (china): the plan costs USD 10.0 k more (10 %).
  Nothing is bought from it, and no contract with it is signed.
  What else moves, the most material first (of plans that cost the same, one is shown):
    - buys more from friend (30.0 t a year instead of 10.0 t a year, 2030)

With Chinese works (china): so it is in the plan of least cost already; nothing changes.

Without Chinese works (china) and without friend: there is no such plan (infeasible).

Break-evens:
  - Chinese works (china) is bought at a price of USD 1,000 per t. It leaves the plan between USD 1,195 and USD \
1,204.5 per t: at the first it is bought, at the second it is not (3 solves)."""


def test_the_answer_in_words() -> None:
    assert explanation().summary == SUMMARY


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"rise_usd": 0.0}, "the plan costs the same."),
        (
            {"rise_usd": -5.0},
            (
                "the plan that was found costs USD 5.00 less: ask for a smaller gap. Proven is that it costs between "
                "USD 0 and USD 10.0 k more."
            ),
        ),
        (
            {"usd_per_t": 2_050.0},
            "the plan costs USD 10.0 k more (10 %), USD 2,050 for each tonne of it (tonnes discounted like money).",
        ),
        (
            {"rise_at_least_usd": 9_000.0, "rise_at_most_usd": 10_500.0},
            "the plan costs USD 10.0 k more (10 %). Proven is that it costs between USD 9.00 k and USD 10.5 k more.",
        ),
        (
            {"rise_at_least_usd": NONE},
            "the plan costs USD 10.0 k more (10 %). How exact that is has not been proven.",
        ),
        ({"cost_usd": NONE, "status": "time limit, no plan"}, "no plan: time limit, no plan."),
    ],
)
def test_what_a_change_costs(cells, said) -> None:
    if "rise_usd" in cells:
        cells = {"rise_at_least_usd": 0.0, "rise_at_most_usd": cells["rise_usd"] and 10_000.0, **cells}
    told = explanation(changes=[{**LEFT_OUT, **cells}], break_evens=[])
    assert told.summary.splitlines()[3] == f"Without Chinese works (china): {said}"


OUT = {"had_now": False, "in_at": 800.0, "out_at": 804.0}
NOW = "Chinese works (china) is bought at a price of USD 1,000 per t"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            OUT,
            (
                "Chinese works (china) is not bought at a price of USD 1,000 per t. It enters the plan between USD 800 "
                "and USD 804 per t: at the first it is bought, at the second it is not (3 solves)."
            ),
        ),
        (
            {**OUT, "most_now": 1_200.0, "in_at": NONE, "out_at": 0.0, "outcome": NEVER},
            (
                "Chinese works (china) is not bought at a price of USD 1,000 to USD 1,200 per t, and not even at zero "
                "(3 solves)."
            ),
        ),
        (
            {**OUT, "least_now": 0.0, "most_now": 0.0, "in_at": NONE, "outcome": NEVER, "solves": 1},
            "Chinese works (china) is not bought at a price of USD 0 per t: it does not enter the plan (1 solve).",
        ),
        (
            {**OUT, "in_at": NONE, "outcome": NO_PLAN_WITH},
            (
                "Chinese works (china) is not bought at a price of USD 1,000 per t: no plan can have it, whatever it "
                "costs (3 solves)."
            ),
        ),
        (
            {"out_at": NONE, "outcome": NO_PLAN_WITHOUT},
            f"{NOW}: there is no plan without it, whatever it costs (3 solves).",
        ),
        (
            {"out_at": NONE, "in_at": 256_000.0, "outcome": STILL_IN},
            f"{NOW}, and still bought at USD 256,000, the most that was tried (3 solves).",
        ),
        (
            {"outcome": OPEN, "solves": 30},
            f"{NOW}. Known is: in at USD 1,195 and out at USD 1,204.5 (not narrowed further; 30 solves).",
        ),
        (
            {"in_at": NONE, "out_at": NONE, "outcome": "time limit, no plan"},
            f"{NOW}. Nothing more is known (time limit, no plan; 3 solves).",
        ),
        (
            {
                "called": "the pact (pact)",
                "quantity": "cost of joining",
                "unit": "USD",
                "least_now": 0.0,
                "most_now": 0.0,
            },
            (
                "The pact (pact) is joined at a cost of joining of USD 0. It leaves the plan between USD 1,195 and USD "
                "1,204.5: at the first it is joined, at the second it is not (3 solves)."
            ),
        ),
        (
            {"quantity": "capital", "unit": "USD per block", "gap_usd": 900.0, "in_at": 1.25, "out_at": 1.26},
            (
                "Chinese works (china) is built at a capital of USD 1,000 per block. It leaves the plan between USD "
                "1.25 and USD 1.26 per block: at the first it is built, at the second it is not (3 solves). By the "
                "plans that were found: those within USD 900 of the best are not told apart."
            ),
        ),
    ],
)
def test_break_evens_in_words(cells, said) -> None:
    told = explanation(changes=[], break_evens=[{**PRICE, **cells}])
    assert told.summary.splitlines()[4:] == [f"  - {said}"]
