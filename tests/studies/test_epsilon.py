"""Efficient points: Mavrotas' example with three objectives, and knapsacks against all that can be packed."""

from __future__ import annotations

import itertools

import numpy as np
import pyomo.environ as pyo
import pytest

from model import NoPlanError
from model.solver import Handle, SolverOptions
from model.studies.epsilon import Frontier, Grid
from model.studies.weighed import Level, Metric

EXACT = SolverOptions(gap=0)
SERVES = {
    "lignite": ("base", "middle"),
    "oil": ("middle", "peak"),
    "gas": ("base", "middle", "peak"),
    "renewable": ("base", "peak"),
}
CAPACITY_GWH = {"lignite": 31_000, "oil": 15_000, "gas": 22_000, "renewable": 10_000}
COST = {"lignite": 30, "oil": 75, "gas": 60, "renewable": 90}
CO2 = {"lignite": 1.44, "oil": 0.72, "gas": 0.45, "renewable": 0.0}
DEMAND_GWH = {"base": 38_400, "middle": 19_200, "peak": 6_400}
DOMESTIC = ("lignite", "renewable")


def power_stations() -> tuple[pyo.ConcreteModel, list[Metric]]:
    """Which units generate which load, by cost, CO2 and what comes from domestic sources.

    G. Mavrotas, Effective implementation of the ε-constraint method in multi-objective mathematical programming
    problems, Applied Mathematics and Computation 213 (2009), section 4; also epscm of the GAMS model library.
    """
    model = pyo.ConcreteModel()
    model.Energy = pyo.Var([(unit, load) for unit, loads in SERVES.items() for load in loads], bounds=(0, None))
    model.capacity = pyo.Constraint(
        list(SERVES), rule=lambda m, unit: sum(m.Energy[unit, load] for load in SERVES[unit]) <= CAPACITY_GWH[unit]
    )
    model.demand = pyo.Constraint(
        list(DEMAND_GWH),
        rule=lambda m, load: sum(m.Energy[u, at] for u, at in m.Energy if at == load) >= DEMAND_GWH[load],
    )
    model.cost = pyo.Objective(expr=sum(COST[unit] * model.Energy[unit, load] for unit, load in model.Energy))
    co2 = sum(CO2[unit] * model.Energy[unit, load] for unit, load in model.Energy)
    domestic = sum(model.Energy[unit, load] for unit, load in model.Energy if unit in DOMESTIC)
    return model, [
        Metric("cost", model.cost.expr),
        Metric("co2", co2),
        Metric("domestic", domestic, more_is_better=True),
    ]


def frontier_of(model: pyo.ConcreteModel, metrics: list[Metric | Level]) -> Frontier:
    """The trade-offs of a model, loaded now."""
    handle = Handle(model)
    return Frontier(handle, metrics, lambda: handle.solve(EXACT))


def test_the_payoff_table_is_the_published_one():
    model, metrics = power_stations()
    payoff = frontier_of(model, metrics).payoff()
    assert [tuple(row.values()) for row in payoff] == [
        pytest.approx((3_075_000, 62_460, 31_000), rel=1e-5),
        pytest.approx((3_855_000, 45_180, 27_000), rel=1e-5),
        pytest.approx((3_225_000, 55_260, 41_000), rel=1e-5),
    ]


def test_no_point_is_dominated_and_each_keeps_its_limits():
    model, metrics = power_stations()
    frontier = frontier_of(model, metrics)
    points = list(frontier.points(6, frontier.payoff()))
    turned = np.array([[point.values[m.name] * m.sign for m in metrics] for point in points])
    for one, other in itertools.permutations(turned, 2):
        assert (one < other - 1e-6 * np.abs(other)).any()
    for point in points:
        assert point.values["co2"] <= point.limits["co2"] * (1 + 1e-6)
        assert point.values["domestic"] >= point.limits["domestic"] * (1 - 1e-6)
        assert point.bound <= point.values["cost"]
        assert point.bound == pytest.approx(point.values["cost"], rel=1e-3)


