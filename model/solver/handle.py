"""A model that stays in HiGHS: changed in place, and solved again from where it stood."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from pyomo.repn import generate_standard_repn
from scipy.sparse import csr_array

from model.solver.checks import ModelError, check_finite, check_ranges
from model.solver.compile import Floats, LinearProgram, compile_model, value_unused, write_values
from model.solver.cones import Cones, cones_of
from model.solver.load import add_rows, load_program
from model.solver.outcome import Outcome
from model.solver.progress import Progress, report_of
from model.solver.rounds import Rounds, search_in_rounds
from model.solver.scaling import Limit, nearest_power, scale_program
from model.solver.solution import Solution, solution_of
from model.solver.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pyomo.environ as pyo

    from model.solver.options import SolverOptions


class Handle:
    """A Pyomo model loaded in HiGHS once.

    Bounds, rows and costs are changed in the units of the model, by its own variables and expressions; of the Pyomo
    model nothing changes but the values of its variables after a solve. A solve starts from what the last one found:
    the basis of a linear program, the plan of a mixed-integer one.
    """

    def __init__(self, model: pyo.ConcreteModel) -> None:
        """Compile, check, scale and load a model.

        Args:
            model: As `solve_model` takes it.

        Raises:
            ModelError: A number is not finite or out of range after scaling, or the objective is missing.
            CannotHoldError: A constraint without variables does not hold: there is no plan.
        """
        self._model = model
        self._program = compile_model(model)
        check_finite(self._program)
        self._scaled, self._scales = scale_program(model, self._program)
        check_ranges(self._scaled)
        self._highs = load_program(self._scaled)
        self._columns = {id(variable): position for position, variable in enumerate(self._program.variables)}
        self._limits: dict[str, Limit] = {}
        self._cones = cones_of(vars(model).get("cones", ()), self._columns)
        self._own = (self._program.cost, self._program.offset, self._scales.money)
        self._found: Floats | None = None

    @property
    def highs(self) -> highspy.Highs:
        """HiGHS, for what the bridge asks of it."""
        return self._highs

    @property
    def scaled(self) -> LinearProgram:
        """The program as HiGHS has it now, in scaled units."""
        return self._scaled

    @property
    def money(self) -> float:
        """What one in the objective of HiGHS means in the units of what is minimised."""
        return self._scales.money

    @property
    def found(self) -> Floats | None:
        """The last plan that was found, in scaled units; None before."""
        return self._found

    @property
    def cones(self) -> Cones:
        """The cones that its plans keep."""
        return self._cones

    def columns_of(self, variables: Iterable[Any]) -> Any:
        """The columns of variables; one that no constraint and no cost mentions has none."""
        known = (self._columns.get(id(variable)) for variable in variables)
        return np.array([column for column in known if column is not None], dtype=np.int32)

    def hold(self, variables: Iterable[Any], lower: float, upper: float) -> None:
        """Gives variables other bounds than the model does.

        Raises:
            ModelError: The lower bound is above the upper one.
        """
        if lower > upper:
            raise ModelError(f"Nothing is at least {lower:g} and at most {upper:g}.")
        columns = self.columns_of(variables)
        units = self._scales.columns[columns]
        self._bound(columns, lower / units, upper / units)

    def free(self, variables: Iterable[Any]) -> None:
        """Gives variables the bounds again that they have in the model."""
        columns = self.columns_of(variables)
        units = self._scales.columns[columns]
        self._bound(columns, self._program.lower[columns] / units, self._program.upper[columns] / units)

    def limit(self, name: str, expression: Any, lower: float = -np.inf, upper: float = np.inf) -> None:
        """Adds a row that keeps a linear expression between two numbers.

        Args:
            name: By which the row is moved afterwards.
            expression: Of variables of the model, linear.
            lower: In the units of the expression; none where it is left out.
            upper: Likewise.

        Raises:
            ModelError: There is a row of that name, or no variable is left in the expression.
        """
        self.limit_all({name: (expression, lower, upper)})

    def limit_all(self, wanted: Mapping[str, tuple[Any, float, float]]) -> None:
        """Adds several rows at once: by name an expression, a lower and an upper bound, as `limit` takes them.

        Raises:
            ModelError: There is a row of that name, or no variable is left in an expression.
        """
        first, parts, lows, highs = len(self._scaled.row_lower), [], [], []
        for place, (name, (expression, lower, upper)) in enumerate(wanted.items()):
            columns, coefficients, constant = self._terms(expression)
            if name in self._limits:
                raise ModelError(f"{name} is limited already.")
            if not len(columns):
                raise ModelError(f"No variable is in {name}.")
            coefficients = coefficients * self._scales.columns[columns]
            unit = nearest_power(coefficients)
            self._limits[name] = Limit(first + place, unit, constant)
            parts.append((np.full(len(columns), place), columns, coefficients / unit))
            lows.append((lower - constant) / unit)
            highs.append((upper - constant) / unit)
        rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        added = csr_array((values, (rows, columns)), shape=(len(parts), len(self._scaled.cost)))
        self._scaled = add_rows(self._highs, self._scaled, added, np.array(lows), np.array(highs))

    def keep(self, rows: csr_array, upper: float) -> None:
        """Adds rows in scaled units that are at most a number, for good."""
        count = rows.shape[0]
        self._scaled = add_rows(self._highs, self._scaled, rows, np.full(count, -np.inf), np.full(count, upper))

    def move(self, name: str, lower: float = -np.inf, upper: float = np.inf) -> None:
        """Gives a row that was added other bounds; none where they are left out."""
        limit = self._limits[name]
        low, high = ((bound - limit.constant) / limit.unit for bound in (lower, upper))
        lows, highs = self._scaled.row_lower.copy(), self._scaled.row_upper.copy()
        lows[limit.row], highs[limit.row] = low, high
        self._scaled = replace(self._scaled, row_lower=lows, row_upper=highs)
        self._highs.changeRowBounds(limit.row, low, high)

    def minimise(self, expression: Any = None) -> None:
        """Puts a linear expression in place of the model's objective; that one again where none is given."""
        cost, offset, money = self._own
        if expression is not None:
            columns, coefficients, offset = self._terms(expression)
            cost = np.zeros_like(cost)
            cost[columns] = coefficients
            money = nearest_power(cost * self._scales.columns)
        self._scales = replace(self._scales, money=money)
        self._program = replace(self._program, cost=cost, offset=offset)
        self._scaled = replace(self._scaled, cost=cost * self._scales.columns / money, offset=offset / money)
        self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), self._scaled.cost)
        self._highs.changeObjectiveOffset(self._scaled.offset)

    def reprice(self, variable: Any, cost: float) -> None:
        """Gives a variable another cost in what is minimised, until something else is.

        Raises:
            ModelError: No constraint and no cost mentions the variable.
        """
        columns = self.columns_of([variable])
        if not len(columns):
            raise ModelError(f"{variable.name} is in no constraint.")
        costs = self._program.cost.copy()
        costs[columns] = cost
        scaled = costs * self._scales.columns / self._scales.money
        self._program, self._scaled = replace(self._program, cost=costs), replace(self._scaled, cost=scaled)
        self._highs.changeColCost(int(columns[0]), float(scaled[columns[0]]))

    def _bound(self, columns: Any, lower: Floats, upper: Floats) -> None:
        lows, highs = self._scaled.lower.copy(), self._scaled.upper.copy()
        lows[columns], highs[columns] = lower, upper
        self._scaled = replace(self._scaled, lower=lows, upper=highs)
        self._highs.changeColsBounds(len(columns), columns, lower, upper)

    def _terms(self, expression: Any) -> tuple[Any, Floats, float]:
        """Columns, coefficients and constant of a linear expression, in the units of the model."""
        terms = generate_standard_repn(expression, quadratic=False)
        if not terms.is_linear():
            raise ModelError(f"Not linear: {str(expression)[:100]}")
        columns, coefficients, constant = [], [], float(terms.constant)
        for variable, coefficient in zip(terms.linear_vars, terms.linear_coefs, strict=True):
            column = self._columns.get(id(variable))
            if column is None:
                constant += coefficient * value_unused(variable)
            elif coefficient:
                columns.append(column)
                coefficients.append(float(coefficient))
        return np.array(columns, dtype=np.int32), np.array(coefficients, dtype=np.float64), constant

    def solve(
        self,
        options: SolverOptions,
        *,
        progress: Callable[[Progress], None] | None = None,
        careful: bool = False,
    ) -> Solution:
        """Solve what is loaded; where there is a plan its values stand on the model's variables afterwards.

        Args:
            options: Gap, time limit, threads, seed.
            progress: Called with reports, in time order, in the caller's thread.
            careful: Without presolve and with tighter tolerances, for a plan that did not hold when it was recomputed.

        Returns:
            As of `solve_model`; the shadow prices are those of the model's own constraints.

        Raises:
            KeyboardInterrupt: Ctrl-C came twice; once ends the solve and keeps the best plan so far.
        """
        start = time.perf_counter()

        def tell(number: int, stage: str, incumbent: float, bound: float) -> None:
            if progress is not None:
                told = report_of(stage, time.perf_counter() - start, incumbent, bound, self._scales.money)
                progress(replace(told, round=number))

        try:
            rounds = search_in_rounds(self, options, tell, careful=careful)
        except MemoryError:
            rounds = Rounds(Outcome(status=Status.OUT_OF_MEMORY))
        outcome = rounds.outcome
        if outcome.values is not None:
            self._found = outcome.values
            write_values(self._model, self._program, self._scales.values(outcome.values))
        found = solution_of(outcome, self._program, self._scaled, self._scales, time.perf_counter() - start)
        return replace(found, rounds=rounds.count, tangents=rounds.tangents, broken_cones=rounds.broken)

    def take(self, point: Floats) -> Solution:
        """Takes a point for the last plan found: its values stand on the model, and the next solve starts from it.

        Args:
            point: In scaled units, within all bounds and rows, its integers whole.

        Returns:
            What it comes to in what is minimised now; nothing is proven of it.
        """
        self._found = point
        write_values(self._model, self._program, self._scales.values(point))
        outcome = Outcome(status=Status.TIME_LIMIT, values=point)
        return solution_of(outcome, self._program, self._scaled, self._scales, 0.0)
