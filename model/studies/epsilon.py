r"""The augmented ε-constraint method: efficient points of a linear or mixed-integer model under two or more metrics.

The first metric is minimised while each other is kept below ε, which walks over a grid from its worst efficient value
to its best. What is minimised has a small part of the others in it, so that no point found is dominated:

$$ \min f_1 + \delta \, r_1 \sum_{k \ge 2} 10^{2-k} \frac{f_k - f_k^*}{r_k}
   \quad \text{where} \quad f_k \le \varepsilon_k $$

f_k^* is the best of metric k and r_k its range over the lexicographic extremes (the payoff table); a metric of which
more is better enters with the other sign. Where ε leaves more room than a step of the grid, the steps that would find
the same point are skipped; where there is no point, none that asks for more is tried.

Source: G. Mavrotas, K. Florios, An improved version of the augmented ε-constraint method (AUGMECON2) for finding the
exact Pareto set in multi-objective integer programming problems, Applied Mathematics and Computation 219 (2013).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.solver import Status
from model.studies.weighed import Level, Metric, loosened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from model.solver import Handle, Solution
    from model.studies.weighed import Solve

AUGMENT = 1e-4
"""Share of the range of the first metric that all others together weigh in what is minimised."""
SAME = 1e-6
"""Part of a range below which two values are the same."""

Weighed = Metric | Level


@dataclass(frozen=True, eq=False)
class Point:
    """An efficient point, whose values stand on the model's variables until the next is asked for.

    Attributes:
        values: Of each metric, by name.
        limits: What each metric but the first comes to at most (at least, if more is better), by name: its value,
            loosened by the solver's tolerance.
        bound: No plan within these limits has the first metric better than this.
        solution: How it was found; its objective has a small part of the other metrics in it.
    """

    values: Mapping[str, float]
    limits: Mapping[str, float]
    bound: float
    solution: Solution


@dataclass(frozen=True)
class Span:
    """The efficient values of a metric, turned so that less is better.

    Attributes:
        best: The least.
        worst: The most, over the lexicographic extremes.
    """

    best: float
    worst: float

    @property
    def length(self) -> float:
        """How far apart they are; 1 where they are not."""
        return self.worst - self.best or 1.0

    def at(self, share: float) -> float:
        """The value that lies a share of the way from the worst to the best, loosened by the solver's tolerance."""
        return loosened(self.worst - share * (self.worst - self.best))


@dataclass(frozen=True, eq=False)
class Limited:
    """A metric that is kept below a limit.

    Attributes:
        metric: The metric.
        span: Its efficient values.
        weight: What one of it weighs in what is minimised; nothing of a level.
    """

    metric: Weighed
    span: Span
    weight: float

    @property
    def part(self) -> Any:
        """Its small part of what is minimised; none of a level, which has no expression."""
        return self.weight * (self.metric.turned - self.span.best) if self.metric.turned is not None else 0.0

    def room(self, values: Mapping[str, float], limit: float, steps: int) -> int:
        """Over how many further steps of its limit a point would stand; none where there is no point."""
        if not values:
            return 0
        spare = limit - self.metric.sign * values[self.metric.name]
        return max(0, math.floor(spare / self.span.length * steps))


