"""Rows of averages, by hand.

Score is better high, carbon better low. Chile scores 60, Peru 30 (its place's), China 20 and the smelter at home 80;
what is wasted is taken for the best that is bought or made.
"""

from __future__ import annotations

from typing import Any

import pytest
from rows import TIN, assert_costs, assert_row, build, keys, solved, value
from rows import row as coefficients

TABLES: dict[str, Any] = {
    "material_minerals": [
        *TIN,
        {"material": "ore", "mineral": "lead", "content": 0.05},
        {"material": "metal", "mineral": "lead", "content": 0.1},
    ],
    "suppliers": [
        {"supplier": name, "place": place, "material": material, "price_usd_per_t": 10}
        for name, place, material in (("chile", "CHL", "ore"), ("peru", "PER", "ore"), ("china", "CHN", "metal"))
    ],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -4},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 80}],
    "origins": [{"supplier": "china", "stage": "extraction", "place": "PER", "share": 1}],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 60}],
    "indicators": [
        {"indicator": "score", "direction": "higher_is_better"},
        {"indicator": "carbon", "direction": "lower_is_better"},
    ],
    "indicator_values": [
        {"subject_kind": kind, "subject": subject, "indicator": indicator, "value": amount}
        for kind, subject, indicator, amount in (
            ("supplier", "chile", "score", 60),
            ("place", "PER", "score", 30),
            ("supplier", "china", "score", 20),
            ("plant", "smelter", "score", 80),
            ("supplier", "china", "carbon", 9),
            ("plant", "smelter", "carbon", 4),
            ("supplier", "chile", "carbon", 3),
        )
    ],
}


def rule(**cells: object) -> dict[str, object]:
    """A rule that the score of tin's ore is 50 on average, unless told otherwise."""
    return {
        "rule": "r",
        "kind": "average",
        "indicator": "score",
        "stage": "extraction",
        "mineral": "tin",
        "limit": 50,
    } | cells


def test_average_of_mines_with_the_upstream_of_metal():
    """(60 - 50) of Chile's tin, (30 - 50) of Peru's and of the Peruvian ore in China's metal; waste at + 10."""
    model = build(**TABLES, rules=[rule()])
    row = {
        "Lifted[chile,2026]": 10 * 0.5,
        "Lifted[peru,2026]": -20 * 0.5,
        "Lifted[china,2026]": -20 * 1.0,
        "AverageBreach[r,tin,2026]": 1,
    }
    row |= {f"Discarded[{place},ore,2026]": -10 * 0.5 for place in ("CHL", "PER", "USA")}
    row |= {f"Discarded[{place},metal,2026]": -10.0 for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row, ">=", 0)
    assert model.AverageBreach["r", "tin", "2026"].bounds == (0, 0)


def test_the_upstream_from_a_suppliers_own_place_takes_the_places_indicator():
    """China's own score of 20 is that of its metal; the Chinese ore in it scores 10."""
    home = {"supplier": "china", "stage": "extraction", "place": "CHN", "share": 1}
    place = {"subject_kind": "place", "subject": "CHN", "indicator": "score", "value": 10}
    values = [*TABLES["indicator_values"], place]
    model = build(**TABLES | {"origins": [home], "indicator_values": values}, rules=[rule()])
    terms, sense, _ = coefficients(model, "average_kept", ("r", "tin", "2026"))
    assert sense == "<="
    assert terms["Lifted[china,2026]"] == pytest.approx(50 - 10)


def test_average_where_lower_is_better():
    """At most 6 on average: 3 too much from China, 2 to spare at the smelter."""
    model = build(**TABLES, rules=[rule(indicator="carbon", stage="processing", limit=6, soft_penalty_usd=1)])
    row = {"Lifted[china,2026]": -3, "Run[smelter,2026]": 2, "AverageBreach[r,tin,2026]": 1}
    row |= {f"Discarded[{place},metal,2026]": -2 for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row, ">=", 0)
    assert model.AverageBreach["r", "tin", "2026"].bounds == (0, None)


def test_a_direction_is_turned_by_the_rules_sense():
    """At most 50 on a score: a cap, whichever way is better."""
    model = build(**TABLES, rules=[rule(stage="processing", sense="max")])
    row = {"Lifted[china,2026]": 30, "Run[smelter,2026]": -30, "AverageBreach[r,tin,2026]": 1}
    row |= {f"Discarded[{place},metal,2026]": -30 for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row, ">=", 0)


@pytest.mark.parametrize(("missing", "peru"), [("worst", 3 - 9), ("ignore", 0)])
def test_a_missing_indicator_is_the_worst_or_nothing(missing, peru):
    """Peru has no carbon: it is taken for the suppliers' worst, 9, or left out, and so is China's Peruvian ore."""
    model = build(**TABLES, rules=[rule(indicator="carbon", limit=3, missing=missing)])
    row = {"Lifted[peru,2026]": peru * 0.5, "Lifted[china,2026]": peru, "AverageBreach[r,tin,2026]": 1}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row, ">=", 0)


