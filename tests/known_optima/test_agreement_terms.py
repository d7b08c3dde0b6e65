"""Terms of agreements on tiny data sets, each with its optimum worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve
from model.studies.signing import clauses

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


def test_revenue_is_shared_on_all_that_is_paid_for() -> None:
    """A contract that needs the pact: 8 t a year at 10 USD/t for five years, owed whether needed or not, and 5 % of the
    benchmark of 40 USD/t for two years and 50 for three: 32 + 60 USD. The market takes 40 USD/t for 2 t in two years.

    From 2028 on 4 t are needed. A tonne of volume beyond costs 5 x 10 + 2 x 2 + 3 x 2.5 = 61.5 USD and saves 80.
    """
    plan = planned(
        demand=[
            {"place": "COD", "sector": "use", "material": "ore", "year": year, "quantity_t": tonnes}
            for year, tonnes in ((2026, 10), (2028, 4))
        ],
        suppliers=[
            {"supplier": "market", "price_usd_per_t": 40, **ORE},
            {"supplier": "mine", "price_usd_per_t": 10, "capacity_t_per_year": 8, **ORE},
        ],
        prices=[
            {"material": "ore", "year": year, "price_usd_per_t": price} for year, price in ((2026, 40), (2028, 50))
        ],
        contracts=[
            {"contract": "spot", "supplier": "market", "kind": "spot"},
            {"contract": "deal", "supplier": "mine", "kind": "offtake", "take_or_pay": 1, "last_year": 2026}
            | {"revenue_share": 0.05, "agreement": "pact"},
        ],
        agreements=[PACT | {"upfront_cost_usd": 20}],
    )
    assert plan.objective == pytest.approx(8 * 10 * 5 + 92 + 2 * 40 * 2 + 20)
    paid = plan.costs[plan.costs["term"] == "revenue shared"].set_index("year")["paid_usd"].to_dict()
    assert paid == pytest.approx({2026: 32, 2028: 60})
    deal = plan.purchases.query("contract == 'deal' and year == 2028").iloc[0]
    assert (deal["cost_usd_per_year"], deal["revenue_shared_usd_per_year"]) == pytest.approx((80, 20))
    assert plan.agreements["revenue_shared_usd"].tolist() == pytest.approx([32, 60])
    kpis = plan.kpis[plan.kpis["kpi"] == "revenue shared"]
    assert kpis[["item", "year", "value"]].to_numpy().tolist() == [["pact", 2026, 32], ["pact", 2028, 60]]
    carried = plan.figures[plan.figures["column"] == "revenue_share"].iloc[0]
    assert (carried["key"], carried["present_value_usd"]) == ("deal", pytest.approx(92))
    assert "USD 20.0 paid over the horizon, and USD 92.0 of revenue shared" in plan.summary
    asked = [clause.words for clause in clauses(plan.case, "pact")]
    assert asked == ["unlocks contract deal", "shares 5 % of revenue under contract deal", "costs USD 20.0 on joining"]


def test_a_stake_is_paid_for_in_full_and_received_in_part() -> None:
    """Both stakes take 90 USD per t/yr and sell at a cost of 4, against a market at 25 USD/t: 125 over five years.

    Of the mine the state holds a tenth free: 90 / 0.9 + 5 x 4 = 120, which is worth it for all its 6 t. Of the pit it
    holds a fifth: 90 / 0.8 + 20 = 132.5, which is not; without the state's share it would be, at 110.
    """
    stakes = {"kind": "equity", "capital_usd_per_t_per_year": 90, "agreement": "pact"}
    plan = planned(
        suppliers=[
            {"supplier": "market", "price_usd_per_t": 25, **ORE},
            {"supplier": "mine", "cost_usd_per_t": 4, "capacity_t_per_year": 6, **ORE},
            {"supplier": "pit", "cost_usd_per_t": 4, "capacity_t_per_year": 6, **ORE},
        ],
        contracts=[
            {"contract": "spot", "supplier": "market", "kind": "spot"},
            {"contract": "mine-stake", "supplier": "mine", "free_carried_share": 0.1, **stakes},
            {"contract": "pit-stake", "supplier": "pit", "free_carried_share": 0.2, **stakes},
        ],
        agreements=[PACT],
    )
    assert plan.objective == pytest.approx(6 * 120 + 4 * 125)
    columns = ["contract", "volume_t_per_year", "capital_usd", "free_carried_t_per_year"]
    (found,) = plan.contracts_signed[columns].to_numpy().tolist()
    assert found == ["mine-stake", pytest.approx(6), pytest.approx(600), pytest.approx(6 / 9)]
    line = "2026: mine-stake (equity of ore, COD), 6.00 t a year, besides 0.667 t a year that the state holds free"
    assert line in plan.summary
    words = "gives the state 10 % of stake mine-stake free"
    assert words in [clause.words for clause in clauses(plan.case, "pact")]


def test_a_pact_makes_a_plant_available_and_what_is_added_to_it() -> None:
    """12 t of metal a year for five years at 30 USD/t of the market, or of ore at 1 USD/t in a plant of 8 t/yr, half of
    which runs, and nine tenths under a pact at 400 USD. A furnace at 100 USD adds 4 t/yr.

    With both 0.9 x 12 = 10.8 t a year are made: 5 x (10.8 + 1.2 x 30) + 500 = 734 USD. Without the pact 6 t, and
    5 x (6 + 6 x 30) + 100 = 1 030; without the furnace 7.2 t, and 5 x (7.2 + 4.8 x 30) + 400 = 1 156.
    """
    metal = {"material": "metal", "place": "COD"}
    plan = planned(
        materials=[{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}],
        demand=[{"sector": "use", "year": 2026, "quantity_t": 12, **metal}],
        suppliers=[
            {"supplier": "market", "price_usd_per_t": 30, **metal},
            {"supplier": "mine", "price_usd_per_t": 1, **ORE},
        ],
        material_minerals=[{"material": name, "mineral": "tin", "content": 1} for name in ("ore", "metal")],
        processes=[{"process": "smelting"}],
        process_materials=[
            {"process": "smelting", "material": "ore", "coefficient_t_per_t": -1},
            {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
        ],
        plants=[
            {"plant": "smelter", "place": "COD", "process": "smelting", "capacity_t_per_year": 8, "availability": 0.5}
        ],
        projects=[{"project": "furnace", "capital_usd_per_block": 100, "lifetime_years": 5, "last_year": 2026}],
        project_effects=[{"project": "furnace", "effect": "plant_capacity", "target": "smelter", "value": 4}],
        agreements=[PACT | {"upfront_cost_usd": 400}],
        agreement_effects=[
            {"agreement": "pact", "effect": "availability_uplift", "target_kind": "plant", "target": "smelter"}
            | {"value": 0.4}
        ],
    )
    assert plan.objective == pytest.approx(734)
    assert plan.processing["run_t_per_year"].tolist() == pytest.approx([10.8, 10.8])
    term = plan.agreement_terms.iloc[0]
    assert (term["term"], term["target"], term["binding"]) == ("availability_uplift", "smelter", True)
    assert (term["value"], term["limit"], term["usd_per_unit"]) == pytest.approx((4.8, 4.8, 29))
    assert "The pact raises the availability of smelter: used in full" in plan.summary
