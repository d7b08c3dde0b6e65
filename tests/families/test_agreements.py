"""Rows of agreements, by hand, and plans in which to join now, later or never, and to leave, is worked out by hand.

The mine sells 60 t a year at 10 USD/t only under the pact, the market any amount at 30 USD/t: without the pact 60 t
cost 12 600 USD over the seven years, and the pact saves 1 200 USD a year.
"""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

MARKET = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 30}
PACT = {"agreement": "pact", "upfront_cost_usd": 5000, "yearly_cost_usd": 100}
OPENS = {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}
LATER = [NEED | {"quantity_t": 0}, NEED | {"year": 2028}]
"""A need of 60 t from 2028 on, for five years."""


def mining(**given):
    """The plan with the mine, the market and the pact, changed as given."""
    tables = {"suppliers": [MINE, MARKET], "agreements": [PACT], "agreement_effects": [OPENS]}
    return solved(**{**tables, **given})


@pytest.fixture(scope="module")
def model():
    """The pact for four years, and its friends and rivals; the old one holds since 2024, for four years from then."""
    return build(
        suppliers=[MINE, MARKET],
        agreements=[
            PACT | {"term_years": 4, "least_years": 2, "leaving_cost_usd": 7},
            {"agreement": "late", "first_year": 2027, "condition": "Peace.", "condition_year": 2029},
            {"agreement": "rival", "last_year": 2029},
            {"agreement": "old", "status": "committed", "first_year": 2024, "term_years": 6, "least_years": 3},
        ],
        agreement_pairs=[
            {"agreement": "late", "other": "pact", "relation": "requires"},
            {"agreement": "rival", "other": "pact", "relation": "excludes"},
            {"agreement": "rival", "other": "old", "relation": "penalty", "penalty_usd_per_year": 3},
        ],
    )


def test_joined_once(model):
    row = {f"Joined[pact,{year}]": 1 for year in (2026, 2028, 2030)}
    assert_row(model, "joined_once", "pact", row, "<=", 1)
    assert_row(model, "joined_once", "rival", {"Joined[rival,2026]": 1, "Joined[rival,2028]": 1}, "<=", 1)
    assert keys(model, "joined_once") == {"pact", "rival"}


def test_a_condition_and_a_window_say_when_an_agreement_can_be_joined(model):
    assert {t for g, t in model.Joined if g == "late"} == {2030}
    assert {t for g, t in model.Joined if g == "rival"} == {2026, 2028}
    assert model.Joined["old", 2026].bounds == (1, 1)


def test_left_once(model):
    """Joined in 2026 for four years it can be left from 2028, and has ended in 2030; in 2028, left in 2030."""
    assert_row(model, "left_once", ("pact", 2026), {"Left[pact,2026,2028]": 1, "Joined[pact,2026]": -1}, "<=", 0)
    assert_row(model, "left_once", ("pact", 2028), {"Left[pact,2028,2030]": 1, "Joined[pact,2028]": -1}, "<=", 0)
    row = {"Left[old,2026,2028]": 1, "Joined[old,2026]": -1}
    assert_row(model, "left_once", ("old", 2026), row, "<=", 0)
    assert keys(model, "left_once") == {("pact", 2026), ("pact", 2028), ("old", 2026)}


def test_agreement_required(model):
    """In 2030 the pact of 2026 has ended, and that of 2028 stands unless it is left."""
    row = {"Joined[late,2030]": 1, "Joined[pact,2028]": -1, "Left[pact,2028,2030]": 1, "Joined[pact,2030]": -1}
    assert_row(model, "agreement_required", ("late", "pact", 2030), row, "<=", 0)
    assert keys(model, "agreement_required") == {("late", "pact", 2030)}


def test_agreements_exclude(model):
    row = {"Joined[rival,2026]": 1, "Joined[pact,2026]": 1}
    assert_row(model, "agreements_exclude", ("rival", "pact", 2026), row, "<=", 1)
    row = {"Joined[rival,2026]": 1, "Joined[rival,2028]": 1, "Joined[pact,2026]": 1, "Joined[pact,2028]": 1}
    row |= {"Left[pact,2026,2028]": -1}
    assert_row(model, "agreements_exclude", ("rival", "pact", 2028), row, "<=", 1)