def test_where_picks_what_is_averaged():
    model = build(**TABLES, rules=[rule(where="place=CHL|CHN", stage="processing")])
    row = {"Lifted[china,2026]": -30, "AverageBreach[r,tin,2026]": 1}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row, ">=", 0)


def test_average_over_minerals_by_value():
    """Metal at 200 USD/t values its tin at 200 USD and its lead at 2 000 USD a contained tonne."""
    prices = [{"material": "metal", "year": 2026, "price_usd_per_t": 200}]
    model = build(**TABLES, prices=prices, rules=[rule(mineral="", stage="processing", weight="value")])
    worth = 200 * 1.0 + 2000 * 0.1
    row = {"Lifted[china,2026]": -30 * worth, "Run[smelter,2026]": 30 * worth, "AverageBreach[r,,2026]": 1}
    row |= {f"Discarded[{place},metal,2026]": -30 * worth for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "", "2026"), row, ">=", 0)
    assert keys(model, "average_kept") == {("r", "", node) for node in ("2026", "2028", "2030")}


def test_an_average_by_value_is_joint_over_a_list_and_not_over_one_mineral():
    """Of tin, lead and zinc, tin and lead count together; zinc has no price, and no rule asks for it."""
    prices = [{"material": "metal", "year": 2026, "price_usd_per_t": 200}]
    zinc = {"material": "ore", "mineral": "zinc", "content": 0.1}
    tables = TABLES | {"material_minerals": [*TABLES["material_minerals"], zinc]}
    by_value = rule(stage="processing", weight="value")
    model = build(**tables, prices=prices, rules=[by_value | {"mineral": "tin;lead"}])
    worth = 200 * 1.0 + 2000 * 0.1
    row = {"Lifted[china,2026]": -30 * worth, "Run[smelter,2026]": 30 * worth, "AverageBreach[r,,2026]": 1}
    row |= {f"Discarded[{place},metal,2026]": -30 * worth for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "", "2026"), row, ">=", 0)
    alone = build(**tables, prices=prices, rules=[by_value])
    assert {mineral for _, mineral, _ in keys(alone, "average_kept")} == {"tin"}


def test_average_of_each_mineral_by_tonnes():
    model = build(**TABLES, rules=[rule(mineral="", stage="processing")])
    row = {"Lifted[china,2026]": -3, "Run[smelter,2026]": 3, "AverageBreach[r,lead,2026]": 1}
    row |= {f"Discarded[{place},metal,2026]": -3 for place in ("CHN", "USA")}
    assert_row(model, "average_kept", ("r", "lead", "2026"), row, ">=", 0)
    assert {mineral for _, mineral, _ in keys(model, "average_kept")} == {"tin", "lead"}


TWO: dict[str, Any] = {
    "suppliers": [
        {"supplier": "clean", "place": "CHL", "material": "ore", "price_usd_per_t": 10},
        {"supplier": "dirty", "place": "CHN", "material": "ore", "price_usd_per_t": 4},
    ],
    "material_minerals": TIN[:1],
    "indicators": TABLES["indicators"],
    "indicator_values": [
        {"subject_kind": "supplier", "subject": "clean", "indicator": "carbon", "value": 2},
        {"subject_kind": "place", "subject": "CHN", "indicator": "carbon", "value": 8},
    ],
}


def test_an_average_is_kept_at_the_cost_of_it_and_not_by_throwing_away():
    """At most 4 on average of 2 and 8: two thirds clean, 40 t of 60 t; clean ore thrown away is no help."""
    carbon = rule(indicator="carbon", limit=4)
    tables = TWO | {"suppliers": [TWO["suppliers"][0], TWO["suppliers"][1] | {"price_usd_per_t": 1}]}
    model = solved(**tables, rules=[carbon])
    assert_costs(model, {"purchases": (40 * 10 + 20 * 1) * 7})
    assert all(value(model.Discarded[key]) == pytest.approx(0, abs=1e-6) for key in model.Discarded)
    routes = [
        {"route": "far", "origin": "CHL", "destination": "USA", "cost_usd_per_t": 90},
        {"route": "near", "origin": "CHN", "destination": "USA"},
    ]
    model = solved(**tables, rules=[carbon], routes=routes)
    assert_costs(model, {"purchases": (40 * 10 + 20 * 1) * 7, "transport": 40 * 90 * 7})


def test_breaking_a_soft_average_costs_its_penalty():
    """All dirty: (8 - 4) x 30 t of tin a year at 0.1 USD are cheaper than 40 t of clean ore."""
    model = solved(**TWO, rules=[rule(indicator="carbon", limit=4, soft_penalty_usd=0.1)])
    assert_costs(model, {"purchases": 60 * 4 * 7, "average rule penalties": 4 * 30 * 0.1 * 7})
