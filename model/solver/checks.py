"""Numbers that HiGHS would take in silence and answer wrongly are refused before it sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.errors import OrefolioError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.solver.compile import LinearProgram

SMALLEST_COEFFICIENT = 1e-6
LARGEST_COEFFICIENT = 1e9
LARGEST_BOUND = 1e15  # HiGHS takes 1e20 for infinite: a demand of that size would vanish.


class ModelError(OrefolioError):
    """The compiled model holds something that cannot be solved reliably."""


def check_finite(program: LinearProgram) -> None:
    """Refuse NaN anywhere, and infinity where only a number makes sense.

    Raises:
        ModelError: Naming the first constraint or variable at fault.
    """
    matrix = program.matrix
    if not np.isfinite(program.offset):
        raise ModelError(f"The constant of the objective is {program.offset}.")
    for column in _first(~np.isfinite(program.cost)):
        raise ModelError(f"The cost of variable {program.variables[column].name} is {program.cost[column]}.")
    for entry in _first(~np.isfinite(matrix.data)):
        raise ModelError(f"{_entry_name(program, entry)} is {matrix.data[entry]}.")
    no_bound = ~np.isfinite(program.row_lower) & ~np.isfinite(program.row_upper)
    for row in _first(no_bound):
        raise ModelError(f"The right-hand side of constraint {program.constraints[row].name} is not finite.")
    wrong = np.isnan(program.lower) | np.isnan(program.upper)
    wrong |= (program.lower == np.inf) | (program.upper == -np.inf)
    for column in _first(wrong):
        raise ModelError(f"A bound of variable {program.variables[column].name} is not a number.")


def check_ranges(program: LinearProgram) -> None:
    """Refuse numbers, after scaling, that the solver's tolerances cannot tell from zero or from infinity.

    Raises:
        ModelError: Naming the first constraint or variable at fault.
    """
    sizes = np.abs(program.matrix.data)
    wrong = (sizes > LARGEST_COEFFICIENT) | ((sizes < SMALLEST_COEFFICIENT) & (sizes > 0))
    for entry in _first(wrong):
        raise ModelError(
            f"{_entry_name(program, entry)} is {program.matrix.data[entry]:.3g} after scaling, outside "
            f"{SMALLEST_COEFFICIENT:g} to {LARGEST_COEFFICIENT:g}: its row mixes sizes too different."
        )
    for column in _first(np.abs(program.cost) > LARGEST_COEFFICIENT):
        raise ModelError(
            f"The cost of variable {program.variables[column].name} is {program.cost[column]:.3g} "
            f"after scaling, above {LARGEST_COEFFICIENT:g}."
        )
    for row in _first(_too_large(program.row_lower) | _too_large(program.row_upper)):
        raise ModelError(
            f"The right-hand side of constraint {program.constraints[row].name} is above "
            f"{LARGEST_BOUND:g} after scaling."
        )
    for column in _first(_too_large(program.lower) | _too_large(program.upper)):
        raise ModelError(
            f"A bound of variable {program.variables[column].name} is above {LARGEST_BOUND:g} after scaling; "
            "leave it out if there is no bound."
        )


def _too_large(bounds: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(bounds) & (np.abs(bounds) > LARGEST_BOUND)


def _first(wrong: NDArray[np.bool_]) -> list[int]:
    return [int(np.argmax(wrong))] if wrong.any() else []


def _entry_name(program: LinearProgram, entry: int) -> str:
    matrix = program.matrix
    column = int(np.searchsorted(matrix.indptr, entry, side="right")) - 1
    constraint = program.constraints[int(matrix.indices[entry])].name
    return f"The coefficient of variable {program.variables[column].name} in constraint {constraint}"
