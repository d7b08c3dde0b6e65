"""The least and the most of many totals in the plans that cost little more than the best one.

Most ends of a range need no search. A plan that was found for one total says something of all others; what single rows
of the model limit, and what its relaxation as a linear program comes to, prove how far a total can go. Only where
neither a plan nor a proof goes far enough is there a search of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from model.solver.extremes import least_of, tightened
from model.studies.pool import Found, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from model.solver.compile import Floats

ROUGH = 1e-2
"""Gap of searches in which many totals shall be large, or small, at once."""
ROUNDS = 2
"""Such searches, each for what those before it did not reach."""
SETTLED = 100.0
"""Gaps of the solver within which an end of a range counts as found."""
SEARCHES = 30
"""Ends of ranges that are searched for at most, of each tolerance; of others what was found and proven is told."""
SMALL, SMALL_PART = 1e-3, 1e-4
"""What counts as nothing: 1 kg (a year), or this part of the most that there can be."""
ROUNDING = 1e-6
"""Of the width of a range: what is closer to a bound is the solver's rounding."""


@dataclass(eq=False)
class Ranging(Pool):
    """The plans that were found of a loaded case, asked for the ends of ranges.

    `counts` has, beside `searches`, `relaxed` (linear programs without whole numbers), `held` (linear programs with the
    whole numbers of a plan), and `settled`: ends that needed neither, nor a search.

    Attributes:
        nothing: What of each group counts as nothing, once ranges are known.
        searches: How many ends to search for at most, of each tolerance.
        anchors: The plans whose whole numbers are held to look for others near.
    """

    nothing: Floats = field(default_factory=lambda: np.zeros(0))
    searches: int = SEARCHES
    anchors: list[Found] = field(default_factory=list)

    def ranges(self, tolerances: Sequence[float], step: Callable[[str], None]) -> dict[float, tuple[Floats, Floats]]:
        """How far each end is reached, and how far it can go at most, in plans of each tolerance, from tight to loose.

        Args:
            tolerances: By how much plans may cost more than the best, as fractions of its cost, from tight to loose.
            step: Called with what comes next.
        """
        tight, loose = tolerances[0], tolerances[-1]
        limits = self.rounded(least_of(self.rows, *tightened(self.extremes.program)) + self.constants)
        width = self.width(limits)
        step("plans that build and sign as much as can be, and as little")
        self.anchors = [self.plans[0]]
        self.extremes.set_ceiling(self.ceiling(tight))
        self.search_together(tight, limits, width)
        step("how far each decision could go, whole numbers or not")
        self.extremes.set_ceiling(self.ceiling(loose))
        most = self.relax(limits, self.unsettled(tight, limits, width))
        self.nothing = what_is_nothing(-most[len(self.groups) :])
        found: dict[float, tuple[Floats, Floats]] = {}
        for within in tolerances:
            step(f"least and most within {100 * within:g} % of the cost")
            self.extremes.set_ceiling(self.ceiling(within))
            found[within] = self.range_within(within, most, width)
        return {within: (self.reached(within), bounds) for within, (_, bounds) in found.items()}

    def width(self, limits: Floats) -> Floats:
        """How wide each range is at most, as far as rows limit it; elsewhere what the best plan has, at least 1."""
        half = len(self.groups)
        wide = -limits[half:] - limits[:half]
        wide = np.where(np.isfinite(wide), wide, np.maximum(1.0, np.abs(self.plans[0].totals)))
        width: Floats = np.tile(np.maximum(wide, ROUNDING), 2)
        return width

    def rounded(self, bounds: Floats) -> Floats:
        """Bounds of whole numbers, made whole."""
        whole = np.tile([group.whole for group in self.groups], 2)
        rounded: Floats = np.where(whole, np.ceil(bounds - ROUNDING), bounds)
        return rounded

    def unsettled(self, within: float, bounds: Floats, width: Floats) -> NDArray[np.bool_]:
        """The ends that no plan reaches as far as they might go."""
        reached = self.reached(within)
        short: NDArray[np.bool_] = reached - bounds > np.maximum(ROUNDING * width, self.gap * np.abs(reached))
        return short

    @property
    def gap(self) -> float:
        """Of what is reached: an end is found where no more than this is left to where it could go at most."""
        return SETTLED * self.extremes.gap

    def search_together(self, within: float, bounds: Floats, width: Floats) -> None:
        """Searches for plans that build and sign as much as can be at once, then as little: others are sought near."""
        half = len(self.groups)
        whole = np.tile([group.whole for group in self.groups], 2)
        for ends in (slice(half, 2 * half), slice(half)):
            for _ in range(ROUNDS):
                asked = np.arange(2 * half)[ends][(whole & self.unsettled(within, bounds, width))[ends]]
                known = len(self.plans)
                if len(asked):
                    self.search(sum(self.expression(end) / width[end] for end in asked), self.plans[0], gap=ROUGH)
                self.anchors += self.plans[known:]

    def relax(self, bounds: Floats, asked: NDArray[np.bool_]) -> Floats:
        """Bounds of some ends, raised to those of the relaxation."""
        raised = bounds.copy()
        for end in np.flatnonzero(asked):
            self.heard()
            self.counts["relaxed"] += 1
            raised[end] = max(raised[end], self.extremes.relaxed(self.rows[end]) + self.constants[end])
        return self.rounded(raised)

    def range_within(self, within: float, most: Floats, width: Floats) -> tuple[Floats, Floats]:
        """How far each end is reached and can go within a tolerance, given how far it can go in a looser one."""
        asked = self.unsettled(within, most, width)
        self.counts["settled"] += int((~asked).sum())
        bounds = self.relax(most, asked)
        for end in np.flatnonzero(asked).tolist():
            for anchor in [plan for plan in self.anchors if plan.cost <= self.ceiling(within)]:
                if self.unsettled(within, bounds, width)[end]:
                    self.heard()
                    self.counts["held"] += 1
                    self.take(self.extremes.near(self.rows[end], anchor.point))
        for end in self.by_need(within, bounds, width)[: self.searches]:
            if self.unsettled(within, bounds, width)[end]:
                proven = self.search(self.expression(end), self.farthest(within, end), gap=self.gap)
                bounds[end] = max(bounds[end], proven)
        return self.reached(within), self.rounded(bounds)

    def by_need(self, within: float, bounds: Floats, width: Floats) -> list[int]:
        """The ends that are not settled: those on which a verdict hangs first, then by how much of a range is open."""
        reached = self.reached(within)
        edge = np.concatenate([self.nothing, -self.nothing])
        hangs = (reached > edge) & (bounds <= edge)
        order = np.lexsort((-(reached - bounds) / width, ~hangs))
        short = self.unsettled(within, bounds, width)
        return [int(end) for end in order if short[end]]


def what_is_nothing(most: Floats) -> Floats:
    """What of each group counts as nothing, by the most that there can be."""
    nothing: Floats = np.maximum(SMALL, SMALL_PART * np.where(np.isfinite(most), most, 0.0))
    return nothing
