"""Payments: what is paid for under each contract, lifted or owed, at a price known beforehand."""

import pyomo.environ as pyo

from model.flows import contracts_of
from model.prices import contract_prices, shared_revenue
from model.shared import add_cost, count_in, grouped


def paid_for_lifted(model, contract, node):
    r"""What is lifted is paid for.

    $$ \text{Paid}_{k,n} \ge \text{Lifted}_{k,n} \quad \forall (k, n) \in \text{TAKE\_OR\_PAY} $$

    `Paid` [t/yr].
    """
    return model.Paid[contract, node] >= model.Lifted[contract, node]


def paid_for_volume(model, contract, node):
    r"""Take or pay: a share of the volume is paid for, lifted or not; nothing is owed beyond what is available.

    $$ \text{Paid}_{k,n} \ge \text{owed}_{k,n} \, \text{VolumeInForce}_{k,t(n)} \quad \forall (k, n) \in \text{TAKE\_OR\_PAY} $$

    `owed` [fraction]: the smaller of take-or-pay share × base availability and the node's availability.
    """
    return model.Paid[contract, node] >= model.owed[contract, node] * model.VolumeInForce[contract, model.year[node]]


def add(model, case):
    """Adds what is paid for, and what it costs."""
    contracts = contracts_of(case)
    add_obligations(model, case, contracts)
    add_prices(model, case, contracts)


def add_obligations(model, case, contracts):
    """Take or pay: what is owed of the volume of contracts that say so."""
    share = contracts.loc[(contracts["kind"] != "spot") & (contracts["take_or_pay"] > 0), "take_or_pay"].to_dict()

    def owed(model, k, n):
        i = model.supplier_of[k]
        base = model.availability_base[i, model.year[n]]
        return min(share[k] * base, model.availability_contract[i, n])

    model.TAKE_OR_PAY = pyo.Set(
        dimen=2, initialize=[(k, n) for k, n in model.TERM_LIFTINGS if k in share], doc="contract, node"
    )
    model.owed = pyo.Param(model.TAKE_OR_PAY, initialize=owed)
    model.Paid = pyo.Var(
        model.TAKE_OR_PAY, domain=pyo.NonNegativeReals, doc="Paid for under a take-or-pay contract [t/yr]"
    )
    materials = case.filled("suppliers").set_index("supplier")["material"]
    unit = {k: model.material_unit[materials[row.supplier]] for k, row in contracts.iterrows()}
    count_in(model, model.Paid, lambda k, n: unit[k])
    model.paid_for_lifted = pyo.Constraint(model.TAKE_OR_PAY, rule=paid_for_lifted)
    model.paid_for_volume = pyo.Constraint(model.TAKE_OR_PAY, rule=paid_for_volume)
    model.PaidFor = pyo.Expression(
        model.LIFTINGS,
        rule=lambda model, k, n: model.Paid[k, n] if (k, n) in model.TAKE_OR_PAY else model.Lifted[k, n],
        doc="Tonnes that the price is charged on [t/yr]",
    )


def add_prices(model, case, contracts):
    """Prices, by contract and year: the seller's own, what a floor adds, royalties on equity, and revenue shared."""
    prices = contract_prices(case, contracts)
    lifted_in = grouped(((n, k) for k, n in model.LIFTINGS), model.NODES)
    model.LIFTED_IN = pyo.Set(model.NODES, initialize=lifted_in)
    keys = [(k, t) for k in contracts.index for t in case.years]
    model.price = pyo.Param(keys, initialize={key: prices[key].purchase for key in keys})
    model.floor_support = pyo.Param(keys, initialize={key: prices[key].floor_support for key in keys})
    model.equity_royalty = pyo.Param(keys, initialize={key: prices[key].royalty for key in keys})
    model.shared_revenue = pyo.Param(keys, initialize=shared_revenue(case, contracts), default=0.0)
    for name, rate, component, words in (
        ("purchases", model.price, "PurchaseCost", "Price of what is paid for, royalties inside"),
        ("price floor support", model.floor_support, "FloorSupport", "What price floors add to the price"),
        (
            "equity royalties",
            model.equity_royalty,
            "EquityRoyalties",
            "Royalties on output owned through equity",
        ),
        (
            "revenue shared",
            model.shared_revenue,
            "RevenueShared",
            "Shares of the benchmark price owed to partners on what is paid for",
        ),
    ):
        model.add_component(component, priced(model, rate, words))
        add_cost(model, name, model.component(component), "operating")


def priced(model, rate, words):
    """An Expression of what is paid at a rate per tonne, by node."""
    return pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(rate[k, model.year[n]] * model.PaidFor[k, n] for k in model.LIFTED_IN[n]),
        doc=f"{words} [USD/yr]",
    )
