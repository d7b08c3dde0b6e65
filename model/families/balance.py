"""The material balance: what comes to a place is used, stocked, delivered, sent away or discarded there."""

import pyomo.environ as pyo

from model.flows import contents
from model.shared import add_cost, count_in, grouped

STAGE_ORDER = {"extraction": 0, "processing": 1, "component": 2}


def material_balance(model, place, material, node):
    r"""What comes to a place equals what leaves it, material by material.

    $$ \text{Purchased} + \text{Made} + \text{ScrapCollected} + \text{Arrived} + \text{OutOfStock} = \text{Used} + \text{Departed} + \text{IntoStock} + \text{DeliveredAt} + \text{Replaced} + \text{Discarded} \quad \forall (c, m, n) \in \text{HOLDINGS} \times \text{NODES} $$

    All [t/yr], at place c, of material m, in node n.
    """
    sources = sum(source[place, material, node] for source in model.sources)
    uses = sum(use[place, material, node] for use in model.uses)
    return sources == uses + model.Discarded[place, material, node]


def sent_from_own(model, place, material, node):
    r"""What arrives is not sent on: departures come from purchases, outputs, scrap and stock of the place itself.

    $$ \text{Departed}_{c,m,n} \le \text{Purchased} + \text{Made} + \text{ScrapCollected} + \text{OutOfStock} \quad \forall (c, m, n) \in \text{SENDING} $$

    Or free transshipment would evade tariffs, bans and chokepoints; a journey of several legs is one route.
    """
    own = sum(source[place, material, node] for source in model.sources if source is not model.Arrived)
    return model.Departed[place, material, node] <= own


def add(model, case):
    """Adds the balance; every family that feeds it must have been added before."""
    model.Discarded = pyo.Var(
        model.HOLDINGS, model.NODES, domain=pyo.NonNegativeReals, doc="Disposed of at a place [t/yr]"
    )
    count_in(model, model.Discarded, lambda c, m, n: model.material_unit[m])
    both_ways = [
        (c, m, n)
        for c, m in model.HOLDINGS
        for n in model.NODES
        if len(model.LEAVING[c, m, n]) and len(model.ARRIVING[c, m, n])
    ]
    model.SENDING = pyo.Set(dimen=3, initialize=both_ways, doc="place, material, node")
    model.material_balance = pyo.Constraint(model.HOLDINGS, model.NODES, rule=material_balance)
    model.sent_from_own = pyo.Constraint(model.SENDING, rule=sent_from_own)
    add_disposal(model, case)
    add_waste(model, case)


def add_disposal(model, case):
    """Disposal at a cost of zero or more, so that by-products and must-take volumes have somewhere to go."""
    cost = case.filled("materials").set_index("material")["disposal_cost_usd_per_t"].to_dict()
    model.DisposalCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(cost[m] * model.Discarded[c, m, n] for c, m in model.HOLDINGS),
        doc="Cost of disposal [USD/yr]",
    )
    add_cost(model, "disposal", model.DisposalCost, "operating")


def add_waste(model, case):
    """Contained tonnes discarded at a stage or after it: what share and average rules take off, so that waste helps none."""
    stage = case.filled("materials").set_index("material")["stage"].to_dict()
    content = contents(case)
    keys = [(mineral, first) for mineral in dict.fromkeys(x for _, x in content) for first in STAGE_ORDER]
    wasted = grouped(
        (
            ((mineral, first), (c, m))
            for c, m in model.HOLDINGS
            for (material, mineral) in content
            if material == m and stage[m] in STAGE_ORDER
            for first in STAGE_ORDER
            if STAGE_ORDER[first] <= STAGE_ORDER[stage[m]]
        ),
        keys,
    )
    model.WASTABLE = pyo.Set(dimen=2, initialize=keys, doc="mineral, stage")
    model.Wasted = pyo.Expression(
        model.WASTABLE,
        model.NODES,
        initialize={
            (mineral, first, n): sum(content[m, mineral] * model.Discarded[c, m, n] for c, m in wasted[mineral, first])
            for mineral, first in keys
            for n in model.NODES
        },
        doc="Contained tonnes discarded at a stage or after it [t/yr]",
    )
