"""Rows of stock cover, by hand: the buyer's ore and metal cover days of the demand for tin."""

from __future__ import annotations

import pytest
from rows import NEED, TIN, assert_costs, assert_row, build, keys, solved, value

YARD = {"stockpile": "yard", "place": "USA", "material": "ore"}
VAULT = {"stockpile": "vault", "place": "USA", "material": "metal"}
THEIRS = {"stockpile": "theirs", "place": "USA", "material": "metal", "held_by_buyer": False}
DEMAND = [NEED, NEED | {"year": 2028, "quantity_t": 80}, NEED | {"material": "metal", "quantity_t": 5}]
RULES = [
    {"rule": "all", "kind": "cover", "limit": 73, "soft_penalty_usd": 2},
    {"rule": "refined", "kind": "cover", "stage": "processing", "mineral": "tin", "limit": 30, "first_year": 2028},
    {"rule": "ore", "kind": "cover", "where": "material=ore", "limit": 10},
]


def model_of(rules):
    return build(stockpiles=[YARD, VAULT, THEIRS], material_minerals=TIN, demand=DEMAND, rules=rules)


def test_stock_cover():
    """60 t of ore and 5 t of metal hold 35 t of tin in 2026; 80 and 5 t hold 45 t in 2028."""
    model = model_of(RULES)
    row = {"Stock[yard,2026]": 0.5, "Stock[vault,2026]": 1, "CoverBreach[all,tin,2026]": 1}
    assert_row(model, "stock_cover", ("all", "tin", "2026"), row, ">=", 35 * 73 / 365)
    row = {"Stock[vault,2028]": 1, "CoverBreach[refined,tin,2028]": 1}
    assert_row(model, "stock_cover", ("refined", "tin", "2028"), row, ">=", 45 * 30 / 365)
    row = {"Stock[yard,2028]": 0.5, "CoverBreach[ore,tin,2028]": 1}
    assert_row(model, "stock_cover", ("ore", "tin", "2028"), row, ">=", 45 * 10 / 365)
    assert ("refined", "tin", "2026") not in keys(model, "stock_cover")
    assert model.CoverBreach["all", "tin", "2026"].bounds == (0, None)
    assert model.CoverBreach["refined", "tin", "2028"].bounds == (0, 0)


@pytest.mark.parametrize(("penalty", "missed"), [(0.1, True), (10, False)])
def test_a_soft_cover_is_missed_where_that_is_cheaper(penalty, missed):
    """73 days of 30 t of tin a year are 6 t of tin, or 12 t of ore at 10 USD/t, worth 9 USD/t at the end.

    Until 2030 cover costs nothing, for what is bought early is used later. To keep it costs 12 x (10 - 9) USD;
    to use it up costs the penalty on 6 t for the three years of the last period.
    """
    model = solved(
        stockpiles=[YARD | {"end_value_usd_per_t": 9}],
        material_minerals=TIN,
        rules=[RULES[0] | {"limit": 73, "soft_penalty_usd": penalty}],
    )
    purchases = 60 * 10 * 7
    if missed:
        assert_costs(model, {"purchases": purchases, "cover rule penalties": 6 * 0.1 * 3})
    else:
        assert_costs(model, {"purchases": purchases + 120, "stock end value": -12 * 9})
        assert value(model.Stock["yard", "2026"]) == pytest.approx(12)


def test_cover_of_listed_minerals_at_a_multiple_of_the_benchmark():
    """Ore at 10 USD/t is half tin: 20 USD per t of tin. The cover missed is 6 t, at 0.005 of that for three years."""
    lead = [{"material": "ore", "mineral": name, "content": 0.1} for name in ("lead", "zinc")]
    prices = [{"material": "ore", "year": 2026, "price_usd_per_t": 10}]
    soft = RULES[0] | {"soft_penalty_usd": None, "soft_penalty_multiple": 0.1, "mineral": "tin;lead"}
    model = build(stockpiles=[YARD], material_minerals=[*TIN, *lead], prices=prices, rules=[soft])
    assert {mineral for _, mineral, _ in keys(model, "stock_cover")} == {"tin", "lead"}
    model = solved(
        stockpiles=[YARD | {"end_value_usd_per_t": 9}],
        material_minerals=TIN,
        prices=prices,
        rules=[soft | {"mineral": "tin", "soft_penalty_multiple": 0.005}],
    )
    assert_costs(model, {"purchases": 60 * 10 * 7, "cover rule penalties": 6 * 0.005 * 20 * 3})
