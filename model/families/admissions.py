"""Admissions: what a rule excludes by its limit is admitted once agreements have made it good enough."""

import pyomo.environ as pyo

from model.excluding import admissions
from model.improvable import in_model, most_improvable
from model.rules import rule_nodes, rule_rows


def admitted_when_improved(model, rule, kind, name, year):
    r"""What a rule excludes by its limit is admitted only once agreements have made it good enough.

    $$ \text{Admitted}_{r,x,t} \le \sum_{a,k} \text{made\_good}_{r,x,a,k,t} \, \text{Reached}_{a,k,t} \quad \forall (r, x, t) \in \text{ADMISSIONS} $$

    `Admitted` binary; `made_good` [fraction]: what step k of improvement a does for what x lacks to the limit, at most
    all of it, and nothing where that would not do even with the most of all others. So several that only together
    suffice are right, and where one alone does, the binary is as tight as its joining.
    """
    return model.Admitted[rule, kind, name, year] <= sum(
        model.made_good[rule, kind, name, year, index] * model.Reached[index, year]
        for index in model.ADMITTED_BY[rule, kind, name, year]
    )


def add(model, case):
    """Which of what rules exclude by a limit has become good enough, and the most that could then be used of it."""
    rules = rule_rows(case, "exclude")
    held = {(r, model.year[n]) for r, row in rules.iterrows() for n in rule_nodes(model, case, row)}
    found = admissions(case, rules, model.SHIPMENTS)
    found = {index: shares for index, shares in found.items() if (index[0], index[3]) in held}
    share = {(*index, *key, step): x for index, shares in found.items() for (key, step), x in shares.items()}
    model.ADMISSIONS = pyo.Set(dimen=4, initialize=list(found), doc="rule, subject_kind, subject, year")
    model.ADMITTED_BY = pyo.Set(
        model.ADMISSIONS,
        dimen=5,
        initialize={index: [(*key, step) for key, step in shares] for index, shares in found.items()},
    )
    model.made_good = pyo.Param(list(share), initialize=share)
    model.Admitted = pyo.Var(
        model.ADMISSIONS,
        domain=pyo.Binary,
        doc="Whether what a rule excludes by its limit has become good enough [0 or 1]",
    )
    model.admitted_when_improved = pyo.Constraint(model.ADMISSIONS, rule=admitted_when_improved)
    holders = list(dict.fromkeys(admissible(model, found)))
    model.most_admitted = pyo.Param(holders, initialize=most_improvable(model, case, holders))


def admissible(model, found):
    """What could be bought, run or shipped of what is admitted: kind, name, material of a route, node."""
    node_of = {model.year[n]: n for n in model.TRUNK}
    for _, kind, name, t in found:
        n = node_of[t]
        for material in model.CARRIED_BY[name, n] if kind == "route" else ("",):
            if in_model(model, (kind, name, material, n)):
                yield kind, name, material, n
