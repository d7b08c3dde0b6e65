"""Whose money builds projects, and what is repaid of it when: known before the solve, by block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.case.rows import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.case import Case


@dataclass(frozen=True)
class Loan:
    """Money that is repaid in equal payments at the start of each calendar year from the decision on.

    Attributes:
        project: What it builds.
        share: Its share of the capital.
        rate: Yearly interest.
        term: Years over which it is repaid.
    """

    project: str
    share: float
    rate: float
    term: int

    @property
    def payment(self) -> float:
        """The yearly payment, as a share of the money lent."""
        return 1.0 / sum((1 + self.rate) ** -s for s in range(self.term))

    def due(self, decided: int, years: Iterable[int]) -> list[int]:
        """Those of some calendar years in which a payment on what was decided in a year is due."""
        return [year for year in years if decided <= year < decided + self.term]

    def left(self, decided: int, end: int) -> float:
        """What is owed still at the start of a calendar year, as a share of the money lent."""
        later = range(max(end, decided), decided + self.term)
        return self.payment * sum((1 + self.rate) ** -(year - end) for year in later)


def money_shares(case: Case, money: str) -> dict[str, float]:
    """The share of each project's capital that is of one kind of money; a project that says nothing has its own."""
    rows = case.rows("project_finance")
    told = {row.project for row in rows}
    shares = {j: float(money == "own" and j not in told) for j in case.filled("projects")["project"]}
    return shares | {row.project: row.share for row in rows if row.money == money}


def loans(case: Case) -> tuple[Loan, ...]:
    """The money that is repaid: that of banks, and of partners who have a rate."""
    lifetime = case.filled("projects").set_index("project")["lifetime_years"].astype(int).to_dict()
    return tuple(
        Loan(row.project, row.share, row.rate, whole(row.term_years) or lifetime[row.project])
        for row in case.rows("project_finance")
        if row.rate >= 0
    )
