"""Averages: an indicator averaged over what is bought and made keeps its limit."""

import pyomo.environ as pyo

from model.averaging import averaged
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound, sum_of
from model.shared import count_in


def average_kept(model, rule, mineral, node):
    r"""The average of an indicator over what is bought and made keeps its limit; no quantity keeps any.

    $$ \text{Merit}_{r,\mu,n} + \text{AverageBreach}_{r,\mu,n} \ge 0 \quad \forall (r, \mu, n) \in \text{AVERAGES} $$

    `Merit` [indicator × contained t/yr]: Σ (indicator − limit) × quantity + Σ change × `Bettered`, with its sign turned
    where lower is better; what is discarded is taken for the best of it.
    """
    return model.Merit[rule, mineral, node] + model.AverageBreach[rule, mineral, node] >= 0


def add(model, case):
    """Averages per mineral in contained t, or over all (or all listed) minerals weighted by benchmark value."""
    rules = rule_rows(case, "average")
    merits = {key: sources for r, row in rules.iterrows() for key, sources in averaged(case, r, row).items()}
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
            [(*source.quantity, source.t_per_t) for source in merits[r, mineral, model.year[n]]],
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


def merit(model, rule, sources, node):
    """The sum of what keeps the limit less what breaks it; what is discarded counts as if it had been the best.

    The best is what agreements could make of a source, whether they are joined or not: so it stays a figure.
    """
    best = {}
    for source in sources:
        most = source.best / source.t_per_t if source.t_per_t else 0.0
        best[source.mineral] = max(best.get(source.mineral, 0.0), most)
    wasted = sum(
        most * model.Wasted[mineral, rule.stage, node]
        for mineral, most in best.items()
        if most > 0 and (mineral, rule.stage) in model.WASTABLE
    )
    return sum_of(model, [part for source in sources for part in source.parts], node) - wasted
