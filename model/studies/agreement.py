"""What an agreement is worth: signed now, later or never, and which of its clauses carries the value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.errors import NoPlanError
from model.shared import annuity
from model.solver import Status
from model.solving import solve
from model.studies.agreement_words import worth_in_words
from model.studies.changes import COLUMNS as CHANGES
from model.studies.changes import changes
from model.studies.signing import Clause, clauses, never, signed_in, signing_years
from model.tree import grow_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.plan import Plan

YEARS = {
    "signed": "Int64", "status": "str", "cost_usd": "float64", "bound_usd": "float64", "gap": "float64",
    "value_usd": "float64", "value_at_least_usd": "float64", "value_at_most_usd": "float64",
    "years_in_force": "float64", "break_even_usd_per_year": "float64",
}  # fmt: skip
CLAUSES = {
    "table": "str", "clause": "str", "status": "str", "cost_without_usd": "float64", "worth_usd": "float64",
    "worth_at_least_usd": "float64", "worth_at_most_usd": "float64",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class AgreementWorth:
    """What an agreement is worth; money in USD, present value, but for yearly payments.

    Attributes:
        agreement: Its short name.
        name: Its name as people read it, failing that the short one.
        best_year: The year in which it is best signed; None where no plan was found in which it is.
        value: What signing it in that year saves against never; below 0 it costs more; NaN where either has no plan.
        break_even: The yearly payment, in each year in force and on top of its costs, that would use up that value.
        years: A row for each year of signing, and one, whose `signed` is empty, for never: how the solve ended, cost,
            proven bound, value, between what it is proven to lie, calendar years in force, break-even payment.
        changes: What each plan does otherwise than that of never, by year of signing (`signed`).
        clauses: What each clause is worth, signed in the best year: by how much cost rises where it is left out. Below
            0 it is a burden; empty where no plan was found without it. Clauses work together, so that their worths need
            not add up to the value.
    """

    agreement: str
    name: str
    best_year: int | None
    value: float
    break_even: float
    years: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    clauses: pd.DataFrame = field(repr=False)

    @property
    def summary(self) -> str:
        """The answer in words and small tables."""
        return "\n".join(worth_in_words(self))


@dataclass(frozen=True)
class Step:
    """What the study solves next; as text `2 of 9: signed in 2026`.

    Attributes:
        number: Which it is, from 1.
        total: How many there are.
        words: What is solved.
    """

    number: int
    total: int
    words: str

    def __str__(self) -> str:
        return f"{self.number} of {self.total}: {self.words}"


@dataclass(frozen=True)
class Answer:
    """How one solve of the study ended: with a plan that holds, or not."""

    status: str
    plan: Plan | None

    @property
    def cost(self) -> float:
        """The cost, NaN without a plan."""
        return math.nan if self.plan is None else self.plan.objective

    @property
    def bound(self) -> float:
        """What it costs at least, NaN where that is not known."""
        return math.nan if self.plan is None or self.plan.bound is None else self.plan.bound

    def dearer_than(self, other: Answer) -> tuple[float, float, float]:
        """By how much it costs more than another, and between what that is proven to lie."""
        return self.cost - other.cost, self.bound - other.cost, self.cost - other.bound


def agreement_worth(
    case: Case, agreement: str, *, step: Callable[[Step], None] | None = None, **options: Any
) -> AgreementWorth:
    """Asks what an agreement is worth, by a plan for each answer.

    It is signed in each planning year of its window in turn, and never; then in the best of these years with each
    clause left out in turn: each effect, each contract that names it, each obligation and payment, its upfront and its
    yearly cost. What a clause opens stays locked where it is left out, unless another agreement opens it too.

    Args:
        case: The case, in which the agreement is a candidate.
        agreement: The agreement.
        step: Called with what is solved next; as text `2 of 9: signed in 2026`.
        options: Options of `solve`: gap, time_limit, threads, seed, progress. The limit is of each solve.

    Raises:
        InputError: There is no such agreement, or it is signed already, or the case cannot be used.
        NoPlanError: There is no plan with it nor without it, or the study was interrupted.
    """
    window = signing_years(case, agreement)
    asked = tuple(clauses(case, agreement))
    say = counted(step, 1 + len(window) + len(asked))

    def answer(variant: Case, words: str) -> Answer:
        say(words)
        return answered(variant, options)

    without = answer(never(case, agreement), "never signed")
    signed = {t: answer(signed_in(case, agreement, t), f"signed in {t}") for t in window}
    if not any(found.plan for found in (without, *signed.values())):
        message = f"{case.name}: {without.status}, whether {agreement} is signed or not. See why with: orefolio solve."
        raise NoPlanError(without.status, message)
    best = min((t for t in window if signed[t].plan), key=lambda t: signed[t].cost, default=None)
    parts: list[tuple[Clause, Answer]] = []
    if best is not None:
        parts = [(own, answer(signed_in(case, agreement, best, own), f"without: {own.words}")) for own in asked]
    years = year_table(case, agreement, without, signed)
    row = years[years["signed"] == best].iloc[0] if best is not None else pd.Series(dtype="float64")
    return AgreementWorth(
        agreement=agreement,
        name=str(case.filled("agreements").set_index("agreement").at[agreement, "name"]) or agreement,
        best_year=best,
        value=float(row.get("value_usd", math.nan)),
        break_even=float(row.get("break_even_usd_per_year", math.nan)),
        years=years,
        changes=change_table(agreement, without, signed),
        clauses=clause_table(signed[best], parts) if best is not None else clause_table(without, []),
    )


def counted(step: Callable[[Step], None] | None, total: int) -> Callable[[str], None]:
    """Tells of each step which of how many it is."""
    done = 0

    def tell(words: str) -> None:
        nonlocal done
        done += 1
        if step is not None:
            step(Step(done, total, words))

    return tell


def answered(case: Case, options: dict[str, Any], *, solve: Callable[..., Plan] = solve) -> Answer:
    """The plan of a case, or how the solve ended without one that holds.

    Args:
        case: The case.
        options: Options of the solve.
        solve: What finds a plan: `model.solve`, or what does so and keeps it.

    Raises:
        NoPlanError: It was interrupted: the person does not want the rest either.
    """
    try:
        plan = solve(case, **options)
    except NoPlanError as error:
        if error.status == Status.INTERRUPTED_NO_PLAN:
            raise
        return Answer(error.status, None)
    if plan.status == Status.INTERRUPTED:
        raise NoPlanError(str(Status.INTERRUPTED), f"{case.name}: stopped before all was answered.")
    return Answer(plan.status, None if plan.status == Status.REJECTED else plan)


def year_table(case: Case, agreement: str, without: Answer, signed: dict[int, Answer]) -> pd.DataFrame:
    """A row for each year of signing, and one for never."""
    rows: list[tuple[object, ...]] = []
    for year, found in signed.items():
        value = without.dearer_than(found)
        length, worth = in_force(case, agreement, found.plan)
        even = value[0] / worth if worth else math.nan
        gap = found.plan.gap if found.plan else None
        rows.append((year, found.status, found.cost, found.bound, gap, *value, length, even))
    gap = without.plan.gap if without.plan else None
    rows.append((None, without.status, without.cost, without.bound, gap, *[math.nan] * 3, 0.0, math.nan))
    return pd.DataFrame(rows, columns=list(YEARS)).astype(YEARS)


def in_force(case: Case, agreement: str, plan: Plan | None) -> tuple[float, float]:
    r"""The calendar years in which a plan has an agreement in force, and what a dollar in each of them is worth.

    $$ W = \sum_{n \text{ in force}} p_n \sum_{y \in n} (1 + r)^{-(y - y_0)}, \qquad
       \text{break-even} = \frac{\text{cost}_\text{never} - \text{cost}_\text{signed}}{W} $$

    Over the nodes n with probability p_n in which it is in force and their calendar years y; r the discount rate, y_0
    the first planning year: what `yearly_cost_usd` is multiplied by, so that the break-even payment [USD/yr], added to
    it, makes the plan that signs cost what never signing does. Where the agreement can be left the plan could still
    leave it sooner than pay, and would bear a little more.
    """
    if plan is None:
        return math.nan, math.nan
    rows = plan.agreements
    rows = rows[(rows["agreement"] == agreement) & rows["in_force"]]
    held = set(zip(rows["scenario"], rows["year"], strict=True))
    nodes = [node for node in grow_tree(case).nodes if (node.scenario, node.year) in held]
    rate, first = case.settings.discount_rate, case.years[0]
    worth = [node.probability * annuity(rate, start=node.year - first, length=node.years_in) for node in nodes]
    return sum(node.probability * node.years_in for node in nodes), sum(worth)


def change_table(agreement: str, without: Answer, signed: dict[int, Answer]) -> pd.DataFrame:
    """What each plan that signs does otherwise than the one that never does; the signing itself aside."""
    columns = {"signed": "int64", **CHANGES}
    found = []
    for year, answer in signed.items():
        if without.plan is not None and answer.plan is not None:
            table = changes(without.plan, answer.plan)
            own = (table["what"] == "agreements") & (table["subject"] == agreement)
            found += [{"signed": year, **row} for row in table[~own].to_dict("records")]
    return pd.DataFrame(found, columns=list(columns)).astype(columns)


def clause_table(whole: Answer, parts: list[tuple[Clause, Answer]]) -> pd.DataFrame:
    """What each clause is worth: by how much the plan costs more without it."""
    rows = [(own.table, own.words, found.status, found.cost, *found.dearer_than(whole)) for own, found in parts]
    return pd.DataFrame(rows, columns=list(CLAUSES)).astype(CLAUSES)
