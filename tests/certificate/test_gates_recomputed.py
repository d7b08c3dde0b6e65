"""A plan with gates is accepted as it is, and not where something passes one before its step is done."""

from __future__ import annotations

import pytest
from certified import Tables, failing, tables_of
from gated_case import gated_case
from planted import with_value

from model import solve


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A plan in which the mine, both plants and the works take their step."""
    return tables_of(solve(gated_case(), gap=0.0))


def test_a_plan_with_gates_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    begun = tables.decisions["stepped"]
    begun = begun[begun["stepped"] > 0.5]
    assert set(zip(begun["rule"], begun["subject"], strict=True)) == {
        ("consent", "mine"),
        ("permit", "own"),
        ("permit", "other"),
        ("assessment", "works"),
    }


@pytest.mark.parametrize(
    ("row", "column", "value", "check"),
    [
        (0, "delay_years", 5, "open after its step"),
        (0, "where", "supplier=market", "step is known"),
        (1, "delay_years", 3, "open after its step"),
        (1, "stage", "component", "step is known"),
        (2, "delay_years", 3, "project is decided after its step"),
        (2, "where", "kind=plant", "step is known"),
        (2, "cost_usd", 8.0, "cost as paid"),
    ],
)
def test_other_gates_are_found(row: int, column: str, value: object, check: str, tables: Tables) -> None:
    wrong = with_value(tables.inputs["rules"], row, column, value)
    assert check in failing(tables.with_input("rules", wrong))


@pytest.mark.parametrize("rule", ["consent", "permit", "assessment"])
def test_a_step_that_is_missing_is_found(rule: str, tables: Tables) -> None:
    stepped = tables.decisions["stepped"]
    wrong = stepped.assign(stepped=stepped["stepped"].where(stepped["rule"] != rule, 0.0))
    expected = "project is decided after its step" if rule == "assessment" else "open after its step"
    assert {expected, "cost as paid"} <= failing(tables.with_decision("stepped", wrong))


def test_a_step_that_is_begun_twice_or_for_the_committed_project_is_found(tables: Tables) -> None:
    stepped = tables.decisions["stepped"]
    assert "step is begun once" in failing(tables.with_decision("stepped", stepped.assign(stepped=1.0)))
    renamed = stepped.assign(subject=stepped["subject"].where(stepped["subject"] != "works", "old"))
    assert "step is known" in failing(tables.with_decision("stepped", renamed))
