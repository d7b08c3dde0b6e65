"""What a plan says of agreements, against a data set whose every figure is worked out by hand.

60 t of ore a year, for two years and then for one: 20 from the pit, which the pact opens, at 5 USD/t; 2 owed to the
mine at 30; the rest from the market at 20. A second pact, at 10 000 USD, is not worth it.
"""

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve
from model.plan.agreement_words import agreement_lines

SUPPLIERS = [
    {"supplier": "pit", "capacity_t_per_year": 20, "price_usd_per_t": 5},
    {"supplier": "mine", "capacity_t_per_year": 50, "price_usd_per_t": 30},
    {"supplier": "market", "price_usd_per_t": 20},
]
TABLES = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [{"place": "COD", "material": "ore", **row} for row in SUPPLIERS],
    "demand": [{"place": "COD", "sector": "use", "material": "ore", "year": 2026, "quantity_t": 60}],
    "agreements": [
        {
            "agreement": "pact",
            "name": "The pact",
            "partner": "COD",
            "upfront_cost_usd": 40,
            "yearly_cost_usd": 5,
            "condition": "Peace.",
            "condition_year": 2026,
            "basis": "illustrative",
        },
        {"agreement": "grand", "upfront_cost_usd": 10_000},
    ],
    "agreement_payments": [{"agreement": "pact", "years_after_joining": 1, "amount_usd": 8, "basis": "reported"}],
    "agreement_effects": [
        {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "pit"},
        {"agreement": "pact", "effect": "capacity", "target_kind": "supplier", "target": "mine", "value": 10},
        {"agreement": "grand", "effect": "capacity", "target_kind": "supplier", "target": "pit", "value": 1},
    ],
    "agreement_obligations": [
        {"agreement": "pact", "obligation": "min_purchase", "target_kind": "supplier", "target": "mine", "value": 2},
        {"agreement": "pact", "obligation": "min_purchase", "target_kind": "place", "target": "COD", "value": 30},
    ],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    frames = {name: pd.DataFrame(rows) for name, rows in TABLES.items()}
    case = Case.from_tables(
        frames, name="pact", years=(2026, 2028), last_period_years=1, discount_rate=0.0, buyer=("COD",)
    )
    return solve(case, gap=0)


def test_the_costs_of_the_pact(plan: Plan) -> None:
    """Three years: 20 t at 5, 2 t at 30, 38 t at 20 USD; 40 on joining, 5 a year, 8 in the second year."""
    assert plan.objective == pytest.approx(3 * (100 + 60 + 760) + 40 + 3 * 5 + 8)
    outlay = plan.kpis[plan.kpis["kpi"] == "agreement outlay"].set_index("year")["value"].to_dict()
    assert outlay == pytest.approx({2026: 40 + 10 + 8, 2028: 5})
    carried = plan.figures[plan.figures["table"].str.startswith("agreement")]
    found = {(row.key, row.column, row.basis): row.present_value_usd for row in carried.itertuples()}
    assert found == pytest.approx(
        {
            ("pact", "upfront_cost_usd", "illustrative"): 40,
            ("pact", "yearly_cost_usd", "illustrative"): 15,
            ("pact;1", "amount_usd", "reported"): 8,
        }
    )


def test_the_view_of_agreements(plan: Plan) -> None:
    rows = plan.agreements[plan.agreements["agreement"] == "pact"]
    assert rows["year"].tolist() == [2026, 2028]
    assert rows["joined"].tolist() == [True, False]
    assert rows["left"].tolist() == [False, False]
    assert rows["in_force"].tolist() == [True, True]
    assert rows["paid_usd"].tolist() == pytest.approx([58, 5])
    assert set(rows["condition"]) == {"Peace."}
    assert not plan.agreements.loc[plan.agreements["agreement"] == "grand", "in_force"].any()


def test_which_terms_bind(plan: Plan) -> None:
    rows = plan.agreement_terms.query("year == 2028").set_index(["term", "target"])
    assert set(rows["agreement"]) == {"pact"}
    assert rows["value"].to_dict() == pytest.approx(
        {("unlock", "pit"): 20, ("capacity", "mine"): 0, ("min_purchase", "mine"): 2, ("min_purchase", "COD"): 60}
    )
    assert rows["binding"].to_dict() == {
        ("unlock", "pit"): True,
        ("capacity", "mine"): False,
        ("min_purchase", "mine"): True,
        ("min_purchase", "COD"): False,
    }
    assert rows.at[("min_purchase", "mine"), "usd_per_unit"] == pytest.approx(30 - 20)


def test_what_is_agreed_in_words(plan: Plan) -> None:
    assert list(agreement_lines(plan)) == [
        (
            "The pact with COD: joined 2026, on condition (Peace, taken to hold from 2026), in force in 2026 to 2028 "
            "(2 planning years), USD 63.0 paid over the horizon"
        ),
        "The pact unlocks supplier pit: used in full in 2026 to 2028 (2 planning years)",
        (
            "The pact asks for purchases of mine: binds in 2026 to 2028 (2 planning years) at 2.00 t a year, at up to "
            "USD 10.0 per unit"
        ),
        (
            "The pact asks for purchases of COD: does not bind: at the nearest 60.0 t a year where 30.0 t a year is "
            "owed, in 2026"
        ),
        "The pact adds to supplier mine: not used, so that it makes no difference",
        "not joined: grand",
    ]
    assert "\n\nWhat is agreed\n  - The pact with COD: joined 2026" in plan.summary


def test_without_agreements_nothing_is_said_of_them(plan: Plan) -> None:
    names = [name for name in TABLES if name.startswith("agreement")]
    free = solve(plan.case.replace(**{name: plan.case.tables[name].iloc[:0] for name in names}), gap=0)
    assert free.agreements.empty
    assert free.agreement_terms.empty
    assert "What is agreed" not in free.summary
    assert [line for line in free.assumptions if "greement" in line] == ["No agreement with a partner can be joined."]
