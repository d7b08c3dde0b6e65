"""Constraints that no variable enters: true, false, or false by a rounding error only."""

from __future__ import annotations

import math
from typing import Any

import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

from model.errors import OrefolioError

ROUNDING = 1e-9


class CannotHoldError(OrefolioError):
    """A constraint without variables is false, so the model is infeasible before any search."""


def constants_to_set_aside(model: pyo.ConcreteModel) -> list[Any]:
    """Constraints without variables that hold up to rounding, where the compiler would find them false.

    Args:
        model: The model whose compilation found a false constant.

    Returns:
        The constraints that may be left out.

    Raises:
        CannotHoldError: A constraint is false by more than rounding, or not a number; it is named.
    """
    aside = []
    for constraint in model.component_data_objects(pyo.Constraint, active=True, descend_into=True):
        terms = generate_standard_repn(constraint.body, quadratic=False)
        if any(terms.linear_coefs) or not terms.is_linear():
            continue
        aside.append(constraint)
        low, high = pyo.value(constraint.lower), pyo.value(constraint.upper)
        _check(constraint.name, terms.constant, -math.inf if low is None else low, high)
    return aside


def _check(name: str, constant: float, low: float, high: float | None) -> None:
    high = math.inf if high is None else high
    slack = ROUNDING * max(1.0, abs(constant))
    if not (low - slack <= constant <= high + slack):
        raise CannotHoldError(
            f"Constraint {name} has no variable left in it and cannot hold: "
            f"{low:g} <= {constant:g} <= {high:g} is false."
        )
