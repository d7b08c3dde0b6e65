"""Assistance to plants: agreements that raise the availability of a line, of what exists and of what is added to it."""

import pyomo.environ as pyo

from model.agreed import most_added, uplifts
from model.shared import count_in, grouped


def assisted_line(model, line, node):
    r"""The plants of an assisted line share what of its capacity is available, with what agreements secure.

    $$ \sum_{p \in \text{PLANTS\_ON}_\ell} \text{Run}_{p,n} \le a_{\ell,n} \, \text{LineCapacity}_{\ell,t(n)} + \sum_{g,p} u_{g,p} \left( \text{existing}_{\ell,t(n)} \, \text{InEffect}_{g,p,n} + \text{PlantSecured}_{g,p,n} \right) \quad \forall (\ell, n) \in \text{ASSISTED\_LINES} \times \text{NODES} $$

    $a$ `line_availability` and $u$ the uplift [fraction]; `PlantSecured` [t/yr]: of what projects and agreements add.
    """
    return (
        sum(model.Run[p, node] for p in model.PLANTS_ON[line, node])
        <= model.line_availability[line, node] * model.LineCapacity[line, model.year[node]]
        + model.AssuredLine[line, node]
    )


def plant_secured_of_added(model, agreement, plant, node):
    r"""No more is secured than projects and agreements have added to the plant's line.

    $$ \text{PlantSecured}_{g,p,n} \le \sum_{p' \in \text{ON\_LINE}_{\ell(p)}} \text{AddedCapacity}_{p',t(n)} \quad \forall (g, p, n) \in \text{PLANT\_SECURINGS} $$
    """
    return model.PlantSecured[agreement, plant, node] <= sum(
        model.AddedCapacity["plant_capacity", p, model.year[node]] for p in model.ON_LINE[model.line_of[plant]]
    )


def plant_secured_when_agreed(model, agreement, plant, node):
    r"""Nothing is secured while the agreement is not in force.

    $$ \text{PlantSecured}_{g,p,n} \le \text{most\_plant\_secured}_p \, \text{InEffect}_{g,p,n} \quad \forall (g, p, n) \in \text{PLANT\_SECURINGS} $$

    `most_plant_secured` [t/yr]: the most that can be added to the plant's line.
    """
    return (
        model.PlantSecured[agreement, plant, node]
        <= model.most_plant_secured[plant] * model.InEffect[agreement, "availability_uplift", "plant", plant, node]
    )


def add(model, case):
    """Adds what agreements secure of plants, and the limits of the lines whose availability they raise."""
    raising = uplifts(case, "plant")
    growth = most_added(case, "plant")
    most = {p: sum(growth.get(other, 0.0) for other in model.ON_LINE[model.line_of[p]]) for p in raising}
    securings = [(key[0], p, n) for p, keys in raising.items() if most[p] > 0 for key in keys for n in model.NODES]
    model.PLANT_SECURINGS = pyo.Set(dimen=3, initialize=securings, doc="agreement, plant, node")
    model.most_plant_secured = pyo.Param(list(most), initialize=most)
    model.PlantSecured = pyo.Var(
        model.PLANT_SECURINGS,
        domain=pyo.NonNegativeReals,
        doc="Secured by an agreement of capacity added to a plant's line [t/yr]",
    )
    unit = {p: model.throughput_unit[p] for p in raising}
    count_in(model, model.PlantSecured, lambda g, p, n: unit[p])
    model.plant_secured_of_added = pyo.Constraint(model.PLANT_SECURINGS, rule=plant_secured_of_added)
    model.plant_secured_when_agreed = pyo.Constraint(model.PLANT_SECURINGS, rule=plant_secured_when_agreed)
    add_lines(model, raising)


def add_lines(model, raising):
    """What agreements make available of each line on top, and its limit."""
    lines = dict.fromkeys(model.line_of[p] for p in raising)
    acting = grouped(((model.line_of[p], key) for p, keys in raising.items() for key in keys), lines)

    def assured(model, line, n):
        known = model.existing_line_capacity[line, model.year[n]]
        return sum(
            model.effect_value[key] * (known * model.InEffect[key, n] + secured(model, key[0], key[3], n))
            for key in acting[line]
        )

    def secured(model, agreement, plant, n):
        return model.PlantSecured[agreement, plant, n] if (agreement, plant, n) in model.PLANT_SECURINGS else 0.0

    model.ASSISTED_LINES = pyo.Set(initialize=list(lines), doc="line")
    model.AssuredLine = pyo.Expression(
        model.ASSISTED_LINES,
        model.NODES,
        rule=assured,
        doc="Capacity of a line that agreements make available on top [t/yr]",
    )
    model.assisted_line = pyo.Constraint(model.ASSISTED_LINES, model.NODES, rule=assisted_line)
