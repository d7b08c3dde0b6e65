"""Stockpiles: a level that is filled, released and slowly lost, at a cost of holding it."""

import pyomo.environ as pyo

from model.errors import InputError, Issue
from model.flows import contents, required_cover
from model.prices import benchmark_prices
from model.shared import add_cost, add_source, add_use, count_in, given, grouped


def stock_balance(model, stockpile, node):
    r"""What is held at the end of a period is what was held before, less losses, plus what went in less what came out.

    $$ \text{Stock}_{s,n} = (1 - \text{loss}_s)^{\Delta_n} \, \text{Stock}_{s,\text{parent}(n)} + \Delta_n \, (\text{Stocked}_{s,n} - \text{Released}_{s,n}) \quad \forall (s, n) \in \text{STOCKPILES} \times \text{NODES} $$

    `Stock` [t]; `Stocked`, `Released` [t/yr]; $\Delta$ `years_in` [yr].
    """
    return model.Stock[stockpile, node] == model.kept[stockpile, node] * model.Stock[
        stockpile, model.parent[node]
    ] + model.years_in[node] * (model.Stocked[stockpile, node] - model.Released[stockpile, node])


def stock_capacity(model, stockpile, node):
    r"""A site holds no more than its capacity, with what projects add.

    $$ \text{Stock}_{s,n} \le \text{stock\_limit}_{s,t(n)} + \text{AddedCapacity}_{s,t(n)} \quad \forall (s, n) \in \text{LIMITED\_STOCKS} $$
    """
    t = model.year[node]
    return (
        model.Stock[stockpile, node]
        <= model.stock_limit[stockpile, t] + model.AddedCapacity["stockpile_capacity", stockpile, t]
    )


def least_stock_at_end(model, stockpile, node):
    r"""At the end of every path a stockpile holds its least.

    $$ \text{Stock}_{s,n} \ge \text{least\_end}_s \quad \forall (s, n) \in \text{END\_STOCKS} $$
    """
    return model.Stock[stockpile, node] >= model.least_end[stockpile]


def valued_at_end(model, stockpile, node):
    r"""Only what is held at the end has an end value.

    $$ \text{Valued}_{s,n} \le \text{Stock}_{s,n} \quad \forall (s, n) \in \text{STOCKPILES} \times \text{LEAVES} $$

    `Valued` [t].
    """
    return model.Valued[stockpile, node] <= model.Stock[stockpile, node]


def valued_cap(model, mineral, node):
    r"""Of each mineral, no more has an end value than was held at the start, or must be held as cover.

    So that nobody empties the reserve at the end, nor pumps it up.

    $$ \sum_{s} \text{content}_{s,\mu} \, \text{Valued}_{s,n} \le \text{valued\_limit}_\mu \quad \forall (\mu, n) \in \text{STOCKED\_MINERALS} \times \text{LEAVES} $$

    `valued_limit` [contained t].
    """
    return (
        sum(model.stock_content[s, mineral] * model.Valued[s, node] for s in model.STOCKPILES_OF[mineral])
        <= model.valued_limit[mineral]
    )


def add(model, case):
    """Adds stock levels and moves, their limits, holding costs and the value of what is left."""
    sites = case.filled("stockpiles").set_index("stockpile")
    unit = sites["material"].map(model.material_unit).to_dict()
    fill, release = given(sites["fill_t_per_year"]), given(sites["release_t_per_year"])
    initial = sites["initial_t"].to_dict()
    model.STOCKPILES = pyo.Set(initialize=list(sites.index), doc="stockpile")
    model.Stock = pyo.Var(
        model.STOCKPILES,
        model.STATES,
        bounds=lambda model, s, n: (0, None) if n in model.NODES else (initial[s], initial[s]),
        doc="Level of a stockpile at the end of a period [t]",
    )
    model.Stocked = pyo.Var(
        model.STOCKPILES,
        model.NODES,
        bounds=lambda model, s, n: (0, fill.get(s)),
        doc="Put into a stockpile [t/yr]",
    )
    model.Released = pyo.Var(
        model.STOCKPILES,
        model.NODES,
        bounds=lambda model, s, n: (0, release.get(s)),
        doc="Taken from a stockpile [t/yr]",
    )
    for variable in (model.Stock, model.Stocked, model.Released):
        count_in(model, variable, lambda s, n: unit[s])
    add_levels(model, case, sites)
    add_flows(model, sites)
    add_end_value(model, case, sites)
    model.holding_cost = pyo.Param(model.STOCKPILES, initialize=sites["holding_cost_usd_per_t_per_year"].to_dict())
    model.HoldingCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.holding_cost[s] * model.Stock[s, n] for s in model.STOCKPILES),
        doc="Cost of holding the level at the end of a period [USD/yr]",
    )
    add_cost(model, "stock holding", model.HoldingCost, "operating")


