"""Least totals of a small model with plain answers: bounds by rows and by relaxing, plans near another and sought."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest

from model.solver import Extremes, Handle, SolverOptions, Status
from model.solver.extremes import least_of, tightened


@pytest.fixture
def model() -> pyo.ConcreteModel:
    """10 t are needed: x at 1 a tonne, y at 3 from plants of 4 t that cost 2 each, at most two; z costs nothing."""
    model = pyo.ConcreteModel()
    model.x = pyo.Var(bounds=(0, None))
    model.y = pyo.Var(bounds=(0, None))
    model.z = pyo.Var(bounds=(0, 5))
    model.plants = pyo.Var(domain=pyo.NonNegativeIntegers, bounds=(0, 2))
    model.need = pyo.Constraint(expr=model.x + model.y >= 10)
    model.room = pyo.Constraint(expr=model.y <= 4 * model.plants)
    model.stock = pyo.Constraint(expr=model.x + model.z <= 12)
    model.cost = pyo.Objective(expr=model.x + 3 * model.y + 2 * model.plants)
    return model


@pytest.fixture
def solved(model) -> tuple[Handle, Extremes]:
    handle = Handle(model)
    assert handle.solve(SolverOptions(gap=0.0)).objective == pytest.approx(10)
    return handle, Extremes(handle, model.cost.expr, SolverOptions(gap=0.0))


def test_rows_tighten_the_limits_of_columns(model, solved) -> None:
    """x is at most 12 by the stock, y at most 8 by the plants, and x at least 10 less 8."""
    _, extremes = solved
    rows, constants = extremes.rows([model.x, -model.x + 7, model.y, -model.y, -model.z])
    assert constants.tolist() == [0, 7, 0, 0, 0]
    assert least_of(rows, *tightened(extremes.program)).tolist() == pytest.approx([2, -12, 0, -8, -5])


def test_bounds_of_the_relaxation_under_a_ceiling(model, solved) -> None:
    """Of 6 more y takes 2.5 each, with half a plant a tonne: 2.4 t. Without a ceiling x can fall to 2."""
    _, extremes = solved
    rows, _ = extremes.rows([-model.y, model.x])
    assert extremes.relaxed(rows[1]) == pytest.approx(2)
    extremes.set_ceiling(16)
    assert extremes.relaxed(rows[0]) == pytest.approx(-2.4)
    assert extremes.relaxed(rows[1]) == pytest.approx(7.6)
    extremes.set_ceiling(9)
    assert extremes.relaxed(rows[0]) == -np.inf


def test_plans_near_another_and_sought(model, solved) -> None:
    """A whole plant leaves 4 for y, 2 t; as long as no plant is built there is none."""
    handle, extremes = solved
    extremes.set_ceiling(16)
    (row,), _ = extremes.rows([-model.y])
    start = handle.found
    near = extremes.near(row, start)
    assert near @ row == pytest.approx(0)
    ended, found = extremes.search(-model.y, start)
    assert (ended.status, ended.objective, ended.bound) == (Status.OPTIMAL, pytest.approx(-2), pytest.approx(-2))
    assert found @ row == pytest.approx(-2)
    assert extremes.near(row, found) @ row == pytest.approx(-2)
    assert extremes.near(row, start) @ row == pytest.approx(0)
    extremes.set_ceiling(9)
    assert extremes.near(row, found) is None
    assert extremes.search(-model.y, found)[1] is None


def test_a_point_is_put_on_the_model(model, solved) -> None:
    handle, extremes = solved
    start = handle.found
    extremes.search(-model.y, start)
    assert model.plants.value == 2
    kept = extremes.keep(start)
    assert (kept.objective, kept.bound, kept.gap) == (pytest.approx(10), None, None)
    assert (model.plants.value, model.x.value) == (0, pytest.approx(10))
    assert handle.solve(SolverOptions(gap=0.0)).objective == pytest.approx(10)
