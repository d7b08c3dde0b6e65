"""Certified tonnes: at least a share of what is mined for a plan is bought as certified and does not leak.

Leakage is the part of what is sold as certified that in truth is not: smuggled or mislabelled ore, which counts for
nothing. Agreements against smuggling cut it. What they clean is a product of two decisions, whether an agreement stands
and how much is bought; it is written exactly, by year of joining, in which the points of leakage that are cut are data.
"""

import pyomo.environ as pyo

from model.agreed import joinings
from model.certified import STAGE, leakage_cuts, mined_contents, stated_shares
from model.flows import contents
from model.minerals import named_minerals
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in, grouped, most_bought


def certified_share(model, rule, mineral, node):
    r"""At least a share of what is mined is certified and has not leaked; what is discarded is taken for certified.

    $$ \text{CertifiedTonnes}_{r,\mu,n} - \text{CertifiedWaste}_{r,\mu,n} \ge \text{certified\_limit}_{r,t(n)} \, \text{CertifiedBase}_{r,\mu,n} - \text{CertifiedBreach}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{CERTIFIED} $$

    All [contained t/yr]. `CertifiedBase`: what is mined for the plan less what is discarded, or consumption.
    """
    limit = model.certified_limit[rule, model.year[node]]
    return (
        model.CertifiedTonnes[rule, mineral, node] - model.CertifiedWaste[rule, mineral, node]
        >= limit * model.CertifiedBase[rule, mineral, node] - model.CertifiedBreach[rule, mineral, node]
    )


def cleaned_of_purchase(model, agreement, supplier, node):
    r"""An agreement cleans no more than what is bought: it has been joined in one year only.

    $$ \sum_{s} \text{Cleaned}_{g,i,s,n} \le \text{Bought}_{i,n} \quad \forall (g, i, n) \in \text{CLEANED\_PURCHASES} $$

    `Cleaned` [t/yr]: what is bought of supplier i while the agreement, joined in year s, stands.
    """
    joined = model.CLEANED_SINCE[agreement, supplier, node]
    return sum(model.Cleaned[agreement, supplier, s, node] for s in joined) <= model.Bought[supplier, node]


def cleaned_while_standing(model, agreement, supplier, joined, node):
    r"""Nothing is cleaned by an agreement that does not stand.

    $$ \text{Cleaned}_{g,i,s,n} \le \text{most\_sold}_{i,n} \, \text{Standing}_{g,s,t(n)} \quad \forall (g, i, s, n) \in \text{CLEANINGS} $$

    `most_sold` [t/yr]: what the supplier could deliver with all that could be added, at its best availability.
    """
    return (
        model.Cleaned[agreement, supplier, joined, node]
        <= model.most_sold[supplier, node] * model.Standing[agreement, joined, model.year[node]]
    )


def cleaned_in_full(model, agreement, supplier, joined, node):
    r"""While an agreement stands it cleans all that is bought, so that what a plan reports is what it is.

    $$ \text{Cleaned}_{g,i,s,n} \ge \text{Bought}_{i,n} - \text{most\_sold}_{i,n} \, (1 - \text{Standing}_{g,s,t(n)}) \quad \forall (g, i, s, n) \in \text{CLEANINGS} $$
    """
    return model.Cleaned[agreement, supplier, joined, node] >= model.Bought[supplier, node] - model.most_sold[
        supplier, node
    ] * (1 - model.Standing[agreement, joined, model.year[node]])


def add(model, case):
    """Adds the rules on certified tonnes, and what agreements clean of what they count."""
    rules = rule_rows(case, "certified")
    mined = mined_contents(case) if len(rules) else {}
    shares = stated_shares(case) if len(rules) else {}
    rows = ruled(model, case, rules, mined)
    limit = case.by_year("rules", "limit").to_dict()
    unit = mineral_units(case)
    model.CERTIFIED = pyo.Set(dimen=3, initialize=rows, doc="rule, mineral, node")
    model.certified_limit = pyo.Param(
        list(rules.index), model.YEARS, initialize={(r, t): limit[r, t] for r in rules.index for t in case.years}
    )
    add_cleaning(model, case, mined, shares)
    add_tonnes(model, mined, shares)
    add_base(model, case, rules, mined)
    model.CertifiedBreach = pyo.Var(
        model.CERTIFIED,
        bounds=lambda model, r, mineral, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft rule on certified tonnes is broken [contained t/yr]",
    )
    count_in(model, model.CertifiedBreach, lambda r, mineral, n: unit[mineral])
    model.certified_share = pyo.Constraint(model.CERTIFIED, rule=certified_share)
    add_penalty(model, case, rules, "CertifiedPenalty", model.CertifiedBreach, "certified rule penalties")


