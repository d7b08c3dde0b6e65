"""Rows of supply, by hand.

A mine in Chile has 100 t/yr, half within reach, 90 % of it available; it opens in 2026 and ramps up over four years, so
that a quarter of 50 t/yr is there in 2026, three quarters in 2028, all in 2030. A block of the expansion adds 20 t/yr
two years after it is decided. An offtake runs three years, an equity stake to the end of the horizon.
"""

from __future__ import annotations

import pyomo.environ as pyo
import pytest
from rows import NEED, assert_costs, assert_row, build, keys, solved, value

MINE = {
    "supplier": "mine",
    "place": "CHL",
    "material": "ore",
    "capacity_t_per_year": 100,
    "reach": 0.5,
    "availability": 0.9,
    "first_year": 2026,
    "ramp_up_years": 4,
    "reserve_t": 300,
    "price_usd_per_t": 10,
    "cost_usd_per_t": 4,
    "royalty": 0.25,
}
CONTRACTS = [
    {"contract": "spot", "supplier": "mine", "kind": "spot"},
    {
        "contract": "offtake",
        "supplier": "mine",
        "kind": "offtake",
        "term_years": 3,
        "take_or_pay": 0.8,
        "max_volume_t_per_year": 40,
    },
    {"contract": "stake", "supplier": "mine", "kind": "equity", "capital_usd_per_t_per_year": 7},
]
EXPANSION = {
    "project": "expansion",
    "max_blocks": 2,
    "capital_usd_per_block": 1000,
    "permitting_years": 1,
    "construction_years": 1,
}
EFFECT = {"project": "expansion", "effect": "supplier_capacity", "target": "mine", "value": 20}


@pytest.fixture(scope="module")
def model():
    return build(suppliers=[MINE], contracts=CONTRACTS, projects=[EXPANSION], project_effects=[EFFECT])


def test_supplier_capacity(model):
    lifted = {f"Lifted[{contract},2028]": 1 for contract in ("spot", "offtake", "stake")}
    built = {"Built[expansion,2026]": -0.9 * 20}
    assert_row(model, "supplier_capacity", ("mine", "2028"), lifted | built, "<=", 0.9 * 0.75 * 50)
    lifted = {f"Lifted[{contract},2030]": 1 for contract in ("spot", "offtake", "stake")}
    built = {"Built[expansion,2026]": -0.9 * 20, "Built[expansion,2028]": -0.9 * 20}
    assert_row(model, "supplier_capacity", ("mine", "2030"), lifted | built, "<=", 0.9 * 50)


def test_volumes_within_capacity(model):
    volumes = {f"Volume[{contract},{year}]": 1 for contract in ("offtake", "stake") for year in (2026, 2028)}
    built = {"Built[expansion,2026]": -20}
    assert_row(model, "volumes_within_capacity", ("mine", 2028), volumes | built, "<=", 37.5)
    volumes = {"Volume[offtake,2028]": 1, "Volume[offtake,2030]": 1}
    volumes |= {f"Volume[stake,{year}]": 1 for year in (2026, 2028, 2030)}
    built = {"Built[expansion,2026]": -20, "Built[expansion,2028]": -20}
    assert_row(model, "volumes_within_capacity", ("mine", 2030), volumes | built, "<=", 50)


def test_spot_leftover(model):
    volumes = {f"Volume[{contract},{year}]": 0.9 for contract in ("offtake", "stake") for year in (2026, 2028)}
    row = {"Lifted[spot,2028]": 1, "Built[expansion,2026]": -18} | volumes
    assert_row(model, "spot_leftover", ("mine", "2028"), row, "<=", 0.9 * 37.5)


def test_lifted_under_contract(model):
    row = {"Lifted[offtake,2028]": 1, "Volume[offtake,2026]": -0.9, "Volume[offtake,2028]": -0.9}
    assert_row(model, "lifted_under_contract", ("offtake", "2028"), row, "<=", 0)
    row = {"Lifted[stake,2028]": 1, "Volume[stake,2026]": -0.9, "Volume[stake,2028]": -0.9}
    assert_row(model, "lifted_under_contract", ("stake", "2028"), row, "<=", 0)
    assert not {key for key in keys(model, "lifted_under_contract") if key[0] == "spot"}


def test_reserve_drawn(model):
    lifted = {f"Lifted[{contract},2030]": -3 for contract in ("spot", "offtake", "stake")}
    row = {"Drawn[mine,2030]": 1, "Drawn[mine,2028]": -1} | lifted
    assert_row(model, "reserve_drawn", ("mine", "2030"), row, "==", 0)
    lifted = {f"Lifted[{contract},2026]": -2 for contract in ("spot", "offtake", "stake")}
    row = {"Drawn[mine,2026]": 1, "Drawn[mine,start]": -1} | lifted
    assert_row(model, "reserve_drawn", ("mine", "2026"), row, "==", 0)
    assert model.Drawn["mine", "2030"].bounds == (0, 300)
    assert model.Drawn["mine", "start"].bounds == (0, 0)


def test_take_or_pay(model):
    row = {"Paid[offtake,2028]": 1, "Lifted[offtake,2028]": -1}
    assert_row(model, "paid_for_lifted", ("offtake", "2028"), row, ">=", 0)
    owed = 0.8 * 0.9
    row = {"Paid[offtake,2028]": 1, "Volume[offtake,2026]": -owed, "Volume[offtake,2028]": -owed}
    assert_row(model, "paid_for_volume", ("offtake", "2028"), row, ">=", 0)
    assert keys(model, "paid_for_volume") == {("offtake", str(year)) for year in (2026, 2028, 2030)}


def test_committed_volume_stands_on_the_right():
    committed = {
        "contract": "old",
        "supplier": "mine",
        "kind": "offtake",
        "status": "committed",
        "volume_t_per_year": 30,
        "first_year": 2025,
        "term_years": 4,
        "take_or_pay": 0.5,
    }
    model = build(suppliers=[MINE], contracts=[CONTRACTS[0], committed])
    assert_row(model, "lifted_under_contract", ("old", "2028"), {"Lifted[old,2028]": 1}, "<=", 0.9 * 30)
    assert_row(model, "paid_for_volume", ("old", "2028"), {"Paid[old,2028]": 1}, ">=", 0.5 * 0.9 * 30)
    assert_row(model, "spot_leftover", ("mine", "2028"), {"Lifted[spot,2028]": 1}, "<=", 0.9 * (37.5 - 30))
    assert ("old", "2030") not in model.LIFTINGS
    assert_row(model, "spot_leftover", ("mine", "2030"), {"Lifted[spot,2030]": 1}, "<=", 0.9 * 50)


def test_a_supplier_without_a_capacity_has_no_rows():
    market = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 10}
    model = build(suppliers=[market])
    assert keys(model, "supplier_capacity") == set()
    assert model.Lifted["market", "2026"].bounds == (0, None)


def test_nothing_is_lifted_outside_the_years_of_supplier_and_spot_contract():
    spot = {"contract": "spot", "supplier": "mine", "kind": "spot", "first_year": 2027, "max_volume_t_per_year": 9}
    model = build(suppliers=[MINE | {"last_year": 2029}], contracts=[spot], projects=[], project_effects=[])
    assert set(model.Lifted) == {("spot", "2028")}
    assert model.Lifted["spot", "2028"].bounds == (0, 9)


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
    model = solved(
        suppliers=[MINE | {"place": "USA", "availability": 1, "reach": 1, "ramp_up_years": 0, "reserve_t": 9999}],
        contracts=[contract],
    )
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
