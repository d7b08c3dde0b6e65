"""Checks of rules on concentration: an HHI is above 0 and at most 10 000, of groups that share no tonne."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.case.reading import Reading, given
from model.case.records import Origin, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.errors import Issue

WHOLE = 10_000
OVERLAPPING = ("tag", "chokepoint")


def concentration_issues(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """Everything that does not fit in a rule on concentration."""
    if row["kind"] != "hhi":
        return
    if row["per"] in OVERLAPPING:
        message = "may count a tonne for several groups, whose shares then do not add up to one"
        yield origin.issue("rules", "per", row["per"], message, "Write place, owner, supplier or route.")
    for limit in [row["limit"], *reading.changing.get(("rules", row["rule"], "limit"), [])]:
        if given(limit) and not 1 < limit <= WHOLE:
            message = "is not above 1 and at most 10,000, as an HHI is"
            hint = f"Write {limit * WHOLE:.12g} for {limit:g} of 1." if 0 < limit <= 1 else "Write 2500, say."
            yield origin.issue("rules", "limit", f"{limit:g}", message, hint)
