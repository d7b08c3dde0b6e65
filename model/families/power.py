"""Power: the plants of a pool share its megawatts, which power projects add to; the buyer's own plants pay for it."""

import pyomo.environ as pyo

from model.shared import add_cost, grouped

HOURS_PER_YEAR = 8760


def power_within_pool(model, pool, node):
    r"""The plants of a pool draw no more than its megawatts on line give over a year.

    $$ \sum_{p \in \text{DRAWING}_{g,n}} \text{power}_p \, \text{Run}_{p,n} \le 8760 \, \text{load\_factor}_{g,t(n)} \, \text{PowerOnLine}_{g,t(n)} \quad \forall (g, n) \in \text{POOLED} $$

    `power` [MWh per t of throughput]; `Run` [t/yr]; `PowerOnLine` [MW]; `load_factor` [fraction]; 8760 [h/yr].
    """
    return model.PowerDrawn[pool, node] <= model.PowerAvailable[pool, node]


def add(model, case):
    """Adds the pools: what their plants draw, what is there, and what the buyer's own plants pay for it."""
    pools = case.filled("pools")["pool"]
    plants = case.filled("plants").set_index("plant")
    need = plants["process"].map(case.filled("processes").set_index("process")["power_mwh_per_t"])
    drawing = plants.index[(plants["pool"] != "") & (need > 0)]
    model.POOLS = pyo.Set(initialize=list(pools), doc="pool")
    model.power = pyo.Param(list(drawing), initialize=need[drawing].to_dict())
    pairs = [((plants.at[p, "pool"], n), p) for p, n in model.RUNS if p in model.power]
    drawn_by = grouped(pairs, [(g, n) for g in pools for n in model.NODES])
    model.DRAWING = pyo.Set(model.POOLS, model.NODES, initialize=drawn_by)
    model.POOLED = pyo.Set(dimen=2, initialize=[key for key, members in drawn_by.items() if members], doc="pool, node")
    add_capacity(model, case)
    add_cost_of_power(model, case, set(plants.index[plants["toll_usd_per_t"].isna()]))


def add_capacity(model, case):
    """What is drawn from a pool, and what it can give: its own megawatts and those of projects."""
    years = [(g, t) for g in model.POOLS for t in case.years]
    model.existing_power = pyo.Param(years, initialize=case.by_year("pools", "capacity_mw").to_dict())
    model.load_factor = pyo.Param(years, initialize=case.by_year("pools", "load_factor").to_dict())
    model.PowerDrawn = pyo.Expression(
        model.POOLS,
        model.NODES,
        rule=lambda model, g, n: sum(model.power[p] * model.Run[p, n] for p in model.DRAWING[g, n]),
        doc="Power that the plants of a pool draw [MWh/yr]",
    )
    model.PowerOnLine = pyo.Expression(
        model.POOLS,
        model.YEARS,
        rule=lambda model, g, t: model.existing_power[g, t] + model.AddedCapacity["power_mw", g, t],
        doc="Megawatts of a pool on line for its plants [MW]",
    )
    model.PowerAvailable = pyo.Expression(
        model.POOLS,
        model.NODES,
        rule=lambda model, g, n: (
            HOURS_PER_YEAR * model.load_factor[g, model.year[n]] * model.PowerOnLine[g, model.year[n]]
        ),
        doc="Power that a pool can give [MWh/yr]",
    )
    model.power_within_pool = pyo.Constraint(model.POOLED, rule=power_within_pool)


def add_cost_of_power(model, case, own):
    """What the buyer's own plants pay for power beyond the process cost; a toll includes it."""
    price = case.by_year("pools", "cost_usd_per_mwh").to_dict()
    model.PowerCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(
            price[g, model.year[n]] * model.power[p] * model.Run[p, n]
            for g in model.POOLS
            for p in model.DRAWING[g, n]
            if p in own
        ),
        doc="Power of the buyer's own plants, beyond the process cost [USD/yr]",
    )
    add_cost(model, "power", model.PowerCost, "operating")
