"""Supports: what the buyer's own government pays in credits, price floors and grants, and whose cost that changes.

A credit or a grant is taken off what the buyer pays. For a firm it lowers the cost; a country that pays it to itself pays
on the one hand what it saves on the other: a transfer, shown and not counted. A price floor goes to the seller. It is no
cost of a firm, a transfer of a country to its own producers, and a cost of a country where producers abroad receive it.
So a credit, a grant or a floor at home changes a country's plan only through a budget of public money.
"""

import pyomo.environ as pyo

from model.agreed import most_added
from model.errors import InputError, Issue
from model.flows import potential_capacity
from model.shared import add_cost, count_in, grouped, most_line_capacity
from model.supports import grant_rates, purchase_rates, run_rates, supports_of


def outlay_within_entitlement(model, support, node):
    r"""A support with a cap pays no more than what it would pay without.

    $$ \text{CappedOutlay}_{s,n} \le \text{Entitled}_{s,n} \quad \forall (s, n) \in \text{CAPPED\_SUPPORTS} \times \text{NODES} $$

    `CappedOutlay` [USD/yr], at most the cap; `Entitled` [USD/yr].
    """
    return model.CappedOutlay[support, node] <= model.Entitled[support, node]


def entitlement_paid(model, support, node):
    r"""Below its cap a support pays all that buyers and sellers are entitled to.

    $$ \text{CappedOutlay}_{s,n} \ge \text{Entitled}_{s,n} - \text{excess}_s \, \text{AtCap}_{s,t(n)} \quad \forall (s, n) \in \text{CAPPED\_SUPPORTS} \times \text{TRUNK} $$

    `AtCap` binary; `excess` [USD/yr]: the most that could be entitled to, less the cap. Binds on the trunk only, so that
    recourse stays continuous.
    """
    return (
        model.CappedOutlay[support, node]
        >= model.Entitled[support, node] - model.excess[support] * model.AtCap[support, model.year[node]]
    )


def cap_reached(model, support, node):
    r"""A support that is at its cap pays its cap.

    $$ \text{CappedOutlay}_{s,n} \ge \text{cap}_s \, \text{AtCap}_{s,t(n)} \quad \forall (s, n) \in \text{CAPPED\_SUPPORTS} \times \text{TRUNK} $$

    `cap` [USD/yr].
    """
    return model.CappedOutlay[support, node] >= model.support_cap[support] * model.AtCap[support, model.year[node]]


def add(model, case):
    """Adds what supports pay, their caps, and what they change of the cost."""
    supports = supports_of(case, "credit", "floor")
    bought, run = purchase_rates(case), run_rates(case)
    model.PAYING_SUPPORTS = pyo.Set(initialize=list(supports.index), doc="support")
    model.support_rate = pyo.Param(list(bought), initialize=bought)
    model.run_support_rate = pyo.Param(list(run), initialize=run)
    lifted = [((s, n), k) for s, k, t in bought for n in model.NODES if model.year[n] == t and (k, n) in model.LIFTINGS]
    runs = [((s, n), p) for s, p, t in run for n in model.NODES if model.year[n] == t and (p, n) in model.RUNS]
    every = [(s, n) for s in supports.index for n in model.NODES]
    model.SUPPORTED_LIFTINGS = pyo.Set(every, initialize=grouped(lifted, every))
    model.SUPPORTED_RUNS = pyo.Set(every, initialize=grouped(runs, every))
    model.Entitled = pyo.Expression(
        model.PAYING_SUPPORTS,
        model.NODES,
        rule=lambda model, s, n: entitled(model, s, n, model.SUPPORTED_LIFTINGS[s, n]),
        doc="What a credit or a floor would pay without its cap [USD/yr]",
    )
    add_caps(model, case, supports)
    add_grants(model, case)
    add_costs(model, case, supports)


def entitled(model, support, node, contracts):
    """What a support would pay for what is lifted under some contracts, and for what its plants run."""
    t = model.year[node]
    return sum(model.support_rate[support, k, t] * model.Lifted[k, node] for k in contracts) + sum(
        model.run_support_rate[support, p, t] * model.Run[p, node] for p in model.SUPPORTED_RUNS[support, node]
    )


def add_caps(model, case, supports):
    """What supports with a cap pay: all that is entitled to, or the cap; one that can never be reached is none."""
    cap = supports["cap_usd_per_year"].dropna().to_dict()
    most = most_entitled(model, case, cap)
    cap = {s: limit for s, limit in cap.items() if most[s] > limit}
    model.CAPPED_SUPPORTS = pyo.Set(initialize=list(cap), doc="support")
    model.support_cap = pyo.Param(model.CAPPED_SUPPORTS, initialize=cap)
    model.excess = pyo.Param(model.CAPPED_SUPPORTS, initialize={s: most[s] - cap[s] for s in cap})
    model.CappedOutlay = pyo.Var(
        model.CAPPED_SUPPORTS,
        model.NODES,
        bounds=lambda model, s, n: (0, cap[s]),
        doc="What a credit or a floor with a cap pays [USD/yr]",
    )
    count_in(model, model.CappedOutlay, lambda s, n: model.money_unit)
    model.AtCap = pyo.Var(
        model.CAPPED_SUPPORTS, model.YEARS, domain=pyo.Binary, doc="Whether a support is at its cap [0 or 1]"
    )
    model.outlay_within_entitlement = pyo.Constraint(model.CAPPED_SUPPORTS, model.NODES, rule=outlay_within_entitlement)
    model.entitlement_paid = pyo.Constraint(model.CAPPED_SUPPORTS, model.TRUNK, rule=entitlement_paid)
    model.cap_reached = pyo.Constraint(model.CAPPED_SUPPORTS, model.TRUNK, rule=cap_reached)
    model.Outlay = pyo.Expression(
        model.PAYING_SUPPORTS,
        model.NODES,
        rule=lambda model, s, n: model.CappedOutlay[s, n] if s in model.CAPPED_SUPPORTS else model.Entitled[s, n],
        doc="What a credit or a floor pays [USD/yr]",
    )


