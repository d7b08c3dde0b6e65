"""Powers of ten between the units of the model and the numbers that HiGHS likes, both ways."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyomo.environ as pyo
from scipy.sparse import csc_array

from model.solver.checks import ModelError
from model.solver.compile import Floats, LinearProgram

NARROW = 1e-4  # A row whose smallest coefficient is above this share of its largest needs no centring.


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Smallest and largest magnitude after scaling, without zeros and infinities; (0, 0) if none is left."""

    matrix: tuple[float, float] = (0.0, 0.0)
    cost: tuple[float, float] = (0.0, 0.0)
    bound: tuple[float, float] = (0.0, 0.0)
    rhs: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Scales:
    """Units of a scaled program, all powers of ten if the model's own units are.

    Attributes:
        columns: What one in a column of HiGHS means in the model, shape (columns,).
        rows: What each row was divided by, shape (rows,).
        money: What the objective was divided by.
    """

    columns: Floats
    rows: Floats
    money: float

    def values(self, scaled: Floats) -> Floats:
        """Column values in the units of the model."""
        return scaled * self.columns

    def duals(self, scaled: Floats) -> Floats:
        """Rise of the objective per unit of right-hand side, in the units of the model."""
        return scaled * (self.money / self.rows)


@dataclass(frozen=True)
class Limit:
    """How a row that was added is scaled.

    Attributes:
        row: Its position.
        unit: What it was divided by.
        constant: What its expression comes to where all variables are zero.
    """

    row: int
    unit: float
    constant: float


def scale_program(model: pyo.ConcreteModel, program: LinearProgram) -> tuple[LinearProgram, Scales]:
    """Scale columns by the units the model names, rows by their coefficients, the objective by money.

    Args:
        model: The Pyomo model; its plain attributes `column_units` and `money_unit` are optional.
        program: The compiled model, every number finite.

    Returns:
        The scaled program, of the same shape, and the scales that lead back.

    Raises:
        ModelError: A unit is not a positive number.
    """
    columns = _column_units(model, program)
    money = float(vars(model).get("money_unit", 1.0))
    _check_units(program, columns, money)
    matrix = program.matrix.copy()
    matrix.data *= np.repeat(columns, np.diff(matrix.indptr))
    rows = _row_scales(matrix)
    matrix.data /= rows[matrix.indices]
    scaled = replace(
        program,
        cost=program.cost * columns / money,
        offset=program.offset / money,
        matrix=matrix,
        row_lower=program.row_lower / rows,
        row_upper=program.row_upper / rows,
        lower=program.lower / columns,
        upper=program.upper / columns,
    )
    return scaled, Scales(columns=columns, rows=rows, money=money)


def _column_units(model: pyo.ConcreteModel, program: LinearProgram) -> Floats:
    units = vars(model).get("column_units")
    columns = np.ones(len(program.variables))
    if units is None:
        return columns
    by_component = {id(component): unit for component, unit in units.items()}
    for position, variable in enumerate(program.variables):
        unit = by_component.get(id(variable.parent_component()))
        if unit is not None and not program.integer[position]:
            columns[position] = unit(variable.index())
    return columns


def _check_units(program: LinearProgram, columns: Floats, money: float) -> None:
    for position in np.flatnonzero(~(np.isfinite(columns) & (columns > 0)))[:1]:
        name = program.variables[position].name
        raise ModelError(f"The unit of variable {name} must be a positive number; it is {columns[position]}.")
    if not (np.isfinite(money) and money > 0):
        raise ModelError(f"money_unit must be a positive number; it is {money}.")


def _row_scales(matrix: csc_array) -> Floats:
    """The power of ten nearest to each row's largest coefficient, or to its middle where the row is wide."""
    count = matrix.shape[0]
    largest = np.zeros(count)
    smallest = np.full(count, np.inf)
    sizes = np.abs(matrix.data)
    used = sizes > 0
    np.maximum.at(largest, matrix.indices[used], sizes[used])
    np.minimum.at(smallest, matrix.indices[used], sizes[used])
    empty = largest == 0
    largest[empty] = smallest[empty] = 1.0
    exponent = np.log10(largest)
    middle = 0.5 * (exponent + np.log10(smallest))
    exponent = np.where(smallest < NARROW * largest, middle, exponent)
    scales: Floats = np.power(10.0, np.rint(exponent))
    return scales


def nearest_power(coefficients: Floats) -> float:
    """The power of ten nearest to the largest of some coefficients; 1 where none is other than zero."""
    largest = float(np.abs(coefficients).max(initial=0.0))
    return float(10.0 ** np.rint(np.log10(largest))) if largest else 1.0


def measure_ranges(program: LinearProgram) -> Ranges:
    """The ranges of a scaled program, for the report."""
    return Ranges(
        matrix=_range(program.matrix.data),
        cost=_range(program.cost),
        bound=_range(np.concatenate([program.lower, program.upper])),
        rhs=_range(np.concatenate([program.row_lower, program.row_upper])),
    )


def _range(numbers: Floats) -> tuple[float, float]:
    sizes = np.abs(numbers[np.isfinite(numbers) & (numbers != 0)])
    return (float(sizes.min()), float(sizes.max())) if sizes.size else (0.0, 0.0)
