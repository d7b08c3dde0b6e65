"""What comes back from a solve, beside the values on the variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.solver.scaling import Ranges
from model.solver.status import Status


@dataclass(frozen=True, kw_only=True)
class Solution:
    """How a solve ended; the values stand on the variables of the model where `status.has_plan`.

    Attributes:
        status: How it ended.
        objective: Objective of the plan (USD), or None without a plan.
        bound: Proven lower bound of the objective (USD); for an LP solved to the end, the objective itself.
        gap: Relative gap between the two, or None.
        seconds: Wall-clock time of the call, compiling included.
        rows: Constraint rows handed to HiGHS (a constraint with two bounds is two rows).
        columns: Variables handed to HiGHS; fixed and unused ones are not.
        entries: Nonzero coefficients of the rows.
        integers: Integer columns.
        ranges: Smallest and largest magnitudes after scaling.
        duals: By constraint, the rise of the objective per unit of rise of the right-hand side, in original
            units (USD per unit of the row); for a mixed-integer model with the integers held at their values.
            None where there are none.
        message: One sentence on an ending that the status alone does not explain, or empty.
    """

    status: Status
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    rows: int
    columns: int
    entries: int
    integers: int
    ranges: Ranges
    duals: Mapping[Any, float] | None
    message: str = ""
