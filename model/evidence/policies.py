"""What each policy of a data set costs, beside the base plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.case.policies import policy_names
from model.solving import solve

if TYPE_CHECKING:
    from model.case import Case
    from model.plan import Plan

SHORT = 0.005
"""Share of a year's demand from which a material is called short."""


def policy_costs(case: Case, base: Plan) -> pd.DataFrame:
    """Each policy in the folder of a data set, not in those of its bases, solved on its own.

    Args:
        case: The case, without a policy.
        base: Its plan.

    Returns:
        `policy`, `cost_usd` (present value), `more_usd` (than the base plan), `penalties_usd` (what of it is paid for
        breaking soft rules), `broken` (the rules and minerals), `short` (materials that go short).
    """
    rows = []
    for name in policy_names(case.draft.policy_folders[:1]):
        plan = solve(case.with_policy(name))
        costs = plan.costs[plan.costs["counted"]]
        penalties = costs.loc[costs["term"].str.endswith("penalties"), "present_value_usd"].sum()
        more = plan.objective - base.objective
        rows.append((name, plan.objective, more, penalties, broken(plan), short(plan)))
    columns = ["policy", "cost_usd", "more_usd", "penalties_usd", "broken", "short"]
    return pd.DataFrame(rows, columns=columns)


def broken(plan: Plan) -> str:
    """The soft rules that a plan breaks, with the minerals in which it does."""
    rows = plan.rules[plan.rules["breach"] > 1e-6]
    minerals = rows.groupby("rule", sort=False)["mineral"].agg(lambda names: ", ".join(sorted({*names} - {""})))
    return "; ".join(f"{rule} ({names})" if names else f"{rule}" for rule, names in minerals.items())


def short(plan: Plan) -> str:
    """The materials of which demand goes short in some year."""
    rows = plan.kpis[(plan.kpis["kpi"] == "shortage share") & (plan.kpis["value"] > SHORT)]
    return ", ".join(sorted(set(rows["item"])))
