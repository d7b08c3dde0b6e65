"""Rows of power, by hand: a pool of 0.01 MW at a load of 0.5 gives 43.8 MWh a year; smelting takes 4 MWh/t."""

from __future__ import annotations

import pytest
from rows import NEED, TIN, assert_costs, assert_row, build, keys, small_case, solved, value

from model import solve

RECIPES = [
    {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
    {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    {"process": "melting", "material": "ore", "coefficient_t_per_t": -2.0},
    {"process": "melting", "material": "metal", "coefficient_t_per_t": 1.0},
]
SMELTER: dict[str, object] = {"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 60}
MELTER: dict[str, object] = {"plant": "melter", "place": "USA", "process": "melting", "capacity_t_per_year": 60}
POOL: dict[str, object] = {"pool": "grid", "place": "USA", "capacity_mw": 0.01, "load_factor": 0.5}
DAM: dict[str, object] = {"project": "dam", "kind": "power", "capital_usd_per_block": 100, "max_blocks": 2}
EFFECT: dict[str, object] = {"project": "dam", "effect": "power_mw", "target": "grid", "value": 0.02}
TABLES = {
    "material_minerals": TIN,
    "processes": [{"process": "smelting", "power_mwh_per_t": 4}, {"process": "melting", "power_mwh_per_t": 3}],
    "process_materials": RECIPES,
    "plants": [SMELTER | {"pool": "grid"}, MELTER | {"pool": "grid", "first_year": 2028}],
    "pools": [POOL],
    "demand": [NEED | {"material": "metal", "quantity_t": 20}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}
"""A need of 20 t of metal from 40 t of ore at 10 USD/t, at 1 000 USD/t of shortage."""


@pytest.fixture(scope="module")
def model():
    project = DAM | {"construction_years": 2, "ramp_up_years": 4}
    yearly = [{"table": "pools", "key": "grid", "column": "load_factor", "year": 2028, "value": 0.5}]
    yearly += [yearly[0] | {"year": 2030, "value": 0.6}]
    effect = EFFECT | {"minerals_share": 0.25}
    return build(**TABLES, projects=[project], project_effects=[effect], yearly=yearly)


def test_power_within_pool(model):
    """The melter runs from 2028; a quarter of a block's 0.02 MW is for minerals, in four yearly steps from 2028."""
    assert_row(model, "power_within_pool", ("grid", "2026"), {"Run[smelter,2026]": 4}, "<=", 43.8)
    row = {"Run[smelter,2028]": 4, "Run[melter,2028]": 3, "Built[dam,2026]": -8760 * 0.5 * 0.005 / 4}
    assert_row(model, "power_within_pool", ("grid", "2028"), row, "<=", 43.8)
    row = {"Run[smelter,2030]": 4, "Run[melter,2030]": 3}
    row |= {"Built[dam,2026]": -8760 * 0.6 * 0.005 * 3 / 4, "Built[dam,2028]": -8760 * 0.6 * 0.005 / 4}
    assert_row(model, "power_within_pool", ("grid", "2030"), row, "<=", 8760 * 0.6 * 0.01)


def test_plants_outside_a_pool_and_pools_that_stand_still_have_no_row():
    plants = [SMELTER | {"pool": "grid", "last_year": 2028}, SMELTER | {"plant": "second"}]
    model = build(**TABLES | {"plants": plants, "processes": TABLES["processes"][:1], "process_materials": RECIPES[:2]})
    assert keys(model, "power_within_pool") == {("grid", "2026"), ("grid", "2028")}
    assert_row(model, "power_within_pool", ("grid", "2028"), {"Run[smelter,2028]": 4}, "<=", 43.8)


def test_without_pools_there_is_no_row_and_no_cost():
    plain = TABLES | {"pools": [], "plants": [SMELTER], "processes": [{"process": "smelting"}]}
    model = solved(**plain | {"process_materials": RECIPES[:2]})
    assert keys(model, "power_within_pool") == set()
    assert_costs(model, {"purchases": 40 * 10 * 7})


ONE = TABLES | {"plants": [SMELTER | {"pool": "grid"}], "processes": TABLES["processes"][:1]}
ONE |= {"process_materials": RECIPES[:2]}
"""The smelter alone: 43.8 MWh make 10.95 t of the 20 t."""


def test_what_the_pool_cannot_power_goes_short():
    model = solved(**ONE)
    assert_costs(model, {"purchases": 2 * 10.95 * 10 * 7, "shortage": (20 - 10.95) * 1000 * 7})


def test_power_is_paid_in_the_buyers_own_plants_beyond_the_process_cost():
    """10.95 t at 4 MWh at 2 USD; the process costs 3 USD/t besides."""
    processes = [{"process": "smelting", "power_mwh_per_t": 4, "cost_usd_per_t": 3}]
    model = solved(**ONE | {"pools": [POOL | {"cost_usd_per_mwh": 2}], "processes": processes})
    expected = {"power": 43.8 * 2 * 7, "processing": 10.95 * 3 * 7}
    expected |= {"purchases": 219 * 7, "shortage": 9.05 * 1000 * 7}
    assert_costs(model, expected)


def test_a_toll_includes_the_power_and_the_pool_still_limits_the_plant():
    """The smelter is somebody else's, 5 t/yr of it in reach; the buyer's own has the other 5.95 t of the pool."""
    plants = [
        SMELTER | {"pool": "grid", "toll_usd_per_t": 6, "capacity_t_per_year": 5},
        SMELTER | {"plant": "own", "pool": "grid"},
    ]
    model = solved(**ONE | {"plants": plants, "pools": [POOL | {"cost_usd_per_mwh": 2}]})
    expected = {"tolls": 5 * 6 * 7, "power": 5.95 * 4 * 2 * 7, "purchases": 219 * 7, "shortage": 9.05 * 1000 * 7}
    assert_costs(model, expected)


def phases(share: float) -> dict[str, list[dict[str, object]]]:
    """A dam in two phases of 0.02 MW at 100 USD, the second after the first, a share of it for minerals."""
    second = DAM | {"project": "second", "requires": "dam", "max_blocks": 1}
    effect = EFFECT | {"minerals_share": share}
    return {
        "projects": [DAM | {"max_blocks": 1, "lifetime_years": 7}, second | {"lifetime_years": 7}],
        "project_effects": [effect, effect | {"project": "second"}],
    }


def test_a_power_project_comes_phase_by_phase_as_far_as_minerals_need_it():
    """20 t take 80 MWh, 36.2 more than the pool has. At half its power a phase brings 43.8, at a quarter 21.9."""
    one = solved(**ONE, **phases(0.5))
    assert_costs(one, {"purchases": 400 * 7, "project capital": 100})
    assert value(one.PowerOnLine["grid", 2030]) == pytest.approx(0.02)
    two = solved(**ONE, **phases(0.25))
    assert_costs(two, {"purchases": 400 * 7, "project capital": 200})
    assert value(two.Built["second", 2026]) == 1


def test_a_plan_shows_what_is_drawn_and_what_more_would_be_worth():
    """A MWh makes a quarter of a tonne: it saves 250 USD of shortage and costs 5 USD of ore."""
    plan = solve(small_case(**ONE), gap=0)
    shown = plan.power[plan.power["year"] == 2028].iloc[0].to_dict()
    assert shown == {
        "pool": "grid",
        "name": "",
        "place": "USA",
        "scenario": "trunk",
        "year": 2028,
        "online_mw": 0.01,
        "available_mwh_per_year": pytest.approx(43.8),
        "drawn_mwh_per_year": pytest.approx(43.8),
        "used": pytest.approx(1),
        "binding": True,
        "usd_per_mwh": pytest.approx(245),
    }
    assert (
        "Whether power suffices\n  - grid is drawn in full in 2026 to 2030 (3 planning years): 0.0438 of 0.0438 GWh a "
        "year in 2026; one more MWh would save up to USD 245" in plan.summary
    )
    assert plan.kpis.query("kpi == 'power use'")["value"].tolist() == pytest.approx([1, 1, 1])


def test_a_pool_with_power_to_spare_is_said_to_suffice():
    plan = solve(small_case(**ONE | {"pools": [POOL | {"name": "The grid", "capacity_mw": 0.04}]}), gap=0)
    assert plan.power["binding"].tolist() == [False] * 3
    assert "  - The grid suffices: at most 46 % of it is drawn (2026, 0.0800 of 0.175 GWh a year)" in plan.summary
