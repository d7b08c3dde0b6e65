"""Rules on lists of minerals, and penalties at a multiple of the benchmark: accepted as they are, not otherwise."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, solve

AVERAGE: dict[str, object] = {"kind": "average", "stage": "extraction", "indicator": "score", "soft_penalty_usd": 0.001}
RULES: list[dict[str, object]] = [
    {"rule": "cap", "kind": "share", "mineral": "tin;lead", "stage": "extraction", "per": "place", "limit": 0.4}
    | {"soft_penalty_multiple": 0.01},
    {"rule": "reserve", "kind": "cover", "mineral": "lead;tin", "limit": 73, "soft_penalty_multiple": 0.02},
    AVERAGE | {"rule": "mean", "mineral": "tin;lead", "limit": 55},
    AVERAGE | {"rule": "worth", "mineral": "tin;lead", "limit": 55, "weight": "value"},
    AVERAGE | {"rule": "worth-tin", "mineral": "tin", "limit": 55, "weight": "value"},
    {"rule": "most", "kind": "total", "mineral": "lead;tin", "limit": 50, "soft_penalty_usd": 0.1},
    {"rule": "price", "kind": "cost", "mineral": "lead;zinc", "limit": 0.5},
    {"rule": "without", "kind": "exclude", "mineral": "lead;zinc", "where": "place=CHN", "soft_penalty_usd": 0.1},
]
"""Each is broken where it can be: the cheap mine in China is worth the penalties."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A plan of 60 t of ore a year that breaks every soft rule."""
    given = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "material_minerals": [
            {"material": "ore", "mineral": "tin", "content": 0.5},
            {"material": "ore", "mineral": "lead", "content": 0.2},
            {"material": "ore", "mineral": "zinc", "content": 0.1},
        ],
        "prices": [
            {"material": "ore", "year": 2026, "price_usd_per_t": 20},
            {"material": "ore", "year": 2028, "price_usd_per_t": 30},
        ],
        "suppliers": [
            {"supplier": "cheap", "place": "CHN", "material": "ore", "price_usd_per_t": 4},
            {"supplier": "dear", "place": "CHL", "material": "ore", "price_usd_per_t": 100},
        ],
        "stockpiles": [
            {"stockpile": "yard", "place": "USA", "material": "ore", "holding_cost_usd_per_t_per_year": 9}
            | {"end_value_usd_per_t": 0}
        ],
        "indicators": [{"indicator": "score", "direction": "higher_is_better"}],
        "indicator_values": [
            {"subject_kind": "place", "subject": "CHN", "indicator": "score", "value": 50},
            {"subject_kind": "place", "subject": "CHL", "indicator": "score", "value": 60},
        ],
        "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
        "rules": RULES,
    }
    frames = {name: pd.DataFrame(rows) for name, rows in given.items()}
    case = Case.from_tables(frames, years=(2026, 2028), last_period_years=3, discount_rate=0.05, buyer=("USA",))
    return tables_of(solve(case, gap=0.0))


def test_a_plan_that_breaks_soft_rules_on_lists_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    paid = tables.costs[tables.costs["paid_usd"] > 0].set_index(["term", "year"])["paid_usd"]
    assert paid["share rule penalties", 2026] == pytest.approx(36 * 0.01 * (20 / 0.5 * 0.5 + 20 / 0.2 * 0.2) * 2)
    assert paid["cover rule penalties", 2028] == pytest.approx(12 * 0.02 * (30 / 0.5 * 0.5 + 30 / 0.2 * 0.2) * 3)
    for name in ("average", "total", "exclusion"):
        assert (tables.decisions[f"{name}_breach"].iloc[:, -1] > 1).any()


@pytest.mark.parametrize("rule", ["cap", "reserve"])
def test_another_multiple_is_found(rule: str, tables: Tables) -> None:
    rules = tables.inputs["rules"]
    row = list(rules["rule"]).index(rule)
    dearer = with_value(rules, row, "soft_penalty_multiple", float(rules["soft_penalty_multiple"].iloc[row]) * 1.01)
    assert failing(tables.with_input("rules", dearer)) >= {"cost as paid", "objective"}
    hard = with_value(rules, row, "soft_penalty_multiple", None)
    assert "hard rule is kept" in failing(tables.with_input("rules", hard))


def test_another_benchmark_is_found(tables: Tables) -> None:
    prices = with_value(tables.inputs["prices"], 1, "price_usd_per_t", 31.0)
    assert failing(tables.with_input("prices", prices)) >= {"cost as paid", "objective"}


@pytest.mark.parametrize(
    ("rule", "minerals", "check"),
    [
        ("cap", "tin;lead;zinc", "share rule"),
        ("reserve", "", "cover rule"),
        ("mean", "tin;lead;zinc", "average rule"),
        ("worth", "tin;lead;zinc", "average rule"),
        ("worth", "lead", "average rule"),
    ],
)
def test_another_list_of_minerals_is_found(rule: str, minerals: str, check: str, tables: Tables) -> None:
    rules = tables.inputs["rules"]
    wrong = with_value(rules, list(rules["rule"]).index(rule), "mineral", minerals)
    assert check in failing(tables.with_input("rules", wrong))
