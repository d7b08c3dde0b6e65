"""Planted errors, from a seed: in each number that a plan states, and against each thing that is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, zip_longest
from random import Random

import numpy as np
import pandas as pd
import pytest
from certified import Tables
from planted import (
    Plant,
    cost_off,
    cost_row_missing,
    cost_row_twice,
    decided_as,
    discount_off,
    head_off,
    input_cell,
    row_changed,
    to,
    value_off,
    with_value,
    year_off,
)

from model.certificate.decided import KEYS, checks, value_column
from model.certificate.read import make_inputs
from model.certificate.rows import table_of

pytestmark = pytest.mark.slow

FREE = {"volume", "signed", "chosen", "collected", "active", "open", "begun", "plant_secured", "admitted"}
"""Decisions that can be off without consequence where nothing binds: an error is found where it matters."""

DERIVED = {"member_supply", "supply_square", "supply_norm"}
"""Decisions that follow from others and are compared with them: an error in each is planted by its check."""

SINGLE = {"chosen", "valued"}
"""Decisions without a year, or of the last year only."""

COSTS: Mapping[str, Plant] = {
    "paid off by a millionth": cost_off("paid_usd", lambda value: value * (1 + 1e-6)),
    "present value off by a millionth": cost_off("present_value_usd", lambda value: value * (1 + 1e-6)),
    "present value undiscounted": discount_off,
    "year": cost_off("year", lambda year: year + 1),
    "counted": cost_off("counted", lambda counted: not counted),
    "row missing": cost_row_missing,
    "row twice": cost_row_twice,
    "objective": head_off("objective_usd", 1 + 1e-7),
    "bound above the cost": head_off("bound_usd", 1.01),
    "gap": head_off("gap", 1.01),
}

EFFECT, PAIR, OBLIGATION = "agreement_effects", "agreement_pairs", "agreement_obligations"
IMPROVEMENT = "agreement_indicators"

CHECKS: Mapping[str, Plant] = {
    "agreement is known": input_cell("agreements", "agreement", to("renamed")),
    "committed agreement is joined": decided_as("joined", 0.0),
    "agreement in its window": input_cell("agreements", "condition_year", to(2035), agreement="shield"),
    "joined once": decided_as("joined", 1.0),
    "left once": decided_as("left", 1.0),
    "left after its least years": input_cell("agreements", "least_years", to(9)),
    "agreement required": input_cell(PAIR, "relation", to("requires"), other="idle"),
    "agreements exclude": input_cell(PAIR, "relation", to("excludes")),
    "both in force": decided_as("both", 0.0),
    "pair is known": input_cell(PAIR, "other", to("renamed")),
    "supplier is unlocked": input_cell(EFFECT, "deadline_year", to(1900), target_kind="supplier", effect="unlock"),
    "project is unlocked": input_cell(EFFECT, "deadline_year", to(1900), target_kind="project"),
    "route is unlocked": input_cell(EFFECT, "lag_years", to(1), target_kind="route"),
    "signed with its agreement": input_cell(EFFECT, "lag_years", to(1), target_kind="contract"),
    "no more in force than signed": value_off("covered"),
    "in force with its agreement": input_cell(EFFECT, "lag_years", to(1), target_kind="contract"),
    "in force in full": decided_as("covered", 1.0),
    "spot with its agreement": input_cell(EFFECT, "lag_years", to(1), target_kind="contract"),
    "assistance is known": input_cell(EFFECT, "effect", to("capacity"), target="mine", effect="availability_uplift"),
    "secured of what is decided": decided_as("secured", 99.0),
    "secured by an agreement": input_cell(EFFECT, "lag_years", to(9), effect="availability_uplift"),
    "secured in full": decided_as("secured", 0.0),
    "cleaning is known": input_cell(EFFECT, "agreement", to("renamed"), effect="leakage_cut"),
    "cleaned by an agreement": input_cell(EFFECT, "lag_years", to(9), effect="leakage_cut"),
    "cleaned in full": decided_as("cleaned", 0.0),
    "cleaned of what is bought": value_off("cleaned"),
    "certified rule": input_cell("suppliers", "certified", to(0.1), supplier="hills"),
    "plant assistance is known": input_cell(
        EFFECT, "target", to("mill"), target="smelter", effect="availability_uplift"
    ),
    "plant secured of what is added": decided_as("plant_secured", 99.0),
    "plant secured by an agreement": decided_as("plant_secured", 99.0),
    "begun when decided": decided_as("begun", 1.0),
    "improvement is known": input_cell(IMPROVEMENT, "indicator", to("renamed")),
    "improved as far as it has come": input_cell(IMPROVEMENT, "ramp_up_years", to(9.0), agreement="old"),
    "admitted when good enough": input_cell(IMPROVEMENT, "improvement", to(1.0), subject="pit"),
    "admitted is known": input_cell("rules", "kind", to("cost"), rule="good-pit"),
    "local processing": input_cell(OBLIGATION, "value", to(0.9), obligation="local_processing_share"),
    "least purchase": input_cell(OBLIGATION, "value", to(999.0), obligation="min_purchase"),
    "least investment": input_cell(OBLIGATION, "value", to(999.0), obligation="min_investment"),
    "least projects": decided_as("begun", 0.0),
    "least jobs": input_cell(OBLIGATION, "value", to(9.0), obligation="local_jobs"),
    "capacity of a supplier": input_cell("suppliers", "availability", to(0.01)),
    "spot gets what contracts leave": input_cell("suppliers", "capacity_t_per_year", to(1.0)),
    "contracts within capacity": input_cell("suppliers", "reach", to(0.01)),
    "reserve of a supplier": input_cell("suppliers", "reserve_t", to(3.0)),
    "drawn so far": value_off("drawn"),
    "lifted within the contract": input_cell("suppliers", "availability", to(0.2)),
    "paid for what is lifted": value_off("paid"),
    "take or pay": input_cell("contracts", "take_or_pay", to(1.0)),
    "contract in its window": input_cell("contracts", "first_year", to(2031)),
    "signing in its window": input_cell("contracts", "first_year", to(2031)),
    "no volume without signing": decided_as("signed", 0.0),
    "least volume when signed": input_cell("contracts", "min_volume_t_per_year", to(500.0)),
    "most volume at any time": input_cell("contracts", "max_volume_t_per_year", to(1.0)),
    "most volume of a spot contract": input_cell("contracts", "max_volume_t_per_year", to(1.0), kind="spot"),
    "spot in its window": input_cell("contracts", "last_year", to(2026), kind="spot"),
    "in force once at a time": input_cell("contracts", "term_years", to(40)),
    "volume only of a candidate": input_cell("contracts", "status", to("committed"), kind="offtake"),
    "committed project is built": input_cell("projects", "max_blocks", to(5), status="committed"),
    "blocks of a project": input_cell("projects", "max_blocks", to(0)),
    "blocks that projects share": input_cell("projects", "shares_blocks_with", to("lab")),
    "project in its window": input_cell("projects", "first_year", to(2035)),
    "requires hall": input_cell("projects", "requires", to("hall")),
    "project excludes": input_cell("projects", "excludes", to("started")),
    "chosen if built": input_cell("projects", "max_blocks", to(0)),
    "capacity of a line": input_cell("plants", "capacity_t_per_year", to(0.5)),
    "plant in its span": input_cell("plants", "last_year", to(2020)),
    "closed plant stands still": decided_as("open", 0.0),
    "least load of an open plant": input_cell("plants", "min_load", to(1.0)),
    "capacity of a route": input_cell("routes", "capacity_t_per_year", to(0.5)),
    "capacity of a corridor": input_cell("corridors", "capacity_t_per_year", to(0.5)),
    "route in its span": input_cell("routes", "last_year", to(2020)),
    "route takes the material": input_cell("routes", "materials", to("waste")),
    "route waits for its project": input_cell("routes", "requires_project", to("hall")),
    "material balance": input_cell("process_materials", "coefficient_t_per_t", lambda amount: amount * 1.01),
    "no sending on": input_cell("routes", "origin", to("south")),
    "stock balance": input_cell("stockpiles", "initial_t", to(2.0)),
    "capacity of a stockpile": input_cell("stockpiles", "capacity_t", to(0.1)),
    "filling of a stockpile": input_cell("stockpiles", "fill_t_per_year", to(0.01)),
    "release from a stockpile": input_cell("stockpiles", "release_t_per_year", to(0.01)),
    "least stock at the end": input_cell("stockpiles", "least_end_t", to(999.0)),
    "valued stock is there": value_off("valued"),
    "valued up to the initial stock or the cover": input_cell("stockpiles", "initial_t", to(0.0)),
    "substituted and short within demand": input_cell("demand", "quantity_t", to(0.1)),
    "largest shortage": decided_as("shortfall", 1e4),
    "largest share of a substitute": input_cell("substitutes", "largest_share", to(0.001)),
    "scrap that comes back": input_cell("scrap_returns", "collection_rate", to(0.0)),
    "share rule": input_cell("rules", "limit", to(0.01), kind="share"),
    "average rule": input_cell("rules", "limit", to(99.0), kind="average"),
    "total rule": input_cell("rules", "limit", to(0.1), kind="total"),
    "excluded": input_cell("rules", "where", to("place=home|east|west|south"), kind="exclude"),
    "support pays what it owes": value_off("capped_outlay"),
    "cap of a support": input_cell("supports", "cap_usd_per_year", to(1.0), support="made"),
    "cap is reached": input_cell("supports", "cap_usd_per_year", to(500.0), support="fixed"),
    "cap is said to be reached": decided_as("at_cap", 0.0),
    "budget rule": input_cell("rules", "limit", to(0.0), kind="budget"),
    "cover rule": input_cell("rules", "limit", to(900.0), kind="cover"),
    "HHI rule": input_cell("rules", "limit", to(1.5), kind="hhi"),
    "supply of a member": value_off("member_supply"),
    "square of a member": value_off("supply_square"),
    "norm of supply": value_off("supply_norm"),
    "shortage rule": input_cell("rules", "limit", to(-0.1), kind="shortage"),
    "supplier is active": decided_as("active", 0.0),
    "hard rule is kept": input_cell("rules", "soft_penalty_usd", to(None)),
    "open after its step": decided_as("stepped", 0.0),
    "project is decided after its step": input_cell("rules", "delay_years", to(9), rule="assessment"),
    "step is begun once": decided_as("stepped", 1.0),
    "step is known": input_cell("rules", "rule", to("renamed"), kind="gate"),
    "paid for is stated": row_changed("paid", lambda frame, row: frame.drop(index=frame.index[row])),
    "contract is known": input_cell("contracts", "contract", to("renamed")),
    "project is known": input_cell("projects", "project", to("renamed")),
    "plant is known": input_cell("plants", "plant", to("renamed")),
    "route is known": input_cell("routes", "route", to("renamed")),
    "stockpile is known": input_cell("stockpiles", "stockpile", to("renamed")),
    "demand is known": input_cell("demand", "sector", to("renamed")),
    "substitute is known": input_cell("substitutes", "substitute", to("renamed")),
    "scrap return is known": input_cell("scrap_returns", "sector", to("renamed")),
}


def tried(plans: Mapping[str, Tables], plant: Plant, seed: int, most: int = 2) -> list[bool]:
    """Whether each of some errors is found, planted in one plan after the other."""
    draw = Random(seed)  # noqa: S311 - a seed, not a secret
    rounds = zip_longest(*(plant(tables, draw) for tables in plans.values()))
    errors = (wrong for ways in rounds for wrong in ways if wrong is not None)
    return [wrong.breaks() for wrong in islice(errors, most)]


def rejected(tables: Tables) -> bool:
    """Whether the tables of decisions alone are enough to reject a plan."""
    return not table_of(checks(tables.decisions, make_inputs(tables.inputs, tables.settings)))["holds"].all()


@pytest.mark.parametrize("name", sorted(set(KEYS) - FREE - DERIVED))
def test_a_decision_that_is_off_is_found(name: str, plans: dict[str, Tables]) -> None:
    found = tried(plans, value_off(name), seed=7)
    assert found
    assert all(found)


@pytest.mark.parametrize("name", sorted(FREE))
def test_a_free_decision_that_is_off_is_found_where_it_matters(name: str, plans: dict[str, Tables]) -> None:
    assert any(tried(plans, value_off(name), seed=7, most=5))


@pytest.mark.parametrize("name", sorted(set(KEYS) - FREE - DERIVED - SINGLE))
def test_a_decision_in_another_year_is_found(name: str, plans: dict[str, Tables]) -> None:
    found = tried(plans, year_off(name), seed=8)
    assert all(found)


@pytest.mark.parametrize("name", sorted(set(KEYS) - FREE - DERIVED))
def test_a_decision_that_is_missing_is_found(name: str, plans: dict[str, Tables]) -> None:
    found = tried(plans, row_changed(name, lambda frame, row: frame.drop(index=frame.index[row])), seed=9)
    assert all(found)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_a_decision_that_cannot_be_read_is_found(name: str, plans: dict[str, Tables]) -> None:
    tables = next((tables for tables in plans.values() if len(tables.decisions[name])), plans["tiny"])
    frame = tables.decisions[name]
    column = value_column(frame, KEYS[name])
    missing = {other: own for other, own in tables.decisions.items() if other != name}
    wrong = [replace(tables, decisions=missing), tables.with_decision(name, frame.drop(columns=KEYS[name][0]))]
    if len(frame):
        wrong += [tables.with_decision(name, with_value(frame, 0, column, value)) for value in (np.nan, np.inf, -1.0)]
        wrong.append(tables.with_decision(name, pd.concat([frame, frame.iloc[[0]]])))
    assert not rejected(tables)
    assert all(map(rejected, wrong))


@pytest.mark.parametrize("scenario", ["storm", ""])
def test_an_unknown_scenario_or_year_is_found(scenario: str, plans: dict[str, Tables]) -> None:
    tables = plans["tiny"]
    lifted = tables.decisions["lifted"]
    for wrong in (with_value(lifted, 0, "scenario", scenario), with_value(lifted, 0, "year", 1999)):
        found = tables.with_decision("lifted", wrong).certify().checks
        assert "decision is in a planning year" in set(found.loc[~found["holds"], "check"])


@pytest.mark.parametrize("name", COSTS)
def test_a_cost_that_is_off_is_found(name: str, plans: dict[str, Tables]) -> None:
    found = tried(plans, COSTS[name], seed=10)
    assert found
    assert all(found)


@pytest.mark.parametrize("check", CHECKS)
def test_what_breaks_a_check_is_found_by_that_check(
    check: str, plans: dict[str, Tables], checked: dict[str, set[str]]
) -> None:
    draw = Random(11)  # noqa: S311 - a seed, not a secret
    likely = sorted(plans, key=lambda plan: check not in checked[plan])
    rounds = zip_longest(*(CHECKS[check](plans[plan], draw) for plan in likely))
    errors = (wrong for ways in rounds for wrong in ways if wrong is not None)
    assert any(wrong.breaks(check) for wrong in islice(errors, 60))


def test_every_check_has_a_planted_error(checked: dict[str, set[str]]) -> None:
    """The checks of single tables and of money have tests of their own above."""
    made = {check for found in checked.values() for check in found}
    own = {"cost as paid", "cost as present value", "objective", "bound below cost", "gap", "optimal within the gap"}
    own |= {"decision is not negative", "decision is whole", "decision is yes or no", "valued only at the end"}
    assert {check for check in made if not check.startswith("requires ")} - own <= set(CHECKS)
