"""Obligations: purchases, capital and projects owed while an agreement is in force, on the trunk."""

import pyomo.environ as pyo

from model.agreed import joinings, stepped, targets
from model.owed import due_years, obligation, owing_suppliers
from model.shared import grouped


def least_purchase(model, agreement, kind, target, node):
    r"""While an agreement is in force at least so much is bought of its suppliers.

    $$ \sum_{i} \text{Bought}_{i,n} \ge \text{owed}_o \sum_{s} \varphi_{o,s,t(n)} \, \text{Standing}_{g,s,t(n)} \quad \forall (o, n) \in \text{LEAST\_PURCHASES} $$

    `Bought`, `owed` [t/yr]; $\varphi$ [fraction]: how far the obligation has come.
    """
    return (
        sum(model.Bought[i, node] for i in model.OWED_SUPPLIERS[agreement, kind, target])
        >= model.OwedPurchase[agreement, kind, target, node]
    )


def least_investment(model, agreement, kind, target, year):
    r"""From its year on, an agreement is in force only if so much capital has been decided in its projects.

    $$ \sum_{j} \sum_{t' \le t} \text{capital}_j \, \text{Built}_{j,t'} \ge \text{owed}_o \, \text{Agreed}_{g,t} \quad \forall (o, t) \in \text{LEAST\_INVESTMENTS} $$

    `capital` [USD per block], `owed` [USD].
    """
    return (
        sum(model.capital[j] * model.Built[j, t] for j, t in model.OWED_BUILDS[agreement, kind, target, year])
        >= model.owed_investment[agreement, kind, target] * model.Agreed[agreement, year]
    )


def begun_when_built(model, project, year):
    r"""A project of a list has begun once a block of it has been decided.

    $$ \text{Begun}_{j,t} \le \sum_{t' \le t} \text{Built}_{j,t'} \quad \forall (j, t) \in \text{LISTED} $$

    `Begun` [0 to 1].
    """
    return model.Begun[project, year] <= sum(model.Built[project, t] for t in model.DECIDED_UNTIL[project, year])


def least_projects(model, agreement, kind, target, year):
    r"""From its year on, an agreement is in force only if so many projects of the list have begun.

    $$ \sum_{j} \text{Begun}_{j,t} \ge \text{owed}_o \, \text{Agreed}_{g,t} \quad \forall (o, t) \in \text{LEAST\_PROJECTS} $$

    `owed` [projects].
    """
    return (
        sum(model.Begun[j, year] for j in model.OWED_PROJECTS[agreement, kind, target])
        >= model.owed_count[agreement, kind, target] * model.Agreed[agreement, year]
    )


def add(model, case):
    """Adds the obligations to buy, to invest and to build."""
    rows = {
        kind: [row for row in case.rows("agreement_obligations") if row.obligation == kind]
        for kind in ("min_purchase", "min_investment", "least_projects")
    }
    add_purchases(model, case, rows["min_purchase"])
    add_investments(model, case, rows["min_investment"])
    add_projects(model, case, rows["least_projects"])


def add_purchases(model, case, rows):
    """Least purchases."""
    suppliers = {obligation(row): owing_suppliers(case, row) for row in rows}
    steps = {obligation(row): (row.value, int(row.ramp_up_years)) for row in rows}
    joined = joinings(case)

    def owed(model, g, kind, target, n):
        value, years = steps[g, kind, target]
        t = model.year[n]
        return sum(value * stepped(t - joined[g, s], years) * model.Standing[g, s, t] for s in model.STANDING_IN[g, t])

    index = [(*key, n) for key in suppliers for n in model.TRUNK if len(model.STANDING_IN[key[0], model.year[n]])]
    model.LEAST_PURCHASES = pyo.Set(dimen=4, initialize=index, doc="agreement, target_kind, target, node")
    model.OWED_SUPPLIERS = pyo.Set(list(suppliers), initialize=suppliers)
    model.OwedPurchase = pyo.Expression(
        model.LEAST_PURCHASES, rule=owed, doc="Least that is bought under an agreement [t/yr]"
    )
    model.least_purchase = pyo.Constraint(model.LEAST_PURCHASES, rule=least_purchase)


def add_investments(model, case, rows):
    """Least capital decided in projects."""
    index = [
        (*obligation(row), t) for row in rows for t in due_years(case, row) if len(model.STANDING_IN[row.agreement, t])
    ]
    builds = {
        (*obligation(row), t): [(j, s) for j in targets(row) for s in model.DECIDABLE[j] if s <= t]
        for row in rows
        for t in case.years
    }
    owed = {obligation(row): row.value for row in rows}
    model.LEAST_INVESTMENTS = pyo.Set(dimen=4, initialize=index, doc="agreement, target_kind, target, year")
    model.OWED_BUILDS = pyo.Set(list(builds), dimen=2, initialize=builds)
    model.owed_investment = pyo.Param(list(owed), initialize=owed)
    model.least_investment = pyo.Constraint(model.LEAST_INVESTMENTS, rule=least_investment)


def add_projects(model, case, rows):
    """Least numbers of projects of a list."""
    index = [
        (*obligation(row), t) for row in rows for t in due_years(case, row) if len(model.STANDING_IN[row.agreement, t])
    ]
    names = {obligation(row): list(targets(row)) for row in rows}
    listed = sorted({(j, t) for *key, t in index for j in names[tuple(key)]})
    decided = grouped((((j, t), s) for j, t in listed for s in model.DECIDABLE[j] if s <= t), listed)
    owed = {obligation(row): row.value for row in rows}
    model.LISTED = pyo.Set(dimen=2, initialize=listed, doc="project, year")
    model.DECIDED_UNTIL = pyo.Set(model.LISTED, initialize=decided)
    model.Begun = pyo.Var(
        model.LISTED, bounds=(0, 1), doc="Whether a project of a list has been decided by a year [0 or 1]"
    )
    model.LEAST_PROJECTS = pyo.Set(dimen=4, initialize=index, doc="agreement, target_kind, target, year")
    model.OWED_PROJECTS = pyo.Set(list(names), initialize=names)
    model.owed_count = pyo.Param(list(owed), initialize=owed)
    model.begun_when_built = pyo.Constraint(model.LISTED, rule=begun_when_built)
    model.least_projects = pyo.Constraint(model.LEAST_PROJECTS, rule=least_projects)
