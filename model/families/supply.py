"""Supply: what is lifted under each contract, within capacity and reserve."""

import pyomo.environ as pyo

from model.agreed import uplifts
from model.case.rows import whole
from model.errors import InputError, Issue
from model.flows import contracts_of
from model.shared import active, add_source, count_in, given, grouped, ramp


def supplier_capacity(model, supplier, node):
    r"""All that is bought from a supplier stays within what it can deliver.

    $$ \sum_{k \in \text{CONTRACTS\_OF}_i} \text{Lifted}_{k,n} \le a_{i,n} \, \text{Capacity}_{i,t(n)} \quad \forall (i, n) \in \text{LIMITED\_SUPPLY} $$

    `Lifted`, `Capacity` [t/yr]; $a$ `availability_contract` [fraction].
    """
    return (
        sum(model.Lifted[k, node] for k in model.LIFTED_FROM[supplier, node])
        <= model.availability_contract[supplier, node] * model.Capacity[supplier, model.year[node]]
    )


def volumes_within_capacity(model, supplier, year):
    r"""No more is contracted than a supplier can make.

    $$ \sum_{k \in \text{TERM\_CONTRACTS}_i} \text{VolumeInForce}_{k,t} \le \text{Capacity}_{i,t} \quad \forall (i, t) \in \text{CONTRACTED\_SUPPLY} $$

    `VolumeInForce`, `Capacity` [t/yr].
    """
    return (
        sum(model.VolumeInForce[k, year] for k in model.TERM_CONTRACTS_OF[supplier]) <= model.Capacity[supplier, year]
    )


def spot_leftover(model, supplier, node):
    r"""Spot buyers get what contracts leave.

    $$ \sum_{k \in \text{SPOT}_i} \text{Lifted}_{k,n} \le a'_{i,n} \left( \text{Capacity}_{i,t(n)} - \sum_{k \in \text{TERM\_CONTRACTS}_i} \text{VolumeInForce}_{k,t(n)} \right) \quad \forall (i, n) \in \text{SPOT\_SUPPLY} $$

    $a'$ `availability_spot` [fraction], at most `availability_contract`.
    """
    spoken_for = sum(model.VolumeInForce[k, model.year[node]] for k in model.TERM_CONTRACTS_OF[supplier])
    return sum(model.Lifted[k, node] for k in model.SPOT_FROM[supplier, node]) <= model.availability_spot[
        supplier, node
    ] * (model.Capacity[supplier, model.year[node]] - spoken_for)


def lifted_under_contract(model, contract, node):
    r"""What is lifted under an offtake or an equity stake stays within the volume in force that is available.

    $$ \text{Lifted}_{k,n} \le a_{i(k),n} \, \text{VolumeInForce}_{k,t(n)} \quad \forall (k, n) \in \text{PLAIN\_LIFTINGS} $$
    """
    return (
        model.Lifted[contract, node]
        <= model.availability_contract[model.supplier_of[contract], node]
        * model.VolumeInForce[contract, model.year[node]]
    )


def reserve_drawn(model, supplier, node):
    r"""What has been drawn from a reserve adds up along a path, and stays within it.

    $$ \text{Drawn}_{i,n} = \text{Drawn}_{i,\text{parent}(n)} + \Delta_n \sum_{k} \text{Lifted}_{k,n} \quad \forall (i, n) \in \text{RESERVES} \times \text{NODES} $$

    `Drawn` [t], at most `reserve`; $\Delta$ `years_in` [yr].
    """
    return model.Drawn[supplier, node] == model.Drawn[supplier, model.parent[node]] + model.years_in[node] * sum(
        model.Lifted[k, node] for k in model.LIFTED_FROM[supplier, node]
    )


def add(model, case):
    """Adds the purchases and their limits."""
    contracts = contracts_of(case)
    suppliers = case.filled("suppliers").set_index("supplier")
    model.SUPPLIERS = pyo.Set(initialize=list(suppliers.index), doc="supplier")
    model.supplier_of = pyo.Param(model.CONTRACTS, initialize=contracts["supplier"].to_dict(), within=pyo.Any)
    add_capacity(model, case, suppliers)
    add_liftings(model, case, contracts, suppliers)
    add_limits(model, suppliers, set(uplifts(case, "supplier")))