class Frontier:
    """The efficient points of a loaded model under several metrics."""

    def __init__(self, handle: Handle, metrics: Sequence[Weighed], solve: Solve) -> None:
        """Take a model and what is weighed.

        Args:
            handle: The loaded model.
            metrics: Two or more; the first, an expression, is the one that is minimised.
            solve: Solves what is loaded.
        """
        self._handle = handle
        self._metrics = tuple(metrics)
        self._solve = solve
        for metric in self._metrics:
            metric.begin(handle)

    def payoff(self) -> tuple[Mapping[str, float], ...]:
        """The lexicographic extremes: each metric at its best in turn, then the next ones in a circle.

        Returns:
            For each metric, in order, the values of all of them, by name.

        Raises:
            NoPlanError: There is no plan, or none was found in time.
        """
        return tuple(self._extreme(first) for first in range(len(self._metrics)))

    def _extreme(self, first: int) -> Mapping[str, float]:
        for metric in (*self._metrics[first:], *self._metrics[:first]):
            if isinstance(metric, Metric) or metric is self._metrics[first]:
                metric.keep(self._handle, loosened(metric.improve(self._handle, self._solve)))
        values = self._values()
        self._release()
        return values

    def points(self, steps: int, payoff: Sequence[Mapping[str, float]]) -> Iterator[Point]:
        """The efficient points of a grid over the spans of all metrics but the first.

        Args:
            steps: Into how many parts each span is cut.
            payoff: The lexicographic extremes.

        Yields:
            Each point once, as it is found.
        """
        spans = [span_of(metric.name, metric.sign, payoff) for metric in self._metrics]
        others = [
            Limited(
                metric, span, AUGMENT * spans[0].length * 10.0**-k / span.length if metric.turned is not None else 0.0
            )
            for k, (metric, span) in enumerate(zip(self._metrics[1:], spans[1:], strict=True))
        ]
        self._handle.minimise(self._metrics[0].turned + sum(own.part for own in others))
        seen: list[Mapping[str, float]] = []
        grid = Grid([0] * len(others), steps)
        while not grid.is_done:
            limits = [own.span.at(place / steps) for own, place in zip(others, grid.places, strict=True)]
            solution = self._solved(others, limits)
            if solution.status == Status.INFEASIBLE:
                grid.leave()
                continue
            values = self._values() if solution.status.has_plan else {}
            grid.advance(others[0].room(values, limits[0], steps))
            if values and not any(self._same(values, other, spans) for other in seen):
                seen.append(values)
                yield self._point(values, others, solution)
        self._release()
        self._handle.minimise()

    def _solved(self, others: Sequence[Limited], limits: Sequence[float]) -> Solution:
        for own, limit in zip(others, limits, strict=True):
            own.metric.keep(self._handle, limit)
        return self._solve()

    def _point(self, values: Mapping[str, float], others: Sequence[Limited], solution: Solution) -> Point:
        reached = {own: loosened(own.metric.sign * values[own.metric.name]) for own in others}
        most = sum(own.weight * (reached[own] - own.span.best) for own in others)
        bound = -math.inf if solution.bound is None else solution.bound - most
        limits = {own.metric.name: own.metric.sign * limit for own, limit in reached.items()}
        return Point(values, limits, self._metrics[0].sign * bound, solution)

    def _same(self, one: Mapping[str, float], other: Mapping[str, float], spans: Sequence[Span]) -> bool:
        pairs = zip(self._metrics, spans, strict=True)
        return all(abs(one[own.name] - other[own.name]) <= SAME * span.length for own, span in pairs)

    def _values(self) -> Mapping[str, float]:
        return {metric.name: metric.value for metric in self._metrics}

    def _release(self) -> None:
        for metric in self._metrics:
            metric.release(self._handle)


class Grid:
    """Where a walk over a grid stands: a place from 0 to `steps` for each metric that is limited, the first fastest."""

    def __init__(self, places: list[int], steps: int) -> None:
        """Begin at some places."""
        self.places = places
        self.steps = steps
        self.is_done = False

    def advance(self, skipped: int) -> None:
        """Goes on, the first metric by one step and those that are skipped."""
        ahead = next((k for k, place in enumerate(self.places) if place < self.steps), None)
        if ahead is None:
            self.is_done = True
            return
        self.places[ahead] = min(self.places[ahead] + (1 + skipped if ahead == 0 else 1), self.steps)
        self.places[:ahead] = [0] * ahead

    def leave(self) -> None:
        """Goes on where there is no point: nothing that asks for as much of what is asked for now, or more, has one."""
        asked = next((k for k, place in enumerate(self.places) if place), len(self.places) - 1)
        self.places[: asked + 1] = [self.steps] * (asked + 1)
        self.advance(0)


def span_of(name: str, sign: int, payoff: Sequence[Mapping[str, float]]) -> Span:
    """Between the best and the worst of a metric over the lexicographic extremes, turned by its sign."""
    values = [sign * row[name] for row in payoff]
    return Span(min(values), max(values))