def add_levels(model, case, sites):
    """The balance of the level, its capacity, and the least at the end."""
    loss = sites["loss_per_year"].to_dict()
    kept = {(s, n): (1 - loss[s]) ** model.years_in[n] for s in sites.index for n in model.NODES}
    limit = given(case.by_year("stockpiles", "capacity_t"))
    least = {s: amount for s, amount in sites["least_end_t"].items() if amount > 0}
    model.kept = pyo.Param(model.STOCKPILES, model.NODES, initialize=kept)
    model.stock_limit = pyo.Param(list(limit), initialize=limit)
    model.least_end = pyo.Param(list(least), initialize=least)
    model.LIMITED_STOCKS = pyo.Set(
        dimen=2,
        initialize=[(s, n) for s in sorted({s for s, _ in limit}) for n in model.NODES],
        doc="stockpile, node",
    )
    model.END_STOCKS = pyo.Set(dimen=2, initialize=[(s, n) for s in least for n in model.LEAVES], doc="stockpile, node")
    model.stock_balance = pyo.Constraint(model.STOCKPILES, model.NODES, rule=stock_balance)
    model.stock_capacity = pyo.Constraint(model.LIMITED_STOCKS, rule=stock_capacity)
    model.least_stock_at_end = pyo.Constraint(model.END_STOCKS, rule=least_stock_at_end)


def add_flows(model, sites):
    """What goes into and out of stock, at its place."""
    at_place = grouped((((row.place, row.material), s) for s, row in sites.iterrows()), model.HOLDINGS)
    model.STOCKPILES_AT = pyo.Set(model.HOLDINGS, initialize=at_place)
    model.IntoStock = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Stocked[s, n] for s in model.STOCKPILES_AT[c, m]),
        doc="Put into stock at a place [t/yr]",
    )
    model.OutOfStock = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Released[s, n] for s in model.STOCKPILES_AT[c, m]),
        doc="Taken from stock at a place [t/yr]",
    )
    add_use(model, model.IntoStock)
    add_source(model, model.OutOfStock)


def add_end_value(model, case, sites):
    """The value of what is left at the leaves: at most 0.9 of the last price, on at most the initial or required stock."""
    content = {
        (s, mineral): share
        for s, row in sites.iterrows()
        for (m, mineral), share in contents(case).items()
        if m == row.material
    }
    minerals = sorted({mineral for _, mineral in content})
    of_mineral = grouped(((mineral, s) for s, mineral in content), minerals)
    required = required_cover(case)
    limit = {
        mineral: max(
            sum(content[s, mineral] * sites.at[s, "initial_t"] for s in of_mineral[mineral]),
            required.get(mineral, 0.0),
        )
        for mineral in minerals
    }
    last = {m: price for (m, t), price in benchmark_prices(case).items() if t == case.years[-1]}
    benchmark = sites["material"].map(last).astype(float).fillna(0.0) * 0.9
    require_modest_values(sites["end_value_usd_per_t"], benchmark)
    worth = sites["end_value_usd_per_t"].fillna(benchmark).to_dict()
    unit = sites["material"].map(model.material_unit).to_dict()
    model.STOCKED_MINERALS = pyo.Set(initialize=minerals, doc="mineral")
    model.STOCKPILES_OF = pyo.Set(model.STOCKED_MINERALS, initialize=of_mineral)
    model.stock_content = pyo.Param(list(content), initialize=content)
    model.valued_limit = pyo.Param(model.STOCKED_MINERALS, initialize=limit)
    model.end_value = pyo.Param(model.STOCKPILES, initialize=worth)
    # valued_cap speaks of stocks that hold a mineral; another is valued up to its initial level.
    named = {s for s, _ in content}
    model.Valued = pyo.Var(
        model.STOCKPILES,
        model.LEAVES,
        bounds=lambda model, s, n: (0, None if s in named else sites.at[s, "initial_t"]),
        doc="Left at the end that has an end value [t]",
    )
    count_in(model, model.Valued, lambda s, n: unit[s])
    model.valued_at_end = pyo.Constraint(model.STOCKPILES, model.LEAVES, rule=valued_at_end)
    model.valued_cap = pyo.Constraint(model.STOCKED_MINERALS, model.LEAVES, rule=valued_cap)
    model.StockEndValue = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: -sum(model.end_value[s] * model.Valued[s, n] for s in model.STOCKPILES),
        doc="Credit for stock left at the end [USD]",
    )
    add_cost(model, "stock end value", model.StockEndValue, "final")


def require_modest_values(stated, most):
    """What is left at the end is worth 0.9 of the last benchmark price at most, or it would pay to pump up the stock.

    Raises:
        InputError: A stockpile states more.
    """
    above = [s for s in stated.index if most[s] > 0 and stated[s] > most[s] * (1 + 1e-9)]
    if above:
        raise InputError(
            Issue(
                table="stockpiles",
                column="end_value_usd_per_t",
                value=f"{stated[s]:g}",
                message=f"stockpile {s!r} values what is left at more than 0.9 of the last benchmark price",
                hint=f"Write {most[s]:g} or less, or leave it empty.",
            )
            for s in above
        )
