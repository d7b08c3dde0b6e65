"""Rows of payments, by hand, and what purchases cost: benchmark, premiums, floors, caps, take or pay, equity."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value


def test_take_or_pay():
    """A three-year offtake with 80 % take or pay from a mine of which 90 % is available."""
    offtake = {
        "contract": "offtake",
        "supplier": "mine",
        "kind": "offtake",
        "term_years": 3,
        "take_or_pay": 0.8,
    }
    spot = {"contract": "spot", "supplier": "mine", "kind": "spot"}
    model = build(suppliers=[MINE | {"availability": 0.9}], contracts=[spot, offtake])
    row = {"Paid[offtake,2028]": 1, "Lifted[offtake,2028]": -1}
    assert_row(model, "paid_for_lifted", ("offtake", "2028"), row, ">=", 0)
    owed = 0.8 * 0.9
    row = {"Paid[offtake,2028]": 1, "Volume[offtake,2026]": -owed, "Volume[offtake,2028]": -owed}
    assert_row(model, "paid_for_volume", ("offtake", "2028"), row, ">=", 0)
    assert keys(model, "paid_for_volume") == {("offtake", str(year)) for year in (2026, 2028, 2030)}


def test_spot_purchases_are_paid_at_the_benchmark_with_both_premiums():
    mine = {"supplier": "mine", "place": "USA", "material": "ore", "capacity_t_per_year": 100, "premium": 0.1}
    spot = {"contract": "spot", "supplier": "mine", "kind": "spot", "premium": -0.5}
    prices = [
        {"material": "ore", "year": 2026, "price_usd_per_t": 20},
        {"material": "ore", "year": 2030, "price_usd_per_t": 40},
    ]
    model = solved(suppliers=[mine], contracts=[spot], prices=prices)
    benchmarks = 2 * 20 + 2 * 30 + 3 * 40
    assert_costs(model, {"purchases": 60 * benchmarks * 1.1 * 0.5})


def test_without_a_benchmark_a_supplier_is_paid_its_cost_and_royalty():
    mine = {"supplier": "mine", "place": "USA", "material": "ore", "cost_usd_per_t": 8, "royalty": 0.25}
    assert_costs(solved(suppliers=[mine]), {"purchases": 60 * 7 * 10.0})


def test_take_or_pay_is_charged_on_what_is_paid_for_and_a_floor_is_a_term_of_its_own():
    """Volume 80 with 90 % take or pay against a need of 60: 72 t are paid for at 10, with 2 more of floor support."""
    contract = {
        "contract": "deal",
        "supplier": "mine",
        "kind": "offtake",
        "status": "committed",
        "volume_t_per_year": 80,
        "take_or_pay": 0.9,
        "floor_usd_per_t": 12,
    }
    model = solved(contracts=[contract])
    assert_costs(model, {"purchases": 72 * 10 * 7, "price floor support": 72 * 2 * 7})
    assert value(model.Lifted["deal", "2026"]) <= 72 + 1e-6


def test_a_cap_holds_the_price():
    spot = {"contract": "spot", "supplier": "mine", "kind": "spot", "cap_usd_per_t": 6}
    mine = {"supplier": "mine", "place": "USA", "material": "ore", "price_usd_per_t": 10}
    assert_costs(solved(suppliers=[mine], contracts=[spot]), {"purchases": 60 * 7 * 6})


def test_equity_pays_capital_once_then_cost_and_royalty_on_the_benchmark():
    """Capital is paid in 2026 for 60 t/yr; purchases are discounted year by year: 2026 to 2032."""
    mine = {
        "supplier": "mine",
        "place": "USA",
        "material": "ore",
        "capacity_t_per_year": 100,
        "cost_usd_per_t": 4,
        "royalty": 0.25,
    }
    stake = {"contract": "stake", "supplier": "mine", "kind": "equity", "capital_usd_per_t_per_year": 7}
    prices = [{"material": "ore", "year": 2026, "price_usd_per_t": 20}]
    model = solved(suppliers=[mine], contracts=[stake], prices=prices, discount_rate=0.1)
    worth = sum(1.1**-year for year in range(7))
    expected = {"equity capital": 60 * 7, "purchases": 60 * 4 * worth, "equity royalties": 60 * 0.25 * 20 * worth}
    assert_costs(model, expected)


def test_unequal_periods_are_discounted_year_by_year():
    """2026 stands for 2026 and 2027, 2028 for 2028 and 2029, 2030 for 2030 to 2032; needs of 60, 30 and 90 t/yr."""
    demand = [NEED, NEED | {"year": 2028, "quantity_t": 30}, NEED | {"year": 2030, "quantity_t": 90}]
    model = solved(demand=demand, discount_rate=0.1)
    first, second, third = 1 + 1 / 1.1, 1 / 1.1**2 + 1 / 1.1**3, 1 / 1.1**4 + 1 / 1.1**5 + 1 / 1.1**6
    assert_costs(model, {"purchases": 10 * (60 * first + 30 * second + 90 * third)})
    assert pyo.value(model.TotalCost) == pytest.approx(10 * (60 * 1.909091 + 30 * 1.577761 + 90 * 1.868408), rel=1e-6)


def test_revenue_is_shared_at_the_benchmark_whatever_the_price():
    """2 % of 20, 25 and 30 USD/t: 0.4 until 2027, 0.5 until 2029, 0.6 from 2030; on 40 t of a stake and 20 spot."""
    mine = {"supplier": "mine", "place": "USA", "material": "ore", "cost_usd_per_t": 4, "price_usd_per_t": 10}
    contracts = [
        {"contract": "stake", "supplier": "mine", "kind": "equity", "max_volume_t_per_year": 40, "revenue_share": 0.02},
        {"contract": "spot", "supplier": "mine", "kind": "spot", "premium": 0.1, "revenue_share": 0.02},
    ]
    prices = [{"material": "ore", "year": 2026 + 4 * k, "price_usd_per_t": 20 + 10 * k} for k in range(2)]
    model = solved(suppliers=[mine | {"capacity_t_per_year": 100}], contracts=contracts, prices=prices)
    shared = 60 * (2 * 0.4 + 2 * 0.5 + 3 * 0.6)
    assert_costs(model, {"purchases": 7 * (40 * 4 + 20 * 11), "revenue shared": shared})
