"""The price, the capital or the cost of joining at which something enters the plan of least cost, or leaves it.

Where no limit counts it, the least cost of a plan is concave in each of these, and what is had does not rise with them:
there is one figure up to which a plan has it, and from which on it does without. A plan that has it tells how far that
is at least: to where what it pays in all comes to what the best plan without it costs. So few solves are needed: a
little below and a little above that, and between them where they say otherwise. Each is of the case with the figure
changed, from its tables on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from model.solver import Status
from model.solving import load
from model.studies.forced_texts import NOT, WITH, Part
from model.studies.forcing import held
from model.studies.held_plan import stop_if_interrupted
from model.studies.pinning import force

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.solver import Progress, SolverOptions
    from model.solving import LoadedCase
    from model.studies.agreement import Answer
    from model.studies.forcing import Force
    from model.studies.knob import Knob, Reading

COLUMNS = {
    "asked": "str", "called": "str", "quantity": "str", "unit": "str", "least_now": "float64", "most_now": "float64",
    "had_now": "bool", "in_at": "float64", "out_at": "float64", "outcome": "str", "solves": "int64",
    "gap_usd": "float64",
}  # fmt: skip
NARROW = 0.01
"""Width of the bracket that is enough, of its upper end."""
ASIDE = 0.004
"""How far from where it is expected the break-even is tried, on either side."""
TINY = 1e-4
"""Width that is enough near zero, of what the figure is now."""
MOST_SOLVES = 30
FARTHER = 2.0
"""What is tried next, of what was tried last, where nothing says how far it is."""
MOST_FARTHER = 8
"""How often the figure is multiplied before it is said that nothing was found."""
SAME = 1e-12
"""Relative difference of costs that are alike."""
BRACKETED = "bracketed"
NEVER = "out even at zero"
NO_PLAN_WITH = "no plan with it"
NO_PLAN_WITHOUT = "no plan without it"
STILL_IN = "still in at the most that was tried"
OPEN = "not narrowed further"


def four_digits(figure: float) -> float:
    """A figure that can be written down: four digits of it."""
    return float(f"{figure:.4g}")


@dataclass
class Search:
    """What is known so far.

    Attributes:
        without: What the best plan without it costs; USD.
        low: The highest figure at which a plan has it; NaN: none is known.
        high: The lowest at which a plan does without; inf: none is known.
        scale: What the figure is of the size of.
        expected: Where it breaks even by the best plan that has it.
        solves: How many solves that took.
        gap_usd: The widest gap of these [USD].
        outcome: How it ended.
        stepped: How often in a row what was expected was too low.
        farther: How often the figure was multiplied.
    """

    without: float
    low: float
    high: float
    scale: float
    expected: float = math.nan
    solves: int = 1
    gap_usd: float = 0.0
    outcome: str = ""
    stepped: int = 0
    farther: int = 0

    @property
    def narrow(self) -> bool:
        """Whether the bracket is narrow enough."""
        return math.isfinite(self.high) and self.high - self.low <= max(NARROW * self.high, TINY * self.scale)

    def expect(self, cost: float, reading: Reading) -> None:
        """Takes in a plan that has it: at which figure would it cost what the best one without costs?"""
        self.expected = (reading.paid + self.without - cost) / reading.worth if reading.worth > 0 else math.nan

    def next(self) -> float:
        """The figure to try next."""
        above, below = (four_digits(self.expected * (1 + aside)) for aside in (ASIDE, -ASIDE))
        if math.isnan(self.low):
            return below if 0.0 < below < self.high else 0.0
        if math.isinf(self.high):
            if above > self.low and self.stepped < 2:
                return above
            self.farther, self.stepped = self.farther + 1, 0
            return four_digits(FARTHER * max(self.low, self.scale))
        if self.stepped < 2 and self.low < above < self.high:
            return above
        if self.low < below < self.high:
            return below
        self.stepped = 0
        return four_digits((self.low + self.high) / 2)

    def take(self, figure: float, cost: float, reading: Reading) -> None:
        """Takes in what a plan has at a figure; one that costs more than the best without it is not the best."""
        if reading.had and cost <= self.without * (1 + (SAME if self.without > 0 else -SAME)):
            self.stepped += 1
            self.low = figure
            self.expect(cost, reading)
        else:
            self.high = figure
            if math.isnan(self.low):
                self.expected = 0.0

    def end(self) -> str:
        """How it ended, if it has; empty: it goes on."""
        if math.isnan(self.low):
            return NEVER if self.high <= 0 else ""
        if self.narrow:
            return BRACKETED
        if math.isinf(self.high) and self.farther >= MOST_FARTHER:
            return STILL_IN
        return OPEN if self.solves >= MOST_SOLVES else ""


@dataclass(frozen=True, eq=False)
class Trial:
    """How a case with another figure is solved.

    Attributes:
        options: Of each solve.
        progress: Called with reports as they come.
    """

    options: SolverOptions
    progress: Callable[[Progress], None] | None

    def at(self, knob: Knob, figure: float) -> tuple[Status, float, float, Reading]:
        """How the solve ended at a figure, cost and gap in USD, and what the plan has.

        Raises:
            NoPlanError: It was interrupted, or a rule cannot be kept whatever is decided.
        """
        status, cost, gap, reading = self.solved(load(knob.turned(figure), progress=self.progress), knob)
        return status, cost, gap, replace(reading, paid=reading.worth * figure)

    def solved(self, loaded: LoadedCase, knob: Knob) -> tuple[Status, float, float, Reading]:
        """The same of a model as it is held now."""
        found = loaded.handle.solve(self.options, progress=self.progress)
        stop_if_interrupted(loaded.case, found)
        cost = math.nan if found.objective is None else found.objective
        bound = -math.inf if found.bound is None else found.bound
        return found.status, cost, cost - bound, knob.reading(loaded.model)


@dataclass(frozen=True, eq=False)
class Asked:
    """What a break-even is asked of, where the plan of least cost stands on the variables.

    Attributes:
        knob: What is turned.
        now: What that plan has of it.
        other: What holds the model to the opposite.
    """

    knob: Knob
    now: Reading
    other: Force

    @classmethod
    def of(cls, loaded: LoadedCase, knob: Knob) -> Asked:
        """What is asked of a model that is solved.

        Raises:
            InputError: It can never be in a plan.
        """
        now = knob.reading(loaded.model)
        part = Part(NOT if now.had else WITH, knob.part.kind, knob.part.name)
        return cls(knob, now, force(loaded, part))


def break_even(loaded: LoadedCase, trial: Trial, asked: Asked, base: Answer) -> tuple[Any, ...]:
    """The row of a break-even: what is known of it when the search ends.

    Args:
        loaded: The model of the case as it is.
        trial: How cases are solved.
        asked: What is asked.
        base: The plan of least cost.

    Raises:
        NoPlanError: The study was interrupted.
    """
    knob, now = asked.knob, asked.now
    with held(loaded, [asked.other], f"break-even {knob.text}"):
        status, cost, gap, reading = trial.solved(loaded, knob)
    search = begun(asked, base, status, cost, reading)
    if status.has_plan:
        search.gap_usd = max(gap, base.cost - base.bound)
    while not search.outcome:
        figure = search.next()
        status, cost, gap, reading = trial.at(knob, figure)
        search.solves += 1
        if status.has_plan:
            search.gap_usd = max(search.gap_usd, gap)
            search.take(figure, cost, reading)
        search.outcome = search.end() if status.has_plan else str(status)
    return (
        *(knob.text, knob.called, knob.quantity, knob.unit, knob.least, knob.most, now.had),
        *(search.low, math.nan if math.isinf(search.high) else search.high),
        *(search.outcome, search.solves, search.gap_usd),
    )


def begun(asked: Asked, base: Answer, status: Status, cost: float, reading: Reading) -> Search:
    """What is known once the opposite of the plan of least cost was solved."""
    knob = asked.knob
    scale = max(1.0, knob.most)
    if asked.now.had:
        search = Search(without=cost, low=knob.least, high=math.inf, scale=scale)
        search.expect(base.cost, asked.now)
    else:
        search = Search(without=base.cost, low=math.nan, high=knob.most, scale=scale)
        search.expect(cost, reading)
    if status == Status.INFEASIBLE:
        search.outcome = NO_PLAN_WITHOUT if asked.now.had else NO_PLAN_WITH
    elif not status.has_plan:
        search.outcome = str(status)
    else:
        search.outcome = search.end()
    return search
