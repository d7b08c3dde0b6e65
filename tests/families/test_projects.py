"""Rows of projects, by hand: what shares blocks, requires, excludes; what is on line when, and what it costs."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

PROJECTS = [
    {
        "project": "shaft",
        "kind": "mine",
        "max_blocks": 3,
        "capital_usd_per_block": 100,
        "permitting_years": 1,
        "construction_years": 1,
        "lifetime_years": 2,
        "ramp_up_years": 2,
    },
    {
        "project": "fast-shaft",
        "kind": "mine",
        "max_blocks": 2,
        "capital_usd_per_block": 150,
        "shares_blocks_with": "shaft",
        "requires": "road",
        "first_year": 2027,
    },
    {"project": "road", "kind": "corridor", "max_blocks": 1, "capital_usd_per_block": 50, "construction_years": 1},
    {"project": "rail", "kind": "corridor", "max_blocks": 2, "capital_usd_per_block": 80, "excludes": "road"},
]
EFFECTS = [
    {"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 30},
    {"project": "fast-shaft", "effect": "supplier_capacity", "target": "mine", "value": 40},
    {"project": "rail", "effect": "supplier_capacity", "target": "mine", "value": 5},
    {"project": "rail", "effect": "route_capacity", "target": "north", "value": 7},
]
ROUTES = [{"route": "north", "origin": "CAN", "destination": "USA", "capacity_t_per_year": 11}]


@pytest.fixture(scope="module")
def model():
    return build(
        suppliers=[MINE, MINE | {"supplier": "far", "place": "CAN"}],
        projects=PROJECTS,
        project_effects=EFFECTS,
        routes=ROUTES,
    )


def test_blocks_cap(model):
    """The shaft takes two years, so that its last decision is in 2028; its fast variant is on offer from 2028."""
    row = {f"Built[shaft,{year}]": 1 for year in (2026, 2028)} | {
        f"Built[fast-shaft,{year}]": 1 for year in (2028, 2030)
    }
    assert_row(model, "blocks_cap", "shaft", row, "<=", 3)
    assert_row(model, "blocks_cap", "road", {"Built[road,2026]": 1, "Built[road,2028]": 1}, "<=", 1)
    assert keys(model, "blocks_cap") == {"shaft", "road", "rail"}


def test_prerequisite(model):
    """A road decided in 2026 is on line in 2028, one decided in 2028 in 2030 (from 2029)."""
    row = {"Built[fast-shaft,2028]": 1, "Built[road,2026]": -2}
    assert_row(model, "prerequisite", ("fast-shaft", "road", 2028), row, "<=", 0)
    row = {"Built[fast-shaft,2028]": 1, "Built[fast-shaft,2030]": 1, "Built[road,2026]": -2, "Built[road,2028]": -2}
    assert_row(model, "prerequisite", ("fast-shaft", "road", 2030), row, "<=", 0)
    assert ("fast-shaft", "road", 2026) not in keys(model, "prerequisite")


def test_chosen_when_built(model):
    row = {f"Built[rail,{year}]": 1 for year in (2026, 2028, 2030)} | {"Chosen[rail]": -2}
    assert_row(model, "chosen_when_built", "rail", row, "<=", 0)
    assert_row(
        model, "chosen_when_built", "road", {"Built[road,2026]": 1, "Built[road,2028]": 1, "Chosen[road]": -1}, "<=", 0
    )


def test_exclusion(model):
    assert_row(model, "exclusion", ("rail", "road"), {"Chosen[rail]": 1, "Chosen[road]": 1}, "<=", 1)
    assert keys(model, "exclusion") == {("rail", "road")}


def test_effects_ramp_up_and_end_with_the_lifetime(model):
    """A block of the shaft is at half in its first year on line and gone two years later; the rail has two effects.

    Decided in 2026 the shaft is on line in 2028 and 2029: at 15 t/yr in 2028, and gone in 2030.
    """
    row = {"Lifted[mine,2028]": 1, "Built[shaft,2026]": -15, "Built[fast-shaft,2028]": -40}
    row |= {"Built[rail,2026]": -5, "Built[rail,2028]": -5}
    assert_row(model, "supplier_capacity", ("mine", "2028"), row, "<=", 100)
    row = {"Lifted[mine,2030]": 1, "Built[shaft,2028]": -15}
    row |= {f"Built[fast-shaft,{year}]": -40 for year in (2028, 2030)}
    row |= {f"Built[rail,{year}]": -5 for year in (2026, 2028, 2030)}
    assert_row(model, "supplier_capacity", ("mine", "2030"), row, "<=", 100)
    row = {"Shipped[north,ore,2028]": 1, "Built[rail,2026]": -7, "Built[rail,2028]": -7}
    assert_row(model, "route_capacity", ("north", "2028"), row, "<=", 11)


def test_a_committed_project_is_built_and_on_line_from_its_year():
    shaft = PROJECTS[0] | {"status": "committed", "online_year": 2028, "ramp_up_years": 0, "lifetime_years": 25}
    model = build(projects=[shaft], project_effects=EFFECTS[:1])
    assert model.Built["shaft", 2026].bounds == (3, 3)
    assert set(model.Built) == {("shaft", 2026)}
    assert_row(model, "supplier_capacity", ("mine", "2026"), {"Lifted[mine,2026]": 1}, "<=", 100)
    row = {"Lifted[mine,2028]": 1, "Built[shaft,2026]": -30}
    assert_row(model, "supplier_capacity", ("mine", "2028"), row, "<=", 100)


def test_capital_fixed_cost_and_salvage():
    """A need of 30 t from 2030: one block decided in 2028, on line in 2030 for ten years, three of them in the horizon.

    Salvage is 1000 x AF(7) / AF(10), credited at the start of 2033.
    """
    project = PROJECTS[0] | {
        "capital_usd_per_block": 1000,
        "fixed_cost_usd_per_block_per_year": 20,
        "lifetime_years": 10,
        "ramp_up_years": 0,
    }
    demand = [NEED | {"year": 2028, "quantity_t": 0}, NEED | {"year": 2030, "quantity_t": 30}]
    model = solved(
        suppliers=[MINE | {"capacity_t_per_year": 0}],
        projects=[project],
        project_effects=EFFECTS[:1],
        demand=demand,
        discount_rate=0.1,
    )
    assert value(model.Built["shaft", 2028]) == pytest.approx(1)
    assert value(model.Built["shaft", 2026]) == pytest.approx(0)
    worth = 1.1**-4 + 1.1**-5 + 1.1**-6
    left = sum(1.1**-year for year in range(1, 8)) / sum(1.1**-year for year in range(1, 11))
    expected = {
        "project capital": 1000 / 1.1**2,
        "project fixed cost": 20 * worth,
        "salvage": -1000 * left / 1.1**7,
        "purchases": 30 * 10 * worth,
    }
    assert_costs(model, expected)


def test_a_project_that_cannot_come_on_line_in_time_cannot_be_built():
    late = PROJECTS[0] | {"permitting_years": 3, "construction_years": 2}
    model = build(projects=[late], project_effects=EFFECTS[:1])
    assert set(model.Built) == set()
    assert keys(model, "blocks_cap") == set()
