"""Improvements: agreements make an indicator of a place, supplier, plant or route better, and what hangs on it easier."""

from typing import Any

import pyomo.environ as pyo

from model.averaging import averaged
from model.flows import recipe_of
from model.improvable import component_of, in_model, index_of, most_improvable
from model.improving import improvements, reached_by, steps_of
from model.indicators import BETTERED, measured_parts
from model.rules import rule_nodes, rule_rows
from model.shared import count_in, grouped


def improved_of_quantity(model, *index: Any):
    r"""No more is improved by an agreement, at all steps together, than is bought, run or shipped.

    $$ \sum_{k} \text{Improved}_{a,x,k,n} \le \text{Quantity}_{x,n} \quad \forall (a, x, n) \in \text{BETTERED} $$

    a the improvement (agreement, kind of subject, subject, indicator), x the supplier, plant or shipment for which it
    holds, k its step; `Improved`, `Quantity` [t/yr].

    With the two constraints below `Improved` is the quantity times whether the step has been reached, exactly: at most
    one step has been reached at a time; the others are 0 by the second, that one is at least the quantity by the third
    and at most by this one; where none has, all are 0. So it holds whichever way a rule looks at the indicator.
    """
    return all_steps(model, *index) <= model.ImprovableQuantity[index[4:]]


def improved_when_reached(model, *index: Any):
    r"""Nothing is improved at a step that the agreement has not come to.

    $$ \text{Improved}_{a,x,k,n} \le \text{most\_improvable}_{x,n} \, \text{Reached}_{a,k,t(n)} \quad \forall (a, x, k, n) \in \text{IMPROVABLE} $$

    `Reached` [0 or 1]: whether it was joined in a year from which, by its lag and ramp, step k is where it is now;
    `most_improvable` [t/yr]: the most that could be bought, run or shipped.
    """
    key, holder, step, node = index[:4], index[4:7], index[7], index[8]
    return (
        model.Improved[key, holder, step, node]
        <= model.most_improvable[holder, node] * model.Reached[key, step, model.year[node]]
    )


def improved_in_full(model, *index: Any):
    r"""Once an agreement has come to any step, all that is bought, run or shipped is improved.

    $$ \text{Quantity}_{x,n} - \sum_{k} \text{Improved}_{a,x,k,n} \le \text{most\_improvable}_{x,n} \left( 1 - \sum_{k} \text{Reached}_{a,k,t(n)} \right) \quad \forall (a, x, n) \in \text{BETTERED} $$
    """
    key, holder, t = index[:4], index[4:], model.year[index[7]]
    begun = sum(model.Reached[key, step, t] for step in model.STEPS_IN[key, t])
    return model.ImprovableQuantity[holder] - all_steps(model, *index) <= model.most_improvable[holder] * (1 - begun)


def all_steps(model, *index: Any):
    """What is improved at any step of an improvement."""
    steps = model.STEPS_IN[index[:4], model.year[index[7]]]
    return sum(model.Improved[index[:7], step, index[7]] for step in steps)


def add(model, case):
    """Adds how far improvements have come, and the quantities for which they hold."""
    known = improvements(case)
    add_steps(model, case, known)
    bettered = [
        (*index, n)
        for index in (measured_holders(model, case) if known else ())
        for n in model.TRUNK
        if len(model.STEPS_IN[index[:4], model.year[n]]) and in_model(model, (*index[4:], n))
    ]
    add_quantities(model, case, bettered)
    add_improved(model, case, known, bettered)


