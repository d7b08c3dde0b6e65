"""A loaded model, changed in place: as good as one that is built anew with the same change."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest

from model.solver import Handle, ModelError, SolverOptions, Status, solve_model

EXACT = SolverOptions(gap=0)


def cost(handle: Handle) -> float | None:
    return handle.solve(EXACT).objective


def test_variables_are_held_and_freed(two_mines):
    handle = Handle(two_mines)
    assert cost(handle) == 320
    handle.hold([two_mines.Cheap], 20, 20)
    assert cost(handle) == 20 * 2 + 80 * 5
    assert two_mines.Dear.value == 80
    handle.hold([two_mines.Cheap], 0, 10)
    assert cost(handle) == 10 * 2 + 90 * 5
    handle.free([two_mines.Cheap])
    assert cost(handle) == 320


def test_integers_are_held_and_freed(opening_a_mine):
    handle = Handle(opening_a_mine)
    assert cost(handle) == 397
    handle.hold([opening_a_mine.Open], 0, 0)
    assert cost(handle) == 507
    handle.free([opening_a_mine.Open])
    assert cost(handle) == 397


def test_a_limit_is_added_moved_and_lifted(opening_a_mine):
    model = opening_a_mine
    handle = Handle(model)
    handle.limit("least from the dear one", model.Dear + 5, lower=55)
    assert cost(handle) == 50 * 2 + 50 * 5 + 70 + 7
    handle.move("least from the dear one", 105, 105)
    assert cost(handle) == 507
    handle.move("least from the dear one")
    assert cost(handle) == 397


def test_several_limits_are_added_at_once(opening_a_mine):
    model = opening_a_mine
    handle = Handle(model)
    handle.limit_all({"dear": (model.Dear + 5, 55, np.inf), "all": (model.Cheap + model.Dear, -np.inf, 120)})
    assert cost(handle) == 50 * 2 + 50 * 5 + 70 + 7
    handle.move("all", lower=110)
    handle.move("dear")
    assert cost(handle) == 60 * 2 + 50 * 5 + 70 + 7


def test_something_else_is_minimised_and_then_cost_again(opening_a_mine):
    model = opening_a_mine
    handle = Handle(model)
    handle.minimise(model.Dear * 1000 + 3)
    assert cost(handle) == 40_003
    handle.minimise()
    assert cost(handle) == 397
    assert pyo.value(model.cost) == 397


def test_a_price_is_changed_until_something_else_is_minimised(two_mines):
    handle = Handle(two_mines)
    handle.reprice(two_mines.Dear, 1.0)
    assert cost(handle) == 100
    handle.minimise()
    assert cost(handle) == 320


def test_shadow_prices_are_of_the_models_own_rows(two_mines):
    handle = Handle(two_mines)
    handle.limit("more", two_mines.Dear, lower=50)
    duals = handle.solve(EXACT).duals
    assert duals[two_mines.demand] == pytest.approx(2)
    assert duals[two_mines.capacity] == pytest.approx(0)


def test_what_cannot_be_kept_has_no_plan_and_is_taken_back(opening_a_mine):
    handle = Handle(opening_a_mine)
    handle.limit("little", opening_a_mine.Cheap + opening_a_mine.Dear, upper=90)
    assert handle.solve(EXACT).status is Status.INFEASIBLE
    handle.move("little")
    assert cost(handle) == 397


def test_what_has_no_meaning_is_refused(two_mines):
    two_mines.Unused = pyo.Var(bounds=(2, None))
    handle = Handle(two_mines)
    handle.limit("dear", two_mines.Dear, upper=50)
    with pytest.raises(ModelError, match="dear is limited already"):
        handle.limit("dear", two_mines.Dear)
    with pytest.raises(ModelError, match="No variable is in nothing"):
        handle.limit("nothing", 0 * two_mines.Dear + two_mines.Unused)
    with pytest.raises(ModelError, match="Nothing is at least 2 and at most 1"):
        handle.hold([two_mines.Dear], 2, 1)
    with pytest.raises(ModelError, match="Unused is in no constraint"):
        handle.reprice(two_mines.Unused, 1)
    with pytest.raises(ModelError, match="Not linear"):
        handle.limit("square", two_mines.Dear**2)


def test_a_plan_that_is_known_is_where_the_search_starts(knapsacks):
    handle = Handle(knapsacks(1))
    first = handle.solve(SolverOptions(gap=0.02))
    second = handle.solve(SolverOptions(gap=0, time_limit=0.05))
    assert second.status is Status.TIME_LIMIT
    assert second.objective <= first.objective


@pytest.mark.parametrize("seed", range(4))
def test_warm_agrees_with_cold(seed, supply_of):
    """A run of changes in place, each against a model that is built anew with the same change."""
    random = np.random.default_rng(seed)
    warm = supply_of(seed)
    handle = Handle(warm)
    handle.limit("carbon", sum((k + 1) * warm.Flow[k, n] for k in range(5) for n in range(3)))
    for _ in range(6):
        closed, cap = int(random.integers(5)), float(random.integers(300, 700))
        cold = supply_of(seed)
        cold.Open[closed].fix(0)
        cold.carbon = pyo.Constraint(expr=sum((k + 1) * cold.Flow[k, n] for k in range(5) for n in range(3)) <= cap)
        handle.hold([warm.Open[closed]], 0, 0)
        handle.move("carbon", upper=cap)
        own, other = handle.solve(EXACT), solve_model(cold, EXACT)
        handle.free([warm.Open[closed]])
        assert own.status is other.status
        assert own.objective == (None if other.objective is None else pytest.approx(other.objective))
    handle.move("carbon")
    assert cost(handle) == pytest.approx(solve_model(supply_of(seed), EXACT).objective)
