"""Small models whose optimum is known by hand, and two that take hours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyomo.environ as pyo
import pytest


@pytest.fixture
def two_mines() -> pyo.ConcreteModel:
    """A demand of 100 t from a cheap mine of 60 t at 2 USD/t and a dear one at 5 USD/t: 320 USD."""
    model = pyo.ConcreteModel()
    model.Cheap = pyo.Var(bounds=(0, None))
    model.Dear = pyo.Var(bounds=(0, None))
    model.demand = pyo.Constraint(expr=model.Cheap + model.Dear >= 100)
    model.capacity = pyo.Constraint(expr=model.Cheap <= 60)
    model.cost = pyo.Objective(expr=2 * model.Cheap + 5 * model.Dear)
    return model


@pytest.fixture
def opening_a_mine() -> pyo.ConcreteModel:
    """The same, but the cheap mine costs 70 USD to open and 7 USD are spent in any case: 397 USD.

    Open: 60 * 2 + 40 * 5 + 70 + 7 = 397. Closed: 100 * 5 + 7 = 507.
    """
    model = pyo.ConcreteModel()
    model.Cheap = pyo.Var(bounds=(0, None))
    model.Dear = pyo.Var(bounds=(0, None))
    model.Open = pyo.Var(domain=pyo.Binary)
    model.demand = pyo.Constraint(expr=model.Cheap + model.Dear >= 100)
    model.capacity = pyo.Constraint(expr=model.Cheap <= 60 * model.Open)
    model.cost = pyo.Objective(expr=2 * model.Cheap + 5 * model.Dear + 70 * model.Open + 7)
    return model


@pytest.fixture
def knapsacks() -> Callable[[int], pyo.ConcreteModel]:
    """Twenty knapsacks over 150 projects: a plan at once, a proof in days."""

    def build(seed: int) -> pyo.ConcreteModel:
        random = np.random.default_rng(seed)
        weight = random.integers(1, 100, (20, 150)).tolist()
        worth = random.integers(1, 100, 150).tolist()
        model = pyo.ConcreteModel()
        model.Chosen = pyo.Var(range(150), domain=pyo.Binary)
        model.room = pyo.Constraint(
            range(20),
            rule=lambda m, k: sum(weight[k][j] * m.Chosen[j] for j in range(150)) <= sum(weight[k]) // 2,
        )
        model.cost = pyo.Objective(expr=-sum(worth[j] * model.Chosen[j] for j in range(150)))
        return model

    return build


@pytest.fixture
def market_split() -> pyo.ConcreteModel:
    """Four exact splits of 35 customers: no plan is found in any reasonable time."""
    random = np.random.default_rng(1)
    buys = random.integers(1, 100, (4, 35)).tolist()
    model = pyo.ConcreteModel()
    model.First = pyo.Var(range(35), domain=pyo.Binary)
    model.half = pyo.Constraint(
        range(4), rule=lambda m, k: sum(buys[k][j] * m.First[j] for j in range(35)) == sum(buys[k]) // 2
    )
    model.cost = pyo.Objective(expr=sum(model.First[j] for j in range(35)))
    return model


@pytest.fixture
def supply_of() -> Callable[[int], pyo.ConcreteModel]:
    """Five mines, each with a cost of opening, that supply three years, whose own units are far from those of HiGHS."""

    def build(seed: int) -> pyo.ConcreteModel:
        random = np.random.default_rng(seed)
        price = random.integers(1, 50, 5).tolist()
        opening = random.integers(100, 3000, 5).tolist()
        room = random.integers(40, 120, 5).tolist()
        model = pyo.ConcreteModel()
        model.Flow = pyo.Var(range(5), range(3), bounds=(0, None))
        model.Open = pyo.Var(range(5), domain=pyo.Binary)
        model.demand = pyo.Constraint(range(3), rule=lambda m, n: sum(m.Flow[k, n] for k in range(5)) >= 60 + 20 * n)
        model.room = pyo.Constraint(range(5), range(3), rule=lambda m, k, n: m.Flow[k, n] <= room[k] * m.Open[k])
        model.cost = pyo.Objective(
            expr=sum(price[k] * m for (k, _), m in model.Flow.items())
            + sum(opening[k] * m for k, m in model.Open.items())
        )
        model.column_units = pyo.ComponentMap([(model.Flow, lambda index: 10.0 ** (index[0] - 2))])
        model.money_unit = 1e3
        return model

    return build
