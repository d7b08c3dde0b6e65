"""Rows of obligations, by hand: purchases of a mine, capital and projects of two lists."""

from __future__ import annotations

import pytest
from rows import MINE, assert_costs, assert_row, build, keys, solved, value

MARKET = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 8}
PACT = {"agreement": "pact"}
OLD = {"agreement": "pact", "status": "committed"}
PURCHASE = {
    "agreement": "pact",
    "obligation": "min_purchase",
    "target_kind": "supplier",
    "target": "mine",
    "value": 20,
}
PROJECTS = [
    {"project": "road", "max_blocks": 2, "capital_usd_per_block": 100, "last_year": 2027, "lifetime_years": 7},
    {"project": "dam", "capital_usd_per_block": 300, "last_year": 2027, "lifetime_years": 7},
    {"project": "school", "capital_usd_per_block": 90, "construction_years": 1, "lifetime_years": 7},
]
INVESTMENT = {
    "agreement": "pact",
    "obligation": "min_investment",
    "target_kind": "project",
    "target": "road;dam",
    "value": 350,
    "by_year": 2029,
}
COUNT = INVESTMENT | {"obligation": "least_projects", "target": "road;school", "value": 2, "by_year": 2026}


@pytest.fixture(scope="module")
def model():
    return build(
        suppliers=[MINE, MARKET],
        projects=PROJECTS,
        agreements=[PACT | {"term_years": 4}],
        agreement_obligations=[PURCHASE | {"ramp_up_years": 4}, INVESTMENT, COUNT],
    )


def test_least_purchase(model):
    """A quarter of 20 t/yr in the year of joining, three quarters two years on."""
    key = ("pact", "supplier", "mine")
    assert_row(model, "least_purchase", (*key, "2026"), {"Lifted[mine,2026]": 1, "Joined[pact,2026]": -5}, ">=", 0)
    row = {"Lifted[mine,2028]": 1, "Joined[pact,2026]": -15, "Joined[pact,2028]": -5}
    assert_row(model, "least_purchase", (*key, "2028"), row, ">=", 0)


def test_least_investment(model):
    """2029 lies in the period from 2028: from then on it is owed, by an agreement of 2030 at once."""
    key = ("pact", "project", "road;dam")
    row = {"Built[road,2026]": 100, "Built[dam,2026]": 300, "Joined[pact,2026]": -350, "Joined[pact,2028]": -350}
    assert_row(model, "least_investment", (*key, 2028), row, ">=", 0)
    row = {"Built[road,2026]": 100, "Built[dam,2026]": 300, "Joined[pact,2028]": -350, "Joined[pact,2030]": -350}
    assert_row(model, "least_investment", (*key, 2030), row, ">=", 0)
    assert keys(model, "least_investment") == {(*key, 2028), (*key, 2030)}


def test_begun_when_built(model):
    row = {"Begun[school,2028]": 1, "Built[school,2026]": -1, "Built[school,2028]": -1}
    assert_row(model, "begun_when_built", ("school", 2028), row, "<=", 0)
    assert_row(model, "begun_when_built", ("road", 2028), {"Begun[road,2028]": 1, "Built[road,2026]": -1}, "<=", 0)
    assert model.Begun["road", 2028].bounds == (0, 1)


def test_least_projects(model):
    key = ("pact", "project", "road;school")
    row = {"Begun[road,2026]": 1, "Begun[school,2026]": 1, "Joined[pact,2026]": -2}
    assert_row(model, "least_projects", (*key, 2026), row, ">=", 0)
    assert keys(model, "least_projects") == {(*key, 2026), (*key, 2028), (*key, 2030)}


def test_a_purchase_is_owed_at_a_dearer_price():
    """20 of 60 t a year at 10 USD, the rest at 8."""
    model = solved(suppliers=[MINE, MARKET], agreements=[OLD], agreement_obligations=[PURCHASE])
    assert_costs(model, {"purchases": 7 * (20 * 10 + 40 * 8)})
    at_home = PURCHASE | {"target_kind": "place", "target": "USA", "mineral": "ore"}
    model = solved(suppliers=[MINE, MARKET], agreements=[OLD], agreement_obligations=[at_home])
    assert_costs(model, {"purchases": 7 * 60 * 8})


def test_capital_is_decided_in_whole_blocks():
    """350 USD in roads at 100 (two at most) and a dam at 300: the dam and one road."""
    given = {"suppliers": [MINE], "projects": PROJECTS, "agreement_obligations": [INVESTMENT]}
    model = solved(**given, agreements=[OLD])
    assert_costs(model, {"purchases": 7 * 600, "project capital": 400})
    model = solved(**given, agreements=[PACT])
    assert_costs(model, {"purchases": 7 * 600})


def test_at_least_n_of_a_list_are_built():
    """One of the list: the road at 100; two of it: the dam as well, though two roads would be cheaper."""
    given = {"suppliers": [MINE], "projects": PROJECTS, "agreements": [OLD]}
    obligation = COUNT | {"target": "road;dam"}
    model = solved(**given, agreement_obligations=[obligation | {"value": 1}])
    assert_costs(model, {"purchases": 7 * 600, "project capital": 100})
    model = solved(**given, agreement_obligations=[obligation])
    assert_costs(model, {"purchases": 7 * 600, "project capital": 400})
    assert value(model.Built["road", 2026]) == pytest.approx(1)


def test_the_partners_list_and_the_buyers_are_both_served():
    """The partner wants the dam or the road, the buyer the school or the dam: the road and the school for 190.

    The school takes a year to build: on line in 2027 for seven years, of which one remains in 2033.
    """
    lists = [
        COUNT | {"target": "dam;road", "value": 1},
        COUNT | {"target": "school;dam", "value": 1},
    ]
    model = solved(suppliers=[MINE], projects=PROJECTS, agreements=[OLD], agreement_obligations=lists)
    assert_costs(model, {"purchases": 7 * 600, "project capital": 190, "salvage": -90 / 7})
