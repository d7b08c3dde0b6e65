"""Every way a solve can end, brought about for real."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest

from model.solver import SolverOptions, Status, solve_model
from model.solver.compile import compile_model
from model.solver.load import load_program, set_options
from model.solver.outcome import read_outcome
from model.solver.run import Interrupts


def assert_no_plan(solution, status):
    assert solution.status is status
    assert not status.has_plan
    assert (solution.objective, solution.gap, solution.duals) == (None, None, None)


def test_infeasible(two_mines):
    two_mines.Dear.setub(30)
    assert_no_plan(solve_model(two_mines, SolverOptions()), Status.INFEASIBLE)
    assert two_mines.Cheap.value is None


def test_infeasible_mixed_integer(opening_a_mine):
    opening_a_mine.Dear.setub(30)
    assert_no_plan(solve_model(opening_a_mine, SolverOptions()), Status.INFEASIBLE)


def test_infeasible_by_crossed_bounds(two_mines):
    two_mines.Dear.setlb(50)
    two_mines.Dear.setub(40)
    assert_no_plan(solve_model(two_mines, SolverOptions()), Status.INFEASIBLE)


def test_infeasible_without_variables_says_which_row(two_mines):
    two_mines.Cheap.fix(70)
    solution = solve_model(two_mines, SolverOptions())
    assert_no_plan(solution, Status.INFEASIBLE)
    assert solution.message == (
        "Constraint capacity has no variable left in it and cannot hold: -inf <= 70 <= 60 is false."
    )


def test_unbounded(two_mines):
    two_mines.cost.set_value(two_mines.Cheap - two_mines.Dear)
    assert_no_plan(solve_model(two_mines, SolverOptions()), Status.UNBOUNDED)


def test_unbounded_mixed_integer(opening_a_mine):
    opening_a_mine.cost.set_value(opening_a_mine.Open - opening_a_mine.Dear)
    assert_no_plan(solve_model(opening_a_mine, SolverOptions()), Status.UNBOUNDED)


@pytest.mark.parametrize("domain", [pyo.Reals, pyo.Integers])
def test_infeasible_is_not_taken_for_unbounded(domain):
    model = pyo.ConcreteModel()
    model.Flow = pyo.Var([1, 2], domain=domain)
    model.above = pyo.Constraint(expr=model.Flow[1] - model.Flow[2] >= 1)
    model.below = pyo.Constraint(expr=model.Flow[1] - model.Flow[2] <= -1)
    model.cost = pyo.Objective(expr=-model.Flow[1])
    assert_no_plan(solve_model(model, SolverOptions()), Status.INFEASIBLE)


def test_time_limit_keeps_the_plan(knapsacks):
    model = knapsacks(1)
    solution = solve_model(model, SolverOptions(gap=0, time_limit=0.5))
    assert solution.status is Status.TIME_LIMIT
    assert solution.status.has_plan
    assert pyo.value(model.cost) == solution.objective
    assert solution.bound < solution.objective
    assert solution.gap == pytest.approx((solution.objective - solution.bound) / abs(solution.objective))
    assert all(pyo.value(row.body) <= row.upper for row in model.room.values())
    assert {variable.value for variable in model.Chosen.values()} == {0.0, 1.0}
    assert len(solution.duals) == 20


def test_time_limit_without_a_plan(market_split):
    solution = solve_model(market_split, SolverOptions(time_limit=0.5))
    assert_no_plan(solution, Status.TIME_LIMIT_NO_PLAN)
    assert 0 < solution.bound <= 35


def test_optimal_means_within_the_gap_asked(knapsacks):
    model = knapsacks(1)
    solution = solve_model(model, SolverOptions(gap=0.03))
    assert solution.status is Status.OPTIMAL
    assert 0 < solution.gap <= 0.03


def test_point_that_violates_a_row_is_numerical_trouble():
    model = pyo.ConcreteModel()
    model.Flow = pyo.Var(bounds=(0, None))
    model.demand = pyo.Constraint(expr=model.Flow >= 0.005)
    model.cost = pyo.Objective(expr=model.Flow)
    program = compile_model(model)
    highs = load_program(program)
    set_options(highs, {"presolve": "off", "primal_feasibility_tolerance": 0.01})
    highs.run()
    assert list(highs.getSolution().col_value) == [0.0]  # HiGHS calls this optimal.
    assert read_outcome(highs, program, 0.0, Interrupts()).status is Status.NUMERICAL_TROUBLE


def test_plan_that_lives_on_the_integrality_tolerance_is_not_believed():
    model = pyo.ConcreteModel()
    model.Flow = pyo.Var(range(3), bounds=(0, None))
    model.Open = pyo.Var(range(3), domain=pyo.Binary)
    model.demand = pyo.Constraint(expr=sum(model.Flow.values()) >= 3)
    model.link = pyo.Constraint(range(3), rule=lambda m, k: m.Flow[k] <= 1e7 * m.Open[k])
    model.cost = pyo.Objective(expr=sum((k + 1) * model.Open[k] for k in range(3)))
    solution = solve_model(model, SolverOptions(gap=0))
    assert solution.status is Status.OPTIMAL
    assert [model.Open[k].value for k in range(3)] == [1.0, 0.0, 0.0]
    assert np.isclose(solution.objective, 1.0)
