"""Rows of budgets, by hand: a yearly one on mines, soft, and one over the years 2028 to 2030 on all capital."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

STAKE = {"contract": "stake", "supplier": "mine", "kind": "equity", "capital_usd_per_t_per_year": 7}
SPOT = {"contract": "spot", "supplier": "mine", "kind": "spot"}
SHAFT = {"project": "shaft", "kind": "mine", "max_blocks": 2, "capital_usd_per_block": 100}
ROAD = {"project": "road", "kind": "corridor", "capital_usd_per_block": 40}
RULES = [
    {"rule": "mines", "kind": "budget", "where": "kind=mine", "limit": 60, "soft_penalty_usd": 0.5},
    {"rule": "all", "kind": "budget", "period": "horizon", "first_year": 2027, "limit": 300},
]


@pytest.fixture(scope="module")
def model():
    return build(suppliers=[MINE | {"cost_usd_per_t": 4}], contracts=[SPOT, STAKE], projects=[SHAFT, ROAD], rules=RULES)


def test_budget_kept(model):
    """60 USD a year for two years, and for three from 2030."""
    row = {"Built[shaft,2028]": 100, "BudgetBreach[mines,2028]": -1}
    assert_row(model, "budget_kept", ("mines", 2028), row, "<=", 2 * 60)
    row = {"Built[shaft,2030]": 100, "BudgetBreach[mines,2030]": -1}
    assert_row(model, "budget_kept", ("mines", 2030), row, "<=", 3 * 60)
    assert {rule for rule, _ in keys(model, "budget_kept")} == {"mines"}
    assert model.BudgetBreach["mines", 2028].bounds == (0, None)


def test_horizon_budget_kept(model):
    row = {
        f"Built[{project},{year}]": cost for project, cost in (("shaft", 100), ("road", 40)) for year in (2028, 2030)
    }
    row |= {"Volume[stake,2028]": 7, "Volume[stake,2030]": 7, "BudgetBreach[all,2028]": -1}
    assert_row(model, "horizon_budget_kept", ("all", 2028), row, "<=", 300)
    assert keys(model, "horizon_budget_kept") == {("all", 2028)}
    assert model.BudgetBreach["all", 2028].bounds == (0, 0)


def test_breaking_a_soft_budget_costs_its_penalty():
    """A need of 30 t from 2028 takes a block of 100 USD against 2 x 45 USD: 10 too many in 2028, at 0.5 USD each."""
    model = solved(
        suppliers=[MINE | {"capacity_t_per_year": 0}],
        projects=[SHAFT | {"lifetime_years": 5, "first_year": 2028}],
        project_effects=[{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 30}],
        demand=[NEED | {"year": 2026, "quantity_t": 0}, NEED | {"year": 2028, "quantity_t": 30}],
        rules=[RULES[0] | {"limit": 45}],
        discount_rate=0.1,
    )
    worth = sum(1.1**-year for year in range(2, 7))
    expected = {
        "project capital": 100 / 1.21,
        "budget rule penalties": 10 * 0.5 / 1.21,
        "purchases": 30 * 10 * worth,
    }
    assert_costs(model, expected)
    assert value(model.Spent["mines", 2028]) == pytest.approx(100)


def test_a_budget_counts_the_capital_of_what_a_state_holds_free():
    """Of the stake the state holds 30 % free: a t/yr of the buyer's own takes 7 / 0.7 = 10 USD."""
    carried = STAKE | {"free_carried_share": 0.3, "first_year": 2029}
    model = build(suppliers=[MINE | {"cost_usd_per_t": 4}], contracts=[SPOT, carried], rules=[RULES[1]])
    row = {"Volume[stake,2030]": 10, "BudgetBreach[all,2028]": -1}
    assert_row(model, "horizon_budget_kept", ("all", 2028), row, "<=", 300)
