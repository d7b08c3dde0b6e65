"""Totals: an indicator (or tonnes) summed over suppliers, plants and routes stays within a limit."""

import pyomo.environ as pyo

from model.flows import power_of_ten
from model.indicators import measured_parts
from model.rules import add_penalty, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in


def total_used(model, rule, node):
    r"""What a rule totals adds up along a path.

    $$ \text{TotalUsed}_{r,n} = \text{TotalUsed}_{r,\text{parent}(n)} + \Delta_n \, \text{Measured}_{r,n} \quad \forall (r, n) \in \text{HORIZON\_TOTALS} \times \text{NODES} $$

    `Measured` [indicator × t/yr]; $\Delta$ `years_in` [yr].
    """
    return (
        model.TotalUsed[rule, node]
        == model.TotalUsed[rule, model.parent[node]] + model.years_in[node] * model.Measured[rule, node]
    )


def total_kept(model, rule, node):
    r"""What a rule totals in a year stays within its limit.

    $$ \text{Measured}_{r,n} \le \text{total\_limit}_{r,t(n)} + \text{TotalBreach}_{r,n} \quad \forall (r, n) \in \text{YEARLY\_TOTALS} $$
    """
    return model.Measured[rule, node] <= model.total_limit[rule, model.year[node]] + model.TotalBreach[rule, node]


def horizon_total_kept(model, rule, node):
    r"""What a rule totals over the horizon stays within its limit, at the end of every path on which it holds.

    $$ \text{TotalUsed}_{r,n} \le \text{total\_limit}_{r,t(n)} + \text{TotalBreach}_{r,n} \quad \forall (r, n) \in \text{TOTAL\_ENDS} $$
    """
    return model.TotalUsed[rule, node] <= model.total_limit[rule, model.year[node]] + model.TotalBreach[rule, node]


def add(model, case):
    """Totals of an indicator (or of tonnes), per year or along a path."""
    rules = rule_rows(case, "total")
    terms = {r: measured_parts(case, row, model.SHIPMENTS) for r, row in rules.iterrows()}
    horizon = list(rules.index[rules["period"] == "horizon"])
    nodes = {r: rule_nodes(model, case, row) for r, row in rules.iterrows()}
    ends = [(r, nodes[r][-1]) for r in horizon if nodes[r]]
    yearly = [(r, n) for r in rules.index if r not in horizon for n in nodes[r]]
    limit = case.by_year("rules", "limit").to_dict()
    held = {r: set(nodes[r]) for r in rules.index}
    model.TOTALS = pyo.Set(initialize=list(rules.index), doc="rule")
    model.HORIZON_TOTALS = pyo.Set(initialize=horizon, doc="rule")
    model.YEARLY_TOTALS = pyo.Set(dimen=2, initialize=yearly, doc="rule, node")
    model.TOTAL_ENDS = pyo.Set(dimen=2, initialize=ends, doc="rule, node")
    model.LIMITED_TOTALS = pyo.Set(dimen=2, initialize=[*yearly, *ends], doc="rule, node")
    model.total_limit = pyo.Param(
        model.TOTALS, model.YEARS, initialize={(r, t): limit[r, t] for r in rules.index for t in case.years}
    )
    model.Measured = pyo.Expression(
        model.TOTALS,
        model.NODES,
        rule=lambda model, r, n: sum_of(model, terms[r] if n in held[r] else (), n),
        doc="What a rule totals [indicator x t/yr]",
    )
    model.TotalUsed = pyo.Var(
        model.HORIZON_TOTALS,
        model.STATES,
        bounds=lambda model, r, n: (None, None) if n in model.NODES else (0, 0),
        doc="What a rule has totalled so far [indicator x t]",
    )
    model.TotalBreach = pyo.Var(
        model.LIMITED_TOTALS,
        bounds=lambda model, r, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft total is broken [indicator x t]",
    )
    unit = {r: power_of_ten(max(abs(limit[r, t]) for t in case.years)) for r in rules.index}
    count_in(model, model.TotalUsed, lambda r, n: unit[r])
    count_in(model, model.TotalBreach, lambda r, n: unit[r])
    model.total_used = pyo.Constraint(model.HORIZON_TOTALS, model.NODES, rule=total_used)
    model.total_kept = pyo.Constraint(model.YEARLY_TOTALS, rule=total_kept)
    model.horizon_total_kept = pyo.Constraint(model.TOTAL_ENDS, rule=horizon_total_kept)
    add_penalty(model, case, rules, "TotalPenalty", model.TotalBreach, "total rule penalties")
