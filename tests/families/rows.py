"""Tiny data sets, and rows of their models to compare with rows written by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyomo.environ as pyo
import pytest
from pyomo.repn import generate_standard_repn

from model.build import build_model
from model.case import Case
from model.objective import present_value
from model.solver import SolverOptions, Status, solve_model

Rows = list[dict[str, object]]

MATERIALS: Rows = [{"material": "ore", "stage": "extraction"}, {"material": "metal", "stage": "processing"}]
TIN: Rows = [
    {"material": "ore", "mineral": "tin", "content": 0.5},
    {"material": "metal", "mineral": "tin", "content": 1.0},
]
MINE: dict[str, object] = {
    "supplier": "mine",
    "place": "USA",
    "material": "ore",
    "capacity_t_per_year": 100,
    "price_usd_per_t": 10,
}
"""A mine at home: 100 t/yr of ore at 10 USD/t."""

NEED: dict[str, object] = {"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}
"""60 t of ore a year, at home."""


def small_case(
    *,
    years: tuple[int, ...] = (2026, 2028, 2030),
    last_period_years: int = 3,
    discount_rate: float = 0.0,
    perspective: str = "firm",
    **tables: Rows,
) -> Case:
    """A data set of a buyer in the USA: ore and metal, a mine and a need of 60 t of ore at home, unless told otherwise.

    The planning years 2026, 2028 and 2030 stand for 2, 2 and 3 calendar years.
    """
    given = {"materials": MATERIALS, "suppliers": [MINE], "demand": [NEED], **tables}
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in given.items()},
        name="small",
        years=years,
        last_period_years=last_period_years,
        discount_rate=discount_rate,
        perspective=perspective,
        buyer=("USA",),
    )


def build(**given: Any) -> pyo.ConcreteModel:
    """The model of a `small_case`."""
    return build_model(small_case(**given))


def solved(**given: Any) -> pyo.ConcreteModel:
    """The model of a `small_case`, with the values of its optimal plan on its variables."""
    model = build(**given)
    solution = solve_model(model, SolverOptions(gap=0.0))
    assert solution.status is Status.OPTIMAL
    return model


def row(model: pyo.ConcreteModel, constraint: str, index: Any) -> tuple[dict[str, float], str, float]:
    """The row of a constraint: coefficients by variable (`Lifted[mine,2026]`), `<=` or `==`, and the right-hand side.

    Constants stand on the right, zero coefficients are left out, and a `>=` row is turned.
    """
    component = model.component(constraint)[index]
    form = generate_standard_repn(component.body)
    assert form.is_linear()
    coefficients = {
        name_of(variable): coefficient
        for variable, coefficient in zip(form.linear_vars, form.linear_coefs, strict=True)
        if abs(coefficient) > 1e-12
    }
    if component.upper is None:
        negative = {name: -coefficient for name, coefficient in coefficients.items()}
        return negative, "<=", form.constant - pyo.value(component.lower)
    return coefficients, "==" if component.equality else "<=", pyo.value(component.upper) - form.constant


def name_of(variable: Any) -> str:
    """A variable's name and index, as one writes them."""
    index = variable.index()
    parts = index if isinstance(index, tuple) else (index,)
    return f"{variable.parent_component().local_name}[{','.join(map(str, parts))}]"


def assert_row(
    model: pyo.ConcreteModel, constraint: str, index: Any, coefficients: dict[str, float], sense: str, right: float
) -> None:
    """Compares a row of the model with one written by hand; `tests/test_completeness.py` finds these calls by name."""
    found, found_sense, found_right = row(model, constraint, index)
    sign = {"<=": 1, ">=": -1, "==": 1}[sense]
    if sense == "==" and found and found != pytest.approx(coefficients):
        sign = -1
    assert found == pytest.approx(
        {name: sign * coefficient for name, coefficient in coefficients.items() if coefficient}
    )
    assert found_sense == sense.replace(">", "<")
    assert found_right == pytest.approx(sign * right)


def keys(model: pyo.ConcreteModel, constraint: str) -> set[Any]:
    """Where a constraint holds."""
    return set(model.component(constraint))


def costs(model: pyo.ConcreteModel) -> dict[str, float]:
    """The present value of each cost term that is not zero, by name; USD."""
    values = {term.name: float(pyo.value(present_value(model, term))) for term in model.cost_terms}
    return {name: value for name, value in values.items() if abs(value) > 1e-6}


def assert_costs(
    model: pyo.ConcreteModel, expected: dict[str, float], *, uncounted: dict[str, float] | None = None
) -> None:
    """Compares all cost terms of a solved model with hand-made ones, and their sum with the objective.

    `tests/test_completeness.py` finds the terms by the names in these calls.
    """
    assert costs(model) == pytest.approx({**expected, **(uncounted or {})})
    assert pyo.value(model.TotalCost) == pytest.approx(sum(expected.values()))
    assert pyo.value(model.total_cost) == pytest.approx(sum(expected.values()))


def value(variable: Any) -> float:
    """The value of a variable or an expression."""
    return float(pyo.value(variable))
