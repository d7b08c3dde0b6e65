"""The same optimum as Pyomo's own interface to HiGHS, on random models."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest

from model.solver import SolverOptions, Status, solve_model


def random_model(seed, *, whole):
    """A transport problem of 6 mines and 8 buyers in wildly different units, with opening costs if whole."""
    random = np.random.default_rng(seed)
    capacity = random.uniform(50, 100, 6).tolist()
    demand = (random.uniform(10, 30, 8)).tolist()
    cost = random.uniform(1, 100, (6, 8)).tolist()
    unit = (10.0 ** random.integers(-3, 4, 6)).tolist()
    model = pyo.ConcreteModel()
    model.MINES, model.BUYERS = pyo.RangeSet(0, 5), pyo.RangeSet(0, 7)
    model.Flow = pyo.Var(model.MINES, model.BUYERS, bounds=(0, None))
    model.Open = pyo.Var(model.MINES, domain=pyo.Binary if whole else pyo.UnitInterval)
    model.capacity = pyo.Constraint(
        model.MINES,
        rule=lambda m, i: sum(unit[i] * m.Flow[i, j] for j in m.BUYERS) <= capacity[i] * m.Open[i],
    )
    model.demand = pyo.Constraint(
        model.BUYERS, rule=lambda m, j: sum(unit[i] * m.Flow[i, j] for i in m.MINES) >= demand[j]
    )
    model.cost = pyo.Objective(
        expr=sum(cost[i][j] * unit[i] * model.Flow[i, j] for i in model.MINES for j in model.BUYERS)
        + sum(500 * (i + 1) * model.Open[i] for i in model.MINES)
    )
    model.column_units = pyo.ComponentMap([(model.Flow, lambda index: 10.0 / unit[index[0]])])
    model.money_unit = 1000.0
    return model


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_same_optimum(seed, whole):
    model = random_model(seed, whole=whole)
    ours = solve_model(model, SolverOptions(gap=0))
    theirs = pyo.SolverFactory("appsi_highs").solve(model, options={"mip_rel_gap": 0.0}, load_solutions=False)
    assert ours.status is Status.OPTIMAL
    assert ours.objective == pytest.approx(theirs.problem.upper_bound, rel=1e-7)
    assert ours.objective > 0
