"""Assistance: agreements that raise the availability of a supplier, in full on what is known, in part on what is decided."""

import pyomo.environ as pyo

from model.agreed import most_added, uplifts
from model.errors import InputError, Issue
from model.shared import count_in, grouped

UPLIFT = "availability_uplift"


def assisted_capacity(model, supplier, node):
    r"""All that is bought from an assisted supplier stays within what it can deliver.

    $$ \text{Bought}_{i,n} \le a_{i,n} \, \text{Capacity}_{i,t(n)} + \sum_{g} u_{g,i} \left( \text{existing}_{i,t(n)} \, \text{InEffect}_{g,i,n} + \text{Secured}_{g,i,n} \right) \quad \forall (i, n) \in \text{ASSISTED\_SUPPLY} $$

    $a$ `availability_contract` and $u$ the uplift [fraction]; `Secured` [t/yr]: of what projects and agreements add.
    """
    return (
        model.Bought[supplier, node]
        <= model.availability_contract[supplier, node] * model.Capacity[supplier, model.year[node]]
        + model.Assured[supplier, node]
    )


def assisted_spot(model, supplier, node):
    r"""Spot buyers get what contracts leave, and of what is secured what contracts do not secure.

    $$ \sum_{k \in \text{SPOT}_i} \text{Lifted}_{k,n} \le a'_{i,n} \left( \text{Capacity}_{i,t(n)} - \sum_k \text{VolumeInForce}_{k,t(n)} \right) + \sum_g u_{g,i} \left( \text{existing}_{i,t(n)} \, \text{InEffect}_{g,i,n} + \text{Secured}_{g,i,n} - \sum_k \text{Secured}_{g,k,n} \right) \quad \forall (i, n) \in \text{ASSISTED\_SPOT} $$
    """
    t = model.year[node]
    spoken_for = sum(model.VolumeInForce[k, t] for k in model.TERM_CONTRACTS_OF[supplier])
    return sum(model.Lifted[k, node] for k in model.SPOT_FROM[supplier, node]) <= (
        model.availability_spot[supplier, node] * (model.Capacity[supplier, t] - spoken_for)
        + model.Assured[supplier, node]
        - sum(model.AssuredVolume[k, node] for k in model.ASSISTED_FROM[supplier, node])
    )


def assisted_lifting(model, contract, node):
    r"""What is lifted under a contract of an assisted supplier stays within what is available of its volume.

    $$ \text{Lifted}_{k,n} \le a_{i(k),n} \, \text{VolumeInForce}_{k,t(n)} + \sum_g u_{g,i(k)} \, \text{Secured}_{g,k,n} \quad \forall (k, n) \in \text{ASSISTED\_LIFTINGS} $$
    """
    return (
        model.Lifted[contract, node]
        <= model.availability_contract[model.supplier_of[contract], node]
        * model.VolumeInForce[contract, model.year[node]]
        + model.AssuredVolume[contract, node]
    )


def secured_of_amount(model, agreement, kind, holder, node):
    r"""No more is secured than is decided: the volume in force of a contract, the capacity added to a supplier.

    $$ \text{Secured}_{g,x,n} \le \text{Securable}_{x,n} \quad \forall (g, x, n) \in \text{SECURINGS} $$
    """
    return model.Secured[agreement, kind, holder, node] <= model.Securable[kind, holder, node]


def secured_when_agreed(model, agreement, kind, holder, node):
    r"""Nothing is secured while the agreement is not in force.

    $$ \text{Secured}_{g,x,n} \le \text{most\_secured}_x \, \text{InEffect}_{g,i(x),n} \quad \forall (g, x, n) \in \text{SECURINGS} $$

    `most_secured` [t/yr]: the most volume of the contract, or the most that can be added to the supplier.
    """
    return model.Secured[agreement, kind, holder, node] <= model.most_secured[kind, holder] * effect_on(
        model, agreement, kind, holder, node
    )


def secured_in_full(model, agreement, kind, holder, node):
    r"""While an agreement is in full effect all of it is secured, so that spot buyers do not take what is a contract's.

    $$ \text{Secured}_{g,x,n} \ge \text{Securable}_{x,n} - \text{most\_secured}_x \, (1 - \text{InEffect}_{g,i(x),n}) \quad \forall (g, x, n) \in \text{SECURINGS} $$
    """
    return model.Secured[agreement, kind, holder, node] >= model.Securable[kind, holder, node] - model.most_secured[
        kind, holder
    ] * (1 - effect_on(model, agreement, kind, holder, node))


def effect_on(model, agreement, kind, holder, node):
    """How far an agreement assists the supplier of a contract, or the supplier itself."""
    return model.InEffect[agreement, UPLIFT, "supplier", model.assisted_supplier[kind, holder], node]


def add(model, case):
    """Adds what agreements secure, and the limits of the suppliers whose availability they raise."""
    raising = uplifts(case, "supplier")
    holders = secured_holders(model, raising)
    require_most(model, holders)
    add_secured(model, case, raising, holders)
    add_assured(model, raising)
    add_limits(model, raising)


def secured_holders(model, raising):
    """The (kind, holder) whose decided amounts agreements secure, with their supplier."""
    contracts = {("contract", k): i for i in raising for k in model.TERM_CONTRACTS_OF[i]}
    grown = {
        ("supplier", i): i
        for i in raising
        if i in model.LIMITED_SUPPLIERS
        and (len(model.ADDING["supplier_capacity", i]) or len(model.AGREED_IN["supplier_capacity", i]))
    }
    return {**contracts, **grown}


