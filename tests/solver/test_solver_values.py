"""Values, objectives and shadow prices of models solved by hand."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest

from model.solver import SolverOptions, Status, solve_model


def test_linear_model(two_mines):
    solution = solve_model(two_mines, SolverOptions())
    assert solution.status is Status.OPTIMAL
    assert (two_mines.Cheap.value, two_mines.Dear.value) == (60.0, 40.0)
    assert (solution.objective, solution.bound, solution.gap) == (320.0, 320.0, 0.0)
    assert pyo.value(two_mines.cost) == 320.0
    assert (solution.rows, solution.columns, solution.entries, solution.integers) == (2, 2, 3, 0)


def test_duals_are_the_rise_of_cost_per_unit_of_right_hand_side(two_mines):
    duals = solve_model(two_mines, SolverOptions()).duals
    assert duals[two_mines.demand] == pytest.approx(5.0)
    assert duals[two_mines.capacity] == pytest.approx(-3.0)


def test_duals_agree_with_finite_differences(two_mines):
    solution = solve_model(two_mines, SolverOptions())
    two_mines.demand.set_value(two_mines.Cheap + two_mines.Dear >= 101)
    more = solve_model(two_mines, SolverOptions())
    assert more.objective - solution.objective == pytest.approx(solution.duals[two_mines.demand])


def test_dual_of_an_equality_and_of_each_side_of_a_range():
    model = pyo.ConcreteModel()
    model.Flow = pyo.Var([1, 2, 3], bounds=(0, None))
    model.balance = pyo.Constraint(expr=model.Flow[1] + model.Flow[2] + model.Flow[3] == 10)
    model.between = pyo.Constraint(expr=(2, model.Flow[2], 4))
    model.at_least = pyo.Constraint(expr=(1, model.Flow[3], 3))
    model.cost = pyo.Objective(expr=3 * model.Flow[1] + model.Flow[2] + 9 * model.Flow[3])
    solution = solve_model(model, SolverOptions())
    assert [model.Flow[k].value for k in (1, 2, 3)] == [5.0, 4.0, 1.0]
    assert solution.objective == pytest.approx(3 * 5 + 4 + 9)
    assert solution.duals[model.balance] == pytest.approx(3.0)
    assert solution.duals[model.between] == pytest.approx(1 - 3)
    assert solution.duals[model.at_least] == pytest.approx(9 - 3)


def test_mixed_integer_model_with_a_constant(opening_a_mine):
    model = opening_a_mine
    solution = solve_model(model, SolverOptions(gap=0))
    assert solution.status is Status.OPTIMAL
    assert (model.Cheap.value, model.Dear.value, model.Open.value) == (60.0, 40.0, 1.0)
    assert (solution.objective, solution.bound) == pytest.approx((397.0, 397.0))
    assert solution.integers == 1


def test_duals_of_a_mixed_integer_model_hold_its_integers(opening_a_mine):
    duals = solve_model(opening_a_mine, SolverOptions(gap=0)).duals
    assert duals[opening_a_mine.demand] == pytest.approx(5.0)
    assert duals[opening_a_mine.capacity] == pytest.approx(-3.0)


@pytest.mark.parametrize("with_units", [True, False])
def test_wildly_different_units_give_the_same_optimum(with_units):
    model = pyo.ConcreteModel()
    model.Tonnes = pyo.Var(["cheap"], bounds=(0, None))
    model.Grams = pyo.Var(["dear"], bounds=(0, 1e9))
    model.demand = pyo.Constraint(expr=model.Tonnes["cheap"] + 1e-6 * model.Grams["dear"] >= 100)
    model.capacity_kg = pyo.Constraint(expr=1000 * model.Tonnes["cheap"] <= 60_000)
    model.cost = pyo.Objective(expr=2e6 * model.Tonnes["cheap"] + 5 * model.Grams["dear"] + 1e6)
    if with_units:
        model.column_units = pyo.ComponentMap([(model.Tonnes, lambda _: 10.0), (model.Grams, lambda _: 1e7)])
        model.money_unit = 1e6
    solution = solve_model(model, SolverOptions())
    assert model.Tonnes["cheap"].value == pytest.approx(60)
    assert model.Grams["dear"].value == pytest.approx(40e6)
    assert solution.objective == pytest.approx(321e6)
    assert solution.bound == pytest.approx(321e6)
    assert solution.duals[model.demand] == pytest.approx(5e6)
    assert solution.duals[model.capacity_kg] == pytest.approx(-3000.0)


def test_bounds_of_scaled_columns_hold(two_mines):
    two_mines.Cheap.setub(30)
    two_mines.Dear.setlb(80)
    two_mines.column_units = pyo.ComponentMap([(v, lambda _: 10.0) for v in (two_mines.Cheap, two_mines.Dear)])
    solution = solve_model(two_mines, SolverOptions())
    assert (two_mines.Cheap.value, two_mines.Dear.value) == (20.0, 80.0)
    two_mines.Dear.setlb(0)
    solution = solve_model(two_mines, SolverOptions())
    assert (two_mines.Cheap.value, two_mines.Dear.value) == (30.0, 70.0)
    assert solution.objective == pytest.approx(410)


def test_integer_columns_are_never_scaled(opening_a_mine):
    opening_a_mine.column_units = pyo.ComponentMap(
        [(opening_a_mine.Cheap, lambda _: 10.0), (opening_a_mine.Open, lambda _: 1000.0)]
    )
    opening_a_mine.money_unit = 100.0
    solution = solve_model(opening_a_mine, SolverOptions(gap=0))
    assert (solution.objective, opening_a_mine.Open.value) == (pytest.approx(397.0), 1.0)
    assert solution.duals[opening_a_mine.demand] == pytest.approx(5.0)


def test_ranges_are_those_after_scaling(two_mines):
    two_mines.column_units = pyo.ComponentMap([(two_mines.Cheap, lambda _: 10.0)])
    two_mines.money_unit = 10.0
    ranges = solve_model(two_mines, SolverOptions()).ranges
    # Both rows are divided by 10, the largest coefficient of each once Cheap counts in tens of tonnes.
    assert ranges.matrix == pytest.approx((0.1, 1.0))
    assert ranges.cost == pytest.approx((0.5, 2.0))
    assert ranges.rhs == pytest.approx((6.0, 10.0))
    assert ranges.bound == (0.0, 0.0)


def test_no_rows():
    model = pyo.ConcreteModel()
    model.Stock = pyo.Var(bounds=(2, 5))
    model.cost = pyo.Objective(expr=3 * model.Stock + 1)
    solution = solve_model(model, SolverOptions())
    assert (solution.status, solution.objective, model.Stock.value) == (Status.OPTIMAL, 7.0, 2.0)
    assert len(solution.duals) == 0


def test_no_columns():
    model = pyo.ConcreteModel()
    model.cost = pyo.Objective(expr=7)
    solution = solve_model(model, SolverOptions())
    assert (solution.status, solution.objective, solution.bound) == (Status.OPTIMAL, 7.0, 7.0)


def test_fixed_variable_counts_in_rows_and_cost(two_mines):
    two_mines.Cheap.fix(10)
    solution = solve_model(two_mines, SolverOptions())
    assert (solution.objective, solution.columns) == (470.0, 1)
    assert (two_mines.Cheap.value, two_mines.Dear.value) == (10, 90.0)


def test_unused_variables_get_the_value_nearest_to_zero(two_mines):
    two_mines.Free = pyo.Var()
    two_mines.Above = pyo.Var(bounds=(2, 5))
    two_mines.Below = pyo.Var(bounds=(None, -3))
    two_mines.Held = pyo.Var(initialize=4)
    two_mines.Held.fix()
    solve_model(two_mines, SolverOptions())
    values = [two_mines.Free.value, two_mines.Above.value, two_mines.Below.value, two_mines.Held.value]
    assert values == [0.0, 2.0, -3.0, 4]


def test_constant_row_that_fails_by_rounding_only_is_left_out(two_mines):
    two_mines.Held = pyo.Var(initialize=0.1 + 0.2)
    two_mines.Held.fix()
    two_mines.rounded = pyo.Constraint(expr=two_mines.Held == 0.3)
    assert solve_model(two_mines, SolverOptions()).objective == 320.0
    assert two_mines.rounded.active


def test_components_named_like_suffixes_are_ordinary():
    model = pyo.ConcreteModel()
    model.rc = pyo.Var(bounds=(0, None))
    model.slack = pyo.Var(bounds=(0, None))
    model.dual = pyo.Constraint(expr=model.rc + model.slack >= 4)
    model.cost = pyo.Objective(expr=model.rc + 2 * model.slack)
    solution = solve_model(model, SolverOptions())
    assert (solution.objective, solution.duals[model.dual]) == (4.0, 1.0)


def test_same_model_same_plan(knapsacks):
    plans = []
    for _ in range(2):
        model = knapsacks(5)
        solution = solve_model(model, SolverOptions(gap=0.02, seed=3))
        plans.append((solution.objective, [variable.value for variable in model.Chosen.values()]))
    assert plans[0] == plans[1]


def test_nothing_is_printed(opening_a_mine, capfd):
    solve_model(opening_a_mine, SolverOptions())
    assert capfd.readouterr() == ("", "")


def test_solver_log_goes_to_logging(two_mines, caplog, capfd):
    with caplog.at_level("DEBUG", logger="model.solver"):
        solve_model(two_mines, SolverOptions())
    assert "2 rows; 2 cols; 3 nonzeros" in caplog.text
    assert capfd.readouterr() == ("", "")


def test_number_of_threads_may_change_between_calls(two_mines):
    objectives = [solve_model(two_mines, SolverOptions(threads=count)).objective for count in (1, 2, 1)]
    assert objectives == [320.0, 320.0, 320.0]
