"""The rounds of a search with cones: solve, add the tangents that cut off what breaks a cone, solve again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import highspy
import numpy as np

from model.solver.held import integers_held, options_held
from model.solver.outcome import Outcome, gap_is_within, objective_of
from model.solver.search import Search
from model.solver.status import Status

if TYPE_CHECKING:
    from model.solver.compile import Floats, LinearProgram
    from model.solver.handle import Handle
    from model.solver.options import SolverOptions

Tell = Callable[[int, str, float, float], None]
"""Hears the round (0: there are no cones), the stage, the incumbent and the bound in scaled money."""
MOST_ROUNDS = 100
"""After how many searches a plan that still breaks a cone is given up."""
LEAST_SECONDS = 2.0
"""What every round has, however much time is gone."""
EMPTY = {Status.TIME_LIMIT: Status.TIME_LIMIT_NO_PLAN, Status.INTERRUPTED: Status.INTERRUPTED_NO_PLAN}
"""What an ending is called where its point is no plan."""


@dataclass(frozen=True)
class Rounds:
    """How the rounds ended.

    Attributes:
        outcome: The best plan.
        count: How many searches there were.
        tangents: How many tangents were added.
        broken: How many cones its plan breaks still.
    """

    outcome: Outcome
    count: int = 1
    tangents: int = 0
    broken: int = 0


def search_in_rounds(handle: Handle, options: SolverOptions, tell: Tell, *, careful: bool) -> Rounds:
    """The best plan that keeps the cones; one search where there are none.

    Args:
        handle: The loaded model; its rows grow by the tangents.
        options: Of the solve, the time limit for all rounds together.
        tell: Hears of each search; of incumbents only once they keep the cones.
        careful: As of `Search.find_plan`.
    """
    offer(handle, handle.found)
    if not len(handle.cones):
        search = Search(handle.highs, handle.scaled, options, lambda *told: tell(0, *told))
        return Rounds(search.find_plan(careful=careful))
    return ConeSearch(handle, options, tell, careful=careful).find_plan()


def offer(handle: Handle, point: Floats | None) -> None:
    """Offers a point to a mixed-integer search, which takes it if it still holds."""
    if point is not None and handle.scaled.integer.any():
        start = highspy.HighsSolution()
        start.col_value = point.tolist()
        handle.highs.setSolution(start)


class ConeSearch:
    """The search for the best plan that keeps the cones.

    Every tangent holds wherever its cone does: the bound of a search is one of the problem with its cones, and a search
    that ends without a plan proves that there is none. A linear program is solved until its plan keeps the cones. With
    whole numbers that is done first with them open, which is fast and gives most tangents; then a search that minds
    them alternates with linear programs that hold what it found, and ends when the best plan of these is within the gap
    of its bound.
    """

    def __init__(self, handle: Handle, options: SolverOptions, tell: Tell, *, careful: bool) -> None:
        """Take what is needed for one search; as of `search_in_rounds`."""
        self._handle = handle
        self._options = options
        self._tell = tell
        self._careful = careful
        self._start = time.monotonic()
        self._count = self._tangents = 0
        self._best = Outcome(status=Status.TIME_LIMIT_NO_PLAN)
        self._bound = -math.inf

    def find_plan(self) -> Rounds:
        """Search, cut and search again until the best plan keeps the cones."""
        if not self._handle.scaled.integer.any():
            outcome, broken = self._linear(lambda program: program)
            return self._ended(outcome, broken)
        with options_held(self._handle.highs, {"solve_relaxation": True}):
            outcome, _ = self._linear(open_integers)
        if outcome.status not in {Status.OPTIMAL, Status.NUMERICAL_TROUBLE}:
            return self._ended(Outcome(status=EMPTY.get(outcome.status, outcome.status)))
        offer(self._handle, self._handle.found)
        while True:
            outcome, broken = self._round(self._handle.scaled)
            if outcome.values is not None and not broken:
                return self._ended(outcome)
            self._hold(outcome)
            ended = self._best_of(outcome)
            if ended is not None:
                return self._ended(ended)
            if outcome.status != Status.OPTIMAL or self._count >= MOST_ROUNDS:
                return self._ended(outcome, broken)
            offer(self._handle, self._best.values)

    def _best_of(self, outcome: Outcome) -> Outcome | None:
        """The best plan that keeps the cones, where a search has proven it good enough or was the last."""
        if self._best.values is None:
            return None
        cost = objective_of(self._handle.scaled, self._best.values)
        self._bound = max(self._bound, outcome.bound)
        if gap_is_within(cost, self._bound, self._options.gap):
            return replace(self._best, status=Status.OPTIMAL, bound=self._bound)
        if outcome.status == Status.OPTIMAL and self._count < MOST_ROUNDS:
            return None
        interrupted = outcome.status in {Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN}
        return replace(self._best, status=Status.INTERRUPTED if interrupted else Status.TIME_LIMIT, bound=self._bound)

    def _linear(self, view: Callable[[LinearProgram], LinearProgram]) -> tuple[Outcome, int]:
        """Rounds of a linear program, which HiGHS has as the view of the loaded one."""
        while True:
            outcome, broken = self._round(view(self._handle.scaled))
            if not broken or outcome.status != Status.OPTIMAL or self._count >= MOST_ROUNDS:
                return outcome, broken

    def _hold(self, outcome: Outcome) -> None:
        """The best plan with the whole numbers that a search found; the best of all is kept."""
        values = outcome.values
        if values is None:
            return
        with integers_held(self._handle.highs, self._handle.scaled, values) as held:
            lower, upper = held.lower, held.upper
            found, broken = self._linear(lambda program: replace(open_integers(program), lower=lower, upper=upper))
        program = self._handle.scaled
        if found.values is not None and not broken:
            before = self._best.values
            if before is None or objective_of(program, found.values) < objective_of(program, before):
                self._best = found

    def _round(self, program: LinearProgram) -> tuple[Outcome, int]:
        """One search; how many cones its plan breaks, and tangents for these."""
        handle = self._handle
        self._count += 1
        outcome = Search(handle.highs, program, self._time_left(), self._hear).find_plan(careful=self._careful)
        if outcome.values is None:
            return outcome, 0
        broken = handle.cones.broken(program, outcome.values)
        if broken.any():
            rows = handle.cones.tangents(outcome.values, broken)
            self._tangents += rows.shape[0]
            handle.keep(rows, 0.0)
        return replace(outcome, values=handle.cones.settled(outcome.values)), int(broken.sum())

    def _hear(self, stage: str, _: float, bound: float) -> None:
        """A search's own incumbent may break a cone: what is told is the best plan that does not."""
        best = self._best.values
        cost = math.inf if best is None else objective_of(self._handle.scaled, best)
        self._tell(self._count, stage, cost, bound)

    def _time_left(self) -> SolverOptions:
        """The options with what is left of the time limit; a little in any case, to make a plan of what was found."""
        limit = self._options.time_limit
        if limit is None:
            return self._options
        left = limit - (time.monotonic() - self._start)
        return replace(self._options, time_limit=max(left, limit / 20, LEAST_SECONDS))

    def _ended(self, outcome: Outcome, broken: int = 0) -> Rounds:
        return Rounds(outcome, self._count, self._tangents, broken if outcome.values is not None else 0)


def open_integers(program: LinearProgram) -> LinearProgram:
    """The program as a linear one."""
    return replace(program, integer=np.zeros_like(program.integer))
