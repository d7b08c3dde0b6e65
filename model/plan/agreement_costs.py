"""Which figures of the tables of agreements carry how much of the cost of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.agreed import joinings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case

Carried = tuple[str, str, str, float]
"""Table, key, column, and the present value that it prices [USD]."""


def agreement_costs(case: Case, model: Any) -> Iterator[Carried]:
    """Agreements: carried by what joining, a year in force, a year after joining, leaving and a pair cost."""
    yield from single_payments(case, model)
    yield from running_payments(case, model)
    worth = {n: model.probability[n] * model.annuity[n] for n in model.NODES}
    for row in case.rows("agreement_pairs"):
        if row.relation == "penalty":
            both = sum(pyo.value(model.Both[row.agreement, row.other, n]) * worth[n] for n in model.NODES)
            key = f"{row.agreement};{row.other}"
            yield "agreement_pairs", key, "penalty_usd_per_year", row.penalty_usd_per_year * both


def single_payments(case: Case, model: Any) -> Iterator[Carried]:
    """What is paid once, on joining and on leaving."""
    about = {row.agreement: row for row in case.rows("agreements")}
    for g, t in model.JOININGS:
        joined = pyo.value(model.Joined[g, t]) * model.discount[t]
        yield "agreements", g, "upfront_cost_usd", about[g].upfront_cost_usd * joined
    for g, s, t in model.LEAVINGS:
        left = pyo.value(model.Left[g, s, t]) * model.discount[t]
        yield "agreements", g, "leaving_cost_usd", about[g].leaving_cost_usd * left


def running_payments(case: Case, model: Any) -> Iterator[Carried]:
    """What is paid while an agreement is in force: each year, and in single years after joining."""
    yearly = {row.agreement: row.yearly_cost_usd for row in case.rows("agreements")}
    began = joinings(case)
    held = [
        (g, s, model.year[n], pyo.value(model.Standing[g, s, model.year[n]]) * model.probability[n] * model.annuity[n])
        for n in model.NODES
        for g in model.AGREEMENTS
        for s in model.STANDING_IN[g, model.year[n]]
    ]
    for g, _, _, worth in held:
        yield "agreements", g, "yearly_cost_usd", yearly[g] * worth
    for row in case.rows("agreement_payments"):
        key = f"{row.agreement};{row.years_after_joining}"
        for g, s, t, worth in held:
            length = case.years_in[t]
            if g == row.agreement and t <= began[g, s] + row.years_after_joining < t + length:
                yield "agreement_payments", key, "amount_usd", row.amount_usd / length * worth
