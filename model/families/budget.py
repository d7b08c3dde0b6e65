"""Budgets: limits on the capital that projects and equity stakes take, on own money in it, or on public money."""

import pyomo.environ as pyo

from model.counting import ask
from model.flows import contracts_of
from model.rules import rule_rows, soft_bound
from model.shared import active, add_cost, count_in, grouped


def budget_kept(model, rule, year):
    r"""What is spent in a planning year stays within the yearly limit for the years that it stands for.

    $$ \text{Spent}_{r,t} \le \text{budget\_limit}_{r,t} \, \Delta_t + \text{BudgetBreach}_{r,t} \quad \forall (r, t) \in \text{YEARLY\_BUDGETS} $$

    `Spent`: the capital decided, or the public money paid on the trunk [USD]; `BudgetBreach` [USD]; `budget_limit`
    [USD/yr]; $\Delta$ [yr].
    """
    return (
        model.Spent[rule, year]
        <= model.budget_limit[rule, year] * model.years_of[year] + model.BudgetBreach[rule, year]
    )


def horizon_budget_kept(model, rule, year):
    r"""What is spent over the years of a rule stays within its limit.

    $$ \sum_{t' \in \text{BUDGET\_YEARS}_r} \text{Spent}_{r,t'} \le \text{budget\_limit}_{r,t} + \text{BudgetBreach}_{r,t} \quad \forall (r, t) \in \text{HORIZON\_BUDGETS} $$

    t is the first year in which the rule holds.
    """
    return (
        sum(model.Spent[rule, t] for t in model.BUDGET_YEARS[rule])
        <= model.budget_limit[rule, year] + model.BudgetBreach[rule, year]
    )


def add(model, case):
    """Adds the budgets and what breaking soft ones costs."""
    rules = rule_rows(case, "budget")
    years = {r: active(row, case.years) for r, row in rules.iterrows()}
    horizon = {r for r, row in rules.iterrows() if row.period == "horizon"}
    limit = case.by_year("rules", "limit").to_dict()
    yearly = [(r, t) for r in rules.index if r not in horizon for t in years[r]]
    ends = [(r, years[r][0]) for r in rules.index if r in horizon and years[r]]
    model.BUDGETS = pyo.Set(initialize=list(rules.index), doc="rule")
    model.YEARLY_BUDGETS = pyo.Set(dimen=2, initialize=yearly, doc="rule, year")
    model.HORIZON_BUDGETS = pyo.Set(dimen=2, initialize=ends, doc="rule, year")
    model.LIMITED_BUDGETS = pyo.Set(dimen=2, initialize=[*yearly, *ends], doc="rule, year")
    model.BUDGET_YEARS = pyo.Set(model.BUDGETS, initialize=years)
    model.years_of = pyo.Param(model.YEARS, initialize=case.years_in)
    model.budget_limit = pyo.Param(model.LIMITED_BUDGETS, initialize={key: limit[key] for key in [*yearly, *ends]})
    model.BudgetBreach = pyo.Var(
        model.LIMITED_BUDGETS,
        bounds=lambda model, r, t: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft budget is broken [USD]",
    )
    count_in(model, model.BudgetBreach, lambda r, t: model.money_unit)
    add_spending(model, case, rules)
    model.budget_kept = pyo.Constraint(model.YEARLY_BUDGETS, rule=budget_kept)
    model.horizon_budget_kept = pyo.Constraint(model.HORIZON_BUDGETS, rule=horizon_budget_kept)
    add_penalty(model, rules)


def add_spending(model, case, rules):
    """What each budget counts: capital, or public money, of what its `where` picks."""
    spent = {"capital": capital_spent, "own_money": own_money_spent, "public_money": public_money_spent}
    parts = {r: spent[row.of](model, case, row["where"]) for r, row in rules.iterrows()}
    model.Spent = pyo.Expression(
        model.BUDGETS, model.YEARS, rule=lambda model, r, t: parts[r](t), doc="Money that a budget counts [USD]"
    )


def capital_spent(model, case, where):
    """The capital of the projects and the equity stakes that a `where` picks, whoever pays it, by year."""
    return drawn(model, case, where, lambda j, t: model.capital[j])


def own_money_spent(model, case, where):
    """What the buyer itself puts up for the projects and the equity stakes that a `where` picks, grants taken off."""
    granted = grouped((((j, t), (s, j, t)) for s, j, t in model.grant), model.BUILDS)

    def own(j, t):
        return model.own_share[j] * model.capital[j] - sum(model.grant[key] for key in granted[j, t])

    return drawn(model, case, where, own)


def drawn(model, case, where, per_block):
    """The money of some projects, by what a block takes, and the capital of equity stakes, by year."""
    projects = case.filled("projects")
    contracts = contracts_of(case).reset_index()
    building = set(projects.loc[ask(case, "projects", projects, where), "project"])
    stakes = set(contracts.loc[ask(case, "contracts", contracts, where), "contract"])
    return lambda t: (
        sum(per_block(j, t) * model.Built[j, t] for j in model.DECIDED_IN[t] if j in building)
        + sum(model.equity_capital[k] * model.Volume[k, t] for k in model.OFFERED_IN[t] if k in stakes)
    )


def public_money_spent(model, case, where):
    """What the supports that a `where` picks pay on the trunk, and public money in such projects, by year."""
    supports, projects = case.filled("supports"), case.filled("projects")
    building = set(projects.loc[ask(case, "projects", projects, where), "project"])
    paying = set(supports.loc[ask(case, "supports", supports, where), "support"])
    nodes = grouped(((model.year[n], n) for n in model.TRUNK), case.years)
    return lambda t: (
        sum(model.years_in[n] * model.Outlay[s, n] for s in model.PAYING_SUPPORTS if s in paying for n in nodes[t])
        + sum(model.GrantOutlay[s, t] for s in model.GRANTS if s in paying)
        + sum(
            model.public_share[j] * model.capital[j] * model.Built[j, year]
            for j, year in model.PUBLIC_BUILDS
            if year == t and j in building
        )
    )


def add_penalty(model, rules):
    """What breaking soft budgets costs."""
    penalty = rules["soft_penalty_usd"].fillna(0.0).to_dict()
    model.BudgetPenalty = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(
            penalty[r] * model.BudgetBreach[r, year] for r, year in model.LIMITED_BUDGETS if year == t
        ),
        doc="Penalties of soft budgets [USD]",
    )
    add_cost(model, "budget rule penalties", model.BudgetPenalty, "one_off")
