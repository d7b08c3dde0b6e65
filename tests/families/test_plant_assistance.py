"""Rows of the assistance of plants, by hand: a line of which half is available, and nine tenths under the pact."""

from __future__ import annotations

import pytest
from rows import NEED, TIN, assert_row, build, keys

RECIPE = [
    {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
    {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
]
SMELTER = {"plant": "smelter", "place": "USA", "process": "smelting", "line": "site", "capacity_t_per_year": 80}
SHAKY = SMELTER | {"reach": 0.5, "availability": 0.5}
UPLIFT = {"agreement": "pact", "effect": "availability_uplift", "target_kind": "plant", "target": "smelter"}
TABLES = {
    "material_minerals": TIN,
    "processes": [{"process": "smelting"}],
    "process_materials": RECIPE,
    "demand": [NEED | {"material": "metal"}],
    "agreements": [{"agreement": "pact", "last_year": 2026}],
}
FURNACE = {"project": "furnace", "max_blocks": 3, "capital_usd_per_block": 100, "construction_years": 2}


@pytest.fixture(scope="module")
def model():
    return build(
        **TABLES,
        plants=[SHAKY, SHAKY | {"plant": "fumer"}, SMELTER | {"plant": "other", "line": "", "availability": 0.7}],
        projects=[FURNACE],
        project_effects=[{"project": "furnace", "effect": "plant_capacity", "target": "fumer", "value": 10}],
        agreement_effects=[UPLIFT | {"value": 0.4, "ramp_up_years": 4}],
    )


def test_assisted_line(model):
    """In 2026 a quarter of the uplift has come: 0.25 x 0.4 x 40 t/yr; two years on three quarters."""
    row = {
        "Run[smelter,2026]": 1,
        "Run[fumer,2026]": 1,
        "Joined[pact,2026]": -4,
        "PlantSecured[pact,smelter,2026]": -0.4,
    }
    assert_row(model, "assisted_line", ("site", "2026"), row, "<=", 20)
    row = {"Run[smelter,2028]": 1, "Run[fumer,2028]": 1, "Joined[pact,2026]": -12, "Built[furnace,2026]": -5}
    row |= {"PlantSecured[pact,smelter,2028]": -0.4}
    assert_row(model, "assisted_line", ("site", "2028"), row, "<=", 20)
    assert {line for line, _ in keys(model, "assisted_line")} == {"site"}


def test_a_line_without_assistance_has_its_own_availability(model):
    assert_row(model, "line_capacity", ("other", "2028"), {"Run[other,2028]": 1}, "<=", 56)
    assert {line for line, _ in keys(model, "line_capacity")} == {"other"}


def test_plant_secured_of_added(model):
    """Of what is added to any plant of the line."""
    row = {"PlantSecured[pact,smelter,2028]": 1, "Built[furnace,2026]": -10}
    assert_row(model, "plant_secured_of_added", ("pact", "smelter", "2028"), row, "<=", 0)


def test_plant_secured_when_agreed(model):
    row = {"PlantSecured[pact,smelter,2028]": 1, "Joined[pact,2026]": -0.75 * 30}
    assert_row(model, "plant_secured_when_agreed", ("pact", "smelter", "2028"), row, "<=", 0)


def test_nothing_is_secured_where_nothing_is_added():
    model = build(**TABLES, plants=[SHAKY], agreement_effects=[UPLIFT | {"value": 0.4}])
    row = {"Run[smelter,2028]": 1, "Joined[pact,2026]": -16}
    assert_row(model, "assisted_line", ("site", "2028"), row, "<=", 20)
    assert keys(model, "plant_secured_of_added") == set()