def require_most(model, holders):
    """A contract of an assisted supplier needs a most volume, its own or its supplier's capacity.

    Raises:
        InputError: One has none.
    """
    bare = [k for kind, k in holders if kind == "contract" and k not in model.max_volume]
    if bare:
        raise InputError(
            Issue(
                table="contracts",
                column="max_volume_t_per_year",
                message=f"an agreement raises the availability of the supplier of contract {name!r}, but neither has a most",
                hint="Give max_volume_t_per_year.",
            )
            for name in bare
        )


def add_secured(model, case, raising, holders):
    """What is secured of the volumes of contracts, and of capacity that is added."""
    growth = most_added(case, "supplier")

    def nodes_of(kind, holder):
        return [n for n in model.NODES if kind == "supplier" or (holder, n) in model.TERM_LIFTINGS]

    securings = [
        (key[0], kind, holder, n)
        for (kind, holder), i in holders.items()
        for key in raising[i]
        for n in nodes_of(kind, holder)
    ]
    most = {(kind, x): model.max_volume[x] if kind == "contract" else growth[x] for kind, x in holders}
    places = [(kind, x, n) for kind, x in holders for n in nodes_of(kind, x)]
    model.SECURINGS = pyo.Set(dimen=4, initialize=securings, doc="agreement, holder_kind, holder, node")
    model.SECURED_AMOUNTS = pyo.Set(dimen=3, initialize=places, doc="holder_kind, holder, node")
    model.most_secured = pyo.Param(list(holders), initialize=most)
    model.assisted_supplier = pyo.Param(list(holders), initialize=holders, within=pyo.Any)
    model.Secured = pyo.Var(
        model.SECURINGS,
        domain=pyo.NonNegativeReals,
        doc="Secured by an agreement, of a contract's volume or of capacity added to a supplier [t/yr]",
    )
    material = case.filled("suppliers").set_index("supplier")["material"]
    unit = {x: model.material_unit[material[i]] for x, i in holders.items()}
    count_in(model, model.Secured, lambda g, kind, x, n: unit[kind, x])
    model.Securable = pyo.Expression(
        model.SECURED_AMOUNTS,
        rule=lambda model, kind, x, n: (
            model.VolumeInForce[x, model.year[n]]
            if kind == "contract"
            else model.AddedCapacity["supplier_capacity", x, model.year[n]]
        ),
        doc="What agreements can secure: a contract's volume in force, capacity added to a supplier [t/yr]",
    )
    model.secured_of_amount = pyo.Constraint(model.SECURINGS, rule=secured_of_amount)
    model.secured_when_agreed = pyo.Constraint(model.SECURINGS, rule=secured_when_agreed)
    model.secured_in_full = pyo.Constraint(model.SECURINGS, rule=secured_in_full)


def add_assured(model, raising):
    """What agreements make available on top: of a supplier's capacity, and of a contract's volume."""
    limited = [(i, n) for i in raising for n in model.NODES if i in model.LIMITED_SUPPLIERS]
    lifted = [(k, n) for k, n in model.TERM_LIFTINGS if model.supplier_of[k] in raising]
    securing = grouped((((kind, x, n), g) for g, kind, x, n in model.SECURINGS), model.SECURED_AMOUNTS)

    def uplift(g, i):
        return model.effect_value[g, UPLIFT, "supplier", i]

    def secured(kind, x, n):
        by = securing.get((kind, x, n), ())
        return sum(uplift(g, model.assisted_supplier[kind, x]) * model.Secured[g, kind, x, n] for g in by)

    model.ASSISTED = pyo.Set(dimen=2, initialize=limited, doc="supplier, node")
    model.ASSISTED_LIFTINGS = pyo.Set(dimen=2, initialize=lifted, doc="contract, node")
    model.Assured = pyo.Expression(
        model.ASSISTED,
        rule=lambda model, i, n: (
            sum(
                uplift(key[0], i) * model.existing_capacity[i, model.year[n]] * model.InEffect[key, n]
                for key in raising[i]
            )
            + secured("supplier", i, n)
        ),
        doc="Capacity of a supplier that agreements make available on top [t/yr]",
    )
    model.AssuredVolume = pyo.Expression(
        model.ASSISTED_LIFTINGS,
        rule=lambda model, k, n: secured("contract", k, n),
        doc="Volume of a contract that agreements make available on top [t/yr]",
    )


def add_limits(model, raising):
    """Capacity, what contracts leave, and volumes in force, of assisted suppliers."""
    supplied = [(i, n) for i, n in model.ASSISTED if len(model.LIFTED_FROM[i, n])]
    spot = [(i, n) for i, n in supplied if len(model.SPOT_FROM[i, n]) and len(model.TERM_CONTRACTS_OF[i])]
    lifted = grouped(
        (((model.supplier_of[k], n), k) for k, n in model.ASSISTED_LIFTINGS),
        [(i, n) for i in raising for n in model.NODES],
    )
    model.ASSISTED_FROM = pyo.Set(list(lifted), initialize=lifted)
    model.ASSISTED_SUPPLY = pyo.Set(dimen=2, initialize=supplied, doc="supplier, node")
    model.ASSISTED_SPOT = pyo.Set(dimen=2, initialize=spot, doc="supplier, node")
    model.assisted_capacity = pyo.Constraint(model.ASSISTED_SUPPLY, rule=assisted_capacity)
    model.assisted_spot = pyo.Constraint(model.ASSISTED_SPOT, rule=assisted_spot)
    model.assisted_lifting = pyo.Constraint(model.ASSISTED_LIFTINGS, rule=assisted_lifting)
