"""A plan with a power pool is accepted as it is, and not where power does not suffice or is paid otherwise."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, solve

GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
    "suppliers": [{"supplier": "mine", "place": "USA", "material": "ore", "price_usd_per_t": 10}],
    "processes": [{"process": "smelting", "power_mwh_per_t": 4}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    ],
    "plants": [
        {"plant": "own", "place": "USA", "process": "smelting", "capacity_t_per_year": 40, "pool": "grid"},
        {"plant": "free", "place": "USA", "process": "smelting", "capacity_t_per_year": 2},
        {"plant": "other", "place": "USA", "process": "smelting", "capacity_t_per_year": 9, "pool": "grid"}
        | {"toll_usd_per_t": 1},
    ],
    "pools": [{"pool": "grid", "capacity_mw": 0.01, "load_factor": 0.8, "cost_usd_per_mwh": 2}],
    "projects": [
        {"project": "dam", "kind": "power", "capital_usd_per_block": 50, "construction_years": 2, "ramp_up_years": 4}
    ],
    "project_effects": [
        {"project": "dam", "effect": "power_mw", "target": "grid", "value": 0.02, "minerals_share": 0.25}
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 30}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A plan in which the pool is drawn in full, the dam built, and two of three plants in the pool."""
    frames = {name: pd.DataFrame(rows) for name, rows in GIVEN.items()}
    case = Case.from_tables(
        frames, years=(2026, 2028), last_period_years=3, discount_rate=0.05, perspective="firm", buyer=("USA",)
    )
    return tables_of(solve(case, gap=0.0))


def test_a_plan_with_a_pool_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    assert "power of a pool" in set(found.checks["check"])
    paid = tables.costs[tables.costs["term"] == "power"].set_index("year")["paid_usd"]
    assert paid[2026] == pytest.approx((8760 * 0.8 * 0.01 - 9 * 4) * 2 * 2)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("pools", 0, "capacity_mw", 0.0099),
        ("pools", 0, "load_factor", 0.79),
        ("processes", 0, "power_mwh_per_t", 4.04),
        ("plants", 1, "pool", "grid"),
        ("project_effects", 0, "value", 0.019),
        ("project_effects", 0, "minerals_share", 0.24),
        ("projects", 0, "ramp_up_years", 5),
        ("projects", 0, "construction_years", 3),
    ],
)
def test_less_power_or_more_need_is_found(table: str, row: int, column: str, value: object, tables: Tables) -> None:
    wrong = with_value(tables.inputs[table], row, column, value)
    assert "power of a pool" in failing(tables.with_input(table, wrong))


@pytest.mark.parametrize(
    ("table", "row", "column", "value"), [("pools", 0, "cost_usd_per_mwh", 2.02), ("plants", 2, "toll_usd_per_t", None)]
)
def test_power_paid_otherwise_is_found(table: str, row: int, column: str, value: object, tables: Tables) -> None:
    wrong = with_value(tables.inputs[table], row, column, value)
    assert failing(tables.with_input(table, wrong)) >= {"cost as paid", "objective"}


def test_a_plant_that_runs_on_more_than_its_power_is_found(tables: Tables) -> None:
    runs = tables.decisions["run"]
    more = runs.assign(run_t_per_year=runs["run_t_per_year"] * 1.01)
    assert "power of a pool" in failing(tables.with_decision("run", more))
