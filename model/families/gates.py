"""Gates: a supplier, plant or project opens only after a step with its delay and its cost, such as an assessment."""

import pyomo.environ as pyo

from model.agreed import most_added
from model.errors import InputError, Issue
from model.flows import potential_capacity
from model.gates import gates
from model.shared import add_cost, grouped, most_line_capacity


def stepped_once(model, rule, kind, subject):
    r"""The step that a gate asks of a supplier, plant or project is begun once at most.

    $$ \sum_{s} \text{Stepped}_{r,x,s} \le 1 \quad \forall (r, x) \in \text{STEPPING} $$

    `Stepped` binary: the step is begun in year s, in any planning year in which it can still end in time.
    """
    return sum(model.Stepped[rule, kind, subject, s] for s in model.STEP_YEARS[rule, kind, subject]) <= 1


def open_after_step(model, rule, kind, subject, node):
    r"""While a gate holds, nothing is bought of a supplier or run through a plant before its step is done.

    It holds in every node, for no disruption shortens an assessment. Before the first year of the rule what it picks is
    open, and a step may be begun then already.

    $$ \text{GatedQuantity}_{x,n} \le \text{potential}_x \, \text{Opened}_{r,x,t(n)} \quad \forall (r, x, n) \in \text{GATED} $$
    $$ \text{Opened}_{r,x,t} = \sum_{s :\, s + \text{delay}_r \le t} \text{Stepped}_{r,x,s} $$

    `GatedQuantity` [t/yr]: `Bought` or `Run`; `potential` [t/yr], the most that could ever be bought or run; `delay`
    [yr].
    """
    return (
        model.GatedQuantity[rule, kind, subject, node]
        <= model.gated_potential[kind, subject] * model.Opened[rule, kind, subject, model.year[node]]
    )


def built_after_step(model, rule, kind, project, year):
    r"""While a gate holds, no block of a project is decided before its step is done; a committed one is decided.

    $$ \text{Built}_{j,t} \le \text{max\_blocks}_j \, \text{Opened}_{r,j,t} \quad \forall (r, j, t) \in \text{GATED\_BUILDS} $$

    `Built` [blocks].
    """
    return model.Built[project, year] <= model.max_blocks[project] * model.Opened[rule, kind, project, year]


def add(model, case):
    """Adds the steps, what they open, and what they cost."""
    found = gates(case)
    pairs, builds = gated_nodes(model, found), gated_builds(model, found)
    found = {key: gate for key, gate in found.items() if key in {index[:3] for index in (*pairs, *builds)}}
    model.STEPS = pyo.Set(
        dimen=4,
        initialize=[(*key, s) for key, gate in found.items() for s in gate.steps],
        doc="rule, subject_kind, subject, year",
    )
    model.Stepped = pyo.Var(
        model.STEPS, domain=pyo.Binary, doc="Whether the step that a gate asks for is begun in a year [0 or 1]"
    )
    model.STEP_YEARS = pyo.Set(list(found), initialize={key: list(gate.steps) for key, gate in found.items()})
    stepping = [key for key, gate in found.items() if len(gate.steps) > 1]
    model.STEPPING = pyo.Set(dimen=3, initialize=stepping, doc="rule, subject_kind, subject")
    held = {(*key, t): gate.opening(t) for key, gate in found.items() for t in gate.years}
    model.HELD = pyo.Set(dimen=4, initialize=list(held), doc="rule, subject_kind, subject, year")
    model.Opened = pyo.Expression(
        model.HELD,
        rule=lambda model, r, kind, x, t: sum(model.Stepped[r, kind, x, s] for s in held[r, kind, x, t]),
        doc="Whether the step that a gate asks for is done by a year [0 or 1]",
    )
    model.stepped_once = pyo.Constraint(model.STEPPING, rule=stepped_once)
    add_quantities(model, case, pairs)
    model.GATED_BUILDS = pyo.Set(dimen=4, initialize=builds, doc="rule, subject_kind, subject, year")
    model.built_after_step = pyo.Constraint(model.GATED_BUILDS, rule=built_after_step)
    add_costs(model, case, found)


def gated_nodes(model, found):
    """Where a gate stands before something that is bought of a supplier or run through a plant."""

    def flows(kind, x, n):
        return len(model.LIFTED_FROM[x, n]) if kind == "supplier" else (x, n) in model.RUNS

    return [
        (r, kind, x, n)
        for (r, kind, x), gate in found.items()
        if kind != "project"
        for n in model.NODES
        if model.year[n] in gate.years and flows(kind, x, n)
    ]


def gated_builds(model, found):
    """Where a gate stands before the decision to build."""
    return [
        (r, kind, j, t)
        for (r, kind, j), gate in found.items()
        if kind == "project"
        for t in model.DECIDABLE[j]
        if t in gate.years
    ]


def add_quantities(model, case, pairs):
    """What is bought of suppliers and run through plants behind gates."""
    component = {"supplier": model.Bought, "plant": model.Run}
    model.GATED = pyo.Set(dimen=4, initialize=pairs, doc="rule, subject_kind, subject, node")
    most = potentials(model, case, pairs)
    model.gated_potential = pyo.Param(list(most), initialize=most)
    model.GatedQuantity = pyo.Expression(
        model.GATED,
        rule=lambda model, r, kind, x, n: component[kind][x, n],
        doc="Bought of a supplier or run through a plant behind a gate [t/yr]",
    )
    model.open_after_step = pyo.Constraint(model.GATED, rule=open_after_step)


def potentials(model, case, pairs):
    """The most that each supplier behind a gate can sell, and each plant run [t/yr].

    Raises:
        InputError: A supplier has no capacity.
    """
    sellers = potential_capacity(case)
    growth = most_added(case, "plant")
    gated = {(kind, x): r for r, kind, x, _ in pairs}
    unlimited = [(r, x) for (kind, x), r in gated.items() if kind == "supplier" and not sellers[x] >= 0]
    if unlimited:
        raise InputError(
            Issue(
                table="suppliers",
                column="capacity_t_per_year",
                message=f"rule {rule!r} is a gate before supplier {supplier!r}, which has no capacity",
                hint="Give capacity_t_per_year.",
            )
            for rule, supplier in unlimited
        )
    return {(kind, x): sellers[x] if kind == "supplier" else most_line_capacity(model, x, growth) for kind, x in gated}


def add_costs(model, case, found):
    """What steps cost, when they are begun."""
    begun_in = grouped(((s, (r, kind, x)) for r, kind, x, s in model.STEPS), case.years)
    model.GateCost = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(found[key].cost * model.Stepped[(*key, t)] for key in begun_in[t]),
        doc="Paid for the steps that gates ask for, when they are begun [USD]",
    )
    add_cost(model, "gate costs", model.GateCost, "one_off")
