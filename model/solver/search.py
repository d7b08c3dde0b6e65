"""The runs of HiGHS that one scaled program may need: the solve, a second opinion, the prices."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace

import highspy
import numpy as np

from model.solver.compile import Floats, LinearProgram
from model.solver.held import integers_held, options_held
from model.solver.load import set_options, settings_of
from model.solver.options import SolverOptions
from model.solver.outcome import Outcome, objective_of, read_outcome
from model.solver.run import Interrupts, run_highs
from model.solver.status import Status

logger = logging.getLogger(__name__)

Tell = Callable[[str, float, float], None]

TIGHTER: dict[str, bool | int | float | str] = {
    "presolve": "off",
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
}


class Search:
    """The search for the best plan of one scaled program, in a HiGHS that holds it and has it unchanged afterwards."""

    def __init__(self, highs: highspy.Highs, program: LinearProgram, options: SolverOptions, tell: Tell) -> None:
        """Take what is needed for one search.

        Args:
            highs: The instance that holds the program.
            program: The scaled program.
            options: Gap, time limit, threads and seed.
            tell: Hears stage, incumbent and bound in scaled money, infinite while unknown.
        """
        self._highs = highs
        self._program = program
        self._options = options
        self._tell = tell
        self._start = time.monotonic()
        self._interrupts = Interrupts()
        set_options(highs, settings_of(options))

    def find_plan(self, *, careful: bool = False) -> Outcome:
        """Solve, once more with tighter tolerances if the numbers do not hold, then price the rows.

        Args:
            careful: Without presolve and with tighter tolerances from the start.

        Returns:
            The outcome in scaled units.
        """
        outcome = Outcome(status=Status.NUMERICAL_TROUBLE) if careful else self._solve_and_price()
        if outcome.status == Status.NUMERICAL_TROUBLE and not self._interrupts.asked:
            if not careful:
                logger.info("The plan does not keep its constraints; solving again without presolve.")
            self._highs.clearSolver()
            with options_held(self._highs, TIGHTER):
                outcome = self._solve_and_price()
        return outcome

    def _solve_and_price(self) -> Outcome:
        whole = bool(self._program.integer.any())
        outcome = self._solve("MIP" if whole else "LP")
        if whole and outcome.values is not None and not self._interrupts.asked:
            outcome = self._price(outcome, outcome.values)
        return outcome

    def _solve(self, stage: str) -> Outcome:
        self._run(stage)
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return Outcome(status=self._unbounded_or_infeasible(stage))
        return self._read(self._program, self._options.gap)

    def _unbounded_or_infeasible(self, stage: str) -> Status:
        """Without costs a model cannot be unbounded: if it then has a plan, the costs were the reason."""
        costs = self._program.cost
        columns = np.arange(len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(costs), columns, np.zeros_like(costs))
        self._run(stage)
        status = self._read(replace(self._program, cost=np.zeros_like(costs)), self._options.gap).status
        self._highs.changeColsCost(len(costs), columns, costs)
        return Status.UNBOUNDED if status.has_plan else status

    def _price(self, plan: Outcome, values: Floats) -> Outcome:
        """Shadow prices of a mixed-integer plan: those of the LP that is left once its integers are held.

        The LP also frees the plan from the integrality tolerance, so its values are taken if they cost less.
        """
        with integers_held(self._highs, self._program, values) as program:
            self._run("prices")
            priced = self._read(program, 0.0)
        if priced.status != Status.OPTIMAL or priced.values is None:
            return plan
        if objective_of(program, priced.values) <= objective_of(program, values):
            return replace(plan, values=priced.values, duals=priced.duals)
        return replace(plan, duals=priced.duals)

    def _run(self, stage: str) -> None:
        """Run within what is left of the time, or a tenth of it where a second run would have too little.

        Of a linear program HiGHS compares its limit with the time of all runs since it was loaded, of a mixed-integer
        one with that of the run.
        """
        limit = np.inf if self._options.time_limit is None else self._options.time_limit
        left = limit - (time.monotonic() - self._start)
        before = 0.0 if stage == "MIP" else self._highs.getRunTime()
        set_options(self._highs, {"time_limit": before + max(left, limit / 10)})
        run_highs(self._highs, self._interrupts, lambda incumbent, bound: self._tell(stage, incumbent, bound))

    def _read(self, program: LinearProgram, gap: float) -> Outcome:
        return read_outcome(self._highs, program, gap, self._interrupts)
