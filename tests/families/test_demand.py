"""Rows of demand and substitution, by hand, and what shortage costs.

Cans need 60 t/yr of ore at home and 20 t/yr in Canada. Thrift saves up to half of it, reached in four yearly steps from
2027; glass replaces 30 % of it at 1.5 t per t, once a programme is on line.
"""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

MATERIALS = [{"material": "ore", "stage": "extraction"}, {"material": "glass", "stage": "processing"}]
THRIFT = {
    "substitute": "thrift",
    "sector": "cans",
    "material": "ore",
    "largest_share": 0.5,
    "first_year": 2027,
    "ramp_up_years": 4,
    "cost_usd_per_t": 3,
}
GLASS = {
    "substitute": "glassware",
    "sector": "cans",
    "material": "ore",
    "replacement": "glass",
    "replacement_t_per_t": 1.5,
    "largest_share": 0.3,
    "cost_usd_per_t": 1,
    "requires_project": "campaign",
}
CAMPAIGN = {
    "project": "campaign",
    "kind": "substitution",
    "capital_usd_per_block": 10,
    "construction_years": 1,
    "ramp_up_years": 2,
}
GLASSWORKS = {"supplier": "glassworks", "place": "USA", "material": "glass", "price_usd_per_t": 2}
SECTOR = {"sector": "cans", "shortage_cost_usd_per_t": 50, "largest_shortage": 0.4}


@pytest.fixture(scope="module")
def model():
    return build(
        materials=MATERIALS,
        suppliers=[MINE, GLASSWORKS],
        substitutes=[THRIFT, GLASS],
        projects=[CAMPAIGN],
        demand=[NEED, NEED | {"place": "CAN", "quantity_t": 20}],
        sectors=[SECTOR],
    )


def test_demand_met(model):
    row = {"Substituted[thrift,USA,2028]": 1, "Substituted[glassware,USA,2028]": 1, "Shortfall[USA,cans,ore,2028]": 1}
    assert_row(model, "demand_met", ("USA", "cans", "ore", "2028"), row, "<=", 60)
    row = {"Substituted[glassware,CAN,2026]": 1, "Shortfall[CAN,cans,ore,2026]": 1}
    assert_row(model, "demand_met", ("CAN", "cans", "ore", "2026"), row, "<=", 20)
    assert model.Shortfall["CAN", "cans", "ore", "2026"].bounds == (0, 0.4 * 20)


def test_substitution_cap(model):
    """A quarter of the share is there in 2027, half in 2028, all in 2030."""
    row = {"Substituted[thrift,USA,2028]": 1}
    assert_row(model, "substitution_cap", ("thrift", "USA", "2028"), row, "<=", 0.5 * 0.5 * 60)
    row = {"Substituted[thrift,CAN,2030]": 1}
    assert_row(model, "substitution_cap", ("thrift", "CAN", "2030"), row, "<=", 0.5 * 20)
    row = {"Substituted[glassware,USA,2026]": 1}
    assert_row(model, "substitution_cap", ("glassware", "USA", "2026"), row, "<=", 0.3 * 60)
    assert ("thrift", "USA", "2026") not in keys(model, "substitution_cap")


def test_substitution_programme(model):
    """Decided in 2026 the campaign is on line from 2027 and at full effect in 2028; decided in 2028, in 2030."""
    row = {"Substituted[glassware,USA,2028]": 1, "Built[campaign,2026]": -18}
    assert_row(model, "substitution_programme", ("glassware", "USA", "2028"), row, "<=", 0)
    row = {"Substituted[glassware,CAN,2030]": 1, "Built[campaign,2026]": -6, "Built[campaign,2028]": -6}
    assert_row(model, "substitution_programme", ("glassware", "CAN", "2030"), row, "<=", 0)
    row = {"Substituted[glassware,USA,2026]": 1}
    assert_row(model, "substitution_programme", ("glassware", "USA", "2026"), row, "<=", 0)
    assert {substitute for substitute, _, _ in keys(model, "substitution_programme")} == {"glassware"}


def test_a_replacement_is_consumed_where_it_replaces(model):
    row = {
        "Lifted[glassworks,2028]": 1,
        "Substituted[glassware,USA,2028]": -1.5,
        "Shipped[USA to CAN,glass,2028]": -1,
        "Discarded[USA,glass,2028]": -1,
    }
    assert_row(model, "material_balance", ("USA", "glass", "2028"), row, "==", 0)
    row = {
        "Shipped[USA to CAN,ore,2028]": 1,
        "Substituted[thrift,CAN,2028]": 1,
        "Substituted[glassware,CAN,2028]": 1,
        "Shortfall[CAN,cans,ore,2028]": 1,
        "Discarded[CAN,ore,2028]": -1,
    }
    assert_row(model, "material_balance", ("CAN", "ore", "2028"), row, "==", 20)


def test_substitution_costs_itself_and_its_replacement():
    """From 2028 glass replaces 18 t/yr at 1 + 1.5 x 2 USD/t against 10 for ore; the campaign takes a year to come."""
    model = solved(materials=MATERIALS, suppliers=[MINE, GLASSWORKS], substitutes=[GLASS], projects=[CAMPAIGN])
    expected = {
        "project capital": 10,
        "salvage": -10 * (25 - 6) / 25,
        "purchases": 10 * (60 * 2 + 42 * 5) + 2 * 1.5 * 18 * 5,
        "substitution": 18 * 5,
    }
    assert_costs(model, expected)


def test_shortage_costs_what_the_sector_says():
    model = solved(suppliers=[MINE | {"price_usd_per_t": 80}], sectors=[SECTOR])
    assert_costs(model, {"purchases": 36 * 80 * 7, "shortage": 24 * 50 * 7})


def test_shortage_costs_a_multiple_of_the_benchmark():
    prices = [{"material": "ore", "year": 2026, "price_usd_per_t": 20}]
    sector = {"sector": "cans", "shortage_cost_multiple": 3}
    model = solved(suppliers=[MINE | {"price_usd_per_t": 80}], sectors=[sector], prices=prices)
    assert_costs(model, {"shortage": 60 * 3 * 20 * 7})


def test_a_sector_without_a_cost_of_shortage_allows_none():
    model = build(sectors=[{"sector": "cans", "largest_shortage": 0.5}])
    assert model.Shortfall["USA", "cans", "ore", "2026"].bounds == (0, 0)


def test_a_multiple_needs_a_benchmark():
    with pytest.raises(InputError, match="multiplies the benchmark of ore, which cans needs and prices does not have"):
        build(sectors=[{"sector": "cans", "shortage_cost_multiple": 3}])


def test_demand_is_linear_between_the_years_given():
    demand = [NEED, NEED | {"year": 2030, "quantity_t": 100}]
    model = build(demand=demand)
    assert [value(model.demand["USA", "cans", "ore", year]) for year in (2026, 2028, 2030)] == [60, 80, 100]
