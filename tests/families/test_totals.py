"""Rows of totals, by hand: carbon of mines, smelter and shipments per year, and tonnes over the years 2026 to 2028."""

from __future__ import annotations

from typing import Any

import pytest
from rows import MINE, TIN, assert_costs, assert_row, build, keys, solved

TABLES: dict[str, Any] = {
    "material_minerals": TIN,
    "suppliers": [
        MINE | {"supplier": "chile", "place": "CHL"},
        MINE | {"supplier": "peru", "place": "PER"},
        MINE | {"supplier": "china", "place": "CHN", "material": "metal"},
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 80}],
    "routes": [
        {"route": "sea", "origin": "CHL", "destination": "USA"},
        {"route": "road", "origin": "PER", "destination": "USA"},
        {"route": "air", "origin": "CHN", "destination": "USA"},
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 60}],
    "indicators": [{"indicator": "carbon", "direction": "lower_is_better"}],
    "indicator_values": [
        {"subject_kind": kind, "subject": subject, "indicator": "carbon", "value": amount}
        for kind, subject, amount in (
            ("supplier", "chile", 3),
            ("supplier", "china", 9),
            ("plant", "smelter", 4),
            ("route", "sea", 0.5),
            ("route", "air", 7),
        )
    ],
}


def rule(**cells: object) -> dict[str, object]:
    """A rule that carbon is 100 in all, unless told otherwise."""
    return {"rule": "r", "kind": "total", "indicator": "carbon", "missing": "ignore", "limit": 100} | cells


def test_a_total_adds_up_what_holds_a_listed_mineral_once():
    """Ore holds tin and lead: its tonnes count once; metal, which holds neither, does not count."""
    contents = [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "ore", "mineral": "lead", "content": 0.1},
        {"material": "ore", "mineral": "zinc", "content": 0.4},
        {"material": "metal", "mineral": "zinc", "content": 0.8},
    ]
    model = build(**TABLES | {"material_minerals": contents}, rules=[rule(indicator="", mineral="tin;lead")])
    row = {"Lifted[chile,2026]": 1, "Lifted[peru,2026]": 1, "TotalBreach[r,2026]": -1}
    assert_row(model, "total_kept", ("r", "2026"), row, "<=", 100)


def test_total_per_year_of_all_that_has_a_value():
    model = build(**TABLES, rules=[rule(soft_penalty_usd=2)])
    row = {
        "Lifted[chile,2026]": 3,
        "Lifted[china,2026]": 9,
        "Run[smelter,2026]": 4,
        "Shipped[sea,ore,2026]": 0.5,
        "Shipped[air,metal,2026]": 7,
        "TotalBreach[r,2026]": -1,
    }
    assert_row(model, "total_kept", ("r", "2026"), row, "<=", 100)
    assert model.TotalBreach["r", "2026"].bounds == (0, None)
    assert keys(model, "horizon_total_kept") == set()


def test_a_missing_value_is_the_worst_of_its_kind():
    """Peru's mine is taken for China's 9, the road for the air's 7."""
    model = build(**TABLES, rules=[rule(missing="worst", stage="extraction")])
    row = {
        "Lifted[chile,2026]": 3,
        "Lifted[peru,2026]": 9,
        "Shipped[sea,ore,2026]": 0.5,
        "Shipped[road,ore,2026]": 7,
        "TotalBreach[r,2026]": -1,
    }
    assert_row(model, "total_kept", ("r", "2026"), row, "<=", 100)


def test_total_of_what_is_shipped():
    model = build(**TABLES, rules=[rule(of="shipped", where="origin=CHL")])
    row = {"Shipped[sea,ore,2026]": 0.5, "TotalBreach[r,2026]": -1}
    assert_row(model, "total_kept", ("r", "2026"), row, "<=", 100)


def test_total_over_the_horizon_adds_up_along_the_path():
    """Tonnes bought in the years up to 2028, two for each node; the limit holds at the end of them."""
    tonnes = rule(indicator="", period="horizon", where="place=CHL|PER", last_year=2029, limit=250)
    model = build(**TABLES, rules=[tonnes])
    row = {"TotalUsed[r,2026]": 1, "TotalUsed[r,start]": -1, "Lifted[chile,2026]": -2, "Lifted[peru,2026]": -2}
    assert_row(model, "total_used", ("r", "2026"), row, "==", 0)
    row = {"TotalUsed[r,2028]": 1, "TotalUsed[r,2026]": -1, "Lifted[chile,2028]": -2, "Lifted[peru,2028]": -2}
    assert_row(model, "total_used", ("r", "2028"), row, "==", 0)
    row = {"TotalUsed[r,2030]": 1, "TotalUsed[r,2028]": -1}
    assert_row(model, "total_used", ("r", "2030"), row, "==", 0)
    row = {"TotalUsed[r,2028]": 1, "TotalBreach[r,2028]": -1}
    assert_row(model, "horizon_total_kept", ("r", "2028"), row, "<=", 250)
    assert keys(model, "horizon_total_kept") == {("r", "2028")}
    assert keys(model, "total_kept") == set()
    assert model.TotalUsed["r", "start"].bounds == (0, 0)
    assert model.TotalBreach["r", "2028"].bounds == (0, 0)


def test_total_of_a_mineral_at_a_stage():
    model = build(**TABLES, rules=[rule(indicator="", mineral="tin", stage="processing")])
    row = {"Lifted[china,2026]": 1, "TotalBreach[r,2026]": -1}
    assert_row(model, "total_kept", ("r", "2026"), row, "<=", 100)


CHEAP_AND_DEAR: dict[str, Any] = {
    "suppliers": [
        {"supplier": "cheap", "place": "USA", "material": "ore", "price_usd_per_t": 4},
        {"supplier": "dear", "place": "USA", "material": "ore", "price_usd_per_t": 10},
    ],
}


@pytest.mark.parametrize(("period", "limit"), [("year", 20), ("horizon", 140)])
def test_a_total_is_kept_at_the_cost_of_it(period, limit):
    """20 t a year of the cheap ore, or 140 t over seven years."""
    cheap = rule(indicator="", where="supplier=cheap", period=period, limit=limit)
    assert_costs(solved(**CHEAP_AND_DEAR, rules=[cheap]), {"purchases": (20 * 4 + 40 * 10) * 7})


def test_breaking_a_soft_total_costs_its_penalty():
    cheap = rule(indicator="", where="supplier=cheap", limit=20, soft_penalty_usd=1.5)
    model = solved(**CHEAP_AND_DEAR, rules=[cheap])
    assert_costs(model, {"purchases": 60 * 4 * 7, "total rule penalties": 40 * 1.5 * 7})