def test_both_in_force(model):
    """The old one, of 2024 for six years, has ended in 2030."""
    row = {"Both[rival,old,2026]": 1, "Joined[rival,2026]": -1, "Joined[old,2026]": -1}
    assert_row(model, "both_in_force", ("rival", "old", "2026"), row, ">=", -1)
    row = {"Both[rival,old,2028]": 1, "Joined[rival,2026]": -1, "Joined[rival,2028]": -1}
    row |= {"Joined[old,2026]": -1, "Left[old,2026,2028]": 1}
    assert_row(model, "both_in_force", ("rival", "old", "2028"), row, ">=", -1)
    row = {"Both[rival,old,2030]": 1, "Joined[rival,2026]": -1, "Joined[rival,2028]": -1}
    assert_row(model, "both_in_force", ("rival", "old", "2030"), row, ">=", -1)


def test_a_pact_that_saves_more_than_it_costs_is_joined_at_once():
    model = mining()
    costs = {"purchases": 60 * 10 * 7, "agreement upfront costs": 5000, "agreement payments": 7 * 100}
    assert_costs(model, costs)
    assert value(model.Joined["pact", 2026]) == pytest.approx(1)


def test_a_pact_that_costs_more_than_it_saves_is_never_joined():
    assert_costs(mining(agreements=[PACT | {"upfront_cost_usd": 7701}]), {"purchases": 60 * 30 * 7})
    costs = {"purchases": 60 * 10 * 7, "agreement upfront costs": 7699, "agreement payments": 700}
    assert_costs(mining(agreements=[PACT | {"upfront_cost_usd": 7699}]), costs)


def test_a_pact_is_joined_later_where_it_is_needed_later():
    model = mining(demand=LATER)
    costs = {"purchases": 60 * 10 * 5, "agreement upfront costs": 5000, "agreement payments": 5 * 100}
    assert_costs(model, costs)
    assert value(model.Joined["pact", 2028]) == pytest.approx(1)


def test_costs_are_discounted_to_the_first_year():
    """Joined in 2028: the upfront cost two years on; 100 USD in each of 2028 to 2032, and 40 USD in the third of them.

    What falls in the last period of three years is spread evenly over it: 40 / 3 USD a year.
    """
    payments = [{"agreement": "pact", "years_after_joining": 2, "amount_usd": 40}]
    pact = PACT | {"upfront_cost_usd": 2000}
    model = mining(agreements=[pact], demand=LATER, discount_rate=0.1, agreement_payments=payments)
    worth = [1.1**-year for year in range(2, 7)]
    costs = {
        "purchases": 600 * sum(worth),
        "agreement upfront costs": 2000 / 1.1**2,
        "agreement payments": 100 * sum(worth) + 40 / 3 * sum(worth[2:]),
    }
    assert_costs(model, costs)


def test_a_condition_delays_a_pact():
    """Two years at the market's price, five at the mine's."""
    model = mining(agreements=[PACT | {"condition": "Peace.", "condition_year": 2027}])
    costs = {"purchases": 60 * (2 * 30 + 5 * 10), "agreement upfront costs": 5000, "agreement payments": 5 * 100}
    assert_costs(model, costs)
    assert value(model.Joined["pact", 2028]) == pytest.approx(1)


def test_a_pact_is_left_once_its_mine_is_closed():
    """The mine sells for two years: 2 400 USD are saved, at 1 000 on joining, 500 a year, and 300 on leaving: 100 less.

    To stay would cost five times 500.
    """
    pact = PACT | {"upfront_cost_usd": 1000, "yearly_cost_usd": 500, "least_years": 1, "leaving_cost_usd": 300}
    model = mining(suppliers=[MINE | {"last_year": 2027}, MARKET], agreements=[pact])
    costs = {
        "purchases": 60 * (2 * 10 + 5 * 30),
        "agreement upfront costs": 1000,
        "agreement payments": 2 * 500,
        "cost of leaving": 300,
    }
    assert sum(costs.values()) == 12_500
    assert_costs(model, costs)
    assert value(model.Left["pact", 2026, 2028]) == pytest.approx(1)


