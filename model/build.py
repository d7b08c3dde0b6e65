"""The model, family by family, in the order of the formulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

from model import objective, shared
from model.families import (
    admissions,
    agreements,
    assistance,
    averages,
    balance,
    budget,
    certified,
    concentration,
    contracts,
    demand,
    employment,
    esg_costs,
    exclusions,
    finance,
    gates,
    improvements,
    local_processing,
    obligations,
    payments,
    plant_assistance,
    power,
    processing,
    projects,
    recycling,
    resilience,
    shares,
    shortages,
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
    plant_assistance,
    power,
    supports,
    recycling,
    transport,
    tariffs,
    unlocks,
    local_processing,
    obligations,
    employment,
    stockpile,
    demand,
    balance,
    improvements,
    shares,
    concentration,
    certified,
    averages,
    totals,
    admissions,
    exclusions,
    gates,
    esg_costs,
    budget,
    resilience,
    shortages,
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
