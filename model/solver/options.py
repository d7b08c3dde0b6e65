"""What a caller may ask of the solver."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.errors import OrefolioError


@dataclass(frozen=True, kw_only=True)
class SolverOptions:
    """How far and how long to solve.

    Attributes:
        gap: Relative gap between the plan and the best bound at which a mixed-integer solve ends.
        time_limit: Seconds for the solve, or None for no limit.
        threads: Threads that HiGHS may use; 1 gives the same plan on every run.
        seed: Random seed of HiGHS.

    Raises:
        OrefolioError: An option is out of range.
    """

    gap: float = 1e-3
    time_limit: float | None = None
    threads: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.gap) and self.gap >= 0):
            raise OrefolioError(f"gap must be 0 or more, a fraction such as 0.001; it is {self.gap}.")
        if self.time_limit is not None and not self.time_limit > 0:
            raise OrefolioError(f"time_limit must be more than 0 seconds; it is {self.time_limit}.")
        if self.threads < 1:
            raise OrefolioError(f"threads must be 1 or more; it is {self.threads}.")
        if not 0 <= self.seed < 2**31:
            raise OrefolioError(f"seed must be a whole number from 0 to 2147483647; it is {self.seed}.")
