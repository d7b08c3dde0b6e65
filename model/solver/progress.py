"""What a caller hears while the solver works."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.solver.outcome import relative_gap


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One report from a running solve.

    Attributes:
        stage: `compile`, `LP`, `MIP` or `prices` (the LP that gives a mixed-integer plan its shadow prices).
        seconds: Time since the solve was called.
        incumbent: Objective of the best plan so far in units of the objective (USD), or None.
        bound: No plan can cost less than this (USD), or None while nothing is known.
        gap: Relative distance of the two, or None.
        round: Of several solves, each with more tangents of cones, which one it is; 0 where there is only one.
    """

    stage: str
    seconds: float
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None
    round: int = 0


def report_of(stage: str, seconds: float, incumbent: float, bound: float, money: float) -> Progress:
    """A report from what a search tells.

    Args:
        stage: What is run.
        seconds: Time since the solve was called.
        incumbent: In scaled money; infinite while there is none.
        bound: Likewise.
        money: What one of it means.
    """
    found, bounded = math.isfinite(incumbent), math.isfinite(bound)
    return Progress(
        stage=stage,
        seconds=seconds,
        incumbent=incumbent * money if found else None,
        bound=bound * money if bounded else None,
        gap=relative_gap(incumbent, bound) if found and bounded else None,
    )
