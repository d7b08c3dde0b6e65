"""A Pyomo model as arrays: one matrix, its bounds and its costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler, LinearStandardFormInfo

from model.solver.checks import ModelError
from model.solver.constants import constants_to_set_aside

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class LinearProgram:
    """Minimise cost @ x + offset where row_lower <= matrix @ x <= row_upper and lower <= x <= upper.

    Attributes:
        cost: Objective coefficient of each column, shape (columns,).
        offset: Constant of the objective.
        matrix: scipy.sparse.csc_array, shape (rows, columns).
        row_lower: Lower bound of each row, -inf where there is none.
        row_upper: Upper bound of each row, inf where there is none.
        lower: Lower bound of each column.
        upper: Upper bound of each column.
        integer: Whether a column takes whole numbers only, shape (columns,).
        constraints: The Pyomo constraint of each row; one with two different bounds has two rows.
        variables: The Pyomo variable of each column.
    """

    cost: Floats
    offset: float
    matrix: Any
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    constraints: list[Any]
    variables: list[Any]


def compile_model(model: pyo.ConcreteModel) -> LinearProgram:
    """Compile a linear Pyomo model.

    Args:
        model: A pyo.ConcreteModel with exactly one active objective, to be minimised.

    Returns:
        The same problem as arrays, in the units of the model.

    Raises:
        ModelError: The model has not exactly one active objective to minimise.
        pyomo.common.errors.InvalidExpressionError: An expression is not linear.
        CannotHoldError: A constraint without variables does not hold.
    """
    objectives = list(model.component_data_objects(pyo.Objective, active=True, descend_into=True))
    if len(objectives) != 1 or objectives[0].sense != pyo.minimize:
        found = [f"{objective.name} ({objective.sense})" for objective in objectives]
        names = ", ".join(found) or "none"
        raise ModelError(f"The model must have exactly one active objective, to be minimised; it has: {names}.")
    form = _standard_form(model)
    rhs = np.asarray(form.rhs, dtype=np.float64)
    kind = np.array([row.bound_type for row in form.rows], dtype=np.int8)
    bounds = [variable.bounds for variable in form.columns]
    return LinearProgram(
        cost=np.asarray(form.c.toarray(), dtype=np.float64).reshape(-1),
        offset=float(form.c_offset[0]),
        matrix=form.A,
        row_lower=np.where(kind <= 0, rhs, -np.inf),
        row_upper=np.where(kind >= 0, rhs, np.inf),
        lower=np.array([-np.inf if low is None else low for low, _ in bounds], dtype=np.float64),
        upper=np.array([np.inf if high is None else high for _, high in bounds], dtype=np.float64),
        integer=_integrality(form.columns),
        constraints=[row.constraint for row in form.rows],
        variables=form.columns,
    )


def _standard_form(model: pyo.ConcreteModel) -> LinearStandardFormInfo:
    compiler = LinearStandardFormCompiler()
    try:
        return compiler.write(model, mixed_form=True)
    except InfeasibleConstraintException:
        aside = constants_to_set_aside(model)
    for constraint in aside:
        constraint.deactivate()
    try:
        return compiler.write(model, mixed_form=True)
    finally:
        for constraint in aside:
            constraint.activate()


def _integrality(variables: list[Any]) -> NDArray[np.bool_]:
    """Whether each variable is integer; asked once a domain, of which a model has only a few."""
    known: dict[int, bool] = {}
    integer = np.zeros(len(variables), dtype=np.bool_)
    for position, variable in enumerate(variables):
        domain = id(variable.domain)
        if domain not in known:
            known[domain] = variable.is_integer()
            if not (known[domain] or variable.is_continuous()):
                raise ModelError(f"Variable {variable.name} is neither continuous nor integer.")
        integer[position] = known[domain]
    return integer


def write_values(model: pyo.ConcreteModel, program: LinearProgram, values: Floats) -> None:
    """Put the plan onto the variables, so that every expression of the model can be evaluated.

    Variables that no constraint and no cost mentions take the value nearest to zero within their bounds.

    Args:
        model: The Pyomo model that `program` was compiled from.
        program: The compiled model.
        values: One value a column, in the units of the model.
    """
    compiled = set()
    for variable, value in zip(program.variables, values.tolist(), strict=True):
        variable.set_value(value, skip_validation=True)
        compiled.add(id(variable))
    for component in model.component_objects(pyo.Var, descend_into=True):
        for variable in component.values():
            if id(variable) not in compiled and not variable.fixed:
                variable.set_value(value_unused(variable), skip_validation=True)


def value_unused(variable: Any) -> float:
    """The value of a variable that no constraint and no cost mentions: the nearest to zero within its bounds."""
    low, high = variable.bounds
    return float(max(-np.inf if low is None else low, min(0.0, np.inf if high is None else high)))
