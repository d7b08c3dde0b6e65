"""What a caller hears while the solver works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One report from a running solve.

    Attributes:
        stage: `compile`, `LP`, `MIP` or `prices` (the LP that gives a mixed-integer plan its shadow prices).
        seconds: Time since the solve was called.
        incumbent: Objective of the best plan so far in units of the objective (USD), or None.
        bound: No plan can cost less than this (USD), or None while nothing is known.
        gap: Relative distance of the two, or None.
    """

    stage: str
    seconds: float
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None
