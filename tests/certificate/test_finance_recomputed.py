"""A plan with money of banks, partners and the public is accepted as it is, and not with other terms."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, solve

GIVEN: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [{"supplier": "mine", "place": "USA", "material": "ore", "capacity_t_per_year": 0}
                  | {"price_usd_per_t": 10}],
    "projects": [
        {"project": "shaft", "kind": "mine", "capital_usd_per_block": 90, "lifetime_years": 9},
        {"project": "pit", "kind": "mine", "capital_usd_per_block": 70, "construction_years": 2, "lifetime_years": 6},
    ],
    "project_effects": [
        {"project": name, "effect": "supplier_capacity", "target": "mine", "value": 30} for name in ("shaft", "pit")
    ],
    "project_finance": [
        {"project": "shaft", "money": "own", "share": 0.4},
        {"project": "shaft", "money": "public", "share": 0.2},
        {"project": "shaft", "money": "partner", "share": 0.1},
        {"project": "shaft", "money": "bank", "share": 0.3, "rate": 0.09, "term_years": 4},
        {"project": "pit", "money": "partner", "share": 1.0, "rate": 0.03},
    ],
    "supports": [{"support": "grant", "kind": "grant", "target": "project", "rate_share": 0.25}],
    "rules": [
        {"rule": "own", "kind": "budget", "of": "own_money", "limit": 100, "period": "horizon"},
        {"rule": "public", "kind": "budget", "of": "public_money", "limit": 100, "period": "horizon"},
    ],
    "demand": [
        {"place": "USA", "sector": "cans", "material": "ore", "year": year, "quantity_t": need}
        for year, need in ((2026, 25), (2029, 55))
    ],
    "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1000}],
}  # fmt: skip


COUNTRY = pytest.param("country", marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=["firm", COUNTRY])
def tables(request: pytest.FixtureRequest) -> Tables:
    """A plan that builds both mines, from both points of view."""
    frames = {name: pd.DataFrame(rows) for name, rows in GIVEN.items()}
    case = Case.from_tables(
        frames, years=(2026, 2029), last_period_years=2, discount_rate=0.05, perspective=request.param, buyer=("USA",)
    )
    return tables_of(solve(case, gap=0.0))


def test_a_plan_with_other_peoples_money_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    paid = tables.costs[tables.costs["paid_usd"].abs() > 1e-6].groupby("term")["counted"].first().to_dict()
    assert all(paid[term] for term in ("debt service", "debt left", "salvage of borrowed capital"))
    assert paid["public capital"] == paid["salvage of public capital"] == (tables.settings["perspective"] == "country")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, "share", 0.41),
        (1, "share", 0.21),
        (1, "money", "partner"),
        (3, "share", 0.31),
        (3, "rate", 0.08),
        (3, "rate", None),
        (3, "term_years", 5.0),
        (4, "rate", 0.04),
        (4, "rate", None),
        (4, "term_years", 3.0),
    ],
)
def test_other_terms_are_found(row: int, column: str, value: object, tables: Tables) -> None:
    frame = tables.inputs["project_finance"].astype({"term_years": "float64"})
    assert failing(tables.with_input("project_finance", with_value(frame, row, column, value))) >= {"cost as paid"}


@pytest.mark.parametrize(("rule", "limit"), [(0, 26.9), (1, 26.9)])
def test_a_smaller_purse_is_found(rule: int, limit: float, tables: Tables) -> None:
    """Own money is 36 less a grant of 9, public money 18 and the grant: 27 each."""
    exact = with_value(tables.inputs["rules"], rule, "limit", 27.0)
    assert failing(tables.with_input("rules", exact)) == set()
    wrong = with_value(tables.inputs["rules"], rule, "limit", limit)
    assert failing(tables.with_input("rules", wrong)) == {"budget rule"}
