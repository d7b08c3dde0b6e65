"""What linear totals come to at least in a loaded mixed-integer program: proven by relaxing it, found by plans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy.sparse import csr_array

from model.solver.load import load_program, set_options, settings_of
from model.solver.outcome import TOLERANCE, worst_violation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from model.solver.compile import Floats, LinearProgram
    from model.solver.handle import Handle
    from model.solver.options import SolverOptions
    from model.solver.progress import Progress
    from model.solver.solution import Solution

CEILING = "ceiling"
PRIMAL = 4
"""The primal simplex, for HiGHS: another cost leaves a basis feasible, so that few steps lead to the next optimum."""
PASSES = 2
"""Passes over the rows in which the limits of columns are tightened."""


class Extremes:
    """A loaded model with a ceiling on one of its expressions, asked for the least of many others.

    Two copies of it stay in the solver beside it, as linear programs: in one the integers may be fractions, in the
    other they keep the values of a plan. A row is the coefficients of an expression in the units of the model for each
    column in scaled units; a point is the value of each column, in scaled units.
    """

    def __init__(self, handle: Handle, limited: Any, options: SolverOptions) -> None:
        """Adds the ceiling, which limits nothing yet, and loads the copies.

        Args:
            handle: The loaded model.
            limited: The expression that stays under the ceiling.
            options: Gap, time limit, threads and seed of the searches.
        """
        self._handle, self._options = handle, options
        self._row = len(handle.scaled.row_lower)
        handle.limit(CEILING, limited)
        self.program = handle.scaled
        linear = replace(self.program, integer=np.zeros_like(self.program.integer), offset=0.0)
        self._free, self._held = load_program(linear), load_program(linear)
        for copy in (self._free, self._held):
            set_options(copy, {**settings_of(options), "simplex_strategy": PRIMAL})
            run_with_cost(copy, self.program.cost)
        self._basis = self._free.getBasis()
        self._held_at: dict[bytes, highspy.HighsBasis] = {}

    @property
    def gap(self) -> float:
        """The relative gap at which a search ends."""
        return self._options.gap

    def set_ceiling(self, upper: float) -> None:
        """Moves the ceiling, in the units of what is limited."""
        self._handle.move(CEILING, upper=upper)
        self.program = self._handle.scaled
        for copy in (self._free, self._held):
            copy.changeRowBounds(self._row, -np.inf, self.program.row_upper[self._row])

    def rows(self, expressions: Sequence[Any]) -> tuple[Floats, Floats]:
        """The rows of linear expressions, shape (expressions, columns), and their constants."""
        found, constants = [], []
        for expression in expressions:
            self._handle.minimise(expression)
            found.append(self._handle.scaled.cost * self._handle.money)
            constants.append(self._handle.scaled.offset * self._handle.money)
        self._handle.minimise()
        shape = (len(found), len(self.program.cost))
        return np.array(found, dtype=np.float64).reshape(shape), np.array(constants, dtype=np.float64)

    def relaxed(self, row: Floats) -> float:
        """What a row comes to at least under the ceiling, integers or not; -inf where that is not known."""
        self._free.setBasis(self._basis)
        unit = run_with_cost(self._free, row)
        solved = self._free.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self._free.getObjectiveValue()) * unit if solved else -np.inf

    def near(self, row: Floats, point: Floats) -> Floats | None:
        """The plan in which a row comes to least, of those whose integers are those of a point; None if none holds."""
        self._hold(point)
        run_with_cost(self._held, row)
        if self._held.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = np.asarray(self._held.getSolution().col_value, dtype=np.float64)
        found = np.clip(np.where(self.program.integer, point, found), self.program.lower, self.program.upper)
        holds = worst_violation(self.program, found) <= TOLERANCE
        return found if holds and not self._handle.cones.broken(self.program, found).any() else None

    def _hold(self, point: Floats) -> None:
        """Holds the integers at those of a point, with the basis of its cheapest plan."""
        integers = np.flatnonzero(self.program.integer).astype(np.int32)
        whole = point[integers]
        self._held.changeColsBounds(len(integers), integers, whole, whole)
        key = whole.tobytes()
        if key in self._held_at:
            self._held.setBasis(self._held_at[key])
            return
        run_with_cost(self._held, self.program.cost)
        self._held_at[key] = self._held.getBasis()

    def search(
        self,
        expression: Any,
        point: Floats,
        *,
        gap: float | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> tuple[Solution, Floats | None]:
        """The plan in which an expression comes to least, searched for from a point.

        Args:
            expression: What is minimised; the model's own objective if None.
            point: Where the search starts.
            gap: In place of the one in the options.
            progress: Hears that the search goes on.

        Returns:
            How the search ended, and the plan if it found one.
        """
        self._handle.minimise(expression)
        self._handle.take(point)
        options = self._options if gap is None else replace(self._options, gap=gap)
        ended = self._handle.solve(options, progress=progress)
        self._handle.minimise()
        return ended, self._handle.found if ended.status.has_plan else None

    def keep(self, point: Floats) -> Solution:
        """Puts a point on the model; what it comes to in the model's own objective."""
        self._handle.minimise()
        return self._handle.take(point)


def run_with_cost(highs: highspy.Highs, row: Floats) -> float:
    """Minimises a row, divided by what is returned, from the basis that is there."""
    unit = float(np.abs(row).max(initial=0.0)) or 1.0
    highs.changeColsCost(len(row), np.arange(len(row), dtype=np.int32), row / unit)
    highs.run()
    return unit


def least_of(rows: Floats, lower: Floats, upper: Floats) -> Floats:
    """What rows come to at least between the limits of columns; -inf where nothing limits them."""
    ends = np.where(rows > 0, lower, np.where(rows < 0, upper, 0.0))
    least: Floats = (rows * ends).sum(axis=1)
    return least


def tightened(program: LinearProgram) -> tuple[Floats, Floats]:
    """The limits of columns, as far as single rows tighten them.

    In a row of which all but one column are as low as they may be, that one can only be so high: bound tightening by
    feasibility, row by row.
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    matrix = csr_array(program.matrix)
    place = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    for _ in range(PASSES):
        for sign, limit in ((1.0, program.row_upper), (-1.0, -program.row_lower)):
            tighten(sign * matrix.data, matrix.indices, place, limit, (lower, upper))
    return lower, upper


def tighten(
    entries: Floats, columns: NDArray[Any], rows: NDArray[Any], limit: Floats, ends: tuple[Floats, Floats]
) -> None:
    """Tightens limits of columns in place by rows that are at most a limit.

    Args:
        entries: The nonzero coefficients.
        columns: The column of each.
        rows: The row of each.
        limit: The most of each row.
        ends: The lower and upper limits of columns.
    """
    lower, upper = ends
    least = np.where(entries > 0, entries * lower[columns], entries * upper[columns])
    open_ended = ~np.isfinite(least)
    sums, opens = np.zeros(len(limit)), np.zeros(len(limit))
    np.add.at(sums, rows, np.where(open_ended, 0.0, least))
    np.add.at(opens, rows, open_ended)
    alone = (opens[rows] == 0) | (open_ended & (opens[rows] == 1))
    useful = alone & np.isfinite(limit[rows]) & (np.abs(entries) > TOLERANCE)
    room = (limit[rows] - sums[rows] + np.where(open_ended, 0.0, least))[useful] / entries[useful]
    up = entries[useful] > 0
    np.minimum.at(upper, columns[useful][up], room[up])
    np.maximum.at(lower, columns[useful][~up], room[~up])
