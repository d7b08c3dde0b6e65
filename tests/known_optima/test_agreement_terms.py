"""Terms of agreements on tiny data sets, each with its optimum worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve

ORE = {"material": "ore", "place": "COD"}
PACT = {"agreement": "pact", "name": "The pact"}


def planned(**tables: list[dict[str, object]]) -> Plan:
    """The plan of a buyer that needs 10 t of ore a year in 2026 and 2027, and in 2028 to 2030, undiscounted."""
    rows: dict[str, list[dict[str, object]]] = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "demand": [{"place": "COD", "sector": "use", "material": "ore", "year": 2026, "quantity_t": 10}],
        **tables,
    }
    frames = {name: pd.DataFrame(table) for name, table in rows.items()}
    case = Case.from_tables(
        frames, name="terms", years=(2026, 2028), last_period_years=3, discount_rate=0.0, perspective="firm",
        buyer=("COD",),
    )  # fmt: skip
    plan = solve(case, gap=0)
    assert "all" in plan.certificate
    return plan


def test_jobs_are_the_price_of_a_cheap_mine() -> None:
    """The pact opens a mine at 10 USD/t instead of 30 and asks for 50 jobs from 2028 on: 5 x 10 x 20 = 1 000 USD saved.

    A smelter gives 40 jobs for 300 USD and 5 a year; a farm gives 20 a block for 100 USD: the smelter and one block of
    the farm cost 300 + 100 + 5 x 5, three blocks 300. So three blocks of the farm, which live to the end of 2030.
    """
    plan = planned(
        suppliers=[
            {"supplier": "market", "price_usd_per_t": 30, **ORE},
            {"supplier": "mine", "price_usd_per_t": 10, "capacity_t_per_year": 10, **ORE},
        ],
        projects=[
            {"project": "smelter", "place": "COD", "capital_usd_per_block": 300, "lifetime_years": 5}
            | {"jobs_per_block": 40, "fixed_cost_usd_per_block_per_year": 5, "last_year": 2026},
            {"project": "farm", "place": "COD", "capital_usd_per_block": 100, "lifetime_years": 5}
            | {"jobs_per_block": 20, "max_blocks": 3, "last_year": 2026},
        ],
        agreements=[PACT],
        agreement_effects=[{"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}],
        agreement_obligations=[
            {"agreement": "pact", "obligation": "local_jobs", "target_kind": "place", "target": "COD", "value": 50}
            | {"by_year": 2028}
        ],
    )
    assert plan.objective == pytest.approx(5 * 100 + 3 * 100)
    jobs = plan.jobs[["place", "project", "year", "blocks", "jobs"]].to_numpy().tolist()
    assert jobs == [["COD", "farm", year, 3, 60] for year in (2026, 2028)]
    kpis = plan.kpis[plan.kpis["kpi"] == "jobs"]
    assert kpis[["item", "year", "value", "unit"]].to_numpy().tolist() == [["COD", y, 60, "jobs"] for y in (2026, 2028)]
    term = plan.agreement_terms[plan.agreement_terms["term"] == "local_jobs"].iloc[0]
    assert (term["year"], term["value"], term["limit"], term["unit"]) == (2028, 60, 50, "jobs")
    assert (
        "The pact asks for jobs at projects of COD: does not bind: at the nearest 60 jobs where 50 jobs" in plan.summary
    )
    assert "Which jobs it gives\n  - COD: 60 jobs at projects on line in 2026\n" in plan.summary
