"""Rows of recycling, by hand: cans come back after three years, a fifth of a tonne of scrap per tonne of ore used."""

from __future__ import annotations

import pytest
from rows import MATERIALS, MINE, NEED, assert_costs, assert_row, build, solved

RETURN = {
    "sector": "cans",
    "material": "ore",
    "scrap": "old-cans",
    "place": "USA",
    "lag_years": 3,
    "collection_rate": 0.2,
    "cost_usd_per_t": 1,
}
TABLES = {
    "materials": [*MATERIALS, {"material": "old-cans", "stage": "scrap"}],
    "scrap_returns": [RETURN],
    "past_use": [
        {"place": "USA", "sector": "cans", "material": "ore", "year": 2022, "quantity_t": 10},
        {"place": "USA", "sector": "cans", "material": "ore", "year": 2024, "quantity_t": 30},
    ],
    "demand": [NEED, NEED | {"year": 2028, "quantity_t": 70}],
    "processes": [{"process": "melting"}],
    "process_materials": [
        {"process": "melting", "material": "old-cans", "coefficient_t_per_t": -2},
        {"process": "melting", "material": "ore", "coefficient_t_per_t": 1},
    ],
    "plants": [
        {
            "plant": "melter",
            "kind": "recycling",
            "place": "USA",
            "process": "melting",
            "capacity_t_per_year": 99,
            "variable_cost_usd_per_t": 3,
        }
    ],
}
Z = ("cans", "ore", "old-cans", "USA")


def test_scrap_available():
    """Use of 2023 is 20 t, half way from 2022 to 2024; of 2025, the 30 t of 2024; of 2027, 65 t, half way in demand."""
    model = build(**TABLES)
    for year, use in ((2026, 20), (2028, 30), (2030, 65)):
        row = {f"Collected[cans,ore,old-cans,USA,{year}]": 1}
        assert_row(model, "scrap_available", (*Z, str(year)), row, "<=", 0.2 * use)


@pytest.mark.parametrize(("lag", "use"), [(4, 10), (5, 10), (0, 60)])
def test_use_is_constant_before_the_years_given(lag, use):
    model = build(**TABLES | {"scrap_returns": [RETURN | {"lag_years": lag}]})
    assert_row(model, "scrap_available", (*Z, "2026"), {"Collected[cans,ore,old-cans,USA,2026]": 1}, "<=", 0.2 * use)


def test_scrap_stands_in_the_balance():
    model = build(**TABLES)
    row = {"Collected[cans,ore,old-cans,USA,2026]": 1, "Run[melter,2026]": -2, "Discarded[USA,old-cans,2026]": -1}
    assert_row(model, "material_balance", ("USA", "old-cans", "2026"), row, "==", 0)


def test_collecting_costs_by_the_tonne():
    """4, 6 and 13 t/yr of scrap make half as much ore at 2 x 1 + 3 USD/t, below the 10 of the mine."""
    model = solved(**TABLES, suppliers=[MINE])
    scrap = 4 * 2 + 6 * 2 + 13 * 3
    needed = 60 * 2 + 70 * 5
    expected = {"scrap collection": scrap, "processing": scrap / 2 * 3, "purchases": (needed - scrap / 2) * 10}
    assert_costs(model, expected)
