"""What agreements unlock: contracts, suppliers, projects and routes that are closed to the buyer without one."""

import pyomo.environ as pyo

from model.agreed import most_added
from model.errors import InputError, Issue
from model.shared import most_bought


def signed_when_unlocked(model, contract, year):
    r"""A contract that needs an agreement is signed only while that is in force.

    $$ \text{Volume}_{k,t} \le \text{max\_volume}_k \, \text{Unlocked}_{k,t} \quad \forall (k, t) \in \text{LOCKED\_OFFERS} $$

    `Unlocked` [fraction]: 1 once an agreement has opened it in full.
    """
    return model.Volume[contract, year] <= model.max_volume[contract] * model.Unlocked["contract", contract, year]


def covered_by_volume(model, contract, year):
    r"""Of a contract that needs an agreement no more is in force than is signed.

    $$ \text{Covered}_{k,t} \le \text{SignedVolume}_{k,t} \quad \forall (k, t) \in \text{LOCKED\_TERMS} $$

    `Covered` [t/yr]: the volume in force of such a contract.
    """
    return model.Covered[contract, year] <= model.SignedVolume[contract, year]


def covered_when_unlocked(model, contract, year):
    r"""A contract that needs an agreement is in force only while that is: nothing is lifted, owed or kept free after it.

    $$ \text{Covered}_{k,t} \le \text{max\_volume}_k \, \text{Unlocked}_{k,t} \quad \forall (k, t) \in \text{LOCKED\_TERMS} $$
    """
    return model.Covered[contract, year] <= model.max_volume[contract] * model.Unlocked["contract", contract, year]


def covered_in_full(model, contract, agreement, effect, kind, target, year):
    r"""While an agreement has opened a contract in full, all that is signed is in force, and owed.

    $$ \text{Covered}_{k,t} \ge \text{SignedVolume}_{k,t} - \text{max\_volume}_k \, (1 - \text{Effect}_{e,t}) \quad \forall (k, e, t) \in \text{OPENED\_TERMS} $$

    e an effect that unlocks the contract.
    """
    return model.Covered[contract, year] >= model.SignedVolume[contract, year] - model.max_volume[contract] * (
        1 - model.Effect[agreement, effect, kind, target, year]
    )


def spot_when_unlocked(model, contract, node):
    r"""Nothing is lifted under a spot contract that needs an agreement while that is not in force.

    $$ \text{Lifted}_{k,n} \le \text{max\_volume}_k \sum_{e \in \text{UNLOCKING}_k} \text{InEffect}_{e,n} \quad \forall (k, n) \in \text{LOCKED\_SPOT} $$

    `InEffect` [fraction].
    """
    return model.Lifted[contract, node] <= model.max_volume[contract] * opened(model, "contract", contract, node)


def supplier_when_unlocked(model, supplier, node):
    r"""Nothing is bought from a supplier that agreements unlock while none is in force; it opens with the effect.

    $$ \text{Bought}_{i,n} \le \text{most\_bought}_{i,n} \sum_{e \in \text{UNLOCKING}_i} \text{InEffect}_{e,n} \quad \forall (i, n) \in \text{LOCKED\_SUPPLY} $$

    `most_bought` [t/yr]: what it could deliver with all that could be added, at its best availability.
    """
    return model.Bought[supplier, node] <= model.most_bought[supplier, node] * opened(model, "supplier", supplier, node)


def decided_when_unlocked(model, project, year):
    r"""No block of a project that agreements unlock is decided while none is in force.

    $$ \text{Built}_{j,t} \le \text{max\_blocks}_j \, \text{Unlocked}_{j,t} \quad \forall (j, t) \in \text{LOCKED\_BUILDS} $$
    """
    return model.Built[project, year] <= model.max_blocks[project] * model.Unlocked["project", project, year]


def shipped_when_unlocked(model, route, node):
    r"""Nothing is shipped on a route that agreements unlock while none is in force; it opens with the effect.

    $$ \sum_m \text{Shipped}_{r,m,n} \le \text{most\_shipped}_{r,t(n)} \sum_{e \in \text{UNLOCKING}_r} \text{InEffect}_{e,n} \quad \forall (r, n) \in \text{LOCKED\_ROUTES} $$

    `most_shipped` [t/yr]: its capacity with all that could be added.
    """
    return sum(model.Shipped[route, m, node] for m in model.CARRIED_BY[route, node]) <= model.most_shipped[
        route, model.year[node]
    ] * opened(model, "route", route, node)


