"""Cones in a loaded model: kept to a ten-thousandth, by tangents that never cut off what the cone allows."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pyomo.environ as pyo
import pytest

from model.solver import Handle, Progress, SolverOptions, Status, solve_model

EXACT = SolverOptions(gap=0)
PRICES = [4.0, 1.0, 7.0, 2.0, 5.0]


def disc(prices: list[float], *, radius: float, whole: bool = False) -> pyo.ConcreteModel:
    """The most money of points in the part of a ball where nothing is negative; some may have to be whole."""
    model = pyo.ConcreteModel()
    members = range(len(prices))
    model.Part = pyo.Var(members, domain=pyo.NonNegativeReals)
    model.Square = pyo.Var(members, domain=pyo.NonNegativeReals)
    model.Norm = pyo.Var(domain=pyo.NonNegativeReals)
    model.Whole = pyo.Var(domain=pyo.NonNegativeIntegers)
    model.squares = pyo.Constraint(expr=sum(model.Square[k] for k in members) <= model.Norm)
    model.tangent = pyo.Constraint(members, rule=lambda m, k: 2 * m.Part[k] - m.Norm <= m.Square[k])
    model.radius = pyo.Constraint(expr=model.Norm <= radius)
    model.cost = pyo.Objective(expr=-sum(price * model.Part[k] for k, price in enumerate(prices)))
    if whole:
        model.whole = pyo.Constraint(expr=model.Part[0] == model.Whole)
    model.cones = [(model.Norm, tuple((model.Part[k], model.Square[k]) for k in members))]
    return model


def norm(model: pyo.ConcreteModel) -> float:
    return float(np.linalg.norm([pyo.value(part) for part in model.Part.values()]))


def test_a_point_of_a_ball():
    """The best point of a ball of radius 10 is in the direction of the prices."""
    model = disc(PRICES, radius=10)
    solution = solve_model(model, EXACT)
    assert solution.status is Status.OPTIMAL
    assert solution.rounds > 1
    assert solution.tangents > 0
    assert solution.broken_cones == 0
    assert -solution.objective == pytest.approx(10 * np.linalg.norm(PRICES), rel=1e-4)
    assert norm(model) <= 10 * (1 + 5e-5)
    assert model.Norm.value == pytest.approx(norm(model))
    assert model.Square[2].value == pytest.approx(model.Part[2].value ** 2 / norm(model))


def test_the_bound_of_the_cut_problem_is_one_of_the_cone():
    """Tangents let too much, never too little: what no point of the ball can be worth is not below the bound."""
    for seed in range(5):
        prices = np.random.default_rng(seed).uniform(0, 9, 6).tolist()
        solution = solve_model(disc(prices, radius=3), EXACT)
        best = -3 * float(np.linalg.norm(prices))
        assert solution.bound <= best + 1e-7
        assert solution.objective >= best * (1 + 1e-4)


def test_whole_numbers():
    """With the first part whole: 0 to 3 of it, and the best of the rest of the ball."""
    model = disc([3.0, 1.0], radius=3.5, whole=True)
    solution = solve_model(model, EXACT)
    best = max(3 * part + sqrt(3.5**2 - part**2) for part in range(4))
    assert solution.status is Status.OPTIMAL
    assert -solution.objective == pytest.approx(best, rel=2e-4)
    assert solution.bound <= -best + 1e-7
    assert norm(model) <= 3.5 * (1 + 5e-5)


def test_a_norm_that_nothing_holds_needs_no_tangents():
    model = disc([-1.0, -1.0], radius=10)
    solution = solve_model(model, EXACT)
    assert (solution.rounds, solution.tangents, solution.objective) == (1, 0, 0)


def test_a_limit_on_a_loaded_model_is_kept_moved_and_lifted():
    """A row that holds the norm to half of what the parts add up to: an HHI of 2 500."""
    model = disc(PRICES, radius=10)
    handle = Handle(model)
    handle.limit("share", model.Norm - 0.5 * sum(model.Part.values()), upper=0)
    handle.solve(EXACT)
    parts = np.array([pyo.value(part) for part in model.Part.values()])
    assert (parts**2).sum() / parts.sum() ** 2 <= 0.25 * (1 + 1e-4)
    assert norm(model) == pytest.approx(10, rel=1e-4)
    handle.move("share")
    assert -handle.solve(EXACT).objective == pytest.approx(10 * np.linalg.norm(PRICES), rel=1e-4)


def test_rounds_are_told_without_plans_that_break_a_cone():
    heard: list[Progress] = []
    solution = solve_model(disc(PRICES, radius=10), EXACT, progress=heard.append)
    searched = [report for report in heard if report.stage == "LP"]
    assert list(dict.fromkeys(report.round for report in searched)) == list(range(1, solution.rounds + 1))
    assert {report.incumbent for report in searched} == {None}


def test_an_end_before_the_cones_are_kept_is_said(monkeypatch):
    monkeypatch.setattr("model.solver.rounds.MOST_ROUNDS", 2)
    model = disc(PRICES, radius=10)
    solution = solve_model(model, EXACT)
    assert (solution.rounds, solution.broken_cones) == (2, 1)
    assert norm(model) > 10 * (1 + 5e-5)


def test_a_ball_that_is_too_small_for_what_is_asked_has_no_plan():
    model = disc(PRICES, radius=1)
    model.least = pyo.Constraint(expr=sum(model.Part.values()) >= 2.4)
    assert solve_model(model, EXACT).status is Status.INFEASIBLE
    model.least.deactivate()
    assert solve_model(model, EXACT).status is Status.OPTIMAL
