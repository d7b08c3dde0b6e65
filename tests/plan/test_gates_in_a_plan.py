"""What a plan says of gates, against a data set whose every figure is worked out by hand.

60 t of ore a year at 10 USD/t from a mine, or at 50 from the market, in 2026 to 2032. From 2028 the mine is closed
until a consultation of three years is over, which is begun in 2026 for 40 USD and open in 2029: the market serves
2028. The shaft, which adds nothing that is needed, takes no step.
"""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve
from model.plan.standing import standing_lines

ORE = {"place": "USA", "material": "ore", "capacity_t_per_year": 100}
TABLES = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [
        ORE | {"supplier": "mine", "name": "The mine", "price_usd_per_t": 10, "kind": "mine"},
        ORE | {"supplier": "market", "price_usd_per_t": 50, "kind": "market"},
    ],
    "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
    "projects": [
        {"project": "shaft", "capital_usd_per_block": 10},
        {"project": "pit", "status": "committed", "capital_usd_per_block": 0},
    ],
    "project_effects": [
        {"project": project, "effect": "supplier_capacity", "target": "mine", "value": 5}
        for project in ("shaft", "pit")
    ],
    "rules": [
        {"rule": "consent", "title": "Consent", "kind": "gate", "of": "suppliers", "where": "kind=mine"}
        | {"delay_years": 3, "cost_usd": 40, "first_year": 2028, "basis": "reported"},
        {"rule": "eia", "kind": "gate", "of": "projects", "delay_years": 2, "cost_usd": 3},
    ],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    frames = {name: pd.DataFrame(rows) for name, rows in TABLES.items()}
    settings = {"years": (2026, 2028, 2030), "last_period_years": 3, "discount_rate": 0.0, "buyer": ("USA",)}
    return solve(Case.from_tables(frames, name="gated", **settings), gap=0)


def test_the_steps_that_are_begun(plan: Plan) -> None:
    assert plan.gate_steps.to_dict("records") == [
        {
            "rule": "consent",
            "title": "Consent",
            "subject_kind": "supplier",
            "subject": "mine",
            "name": "The mine",
            "begun_year": 2026,
            "open_year": 2029,
            "cost_usd": 40.0,
        }
    ]
    assert plan.objective == pytest.approx(60 * 10 * 2 + 60 * 50 * 2 + 60 * 10 * 3 + 40)


def test_the_summary_names_them(plan: Plan) -> None:
    parts = dict(part.split("\n", 1) for part in plan.summary.split("\n\n") if "\n" in part)
    assert parts["Which steps open something"] == "  - The mine: consent begun 2026, open from 2029, USD 40.0"
    assert parts["Which limits bind"] == "  - consent mine binds in 2028, worth up to USD 40.0 per t"
    assert "  - Gate eia: committed projects are decided already and take no step: pit." in plan.summary


def test_the_rules_say_what_waits(plan: Plan) -> None:
    assert list(standing_lines(plan)) == [
        (
            "consent: Nothing is bought of a supplier of any mineral before a step of 3 years that costs USD 40.0, where "
            "kind is mine, from 2028 (hard)"
        ),
        "  - mine binds in 2028, worth up to USD 40.0 per t",
        "eia: No project is decided before a step of 2 years that costs USD 3.00 (hard)",
        "  - 1 of what stands behind it is open, or wanted in no year",
    ]
    rows = plan.rules.set_index(["rule", "member", "year"])
    assert rows.loc[("consent", "mine", 2028), ["value", "limit", "unit", "binding"]].tolist() == [0, 0, "t/yr", True]
    assert rows.loc[("consent", "mine", 2030), ["limit", "slack", "binding"]].tolist() == [110, 50, False]
    assert rows.loc[("eia", "shaft", 2026), ["unit", "binding"]].tolist() == ["blocks", False]


def test_a_step_is_carried_by_the_figure_of_its_rule(plan: Plan) -> None:
    figures = plan.figures[plan.figures["table"] == "rules"]
    carried = figures[["key", "column", "basis", "present_value_usd"]].to_dict("records")
    assert carried == [{"key": "consent", "column": "cost_usd", "basis": "reported", "present_value_usd": 40.0}]
