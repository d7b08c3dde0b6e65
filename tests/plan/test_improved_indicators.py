"""What a plan says of indicators that agreements improve, against figures worked out by hand.

60 t of ore a year score 60 on average: the mine at 10 USD/t scores 40, the market at 20 scores 80. The pact makes the
mine's place 20 better two years after joining: 30 t of each in 2026, all 60 of the mine in 2028.
"""

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve
from model.studies.signing import clauses

TABLES = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [
        {"supplier": "mine", "place": "COD", "material": "ore", "capacity_t_per_year": 70, "price_usd_per_t": 10},
        {"supplier": "market", "place": "USA", "material": "ore", "capacity_t_per_year": 90, "price_usd_per_t": 20},
    ],
    "demand": [{"place": "USA", "sector": "use", "material": "ore", "year": 2026, "quantity_t": 60}],
    "agreements": [{"agreement": "pact", "name": "The pact", "partner": "COD", "upfront_cost_usd": 100}],
    "indicators": [{"indicator": "score", "unit": "0-100", "direction": "higher_is_better"}],
    "indicator_values": [
        {"subject_kind": "place", "subject": place, "indicator": "score", "value": value}
        for place, value in (("COD", 40), ("USA", 80))
    ],
    "agreement_indicators": [
        {
            "agreement": "pact",
            "subject_kind": "place",
            "subject": "COD",
            "indicator": "score",
            "improvement": 20,
            "lag_years": 2,
            "basis": "illustrative",
        }
    ],
    "rules": [{"rule": "fair", "kind": "average", "indicator": "score", "stage": "extraction", "limit": 60}],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    frames = {name: pd.DataFrame(rows) for name, rows in TABLES.items()}
    case = Case.from_tables(
        frames, name="pact", years=(2026, 2028), last_period_years=1, discount_rate=0.0, buyer=("USA",)
    )
    return solve(case, gap=0)


def test_the_plan_holds_and_costs_what_it_costs(plan: Plan) -> None:
    """2 x (30 x 10 + 30 x 20) + 1 x 60 x 10 + 100 USD."""
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(1800 + 600 + 100)


def test_the_table_of_improved_indicators(plan: Plan) -> None:
    rows = plan.improved_indicators.set_index("year")
    assert rows["stated"].to_dict() == {2026: 40, 2028: 40}
    assert rows["improvement"].to_dict() == {2026: 0, 2028: 20}
    assert rows["value"].to_dict() == {2026: 40, 2028: 60}
    assert rows["agreements"].to_dict() == {2026: "", 2028: "pact"}


def test_rules_and_kpis_look_at_what_has_become_of_it(plan: Plan) -> None:
    averages = plan.kpis[(plan.kpis["kpi"] == "average")].set_index("year")["value"].to_dict()
    assert averages == pytest.approx({2026: 60, 2028: 60})
    assert plan.rules.set_index("year")["value"].to_dict() == pytest.approx({2026: 60, 2028: 60})


def test_what_the_improvement_counts_for(plan: Plan) -> None:
    rows = plan.agreement_terms.set_index("year")
    assert set(rows["term"]) == {"improvement"}
    assert set(rows["target"]) == {"score of COD"}
    assert rows["value"].to_dict() == pytest.approx({2026: 0, 2028: 60})
    assert rows["limit"].to_dict() == pytest.approx({2026: 0, 2028: 70})


def test_it_is_said_in_words(plan: Plan) -> None:
    assert "  - The pact improves score of COD: counts in rules for 60.0 t a year at most, in 2028\n" in plan.summary
    assert (
        "\n\nWhat agreements improve\n  - score of place COD: 60 in 2028 instead of 40 (0-100), by pact\n"
        in plan.summary
    )


def test_an_improvement_is_a_clause_of_its_agreement(plan: Plan) -> None:
    assert [clause.words for clause in clauses(plan.case, "pact")] == [
        "improves score of COD by 20 after 2 years",
        "costs USD 100 on joining",
    ]
