"""Recycling: what was used some years ago comes back as scrap, as data; plants turn it into material."""

import pyomo.environ as pyo

from model.shared import add_cost, add_source, count_in, grouped


def scrap_available(model, sector, material, scrap, place, node):
    r"""No more scrap is collected than comes back from use `lag` years before.

    $$ \text{Collected}_{z,n} \le \text{collection\_rate}_z \, \text{use}_{z,\,t(n) - \text{lag}_z} \quad \forall (z, n) \in \text{SCRAP\_RETURNS} \times \text{NODES} $$

    `Collected`, `use` [t/yr]; `use` is past use, and planned demand after it: data, not a decision.
    """
    z = (sector, material, scrap, place)
    return model.Collected[z, node] <= model.returning[z, model.year[node]]


def add(model, case):
    """Adds the collection of scrap and what it costs."""
    returns = case.filled("scrap_returns").set_index(["sector", "material", "scrap", "place"])
    use = use_by_year(case, set(returns["lag_years"].astype(int)))
    returning = {
        (*z, t): row.collection_rate * use.get((z[3], z[0], z[1], t - int(row.lag_years)), 0.0)
        for z, row in returns.iterrows()
        for t in case.years
    }
    model.SCRAP_RETURNS = pyo.Set(dimen=4, initialize=list(returns.index), doc="sector, material, scrap, place")
    model.returning = pyo.Param(model.SCRAP_RETURNS, model.YEARS, initialize=returning)
    model.Collected = pyo.Var(
        model.SCRAP_RETURNS,
        model.NODES,
        domain=pyo.NonNegativeReals,
        doc="Scrap collected from past use [t/yr]",
    )
    count_in(model, model.Collected, lambda b, m, z, c, n: model.material_unit[z])
    model.scrap_available = pyo.Constraint(model.SCRAP_RETURNS, model.NODES, rule=scrap_available)
    at_place = grouped((((c, z), (b, m, z, c)) for b, m, z, c in model.SCRAP_RETURNS), model.HOLDINGS)
    model.COLLECTED_AT = pyo.Set(model.HOLDINGS, dimen=4, initialize=at_place)
    model.ScrapCollected = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Collected[z, n] for z in model.COLLECTED_AT[c, m]),
        doc="Scrap collected at a place [t/yr]",
    )
    add_source(model, model.ScrapCollected)
    model.collection_cost = pyo.Param(model.SCRAP_RETURNS, initialize=returns["cost_usd_per_t"].to_dict())
    model.CollectionCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.collection_cost[z] * model.Collected[z, n] for z in model.SCRAP_RETURNS),
        doc="Cost of collecting scrap [USD/yr]",
    )
    add_cost(model, "scrap collection", model.CollectionCost, "operating")


def use_by_year(case, lags):
    """Use by (place, sector, material, year), of each planning year less each lag.

    Past use before the first planning year, demand from then on, each linear between its own years and constant outside
    them.
    """
    wanted = sorted({t - lag for t in case.years for lag in lags})
    past = case.series("past_use", "quantity_t", years=[t for t in wanted if t < case.years[0]])
    planned = case.series("demand", "quantity_t", years=[t for t in wanted if t >= case.years[0]])
    return past.to_dict() | planned.to_dict()
