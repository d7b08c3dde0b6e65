"""Concentration: the sum of squared shares (the Herfindahl-Hirschman index, HHI) stays at or below a limit."""

import pyomo.environ as pyo

from model.errors import InputError, Issue
from model.flows import contained_demand
from model.rules import add_penalty, is_soft, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import active, add_cone, count_in
from model.sharing import base_parts, counted_parts, discarded

WHOLE = 10_000
"""The HHI of one alone, and so a limit that holds nothing back."""
STEPS = 6
"""How many tangents the square of a member has before the first solve."""


def member_supply(model, rule, mineral, member, node):
    r"""What comes from each member of a group, as a decision: its square counts.

    $$ \text{MemberSupply}_{r,\mu,k,n} = \text{MemberCounted}_{r,\mu,k,n} \quad \forall (r, \mu, k, n) \in \text{HHI\_MEMBERS} $$

    `MemberSupply` [contained t/yr].
    """
    return model.MemberSupply[rule, mineral, member, node] == model.MemberCounted[rule, mineral, member, node]


def hhi_tangent(model, rule, mineral, member, node, step):
    r"""The square of what comes from a member, over the norm, is above each of its tangents.

    $$ 2 \, \text{slope}_{s} \, \text{MemberSupply}_{r,\mu,k,n} - \text{slope}_{s}^2 \, \text{SupplyNorm}_{r,\mu,n} \le \text{SupplySquare}_{r,\mu,k,n} \quad \forall (r, \mu, k, n, s) \in \text{HHI\_TANGENTS} $$

    `MemberSupply`, `SupplySquare` (MemberSupply² / SupplyNorm), `SupplyNorm` [contained t/yr]. Six tangents per member
    stand before the first solve, at slopes of 1/6 to 1 of the norm. Where the plan $q^*$ of a solve breaks the cone
    $\lVert q \rVert \le \text{SupplyNorm}$, those at slopes $q^*_k / \lVert q^* \rVert$ are added, and it is solved again,
    until the HHI is within a ten-thousandth of its limit. They add up to $(q^* / \lVert q^* \rVert) \cdot q \le
    \text{SupplyNorm}$. Tangents hold for all that the cone allows, for whole numbers too, so that the bound of the last
    solve is one of the problem itself. (Outer approximation: Duran and Grossmann 1986; a square for each member: Vielma,
    Dunning, Huchette and Lubin 2017.)
    """
    slope = step / STEPS
    tangent = (
        2 * slope * model.MemberSupply[rule, mineral, member, node] - slope**2 * model.SupplyNorm[rule, mineral, node]
    )
    return tangent <= model.SupplySquare[rule, mineral, member, node]


def supply_norm(model, rule, mineral, node):
    r"""The squares of what comes from all members add up to at most that of the norm; both sides are over the norm.

    $$ \sum_{k} \text{SupplySquare}_{r,\mu,k,n} \le \text{SupplyNorm}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{HHIS} $$

    `SupplySquare`, `SupplyNorm` [contained t/yr].
    """
    squares = (model.SupplySquare[rule, mineral, k, node] for k in model.HHI_MEMBERS_OF[rule, mineral])
    return sum(squares) <= model.SupplyNorm[rule, mineral, node]


def hhi_kept(model, rule, mineral, node):
    r"""The sum of squared shares is at most the limit.

    $$ \text{SupplyNorm}_{r,\mu,n} \le \sqrt{\text{hhi\_limit}_{r,t(n)} / 10\,000} \; \text{HhiBase}_{r,\mu,n} + \text{ConcentrationBreach}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{HHI\_LIMITS} $$

    `SupplyNorm` (the root of the sum of the squares of `MemberSupply`), `HhiBase` (what is discarded taken off),
    `ConcentrationBreach` [contained t/yr]; a limit of 10 000 has no row. The breach of a soft rule is by how much the norm is
    above its limit: 2 500 halves the base, so that all of 100 t from one place is a breach of 50 t.
    """
    root = pyo.sqrt(model.hhi_limit[rule, model.year[node]] / WHOLE)
    limit = root * model.HhiBase[rule, mineral, node]
    return model.SupplyNorm[rule, mineral, node] <= limit + model.ConcentrationBreach[rule, mineral, node]


