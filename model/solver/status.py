"""How a solve ended."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a solve ended, in words that can be shown as they are."""

    OPTIMAL = "optimal"
    """The plan is proven to be within the gap that was asked for."""
    TIME_LIMIT = "time limit, with a plan"
    TIME_LIMIT_NO_PLAN = "time limit, without a plan"
    INTERRUPTED = "interrupted, with a plan"
    INTERRUPTED_NO_PLAN = "interrupted, without a plan"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    NUMERICAL_TROUBLE = "numerical trouble"
    OUT_OF_MEMORY = "out of memory"
    REJECTED = "rejected by the certificate"
    """Never given by the solver: the independent recomputation of the plan found an error."""

    @property
    def has_plan(self) -> bool:
        """Whether a plan exists that keeps every constraint."""
        return self in {Status.OPTIMAL, Status.TIME_LIMIT, Status.INTERRUPTED}
