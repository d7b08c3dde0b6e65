"""What is weighed against each other: expressions, which can be minimised, and levels, which can only be limited."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.errors import NoPlanError
from model.solver import Status

if TYPE_CHECKING:
    from model.solver import Handle, Solution

HELD = 1e-7
"""Part of its size by which what is held may be off: the solver's tolerance."""
CLOSE = 1e-4
"""Part of its span to which the best of a level is found."""

Solve = Callable[[], "Solution"]
"""Solves what is loaded."""
Rows = Sequence[tuple[Any, float, float]]
"""An expression of the model's variables, the least and the most that it may come to, of each row."""


def loosened(value: float) -> float:
    """A limit by the solver's tolerance above a value."""
    return value + HELD * max(1.0, abs(value))


def solved(solve: Solve, name: str) -> None:
    """Solves what is loaded.

    Raises:
        NoPlanError: There is no plan, or none was found in time.
    """
    solution = solve()
    if not solution.status.has_plan:
        raise NoPlanError(str(solution.status), f"No plan with the best {name}: {solution.status}.")


@dataclass(frozen=True, eq=False)
class Metric:
    """A linear expression.

    Attributes:
        name: What it is called.
        expression: Of the model's variables.
        more_is_better: Whether it is to be as large as can be.
    """

    name: str
    expression: Any
    more_is_better: bool = False

    @property
    def sign(self) -> int:
        """What turns it into something of which less is better."""
        return -1 if self.more_is_better else 1

    @property
    def turned(self) -> Any:
        """The expression, turned so."""
        return self.sign * self.expression

    @property
    def value(self) -> float:
        """What it comes to at the values that stand on the model's variables."""
        return float(pyo.value(self.expression))

    def begin(self, handle: Handle) -> None:
        """Adds the row by which it is limited."""
        handle.limit(self.name, self.turned)

    def keep(self, handle: Handle, limit: float) -> None:
        """Keeps it, turned, below a limit."""
        handle.move(self.name, upper=limit)

    def release(self, handle: Handle) -> None:
        """Keeps it no longer."""
        handle.move(self.name)

    def improve(self, handle: Handle, solve: Solve) -> float:
        """Finds its best under what is held, turned; a point of it stands on the model's variables.

        Raises:
            NoPlanError: There is no plan, or none was found in time.
        """
        handle.minimise(self.turned)
        solved(solve, self.name)
        return self.sign * self.value


@dataclass(frozen=True, eq=False)
class Level:
    """A level that is kept where linear rows hold, such as a largest share: a ratio, and so only ever limited.

    Attributes:
        name: What it is called.
        rows_at: The rows that keep it at a level (not turned) or better.
        measure: What it is at the values that stand on the model's variables.
        ideal: A level (not turned) that nothing is better than.
        more_is_better: Whether it is to be as large as can be.
        held: The names of the rows that keep it now.
        numbers: What tells the names of rows apart.
    """

    name: str
    rows_at: Callable[[float], Rows]
    measure: Callable[[], float]
    ideal: float
    more_is_better: bool = False
    held: list[str] = field(default_factory=list, repr=False)
    numbers: Iterator[int] = field(default_factory=itertools.count, repr=False)

    @property
    def sign(self) -> int:
        """What turns it into something of which less is better."""
        return -1 if self.more_is_better else 1

    @property
    def turned(self) -> None:
        """It has no expression."""
        return

    @property
    def value(self) -> float:
        """What it is at the values that stand on the model's variables."""
        return self.measure()

    def begin(self, handle: Handle) -> None:
        """Nothing is needed before it is limited."""

    def keep(self, handle: Handle, limit: float) -> None:
        """Keeps it, turned, below a limit, in place of the one before."""
        self.release(handle)
        rows = {f"{self.name} {next(self.numbers)}": row for row in self.rows_at(self.sign * limit)}
        handle.limit_all(rows)
        self.held.extend(rows)

    def release(self, handle: Handle) -> None:
        """Keeps it no longer."""
        for name in self.held:
            handle.move(name)
        self.held.clear()

    def improve(self, handle: Handle, solve: Solve) -> float:
        """Finds its best under what is held by halving, turned; a point of it stands on the model's variables.

        Raises:
            NoPlanError: There is no plan, or none was found in time.
        """
        handle.minimise(0.0)
        solved(solve, self.name)
        best, out_of_reach = self.sign * self.value, self.sign * self.ideal
        span = best - out_of_reach
        while best - out_of_reach > CLOSE * span:
            middle = (best + out_of_reach) / 2
            self.keep(handle, middle)
            solution = solve()
            if solution.status.has_plan:
                best = min(middle, self.sign * self.value)
            elif solution.status == Status.INFEASIBLE:
                out_of_reach = middle
            else:
                raise NoPlanError(str(solution.status), f"No plan with the best {self.name}: {solution.status}.")
        self.keep(handle, loosened(best))
        solved(solve, self.name)
        return best
