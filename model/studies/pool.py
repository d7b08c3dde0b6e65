"""The plans that were found of a case, what each comes to in groups of decisions, and searches for more of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from model.errors import NoPlanError
from model.solver import Extremes, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model.solver import SolverOptions
    from model.solver.compile import Floats
    from model.solving import LoadedCase
    from model.studies.groups import Group


@dataclass(frozen=True, eq=False)
class Found:
    """A plan that was found.

    Attributes:
        point: The value of each column, in scaled units.
        totals: The total of each group.
        cost: What it costs; USD.
    """

    point: Floats
    totals: Floats
    cost: float


@dataclass(eq=False)
class Pool:
    """A loaded case, and the plans of it that were found, the best first.

    Ends of ranges are numbered twice the groups: first the least of each, then the most, as the least of its negative.

    Attributes:
        loaded: The case, solved.
        groups: The groups.
        extremes: The model with the ceiling on its cost.
        cost: The row and the constant of the cost.
        rows: A row for each end.
        constants: Its constant.
        heard: Called now and then.
        plans: The plans, the best first.
        counts: Of `searches`, and of what else is asked of the solver.
    """

    loaded: LoadedCase
    groups: Sequence[Group]
    extremes: Extremes
    cost: tuple[Floats, float]
    rows: Floats
    constants: Floats
    heard: Callable[[], None]
    plans: list[Found] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, loaded: LoadedCase, groups: Sequence[Group], options: SolverOptions, heard: Callable[[], None]) -> Self:
        """Of a case that is solved; groups of which nothing is decided are left out.

        Raises:
            ValueError: It is not solved.
        """
        point = loaded.handle.found
        if point is None:
            raise ValueError("The case is not solved.")
        objective = loaded.model.total_cost.expr
        extremes = Extremes(loaded.handle, objective, options)
        (cost,), (constant,) = extremes.rows([objective])
        rows, constants = extremes.rows([group.total for group in groups])
        decided = np.flatnonzero(np.abs(rows).max(axis=1, initial=0.0) > 0)
        rows, constants = rows[decided], constants[decided]
        asked = cls(
            loaded=loaded,
            groups=[groups[place] for place in decided.tolist()],
            extremes=extremes,
            cost=(cost, float(constant)),
            rows=np.concatenate([rows, -rows]),
            constants=np.concatenate([constants, -constants]),
            heard=heard,
        )
        asked.take(point)
        return asked

    @property
    def best(self) -> float:
        """What the best plan costs; USD."""
        return self.plans[0].cost

    def ceiling(self, within: float) -> float:
        """The most that a plan may cost."""
        return self.best + within * abs(self.best)

    def take(self, point: Floats | None) -> None:
        """Keeps a plan, if there is one."""
        if point is not None:
            half = len(self.groups)
            row, constant = self.cost
            totals = self.rows[:half] @ point + self.constants[:half]
            self.plans.append(Found(point, totals, float(row @ point + constant)))

    def reached(self, within: float) -> Floats:
        """How far each end is reached by a plan that costs no more."""
        totals = self.totals(within)
        reached: Floats = np.concatenate([totals.min(axis=0), -totals.max(axis=0)])
        return reached

    def totals(self, within: float) -> Floats:
        """The totals of the plans that cost no more, the best first."""
        return np.array([plan.totals for plan in self.within(within)])

    def within(self, within: float) -> list[Found]:
        """The plans that cost no more, the best first."""
        most = self.ceiling(within) + 1e-9 * abs(self.best)
        return [plan for place, plan in enumerate(self.plans) if place == 0 or plan.cost <= most]

    def farthest(self, within: float, end: int) -> Found:
        """The plan that goes farthest towards an end."""
        half = len(self.groups)
        sign = 1.0 if end < half else -1.0
        return min(self.within(within), key=lambda plan: sign * plan.totals[end % half])

    def expression(self, end: int) -> Any:
        """What is minimised at an end."""
        half = len(self.groups)
        return self.groups[end].total if end < half else -self.groups[end - half].total

    def search(self, expression: Any, start: Found, *, gap: float | None = None) -> float:
        """Searches for the plan in which an expression comes to least, and keeps it; returns the proven bound.

        Raises:
            NoPlanError: The search was interrupted.
        """
        self.counts["searches"] += 1
        ended, point = self.extremes.search(expression, start.point, gap=gap, progress=lambda _: self.heard())
        if ended.status in (Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN):
            raise NoPlanError(str(ended.status), f"{self.loaded.case.name}: interrupted; nothing is kept.")
        self.take(point)
        return -np.inf if ended.bound is None else ended.bound
