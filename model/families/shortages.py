"""Shortages: at most a share of what is asked for goes short, of each mineral in a year or of all by value over the horizon."""

import pyomo.environ as pyo

from model.errors import InputError, Issue
from model.flows import contents
from model.minerals import speaks_of
from model.prices import benchmark_prices
from model.rules import add_penalty, mineral_units, rule_rows, soft_bound
from model.shared import active, count_in


def shortage_kept(model, rule, mineral, node):
    r"""Of each mineral at most a share of what is asked for goes short.

    $$ \text{MineralShort}_{\mu,n} \le \text{shortage\_limit}_{r,t(n)} \, \text{mineral\_asked}_{\mu,t(n)} + \text{ShortageBreach}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{YEARLY\_SHORTAGES} $$

    `MineralShort`, `mineral_asked`, `ShortageBreach` [contained t/yr]. In all nodes: a plan is to deliver when a disruption
    has come, too.
    """
    limit = model.shortage_limit[rule, model.year[node]] * model.mineral_asked[mineral, model.year[node]]
    return model.MineralShort[mineral, node] <= limit + model.ShortageBreach[rule, mineral, node]


def horizon_shortage_kept(model, rule, mineral, node):
    r"""Of all that a rule speaks of together at most a share of what it is worth goes short over the horizon.

    $$ \text{WorthShort}_{r} \le \text{shortage\_limit}_{r,t(n)} \, \text{worth\_asked}_{r} + \text{ShortageBreach}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{HORIZON\_SHORTAGES} $$

    `WorthShort` (expected), `worth_asked` [USD at benchmark prices]; the node is the last in which the rule holds, $\mu$ is
    empty, and the breach is zero: such a rule is hard.
    """
    limit = model.shortage_limit[rule, model.year[node]] * model.worth_asked[rule]
    return model.WorthShort[rule] <= limit + model.ShortageBreach[rule, mineral, node]


def add(model, case):
    """Adds the rules on shortage and what breaking soft ones costs."""
    rules = rule_rows(case, "shortage")
    yearly = [
        (r, x, n) for r, row in rules.iterrows() if row.period != "horizon" for x, n in asked_in(model, case, row)
    ]
    ends = {r: last_node(model, case, row) for r, row in rules.iterrows() if row.period == "horizon"}
    horizon = [(r, "", n) for r, n in ends.items() if n]
    limit = case.by_year("rules", "limit").to_dict()
    model.YEARLY_SHORTAGES = pyo.Set(dimen=3, initialize=yearly, doc="rule, mineral, node")
    model.HORIZON_SHORTAGES = pyo.Set(dimen=3, initialize=horizon, doc="rule, mineral, node")
    model.SHORTAGES = pyo.Set(dimen=3, initialize=[*yearly, *horizon], doc="rule, mineral, node")
    model.shortage_limit = pyo.Param(
        list(rules.index), model.YEARS, initialize={(r, t): limit[r, t] for r in rules.index for t in case.years}
    )
    model.ShortageBreach = pyo.Var(
        model.SHORTAGES,
        bounds=lambda model, r, mineral, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft rule on shortage is broken [contained t/yr]",
    )
    add_minerals(model, case, yearly)
    add_worth(model, case, {r: rules.loc[r] for r, _, _ in horizon})
    unit = mineral_units(case)
    count_in(model, model.ShortageBreach, lambda r, mineral, n: unit[mineral])
    model.shortage_kept = pyo.Constraint(model.YEARLY_SHORTAGES, rule=shortage_kept)
    model.horizon_shortage_kept = pyo.Constraint(model.HORIZON_SHORTAGES, rule=horizon_shortage_kept)
    add_penalty(model, case, rules, "ShortagePenalty", model.ShortageBreach, "shortage rule penalties")


def asked_in(model, case, rule):
    """The minerals that a rule speaks of and that are asked for, in each node of its years."""
    content = contents(case)
    asked = dict.fromkeys(x for c, b, m in model.DEMANDS for (own, x) in content if own == m and speaks_of(rule, x))
    years = set(active(rule, case.years))
    return [(x, n) for x in asked for n in model.NODES if model.year[n] in years]


def last_node(model, case, rule):
    """The last node of the trunk in which a rule holds; none where it holds in no planning year."""
    years = set(active(rule, case.years))
    return next((n for n in reversed(list(model.TRUNK)) if model.year[n] in years), "")


def add_minerals(model, case, yearly):
    """What goes short of each mineral, and what of it is asked for."""
    content = contents(case)
    wanted = {(x, n): None for _, x, n in yearly}
    asking = {x: [(d, content[d[2], x]) for d in model.DEMANDS if (d[2], x) in content] for x, _ in wanted}
    model.SHORT_MINERALS = pyo.Set(dimen=2, initialize=list(wanted), doc="mineral, node")
    model.MineralShort = pyo.Expression(
        model.SHORT_MINERALS,
        rule=lambda model, x, n: sum(share * model.Shortfall[d, n] for d, share in asking[x]),
        doc="What goes short of a mineral [contained t/yr]",
    )
    years = dict.fromkeys((x, model.year[n]) for x, n in wanted)
    model.mineral_asked = pyo.Param(
        list(years), initialize={(x, t): sum(share * model.demand[d, t] for d, share in asking[x]) for x, t in years}
    )


def add_worth(model, case, rules):
    """What goes short of all that a rule speaks of, and what of it is asked for, over the years of the rule."""
    parts = {r: list(valued(model, case, rule)) for r, rule in rules.items()}
    model.SHORTAGE_WORTHS = pyo.Set(initialize=list(rules), doc="rule")
    model.WorthShort = pyo.Expression(
        model.SHORTAGE_WORTHS,
        rule=lambda model, r: sum(weight * model.Shortfall[d, n] for d, n, weight in parts[r]),
        doc="What goes short over the horizon, at benchmark prices [USD]",
    )
    asked = {r: sum(weight * model.demand[d, model.year[n]] for d, n, weight in parts[r]) for r in rules}
    model.worth_asked = pyo.Param(list(rules), initialize=asked)


def valued(model, case, rule):
    """What is asked for that a rule speaks of, in each node of its years; with what a tonne a year of it is worth [USD].

    Raises:
        InputError: A material that is asked for has no benchmark price.
    """
    price = benchmark_prices(case)
    minerals = {m for (m, x) in contents(case) if speaks_of(rule, x)}
    demands = [d for d in model.DEMANDS if d[2] in minerals]
    bare = sorted({m for _, _, m in demands if (m, case.years[0]) not in price})
    if bare:
        hint = "Give it one in prices."
        raise InputError(
            [
                Issue(
                    "rules",
                    column="period",
                    value="horizon",
                    message=f"weighs {m!r}, which has no benchmark price",
                    hint=hint,
                )
                for m in bare
            ]
        )
    years = set(active(rule, case.years))
    for n in model.NODES:
        t = model.year[n]
        for d in demands if t in years else ():
            yield d, n, model.probability[n] * model.years_in[n] * price[d[2], t]
