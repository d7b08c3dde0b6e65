"""What agreements improve, without the model: by how much an indicator of a subject gets better, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.agreed import Effect, joinings, standings
from model.case.rows import whole

if TYPE_CHECKING:
    from model.case import Case

ImprovementKey = tuple[str, str, str, str]
"""Agreement, kind of subject, subject, indicator."""
EXACT = 1e-9
"""Of what is missing to a limit: less than that is the rounding of a sum."""


def improvements(case: Case) -> dict[ImprovementKey, Effect]:
    """What each agreement improves; the value of an effect is by how much in the end, in the indicator's unit."""
    return {
        (row.agreement, row.subject_kind, row.subject, row.indicator): Effect(
            row.improvement, int(row.lag_years), int(row.ramp_up_years), whole(row.deadline_year)
        )
        for row in case.rows("agreement_indicators")
    }


def steps_of(effect: Effect) -> int:
    """In how many equal steps an improvement comes."""
    return max(1, effect.ramp)


def reached_by(case: Case) -> dict[tuple[ImprovementKey, int, int], list[int]]:
    """The joinings with which each (improvement, step) is where it has come to, by year.

    An improvement comes in as many steps as its ramp has years; its lag, and the year of joining, say when.
    """
    joined = joinings(case)
    found: dict[tuple[ImprovementKey, int, int], list[int]] = {}
    for key, effect in improvements(case).items():
        for g, s, t in standings(case):
            step = round(effect.share(joined[g, s], t) * steps_of(effect)) if g == key[0] else 0
            if step:
                found.setdefault((key, step, t), []).append(s)
    return found


def furthest(case: Case) -> dict[tuple[ImprovementKey, int], float]:
    """How far each improvement could have come at most in each year [fraction]."""
    found: dict[tuple[ImprovementKey, int], float] = {}
    known = improvements(case)
    for key, step, t in reached_by(case):
        found[key, t] = max(found.get((key, t), 0.0), step / steps_of(known[key]))
    return found


def sufficient(
    amounts: dict[tuple[ImprovementKey, int], float], lacking: float
) -> dict[tuple[ImprovementKey, int], float]:
    """What each step of some improvements does for what is lacking to a limit, as a share of it.

    No more than all of it counts, and nothing of a step that would not do even with the most of all others.

    Args:
        amounts: By how much a subject is better at each step of each improvement.
        lacking: By how much it falls short of the limit, without any.

    Returns:
        Shares by (improvement, step); none where all of them together would not do.
    """
    most: dict[ImprovementKey, float] = {}
    for (key, _), amount in amounts.items():
        most[key] = max(most.get(key, 0.0), amount)
    enough, whole_of_it = lacking * (1 - EXACT), sum(most.values())
    return {
        (key, step): 1.0 if amount >= enough else amount / lacking
        for (key, step), amount in amounts.items()
        if amount + whole_of_it - most[key] >= enough
    }
