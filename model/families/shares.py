"""Shares: no member of a group may have more (or must have at least) a set share of supply, consumption or shipments."""

import pyomo.environ as pyo

from model.flows import contents
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in
from model.sharing import base_parts, counted_parts, discarded, nobody


def share_cap(model, rule, mineral, member, node):
    r"""At most a share of what a rule counts comes from each member.

    $$ \text{Counted}_{r,\mu,k,n} \le \text{share\_limit}_{r,t(n)} \, (\text{Base}_{r,\mu,n}) + \text{ShareBreach}_{r,\mu,k,n} \quad \forall (r, \mu, k, n) \in \text{SHARE\_CAPS} $$

    `Counted`, `Base` (what is discarded taken off), `ShareBreach` [contained t/yr].
    """
    limit = model.share_limit[rule, model.year[node]]
    return (
        model.Counted[rule, mineral, member, node]
        <= limit * model.Base[rule, mineral, node] + model.ShareBreach[rule, mineral, member, node]
    )


def share_floor(model, rule, mineral, member, node):
    r"""At least a share of what a rule counts comes from each member; what is discarded is taken for theirs.

    $$ \text{Counted}_{r,\mu,k,n} - \text{Unhelpful}_{r,\mu,n} \ge \text{share\_limit}_{r,t(n)} \, \text{Base}_{r,\mu,n} - \text{ShareBreach}_{r,\mu,k,n} \quad \forall (r, \mu, k, n) \in \text{SHARE\_FLOORS} $$

    `Unhelpful` [contained t/yr]: what is discarded at the stage or after it.
    """
    limit = model.share_limit[rule, model.year[node]]
    return (
        model.Counted[rule, mineral, member, node] - model.Unhelpful[rule, mineral, node]
        >= limit * model.Base[rule, mineral, node] - model.ShareBreach[rule, mineral, member, node]
    )


def add(model, case):
    """Adds the share rules: what each counts, member by member, and what that is compared with."""
    rules = rule_rows(case, "share")
    totals = {r: base_parts(model, case, row) for r, row in rules.iterrows()}
    parts = {r: {**nobody(row, totals[r]), **counted_parts(model, case, row)} for r, row in rules.iterrows()}
    counted = {
        (r, mineral, member): terms for r, by_member in parts.items() for (mineral, member), terms in by_member.items()
    }
    nodes = {r: rule_nodes(model, case, row) for r, row in rules.iterrows()}
    rows = [(*key, n) for key in counted for n in nodes[key[0]]]
    floors = {r for r, row in rules.iterrows() if row.sense == "min"}
    unit = mineral_units(case)
    limit = case.by_year("rules", "limit").to_dict()
    model.SHARES = pyo.Set(dimen=4, initialize=rows, doc="rule, mineral, member, node")
    model.SHARE_CAPS = pyo.Set(
        dimen=4, initialize=[x for x in rows if x[0] not in floors], doc="rule, mineral, member, node"
    )
    model.SHARE_FLOORS = pyo.Set(
        dimen=4, initialize=[x for x in rows if x[0] in floors], doc="rule, mineral, member, node"
    )
    model.share_limit = pyo.Param(
        list(rules.index),
        model.YEARS,
        initialize={(r, t): limit[r, t] for r in rules.index for t in case.years},
    )
    model.Counted = pyo.Expression(
        model.SHARES,
        rule=lambda model, r, mineral, member, n: sum_of(model, counted[r, mineral, member], n),
        doc="What a share rule counts for a member [contained t/yr]",
    )
    model.ShareBreach = pyo.Var(
        model.SHARES,
        bounds=lambda model, r, mineral, member, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft share rule is broken [contained t/yr]",
    )
    count_in(model, model.ShareBreach, lambda r, mineral, member, n: unit[mineral])
    add_bases(model, case, rules, counted, nodes, totals)
    model.share_cap = pyo.Constraint(model.SHARE_CAPS, rule=share_cap)
    model.share_floor = pyo.Constraint(model.SHARE_FLOORS, rule=share_floor)
    add_penalty(model, case, rules, "SharePenalty", model.ShareBreach, "share rule penalties")


def add_bases(model, case, rules, counted, nodes, totals):
    """What shares are compared with: all supply at the stage, or all shipments, less what is discarded; or consumption."""
    minerals = {r: list(dict.fromkeys(mineral for own, mineral, _ in counted if own == r)) for r in rules.index}
    keys = [(r, mineral, n) for r in rules.index for mineral in minerals[r] for n in nodes[r]]
    content = contents(case)

    def base(model, r, mineral, n):
        if rules.at[r, "of"] == "consumption":
            return sum(content.get((m, mineral), 0.0) * model.Delivered[c, b, m, n] for c, b, m in model.DEMANDS)
        return sum_of(model, totals[r].get((mineral, ""), ()), n) - model.Unhelpful[r, mineral, n]

    model.SHARE_BASES = pyo.Set(dimen=3, initialize=keys, doc="rule, mineral, node")
    model.Unhelpful = pyo.Expression(
        model.SHARE_BASES,
        rule=lambda model, r, mineral, n: discarded(model, rules.at[r, "stage"], mineral, n),
        doc="What is discarded, and helps no rule [contained t/yr]",
    )
    model.Base = pyo.Expression(model.SHARE_BASES, rule=base, doc="What a share rule compares with [contained t/yr]")
