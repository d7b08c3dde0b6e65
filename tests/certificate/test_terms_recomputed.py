"""A plan under terms of agreements is accepted as it is, and not where the terms are others."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, solve

ORE = {"place": "USA", "material": "ore", "capacity_t_per_year": 20}
GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "prices": [{"material": "ore", "year": 2026, "price_usd_per_t": 40}],
    "suppliers": [
        {"supplier": "mine", "price_usd_per_t": 10, "cost_usd_per_t": 5, **ORE},
        {"supplier": "pit", "price_usd_per_t": 12, **ORE},
    ],
    "contracts": [
        {"contract": "deal", "supplier": "pit", "kind": "offtake", "take_or_pay": 0.9, "revenue_share": 0.1},
        {"contract": "stake", "supplier": "mine", "kind": "equity", "revenue_share": 0.05}
        | {"capital_usd_per_t_per_year": 9, "free_carried_share": 0.1},
    ],
    "projects": [{"project": "school", "place": "USA", "capital_usd_per_block": 1, "jobs_per_block": 30}],
    "agreements": [{"agreement": "pact", "status": "committed"}],
    "agreement_obligations": [
        {"agreement": "pact", "obligation": "local_jobs", "target_kind": "place", "target": "USA", "value": 30}
        | {"by_year": 2028, "ramp_up_years": 2}
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 30}],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A plan that lifts under a contract and a stake that share revenue, and gives the jobs that are owed."""
    frames = {name: pd.DataFrame(rows) for name, rows in GIVEN.items()}
    case = Case.from_tables(
        frames, years=(2026, 2028), last_period_years=3, discount_rate=0.05, perspective="firm", buyer=("USA",)
    )
    return tables_of(solve(case, gap=0.0))


def test_a_plan_under_terms_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    assert "least jobs" in set(found.checks["check"])
    paid = tables.costs[tables.costs["term"] == "revenue shared"].set_index("year")["paid_usd"]
    assert paid.to_dict() == pytest.approx({2026: 2 * (10 * 4 + 20 * 2), 2028: 3 * (10 * 4 + 20 * 2)})


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("contracts", 0, "revenue_share", 0.101),
        ("contracts", 1, "revenue_share", 0.0),
        ("contracts", 1, "free_carried_share", 0.101),
        ("prices", 0, "price_usd_per_t", 40.1),
    ],
)
def test_what_is_paid_under_other_terms_is_found(
    table: str, row: int, column: str, value: object, tables: Tables
) -> None:
    wrong = with_value(tables.inputs[table], row, column, value)
    assert failing(tables.with_input(table, wrong)) == {"cost as paid", "cost as present value", "objective"}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("agreement_obligations", "value", 30.1),
        ("projects", "jobs_per_block", 29.9),
        ("projects", "place", "CAN"),
        ("projects", "construction_years", 3),
    ],
)
def test_jobs_that_are_not_given_are_found(table: str, column: str, value: object, tables: Tables) -> None:
    wrong = with_value(tables.inputs[table], 0, column, value)
    assert "least jobs" in failing(tables.with_input(table, wrong))


def test_jobs_are_owed_from_their_year_and_by_their_ramp(tables: Tables) -> None:
    rows = tables.inputs["agreement_obligations"]
    for column, value in (("by_year", 2029), ("ramp_up_years", 6)):
        assert failing(tables.with_input("agreement_obligations", with_value(rows, 0, column, value))) == set()
    built = tables.decisions["built"]
    late = built.assign(built_blocks=[float(year == 2028) for year in built["year"]])
    assert "least jobs" not in failing(tables.with_decision("built", late))
    early = with_value(rows, 0, "by_year", 2026)
    assert "least jobs" in failing(tables.with_input("agreement_obligations", early).with_decision("built", late))


def test_a_budget_spent_on_what_a_state_holds_free_is_found(tables: Tables) -> None:
    """20 t/yr at 9 / 0.9 USD, and a school for 1 USD."""
    for limit, found in ((201.0, set()), (200.9, {"budget rule"})):
        rule = pd.DataFrame([{"rule": "purse", "kind": "budget", "period": "horizon", "limit": limit}])
        rules = rule.reindex(columns=tables.inputs["rules"].columns).astype(tables.inputs["rules"].dtypes)
        assert failing(tables.with_input("rules", rules)) - {"decision is missing"} == found