def ruled(model, case, rules, mined):
    """Where the rules hold: the minerals that each names, or all that are mined, in its nodes."""
    every = list(dict.fromkeys(mineral for _, _, mineral in mined))
    return [
        (r, mineral, n)
        for r, row in rules.iterrows()
        for mineral in named_minerals(row) or every
        for n in rule_nodes(model, case, row)
    ]


def add_cleaning(model, case, mined, shares):
    """What agreements against smuggling clean, of what rules on certified tonnes count."""
    joined = joinings(case)
    counting = {
        (i, n) for kind, i, mineral in mined if kind == "supplier" for r, own, n in model.CERTIFIED if own == mineral
    }
    points = {
        (g, i, s, n): what.value * what.share(joined[g, s], model.year[n])
        for i, cuts in leakage_cuts(case).items()
        for (g, *_), what in cuts.items()
        for n in model.NODES
        if (i, n) in counting and (i, model.year[n]) in shares and len(model.LIFTED_FROM[i, n])
        for s in model.STANDING_IN[g, model.year[n]]
    }
    points = {key: value for key, value in points.items() if value > 0}
    purchases = dict.fromkeys((g, i, n) for g, i, _, n in points)
    model.CLEANINGS = pyo.Set(dimen=4, initialize=list(points), doc="agreement, supplier, joined_year, node")
    model.CLEANED_PURCHASES = pyo.Set(dimen=3, initialize=list(purchases), doc="agreement, supplier, node")
    model.CLEANED_SINCE = pyo.Set(
        model.CLEANED_PURCHASES, initialize=grouped((((g, i, n), s) for g, i, s, n in points), purchases)
    )
    model.leakage_cut = pyo.Param(model.CLEANINGS, initialize=points)
    sold = most_bought(model, case, ((i, n) for _, i, n in purchases))
    model.most_sold = pyo.Param(list(sold), initialize=sold)
    model.Cleaned = pyo.Var(
        model.CLEANINGS,
        domain=pyo.NonNegativeReals,
        doc="Bought of a supplier while an agreement that cuts its leakage stands [t/yr]",
    )
    material = case.filled("suppliers").set_index("supplier")["material"]
    count_in(model, model.Cleaned, lambda g, i, s, n: model.material_unit[material[i]])
    model.cleaned_of_purchase = pyo.Constraint(model.CLEANED_PURCHASES, rule=cleaned_of_purchase)
    model.cleaned_while_standing = pyo.Constraint(model.CLEANINGS, rule=cleaned_while_standing)
    model.cleaned_in_full = pyo.Constraint(model.CLEANINGS, rule=cleaned_in_full)


def add_tonnes(model, mined, shares):
    """What rules count: of what is bought as certified what does not leak, and what agreements clean of the rest."""
    asked = dict.fromkeys(mineral for _, mineral, _ in model.CERTIFIED)
    selling = grouped(((x, i) for kind, i, x in mined if kind == "supplier" and x in asked), asked)
    cleaning = grouped(
        (((i, n), (g, i, s, n)) for g, i, s, n in model.CLEANINGS), {(i, n) for _, i, n in model.CLEANED_PURCHASES}
    )

    def of_supplier(i, n):
        certified, leakage = shares[i, model.year[n]]
        cleaned = sum(model.leakage_cut[key] * model.Cleaned[key] for key in cleaning.get((i, n), ()))
        return certified * ((1 - leakage) * model.Bought[i, n] + cleaned)

    model.CertifiedTonnes = pyo.Expression(
        model.CERTIFIED,
        rule=lambda model, r, mineral, n: sum(
            mined["supplier", i, mineral] * of_supplier(i, n) for i in selling[mineral] if (i, model.year[n]) in shares
        ),
        doc="Mined and bought as certified, leakage taken off [contained t/yr]",
    )


def add_base(model, case, rules, mined):
    """What certified tonnes are compared with: what is mined for the plan less what is discarded, or consumption."""
    named = {"supplier": "Bought", "plant": "Run"}
    content = contents(case)

    def base(model, r, mineral, n):
        if rules.at[r, "of"] == "consumption":
            return sum(content.get((m, mineral), 0.0) * model.Delivered[c, b, m, n] for c, b, m in model.DEMANDS)
        parts = [(named[kind], (x,), amount) for (kind, x, own), amount in mined.items() if own == mineral]
        return sum_of(model, parts, n) - model.CertifiedWaste[r, mineral, n]

    model.CertifiedWaste = pyo.Expression(
        model.CERTIFIED,
        rule=lambda model, r, mineral, n: (
            model.Wasted[mineral, STAGE, n] if (mineral, STAGE) in model.WASTABLE else 0.0
        ),
        doc="What is discarded, and helps no rule on certified tonnes [contained t/yr]",
    )
    model.CertifiedBase = pyo.Expression(
        model.CERTIFIED, rule=base, doc="What certified tonnes are compared with [contained t/yr]"
    )
