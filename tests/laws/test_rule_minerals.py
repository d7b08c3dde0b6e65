"""A list of minerals says no more than its items: one item is that mineral, all items are every mineral."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from model.build import build_model
from model.case import Case
from model.solver.compile import compile_model

TABLES = {
    "materials": [
        {"material": "ore", "stage": "extraction"},
        {"material": "metal", "stage": "processing"},
        {"material": "alloy", "stage": "processing"},
    ],
    "material_minerals": [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "ore", "mineral": "lead", "content": 0.2},
        {"material": "metal", "mineral": "tin", "content": 0.9},
        {"material": "alloy", "mineral": "tin", "content": 0.6},
        {"material": "alloy", "mineral": "lead", "content": 0.4},
    ],
    "prices": [
        {"material": material, "year": 2026, "price_usd_per_t": price}
        for material, price in (("ore", 10), ("metal", 60), ("alloy", 50))
    ],
    "suppliers": [
        {"supplier": f"{material}-{place}", "place": place, "material": material, "capacity_t_per_year": 90}
        for material in ("ore", "metal", "alloy")
        for place in ("CHL", "CHN")
    ],
    "stockpiles": [{"stockpile": "yard", "place": "USA", "material": "alloy"}],
    "indicators": [{"indicator": "score", "direction": "higher_is_better"}],
    "indicator_values": [
        {"subject_kind": "place", "subject": place, "indicator": "score", "value": value}
        for place, value in (("CHL", 60), ("CHN", 40))
    ],
    "demand": [
        {"place": "USA", "sector": "cans", "material": material, "year": 2026, "quantity_t": 50}
        for material in ("metal", "alloy")
    ],
}
AVERAGE = {"kind": "average", "stage": "processing", "indicator": "score", "limit": 45}
RULES = {
    "share": {"kind": "share", "stage": "processing", "per": "place", "limit": 0.6, "soft_penalty_multiple": 0.5},
    "floor": {"kind": "share", "stage": "extraction", "where": "place=CHL", "limit": 0.1, "sense": "min"},
    "shipped": {"kind": "share", "of": "shipped", "per": "route", "limit": 0.7, "soft_penalty_usd": 3},
    "average": AVERAGE,
    "average by value": AVERAGE | {"weight": "value"},
    "exclude": {"kind": "exclude", "where": "place=CHN", "soft_penalty_usd": 2},
    "total": {"kind": "total", "limit": 80, "soft_penalty_usd": 2},
    "cost": {"kind": "cost", "limit": 7},
    "audit": {"kind": "cost", "per": "supplier", "limit": 7},
    "cover": {"kind": "cover", "limit": 30, "soft_penalty_multiple": 2},
    "certified": {"kind": "certified", "stage": "extraction", "limit": 0.1, "soft_penalty_multiple": 2},
}


def program(rule: dict[str, object]) -> list[np.ndarray]:
    """All numbers of the model of a case with a rule."""
    frames = {name: pd.DataFrame(rows) for name, rows in {**TABLES, "rules": [{"rule": "r"} | rule]}.items()}
    case = Case.from_tables(frames, years=(2026, 2028), last_period_years=2, discount_rate=0.05, buyer=("USA",))
    made = compile_model(build_model(case))
    return [made.cost, made.row_lower, made.row_upper, made.lower, made.upper, made.matrix.data]


def same(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    """Whether two models have the same numbers."""
    return all(len(x) == len(y) and np.array_equal(x, y) for x, y in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", RULES)
def test_a_list_of_all_minerals_is_as_none(kind: str) -> None:
    none = program(RULES[kind])

    assert same(program(RULES[kind] | {"mineral": "tin;lead"}), none)
    assert not same(program(RULES[kind] | {"mineral": "lead"}), none)


@pytest.mark.slow
@pytest.mark.parametrize("kind", RULES)
def test_a_list_of_one_mineral_is_that_mineral(kind: str) -> None:
    one = program(RULES[kind] | {"mineral": "lead"})

    assert same(program(RULES[kind] | {"mineral": "lead;"}), one)
    assert same(program(RULES[kind] | {"mineral": " lead ; lead"}), one)