def opened(model, kind, target, node):
    """What agreements have opened of a target in a node."""
    return sum(model.InEffect[key, node] for key in model.UNLOCKING[kind, target])


def add(model, case):
    """Adds the locks of contracts, suppliers, projects and routes."""
    require_capacity(model, case)
    add_contracts(model)
    add_suppliers(model, case)
    add_projects(model)
    add_routes(model, case)


def require_capacity(model, case):
    """A supplier or route that agreements unlock needs a capacity, of which nothing is open without one.

    Raises:
        InputError: One has none.
    """
    tables = {"supplier": "suppliers", "route": "routes"}
    limited = {
        kind: set(case.by_year(table, "capacity_t_per_year").dropna().index.get_level_values(0))
        for kind, table in tables.items()
    }
    bare = [(kind, name) for kind, name in model.LOCKED if kind in tables and name not in limited[kind]]
    if bare:
        raise InputError(
            Issue(
                table=tables[kind],
                column="capacity_t_per_year",
                message=f"an agreement unlocks {kind} {name!r}, which has no capacity",
                hint="Give capacity_t_per_year.",
            )
            for kind, name in bare
        )


def locked(model, kind):
    """The targets of a kind that agreements unlock."""
    return {target for own, target in model.LOCKED if own == kind}


def add_contracts(model):
    """Contracts with a volume are signed, and in force, only with an agreement; spot contracts are used only then."""
    contracts = locked(model, "contract")
    model.LOCKED_OFFERS = pyo.Set(
        dimen=2, initialize=[(k, t) for k, t in model.OFFERS if k in contracts], doc="contract, year"
    )
    model.OPENED_TERMS = pyo.Set(
        dimen=6,
        initialize=[(k, *key, t) for k, t in model.LOCKED_TERMS for key in model.UNLOCKING["contract", k]],
        doc="contract, agreement, effect, target_kind, target, year",
    )
    model.LOCKED_SPOT = pyo.Set(
        dimen=2, initialize=[(k, n) for k, n in model.SPOT_LIFTINGS if k in contracts], doc="contract, node"
    )
    model.signed_when_unlocked = pyo.Constraint(model.LOCKED_OFFERS, rule=signed_when_unlocked)
    model.covered_by_volume = pyo.Constraint(model.LOCKED_TERMS, rule=covered_by_volume)
    model.covered_when_unlocked = pyo.Constraint(model.LOCKED_TERMS, rule=covered_when_unlocked)
    model.covered_in_full = pyo.Constraint(model.OPENED_TERMS, rule=covered_in_full)
    model.spot_when_unlocked = pyo.Constraint(model.LOCKED_SPOT, rule=spot_when_unlocked)


def add_suppliers(model, case):
    """Suppliers that are closed without an agreement."""
    suppliers = locked(model, "supplier")
    pairs = [(i, n) for i in model.LIMITED_SUPPLIERS for n in model.NODES if i in suppliers]
    pairs = [(i, n) for i, n in pairs if len(model.LIFTED_FROM[i, n])]
    model.LOCKED_SUPPLY = pyo.Set(dimen=2, initialize=pairs, doc="supplier, node")
    model.most_bought = pyo.Param(model.LOCKED_SUPPLY, initialize=most_bought(model, case, pairs))
    model.supplier_when_unlocked = pyo.Constraint(model.LOCKED_SUPPLY, rule=supplier_when_unlocked)


def add_projects(model):
    """Projects that cannot be decided without an agreement."""
    projects = locked(model, "project")
    builds = [(j, t) for j, t in model.BUILDS if j in projects]
    model.LOCKED_BUILDS = pyo.Set(dimen=2, initialize=builds, doc="project, year")
    model.decided_when_unlocked = pyo.Constraint(model.LOCKED_BUILDS, rule=decided_when_unlocked)


def add_routes(model, case):
    """Routes that are closed without an agreement."""
    routes = locked(model, "route")
    growth = most_added(case, "route")
    most = {(r, t): model.route_limit[r, t] + growth.get(r, 0.0) for r in sorted(routes) for t in model.YEARS}
    pairs = [(r, n) for r in model.ROUTES for n in model.NODES if r in routes and len(model.CARRIED_BY[r, n])]
    model.LOCKED_ROUTES = pyo.Set(dimen=2, initialize=pairs, doc="route, node")
    model.most_shipped = pyo.Param(list(most), initialize=most)
    model.shipped_when_unlocked = pyo.Constraint(model.LOCKED_ROUTES, rule=shipped_when_unlocked)
