"""Rows of ESG costs, by hand: a carbon price, a bond per tonne, an audit per active supplier."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value
from test_totals import CHEAP_AND_DEAR, TABLES

from model.errors import InputError

AUDIT = {"rule": "audit", "kind": "cost", "per": "supplier", "limit": 700, "first_year": 2027}


def test_active_supplier():
    """A supplier of 100 t/yr, half within reach, with up to three blocks of 20 t/yr, can sell 110 t/yr."""
    model = build(
        suppliers=[MINE | {"reach": 0.5}, MINE | {"supplier": "other"}],
        projects=[{"project": "shaft", "max_blocks": 3, "capital_usd_per_block": 1}],
        project_effects=[{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 20}],
        rules=[AUDIT | {"where": "supplier=mine"}],
    )
    row = {"Lifted[mine,2028]": 1, "Active[mine,2028]": -110}
    assert_row(model, "active_supplier", ("mine", "2028"), row, "<=", 0)
    assert keys(model, "active_supplier") == {("mine", "2028"), ("mine", "2030")}


def test_audits_are_paid_for_each_year_in_which_a_supplier_is_active():
    """An audit of 700 USD a year makes one supplier at 11 USD/t better than two; before 2028 there is none."""
    suppliers = [
        MINE | {"supplier": "small", "capacity_t_per_year": 30},
        MINE | {"supplier": "large", "price_usd_per_t": 11},
    ]
    model = solved(suppliers=suppliers, rules=[AUDIT])
    purchases = (30 * 10 + 30 * 11) * 2 + 60 * 11 * 5
    assert_costs(model, {"purchases": purchases, "cost of active suppliers": 700 * 5})
    assert [value(model.Active[name, 2028]) for name in ("small", "large")] == [0, 1]


def test_a_rate_per_unit_of_an_indicator():
    """Carbon: 3 a tonne of 120 t of Chile's ore, 0.5 for its journey, 4 a tonne of 60 t of metal; at 2, then 5 USD."""
    tables = TABLES | {"suppliers": [TABLES["suppliers"][0] | {"capacity_t_per_year": 120}]}
    carbon = {"rule": "carbon", "kind": "cost", "indicator": "carbon", "missing": "ignore", "limit": 2}
    yearly = [
        {"table": "rules", "key": "carbon", "column": "limit", "year": 2028, "value": 2},
        {"table": "rules", "key": "carbon", "column": "limit", "year": 2030, "value": 5},
    ]
    values = [row for row in TABLES["indicator_values"] if row["subject"] in {"chile", "smelter", "sea"}]
    model = solved(**tables | {"indicator_values": values}, rules=[carbon], yearly=yearly)
    emitted = 120 * 3.5 + 60 * 4
    assert_costs(model, {"purchases": 120 * 10 * 7, "ESG costs": emitted * (2 * 4 + 5 * 3)})


def test_a_bond_per_tonne_in_its_years():
    """4 USD/t and a bond of 5.9 USD/t in 2026 and 2028 are still below 10 USD/t."""
    bond = {"rule": "bond", "kind": "cost", "where": "supplier=cheap", "limit": 5.9, "last_year": 2029}
    model = solved(**CHEAP_AND_DEAR, rules=[bond])
    assert_costs(model, {"purchases": 60 * 4 * 7, "ESG costs": 60 * 5.9 * 4})


def test_an_audited_supplier_needs_a_capacity():
    market = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 10}
    with pytest.raises(InputError) as error:
        build(suppliers=[market], demand=[NEED], rules=[AUDIT])
    assert str(error.value) == (
        "1 problem in the input:\n  suppliers, column capacity_t_per_year: a rule charges for supplier 'market' while "
        "it is active, and it has no capacity. Give capacity_t_per_year."
    )
