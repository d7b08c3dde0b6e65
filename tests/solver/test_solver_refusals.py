"""Numbers that HiGHS would take in silence are refused, and the message names the place."""

from __future__ import annotations

import math

import pyomo.environ as pyo
import pytest

from model.errors import OrefolioError
from model.solver import ModelError, SolverOptions, solve_model

NAN = math.nan


def refusal(model):
    with pytest.raises(ModelError) as caught:
        solve_model(model, SolverOptions())
    assert model.Cheap.value is None
    return str(caught.value)


@pytest.mark.parametrize(("cost", "shown"), [(NAN, "nan"), (math.inf, "inf")])
def test_cost(two_mines, cost, shown):
    two_mines.cost.set_value(two_mines.Cheap + cost * two_mines.Dear)
    assert refusal(two_mines) == f"The cost of variable Dear is {shown}."


def test_constant_of_the_objective(two_mines):
    two_mines.cost.set_value(two_mines.Cheap + NAN)
    assert refusal(two_mines) == "The constant of the objective is nan."


@pytest.mark.parametrize(("coefficient", "shown"), [(NAN, "nan"), (-math.inf, "-inf")])
def test_coefficient(two_mines, coefficient, shown):
    two_mines.demand.set_value(two_mines.Cheap + coefficient * two_mines.Dear >= 100)
    assert refusal(two_mines) == f"The coefficient of variable Dear in constraint demand is {shown}."


@pytest.mark.parametrize("demand", [NAN, math.inf])
def test_right_hand_side(two_mines, demand):
    two_mines.demand.set_value(two_mines.Cheap + two_mines.Dear >= demand)
    assert refusal(two_mines) == "The right-hand side of constraint demand is not finite."


def test_right_hand_side_of_an_upper_limit(two_mines):
    two_mines.demand.set_value(two_mines.Cheap + two_mines.Dear <= NAN)
    assert refusal(two_mines) == "The right-hand side of constraint demand is not finite."


def test_demand_that_highs_would_take_for_infinite(two_mines):
    two_mines.demand.set_value(two_mines.Cheap + two_mines.Dear >= 1e20)
    assert refusal(two_mines) == "The right-hand side of constraint demand is above 1e+15 after scaling."


def test_bound_that_highs_would_take_for_infinite(two_mines):
    two_mines.Dear.setub(1e20)
    assert refusal(two_mines) == (
        "A bound of variable Dear is above 1e+15 after scaling; leave it out if there is no bound."
    )


def test_row_of_too_different_sizes_and_its_remedy(two_mines):
    two_mines.demand.set_value(two_mines.Cheap + 1e-14 * two_mines.Dear >= 100)
    two_mines.cost.set_value(2 * two_mines.Cheap + 5e-14 * two_mines.Dear)
    assert refusal(two_mines) == (
        "The coefficient of variable Dear in constraint demand is 1e-07 after scaling, "
        "outside 1e-06 to 1e+09: its row mixes sizes too different."
    )
    two_mines.column_units = pyo.ComponentMap([(two_mines.Dear, lambda _: 1e14)])
    assert solve_model(two_mines, SolverOptions()).objective == pytest.approx(320)


def test_cost_too_large_and_its_remedy(two_mines):
    two_mines.cost.set_value(2e10 * two_mines.Cheap + 5e10 * two_mines.Dear)
    assert refusal(two_mines) == "The cost of variable Cheap is 2e+10 after scaling, above 1e+09."
    two_mines.money_unit = 1e10
    assert solve_model(two_mines, SolverOptions()).objective == pytest.approx(320e10)


def test_units(two_mines):
    two_mines.column_units = pyo.ComponentMap([(two_mines.Dear, lambda _: 0.0)])
    assert refusal(two_mines) == "The unit of variable Dear must be a positive number; it is 0.0."
    del two_mines.column_units
    two_mines.money_unit = NAN
    assert refusal(two_mines) == "money_unit must be a positive number; it is nan."


def test_not_exactly_one_objective_to_minimise(two_mines):
    message = "The model must have exactly one active objective, to be minimised; it has: "
    two_mines.cost.sense = pyo.maximize
    assert refusal(two_mines) == message + "cost (maximize)."
    two_mines.cost.deactivate()
    assert refusal(two_mines) == message + "none."


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"gap": -0.1}, "gap must be 0 or more, a fraction such as 0.001; it is -0.1."),
        ({"gap": NAN}, "gap must be 0 or more, a fraction such as 0.001; it is nan."),
        ({"time_limit": 0}, "time_limit must be more than 0 seconds; it is 0."),
        ({"threads": 0}, "threads must be 1 or more; it is 0."),
        ({"seed": -1}, "seed must be a whole number from 0 to 2147483647; it is -1."),
    ],
)
def test_options(option, message):
    with pytest.raises(OrefolioError) as caught:
        SolverOptions(**option)
    assert str(caught.value) == message
