"""What a gate cannot use, or would ignore, and cells of gates in other rules: the whole message."""

from __future__ import annotations

import pandas as pd
import pytest

from model.case import Case
from model.errors import InputError

TABLES: dict[str, list[dict[str, object]]] = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [{"supplier": "mine", "place": "USA", "material": "ore", "kind": "mine", "price_usd_per_t": 10}],
    "plants": [{"plant": "mill", "place": "USA", "process": "milling"}],
    "processes": [{"process": "milling"}],
    "process_materials": [{"process": "milling", "material": "ore", "coefficient_t_per_t": 1}],
    "projects": [{"project": "shaft", "kind": "mine", "capital_usd_per_block": 9}],
    "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
    "indicators": [{"indicator": "carbon", "direction": "lower_is_better"}],
}
GATE: dict[str, object] = {"rule": "r", "kind": "gate", "of": "projects", "delay_years": 2}
TOTAL: dict[str, object] = {"rule": "r", "kind": "total", "limit": 5}
SHARE: dict[str, object] = {"rule": "r", "kind": "share", "limit": 0.5, "stage": "extraction", "per": "place"}
MEANS = "has no meaning in a rule of kind gate (found"
BROKEN: list[tuple[dict[str, object], str]] = [
    (GATE | {"of": None}, "of: is empty, but a rule of kind gate needs it. Fill it in."),
    (
        GATE | {"of": "shipped"},
        "of: cannot be held closed by a gate (found 'shipped'). Write suppliers, plants or projects.",
    ),
    (
        GATE | {"delay_years": 0},
        (
            "delay_years: is empty, and so is cost_usd: the gate holds nothing back. Write how long its step takes, or "
            "what it costs."
        ),
    ),
    (
        GATE | {"delay_years": 5},
        (
            "delay_years: leaves no year in which anything could open: a step begun in 2026 ends in 2031, and the last "
            "planning year of the gate is 2030 (found '5'). Shorten it, or write a rule of kind exclude."
        ),
    ),
    (
        GATE | {"last_year": 2027},
        (
            "delay_years: leaves no year in which anything could open: a step begun in 2026 ends in 2028, and the last "
            "planning year of the gate is 2026 (found '2'). Shorten it, or write a rule of kind exclude."
        ),
    ),
    (GATE | {"delay_years": -1}, "delay_years: is below 0 (found '-1'). Write a number of at least 0 (years)."),
    (GATE | {"cost_usd": -1}, "cost_usd: is below 0 (found '-1'). Write a number of at least 0 (USD)."),
    (
        GATE | {"limit": 3},
        f"limit: {MEANS} '3'). Write delay_years and cost_usd instead.",
    ),
    (
        GATE | {"soft_penalty_usd": 3},
        (
            "soft_penalty_usd: has no meaning in a rule of kind gate, which is hard: what is closed is closed (found "
            "'3'). Leave the cell empty."
        ),
    ),
    (
        GATE | {"mineral": "ore"},
        "mineral: is not known of projects, which a gate picks by where alone (found 'ore'). Leave the cell empty.",
    ),
    (GATE | {"per": "place"}, f"per: {MEANS} 'place'). Leave the cell empty."),
    (GATE | {"indicator": "carbon"}, f"indicator: {MEANS} 'carbon'). Leave the cell empty."),
    (GATE | {"sense": "min"}, f"sense: {MEANS} 'min'). Leave the cell empty."),
    (GATE | {"period": "horizon"}, f"period: {MEANS} 'horizon'). Leave the cell empty."),
    (GATE | {"missing": "ignore"}, f"missing: {MEANS} 'ignore'). Leave the cell empty."),
    (
        GATE | {"where": "kindd=mine"},
        "where: is not a column of projects in 'kindd=mine' (found 'kindd'). Did you mean 'kind'?",
    ),
    (
        GATE | {"of": "plants", "where": "kind=mine"},
        (
            "where: is not one of processing, recycling (kind) in 'kind=mine' (found 'mine'). Known: processing, "
            "recycling."
        ),
    ),
    (
        TOTAL | {"delay_years": 2},
        (
            "delay_years: has no meaning in a rule of kind total: only a gate has a step (found '2'). Leave the cell "
            "empty."
        ),
    ),
    (
        SHARE | {"cost_usd": 7},
        "cost_usd: has no meaning in a rule of kind share: only a gate has a step (found '7'). Leave the cell empty.",
    ),
    (TOTAL | {"of": "projects"}, "of: is only for a gate (found 'projects'). Write supply, consumption or shipped."),
]


def problems(rule: dict[str, object]) -> list[str]:
    """The messages about a rule, from the column on."""
    frames = {name: pd.DataFrame(rows) for name, rows in {**TABLES, "rules": [rule]}.items()}
    try:
        Case.from_tables(frames, years=(2026, 2028, 2030), buyer=("USA",))
    except InputError as error:
        return [str(issue).removeprefix("rules, row 2, column ") for issue in error.issues]
    return []


@pytest.mark.parametrize(("rule", "message"), BROKEN, ids=[message[:40] for _, message in BROKEN])
def test_each_way_to_break_a_gate(rule: dict[str, object], message: str) -> None:
    assert problems(rule) == [message]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"of": "suppliers", "mineral": "ore", "stage": "extraction", "where": "kind=mine"},
        {"of": "plants", "stage": "extraction"},
        {"delay_years": 4},
        {"delay_years": 0, "cost_usd": 5, "last_year": 2026},
        {"weight": "tonnes", "period": "year", "missing": "worst", "unknown_origin": "world"},
    ],
)
def test_a_sound_gate_is_accepted(cells: dict[str, object]) -> None:
    assert problems(GATE | cells) == []


@pytest.mark.parametrize("rule", [TOTAL, SHARE])
def test_the_defaults_of_a_gate_may_be_written_out_in_other_rules(rule: dict[str, object]) -> None:
    assert problems(rule | {"delay_years": 0, "cost_usd": 0}) == []
