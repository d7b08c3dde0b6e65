"""Rules on shortage: rows by hand, and two small needs of which the dearer to leave unmet is met."""

from __future__ import annotations

import pytest
from rows import NEED, TIN, assert_costs, assert_row, build, keys, solved, value

from model import InputError

METAL = NEED | {"material": "metal", "quantity_t": 5}
LEAD = [{"material": "ore", "mineral": "lead", "content": 0.1}]
CANS = {"sector": "cans", "shortage_cost_usd_per_t": 1}
PRICES = [
    {"material": "ore", "year": 2026, "price_usd_per_t": 10},
    {"material": "metal", "year": 2026, "price_usd_per_t": 40},
]


def test_shortage_kept():
    """60 t of ore and 5 t of metal hold 35 t of tin a year; of lead, in ore alone, 6 t."""
    rules = [
        {"rule": "r", "kind": "shortage", "limit": 0.2, "soft_penalty_usd": 3},
        {"rule": "late", "kind": "shortage", "mineral": "lead", "limit": 0.5, "first_year": 2028, "last_year": 2028},
    ]
    model = build(material_minerals=[*TIN, *LEAD], demand=[NEED, METAL], sectors=[CANS], rules=rules)
    row = {
        "Shortfall[USA,cans,ore,2026]": 0.5,
        "Shortfall[USA,cans,metal,2026]": 1,
        "ShortageBreach[r,tin,2026]": -1,
    }
    assert_row(model, "shortage_kept", ("r", "tin", "2026"), row, "<=", 0.2 * 35)
    row = {"Shortfall[USA,cans,ore,2028]": 0.1, "ShortageBreach[late,lead,2028]": -1}
    assert_row(model, "shortage_kept", ("late", "lead", "2028"), row, "<=", 0.5 * 6)
    late = {key for key in keys(model, "shortage_kept") if key[0] == "late"}
    assert late == {("late", "lead", "2028")}
    assert model.ShortageBreach["r", "tin", "2026"].bounds == (0, None)
    assert model.ShortageBreach["late", "lead", "2028"].bounds == (0, 0)


def test_horizon_shortage_kept():
    """60 t of ore at 10 and 5 t of metal at 40 USD/t are 800 USD a year, over 2 + 2 + 3 years."""
    rules = [{"rule": "r", "kind": "shortage", "limit": 0.1, "period": "horizon"}]
    model = build(material_minerals=TIN, demand=[NEED, METAL], sectors=[CANS], prices=PRICES, rules=rules)
    row = {f"Shortfall[USA,cans,ore,{year}]": 10 * length for year, length in ((2026, 2), (2028, 2), (2030, 3))}
    row |= {f"Shortfall[USA,cans,metal,{year}]": 40 * length for year, length in ((2026, 2), (2028, 2), (2030, 3))}
    row |= {"ShortageBreach[r,,2030]": -1}
    assert_row(model, "horizon_shortage_kept", ("r", "", "2030"), row, "<=", 0.1 * 800 * 7)
    assert model.ShortageBreach["r", "", "2030"].bounds == (0, 0)
    assert keys(model, "shortage_kept") == set()


@pytest.mark.parametrize(
    ("rule", "short", "penalty"),
    [
        ({"limit": 0.25}, 15, 0),
        ({"limit": 0.25, "soft_penalty_usd": 1}, 60, 22.5 * 1 * 7),
        ({"limit": 0.25, "soft_penalty_multiple": 0.1}, 60, 22.5 * 4 * 7),
        ({"limit": 0.25, "period": "horizon"}, 15, 0),
    ],
)
def test_ore_that_is_dearer_than_its_shortage_is_bought_as_far_as_the_rule_asks(rule, short, penalty):
    """Ore costs 10 USD/t and its shortage 1: without a rule all 60 t a year go short. A quarter is 15 t.

    The breach of a soft rule is (60 - 15) t of ore, half of it tin; a contained t is worth the 40 USD of metal, the
    first material by name, and a tenth of that is 4 USD.
    """
    model = solved(
        material_minerals=TIN, sectors=[CANS], prices=PRICES, rules=[{"rule": "r", "kind": "shortage", **rule}]
    )
    costs = {"purchases": (60 - short) * 10 * 7, "shortage": short * 7, "shortage rule penalties": penalty}
    assert_costs(model, {name: cost for name, cost in costs.items() if cost})
    if "period" not in rule:
        assert value(model.Shortfall["USA", "cans", "ore", "2030"]) == pytest.approx(short)


def test_what_has_no_price_cannot_be_weighed():
    rules = [{"rule": "r", "kind": "shortage", "limit": 0.1, "period": "horizon"}]
    with pytest.raises(InputError, match="weighs 'ore', which has no benchmark price"):
        build(material_minerals=TIN, sectors=[CANS], rules=rules)
