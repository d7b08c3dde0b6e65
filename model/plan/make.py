"""Makes a plan of a solved model."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.plan.agreement_terms import term_table
from model.plan.assumptions import assumptions
from model.plan.certified import certified_table
from model.plan.costs import cost_table
from model.plan.employment import job_table
from model.plan.figures import cost_by_figure
from model.plan.finance import finance_table
from model.plan.gates import gate_table
from model.plan.improvements import improvement_table
from model.plan.kpis import kpi_table
from model.plan.plan import Plan
from model.plan.power import power_table
from model.plan.read import read_model
from model.plan.rules import rule_table
from model.plan.shadow_prices import shadow_price_table
from model.plan.supports import support_table
from model.plan.views import make_views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.case import Case


def make_plan(
    case: Case,
    model: Any,
    solution: Any,
    taste: Mapping[str, float | None],
    options: Mapping[str, float | None] | None = None,
) -> Plan:
    """The plan that a solved model holds.

    Args:
        case: The case.
        model: The model, whose variables carry the values.
        solution: How the solve ended, with the shadow prices.
        taste: What doing without each part would cost [USD]; None where it cannot be done without.
        options: What was asked of the solver.
    """
    read = read_model(model)
    views = make_views(case, model, read)
    views |= {
        "finance": finance_table(case, views["projects_built"]),
        "jobs": job_table(case, read),
        "power": power_table(case, model, solution.duals),
        "supports": support_table(case, model),
        "certified": certified_table(case, read),
        "gate_steps": gate_table(case, model),
        "costs": cost_table(model),
    }
    frames = views | {
        "kpis": kpi_table(case, read | views),
        "improved_indicators": improvement_table(case, read),
        "agreement_terms": term_table(case, model, solution.duals),
        "rules": rule_table(case, model, solution.duals),
        "shadow_prices": shadow_price_table(model, solution.duals),
        "matters_of_taste": taste_table(taste, solution.objective),
        "figures": cost_by_figure(case, model, read | views, solution.objective),
    }
    size = {
        "rows": solution.rows,
        "columns": solution.columns,
        "entries": solution.entries,
        "integers": solution.integers,
    }
    if model.cones:
        size |= {"rounds": solution.rounds, "tangents": solution.tangents, "broken_cones": solution.broken_cones}
    ranges = {
        f"{name} {end}": limit
        for name, span in asdict(solution.ranges).items()
        for end, limit in zip(("least", "most"), span, strict=True)
    }
    return Plan(
        case=case,
        status=str(solution.status),
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        seconds=solution.seconds,
        size=size | ranges,
        frames=frames,
        variables=read,
        assumptions=assumptions(case),
        options=options or {},
    )


def taste_table(taste: Mapping[str, float | None], objective: float) -> pd.DataFrame:
    """What could be left out at under one per cent of cost, cheapest first."""
    total = max(abs(objective), 1e-9)
    rows = [(what, rise, rise / total) for what, rise in taste.items() if rise is not None and rise < 0.01 * total]
    frame = pd.DataFrame(rows, columns=["what", "extra_cost_usd", "share_of_cost"])
    return frame.sort_values("extra_cost_usd", ignore_index=True)
