"""Costs of tariffs, by hand: several that add up, a country's own, those of others."""

from __future__ import annotations

import pytest
from rows import MINE, TIN, assert_costs, solved

CHILE = MINE | {"place": "CHL"}
SEA = {"route": "sea", "origin": "CHL", "destination": "USA", "cost_usd_per_t": 2}
TARIFFS = [
    {"tariff": "home", "destination": "USA", "stage": "extraction", "rate": 0.1},
    {"tariff": "surcharge", "origin": "far", "material": "ore", "rate": 0.05, "first_year": 2028},
]
TARIFFED = {
    "places": [{"place": "CHL", "tags": "far; south"}, {"place": "CAN"}, {"place": "USA"}],
    "suppliers": [CHILE],
    "routes": [SEA],
    "tariffs": TARIFFS,
    "prices": [{"material": "ore", "year": 2026, "price_usd_per_t": 20}],
}


def test_tariffs_of_the_benchmark_add_up():
    """10 % of 20 USD/t for seven years, and 5 % more from 2028: five years."""
    model = solved(**TARIFFED)
    tariffs = 60 * 20 * (0.1 * 7 + 0.05 * 5)
    assert_costs(model, {"purchases": 60 * 10 * 7, "transport": 60 * 2 * 7, "own tariffs": tariffs})


def test_a_countrys_own_tariffs_are_shown_and_not_counted():
    model = solved(**TARIFFED, perspective="country")
    tariffs = 60 * 20 * (0.1 * 7 + 0.05 * 5)
    expected = {"purchases": 60 * 10 * 7, "transport": 60 * 2 * 7}
    assert_costs(model, expected, uncounted={"own tariffs": tariffs})


@pytest.mark.parametrize("perspective", ["firm", "country"])
def test_tariffs_of_others_count_for_everyone(perspective):
    """Ore goes to a smelter in Canada, which charges 10 % on 20 USD/t; the metal comes on free of tariffs."""
    model = solved(
        **TARIFFED
        | {
            "material_minerals": TIN,
            "processes": [{"process": "smelting"}],
            "process_materials": [
                {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
                {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
            ],
            "plants": [{"plant": "smelter", "place": "CAN", "process": "smelting", "capacity_t_per_year": 50}],
            "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 20}],
            "routes": [
                {"route": "sea", "origin": "CHL", "destination": "CAN"},
                {"route": "land", "origin": "CAN", "destination": "USA"},
            ],
            "tariffs": [{"tariff": "canada", "destination": "CAN", "rate": 0.1, "material": "ore"}],
        },
        perspective=perspective,
    )
    assert_costs(model, {"purchases": 40 * 10 * 7, "tariffs": 40 * 2 * 7})
