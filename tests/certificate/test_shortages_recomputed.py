"""Rules on shortage, recomputed: a plan that keeps them is accepted, one that breaks them is not."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, solve

RULES = [
    {"rule": "tin", "kind": "shortage", "mineral": "tin", "limit": 0.25},
    {"rule": "all", "kind": "shortage", "limit": 0.2, "period": "horizon"},
    {"rule": "soft", "kind": "shortage", "mineral": "lead", "limit": 0.1, "soft_penalty_usd": 1, "first_year": 2028},
]


def dear_ore() -> Case:
    """Ore of tin and lead that costs more than to go without, so that as much goes short as rules let."""
    tables = {
        "materials": [{"material": "ore", "stage": "extraction"}, {"material": "grey", "stage": "extraction"}],
        "material_minerals": [
            {"material": "ore", "mineral": "tin", "content": 0.5},
            {"material": "ore", "mineral": "lead", "content": 0.1},
            {"material": "grey", "mineral": "lead", "content": 0.4},
        ],
        "suppliers": [
            {"supplier": "mine", "place": "USA", "material": "ore", "capacity_t_per_year": 90, "price_usd_per_t": 10},
            {"supplier": "pit", "place": "USA", "material": "grey", "capacity_t_per_year": 90, "price_usd_per_t": 6},
        ],
        "demand": [
            {"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60},
            {"place": "USA", "sector": "cans", "material": "grey", "year": 2026, "quantity_t": 20},
        ],
        "sectors": [{"sector": "cans", "shortage_cost_usd_per_t": 1}],
        "prices": [
            {"material": "ore", "year": 2026, "price_usd_per_t": 10},
            {"material": "grey", "year": 2026, "price_usd_per_t": 6},
        ],
        "rules": RULES,
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    years = {"years": (2026, 2028), "last_period_years": 2, "discount_rate": 0.0}
    return Case.from_tables(frames, name="ore", buyer=("USA",), **years)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return tables_of(solve(dear_ore(), gap=0.0))


def test_a_plan_that_keeps_them_is_accepted(tables: Tables) -> None:
    """By value 720 USD a year are asked for, 144 may go short: that is less than what the rule on tin lets."""
    found = tables.certify()
    assert found.accepted, found.words
    rows = found.checks[found.checks["check"] == "shortage rule"]
    assert set(rows["subject"]) == {"tin, tin", "all", "soft, lead"}
    prices = {"ore": 10.0, "grey": 6.0}
    short = tables.decisions["shortfall"]
    worth = short["shortfall_t_per_year"] * short["material"].map(prices)
    assert worth.groupby(short["year"]).sum().sum() * 2 == pytest.approx(0.2 * 720 * 4)


@pytest.mark.parametrize(("rule", "limit"), [(0, 0.01), (1, 0.1), (2, 0.0)])
def test_a_lower_limit_is_found(rule: int, limit: float, tables: Tables) -> None:
    wrong = tables.with_input("rules", with_value(tables.inputs["rules"], rule, "limit", limit))
    assert "shortage rule" in failing(wrong)


def test_a_breach_that_is_not_paid_for_is_found(tables: Tables) -> None:
    breach = tables.decisions["shortage_breach"]
    more = breach.assign(shortage_breach_contained_t_per_year=5.0)
    assert {"hard rule is kept", "cost as paid"} <= failing(tables.with_decision("shortage_breach", more))
