"""Checks of project finance: the money of a project is all of it, and only what is lent is repaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue

_ROUNDING = 1e-9


def finance_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the table of project finance."""
    totals: dict[str, float] = defaultdict(float)
    last: dict[str, tuple[Origin, Row]] = {}
    for origin, row in reading.rows("project_finance"):
        totals[row["project"]] += row["share"]
        last[row["project"]] = (origin, row)
        yield from _repaid(origin, row)
    misspelt = totals.keys() - reading.keys("projects")
    if misspelt or not reading.whole("project_finance"):
        return
    for project, total in totals.items():
        if abs(total - 1) > _ROUNDING:
            origin, row = last[project]
            message = f"brings the money of {project} to {total:.12g} of its capital"
            hint = "The shares of a project add up to 1."
            yield origin.issue("project_finance", "share", f"{row['share']:g}", message, hint)


def _repaid(origin: Origin, row: Row) -> Iterator[Issue]:
    """A bank is repaid, a partner may be, own and public money is not."""
    money = row["money"]
    if money == "bank" and not given(row["rate"]):
        message = "is empty, but a bank is repaid with interest"
        yield origin.issue("project_finance", "rate", "", message, "Write its rate, such as 0.06.")
    for column in ("rate", "term_years"):
        if money in ("own", "public") and given(row[column]):
            message, hint = f"has no meaning for {money} money, which is not repaid", "Leave the cell empty."
            yield origin.issue("project_finance", column, f"{row[column]:g}", message, hint)
    if money == "partner" and given(row["term_years"]) and not given(row["rate"]):
        message = "has no meaning for a partner without a rate, who is paid nothing"
        hint = "Write a rate, or leave the cell empty."
        yield origin.issue("project_finance", "term_years", f"{row['term_years']:g}", message, hint)
