"""Averages: an indicator averaged over what is bought and made keeps its limit."""

import pyomo.environ as pyo

from model.case.rows import each_row
from model.counting import ANYWHERE, matching, supply_rows
from model.indicators import COMPONENT_OF, asked_for, indicator, places_of_sources
from model.minerals import named_minerals, of_its_minerals
from model.prices import mineral_values
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in


def average_kept(model, rule, mineral, node):
    r"""The average of an indicator over what is bought and made keeps its limit; no quantity keeps any.

    $$ \text{Merit}_{r,\mu,n} + \text{AverageBreach}_{r,\mu,n} \ge 0 \quad \forall (r, \mu, n) \in \text{AVERAGES} $$

    `Merit` [indicator × contained t/yr]: Σ (indicator − limit) × quantity, with its sign turned where lower is better; what
    is discarded is taken for the best of it.
    """
    return model.Merit[rule, mineral, node] + model.AverageBreach[rule, mineral, node] >= 0


def add(model, case):
    """Averages per mineral in contained t, or over all (or all listed) minerals weighted by benchmark value."""
    rules = rule_rows(case, "average")
    merits = {key: terms for r, row in rules.iterrows() for key, terms in merit_terms(case, r, row).items()}
    nodes = {r: rule_nodes(model, case, row) for r, row in rules.iterrows()}
    keys = [(r, mineral, n) for r, mineral in dict.fromkeys((r, mineral) for r, mineral, _ in merits) for n in nodes[r]]
    unit = mineral_units(case)
    model.AVERAGES = pyo.Set(dimen=3, initialize=keys, doc="rule, mineral, node")
    model.Merit = pyo.Expression(
        model.AVERAGES,
        rule=lambda model, r, mineral, n: merit(model, rules.loc[r], merits[r, mineral, model.year[n]], n),
        doc="By how much an average keeps its limit [indicator x contained t/yr]",
    )
    model.Averaged = pyo.Expression(
        model.AVERAGES,
        rule=lambda model, r, mineral, n: sum_of(
            model,
            [(COMPONENT_OF[kind], (source,), w) for kind, source, _, w, _ in merits[r, mineral, model.year[n]]],
            n,
        ),
        doc="What an average is taken over [contained t/yr]",
    )
    model.AverageBreach = pyo.Var(
        model.AVERAGES,
        bounds=lambda model, r, mineral, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft average is broken [indicator x contained t/yr]",
    )
    count_in(model, model.AverageBreach, lambda r, mineral, n: unit[mineral])
    model.average_kept = pyo.Constraint(model.AVERAGES, rule=average_kept)
    add_penalty(model, case, rules, "AveragePenalty", model.AverageBreach, "average rule penalties")


def merit_terms(case, name, rule):
    """By (rule, mineral, year): each source's (kind, name, mineral, contained t per t, signed distance from the limit x weight)."""
    rows = supply_rows(case, unknown_origin=rule.unknown_origin)
    rows = of_its_minerals(rule, rows[rows["stage"] == rule.stage])
    rows = rows[(rows["place"] == ANYWHERE) | matching(case, rows, rule["where"])]
    measure = indicator(case, rule.indicator, missing=rule.missing)
    limit = case.by_year("rules", "limit").to_dict()
    sign = 1.0 if rule.sense == "min" else -1.0
    worth = mineral_values(case, rule.stage, rows["mineral"]) if rule.weight == "value" else {}
    joint = rule.weight == "value" and len(named_minerals(rule)) != 1
    places = places_of_sources(case)
    terms = {}
    for row in each_row(rows):
        value = measure.taken(*asked_for(row, places), row.place)
        for t in case.years if value is not None else ():
            distance = sign * (value - limit[name, t]) * row.t_per_t * worth.get((row.mineral, t), 1.0)
            key = (name, "" if joint else row.mineral, t)
            terms.setdefault(key, []).append((row.source_kind, row.source, row.mineral, row.t_per_t, distance))
    return terms


def merit(model, rule, terms, node):
    """The sum of what keeps the limit less what breaks it; what is discarded counts as if it had been the best."""
    parts = [(COMPONENT_OF[kind], (source,), distance) for kind, source, _, _, distance in terms]
    best = {}
    for _, _, mineral, contained, distance in terms:
        best[mineral] = max(best.get(mineral, 0.0), distance / contained if contained else 0.0)
    wasted = sum(
        most * model.Wasted[mineral, rule.stage, node]
        for mineral, most in best.items()
        if most > 0 and (mineral, rule.stage) in model.WASTABLE
    )
    return sum_of(model, parts, node) - wasted