def add_capacity(model, case, suppliers):
    """What a supplier can make within the buyer's reach, with what projects add, and how much of it is available."""
    within_reach = case.by_year("suppliers", "capacity_t_per_year") * case.by_year("suppliers", "reach")
    open_years = {i: active(row, case.years) for i, row in suppliers.iterrows()}

    def share_open(i, t):
        start = whole(suppliers.at[i, "first_year"])
        ramped = 1.0 if start is None else ramp(t - start, int(suppliers.at[i, "ramp_up_years"]))
        return ramped if t in open_years[i] else 0.0

    existing = {(i, t): amount * share_open(i, t) for (i, t), amount in given(within_reach).items()}
    limited = sorted({i for i, _ in existing})
    model.existing_capacity = pyo.Param(limited, model.YEARS, initialize=existing)
    model.LIMITED_SUPPLIERS = pyo.Set(initialize=limited, doc="supplier")
    model.Capacity = pyo.Expression(
        model.LIMITED_SUPPLIERS,
        model.YEARS,
        rule=lambda model, i, t: model.existing_capacity[i, t] + model.AddedCapacity["supplier_capacity", i, t],
        doc="What a supplier can make within the buyer's reach [t/yr]",
    )
    base = case.by_year("suppliers", "availability").to_dict()
    available = {(i, n): base[i, model.year[n]] for i in suppliers.index for n in model.NODES}
    model.availability_base = pyo.Param(model.SUPPLIERS, model.YEARS, initialize=base)
    model.availability_contract = pyo.Param(model.SUPPLIERS, model.NODES, initialize=available)
    model.availability_spot = pyo.Param(model.SUPPLIERS, model.NODES, initialize=available)


def add_liftings(model, case, contracts, suppliers):
    """Where something can be lifted: in the open years of the supplier, and of the contract (spot) or its terms."""
    open_years = {i: set(active(row, case.years)) for i, row in suppliers.iterrows()}

    def lifting_years(k, row):
        if row.kind == "spot":
            return set(active(row, case.years))
        return {t for t in case.years if model.committed_volume[k, t] > 0 or len(model.IN_FORCE[k, t])}

    years = {k: lifting_years(k, row) & open_years[row.supplier] for k, row in contracts.iterrows()}
    pairs = [(k, n) for k in contracts.index for n in model.NODES if model.year[n] in years[k]]
    spot = set(contracts.index[contracts["kind"] == "spot"])
    most = contracts["max_volume_t_per_year"].dropna().to_dict()
    unit = {k: model.material_unit[suppliers.at[row.supplier, "material"]] for k, row in contracts.iterrows()}
    model.LIFTINGS = pyo.Set(dimen=2, initialize=pairs, doc="contract, node")
    model.SPOT_LIFTINGS = pyo.Set(dimen=2, initialize=[p for p in pairs if p[0] in spot], doc="contract, node")
    model.TERM_LIFTINGS = pyo.Set(dimen=2, initialize=[p for p in pairs if p[0] not in spot], doc="contract, node")
    model.Lifted = pyo.Var(
        model.LIFTINGS,
        domain=pyo.NonNegativeReals,
        bounds=lambda model, k, n: (0, most.get(k) if k in spot else None),
        doc="Purchased under a contract [t/yr]",
    )
    count_in(model, model.Lifted, lambda k, n: unit[k])
    by_supplier = [((model.supplier_of[k], n), k) for k, n in pairs]
    every = [(i, n) for i in suppliers.index for n in model.NODES]
    model.LIFTED_FROM = pyo.Set(every, initialize=grouped(by_supplier, every))
    model.SPOT_FROM = pyo.Set(every, initialize=grouped([p for p in by_supplier if p[1] in spot], every))
    model.Bought = pyo.Expression(
        model.SUPPLIERS,
        model.NODES,
        rule=lambda model, i, n: sum(model.Lifted[k, n] for k in model.LIFTED_FROM[i, n]),
        doc="Purchased from a supplier under all contracts [t/yr]",
    )
    place, material = suppliers["place"], suppliers["material"]
    sold_at = grouped(
        (((place[i], material[i], n), k) for (i, n), k in by_supplier),
        [(c, m, n) for c, m in model.HOLDINGS for n in model.NODES],
    )
    model.LIFTED_AT = pyo.Set(model.HOLDINGS, model.NODES, initialize=sold_at)
    model.Purchased = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Lifted[k, n] for k in model.LIFTED_AT[c, m, n]),
        doc="Purchased at a place [t/yr]",
    )
    add_source(model, model.Purchased)


