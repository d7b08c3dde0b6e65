"""The objective: the named cost terms, discounted, weighted by probability and added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

if TYPE_CHECKING:
    from model.shared import CostTerm


def present_value(model: Any, term: CostTerm) -> Any:
    """A cost term over the whole horizon, in USD at the start of the first year, weighted by probability."""
    return sum(weight(model, term, index) * term.component[index] for index in term.component)


def weight(model: Any, term: CostTerm, index: Any) -> float:
    """What a dollar of a term at an index is worth at the start: probability × discount × the years that it lasts."""
    if term.timing == "operating":
        return float(model.probability[index] * model.annuity[index])
    if term.timing == "one_off":
        return float(model.discount[index])
    return float(model.probability[index] * model.final_discount)


def add(model: Any) -> None:
    """Minimises expected cost: the sum of all terms that count."""
    model.TotalCost = pyo.Expression(
        expr=sum(present_value(model, term) for term in model.cost_terms if term.counted),
        doc="Expected cost over the horizon, in money of the first year [USD]",
    )
    model.total_cost = pyo.Objective(expr=model.TotalCost, sense=pyo.minimize)
