"""Rows of contracts, by hand.

A framework runs three years and has a fee and a least volume, so that it is signed or not; a deal has neither. Signed
in 2026 either is in force in 2026 and 2028, signed in 2028 in 2028 and 2030.
"""

from __future__ import annotations

import pytest
from rows import MINE, assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

FRAMEWORK = {
    "contract": "framework",
    "supplier": "mine",
    "kind": "offtake",
    "term_years": 3,
    "fee_usd": 500,
    "min_volume_t_per_year": 5,
    "max_volume_t_per_year": 40,
}
DEAL = {"contract": "deal", "supplier": "mine", "kind": "offtake", "term_years": 3, "max_volume_t_per_year": 25}


@pytest.fixture(scope="module")
def model():
    return build(contracts=[FRAMEWORK, DEAL])


def test_volume_cap(model):
    row = {"Volume[deal,2026]": 1, "Volume[deal,2028]": 1}
    assert_row(model, "volume_cap", ("deal", 2028), row, "<=", 25)
    row = {"Volume[framework,2028]": 1, "Volume[framework,2030]": 1}
    assert_row(model, "volume_cap", ("framework", 2030), row, "<=", 40)


def test_volume_when_signed(model):
    row = {"Volume[framework,2028]": 1, "Signed[framework,2028]": -40}
    assert_row(model, "volume_when_signed", ("framework", 2028), row, "<=", 0)
    assert {contract for contract, _ in keys(model, "volume_when_signed")} == {"framework"}


def test_volume_least(model):
    row = {"Volume[framework,2028]": 1, "Signed[framework,2028]": -5}
    assert_row(model, "volume_least", ("framework", 2028), row, ">=", 0)
    assert {contract for contract, _ in keys(model, "volume_least")} == {"framework"}


def test_signed_once(model):
    row = {"Signed[framework,2026]": 1, "Signed[framework,2028]": 1}
    assert_row(model, "signed_once", ("framework", 2028), row, "<=", 1)
    row = {"Signed[framework,2028]": 1, "Signed[framework,2030]": 1}
    assert_row(model, "signed_once", ("framework", 2030), row, "<=", 1)
    assert keys(model, "signed_once") == {("framework", 2028), ("framework", 2030)}


def test_without_its_own_most_a_signed_contract_has_what_the_supplier_could_ever_sell():
    """100 t/yr, half within reach, and two blocks of 20 t/yr."""
    model = build(
        suppliers=[MINE | {"reach": 0.5}],
        contracts=[{name: cell for name, cell in FRAMEWORK.items() if name != "max_volume_t_per_year"}],
        projects=[{"project": "expansion", "max_blocks": 2, "capital_usd_per_block": 1}],
        project_effects=[{"project": "expansion", "effect": "supplier_capacity", "target": "mine", "value": 20}],
    )
    row = {"Volume[framework,2026]": 1, "Signed[framework,2026]": -(50 + 2 * 20)}
    assert_row(model, "volume_when_signed", ("framework", 2026), row, "<=", 0)
    assert keys(model, "volume_cap") == set()


def test_a_signed_contract_needs_a_most():
    market = {"supplier": "mine", "place": "USA", "material": "ore", "price_usd_per_t": 10}
    contract = {"contract": "framework", "supplier": "mine", "kind": "offtake", "fee_usd": 500}
    with pytest.raises(InputError) as error:
        build(suppliers=[market], contracts=[contract])
    assert str(error.value) == (
        "1 problem in the input:\n  contracts, column max_volume_t_per_year: contract 'framework' has a fee or a least "
        "volume, but neither it nor its supplier has a most. Give max_volume_t_per_year."
    )


def test_a_contract_is_signed_only_in_its_years():
    model = build(contracts=[DEAL | {"first_year": 2027, "last_year": 2029}])
    assert set(model.Volume) == {("deal", 2028)}


def test_fees_are_paid_on_signing_and_discounted_to_the_first_year():
    """A need of 30 t from 2028 on: signed in 2028 for three years, it lasts through 2030 and the horizon's end."""
    demand = [
        {"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 0},
        {"place": "USA", "sector": "cans", "material": "ore", "year": 2028, "quantity_t": 30},
    ]
    model = solved(contracts=[FRAMEWORK], demand=demand, discount_rate=0.1)
    worth = sum(1.1**-year for year in range(2, 7))
    assert_costs(model, {"contract fees": 500 / 1.1**2, "purchases": 30 * 10 * worth})
    assert value(model.Signed["framework", 2028]) == pytest.approx(1)