def add_limits(model, suppliers, assisted):
    """Capacity, what contracts leave, volumes in force, and reserves.

    What limits a supplier whose availability an agreement raises, and its contracts, stands with assistance.
    """
    limited = [(i, n) for i in model.LIMITED_SUPPLIERS for n in model.NODES]
    model.LIMITED_SUPPLY = pyo.Set(
        dimen=2,
        initialize=[(i, n) for i, n in limited if len(model.LIFTED_FROM[i, n]) and i not in assisted],
        doc="supplier, node",
    )
    model.SPOT_SUPPLY = pyo.Set(
        dimen=2,
        initialize=[
            (i, n)
            for i, n in limited
            if len(model.SPOT_FROM[i, n]) and len(model.TERM_CONTRACTS_OF[i]) and i not in assisted
        ],
        doc="supplier, node",
    )
    model.PLAIN_LIFTINGS = pyo.Set(
        dimen=2,
        initialize=[(k, n) for k, n in model.TERM_LIFTINGS if model.supplier_of[k] not in assisted],
        doc="contract, node",
    )
    model.CONTRACTED_SUPPLY = pyo.Set(
        dimen=2,
        initialize=[(i, t) for i in model.LIMITED_SUPPLIERS for t in model.YEARS if len(model.TERM_CONTRACTS_OF[i])],
        doc="supplier, year",
    )
    require_room(model)
    reserve = given(suppliers["reserve_t"])
    unit = suppliers["material"].map(model.material_unit).to_dict()
    model.RESERVES = pyo.Set(initialize=list(reserve), doc="supplier")
    model.Drawn = pyo.Var(
        model.RESERVES,
        model.STATES,
        bounds=lambda model, i, n: (0, reserve[i] if n in model.NODES else 0),
        doc="Taken from a reserve so far [t]",
    )
    count_in(model, model.Drawn, lambda i, n: unit[i])
    model.supplier_capacity = pyo.Constraint(model.LIMITED_SUPPLY, rule=supplier_capacity)
    model.volumes_within_capacity = pyo.Constraint(model.CONTRACTED_SUPPLY, rule=volumes_within_capacity)
    model.spot_leftover = pyo.Constraint(model.SPOT_SUPPLY, rule=spot_leftover)
    model.lifted_under_contract = pyo.Constraint(model.PLAIN_LIFTINGS, rule=lifted_under_contract)
    model.reserve_drawn = pyo.Constraint(model.RESERVES, model.NODES, rule=reserve_drawn)


def require_room(model):
    """What is signed already must fit into what a supplier can make.

    Raises:
        InputError: Committed volumes exceed the capacity within reach in a year, and no project or agreement adds to it.
    """
    signed = {
        (i, t): sum(model.committed_volume[k, t] for k in model.TERM_CONTRACTS_OF[i])
        for i, t in model.CONTRACTED_SUPPLY
    }
    over = [
        (i, t)
        for (i, t), volume in signed.items()
        if volume > model.existing_capacity[i, t] * (1 + 1e-9)
        and not len(model.ADDING["supplier_capacity", i])
        and not len(model.AGREED_IN["supplier_capacity", i])
    ]
    if over:
        raise InputError(
            Issue(
                table="contracts",
                column="volume_t_per_year",
                value=f"{signed[i, t]:g}",
                message=f"committed contracts of supplier {i!r} exceed the {model.existing_capacity[i, t]:g} t/yr "
                f"within reach in {t}",
                hint="Correct the volumes, their years, or the supplier's capacity, reach or years.",
            )
            for i, t in over
        )
