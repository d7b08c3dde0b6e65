"""Rows of the material balance, by hand, and what follows from them."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, TIN, assert_costs, assert_row, build, keys, solved, value

CHILE = MINE | {"supplier": "chile", "place": "CHL"}
SMELTING = {
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [{"plant": "smelter", "place": "CAN", "process": "smelting", "capacity_t_per_year": 50}],
}
ROUTES = [
    {"route": "sea", "origin": "CHL", "destination": "CAN"},
    {"route": "land", "origin": "CAN", "destination": "USA"},
]


@pytest.fixture(scope="module")
def model():
    """Ore is mined in Canada and in Chile, stored and smelted in Canada, and needed in the USA as it is."""
    return build(
        suppliers=[CHILE, MINE | {"place": "CAN"}],
        material_minerals=TIN,
        stockpiles=[{"stockpile": "yard", "place": "CAN", "material": "ore"}],
        demand=[NEED, NEED | {"material": "metal", "quantity_t": 7}],
        routes=ROUTES,
        **SMELTING,
    )


def test_material_balance(model):
    row = {
        "Lifted[mine,2026]": 1,
        "Shipped[sea,ore,2026]": 1,
        "Released[yard,2026]": 1,
        "Run[smelter,2026]": -2,
        "Shipped[land,ore,2026]": -1,
        "Stocked[yard,2026]": -1,
        "Discarded[CAN,ore,2026]": -1,
    }
    assert_row(model, "material_balance", ("CAN", "ore", "2026"), row, "==", 0)
    row = {"Run[smelter,2026]": 1, "Shipped[land,metal,2026]": -1, "Discarded[CAN,metal,2026]": -1}
    assert_row(model, "material_balance", ("CAN", "metal", "2026"), row, "==", 0)
    row = {"Shipped[land,ore,2026]": 1, "Shortfall[USA,cans,ore,2026]": 1, "Discarded[USA,ore,2026]": -1}
    assert_row(model, "material_balance", ("USA", "ore", "2026"), row, "==", 60)


def test_sent_from_own(model):
    """What arrives by sea is not sent on by land."""
    row = {"Shipped[land,ore,2026]": 1, "Lifted[mine,2026]": -1, "Released[yard,2026]": -1}
    assert_row(model, "sent_from_own", ("CAN", "ore", "2026"), row, "<=", 0)
    assert {(place, material) for place, material, _ in keys(model, "sent_from_own")} == {("CAN", "ore")}


def test_what_arrives_is_not_sent_on():
    """Chile's cheap ore could reach the USA by way of Canada only, where nothing stands but a dear mine of 20 t/yr."""
    model = solved(
        suppliers=[CHILE | {"price_usd_per_t": 1}, MINE | {"place": "CAN", "capacity_t_per_year": 20}],
        material_minerals=TIN,
        routes=ROUTES,
        sectors=[{"sector": "cans", "shortage_cost_usd_per_t": 100}],
        **SMELTING,
    )
    assert_costs(model, {"purchases": 20 * 10 * 7, "shortage": 40 * 100 * 7})


def test_waste_is_counted_at_its_stage_and_before_it(model):
    """A tonne of ore holds half a tonne of tin; metal that is discarded was ore once."""
    for holding in model.HOLDINGS:
        for node in model.NODES:
            model.Discarded[(*holding, node)].set_value(0, skip_validation=True)
    model.Discarded["CAN", "ore", "2026"].set_value(10)
    model.Discarded["USA", "metal", "2026"].set_value(3)
    assert value(model.Wasted["tin", "extraction", "2026"]) == pytest.approx(10 * 0.5 + 3)
    assert value(model.Wasted["tin", "processing", "2026"]) == pytest.approx(3)
    assert value(model.Wasted["tin", "extraction", "2028"]) == 0
