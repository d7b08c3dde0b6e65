"""ESG costs: per unit of an indicator (a carbon price), per tonne (a bond), or per active supplier (an audit)."""

import pyomo.environ as pyo

from model.errors import InputError, Issue
from model.flows import potential_capacity
from model.indicators import measured_parts, subjects
from model.minerals import named_minerals
from model.rules import rule_nodes, rule_rows, sum_of
from model.shared import add_cost, grouped


def active_supplier(model, supplier, node):
    r"""A supplier that costs something per year is bought from only while it is active.

    $$ \text{Bought}_{i,n} \le \text{potential}_i \, \text{Active}_{i,t(n)} \quad \forall (i, n) \in \text{AUDITED} $$

    `Active` binary; `potential` [t/yr], the most that the supplier could ever sell.
    """
    return model.Bought[supplier, node] <= model.potential[supplier] * model.Active[supplier, model.year[node]]


def add(model, case):
    """Adds the costs per unit and per active supplier."""
    add_rates(model, case)
    add_audits(model, case)


def add_rates(model, case):
    """Costs per unit of an indicator (a carbon price), or per tonne (a bond)."""
    rules = rule_rows(case, "cost")
    rules = rules[rules["per"] != "supplier"]
    terms = {r: measured_parts(case, row, model.SHIPMENTS) for r, row in rules.iterrows()}
    nodes = {r: set(rule_nodes(model, case, row)) for r, row in rules.iterrows()}
    rate = case.by_year("rules", "limit").to_dict()
    model.RATES = pyo.Set(initialize=list(rules.index), doc="rule")
    model.RateCost = pyo.Expression(
        model.RATES,
        model.NODES,
        rule=lambda model, r, n: rate[r, model.year[n]] * sum_of(model, terms[r] if n in nodes[r] else (), n),
        doc="Cost by a rule of what it measures [USD/yr]",
    )
    model.EsgCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.RateCost[r, n] for r in model.RATES),
        doc="Cost by rules of what they measure, such as a carbon price [USD/yr]",
    )
    add_cost(model, "ESG costs", model.EsgCost, "operating")


def add_audits(model, case):
    """Costs per active supplier and year, such as audits."""
    rules = rule_rows(case, "cost")
    rules = rules[rules["per"] == "supplier"]
    rate = case.by_year("rules", "limit").to_dict()
    charge = {}
    for r, row in rules.iterrows():
        minerals = named_minerals(row)
        for x in subjects(case, kinds=("supplier",), minerals=minerals, stage=row.stage, where=row["where"]):
            for n in rule_nodes(model, case, row):
                t = model.year[n]
                charge[x.name, t] = charge.get((x.name, t), 0.0) + rate[r, t]
    potential = potential_capacity(case)
    require_potential(sorted({i for i, _ in charge if not potential[i] >= 0}))
    pairs = [(i, n) for i, t in charge for n in model.TRUNK if model.year[n] == t and len(model.LIFTED_FROM[i, n])]
    model.AUDITED = pyo.Set(dimen=2, initialize=pairs, doc="supplier, node")
    model.ACTIVITIES = pyo.Set(dimen=2, initialize=list(charge), doc="supplier, year")
    model.Active = pyo.Var(
        model.ACTIVITIES,
        domain=pyo.Binary,
        doc="Whether a supplier with a yearly cost is bought from [0 or 1]",
    )
    model.potential = pyo.Param(model.SUPPLIERS, initialize={i: potential[i] for i, _ in charge})
    model.active_supplier = pyo.Constraint(model.AUDITED, rule=active_supplier)
    charged = grouped(((t, i) for i, t in charge), case.years)
    model.AuditCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(
            charge[i, model.year[n]] * model.Active[i, model.year[n]] for i in charged[model.year[n]]
        ),
        doc="Cost of active suppliers, such as audits [USD/yr]",
    )
    add_cost(model, "cost of active suppliers", model.AuditCost, "operating")


def require_potential(unlimited):
    """A supplier that costs something while active needs a capacity.

    Raises:
        InputError: One has none.
    """
    if unlimited:
        raise InputError(
            Issue(
                table="suppliers",
                column="capacity_t_per_year",
                message=f"a rule charges for supplier {name!r} while it is active, and it has no capacity",
                hint="Give capacity_t_per_year.",
            )
            for name in unlimited
        )
