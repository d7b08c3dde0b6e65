"""Rows of transport, by hand: routes with and without a capacity, a corridor, a route that a project opens."""

from __future__ import annotations

import pytest
from rows import MINE, assert_costs, assert_row, build, keys, solved

from model.errors import InputError

CHILE = MINE | {"place": "CHL"}
SEA = {"route": "sea", "origin": "CHL", "destination": "USA", "corridor": "port", "cost_usd_per_t": 2}
RAIL = {
    "route": "rail",
    "origin": "CHL",
    "destination": "USA",
    "corridor": "port",
    "capacity_t_per_year": 30,
    "materials": "ore",
    "last_year": 2029,
}
NEW = {
    "route": "new",
    "origin": "CHL",
    "destination": "USA",
    "capacity_t_per_year": 15,
    "requires_project": "pass",
}
PASS = {"project": "pass", "kind": "corridor", "max_blocks": 2, "capital_usd_per_block": 10, "construction_years": 2}
QUAY = {"project": "quay", "kind": "port", "capital_usd_per_block": 10}
EFFECTS = [
    {"project": "quay", "effect": "corridor_capacity", "target": "port", "value": 12},
    {"project": "quay", "effect": "route_capacity", "target": "rail", "value": 4},
]
TABLES = {
    "suppliers": [CHILE, CHILE | {"supplier": "smelter", "material": "metal"}],
    "demand": [
        {"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60},
        {"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 5},
    ],
    "corridors": [{"corridor": "port", "capacity_t_per_year": 50}],
}


@pytest.fixture(scope="module")
def model():
    return build(**TABLES, routes=[SEA, RAIL, NEW], projects=[PASS, QUAY], project_effects=EFFECTS)


def test_route_capacity(model):
    row = {"Shipped[rail,ore,2026]": 1, "Built[quay,2026]": -4}
    assert_row(model, "route_capacity", ("rail", "2026"), row, "<=", 30)
    row = {"Shipped[new,ore,2028]": 1, "Shipped[new,metal,2028]": 1}
    assert_row(model, "route_capacity", ("new", "2028"), row, "<=", 15)
    stated = {("rail", "2026"), ("rail", "2028")}
    assert keys(model, "route_capacity") == stated | {("new", year) for year in ("2026", "2028", "2030")}


def test_corridor_capacity(model):
    row = {"Shipped[sea,ore,2028]": 1, "Shipped[sea,metal,2028]": 1, "Shipped[rail,ore,2028]": 1}
    row |= {"Built[quay,2026]": -12, "Built[quay,2028]": -12}
    assert_row(model, "corridor_capacity", ("port", "2028"), row, "<=", 50)
    row = {"Shipped[sea,ore,2030]": 1, "Shipped[sea,metal,2030]": 1}
    row |= {f"Built[quay,{year}]": -12 for year in (2026, 2028, 2030)}
    assert_row(model, "corridor_capacity", ("port", "2030"), row, "<=", 50)


def test_a_route_that_a_single_block_opens_has_its_capacity_from_that_block():
    model = build(**TABLES, routes=[NEW], projects=[PASS | {"max_blocks": 1}])
    assert not keys(model, "route_capacity")


def test_route_after_project(model):
    row = {"Shipped[new,ore,2026]": 1, "Shipped[new,metal,2026]": 1}
    assert_row(model, "route_after_project", ("new", "2026"), row, "<=", 0)
    row = {"Shipped[new,ore,2028]": 1, "Shipped[new,metal,2028]": 1, "Built[pass,2026]": -15}
    assert_row(model, "route_after_project", ("new", "2028"), row, "<=", 0)


def test_a_route_that_a_project_opens_grows_with_what_projects_add_to_it():
    effect = {"project": "pass", "effect": "route_capacity", "target": "new", "value": 6}
    model = build(**TABLES, routes=[NEW], projects=[PASS], project_effects=[effect])
    row = {"Shipped[new,ore,2028]": 1, "Shipped[new,metal,2028]": 1, "Built[pass,2026]": -(15 + 6)}
    assert_row(model, "route_after_project", ("new", "2028"), row, "<=", 0)


def test_a_route_that_a_project_opens_grows_only_by_projects_that_come_after_it():
    effect = {"project": "quay", "effect": "route_capacity", "target": "new", "value": 6}
    with pytest.raises(InputError) as error:
        build(**TABLES, routes=[NEW], projects=[PASS, QUAY], project_effects=[effect])
    assert str(error.value) == (
        "1 problem in the input:\n  project_effects, column target: project 'quay' adds to a route that 'pass' opens, "
        "and does not require it (found 'new'). Add pass to what quay requires."
    )
    model = build(**TABLES, routes=[NEW], projects=[PASS, QUAY | {"requires": "pass"}], project_effects=[effect])
    row = {"Shipped[new,ore,2028]": 1, "Shipped[new,metal,2028]": 1, "Built[pass,2026]": -15}
    row |= {"Built[quay,2026]": -6, "Built[quay,2028]": -6}
    assert_row(model, "route_after_project", ("new", "2028"), row, "<=", 0)


def test_a_route_that_a_project_opens_states_its_capacity():
    with pytest.raises(InputError) as error:
        build(**TABLES, routes=[NEW | {"capacity_t_per_year": None}], projects=[PASS])
    assert str(error.value) == (
        "1 problem in the input:\n  routes, column capacity_t_per_year: route 'new' requires a project and has no "
        "capacity. Give the most that it can carry."
    )


def test_a_route_carries_what_starts_at_its_origin_and_ends_at_its_destination(model):
    carried = {(route, material) for route, material, _ in model.SHIPMENTS}
    assert carried == {("sea", "ore"), ("sea", "metal"), ("rail", "ore"), ("new", "ore"), ("new", "metal")}
    back = SEA | {"route": "back", "origin": "USA", "destination": "CHL"}
    model = build(**TABLES, routes=[SEA, back])
    assert {route for route, _, _ in model.SHIPMENTS} == {"sea"}


def test_without_routes_everything_moves_freely():
    model = solved(suppliers=[CHILE])
    assert_costs(model, {"purchases": 60 * 10 * 7})
    assert {(route, material) for route, material, _ in model.SHIPMENTS} == {("CHL to USA", "ore")}
