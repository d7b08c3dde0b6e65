"""Rows of what agreements unlock, by hand: a contract, a supplier, a project and a route; and what they add."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

MARKET = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 30}
PACT = {"agreement": "pact"}
FIRST_OFFER = {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}
OFFTAKE = {"contract": "offtake", "supplier": "mine", "kind": "offtake", "max_volume_t_per_year": 40}
SPOT = {"contract": "spot", "supplier": "mine", "kind": "spot", "max_volume_t_per_year": 15, "agreement": "pact"}
LATER = [NEED | {"quantity_t": 0}, NEED | {"year": 2028}]


def unlock(kind: str, target: str, **more: object) -> dict[str, object]:
    """The pact unlocks something."""
    return {"agreement": "pact", "effect": "unlock", "target_kind": kind, "target": target, **more}


@pytest.fixture(scope="module")
def model():
    """The pact unlocks a spot contract and an offtake, a second one the offtake too, from its second year on.

    The third unlocks the far mine, a quarter a year, if it is joined by 2028.
    """
    return build(
        suppliers=[
            MINE,
            MINE | {"supplier": "far", "place": "CAN", "reach": 0.8, "availability": 0.5, "cost_usd_per_t": 9},
            MARKET,
        ],
        contracts=[
            SPOT,
            OFFTAKE,
            {"contract": "far-stake", "supplier": "far", "kind": "equity"},
            {"contract": "far-spot", "supplier": "far", "kind": "spot"},
        ],
        routes=[{"route": "north", "origin": "CAN", "destination": "USA", "capacity_t_per_year": 11}],
        projects=[{"project": "shaft", "max_blocks": 3, "capital_usd_per_block": 100}],
        project_effects=[{"project": "shaft", "effect": "supplier_capacity", "target": "far", "value": 10}],
        agreements=[PACT, {"agreement": "second"}, {"agreement": "third", "last_year": 2028}],
        agreement_effects=[
            unlock("contract", "offtake"),
            unlock("contract", "offtake", agreement="second", lag_years=2),
            unlock("supplier", "far", agreement="third", ramp_up_years=4, deadline_year=2027),
            unlock("project", "shaft", lag_years=1),
            unlock("route", "north"),
            {"agreement": "pact", "effect": "capacity", "target_kind": "route", "target": "north", "value": 5},
        ],
    )


def test_signed_when_unlocked(model):
    row = {"Volume[offtake,2026]": 1, "Joined[pact,2026]": -40}
    assert_row(model, "signed_when_unlocked", ("offtake", 2026), row, "<=", 0)
    row = {"Volume[offtake,2028]": 1, "Joined[pact,2026]": -40, "Joined[pact,2028]": -40, "Joined[second,2026]": -40}
    assert_row(model, "signed_when_unlocked", ("offtake", 2028), row, "<=", 0)
    assert {k for k, _ in keys(model, "signed_when_unlocked")} == {"offtake", "far-stake"}


def test_covered_by_volume(model):
    row = {"Covered[offtake,2028]": 1, "Volume[offtake,2026]": -1, "Volume[offtake,2028]": -1}
    assert_row(model, "covered_by_volume", ("offtake", 2028), row, "<=", 0)


def test_covered_when_unlocked(model):
    """A stake in the far mine opens with the mine: at most 100 x 0.8 + 3 x 10, a quarter of it in 2026."""
    row = {"Covered[far-stake,2026]": 1, "Joined[third,2026]": -0.25 * 110}
    assert_row(model, "covered_when_unlocked", ("far-stake", 2026), row, "<=", 0)


def test_covered_in_full(model):
    row = {"Covered[offtake,2028]": -1, "Volume[offtake,2026]": 1, "Volume[offtake,2028]": 1, "Joined[second,2026]": 40}
    key = ("offtake", "second", "unlock", "contract", "offtake", 2028)
    assert_row(model, "covered_in_full", key, row, "<=", 40)


def test_spot_when_unlocked(model):
    row = {"Lifted[spot,2028]": 1, "Joined[pact,2026]": -15, "Joined[pact,2028]": -15}
    assert_row(model, "spot_when_unlocked", ("spot", "2028"), row, "<=", 0)
    assert {k for k, _ in keys(model, "spot_when_unlocked")} == {"spot"}


def test_supplier_when_unlocked(model):
    """Half of 110 is available; joined in 2026, 3/4 are open in 2028 and all in 2030; joined in 2028, nothing ever."""
    row = {"Lifted[far-stake,2028]": 1, "Lifted[far-spot,2028]": 1, "Joined[third,2026]": -0.75 * 55}
    assert_row(model, "supplier_when_unlocked", ("far", "2028"), row, "<=", 0)
    row = {"Lifted[far-stake,2030]": 1, "Lifted[far-spot,2030]": 1, "Joined[third,2026]": -55}
    assert_row(model, "supplier_when_unlocked", ("far", "2030"), row, "<=", 0)


def test_decided_when_unlocked(model):
    row = {"Built[shaft,2030]": 1, "Joined[pact,2026]": -3, "Joined[pact,2028]": -3}
    assert_row(model, "decided_when_unlocked", ("shaft", 2030), row, "<=", 0)
    assert_row(model, "decided_when_unlocked", ("shaft", 2026), {"Built[shaft,2026]": 1}, "<=", 0)


def test_shipped_when_unlocked(model):
    row = {"Shipped[north,ore,2026]": 1, "Joined[pact,2026]": -16}
    assert_row(model, "shipped_when_unlocked", ("north", "2026"), row, "<=", 0)


def test_capacity_that_an_agreement_adds(model):
    row = {"Shipped[north,ore,2026]": 1, "Joined[pact,2026]": -5}
    assert_row(model, "route_capacity", ("north", "2026"), row, "<=", 11)


@pytest.mark.parametrize(
    ("kind", "tables", "constraint", "index", "column"),
    [
        ("supplier", {}, "supplier_capacity", ("mine", "2028"), "Lifted[mine,2028]"),
        ("plant", {}, "line_capacity", ("smelter", "2028"), "Run[smelter,2028]"),
        ("corridor", {}, "corridor_capacity", ("rail", "2028"), "Shipped[way,ore,2028]"),
    ],
)
def test_capacity_of_other_targets(kind, tables, constraint, index, column):
    """7 t/yr, half of them two years after joining in 2026, and all two years later."""
    model = build(
        suppliers=[MINE, MINE | {"supplier": "far", "place": "CAN"}],
        processes=[{"process": "smelting"}],
        process_materials=[
            {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
            {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
        ],
        plants=[{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 100}],
        corridors=[{"corridor": "rail", "capacity_t_per_year": 100}],
        routes=[{"route": "way", "origin": "CAN", "destination": "USA", "corridor": "rail"}],
        agreements=[PACT | {"last_year": 2026}],
        agreement_effects=[
            unlock(kind, index[0], effect="capacity", value=7, lag_years=2, ramp_up_years=2),
        ],
    )
    assert_row(model, constraint, index, {column: 1, "Joined[pact,2026]": -3.5}, "<=", 100)
    later = (index[0], "2030"), {column.replace("2028", "2030"): 1, "Joined[pact,2026]": -7}
    assert_row(model, constraint, *later, "<=", 100)


def test_a_lag_and_a_ramp_open_a_mine_step_by_step():
    """Two years on a quarter of 100 t is open, four years on three quarters: 60 t then."""
    effect = FIRST_OFFER | {"lag_years": 2, "ramp_up_years": 4}
    model = solved(suppliers=[MINE, MARKET], agreements=[PACT], agreement_effects=[effect])
    assert_costs(model, {"purchases": 2 * 60 * 30 + 2 * (25 * 10 + 35 * 30) + 3 * 60 * 10})


def test_a_first_offer_that_lapses_is_taken_in_time_or_never():
    """Needed from 2028, the mine saves 6 000 USD: by 2027 the pact must be joined, two years early.

    At 400 USD a year that costs 5 800 with the 3 000 USD on joining; at 500 it costs 6 500, and nobody joins.
    """
    effect = FIRST_OFFER | {"deadline_year": 2027}
    given = {"suppliers": [MINE, MARKET], "agreement_effects": [effect], "demand": LATER}
    model = solved(**given, agreements=[PACT | {"upfront_cost_usd": 3000, "yearly_cost_usd": 400}])
    costs = {"purchases": 5 * 600, "agreement upfront costs": 3000, "agreement payments": 7 * 400}
    assert_costs(model, costs)
    model = solved(**given, agreements=[PACT | {"upfront_cost_usd": 3000, "yearly_cost_usd": 500}])
    assert_costs(model, {"purchases": 5 * 1800})
    without = given | {"agreement_effects": [FIRST_OFFER]}
    model = solved(**without, agreements=[PACT | {"upfront_cost_usd": 3000, "yearly_cost_usd": 500}])
    costs = {"purchases": 5 * 600, "agreement upfront costs": 3000, "agreement payments": 5 * 500}
    assert_costs(model, costs)


def test_either_of_two_agreements_opens_a_mine_and_both_open_no_more():
    effects = [FIRST_OFFER, FIRST_OFFER | {"agreement": "other"}]
    agreements = [PACT | {"upfront_cost_usd": 50}, {"agreement": "other", "upfront_cost_usd": 40}]
    model = solved(suppliers=[MINE, MARKET], agreements=agreements, agreement_effects=effects)
    assert_costs(model, {"purchases": 7 * 600, "agreement upfront costs": 40})
    demand = [NEED | {"quantity_t": 120}]
    committed = [{**row, "status": "committed"} for row in agreements]
    model = solved(suppliers=[MINE, MARKET], agreements=committed, agreement_effects=effects, demand=demand)
    assert_costs(model, {"purchases": 7 * (100 * 10 + 20 * 30), "agreement upfront costs": 90})


def test_after_an_agreement_its_take_or_pay_contract_owes_nothing_and_leaves_its_volume_to_others():
    """The offtake at half the price ends with the pact in 2028: then the mine's 100 t are all sold spot again.

    Were its 60 t still spoken for, 20 t would come from the market; were they owed, another 300 USD a year.
    """
    offtake = OFFTAKE | {"premium": -0.5, "take_or_pay": 1, "max_volume_t_per_year": 60, "agreement": "pact"}
    model = solved(
        suppliers=[MINE, MARKET],
        contracts=[
            offtake | {"last_year": 2026},
            {"contract": "free", "supplier": "mine", "kind": "spot"},
            {"contract": "other", "supplier": "market", "kind": "spot"},
        ],
        agreements=[PACT | {"last_year": 2026, "term_years": 2}],
    )
    assert_costs(model, {"purchases": 60 * (2 * 5 + 5 * 10)})
    assert value(model.VolumeInForce["offtake", 2028]) == pytest.approx(0)
    assert value(model.SignedVolume["offtake", 2028]) == pytest.approx(60)


def test_what_is_unlocked_needs_a_most():
    with pytest.raises(InputError) as error:
        build(suppliers=[MARKET], agreements=[PACT], agreement_effects=[FIRST_OFFER | {"target": "market"}])
    assert str(error.value) == (
        "1 problem in the input:\n  suppliers, column capacity_t_per_year: an agreement unlocks supplier 'market', "
        "which has no capacity. Give capacity_t_per_year."
    )
    contract = {"contract": "spot", "supplier": "market", "kind": "spot", "agreement": "pact"}
    with pytest.raises(InputError) as error:
        build(suppliers=[MARKET], agreements=[PACT], contracts=[contract])
    assert str(error.value) == (
        "1 problem in the input:\n  contracts, column max_volume_t_per_year: contract 'spot' needs an agreement, but "
        "neither it nor its supplier has a most. Give max_volume_t_per_year."
    )
