"""Rows of processing, by hand: two smelters share a line of 80 t/yr, half within reach; a block adds 10 t/yr to it."""

from __future__ import annotations

import pytest
from rows import MINE, TIN, assert_costs, assert_row, build, keys, solved, value

PROCESSES = [{"process": "smelting", "cost_usd_per_t": 2}, {"process": "fuming"}]
RECIPES = [
    {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.5},
    {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    {"process": "smelting", "material": "slag", "coefficient_t_per_t": 0.5},
    {"process": "fuming", "material": "slag", "coefficient_t_per_t": -1.0},
    {"process": "fuming", "material": "metal", "coefficient_t_per_t": 0.4},
]
SMELTER = {
    "plant": "smelter",
    "place": "USA",
    "process": "smelting",
    "line": "site",
    "capacity_t_per_year": 80,
    "reach": 0.5,
    "min_load": 0.3,
}
FUMER = {"plant": "fumer", "place": "USA", "process": "fuming", "line": "site", "capacity_t_per_year": 80, "reach": 0.5}
TABLES = {
    "materials": [
        {"material": "ore", "stage": "extraction"},
        {"material": "metal", "stage": "processing"},
        {"material": "slag", "stage": "processing", "counted": False, "disposal_cost_usd_per_t": 3},
    ],
    "material_minerals": [*TIN, {"material": "slag", "mineral": "tin", "content": 0.4}],
    "processes": PROCESSES,
    "process_materials": RECIPES,
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 20}],
}


@pytest.fixture(scope="module")
def model():
    return build(
        **TABLES,
        plants=[SMELTER, FUMER],
        projects=[{"project": "furnace", "max_blocks": 3, "capital_usd_per_block": 100, "construction_years": 2}],
        project_effects=[{"project": "furnace", "effect": "plant_capacity", "target": "fumer", "value": 10}],
    )


def test_line_capacity(model):
    row = {"Run[smelter,2026]": 1, "Run[fumer,2026]": 1}
    assert_row(model, "line_capacity", ("site", "2026"), row, "<=", 40)
    row = {"Run[smelter,2030]": 1, "Run[fumer,2030]": 1, "Built[furnace,2026]": -10, "Built[furnace,2028]": -10}
    assert_row(model, "line_capacity", ("site", "2030"), row, "<=", 40)


def test_run_when_open(model):
    """The line can have 40 + 3 x 10 t/yr at most."""
    row = {"Run[smelter,2028]": 1, "Open[smelter,2028]": -70}
    assert_row(model, "run_when_open", ("smelter", "2028"), row, "<=", 0)
    assert {plant for plant, _ in keys(model, "run_when_open")} == {"smelter"}


def test_least_load(model):
    """Run >= 0.3 (40 + 10 Built - 70 (1 - Open))."""
    row = {"Run[smelter,2028]": 1, "Built[furnace,2026]": -3, "Open[smelter,2028]": -21}
    assert_row(model, "least_load", ("smelter", "2028"), row, ">=", 0.3 * (40 - 70))
    assert {plant for plant, _ in keys(model, "least_load")} == {"smelter"}


def test_recipe_in_the_balance(model):
    """What the recipes use and make, by-product included, stands in the balance of each material."""
    row = {"Lifted[mine,2026]": 1, "Run[smelter,2026]": -2.5, "Discarded[USA,ore,2026]": -1}
    assert_row(model, "material_balance", ("USA", "ore", "2026"), row, "==", 0)
    row = {"Run[smelter,2026]": 0.5, "Run[fumer,2026]": -1, "Discarded[USA,slag,2026]": -1}
    assert_row(model, "material_balance", ("USA", "slag", "2026"), row, "==", 0)
    row = {"Run[smelter,2026]": 1, "Run[fumer,2026]": 0.4, "Discarded[USA,metal,2026]": -1}
    row |= {"Shortfall[USA,cans,metal,2026]": 1}
    assert_row(model, "material_balance", ("USA", "metal", "2026"), row, "==", 20)


def test_a_plant_runs_only_in_its_years():
    model = build(**TABLES, plants=[SMELTER | {"first_year": 2027, "last_year": 2029}])
    assert set(model.Run) == {("smelter", "2028")}


def test_own_plants_pay_energy_variable_and_fixed_cost_and_by_products_are_disposed_of():
    """20 t of metal a year from 50 t of ore, with 10 t of slag: 7 years at no discount."""
    plant = SMELTER | {"min_load": 0, "variable_cost_usd_per_t": 1, "fixed_cost_usd_per_year": 90, "last_year": 2030}
    model = solved(**TABLES, plants=[plant])
    expected = {"purchases": 50 * 10 * 7, "processing": 20 * 3 * 7, "plant fixed cost": 90 * 7, "disposal": 10 * 3 * 7}
    assert_costs(model, expected)


def test_somebody_elses_plant_charges_a_toll_alone():
    plant = SMELTER | {"min_load": 0, "variable_cost_usd_per_t": 1, "fixed_cost_usd_per_year": 90, "toll_usd_per_t": 6}
    model = solved(**TABLES, plants=[plant])
    assert_costs(model, {"purchases": 50 * 10 * 7, "tolls": 20 * 6 * 7, "disposal": 10 * 3 * 7})


def test_a_plant_below_its_least_load_stays_closed():
    """The least load of 12 t/yr is above the need of 10: metal is made at 12 and 2 t are discarded."""
    tables = TABLES | {
        "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 10}],
        "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 50}],
    }
    dear = solved(**tables, plants=[SMELTER], suppliers=[MINE | {"price_usd_per_t": 100}])
    assert_costs(dear, {"shortage": 10 * 50 * 7})
    assert value(dear.Open["smelter", 2026]) == 0
    cheap = solved(**tables, plants=[SMELTER], suppliers=[MINE | {"price_usd_per_t": 1}])
    assert_costs(cheap, {"purchases": 30 * 7, "processing": 12 * 2 * 7, "disposal": 6 * 3 * 7})