def add_steps(model, case, known):
    """How far each improvement has come: in equal steps from its lag on, by the year of joining."""
    reached = {(*key, step, t): joined for (key, step, t), joined in reached_by(case).items()}
    steps = grouped(
        (((*index[:4], index[5]), index[4]) for index in reached), [(*a, t) for a in known for t in model.YEARS]
    )
    model.IMPROVEMENTS = pyo.Set(dimen=4, initialize=list(known), doc="agreement, subject_kind, subject, indicator")
    model.REACHABLE = pyo.Set(
        dimen=6, initialize=list(reached), doc="agreement, subject_kind, subject, indicator, step, year"
    )
    model.REACHING = pyo.Set(model.REACHABLE, initialize=reached)
    model.STEPS_IN = pyo.Set(model.IMPROVEMENTS, model.YEARS, initialize=steps)
    model.Reached = pyo.Expression(
        model.REACHABLE,
        rule=lambda model, *index: sum(model.Standing[index[0], s, index[5]] for s in model.REACHING[index]),
        doc="Whether an improvement by an agreement has come to a step [0 or 1]",
    )
    model.Improvement = pyo.Expression(
        model.IMPROVEMENTS,
        model.YEARS,
        rule=lambda model, *index: sum(
            known[index[:4]].value * step / steps_of(known[index[:4]]) * model.Reached[index[:4], step, index[4]]
            for step in model.STEPS_IN[index]
        ),
        doc="By how much an agreement has made an indicator better [indicator]",
    )


def measured_holders(model, case):
    """The (improvement, holder) at which averages, totals and costs per unit look."""
    parts = []
    for kind in ("average", "total", "cost"):
        for r, row in rule_rows(case, kind).iterrows():
            if not row.indicator or row.per == "supplier" or not rule_nodes(model, case, row):
                continue
            if kind == "average":
                parts += [part for sources in averaged(case, r, row).values() for x in sources for part in x.parts]
            else:
                parts += measured_parts(case, row, model.SHIPMENTS)
    return list(dict.fromkeys(index for name, index, _ in parts if name == BETTERED))


def add_quantities(model, case, bettered):
    """The quantities for which improvements hold, and the most that each could be."""
    holders = list(dict.fromkeys(index[4:] for index in bettered))
    model.IMPROVABLE_HOLDERS = pyo.Set(dimen=4, initialize=holders, doc="holder_kind, holder, material, node")
    model.most_improvable = pyo.Param(model.IMPROVABLE_HOLDERS, initialize=most_improvable(model, case, holders))
    model.ImprovableQuantity = pyo.Expression(
        model.IMPROVABLE_HOLDERS,
        rule=lambda model, kind, *name: component_of(model, kind)[index_of(kind, *name)],
        doc="Bought, run or shipped of what agreements can improve [t/yr]",
    )


def add_improved(model, case, known, bettered):
    """What is improved, step by step; what it amounts to is the part of a rule that the improvement changes."""
    names = "agreement, subject_kind, subject, indicator, holder_kind, holder, material"
    steps = [
        (*index[:7], step, index[7]) for index in bettered for step in model.STEPS_IN[index[:4], model.year[index[7]]]
    ]
    model.BETTERED = pyo.Set(dimen=8, initialize=bettered, doc=f"{names}, node")
    model.IMPROVABLE = pyo.Set(dimen=9, initialize=steps, doc=f"{names}, step, node")
    model.Improved = pyo.Var(
        model.IMPROVABLE,
        domain=pyo.NonNegativeReals,
        doc="Bought, run or shipped while an improvement has come to a step [t/yr]",
    )
    unit = {("supplier", row.supplier): model.material_unit[row.material] for row in case.rows("suppliers")}
    recipes = recipe_of(case)
    unit |= {
        ("plant", p): min((model.material_unit[m] for m, amount in recipes[p].items() if amount > 0), default=1.0)
        for p in model.PLANTS
    }
    count_in(
        model,
        model.Improved,
        lambda g, own, x, indicator, kind, name, m, step, n: model.material_unit[m] if m else unit[kind, name],
    )
    model.Bettered = pyo.Expression(
        model.BETTERED,
        rule=lambda model, *index: sum(
            step / steps_of(known[index[:4]]) * model.Improved[index[:7], step, index[7]]
            for step in model.STEPS_IN[index[:4], model.year[index[7]]]
        ),
        doc="Bought, run or shipped, times how far an improvement has come [t/yr]",
    )
    model.improved_of_quantity = pyo.Constraint(model.BETTERED, rule=improved_of_quantity)
    model.improved_when_reached = pyo.Constraint(model.IMPROVABLE, rule=improved_when_reached)
    model.improved_in_full = pyo.Constraint(model.BETTERED, rule=improved_in_full)