def test_a_pact_that_cannot_be_left_in_time_is_not_joined():
    pact = PACT | {"upfront_cost_usd": 1000, "yearly_cost_usd": 500, "least_years": 3, "leaving_cost_usd": 300}
    model = mining(suppliers=[MINE | {"last_year": 2027}, MARKET], agreements=[pact])
    assert_costs(model, {"purchases": 60 * 30 * 7})


def test_payments_by_years_since_joining_end_with_leaving():
    """10 USD in the year of joining and 20 in the next are paid; 7 000 three years on are not, by leaving before.

    To stay would save 6 000 USD.
    """
    pact = {"agreement": "pact", "last_year": 2026, "least_years": 2}
    payments = [
        {"agreement": "pact", "years_after_joining": years, "amount_usd": amount}
        for years, amount in ((0, 10), (1, 20), (3, 7000))
    ]
    model = mining(agreements=[pact], agreement_payments=payments)
    assert_costs(model, {"purchases": 60 * (2 * 10 + 5 * 30), "agreement payments": 30})


def test_of_a_committed_pact_only_what_remains_is_paid():
    """In force since 2025: in 2026 and 2027 fall the payments of the first and second year after, in 2028 the third."""
    pact = {"agreement": "pact", "status": "committed", "first_year": 2025, "upfront_cost_usd": 8, "term_years": 4}
    payments = [
        {"agreement": "pact", "years_after_joining": years, "amount_usd": 10 ** (years + 1)} for years in range(4)
    ]
    model = mining(agreements=[pact], agreement_payments=payments)
    costs = {
        "purchases": 60 * (4 * 10 + 3 * 30),
        "agreement upfront costs": 8,
        "agreement payments": 100 + 1000 + 10_000,
    }
    assert_costs(model, costs)


TWO = {
    "suppliers": [
        MINE | {"capacity_t_per_year": 30},
        MINE | {"supplier": "pit", "capacity_t_per_year": 30},
        MARKET,
    ],
    "agreements": [{"agreement": "pact", "upfront_cost_usd": 1000}, {"agreement": "deal", "upfront_cost_usd": 1000}],
    "agreement_effects": [OPENS, OPENS | {"agreement": "deal", "target": "pit"}],
}
"""Two pacts that save 30 x 20 x 7 = 4 200 USD each, for 1 000."""


def test_two_pacts_are_both_joined_at_a_small_penalty():
    pair = {"agreement": "pact", "other": "deal", "relation": "penalty", "penalty_usd_per_year": 100}
    costs = {"purchases": 60 * 10 * 7, "agreement upfront costs": 2000, "agreement pair penalties": 700}
    assert_costs(solved(**TWO, agreement_pairs=[pair]), costs)


@pytest.mark.parametrize(
    "pair", [{"relation": "penalty", "penalty_usd_per_year": 600}, {"relation": "excludes"}], ids=["dear", "excluded"]
)
def test_one_of_two_pacts_is_joined_where_both_cannot_be_or_cost_too_much(pair):
    """Both would save another 3 200 USD, at 4 200 of penalty."""
    model = solved(**TWO, agreement_pairs=[{"agreement": "pact", "other": "deal", **pair}])
    assert_costs(model, {"purchases": 30 * (10 + 30) * 7, "agreement upfront costs": 1000})


def test_a_pact_that_requires_another_is_joined_with_it_or_not_at_all():
    """The pact saves 3 400 USD net; the frame, which opens nothing, costs 3 500 or 2 800 over the seven years."""
    agreements = [PACT | {"yearly_cost_usd": 0}, {"agreement": "frame", "yearly_cost_usd": 500}]
    pair = {"agreement": "pact", "other": "frame", "relation": "requires"}
    assert_costs(mining(agreements=agreements, agreement_pairs=[pair]), {"purchases": 60 * 30 * 7})
    agreements[1]["yearly_cost_usd"] = 400
    costs = {"purchases": 60 * 10 * 7, "agreement upfront costs": 5000, "agreement payments": 400 * 7}
    assert_costs(mining(agreements=agreements, agreement_pairs=[pair]), costs)