def most_entitled(model, case, cap):
    """The most that supports with a cap could pay without it [USD/yr].

    Raises:
        InputError: A supplier that one of them picks has no capacity.
    """
    potential = potential_capacity(case)
    highest = {}
    for (s, k, _), rate in model.support_rate.extract_values().items():
        highest[s, model.supplier_of[k]] = max(rate, highest.get((s, model.supplier_of[k]), 0.0))
    require_capacity(
        sorted({(i, s) for (s, i), rate in highest.items() if s in cap and rate and not potential[i] >= 0})
    )
    most = {s: sum(rate * potential[i] for (own, i), rate in highest.items() if own == s and rate) for s in cap}
    plants = {}
    for (s, p, _), rate in model.run_support_rate.extract_values().items():
        plants[s, p] = max(rate, plants.get((s, p), 0.0))
    growth = most_added(case, "plant")
    for (s, p), rate in plants.items():
        if s in cap:
            most[s] += rate * most_line_capacity(model, p, growth)
    return most


def require_capacity(unlimited):
    """A support with a cap needs to know the most that it could be asked for.

    Raises:
        InputError: A supplier has no capacity.
    """
    if unlimited:
        raise InputError(
            Issue(
                table="suppliers",
                column="capacity_t_per_year",
                message=f"support {support!r} with a cap pays for supplier {name!r}, which has no capacity",
                hint="Give capacity_t_per_year.",
            )
            for name, support in unlimited
        )


def add_grants(model, case):
    """What grants pay for what is decided in each year."""
    rates = {(s, j, t): rate for (s, j, t), rate in grant_rates(case).items() if (j, t) in model.BUILDS}
    grants = list(supports_of(case, "grant").index)
    model.GRANTS = pyo.Set(initialize=grants, doc="support")
    model.grant = pyo.Param(list(rates), initialize=rates)
    granted = grouped((((s, t), j) for s, j, t in rates), [(s, t) for s in grants for t in case.years])
    model.GRANTED = pyo.Set(model.GRANTS, model.YEARS, initialize=granted)
    model.GrantOutlay = pyo.Expression(
        model.GRANTS,
        model.YEARS,
        rule=lambda model, s, t: sum(model.grant[s, j, t] * model.Built[j, t] for j in model.GRANTED[s, t]),
        doc="What a grant pays for what is decided in a year [USD]",
    )
    model.Grants = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: -sum(model.GrantOutlay[s, t] for s in model.GRANTS),
        doc="Grants, taken off capital [USD]",
    )
    model.GrantSalvage = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: sum(
            model.salvage_share[j, t] * model.grant[s, j, t] * model.Built[j, t] for s, j, t in model.grant
        ),
        doc="The part of the salvage that grants have paid for [USD]",
    )
    own = case.settings.perspective == "firm"
    add_cost(model, "grants", model.Grants, "one_off", counted=own)
    add_cost(model, "salvage of grants", model.GrantSalvage, "final", counted=own)


def add_costs(model, case, supports):
    """Credits, and floors by where their sellers are."""
    floors = list(supports.index[supports["kind"] == "floor"])
    credits_ = list(supports.index[supports["kind"] == "credit"])
    place = case.filled("suppliers").set_index("supplier")["place"]
    at_home = {k: place[model.supplier_of[k]] in case.settings.buyer for k in model.CONTRACTS}
    firm = case.settings.perspective == "firm"

    def of_side(home):
        def outlay(model, n):
            parts = []
            for s in floors:
                there = [k for k in model.SUPPORTED_LIFTINGS[s, n] if at_home[k] == home]
                if there:
                    parts.append(model.Outlay[s, n] if s in model.CAPPED_SUPPORTS else entitled(model, s, n, there))
            return sum(parts)

        return outlay

    model.Credits = pyo.Expression(
        model.NODES,
        rule=lambda model, n: -sum(model.Outlay[s, n] for s in credits_),
        doc="Credits, taken off what the buyer pays [USD/yr]",
    )
    model.FloorsAtHome = pyo.Expression(
        model.NODES, rule=of_side(home=True), doc="Price floors that go to producers at home [USD/yr]"
    )
    model.FloorsAbroad = pyo.Expression(
        model.NODES, rule=of_side(home=False), doc="Price floors that go to producers abroad [USD/yr]"
    )
    add_cost(model, "support credits", model.Credits, "operating", counted=firm)
    add_cost(model, "floors at home", model.FloorsAtHome, "operating", counted=False)
    add_cost(model, "floors abroad", model.FloorsAbroad, "operating", counted=not firm)
