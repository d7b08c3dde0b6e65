"""Shares: no member of a group may have more (or must have at least) a set share of supply, consumption or shipments."""

import pyomo.environ as pyo

from model.case.rows import each_row
from model.counting import ask, members, shipped_rows, supply_rows
from model.flows import contents, routes_of
from model.minerals import named_minerals, of_its_minerals
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in, grouped, listed


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


def counted_parts(model, case, rule):
    """What a rule counts: by (mineral, member), the (component, index before the node, contained t per t) that add up to it."""
    if rule.per in {"chokepoint", "route"} or rule.of == "shipped":
        return shipped_parts(model, case, rule)
    rows = supply_rows(case, unknown_origin=rule.unknown_origin)
    rows = of_its_minerals(rule, rows[rows["stage"] == rule.stage])
    picked = members(case, rows, per=rule.per, where=rule["where"], sense=rule.sense)
    named = {"supplier": "Bought", "plant": "Run"}
    return grouped(
        (((x.mineral, x.member), (named[x.source_kind], (x.source,), x.t_per_t)) for x in each_row(picked)),
        dict.fromkeys(zip(picked["mineral"], picked["member"], strict=True)),
    )


def nobody(rule, totals):
    """The members that a rule speaks of even where nobody is in them: the one group of a floor, for each mineral."""
    if rule.per or rule.sense != "min":
        return {}
    return {(mineral, ""): [] for mineral in named_minerals(rule)} or {key: [] for key in totals}


def shipped_parts(model, case, rule):
    """What a rule on shipments counts: each route's shipments once for each chokepoint that it passes, or for itself."""
    rows = shipments_counted(model, case, rule)
    if rule["where"]:
        asked = routes_of(case).reset_index()
        picked = set(asked.loc[ask(case, "routes", asked, rule["where"]), "route"])
        rows = rows[rows["route"].isin(picked)]
    if rule.per == "chokepoint":
        rows = (
            rows.assign(member=[listed(text) for text in rows["chokepoints"]]).explode("member").dropna(subset="member")
        )
    else:
        rows = rows.assign(member={"route": rows["route"], "place": rows["origin"]}.get(rule.per, ""))
    return grouped(
        (((x.mineral, x.member), ("Shipped", (x.route, x.material), x.t_per_t)) for x in each_row(rows)),
        dict.fromkeys(zip(rows["mineral"], rows["member"], strict=True)),
    )


def shipments_counted(model, case, rule):
    """The shipments of a rule's minerals and stage, with what a tonne of each counts for."""
    pairs = list(dict.fromkeys((r, m) for r, m, n in model.SHIPMENTS))
    return of_its_minerals(rule, shipped_rows(case, pairs, routes_of(case), stage=rule.stage))


def add_bases(model, case, rules, counted, nodes, totals):
    """What shares are compared with: all supply at the stage, or all shipments, less what is discarded; or consumption."""
    minerals = {r: list(dict.fromkeys(mineral for own, mineral, _ in counted if own == r)) for r in rules.index}
    keys = [(r, mineral, n) for r in rules.index for mineral in minerals[r] for n in nodes[r]]
    content = contents(case)

    def base(model, r, mineral, n):
        if rules.at[r, "of"] == "consumption":
            return sum(content.get((m, mineral), 0.0) * model.Delivered[c, b, m, n] for c, b, m in model.DEMANDS)
        return sum_of(model, totals[r].get((mineral, ""), ()), n) - model.Unhelpful[r, mineral, n]

    def unhelpful(model, r, mineral, n):
        return discarded(model, rules.at[r, "stage"], mineral, n)

    model.SHARE_BASES = pyo.Set(dimen=3, initialize=keys, doc="rule, mineral, node")
    model.Unhelpful = pyo.Expression(
        model.SHARE_BASES, rule=unhelpful, doc="What is discarded, and helps no rule [contained t/yr]"
    )
    model.Base = pyo.Expression(model.SHARE_BASES, rule=base, doc="What a share rule compares with [contained t/yr]")


def discarded(model, stage, mineral, node):
    """What is discarded of a mineral at a stage or after it: no tonne of it helps a rule [contained t/yr]."""
    key = (mineral, stage or "extraction")
    return model.Wasted[(*key, node)] if key in model.WASTABLE else 0.0


def base_parts(model, case, rule):
    """All that a rule's base adds up, in one group."""
    whole = rule.copy()
    whole["per"], whole["where"] = "", ""
    if rule.of == "shipped":
        return shipped_parts(model, case, whole)
    whole["of"] = "supply"
    whole["unknown_origin"] = "own"
    return counted_parts(model, case, whole)
