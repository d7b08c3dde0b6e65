"""What is exported of a plan: the summary, the assumptions, and every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.plan import Plan

FIRST = ("kpis", "costs", "rules")
"""The frames that are read first."""


def sheets(plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    """The name and the frame of each sheet, in the order in which they are read."""
    yield "summary", pd.DataFrame({"summary": plan.summary.splitlines()}, dtype="str")
    yield "assumptions", pd.DataFrame({"assumption": plan.assumptions}, dtype="str")
    for name in (*FIRST, *(name for name in plan.frames if name not in FIRST)):
        yield name, plan.frames[name]