def add(model, case):
    """Adds the rules on concentration: what each member has, the cones, and what breaking soft rules costs."""
    rules = rule_rows(case, "hhi")
    counted = {
        (r, mineral, member): terms
        for r, row in rules.iterrows()
        for (mineral, member), terms in counted_parts(model, case, row).items()
    }
    totals = {r: base_parts(model, case, row) for r, row in rules.iterrows()}
    nodes = {r: rule_nodes(model, case, row) for r, row in rules.iterrows()}
    limit = case.by_year("rules", "limit").to_dict()
    members = {}
    for r, mineral, member in counted:
        members.setdefault((r, mineral), []).append(member)
    assert_reachable(case, rules, counted, totals, members)
    keys = [(r, mineral, n) for r, mineral in members for n in nodes[r]]
    held = [(r, mineral, n) for r, mineral, n in keys if limit[r, model.year[n]] < WHOLE]
    model.HHI_MEMBERS_OF = pyo.Set(list(members), initialize=members, doc="rule, mineral")
    model.HHIS = pyo.Set(dimen=3, initialize=keys, doc="rule, mineral, node")
    model.HHI_LIMITS = pyo.Set(dimen=3, initialize=held, doc="rule, mineral, node")
    model.HHI_MEMBERS = pyo.Set(
        dimen=4, initialize=[(r, m, k, n) for r, m, n in keys for k in members[r, m]], doc="rule, mineral, member, node"
    )
    model.HHI_TANGENTS = pyo.Set(
        dimen=5,
        initialize=[(*index, step) for index in model.HHI_MEMBERS for step in range(1, STEPS + 1)],
        doc="rule, mineral, member, node, step",
    )
    model.hhi_limit = pyo.Param(
        list(rules.index), model.YEARS, initialize={(r, t): limit[r, t] for r in rules.index for t in case.years}
    )
    add_decisions(model, case, rules, counted, totals)
    model.member_supply = pyo.Constraint(model.HHI_MEMBERS, rule=member_supply)
    model.hhi_tangent = pyo.Constraint(model.HHI_TANGENTS, rule=hhi_tangent)
    model.supply_norm = pyo.Constraint(model.HHIS, rule=supply_norm)
    model.hhi_kept = pyo.Constraint(model.HHI_LIMITS, rule=hhi_kept)
    for r, mineral, n in keys:
        pairs = [
            (model.MemberSupply[r, mineral, k, n], model.SupplySquare[r, mineral, k, n]) for k in members[r, mineral]
        ]
        add_cone(model, model.SupplyNorm[r, mineral, n], pairs)
    add_penalty(model, case, rules, "ConcentrationPenalty", model.ConcentrationBreach, "concentration rule penalties")


def add_decisions(model, case, rules, counted, totals):
    """What each member and all together supply, the norm, and the breach of soft rules."""
    unit = mineral_units(case)
    model.MemberCounted = pyo.Expression(
        model.HHI_MEMBERS,
        rule=lambda model, r, mineral, member, n: sum_of(model, counted[r, mineral, member], n),
        doc="What a rule on concentration counts for a member [contained t/yr]",
    )
    model.HhiBase = pyo.Expression(
        model.HHIS,
        rule=lambda model, r, mineral, n: (
            sum_of(model, totals[r].get((mineral, ""), ()), n) - discarded(model, rules.at[r, "stage"], mineral, n)
        ),
        doc="What a rule on concentration takes shares of [contained t/yr]",
    )
    model.MemberSupply = pyo.Var(
        model.HHI_MEMBERS, domain=pyo.NonNegativeReals, doc="What comes from a member [contained t/yr]"
    )
    model.SupplyNorm = pyo.Var(
        model.HHIS,
        domain=pyo.NonNegativeReals,
        doc="The root of the sum of the squares of what comes from each member [contained t/yr]",
    )
    model.SupplySquare = pyo.Var(
        model.HHI_MEMBERS,
        domain=pyo.NonNegativeReals,
        doc="The square of what comes from a member, over the norm [contained t/yr]",
    )
    model.ConcentrationBreach = pyo.Var(
        model.HHI_LIMITS,
        bounds=lambda model, r, mineral, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft rule on concentration is broken [contained t/yr]",
    )
    count_in(model, model.MemberSupply, lambda r, mineral, member, n: unit[mineral])
    count_in(model, model.SupplySquare, lambda r, mineral, member, n: unit[mineral])
    count_in(model, model.SupplyNorm, lambda r, mineral, n: unit[mineral])
    count_in(model, model.ConcentrationBreach, lambda r, mineral, n: unit[mineral])


def assert_reachable(case, rules, counted, totals, members):
    """A hard limit must be one that the members can reach: of n members with equal parts the HHI is 10 000 / n.

    Raises:
        InputError: A limit is below that of a mineral that is asked for, and all of it is counted.
    """
    limit = case.by_year("rules", "limit").to_dict()
    asked = {mineral for (mineral, _), amount in contained_demand(case).items() if amount > 0}
    issues = []
    for (r, mineral), names in members.items():
        rule, least = rules.loc[r], WHOLE / len(names)
        sources = {part[:2] for name in names for part in counted[r, mineral, name]}
        whole = sources == {part[:2] for part in totals[r].get((mineral, ""), ())}
        tight = [limit[r, t] for t in active(rule, case.years) if limit[r, t] < least * (1 - 1e-4)]
        if tight and whole and mineral in asked and not is_soft(rule):
            many = f"{len(names)} {rule.per}s have an HHI" if len(names) > 1 else f"one {rule.per} has an HHI"
            message = f"of rule {r!r} is below {least:,.6g}: what {many} of {mineral} can come to at least"
            hint = "Raise it, make the rule soft, or list the minerals that have more to choose from."
            issues.append(Issue(table="rules", column="limit", value=f"{min(tight):g}", message=message, hint=hint))
    if issues:
        raise InputError(issues)
