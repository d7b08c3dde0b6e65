"""Rows of supply, by hand.

A mine in Chile has 100 t/yr, half within reach, 90 % of it available; it opens in 2026 and ramps up over four years, so
that a quarter of 50 t/yr is there in 2026, three quarters in 2028, all in 2030. A block of the expansion adds 20 t/yr
two years after it is decided. An offtake runs three years, an equity stake to the end of the horizon.
"""

from __future__ import annotations

import pytest
from rows import assert_row, build, keys

from model import InputError

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


def test_committed_volume_stands_on_the_right():
    committed = {
        "contract": "old",
        "supplier": "mine",
        "kind": "offtake",
        "status": "committed",
        "volume_t_per_year": 30,
        "first_year": 2027,
        "term_years": 3,
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


def test_committed_volumes_above_what_a_supplier_can_make_are_refused():
    shaft = {"supplier": "shaft", "place": "CHL", "material": "ore", "price_usd_per_t": 4}
    signed = {"contract": "signed", "supplier": "shaft", "kind": "offtake", "status": "committed"}
    with pytest.raises(InputError) as refused:
        build(
            suppliers=[{**shaft, "capacity_t_per_year": 100, "reach": 0.5}],
            contracts=[{**signed, "volume_t_per_year": 60, "term_years": 2}],
        )
    assert str(refused.value) == (
        "1 problem in the input:\n"
        "  contracts, column volume_t_per_year: committed contracts of supplier 'shaft' exceed the 50 t/yr within "
        "reach in 2026 (found '60'). Correct the volumes, their years, or the supplier's capacity, reach or years."
    )
