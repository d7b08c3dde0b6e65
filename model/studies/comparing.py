"""Policies compared: what each costs and buys, what it says and does otherwise, and the price of each clause."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.clauses import PolicyClause, policy_clauses, without_clause
from model.case.differences import COLUMNS as DIFFERENCES
from model.case.differences import case_changes
from model.case.digest import case_hash
from model.errors import InputError, Issue, NoPlanError
from model.solver import Status
from model.solving import solve as solve_now
from model.studies.agreement import Answer, Step, answered, counted
from model.studies.comparing_words import comparison_in_words
from model.studies.comparison import compare
from model.studies.telling import COLUMNS as TOLD
from model.studies.telling import told_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.plan import Plan

PLANS = {
    "alternative": "str", "policies": "str", "status": "str", "cost_usd": "float64", "bound_usd": "float64",
    "gap": "float64", "difference_usd": "float64", "difference_at_least_usd": "float64",
    "difference_at_most_usd": "float64", "seconds": "float64", "inputs_sha256": "str",
    "run": "str",
}  # fmt: skip
SHARES = {
    "alternative": "str", "mineral": "str", "stage": "str", "scenario": "str", "year": "int64", "place": "str",
    "share": "float64",
}  # fmt: skip
INPUTS = {"alternative": "str", **dict.fromkeys(DIFFERENCES, "str")}
CHANGES = {"alternative": "str", **TOLD}
CLAUSES = {
    "alternative": "str", "policy": "str", "clause": "str", "status": "str", "cost_without_usd": "float64",
    "price_usd": "float64", "price_at_least_usd": "float64", "price_at_most_usd": "float64",
}  # fmt: skip
ALONE = "cannot be left out alone"
"""The status of a clause without which the inputs cannot be used."""

Alternatives = Mapping[str, Sequence[str]]
"""The policies that each alternative combines, by its name; the first is what the others are set against."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Alternatives side by side; money in USD, present value.

    Attributes:
        title: What is planned.
        first: The alternative that the others are set against.
        plans: A row for each alternative: how the solve ended, cost, proven bound, by how much it costs more than the
            first, between what that is proven to lie, seconds, the hash of the inputs; `run` where the plan is kept.
        kpis: The KPIs, a column for each alternative that has a plan.
        shares: The place of the largest share of each mineral, stage and year, in each plan.
        inputs: What the resolved tables and settings of each other alternative say otherwise than the first's.
        changes: What each other plan does otherwise than the first, the most material first, with a sentence each.
        clauses: By how much each alternative costs more than it would without a clause of its policies, and between
            what that is proven to lie. Clauses work together, so that their prices need not add up.
    """

    title: str
    first: str
    plans: pd.DataFrame = field(repr=False)
    kpis: pd.DataFrame = field(repr=False)
    shares: pd.DataFrame = field(repr=False)
    inputs: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    clauses: pd.DataFrame = field(repr=False)

    @property
    def summary(self) -> str:
        """The comparison in words and small tables."""
        return "\n".join(comparison_in_words(self))


def compare_policies(
    case: Case,
    alternatives: Alternatives,
    *,
    clauses: bool = False,
    settings: Mapping[str, object] | None = None,
    solve: Callable[..., Plan] = solve_now,
    step: Callable[[Step], None] | None = None,
    **options: Any,
) -> Comparison:
    """Compares policies by a plan for each alternative.

    Args:
        case: The case as it is, without the policies.
        alternatives: The policies that each alternative combines, by its name; none: the case as it is. The first is
            what the others are set against.
        clauses: Also price each clause (a setting, a change, an added row) of each alternative's policies, by a plan
            without it.
        settings: Settings that count over those of the policies.
        solve: What finds the plan of a case: `model.solve`, or what does so and keeps it.
        step: Called with what is solved next; as text `2 of 9: cap-65`.
        options: Options of the solve: gap, time_limit, threads, seed, progress. The limit is of each solve.

    Raises:
        InputError: There are fewer than two alternatives, or a policy is unknown, or the tables cannot be used.
        NoPlanError: No alternative has a plan, or the study was interrupted.
    """
    if len(alternatives) < 2:
        message, hint = "is one alternative: there is nothing to compare it with", "Name another."
        raise InputError([Issue(case.name, value=", ".join(alternatives), message=message, hint=hint)])
    cases = made_cases(case, alternatives, settings)
    asked = alternatives if clauses else {}
    parts = [part for name, policies in asked.items() for part in Part.of(case, name, policies, settings)]
    say = counted(step, len(cases) + len(parts))
    known: dict[str, Answer] = {}

    def answer(variant: Case, words: str) -> Answer:
        say(words)
        if case_hash(variant) not in known:
            known[case_hash(variant)] = answered(variant, options, solve=solve)
        return known[case_hash(variant)]

    answers = {name: answer(own, name) for name, own in cases.items()}
    if not any(found.plan for found in answers.values()):
        ended = next(iter(answers.values())).status
        message = f"{case.name}: no plan for any of {', '.join(cases)}: {ended}. See why with: orefolio solve."
        raise NoPlanError(ended, message)
    priced = []
    for part in parts:
        words = f"{part.alternative} without: {part.clause.words}"
        priced.append(part.row(answers[part.alternative], answer(part.case, words) if part.case else say(words)))
    return side_by_side(cases, answers, priced)


def made_cases(case: Case, alternatives: Alternatives, settings: Mapping[str, object] | None) -> dict[str, Case]:
    """The case of each alternative.

    Raises:
        InputError: With every problem of all of them.
    """
    made: dict[str, Case] = {}
    issues: list[Issue] = []
    for name, policies in alternatives.items():
        try:
            own = case.with_policy(*policies)
            made[name] = own.replace(**settings) if settings else own
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(list(dict.fromkeys(issues)))
    return made


def compare_plans(plans: Mapping[str, Plan]) -> Comparison:
    """Compares plans that are made, of one data set or of several; the first is what the others are set against."""
    return side_by_side(
        {name: plan.case for name, plan in plans.items()},
        {name: Answer(plan.status, None if plan.status == Status.REJECTED else plan) for name, plan in plans.items()},
        [],
    )


def side_by_side(cases: Mapping[str, Case], answers: Mapping[str, Answer], priced: list[tuple[Any, ...]]) -> Comparison:
    """The comparison of what was found."""
    first, *others = cases
    plans = {name: found.plan for name, found in answers.items() if found.plan is not None}
    inputs = {name: case_changes(cases[first], cases[name]) for name in others}
    told = {name: told_changes(plans[first], plans[name]) for name in others if first in plans and name in plans}
    return Comparison(
        title=cases[first].settings.title or cases[first].name,
        first=first,
        plans=plan_table(cases, answers),
        kpis=compare(plans),
        shares=stacked({name: largest_shares(plan) for name, plan in plans.items()}, SHARES),
        inputs=stacked(inputs, INPUTS),
        changes=stacked(told, CHANGES),
        clauses=pd.DataFrame(priced, columns=list(CLAUSES)).astype(CLAUSES),
    )


def plan_table(cases: Mapping[str, Case], answers: Mapping[str, Answer]) -> pd.DataFrame:
    """A row for each alternative, set against the first."""
    first, rows = next(iter(answers.values())), []
    for name, found in answers.items():
        against = (0.0, 0.0, 0.0) if found is first and found.plan else found.dearer_than(first)
        plan = found.plan
        last = (plan.seconds if plan else math.nan, case_hash(cases[name]), "")
        policies = ";".join(cases[name].policies)
        rows.append((name, policies, found.status, found.cost, found.bound, plan and plan.gap, *against, *last))
    return pd.DataFrame(rows, columns=list(PLANS)).astype(PLANS)


def largest_shares(plan: Plan) -> pd.DataFrame:
    """The place of the largest share of each mineral, stage and year."""
    rows = plan.kpis[plan.kpis["kpi"] == "largest share"].rename(columns={"item": "place", "value": "share"})
    return rows[list(SHARES)[1:]]


def stacked(frames: Mapping[str, pd.DataFrame], types: dict[str, str]) -> pd.DataFrame:
    """The tables of several alternatives as one."""
    rows = [frame.assign(alternative=name) for name, frame in frames.items() if len(frame)]
    return (pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(types)))[list(types)].astype(
        types
    )


@dataclass(frozen=True, eq=False)
class Part:
    """A clause of an alternative.

    Attributes:
        alternative: The alternative.
        clause: The clause.
        case: The case without it; None where that cannot be used.
        trouble: Why it cannot.
    """

    alternative: str
    clause: PolicyClause
    case: Case | None
    trouble: str = ""

    @classmethod
    def of(
        cls, case: Case, alternative: str, policies: Sequence[str], settings: Mapping[str, object] | None
    ) -> list[Part]:
        """The clauses of an alternative."""
        parts = []
        for clause in policy_clauses(case, policies):
            try:
                parts.append(cls(alternative, clause, without_clause(case, policies, clause, settings)))
            except InputError as error:
                parts.append(cls(alternative, clause, None, error.issues[0].message))
        return parts

    def row(self, whole: Answer, without: Answer | None) -> tuple[Any, ...]:
        """The price of the clause."""
        found = without or Answer(f"{ALONE}: {self.trouble}", None)
        price = whole.dearer_than(found)
        return self.alternative, self.clause.policy, self.clause.words, found.status, found.cost, *price
