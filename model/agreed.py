"""What agreements say, without the model: when each can be joined and left, and how far its effects have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.records import split_list
from model.case.rows import whole

if TYPE_CHECKING:
    from model.case import Case

EffectKey = tuple[str, str, str, str]
"""Agreement, effect, kind of target, target."""
FOREVER = 10_000
"""Years of a term that has no end."""


@dataclass(frozen=True)
class Effect:
    """What an agreement does to one target.

    Attributes:
        value: Capacity [t/yr] or availability [fraction] at full effect; 1 for an unlock.
        lag: Years from joining until it begins.
        ramp: Years from then to full effect.
        deadline: Last year of joining for it; None: whenever.
    """

    value: float
    lag: int = 0
    ramp: int = 0
    deadline: int | None = None

    def share(self, joined: int, year: int) -> float:
        """How far it has come in a year, of an agreement joined in another: 0 to 1."""
        if self.deadline is not None and joined > self.deadline:
            return 0.0
        return stepped(year - joined - self.lag, self.ramp)


def stepped(age: int, ramp_up_years: int) -> float:
    """The share of full effect so many years after the beginning."""
    return min(1.0, (age + 1) / max(1, ramp_up_years)) if age >= 0 else 0.0


def joinings(case: Case) -> dict[tuple[str, int], int]:
    """The (agreement, planning year) in which it can be joined, with the year from which it is then in force.

    A committed one is decided before the horizon: its decision stands in the first planning year, and it is in force
    from its own first year.
    """
    found = {}
    for row in case.rows("agreements"):
        first, last, condition = (whole(cell) for cell in (row.first_year, row.last_year, row.condition_year))
        if row.status == "committed":
            found[row.agreement, case.years[0]] = case.years[0] if first is None else first
            continue
        start = max(year for year in (first, condition, case.years[0]) if year is not None)
        for t in case.years:
            if t >= start and (last is None or t <= last):
                found[row.agreement, t] = t
    return found


def standings(case: Case) -> list[tuple[str, int, int]]:
    """The (agreement, joining, year) in which it is in force unless it has been left."""
    terms = {row.agreement: whole(row.term_years) or FOREVER for row in case.rows("agreements")}
    return [
        (g, s, t) for (g, s), joined in joinings(case).items() for t in case.years if joined <= t < joined + terms[g]
    ]


def leavings(case: Case) -> list[tuple[str, int, int]]:
    """The (agreement, joining, year) in which it can be left: after its least years, within its term."""
    least = {row.agreement: whole(row.least_years) for row in case.rows("agreements")}
    joined = joinings(case)
    return [
        (g, s, t)
        for g, s, t in standings(case)
        if (years := least[g]) is not None and t >= joined[g, s] + max(1, years)
    ]


def effects(case: Case) -> dict[EffectKey, Effect]:
    """The effects, and the contracts that name an agreement as the unlocks that they are."""
    found = {
        (row.agreement, row.effect, row.target_kind, row.target): Effect(
            1.0 if row.effect == "unlock" else row.value,
            int(row.lag_years),
            int(row.ramp_up_years),
            whole(row.deadline_year),
        )
        for row in case.rows("agreement_effects")
    }
    named = {
        (row.agreement, "unlock", "contract", row.contract): Effect(1.0)
        for row in case.rows("contracts")
        if row.agreement
    }
    return {**found, **named}


def unlocks(case: Case) -> dict[tuple[str, str], list[EffectKey]]:
    """The effects that unlock each (kind, target): any one of them is enough.

    A contract with a volume is locked with its supplier, unless it has a lock of its own.
    """
    locks: dict[tuple[str, str], list[EffectKey]] = {}
    for key in effects(case):
        if key[1] == "unlock":
            locks.setdefault((key[2], key[3]), []).append(key)
    for row in case.rows("contracts"):
        if row.kind != "spot" and ("supplier", row.supplier) in locks:
            locks.setdefault(("contract", row.contract), locks["supplier", row.supplier])
    return locks


def uplifts(case: Case, kind: str) -> dict[str, list[EffectKey]]:
    """The effects that raise the availability of each supplier, or of each plant."""
    found: dict[str, list[EffectKey]] = {}
    for key in effects(case):
        if key[1:3] == ("availability_uplift", kind):
            found.setdefault(key[3], []).append(key)
    return found


def most_added(case: Case, kind: str) -> dict[str, float]:
    """The most that projects and agreements could ever add to the capacity of each supplier, plant, route or corridor.

    Args:
        case: The case.
        kind: `supplier`, `plant`, `route` or `corridor`.
    """
    blocks = {row.project: int(row.max_blocks) for row in case.rows("projects")}
    total: dict[str, float] = {}
    for row in case.rows("project_effects"):
        if row.effect == f"{kind}_capacity":
            total[row.target] = total.get(row.target, 0.0) + row.value * blocks[row.project]
    for (_, effect, own, target), what in effects(case).items():
        if effect == "capacity" and own == kind:
            total[target] = total.get(target, 0.0) + what.value
    return total


def payment_rate(case: Case, agreement: str, joined: int, year: int) -> float:
    """What is paid for an agreement in a planning year, by calendar years since joining, spread evenly; USD/yr."""
    length = case.years_in[year]
    yearly = next(row.yearly_cost_usd for row in case.rows("agreements") if row.agreement == agreement)
    due = sum(
        row.amount_usd
        for row in case.rows("agreement_payments")
        if row.agreement == agreement and year <= joined + row.years_after_joining < year + length
    )
    return float(yearly + due / length)


def targets(row: Any) -> tuple[str, ...]:
    """The targets of an obligation."""
    return tuple(split_list(row.target))
