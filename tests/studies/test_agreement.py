"""What an agreement is worth, on data sets small enough to know every answer by hand.

Ten tonnes at home cost 30 USD/t at the market. The pact opens a mine that sells them at 10 USD/t, for 500 USD on
joining
and 10 USD a year: it saves 200 USD a year. The planning years 2026, 2028 and 2030 stand for 2, 2 and 3 calendar years:

    never           7 x 300                         = 2 100
    signed in 2026  7 x 100           + 500 + 7 x 10 = 1 270, value 830
    signed in 2028  2 x 300 + 5 x 100 + 500 + 5 x 10 = 1 650, value 450
    signed in 2030  4 x 300 + 3 x 100 + 500 + 3 x 10 = 2 030, value  70
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pandas as pd
import pytest

from model import Case, InputError, NoPlanError, agreement_worth, solve
from model.studies.signing import clauses, signed_in

sys.path.append(str(Path(__file__).parents[1] / "certificate"))

from agreed_case import agreed_case

ORE = {"material": "ore", "place": "USA"}
MARKET = {"supplier": "market", "price_usd_per_t": 30, **ORE}
MINE = {"supplier": "mine", "price_usd_per_t": 10, "capacity_t_per_year": 40, **ORE}
PACT = {"agreement": "pact", "name": "Pact of friends", "upfront_cost_usd": 500, "yearly_cost_usd": 10}
OPENS = {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}
DEAL = {"contract": "deal", "supplier": "market", "kind": "spot", "premium": -0.5, "max_volume_t_per_year": 4}


def pact_case(*, tonnes=10, discount_rate=0.0, **tables) -> Case:
    """The case, changed as given."""
    rows = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "suppliers": [MARKET, MINE],
        "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": tonnes}],
        "agreements": [PACT],
        "agreement_effects": [OPENS],
    }
    frames = {name: pd.DataFrame(table) for name, table in {**rows, **tables}.items()}
    settings = {"years": (2026, 2028, 2030), "last_period_years": 3, "buyer": ("USA",), "perspective": "firm"}
    return Case.from_tables(frames, name="small", discount_rate=discount_rate, **settings)


def worth_of(agreement="pact", **given):
    return agreement_worth(pact_case(**given), agreement, gap=0.0)


def by_year(worth, column):
    return {None if pd.isna(year) else year: value for year, value in worth.years[["signed", column]].to_numpy()}


SUMMARY = """\
Pact of friends (pact): worth signing, best signed in 2026: the plan costs USD 830 less than never (present value).
It would still break even at USD 119 more in each of its 7 years in force.

  signed  cost        value     break-even a year  how the search ended
  2026    USD 1.27 k  USD 830   USD 119            optimal
  2028    USD 1.65 k  USD 450   USD 90.0           optimal
  2030    USD 2.03 k  USD 70.0  USD 23.3           optimal
  never   USD 2.10 k  -         -                  optimal

What changes in the plan, signed in 2026 against never:
  - purchases from market vanish: up to 10.0 t a year in 2026 without
  - purchases from mine appear: up to 10.0 t a year in 2026

