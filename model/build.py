"""The model, family by family, in the order of the formulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

from model import objective, shared
from model.families import (
    agreements,
    assistance,
    averages,
    balance,
    budget,
    contracts,
    demand,
    esg_costs,
    exclusions,
    finance,
    gates,
    local_processing,
    obligations,
    payments,
    power,
    processing,
    projects,
    recycling,
    resilience,
    shares,
    stockpile,
    supply,
    supports,
    tariffs,
    totals,
    transport,
    unlocks,
)

if TYPE_CHECKING:
    from types import ModuleType

    from model.case import Case

FAMILIES: tuple[ModuleType, ...] = (
    agreements,
    projects,
    finance,
    contracts,
    supply,
    assistance,
    payments,
    processing,
    power,
    supports,
    recycling,
    transport,
    tariffs,
    unlocks,
    local_processing,
    obligations,
    stockpile,
    demand,
    balance,
    shares,
    averages,
    totals,
    exclusions,
    gates,
    esg_costs,
    budget,
    resilience,
)
"""The families in the order in which they are added: each after those that it builds on."""


def build_model(case: Case) -> pyo.ConcreteModel:
    """The optimisation model of a case.

    Raises:
        InputError: The tables do not say enough for what they ask.
    """
    model = pyo.ConcreteModel(case.name)
    shared.add_time(model, case)
    shared.add_holdings(model, case)
    for family in FAMILIES:
        family.add(model, case)
    objective.add(model)
    return model
