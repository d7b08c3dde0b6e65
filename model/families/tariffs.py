"""Tariffs: what borders charge on shipments, as a share of the benchmark price."""

import pyomo.environ as pyo

from model.flows import routes_of
from model.prices import benchmark_prices
from model.shared import active, add_cost, grouped, places_matching


def add(model, case):
    """Adds the tariffs that others charge, and the buyer's own: a transfer of a country to itself, shown, not counted."""
    routes = routes_of(case)
    rates = tariff_rates(model, case, routes)
    own_country = case.settings.perspective == "country"
    home = {r for r, row in routes.iterrows() if row.destination in case.settings.buyer}
    model.TARIFFED = pyo.Set(dimen=3, initialize=list(rates), doc="route, material, node")
    model.tariff = pyo.Param(model.TARIFFED, initialize=rates)
    for name, component, mine, words in (
        ("tariffs", "ForeignTariffs", False, "Tariffs that others charge"),
        ("own tariffs", "OwnTariffs", True, "Tariffs that the buyer's own places charge"),
    ):
        charged = grouped(((n, (r, m)) for r, m, n in rates if (r in home) == mine), model.NODES)
        model.add_component(
            component,
            pyo.Expression(
                model.NODES,
                initialize={
                    n: sum(model.tariff[r, m, n] * model.Shipped[r, m, n] for r, m in charged[n]) for n in model.NODES
                },
                doc=f"{words} [USD/yr]",
            ),
        )
        add_cost(model, name, model.component(component), "operating", counted=not (mine and own_country))


def tariff_rates(model, case, routes):
    """USD per t by (route, material, node), of the shipments on which a tariff falls; several add up."""
    price = benchmark_prices(case)
    rate = case.by_year("tariffs", "rate").to_dict()
    stage = case.filled("materials").set_index("material")["stage"].to_dict()
    charged = {}
    for row in case.rows("tariffs"):
        leaves, enters = places_matching(case, row.origin), places_matching(case, row.destination)
        hit = {r for r, route in routes.iterrows() if leaves(route.origin) and enters(route.destination)}
        years = set(active(row, case.years))
        for r, m, n in model.SHIPMENTS:
            falls = row.material in {"", m} and row.stage in {"", stage[m]}
            if r in hit and falls and model.year[n] in years:
                t = model.year[n]
                charged[r, m, n] = charged.get((r, m, n), 0.0) + rate[row.tariff, t] * price[m, t]
    return charged