What each clause is worth, signed in 2026: by how much cost rises without it (they need not add up)
  worth       clause
  USD 1.40 k  unlocks supplier mine
  -USD 70.0   costs USD 10.0 a year
  -USD 500    costs USD 500 on joining"""


def test_now_later_and_never():
    steps = []
    worth = agreement_worth(pact_case(), "pact", step=steps.append, gap=0.0)

    assert by_year(worth, "cost_usd") == pytest.approx({2026: 1270, 2028: 1650, 2030: 2030, None: 2100})
    assert by_year(worth, "value_usd") == pytest.approx({2026: 830, 2028: 450, 2030: 70, None: math.nan}, nan_ok=True)
    assert by_year(worth, "years_in_force") == pytest.approx({2026: 7, 2028: 5, 2030: 3, None: 0})
    assert (worth.best_year, worth.value, worth.break_even) == (2026, pytest.approx(830), pytest.approx(830 / 7))
    assert worth.summary == SUMMARY
    assert [str(step) for step in steps] == [
        "1 of 7: never signed",
        "2 of 7: signed in 2026",
        "3 of 7: signed in 2028",
        "4 of 7: signed in 2030",
        "5 of 7: without: unlocks supplier mine",
        "6 of 7: without: costs USD 500 on joining",
        "7 of 7: without: costs USD 10.0 a year",
    ]


@pytest.mark.slow
def test_what_changes_is_told_for_each_year_of_signing():
    """The market sells before the mine opens: it vanishes only if the pact is signed at once."""
    changes = worth_of().changes
    assert changes[["signed", "what", "subject", "change", "year", "before", "after", "unit"]].to_numpy().tolist() == [
        [2026, "purchases", "market", "vanishes", 2026, 10.0, 0.0, "t/yr"],
        [2026, "purchases", "mine", "appears", 2026, 0.0, 10.0, "t/yr"],
        [2028, "purchases", "mine", "appears", 2028, 0.0, 10.0, "t/yr"],
        [2030, "purchases", "mine", "appears", 2030, 0.0, 10.0, "t/yr"],
    ]


def test_each_clause_to_the_dollar():
    """Of 100 t a year over seven years: 5 t owed at 50, 40 + 10 t of the mine at 10, 4 t of the deal at 15,
    10 + 10 t of the pit at 20, and 21 t at 30 USD/t: 1 840 USD a year. Never: 10 t of the pit and 90 t at 30: 2 900.
    """
    clauses = [
        OPENS,
        {**OPENS, "effect": "capacity", "value": 10},
        {**OPENS, "effect": "availability_uplift", "target": "pit", "value": 0.5},
    ]
    owed = {"agreement": "pact", "obligation": "min_purchase", "target_kind": "supplier", "target": "dear", "value": 5}
    worth = worth_of(
        tonnes=100,
        suppliers=[
            MARKET,
            MINE,
            {"supplier": "pit", "price_usd_per_t": 20, "capacity_t_per_year": 20, "availability": 0.5, **ORE},
            {"supplier": "dear", "price_usd_per_t": 50, **ORE},
        ],
        contracts=[
            *({"contract": name, "supplier": name, "kind": "spot"} for name in ("market", "mine", "pit", "dear")),
            {**DEAL, "agreement": "pact"},
        ],
        agreement_effects=clauses,
        agreement_obligations=[owed],
        agreement_payments=[{"agreement": "pact", "years_after_joining": 1, "amount_usd": 30}],
    )

    assert by_year(worth, "cost_usd")[2026] == pytest.approx(7 * 1840 + 500 + 7 * 10 + 30)
    assert by_year(worth, "cost_usd")[None] == pytest.approx(7 * 2900)
    assert worth.value == pytest.approx(7 * (2900 - 1840) - 600)
    assert dict(worth.clauses[["clause", "worth_usd"]].to_numpy()) == pytest.approx(
        {
            "unlocks supplier mine": 7 * 50 * 20,
            "adds 10 t a year to supplier mine": 7 * 10 * 20,
            "raises the availability of pit by 50 %": 7 * 10 * 10,
            "unlocks contract deal": 7 * 4 * 15,
            "asks for purchases of 5 t a year from dear": -7 * 5 * 20,
            "pays USD 30.0 a year after joining": -30,
            "costs USD 500 on joining": -500,
            "costs USD 10.0 a year": -7 * 10,
        }
    )


@pytest.mark.parametrize("term", [{}, {"term_years": 3, "last_year": 2027}])
@pytest.mark.slow
def test_the_break_even_payment_uses_up_the_value(term):
    """A term of three years from 2026 covers the periods of 2026 and 2028, that is four calendar years."""
    worth = worth_of(discount_rate=0.1, agreements=[{**PACT, **term}])
    dollars = sum(1.1**-year for year in range(4 if term else 7))
    dearer = {**PACT, **term, "yearly_cost_usd": 10 + worth.break_even}
    again = worth_of(discount_rate=0.1, agreements=[dearer])

    assert worth.best_year == 2026
    assert worth.value == pytest.approx(dollars * (300 - 100 - 10) - 500)
    assert worth.break_even == pytest.approx(worth.value / dollars)
    assert by_year(again, "value_usd")[2026] == pytest.approx(0, abs=1e-6)


@pytest.mark.slow
def test_signed_later_upfront_costs_and_payments_are_paid_later():
    payment = {"agreement": "pact", "years_after_joining": 0, "amount_usd": 40}
    costs = by_year(worth_of(discount_rate=0.1, agreement_payments=[payment]), "cost_usd")
    worth = [1.1**-year for year in range(7)]

    expected = 300 * sum(worth[:2]) + 110 * sum(worth[2:]) + 500 * worth[2] + 20 * sum(worth[2:4])
    assert costs[2028] == pytest.approx(expected)


@pytest.mark.slow
def test_a_first_offer_that_has_lapsed_is_worth_nothing():
    """Signed after its deadline the mine stays closed, and the pact only costs."""
    values = by_year(worth_of(agreement_effects=[{**OPENS, "deadline_year": 2027}]), "value_usd")
    assert (values[2028], values[2030]) == (pytest.approx(-550), pytest.approx(-530))


@pytest.mark.slow
def test_a_condition_and_a_window_leave_years_out():
    worth = worth_of(agreements=[{**PACT, "condition": "Peace.", "condition_year": 2027, "last_year": 2029}])
    assert list(by_year(worth, "cost_usd")) == [2028, None]


@pytest.mark.slow
def test_an_agreement_that_is_not_worth_joining():
    worth = worth_of(agreements=[{**PACT, "upfront_cost_usd": 1400}])
    assert (worth.best_year, worth.value, worth.break_even) == (2026, pytest.approx(-70), pytest.approx(-10))
    assert worth.summary.splitlines()[:2] == [
        "Pact of friends (pact): not worth signing: even in the best year, 2026, the plan costs USD 70.0 more.",
        "It would break even if it cost USD 10.0 less in each of its 7 years in force.",
    ]


@pytest.mark.slow
def test_an_agreement_that_makes_no_difference():
    worth = worth_of(agreements=[{"agreement": "pact"}], suppliers=[{**MINE, "price_usd_per_t": 90}, MARKET])
    assert worth.summary.splitlines()[0] == (
        "pact: it makes no difference: signed in 2026 the plan costs what it costs without."
    )
    assert "  - nothing that matters: shares, shortages, suppliers" in worth.summary
    assert worth.summary.splitlines()[-1] == "  USD 0  unlocks supplier mine"


def test_a_clause_is_left_out_with_what_is_said_of_its_figures():
    """Its row is handed to another agreement, and the note on it goes along; other notes stay."""
    duty = {"agreement": "pact", "obligation": "min_purchase", "target_kind": "supplier", "target": "mine", "value": 1}
    paid = {"agreement": "pact", "years_after_joining": 1, "amount_usd": 5}
    notes = [
        {
            "table": "agreement_obligations",
            "key": "pact;min_purchase;supplier;mine",
            "column": "value",
            "basis": "derived",
        },
        {"table": "agreement_payments", "key": "pact;1", "column": "amount_usd", "basis": "derived"},
    ]
    case = pact_case(agreement_obligations=[duty], agreement_payments=[paid], provenance=notes)
    told = {
        clause.table: list(signed_in(case, "pact", 2026, clause).tables["provenance"]["key"])
        for clause in clauses(case, "pact")
        if not clause.column
    }
    assert told == {
        "agreement_effects": ["pact;min_purchase;supplier;mine", "pact;1"],
        "agreement_obligations": ["pact-left-out;min_purchase;supplier;mine", "pact;1"],
        "agreement_payments": ["pact;min_purchase;supplier;mine", "pact-left-out;1"],
    }


@pytest.mark.slow
def test_another_agreement_that_opens_the_same_takes_the_worth_of_the_clause():
    rival = {"agreement": "rival", "upfront_cost_usd": 100}
    worth = worth_of(agreements=[PACT, rival], agreement_effects=[OPENS, {**OPENS, "agreement": "rival"}])
    assert by_year(worth, "cost_usd")[None] == pytest.approx(700 + 100)
    assert dict(worth.clauses[["clause", "worth_usd"]].to_numpy())["unlocks supplier mine"] == pytest.approx(100)


@pytest.mark.slow
def test_without_the_agreement_there_is_no_plan():
    worth = worth_of(suppliers=[MINE])
    assert (worth.best_year, math.isnan(worth.value)) == (2026, True)
    assert by_year(worth, "status") == {2026: "optimal", 2028: "infeasible", 2030: "infeasible", None: "infeasible"}
    said = worth.summary.splitlines()
    assert said[0] == (
        "Pact of friends (pact): best signed in 2026; no plan was found without it (infeasible), "
        "so that its worth has no figure."
    )
    assert "  - not known: there is no plan without it to compare with" in said
    assert said[-3] == "  -          unlocks supplier mine (without it, no plan that signs: infeasible)"


@pytest.mark.slow
def test_a_year_in_which_it_cannot_be_kept_is_told_and_not_chosen():
    """The pact needs a treaty that cannot be signed before 2029."""
    pair = {"agreement": "pact", "other": "treaty", "relation": "requires"}
    worth = worth_of(
        agreements=[PACT, {"agreement": "treaty", "condition": "Peace.", "condition_year": 2029}],
        agreement_pairs=[pair],
    )
    assert by_year(worth, "status") == {2026: "infeasible", 2028: "infeasible", 2030: "optimal", None: "optimal"}
    assert (worth.best_year, worth.value) == (2030, pytest.approx(70))
    assert "  - agreement treaty is joined" in worth.summary


@pytest.mark.slow
def test_an_agreement_that_can_never_be_kept():
    """Another one that excludes it is in force throughout."""
    old = {"agreement": "old", "status": "committed"}
    pair = {"agreement": "old", "other": "pact", "relation": "excludes"}
    worth = worth_of(agreements=[PACT, old], agreement_pairs=[pair])
    assert worth.best_year is None
    assert len(worth.clauses) == 0
    assert worth.summary.splitlines()[0] == (
        "Pact of friends (pact): no plan was found in which it is signed; see the table for how each search ended."
    )


def test_no_plan_at_all():
    with pytest.raises(NoPlanError) as caught:
        worth_of(suppliers=[{**MINE, "capacity_t_per_year": 1}])
    assert caught.value.status == "infeasible"
    assert str(caught.value) == ("small: infeasible, whether pact is signed or not. See why with: orefolio solve.")


@pytest.mark.parametrize(
    ("agreement", "rows", "said"),
    [
        ("pcat", [PACT], "agreements: has no such agreement (found 'pcat'). Did you mean 'pact'?"),
        (
            "pact",
            [{**PACT, "status": "committed"}],
            (
                "agreements: is signed already: its status is committed (found 'pact'). "
                "Make it a candidate, by a policy for example, to ask what it is worth."
            ),
        ),
    ],
)
def test_what_cannot_be_asked(agreement, rows, said):
    with pytest.raises(InputError) as caught:
        worth_of(agreement, agreements=rows)
    assert str(caught.value) == f"1 problem in the input:\n  small, table {said}"


def test_a_data_set_without_agreements():
    with pytest.raises(InputError) as caught:
        worth_of(agreements=[], agreement_effects=[])
    assert str(caught.value) == (
        "1 problem in the input:\n"
        "  small, table agreements: has no such agreement (found 'pact'). The data set has no agreements."
    )


@pytest.mark.slow
def test_a_gap_that_leaves_the_answer_open_is_said():
    worth = worth_of()
    years = worth.years.assign(value_at_least_usd=-20.0)
    open_worth = type(worth)(**{**vars(worth), "years": years})
    assert open_worth.summary.splitlines()[0].endswith(
        "(present value). Proven is that it saves between -USD 20.0 and USD 830. "
        "Its sign is not proven: ask for a smaller gap."
    )


@pytest.mark.slow
def test_a_rich_agreement_is_consistent():
    """The free choice is the best of never and each year; what gives is worth something, what takes is a burden."""
    case = agreed_case()
    worth = agreement_worth(case, "pact", gap=0.0)
    clauses = worth.clauses.dropna(subset="worth_usd")
    gives = clauses["table"].isin(["agreement_effects", "agreement_indicators", "contracts"])
    effects, burdens = clauses[gives], clauses[~gives]

    assert worth.years["cost_usd"].min() == pytest.approx(solve(case, gap=0.0).objective)
    assert len(worth.clauses) == 18
    assert (effects["worth_usd"] >= -1e-6).all()
    assert (burdens["worth_usd"] <= 1e-6).all()
    assert clauses.set_index("clause")["worth_usd"]["costs USD 30.0 on joining"] == pytest.approx(-30)
