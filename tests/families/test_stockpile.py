"""Rows of stockpiles, by hand: a level with losses, its capacity, what is left at the end and what that is worth."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, TIN, assert_costs, assert_row, build, keys, solved, value

from model import InputError

YARD = {
    "stockpile": "yard",
    "place": "USA",
    "material": "ore",
    "initial_t": 40,
    "capacity_t": 90,
    "fill_t_per_year": 11,
    "release_t_per_year": 12,
    "loss_per_year": 0.1,
    "least_end_t": 8,
}
VAULT = {"stockpile": "vault", "place": "USA", "material": "metal", "initial_t": 6}
PRICES = [
    {"material": "ore", "year": 2026, "price_usd_per_t": 20},
    {"material": "ore", "year": 2030, "price_usd_per_t": 30},
]


@pytest.fixture(scope="module")
def model():
    return build(
        stockpiles=[YARD, VAULT],
        material_minerals=TIN,
        projects=[{"project": "shed", "kind": "stockpile", "capital_usd_per_block": 10, "construction_years": 2}],
        project_effects=[{"project": "shed", "effect": "stockpile_capacity", "target": "yard", "value": 25}],
    )


def test_stock_balance(model):
    """Of what was held, 0.9 squared is left after two years and 0.9 cubed after three."""
    row = {"Stock[yard,2026]": 1, "Stock[yard,start]": -0.81, "Stocked[yard,2026]": -2, "Released[yard,2026]": 2}
    assert_row(model, "stock_balance", ("yard", "2026"), row, "==", 0)
    row = {"Stock[yard,2030]": 1, "Stock[yard,2028]": -0.729, "Stocked[yard,2030]": -3, "Released[yard,2030]": 3}
    assert_row(model, "stock_balance", ("yard", "2030"), row, "==", 0)
    assert model.Stock["yard", "start"].bounds == (40, 40)
    assert model.Stocked["yard", "2026"].bounds == (0, 11)
    assert model.Released["yard", "2026"].bounds == (0, 12)
    assert model.Released["vault", "2026"].bounds == (0, None)


def test_stock_capacity(model):
    assert_row(model, "stock_capacity", ("yard", "2026"), {"Stock[yard,2026]": 1}, "<=", 90)
    row = {"Stock[yard,2030]": 1, "Built[shed,2026]": -25, "Built[shed,2028]": -25}
    assert_row(model, "stock_capacity", ("yard", "2030"), row, "<=", 90)
    assert {stockpile for stockpile, _ in keys(model, "stock_capacity")} == {"yard"}


def test_least_stock_at_end(model):
    assert_row(model, "least_stock_at_end", ("yard", "2030"), {"Stock[yard,2030]": 1}, ">=", 8)
    assert keys(model, "least_stock_at_end") == {("yard", "2030")}


def test_valued_at_end(model):
    row = {"Valued[yard,2030]": 1, "Stock[yard,2030]": -1}
    assert_row(model, "valued_at_end", ("yard", "2030"), row, "<=", 0)
    assert keys(model, "valued_at_end") == {("yard", "2030"), ("vault", "2030")}


def test_valued_cap_is_what_was_held_at_the_start(model):
    """40 t of ore hold 20 t of tin, and there are 6 t of metal."""
    row = {"Valued[yard,2030]": 0.5, "Valued[vault,2030]": 1}
    assert_row(model, "valued_cap", ("tin", "2030"), row, "<=", 40 * 0.5 + 6)


def cover(days: float, **more: object):
    """A rule that so many days of demand are held."""
    return {"rule": "cover", "kind": "cover", "mineral": "tin", "limit": days} | more


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        (cover(300), 26),
        (cover(730), 60),
        (cover(730, last_year=2029), 26),
        (cover(730, first_year=2031), 26),
        (cover(730, mineral="lead"), 26),
    ],
)
def test_valued_cap_is_what_must_be_held_as_cover_where_that_is_more(rule, limit):
    """60 t of ore a year hold 30 t of tin: two years of it are 60 t. A rule that has ended asks for nothing."""
    minerals = [*TIN, {"material": "metal", "mineral": "lead", "content": 0.1}]
    model = build(stockpiles=[YARD, VAULT], material_minerals=minerals, rules=[rule])
    row = {"Valued[yard,2030]": 0.5, "Valued[vault,2030]": 1}
    assert_row(model, "valued_cap", ("tin", "2030"), row, "<=", limit)


def test_a_stock_without_minerals_is_valued_up_to_what_it_was():
    """Slag holds none of the minerals that are named: its own initial level limits what has an end value."""
    materials = [{"material": "ore", "stage": "extraction"}, {"material": "slag", "stage": "processing"}]
    heap = {"stockpile": "heap", "place": "USA", "material": "slag", "initial_t": 5}
    model = build(materials=materials, material_minerals=TIN[:1], stockpiles=[heap])
    assert model.Valued["heap", "2030"].bounds == (0, 5)


def test_nobody_empties_the_reserve_at_the_end_nor_pumps_it_up():
    """Ore costs 10 and is worth 0.9 x 30 at the end: the 40 t of the start stay, and no tonne more is stocked."""
    yard = {"stockpile": "yard", "place": "USA", "material": "ore", "initial_t": 40}
    model = solved(stockpiles=[yard], prices=PRICES)
    assert value(model.Stock["yard", "2030"]) == pytest.approx(40)
    assert_costs(model, {"purchases": 60 * 10 * 7, "stock end value": -40 * 27})


def test_without_an_end_value_the_reserve_is_used_up():
    yard = {"stockpile": "yard", "place": "USA", "material": "ore", "initial_t": 40, "end_value_usd_per_t": 0}
    model = solved(stockpiles=[yard], prices=PRICES)
    assert_costs(model, {"purchases": (60 * 7 - 40) * 10})


def test_holding_is_paid_on_the_level_at_the_end_of_each_period_and_the_end_value_discounted_to_the_horizons_end():
    """40 t are held throughout, valued at 9 USD/t at the start of 2033, seven years on."""
    yard = {
        "stockpile": "yard",
        "place": "USA",
        "material": "ore",
        "initial_t": 40,
        "least_end_t": 40,
        "release_t_per_year": 0,
        "holding_cost_usd_per_t_per_year": 0.5,
        "end_value_usd_per_t": 9,
    }
    model = solved(stockpiles=[yard], discount_rate=0.1)
    worth = sum(1.1**-year for year in range(7))
    expected = {"purchases": 600 * worth, "stock holding": 40 * 0.5 * worth, "stock end value": -40 * 9 / 1.1**7}
    assert_costs(model, expected)


def test_a_stock_is_filled_before_a_supplier_closes():
    """The mine of 100 t/yr closes after 2029: 40 t/yr over four years are 160 t; 20 t of 180 t are short, at 50 USD."""
    model = solved(
        suppliers=[MINE | {"last_year": 2029}],
        stockpiles=[{"stockpile": "yard", "place": "USA", "material": "ore", "capacity_t": 160}],
        sectors=[{"sector": "cans", "shortage_cost_usd_per_t": 50}],
        demand=[NEED],
    )
    assert_costs(model, {"purchases": 100 * 10 * 4, "shortage": (60 * 3 - 160) * 50})
    assert value(model.Stock["yard", "2028"]) == pytest.approx(160)


def test_an_end_value_above_nine_tenths_of_the_last_price_is_refused():
    with pytest.raises(InputError) as refused:
        build(stockpiles=[{**YARD, "end_value_usd_per_t": 28}], prices=PRICES)
    assert str(refused.value) == (
        "1 problem in the input:\n"
        "  stockpiles, column end_value_usd_per_t: stockpile 'yard' values what is left at more than 0.9 of the last "
        "benchmark price (found '28'). Write 27 or less, or leave it empty."
    )
