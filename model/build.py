"""The model, family by family, in the order of the formulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

from model import objective, shared
from model.families import (
    averages,
    balance,
    budget,
    contracts,
    demand,
    esg_costs,
    exclusions,
    processing,
    projects,
    recycling,
    resilience,
    shares,
    stockpile,
    supply,
    totals,
    transport,
)

if TYPE_CHECKING:
    from model.case import Case


def build_model(case: Case) -> pyo.ConcreteModel:
    """The optimisation model of a case.

    Raises:
        InputError: The tables do not say enough for what they ask.
    """
    model = pyo.ConcreteModel(case.name)
    shared.add_time(model, case)
    shared.add_holdings(model, case)
    projects.add(model, case)
    contracts.add(model, case)
    supply.add(model, case)
    processing.add(model, case)
    recycling.add(model, case)
    transport.add(model, case)
    stockpile.add(model, case)
    demand.add(model, case)
    balance.add(model, case)
    shares.add(model, case)
    averages.add(model, case)
    totals.add(model, case)
    exclusions.add(model, case)
    esg_costs.add(model, case)
    budget.add(model, case)
    resilience.add(model, case)
    objective.add(model)
    return model
