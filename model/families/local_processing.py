"""Local processing: of what is bought in a partner's country, a share is processed there, on the trunk."""

import pyomo.environ as pyo

from model.agreed import joinings, stepped
from model.errors import InputError, Issue
from model.flows import potential_capacity
from model.owed import flows_of, minerals_of, obligation, owing_suppliers
from model.shared import best_uplift


def local_processing(model, agreement, kind, target, mineral, joined, node):
    r"""Of what is bought at a place, plants of the place use at least a share of each mineral, once joined.

    A row for each step of the ramp: s is the last year of joining in which the share has come to $\varphi$.

    $$ \text{Processed}_{o,\mu,n} \ge \sigma_o \varphi_{o,s,t(n)} \, \text{Procured}_{o,\mu,n} - M \Big( 1 - \sum_{s' \le s} \text{Standing}_{g,s',t(n)} \Big) \quad \forall (o, \mu, s, n) \in \text{LOCAL\_PROCESSING} $$

    `Processed`, `Procured` [contained t/yr]; $\sigma$ the share; $M = \sigma \varphi \times$ all that could be bought.
    """
    share = model.owed_share[agreement, kind, target, joined, model.year[node]]
    standing = joined_until(model, agreement, joined, model.year[node])
    return model.Processed[agreement, kind, target, mineral, node] >= share * (
        model.Procured[agreement, kind, target, mineral, node]
        - model.most_procured[agreement, kind, target, mineral, node] * (1 - standing)
    )


def joined_until(model, agreement, joined, year):
    """Whether an agreement that was joined in a year, or before it, is in force in another."""
    return sum(model.Standing[agreement, s, year] for s in model.STANDING_IN[agreement, year] if s <= joined)


def add(model, case):
    """Shares of what is bought at a place that plants there use, mineral by mineral."""
    rows = [row for row in case.rows("agreement_obligations") if row.obligation == "local_processing_share"]
    bought, used = {}, {}
    for row in rows:
        found = owing_suppliers(case, row)
        for mineral in minerals_of(case, row, found):
            bought[(*obligation(row), mineral)], used[(*obligation(row), mineral)] = flows_of(case, found, mineral)
    require_capacity(case, {i for parts in bought.values() for i in parts})
    steps = {(*obligation(row), *step): share for row in rows for step, share in ramp_steps(model, case, row).items()}
    index = [(*key, s, n) for *key, s, n in local_rows(model, bought, steps)]
    measured = [(*key, n) for key in bought for n in model.TRUNK]
    most = most_procured(model, case, bought)
    model.LOCAL_FLOWS = pyo.Set(dimen=5, initialize=measured, doc="agreement, target_kind, target, mineral, node")
    model.LOCAL_PROCESSING = pyo.Set(
        dimen=6, initialize=index, doc="agreement, target_kind, target, mineral, joined_year, node"
    )
    model.owed_share = pyo.Param(list(steps), initialize=steps)
    model.most_procured = pyo.Param(model.LOCAL_FLOWS, initialize=most)
    model.Procured = pyo.Expression(
        model.LOCAL_FLOWS,
        rule=lambda model, *x: sum(share * model.Bought[i, x[-1]] for i, share in bought[x[:-1]].items()),
        doc="Bought of a mineral at a place where a share of it is owed to local plants [contained t/yr]",
    )
    model.Processed = pyo.Expression(
        model.LOCAL_FLOWS,
        rule=lambda model, *x: sum(
            share * model.Run[p, x[-1]] for p, share in used[x[:-1]].items() if (p, x[-1]) in model.RUNS
        ),
        doc="Used of a mineral by plants of a place where a share of it is owed to them [contained t/yr]",
    )
    model.local_processing = pyo.Constraint(model.LOCAL_PROCESSING, rule=local_processing)


def ramp_steps(model, case, row):
    """The (year of joining, year) at which an obligation has come to another step, with the share owed from then."""
    joined = joinings(case)
    steps = {}
    for t in case.years:
        reached = {
            s: stepped(t - joined[row.agreement, s], int(row.ramp_up_years))
            for s in model.STANDING_IN[row.agreement, t]
        }
        last = {share: s for s, share in sorted(reached.items())}
        steps |= {(s, t): row.value * share for share, s in last.items()}
    return steps


def local_rows(model, bought, steps):
    """Where a share is owed: each obligation and mineral, each step of its ramp, on the trunk."""
    for g, kind, target, mineral in bought:
        for own_g, own_kind, own_target, s, t in steps:
            if (own_g, own_kind, own_target) == (g, kind, target):
                yield from ((g, kind, target, mineral, s, n) for n in model.TRUNK if model.year[n] == t)


def most_procured(model, case, bought):
    """All that could be bought of a mineral in a node, at its best availability [contained t/yr]."""
    potential = potential_capacity(case)
    uplift = best_uplift(model, case)

    def most(i, n):
        return potential[i] * (model.availability_contract[i, n] + uplift.get(i, 0.0))

    return {
        (*key, n): sum(share * most(i, n) for i, share in parts.items())
        for key, parts in bought.items()
        for n in model.TRUNK
    }


def require_capacity(case, suppliers):
    """A supplier of which a share is owed needs a capacity.

    Raises:
        InputError: One has none.
    """
    potential = potential_capacity(case)
    bare = sorted(i for i in suppliers if not potential[i] >= 0)
    if bare:
        raise InputError(
            Issue(
                table="suppliers",
                column="capacity_t_per_year",
                message=f"an agreement asks that part of what supplier {name!r} sells be processed locally, and it has no capacity",
                hint="Give capacity_t_per_year.",
            )
            for name in bare
        )
