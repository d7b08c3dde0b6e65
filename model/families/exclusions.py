"""Exclusions: nothing is bought of, run through or shipped on what a rule excludes."""

import pyomo.environ as pyo

from model.indicators import indicator, subjects
from model.minerals import named_minerals
from model.rules import add_penalty, rule_nodes, rule_rows, soft_bound
from model.shared import count_in


def excluded(model, rule, kind, name, material, node):
    r"""Nothing is bought of, run through or shipped on what a rule excludes.

    $$ \text{Quantity}_{x,n} \le \text{ExclusionBreach}_{r,x,n} \quad \forall (r, x, n) \in \text{EXCLUSIONS\_BY\_RULE} $$

    `Quantity` [t/yr]: `Bought`, `Run` or `Shipped`.
    """
    return (
        model.ExcludedQuantity[rule, kind, name, material, node]
        <= model.ExclusionBreach[rule, kind, name, material, node]
    )


def add(model, case):
    """What rules exclude: all that `where` picks, or what is worse than a limit."""
    rules = rule_rows(case, "exclude")
    found = {
        (r, *x): n
        for r, row in rules.iterrows()
        for x in excluded_subjects(model, case, row)
        for n in [rule_nodes(model, case, row)]
    }
    component = {"supplier": model.Bought, "plant": model.Run, "route": model.Shipped}

    def quantity(_, _rule, kind, name, material, n):
        index = (name, material, n) if kind == "route" else (name, n)
        return component[kind][index]

    def exists(kind, name, material, n):
        return ((name, material, n) if kind == "route" else (name, n)) in component[kind]

    keys = [(*key, n) for key, nodes in found.items() for n in nodes if exists(*key[1:], n)]
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
    model.excluded = pyo.Constraint(model.EXCLUSIONS_BY_RULE, rule=excluded)
    add_penalty(model, case, rules, "ExclusionPenalty", model.ExclusionBreach, "exclusion penalties")


def excluded_subjects(model, case, rule):
    """The (kind, name, material) of the suppliers, plants or routes that a rule excludes."""
    kinds = ("route",) if rule.of == "shipped" else ("supplier", "plant")
    measure = indicator(case, rule.indicator, missing=rule.missing) if rule.indicator else None
    shipped = {(r, m) for r, m, _ in model.SHIPMENTS}
    minerals = named_minerals(rule)
    for x in subjects(case, kinds=kinds, minerals=minerals, stage=rule.stage, where=rule["where"]):
        if x.kind == "route" and x.index not in shipped:
            continue
        value = None if measure is None else measure.taken(x.kind, x.name, x.place)
        if measure is not None and (
            value is None or not worse(value, rule.limit, higher_is_better=measure.higher_is_better)
        ):
            continue
        yield x.kind, x.name, x.material


def worse(value, limit, *, higher_is_better):
    """Whether a value is worse than the worst that is still admitted."""
    return value < limit if higher_is_better else value > limit
