"""Exclusions: nothing is bought of, run through or shipped on what a rule excludes."""

import pyomo.environ as pyo

from model.excluding import excluded_subjects
from model.rules import add_penalty, rule_nodes, rule_rows, soft_bound
from model.shared import count_in


def excluded(model, rule, kind, name, material, node):
    r"""Nothing is bought of, run through or shipped on what a rule excludes.

    $$ \text{Quantity}_{x,n} \le \text{ExclusionBreach}_{r,x,n} \quad \forall (r, x, n) \in \text{EXCLUSIONS\_TO\_KEEP} $$

    `Quantity` [t/yr]: `Bought`, `Run` or `Shipped`.
    """
    return (
        model.ExcludedQuantity[rule, kind, name, material, node]
        <= model.ExclusionBreach[rule, kind, name, material, node]
    )


def excluded_until_improved(model, rule, kind, name, material, node):
    r"""Nothing is bought of, run through or shipped on what a rule excludes, until agreements have made it good enough.

    $$ \text{Quantity}_{x,n} \le \text{most\_admitted}_{x,n} \, \text{Admitted}_{r,x,t(n)} + \text{ExclusionBreach}_{r,x,n} \quad \forall (r, x, n) \in \text{EXCLUSIONS\_TO\_LIFT} $$

    `most_admitted` [t/yr], the most that could be bought, run or shipped.
    """
    holder = (kind, name, material if kind == "route" else "", node)
    return (
        model.ExcludedQuantity[rule, kind, name, material, node]
        <= model.most_admitted[holder] * model.Admitted[rule, kind, name, model.year[node]]
        + model.ExclusionBreach[rule, kind, name, material, node]
    )


def add(model, case):
    """What rules exclude: all that `where` picks, or what is worse than a limit."""
    rules = rule_rows(case, "exclude")
    found = [
        (r, subject.kind, subject.name, subject.material, n)
        for r, row in rules.iterrows()
        for subject, lacking in excluded_subjects(case, r, row, model.SHIPMENTS)
        for n in rule_nodes(model, case, row)
        if model.year[n] in lacking
    ]
    component = {"supplier": model.Bought, "plant": model.Run, "route": model.Shipped}

    def quantity(_, _rule, kind, name, material, n):
        index = (name, material, n) if kind == "route" else (name, n)
        return component[kind][index]

    def exists(kind, name, material, n):
        return ((name, material, n) if kind == "route" else (name, n)) in component[kind]

    keys = [key for key in found if exists(*key[1:])]
    liftable = [key for key in keys if (*key[:3], model.year[key[-1]]) in model.ADMISSIONS]
    model.EXCLUSIONS_BY_RULE = pyo.Set(dimen=5, initialize=keys, doc="rule, subject_kind, subject, material, node")
    model.ExcludedQuantity = pyo.Expression(
        model.EXCLUSIONS_BY_RULE, rule=quantity, doc="Bought, run or shipped of what a rule excludes [t/yr]"
    )
    model.ExclusionBreach = pyo.Var(
        model.EXCLUSIONS_BY_RULE,
        bounds=lambda model, r, kind, name, material, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft exclusion is broken [t/yr]",
    )
    count_in(
        model,
        model.ExclusionBreach,
        lambda r, kind, name, material, n: model.material_unit.get(material, 1.0),
    )
    kept = "rule, subject_kind, subject, material, node"
    model.EXCLUSIONS_TO_LIFT = pyo.Set(dimen=5, initialize=liftable, doc=kept)
    model.EXCLUSIONS_TO_KEEP = pyo.Set(dimen=5, initialize=[x for x in keys if x not in set(liftable)], doc=kept)
    model.excluded = pyo.Constraint(model.EXCLUSIONS_TO_KEEP, rule=excluded)
    model.excluded_until_improved = pyo.Constraint(model.EXCLUSIONS_TO_LIFT, rule=excluded_until_improved)
    add_penalty(model, case, rules, "ExclusionPenalty", model.ExclusionBreach, "exclusion penalties")
