"""When a programme against smuggling pays: 60 t of ore a year, four fifths of it to be certified, worked out by hand.

A dear mine (30 USD a t) is certified and does not leak. A cheap one (10 USD a t) sells all as certified, but 0.4 of
that leaks: a share x of cheap ore leaves 1 - 0.4 x certified, and 1 - 0.4 x >= 0.8 allows x = 1/2, at 30 x 10 + 30 x 30
= 1200 USD a year. A programme that cuts the leakage by 0.3 leaves 1 - 0.1 x >= 0.9: all ore may be cheap, at 600.
"""

from __future__ import annotations

import pandas as pd
import pytest

from model import Case, Plan, solve

ORE: dict[str, object] = {"place": "USA", "material": "ore", "capacity_t_per_year": 100, "certified": 1}


def planned(fee: float, years: tuple[int, ...] = (2026,), **cut: object) -> Plan:
    """The plan where the programme costs so much a year."""
    effect = {"agreement": "patrol", "effect": "leakage_cut", "target_kind": "supplier", "target": "cheap"}
    tables: dict[str, list[dict[str, object]]] = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "suppliers": [
            ORE | {"supplier": "dear", "price_usd_per_t": 30},
            ORE | {"supplier": "cheap", "price_usd_per_t": 10, "leakage": 0.4},
        ],
        "agreements": [{"agreement": "patrol", "yearly_cost_usd": fee}],
        "agreement_effects": [effect | {"value": 0.3} | cut],
        "rules": [{"rule": "traced", "kind": "certified", "stage": "extraction", "limit": 0.8}],
        "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    case = Case.from_tables(frames, years=years, last_period_years=1, discount_rate=0.0, buyer=("USA",))
    plan = solve(case, gap=0.0)
    assert plan.certificate.startswith("Recomputed")
    return plan


def test_it_pays_while_the_fee_is_below_what_it_saves() -> None:
    """600 USD saved a year: at 590 it is joined, and 6 of 60 t leak where 24 would."""
    plan = planned(590)

    assert plan.objective == pytest.approx(600 + 590, abs=1e-6)
    row = plan.certified.iloc[0]
    assert [row["source"], row["year"]] == ["cheap", 2026]
    amounts = ["mined", "certified", "leaked", "uncertified", "kept"]
    assert [row[f"{name}_t_per_year"] for name in amounts] == pytest.approx([60, 54, 6, 0, 18])
    term = plan.agreement_terms.iloc[0]
    assert [term["term"], term["value"], term["limit"]] == ["leakage_cut", pytest.approx(18), pytest.approx(24)]
    assert "patrol cuts the leakage of cheap: keeps up to 18.0 t a year of the 24.0 t a year that would" in plan.summary
    said = (
        "- ore: 90 % of what is mined is certified in 2026; leakage takes up to 6.00 t a year of contained mineral that"
    )
    assert (
        f"What of it is certified\n  {said} would count, in 2026; agreements keep up to 18.0 t a year" in plan.summary
    )


def test_above_it_half_of_the_ore_is_bought_dear() -> None:
    """At 610 it is not joined: 30 t of each, 48 t of 60 certified, exactly the four fifths."""
    plan = planned(610)

    assert plan.objective == pytest.approx(1200, abs=1e-6)
    assert plan.certified["certified_t_per_year"].tolist() == pytest.approx([18, 30])
    assert plan.certified["leaked_t_per_year"].tolist() == pytest.approx([12, 0])
    rule = plan.rules.iloc[0]
    assert [rule["value"], rule["limit"], rule["slack"]] == pytest.approx([0.8, 0.8, 0], abs=1e-9)
    assert rule["binding"]
    assert rule["usd_per_unit"] == pytest.approx(
        20 / 0.4
    )  # one t that need not be certified: 2.5 t cheap, 20 saved each


def test_half_of_the_effect_counts_half() -> None:
    """In two steps: at first 1 - 0.25 x >= 0.8, so that 48 t are cheap, at 840; then all, at 600; and 400 twice."""
    plan = planned(400, years=(2026, 2027), ramp_up_years=2)

    assert plan.objective == pytest.approx(840 + 600 + 2 * 400, abs=1e-6)
    cheap = plan.certified[plan.certified["source"] == "cheap"]
    assert cheap["mined_t_per_year"].tolist() == pytest.approx([48, 60])
    assert cheap["kept_t_per_year"].tolist() == pytest.approx([48 * 0.15, 60 * 0.3])
