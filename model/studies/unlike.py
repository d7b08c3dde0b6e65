"""The plans most unlike each other, of those that cost little more than the best one.

They are made by hop, skip and jump (E. D. Brill, S.-Y. Chang and L. D. Hopkins, Modeling to Generate Alternatives: The
HSJ Approach and an Illustration Using a Problem in Land Use Planning, Management Science 28(3), 1982, 221-235; for
energy systems J. F. DeCarolis, Energy Economics 33(2), 2011, 145-152, https://doi.org/10.1016/j.eneco.2010.05.002):
each plan uses as little as it can of all that the plans before it use. Of these, and of all plans that were found on
the way, one is taken after the other that is farthest from those taken before (T. F. Gonzalez, Clustering to minimize
the maximum intercluster distance, Theoretical Computer Science 38, 1985, 293-306,
https://doi.org/10.1016/0304-3975(85)90224-5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.solver.compile import Floats
    from model.studies.pool import Found, Pool

GAP = 1e-2
"""Gap of the searches: what they minimise is a means and no answer."""
ALIKE = 1e-3
"""Distance below which plans are alike."""


def hop(asked: Pool, within: float, number: int, nothing: Floats) -> None:
    """Adds plans, each of which uses as little as it can of the groups that those before it use.

    Args:
        asked: The plans that were found, with the ceiling at the tolerance.
        within: The tolerance.
        number: How many plans to add.
        nothing: What of each group counts as nothing.
    """
    width = widths(asked, within)
    made = [asked.plans[0]]
    for _ in range(number):
        used = np.flatnonzero((np.array([plan.totals for plan in made]) > nothing).any(axis=0) & (width > nothing))
        if not len(used):
            return
        known = len(asked.plans)
        asked.search(sum(asked.groups[place].total / width[place] for place in used.tolist()), made[-1], gap=GAP)
        if len(asked.plans) == known or distances(asked.plans[-1], made, width, nothing).min() < ALIKE:
            return
        made.append(asked.plans[-1])


def most_unlike(asked: Pool, within: float, number: int, nothing: Floats) -> list[tuple[Found, float, float]]:
    """The plans that are farthest from each other, the best plan first.

    Returns:
        Of each plan its distance from the best one, and from the nearest of those before it.
    """
    width = widths(asked, within)
    known = asked.within(within)
    taken = [known[0]]
    nearest = distances(known[0], known, width, nothing)
    from_best = nearest.copy()
    found = [(known[0], 0.0, 0.0)]
    for _ in range(number):
        place = int(np.argmax(np.round(nearest, 6)))
        if nearest[place] < ALIKE:
            break
        taken.append(known[place])
        found.append((known[place], float(from_best[place]), float(nearest[place])))
        nearest = np.minimum(nearest, distances(known[place], known, width, nothing))
    return found


def widths(asked: Pool, within: float) -> Floats:
    """How wide the range of each group is in the plans that were found."""
    totals = asked.totals(within)
    width: Floats = totals.max(axis=0) - totals.min(axis=0)
    return width


def distances(plan: Found, others: list[Found], width: Floats, nothing: Floats) -> Floats:
    """How far a plan is from others: how far apart their totals are, as parts of their ranges, on average over groups.

    Groups that all plans have alike count for nothing, so that 1 is as far as can be.
    """
    varied = width > nothing
    if not varied.any():
        return np.zeros(len(others))
    totals = np.array([other.totals[varied] for other in others])
    apart: Floats = (np.abs(totals - plan.totals[varied]) / width[varied]).mean(axis=1)
    return apart
