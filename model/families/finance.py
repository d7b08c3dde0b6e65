"""Finance: capital that is not the buyer's own money: public money, and what banks and partners lend and are repaid.

Payments fall due at the start of each calendar year from the decision on. At the end of the horizon the salvage of what was
borrowed is credited and the debt that is left is charged, so that a loan at the discount rate costs exactly what own
money does, whatever its term. A partner without a rate is paid nothing, and has its part of the salvage.
"""

import pyomo.environ as pyo

from model.finance import loans, money_shares
from model.shared import add_cost, salvage_of


def add(model, case):
    """Adds public capital, the service of debt, and what is left of both at the end."""
    public = money_shares(case, "public")
    lent = loans(case)
    borrowed = {j: sum(loan.share for loan in lent if loan.project == j) for j in model.PROJECTS}
    builds = {(j, t): (public[j], borrowed[j]) for j, t in model.BUILDS}
    model.public_share = pyo.Param(model.PROJECTS, initialize=public)
    model.PUBLIC_BUILDS = pyo.Set(dimen=2, initialize=[key for key, x in builds.items() if x[0]], doc="project, year")
    model.DEBT_BUILDS = pyo.Set(dimen=2, initialize=[key for key, x in builds.items() if x[1]], doc="project, year")
    model.borrowed_share = pyo.Param(model.PROJECTS, initialize=borrowed)
    add_public(model, counted=case.settings.perspective == "country")
    add_debt(model, case, lent)


def add_public(model, *, counted):
    """Public money, a cost of the country and none of a firm, and its part of the salvage."""
    model.PublicCapital = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(
            model.public_share[j] * model.capital[j] * model.Built[j, t] for j in model.DECIDED_IN[t]
        ),
        doc="Capital of projects that is public money [USD]",
    )
    model.PublicSalvage = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: salvage_of(model, model.public_share, model.PUBLIC_BUILDS),
        doc="Salvage of what public money has paid for [USD]",
    )
    add_cost(model, "public capital", model.PublicCapital, "one_off", counted=counted)
    add_cost(model, "salvage of public capital", model.PublicSalvage, "final", counted=counted)


def add_debt(model, case, lent):
    """What is paid on debt a year, what of it is left at the end, and the salvage of what it has paid for."""
    rate, first = case.settings.discount_rate, case.years[0]
    end = case.years[-1] + case.years_in[case.years[-1]]

    def worth(years):
        return sum((1 + rate) ** -(year - first) for year in years)

    def paid(j, decided, t):
        period = range(t, t + case.years_in[t])
        due = [loan.share * loan.payment * worth(loan.due(decided, period)) for loan in lent if loan.project == j]
        return sum(due) / worth(period)

    keys = [(j, decided, t) for j, decided in model.DEBT_BUILDS for t in case.years]
    left = {
        (j, t): sum(loan.share * loan.left(t, end) for loan in lent if loan.project == j) for j, t in model.DEBT_BUILDS
    }
    model.debt_payment = pyo.Param(keys, initialize={key: paid(*key) for key in keys})
    model.debt_left = pyo.Param(model.DEBT_BUILDS, initialize=left)
    model.DebtService = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(
            model.debt_payment[j, t, model.year[n]] * model.capital[j] * model.Built[j, t] for j, t in model.DEBT_BUILDS
        ),
        doc="Payments on what banks and partners have lent [USD/yr]",
    )
    model.DebtLeft = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: sum(
            model.debt_left[j, t] * model.capital[j] * model.Built[j, t] for j, t in model.DEBT_BUILDS
        ),
        doc="Debt that is left at the end of the horizon [USD]",
    )
    model.BorrowedSalvage = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: salvage_of(model, model.borrowed_share, model.DEBT_BUILDS),
        doc="Salvage of what was borrowed for [USD]",
    )
    add_cost(model, "debt service", model.DebtService, "operating")
    add_cost(model, "debt left", model.DebtLeft, "final")
    add_cost(model, "salvage of borrowed capital", model.BorrowedSalvage, "final")
