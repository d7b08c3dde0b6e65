"""Rows of assistance, by hand: a mine of which half is available, and nine tenths under the pact.

Its volumes are decided: an offtake of 40 t/yr at most, and two blocks of 10 t/yr.
"""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

SHAKY = MINE | {"availability": 0.5}
MARKET = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 30}
OFFTAKE = {"contract": "offtake", "supplier": "mine", "kind": "offtake", "max_volume_t_per_year": 40}
SPOT = {"contract": "spot", "supplier": "mine", "kind": "spot"}
OTHER = {"contract": "other", "supplier": "market", "kind": "spot"}
PACT = {"agreement": "pact", "upfront_cost_usd": 1000}
UPLIFT = {
    "agreement": "pact",
    "effect": "availability_uplift",
    "target_kind": "supplier",
    "target": "mine",
    "value": 0.4,
}


@pytest.fixture(scope="module")
def model():
    return build(
        suppliers=[SHAKY, MARKET],
        contracts=[OFFTAKE, SPOT, OTHER],
        projects=[{"project": "shaft", "max_blocks": 2, "capital_usd_per_block": 100}],
        project_effects=[{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 10}],
        agreements=[PACT | {"last_year": 2026}],
        agreement_effects=[UPLIFT | {"ramp_up_years": 4}],
    )


def test_assisted_capacity(model):
    """In 2026 a quarter of the uplift has come: 0.25 x 0.4 x 100 t/yr."""
    row = {"Lifted[offtake,2026]": 1, "Lifted[spot,2026]": 1, "Built[shaft,2026]": -5}
    row |= {"Joined[pact,2026]": -10, "Secured[pact,supplier,mine,2026]": -0.4}
    assert_row(model, "assisted_capacity", ("mine", "2026"), row, "<=", 50)
    assert "mine" not in {i for i, _ in keys(model, "supplier_capacity")}


def test_assisted_spot(model):
    row = {"Lifted[spot,2026]": 1, "Volume[offtake,2026]": 0.5, "Built[shaft,2026]": -5}
    row |= {"Joined[pact,2026]": -10, "Secured[pact,supplier,mine,2026]": -0.4}
    row |= {"Secured[pact,contract,offtake,2026]": 0.4}
    assert_row(model, "assisted_spot", ("mine", "2026"), row, "<=", 50)
    assert keys(model, "spot_leftover") == set()


def test_assisted_lifting(model):
    row = {"Lifted[offtake,2026]": 1, "Volume[offtake,2026]": -0.5, "Secured[pact,contract,offtake,2026]": -0.4}
    assert_row(model, "assisted_lifting", ("offtake", "2026"), row, "<=", 0)
    assert keys(model, "lifted_under_contract") == set()


def test_secured_of_amount(model):
    row = {"Secured[pact,contract,offtake,2026]": 1, "Volume[offtake,2026]": -1}
    assert_row(model, "secured_of_amount", ("pact", "contract", "offtake", "2026"), row, "<=", 0)
    row = {"Secured[pact,supplier,mine,2026]": 1, "Built[shaft,2026]": -10}
    assert_row(model, "secured_of_amount", ("pact", "supplier", "mine", "2026"), row, "<=", 0)


def test_secured_when_agreed(model):
    row = {"Secured[pact,contract,offtake,2028]": 1, "Joined[pact,2026]": -0.75 * 40}
    assert_row(model, "secured_when_agreed", ("pact", "contract", "offtake", "2028"), row, "<=", 0)
    row = {"Secured[pact,supplier,mine,2028]": 1, "Joined[pact,2026]": -0.75 * 20}
    assert_row(model, "secured_when_agreed", ("pact", "supplier", "mine", "2028"), row, "<=", 0)


def test_secured_in_full(model):
    row = {"Secured[pact,contract,offtake,2026]": 1, "Volume[offtake,2026]": -1, "Joined[pact,2026]": -0.25 * 40}
    assert_row(model, "secured_in_full", ("pact", "contract", "offtake", "2026"), row, ">=", -40)


def test_capacity_that_is_known_is_available_under_a_pact():
    """60 t a year: 50 of the mine and 10 of the market without the pact, all of the mine with it, 1 400 USD cheaper."""
    given = {"suppliers": [SHAKY, MARKET], "agreement_effects": [UPLIFT]}
    model = solved(**given, agreements=[PACT])
    assert_costs(model, {"purchases": 7 * 600, "agreement upfront costs": 1000})
    model = solved(**given, agreements=[PACT | {"upfront_cost_usd": 1401}])
    assert_costs(model, {"purchases": 7 * (50 * 10 + 10 * 30)})


def test_a_contracts_volume_is_secured_by_a_pact():
    """Of 40 t/yr 20 are lifted, or 36 with the pact: for 30 t a year it saves 10 x 20 x 7 = 1 400 USD."""
    given = {
        "suppliers": [SHAKY, MARKET],
        "contracts": [OFFTAKE, OTHER],
        "agreement_effects": [UPLIFT],
        "demand": [NEED | {"quantity_t": 30}],
    }
    model = solved(**given, agreements=[PACT])
    assert_costs(model, {"purchases": 7 * 300, "agreement upfront costs": 1000})
    secured, volume = value(model.Secured["pact", "contract", "offtake", "2026"]), value(model.Volume["offtake", 2026])
    assert 0.5 * volume + 0.4 * secured >= 30 - 1e-6
    assert secured == pytest.approx(volume)
    model = solved(**given, agreements=[PACT | {"upfront_cost_usd": 1401}])
    assert_costs(model, {"purchases": 7 * (20 * 10 + 10 * 30)})


def test_levels_of_assistance_require_each_other():
    """The second level, 0.3 for 300 USD, is no use without the first, 0.1 for 1 000: 80 t need both."""
    agreements = [PACT, {"agreement": "second", "upfront_cost_usd": 300}]
    effects = [UPLIFT | {"value": 0.1}, UPLIFT | {"agreement": "second", "value": 0.3}]
    pairs = [{"agreement": "second", "other": "pact", "relation": "requires"}]
    given = {"suppliers": [SHAKY, MARKET], "agreement_effects": effects, "agreement_pairs": pairs}
    model = solved(**given, agreements=agreements, demand=[NEED | {"quantity_t": 80}])
    assert_costs(model, {"purchases": 7 * 800, "agreement upfront costs": 1300})
    model = solved(**given, agreements=agreements)
    assert_costs(model, {"purchases": 7 * 600, "agreement upfront costs": 1000})


def test_a_contract_of_an_assisted_supplier_needs_a_most():
    offtake = {"contract": "offtake", "supplier": "market", "kind": "offtake"}
    effect = UPLIFT | {"target": "market", "value": 0.1}
    market = MARKET | {"availability": 0.5}
    with pytest.raises(InputError) as error:
        build(suppliers=[market], contracts=[offtake], agreements=[PACT], agreement_effects=[effect])
    assert str(error.value) == (
        "1 problem in the input:\n  contracts, column max_volume_t_per_year: an agreement raises the availability of "
        "the supplier of contract 'offtake', but neither has a most. Give max_volume_t_per_year."
    )
