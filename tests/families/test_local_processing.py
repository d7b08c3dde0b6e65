"""Rows of local processing, by hand: ore of Canada, half tin, of which a mill there may make metal, 2 t to one."""

from __future__ import annotations

import pytest
from rows import MATERIALS, MINE, TIN, assert_costs, assert_row, build, keys, solved

from model.errors import InputError

CHAIN = {
    "materials": MATERIALS,
    "material_minerals": TIN,
    "suppliers": [MINE | {"place": "CAN"}],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [
        {
            "plant": "mill",
            "place": "CAN",
            "process": "smelting",
            "capacity_t_per_year": 50,
            "toll_usd_per_t": 5,
        },
        {
            "plant": "smelter",
            "place": "USA",
            "process": "smelting",
            "capacity_t_per_year": 50,
            "variable_cost_usd_per_t": 1,
        },
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 20}],
}
SHARE = {
    "agreement": "pact",
    "obligation": "local_processing_share",
    "target_kind": "place",
    "target": "CAN",
    "value": 0.5,
}


def test_local_processing():
    """At most 100 t of ore, 50 t of tin, can be bought; of it half is owed, in the year of joining half of that."""
    model = build(**CHAIN, agreements=[{"agreement": "pact"}], agreement_obligations=[SHARE | {"ramp_up_years": 2}])
    key = ("pact", "place", "CAN", "tin")
    row = {"Lifted[mine,2026]": 0.25 * 0.5, "Run[mill,2026]": -1, "Joined[pact,2026]": 0.25 * 50}
    assert_row(model, "local_processing", (*key, 2026, "2026"), row, "<=", 0.25 * 50)
    row = {"Lifted[mine,2028]": 0.5 * 0.5, "Run[mill,2028]": -1, "Joined[pact,2026]": 0.5 * 50}
    assert_row(model, "local_processing", (*key, 2026, "2028"), row, "<=", 0.5 * 50)
    row = {"Lifted[mine,2028]": 0.25 * 0.5, "Run[mill,2028]": -1}
    row |= {"Joined[pact,2026]": 0.25 * 50, "Joined[pact,2028]": 0.25 * 50}
    assert_row(model, "local_processing", (*key, 2028, "2028"), row, "<=", 0.25 * 50)
    steps = {(2026, "2026"), (2026, "2028"), (2028, "2028"), (2028, "2030"), (2030, "2030")}
    assert keys(model, "local_processing") == {(*key, *step) for step in steps}


def test_without_a_ramp_there_is_one_row_a_year_and_leaving_ends_it():
    model = build(
        **CHAIN,
        agreements=[{"agreement": "pact", "last_year": 2026, "least_years": 2}],
        agreement_obligations=[SHARE | {"target_kind": "supplier", "target": "mine"}],
    )
    key = ("pact", "supplier", "mine", "tin")
    row = {"Lifted[mine,2030]": 0.25, "Run[mill,2030]": -1, "Joined[pact,2026]": 25}
    row |= {"Left[pact,2026,2028]": -25, "Left[pact,2026,2030]": -25}
    assert_row(model, "local_processing", (*key, 2026, "2030"), row, "<=", 25)
    assert {index[-2:] for index in keys(model, "local_processing")} == {(2026, "2026"), (2026, "2028"), (2026, "2030")}


def test_an_obligation_bites():
    """20 t of metal a year take 40 t of ore; at home it costs 1 USD a t, in the mill 5, where half is owed."""
    committed = [{"agreement": "pact", "status": "committed"}]
    model = solved(**CHAIN, agreements=committed)
    assert_costs(model, {"purchases": 7 * 400, "processing": 7 * 20})
    model = solved(**CHAIN, agreements=committed, agreement_obligations=[SHARE])
    assert_costs(model, {"purchases": 7 * 400, "processing": 7 * 10, "tolls": 7 * 50})


def test_an_agreement_is_not_worth_its_obligation():
    """The pact adds 20 t of ore at 10 USD, where the market asks 12: 280 USD over seven years.

    Half of 60 t of ore, 15 t of metal, would be made in the mill at 4 USD more a t: 420 USD.
    """
    market = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 12}
    given = CHAIN | {
        "suppliers": [MINE | {"place": "CAN", "capacity_t_per_year": 40}, market],
        "demand": [CHAIN["demand"][0] | {"quantity_t": 30}],
        "agreements": [{"agreement": "pact"}],
        "agreement_effects": [
            {"agreement": "pact", "effect": "capacity", "target_kind": "supplier", "target": "mine", "value": 20}
        ],
    }
    model = solved(**given)
    assert_costs(model, {"purchases": 7 * 600, "processing": 7 * 30})
    model = solved(**given, agreement_obligations=[SHARE])
    assert_costs(model, {"purchases": 7 * (400 + 240), "processing": 7 * 30})


def test_what_is_owed_to_local_plants_needs_a_capacity():
    ore = {"supplier": "mine", "place": "CAN", "material": "ore", "price_usd_per_t": 10}
    with pytest.raises(InputError) as error:
        build(**CHAIN | {"suppliers": [ore]}, agreements=[{"agreement": "pact"}], agreement_obligations=[SHARE])
    assert str(error.value) == (
        "1 problem in the input:\n  suppliers, column capacity_t_per_year: an agreement asks that part of what "
        "supplier 'mine' sells be processed locally, and it has no capacity. Give capacity_t_per_year."
    )
