"""Rules on concentration, recomputed: a plan that keeps them is accepted, one that breaks them is not."""

from __future__ import annotations

import pandas as pd
import pytest
from certified import Tables, failing, tables_of
from planted import with_value

from model import Case, Plan, solve
from model.plan.standing import standing_lines
from model.solver import SolverOptions
from model.solving import load

PLACES = ("CHL", "PER", "CHN", "AUS")
RULES = [
    {"rule": "mines", "kind": "hhi", "mineral": "tin", "stage": "extraction", "per": "place", "limit": 3000},
    {"rule": "ways", "kind": "hhi", "of": "shipped", "per": "route", "limit": 2600, "soft_penalty_usd": 2},
    {"rule": "free", "kind": "hhi", "stage": "extraction", "per": "owner", "limit": 10_000},
]


def four_mines() -> Case:
    """Ore, half tin, from four places, each dearer than the one before; a third of the buyer's scrap beside."""
    tables = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "material_minerals": [{"material": "ore", "mineral": "tin", "content": 0.5}],
        "places": [{"place": place} for place in (*PLACES, "USA")],
        "suppliers": [
            {"supplier": place.lower(), "place": place, "material": "ore", "owner": owner} | cells
            for place, owner, cells in (
                (place, "state" if place in {"CHL", "CHN"} else "", {"capacity_t_per_year": 90, "price_usd_per_t": p})
                for place, p in zip(PLACES, (10, 13, 16, 19), strict=True)
            )
        ],
        "owners": [{"owner": "state"}],
        "routes": [{"route": f"from {place}", "origin": place, "destination": "USA"} for place in PLACES],
        "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
        "rules": RULES,
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    years = {"years": (2026, 2028), "last_period_years": 2, "discount_rate": 0.0}
    return Case.from_tables(frames, name="ore", buyer=("USA",), **years)


def only_mines() -> Plan:
    rules = four_mines().tables["rules"]
    return solve(four_mines().replace(rules=rules[rules["rule"] == "mines"]), gap=0.0)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(four_mines(), gap=0.0)


@pytest.fixture(scope="module")
def tables(plan: Plan) -> Tables:
    return tables_of(plan)


def test_a_plan_that_keeps_them_is_accepted_and_its_index_is_that_of_the_purchases(plan: Plan, tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    rows = found.checks[found.checks["check"] == "HHI rule"]
    assert set(rows["subject"]) == {"mines, tin", "ways, tin"}
    lifted = plan.purchases.groupby(["year", "place"])["lifted_t_per_year"].sum()
    shares = lifted / lifted.groupby("year").sum()
    assert 10_000 * (shares**2).groupby("year").sum().max() <= 3000 * (1 + 1e-4)
    ours = plan.rules[plan.rules["rule"] == "mines"]
    index = plan.kpis[(plan.kpis["kpi"] == "HHI") & (plan.kpis["stage"] == "extraction")]
    assert list(ours["value"]) == pytest.approx(list(index["value"]))
    assert ours["binding"].all()
    assert list(ours["value"]) == pytest.approx([3000, 3000], rel=1e-4)


def test_the_rules_and_the_rounds_are_told(plan: Plan) -> None:
    told = list(standing_lines(plan))
    assert told[0] == "mines: HHI of mined tin by place at most 3,000 (hard)"
    assert told[1].startswith("  - tin binds in 2026 to 2028 (2 planning years), at up to 3,000, worth up to USD ")
    assert told[1].endswith(" per contained t")
    assert told[2] == (
        "ways: HHI of the shipments of each mineral by route at most 2,600 "
        "(soft: USD 2.00 per contained t of breach and year)"
    )
    assert told[3].startswith("  - tin breaks it, at a penalty, in 2026 to 2028 (2 planning years), by up to ")
    assert told[4] == "free: HHI of each mined mineral by owner at most 10,000 (hard)"
    rounds, tangents = int(plan.size["rounds"]), int(plan.size["tangents"])
    assert rounds > 1
    said = f"Limits on concentration: solved {rounds} times, with {tangents} tangents added to keep them."
    assert said in plan.summary


@pytest.mark.parametrize(("rule", "limit"), [(0, 2999.0), (1, 2599.0)])
def test_a_lower_limit_is_found(rule: int, limit: float, tables: Tables) -> None:
    wrong = tables.with_input("rules", with_value(tables.inputs["rules"], rule, "limit", limit))
    assert failing(wrong) == {"HHI rule"}


def test_a_limit_within_the_tolerance_is_kept(tables: Tables) -> None:
    rules = tables.inputs["rules"]
    assert not failing(tables.with_input("rules", with_value(rules, 0, "limit", 3000.0 * (1 - 1e-5))))


def test_a_breach_that_is_not_paid_for_is_found(tables: Tables) -> None:
    breach = tables.decisions["concentration_breach"]
    more = breach.assign(concentration_breach_contained_t_per_year=5.0)
    assert {"hard rule is kept", "cost as paid"} <= failing(tables.with_decision("concentration_breach", more))


@pytest.mark.slow
def test_a_loaded_case_is_held_to_another_index_without_being_built_anew() -> None:
    """A rule of 10 000 holds nothing back, and has what a row on its norm needs."""
    rules = four_mines().tables["rules"]
    loaded = load(four_mines().replace(rules=rules[rules["rule"] == "free"].assign(per="place")))
    norm, base = loaded.model.SupplyNorm, loaded.model.HhiBase
    for index in loaded.model.HHIS:
        loaded.handle.limit(f"hhi {index}", norm[index] - (3000 / 10_000) ** 0.5 * base[index], upper=0.0)
    held = loaded.plan(SolverOptions(gap=0.0))
    assert held.status == "optimal"
    assert held.objective == pytest.approx(only_mines().objective, rel=1e-4)
    index = held.kpis[(held.kpis["kpi"] == "HHI") & (held.kpis["stage"] == "extraction")]
    assert list(index["value"]) == pytest.approx([3000, 3000], rel=1e-4)


def test_a_plan_of_a_search_that_ended_too_early_is_rejected_and_says_why(monkeypatch) -> None:
    monkeypatch.setattr("model.solver.rounds.MOST_ROUNDS", 1)
    plan = solve(four_mines(), gap=0.0)
    assert plan.status == "rejected by the certificate"
    assert "HHI rule: mines, tin, 2026, off by" in plan.summary
    assert "tangents added to keep them; it ended before 4 of them were kept." in plan.summary