def test_the_handle_is_left_as_it_was():
    model, metrics = power_stations()
    handle = Handle(model)
    frontier = Frontier(handle, metrics, lambda: handle.solve(EXACT))
    list(frontier.points(2, frontier.payoff()))
    assert handle.solve(EXACT).objective == pytest.approx(3_075_000)


def knapsack(seed: int) -> tuple[pyo.ConcreteModel, list[Metric], set[tuple[int, int]]]:
    """Nine things of which some fit, by two kinds of worth, and all efficient pairs of worths, by trying everything."""
    random = np.random.default_rng(seed)
    weight, first, second = (random.integers(1, 20, 9) for _ in range(3))
    most = int(weight.sum() // 2)
    model = pyo.ConcreteModel()
    model.Packed = pyo.Var(range(9), domain=pyo.Binary)
    model.room = pyo.Constraint(expr=sum(int(weight[k]) * model.Packed[k] for k in range(9)) <= most)
    worths = [sum(int(own[k]) * model.Packed[k] for k in range(9)) for own in (first, second)]
    model.cost = pyo.Objective(expr=-worths[0])
    packed = [np.array(choice) for choice in itertools.product((0, 1), repeat=9)]
    reached = {(int(first @ x), int(second @ x)) for x in packed if weight @ x <= most}
    efficient = {a for a in reached if not any(b != a and b[0] >= a[0] and b[1] >= a[1] for b in reached)}
    return model, [Metric(f"worth {k}", worth, more_is_better=True) for k, worth in enumerate(worths)], efficient


@pytest.mark.parametrize("seed", range(5))
def test_with_steps_of_one_all_efficient_points_of_a_knapsack_are_found(seed):
    model, metrics, efficient = knapsack(seed)
    frontier = frontier_of(model, metrics)
    payoff = frontier.payoff()
    steps = max(1, round(abs(payoff[0]["worth 1"] - payoff[1]["worth 1"])))
    points = [tuple(round(value) for value in point.values.values()) for point in frontier.points(steps, payoff)]
    assert sorted(points) == sorted(efficient)


def test_metrics_that_agree_have_one_point():
    model, metrics = power_stations()
    twice = [metrics[0], Metric("twice the cost", 2 * metrics[0].expression)]
    frontier = frontier_of(model, twice)
    assert len(list(frontier.points(5, frontier.payoff()))) == 1


def test_a_share_is_only_limited_and_found_by_halving():
    """Of 64 TWh oil and renewables can give 25: so lignite and gas at least 39, the larger of them at least 19.5."""
    model, metrics = power_stations()
    total = sum(DEMAND_GWH.values())
    units = {unit: sum(model.Energy[unit, load] for load in loads) for unit, loads in SERVES.items()}
    share = Level(
        "largest share",
        rows_at=lambda level: [(energy - level * total, -np.inf, 0.0) for energy in units.values()],
        measure=lambda: max(pyo.value(energy) for energy in units.values()) / total,
        ideal=0.0,
    )
    frontier = frontier_of(model, [metrics[0], share])
    payoff = frontier.payoff()
    assert [row["largest share"] for row in payoff] == pytest.approx([31 / 64, 19.5 / 64], abs=1e-4)
    points = list(frontier.points(4, payoff))
    assert [point.values["largest share"] for point in points] == pytest.approx(np.linspace(31, 19.5, 5) / 64, abs=1e-4)
    costs = [point.values["cost"] for point in points]
    assert costs == sorted(costs)


def test_without_a_plan_there_is_no_payoff():
    model, metrics = power_stations()
    model.more = pyo.Constraint(expr=model.Energy["oil", "peak"] >= 20_000)
    with pytest.raises(NoPlanError, match="No plan with the best cost: infeasible"):
        frontier_of(model, metrics).payoff()


def test_a_walk_over_a_grid():
    grid = Grid([0, 0], 2)
    places = []
    while not grid.is_done:
        places.append(tuple(grid.places))
        grid.advance(0)
    assert places == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (2, 2)]


def test_a_walk_skips_what_would_be_the_same_and_what_asks_for_more_than_there_is():
    grid = Grid([0, 0], 3)
    grid.advance(1)
    assert grid.places == [2, 0]
    grid.leave()
    assert grid.places == [0, 1]
    grid.leave()
    assert grid.is_done
