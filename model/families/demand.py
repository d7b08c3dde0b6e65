"""Demand: delivered, met by substitution, or short at a cost."""

import math

import pyomo.environ as pyo

from model.case.rows import whole
from model.errors import InputError, Issue
from model.prices import benchmark_prices
from model.shared import add_cost, add_use, count_in, grouped, ramp


def demand_met(model, place, sector, material, node):
    r"""What is neither substituted nor short is delivered, and that is never negative.

    $$ \text{Substituted}_{d,n} + \text{Shortfall}_{d,n} \le \text{demand}_{d,t(n)} \quad \forall (d, n) \in \text{DEMANDS} \times \text{NODES} $$

    All [t/yr]; `Delivered` is the difference.
    """
    return (
        model.SubstitutedFor[place, sector, material, node] + model.Shortfall[place, sector, material, node]
        <= model.demand[place, sector, material, model.year[node]]
    )


def substitution_cap(model, substitute, place, node):
    r"""A substitute takes at most its share of a demand.

    $$ \text{Substituted}_{u,c,n} \le \text{largest\_share}_{u,t(n)} \, \text{demand}_{d(u,c),t(n)} \quad \forall (u, c, n) \in \text{SUBSTITUTIONS} $$

    `largest_share` [fraction], ramped up.
    """
    return model.Substituted[substitute, place, node] <= model.substitutable[substitute, place, node]


def substitution_programme(model, substitute, place, node):
    r"""A substitute that needs a programme is there as far as the programme is, and ramps up from then.

    $$ \text{Substituted}_{u,c,n} \le \text{largest\_share}_{u} \, \text{demand}_{d(u,c),t(n)} \sum_{t'} \text{programme\_part}_{u,t',t(n)} \, \text{Built}_{j(u),t'} \quad \forall (u, c, n) \in \text{PROGRAMMES} $$

    `programme_part` [fraction]: how far the blocks decided in t', and the substitute since they are on line, have ramped up.
    """
    t, project = model.year[node], model.programme[substitute]
    return model.Substituted[substitute, place, node] <= model.substitutable_in_full[substitute, place, node] * sum(
        model.programme_part[substitute, decided, t] * model.Built[project, decided]
        for decided in model.ALIVE_IN[project, t]
    )


def add(model, case):
    """Adds demand, substitution and shortage, and what they cost."""
    quantity = case.series("demand", "quantity_t").to_dict()
    demands = list(dict.fromkeys(key[:3] for key in quantity))
    largest = largest_shortage(case)
    model.DEMANDS = pyo.Set(dimen=3, initialize=demands, doc="place, sector, material")
    model.demand = pyo.Param(model.DEMANDS, model.YEARS, initialize=quantity)
    model.Shortfall = pyo.Var(
        model.DEMANDS,
        model.NODES,
        bounds=lambda model, c, b, m, n: (0, largest.get(b, 0.0) * model.demand[c, b, m, model.year[n]]),
        doc="Demand not met [t/yr]",
    )
    count_in(model, model.Shortfall, lambda c, b, m, n: model.material_unit[m])
    add_substitution(model, case)
    model.Delivered = pyo.Expression(
        model.DEMANDS,
        model.NODES,
        rule=lambda model, c, b, m, n: (
            model.demand[c, b, m, model.year[n]] - model.SubstitutedFor[c, b, m, n] - model.Shortfall[c, b, m, n]
        ),
        doc="Demand met from the chain [t/yr]",
    )
    model.demand_met = pyo.Constraint(model.DEMANDS, model.NODES, rule=demand_met)
    add_flows(model)
    add_costs(model, case)


def largest_shortage(case):
    """The share of demand that may go short, by sector: none where a sector states no cost of shortage."""
    sectors = case.filled("sectors").set_index("sector")
    costed = (
        sectors["shortage_cost_multiple"].notna()
        | case.by_year("sectors", "shortage_cost_usd_per_t").groupby(level=0).max().notna()
    )
    return {sector: row.largest_shortage if costed[sector] else 0.0 for sector, row in sectors.iterrows()}


def add_substitution(model, case):
    """Substitution per demand, up to a share that ramps up, some of it after a programme."""
    rows = case.filled("substitutes").set_index("substitute")
    of_demand = {
        (u, c): (c, b, m)
        for u, row in rows.iterrows()
        for c, b, m in model.DEMANDS
        if (b, m) == (row.sector, row.material)
    }

    def share(u, t):
        first = whole(rows.at[u, "first_year"])
        on = t - (case.years[0] if first is None else first)
        return rows.at[u, "largest_share"] * ramp(on, int(rows.at[u, "ramp_up_years"])) if on >= 0 else 0.0

    limit = {
        (u, c, n): share(u, model.year[n]) * model.demand[(*d, model.year[n])]
        for (u, c), d in of_demand.items()
        for n in model.NODES
    }
    limit = {key: amount for key, amount in limit.items() if amount > 0}
    programme = {u: row.requires_project for u, row in rows.iterrows() if row.requires_project}
    model.SUBSTITUTES = pyo.Set(initialize=list(rows.index), doc="substitute")
    model.SUBSTITUTIONS = pyo.Set(dimen=3, initialize=list(limit), doc="substitute, place, node")
    model.PROGRAMMES = pyo.Set(
        dimen=3, initialize=[key for key in limit if key[0] in programme], doc="substitute, place, node"
    )
    model.substitutable = pyo.Param(model.SUBSTITUTIONS, initialize=limit)
    model.programme = pyo.Param(list(programme), initialize=programme, within=pyo.Any)
    add_programmes(model, rows, of_demand)
    model.Substituted = pyo.Var(
        model.SUBSTITUTIONS, domain=pyo.NonNegativeReals, doc="Demand met by substitution [t/yr]"
    )
    count_in(model, model.Substituted, lambda u, c, n: model.material_unit[rows.at[u, "material"]])
    keys = [(*d, n) for d in model.DEMANDS for n in model.NODES]
    model.SUBSTITUTES_FOR = pyo.Set(
        model.DEMANDS,
        model.NODES,
        initialize=grouped((((*of_demand[u, c], n), u) for u, c, n in limit), keys),
    )
    model.SubstitutedFor = pyo.Expression(
        model.DEMANDS,
        model.NODES,
        rule=lambda model, c, b, m, n: sum(model.Substituted[u, c, n] for u in model.SUBSTITUTES_FOR[c, b, m, n]),
        doc="Demand met by all its substitutes [t/yr]",
    )
    model.substitution_cap = pyo.Constraint(model.SUBSTITUTIONS, rule=substitution_cap)
    model.substitution_programme = pyo.Constraint(model.PROGRAMMES, rule=substitution_programme)
    add_replacements(model, rows)


def add_programmes(model, rows, of_demand):
    """How much each substitute could take once its programme is there, and how far that is by year of decision."""
    model.substitutable_in_full = pyo.Param(
        model.PROGRAMMES,
        initialize={
            (u, c, n): rows.at[u, "largest_share"] * model.demand[(*of_demand[u, c], model.year[n])]
            for u, c, n in model.PROGRAMMES
        },
    )

    def part(u, decided, t):
        project = model.programme[u]
        first = max(model.online_year[project, decided], whole(rows.at[u, "first_year"]) or 0)
        ramped = ramp(t - first, int(rows.at[u, "ramp_up_years"])) if t >= first else 0.0
        return ramped * model.ramped[project, decided, t]

    parts = {
        (u, decided, t): part(u, decided, t)
        for u in model.programme
        for t in model.YEARS
        for decided in model.ALIVE_IN[model.programme[u], t]
    }
    model.programme_part = pyo.Param(list(parts), initialize=parts)


def add_replacements(model, rows):
    """What substitution uses instead, at the place of the demand."""
    keys = [(c, m, n) for c, m in model.HOLDINGS for n in model.NODES]
    replacing = grouped(
        (((c, rows.at[u, "replacement"], n), u) for u, c, n in model.SUBSTITUTIONS if rows.at[u, "replacement"]),
        keys,
    )
    model.REPLACING = pyo.Set(model.HOLDINGS, model.NODES, initialize=replacing)
    model.replacement = pyo.Param(model.SUBSTITUTES, initialize=rows["replacement_t_per_t"].to_dict())
    model.Replaced = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(
            model.replacement[u] * model.Substituted[u, c, n] for u in model.REPLACING[c, m, n]
        ),
        doc="Used in place of another material [t/yr]",
    )
    add_use(model, model.Replaced)


def add_flows(model):
    """Deliveries, at the place of the demand."""
    wanted = grouped((((c, m), (c, b, m)) for c, b, m in model.DEMANDS), model.HOLDINGS)
    model.WANTED = pyo.Set(model.HOLDINGS, dimen=3, initialize=wanted)
    model.DeliveredAt = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Delivered[d, n] for d in model.WANTED[c, m]),
        doc="Delivered at a place [t/yr]",
    )
    add_use(model, model.DeliveredAt)


def add_costs(model, case):
    """Cost of substitution and of going short."""
    rows = case.filled("substitutes").set_index("substitute")
    model.substitution_cost = pyo.Param(model.SUBSTITUTES, initialize=rows["cost_usd_per_t"].to_dict())
    model.shortage_cost = pyo.Param(model.DEMANDS, model.YEARS, initialize=shortage_costs(model, case))
    model.SubstitutionCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(
            model.substitution_cost[u] * model.Substituted[u, c, n]
            for c, b, m in model.DEMANDS
            for u in model.SUBSTITUTES_FOR[c, b, m, n]
        ),
        doc="Cost of substitution, besides the replacement [USD/yr]",
    )
    model.ShortageCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.shortage_cost[d, model.year[n]] * model.Shortfall[d, n] for d in model.DEMANDS),
        doc="Cost of going short [USD/yr]",
    )
    add_cost(model, "substitution", model.SubstitutionCost, "operating")
    add_cost(model, "shortage", model.ShortageCost, "operating")


def shortage_costs(model, case):
    """USD per t short, by demand and year: stated, or a multiple of the benchmark; zero where no shortage is allowed.

    Raises:
        InputError: A sector states a multiple for a material without a benchmark price.
    """
    sectors = case.filled("sectors").set_index("sector")
    stated = case.by_year("sectors", "shortage_cost_usd_per_t").to_dict()
    price = benchmark_prices(case)
    costs, issues = {}, []
    for c, b, m in model.DEMANDS:
        multiple = sectors.at[b, "shortage_cost_multiple"] if b in sectors.index else math.nan
        if multiple >= 0 and (m, case.years[0]) not in price:
            issues.append(unpriced(b, m, multiple))
            continue
        for t in case.years:
            own = stated.get((b, t), math.nan)
            costs[c, b, m, t] = multiple * price[m, t] if multiple >= 0 else own if own >= 0 else 0.0
    if issues:
        raise InputError(issues)
    return costs


def unpriced(sector, material, multiple):
    """The issue of a shortage cost that is a multiple of a price that is not there."""
    return Issue(
        table="sectors",
        column="shortage_cost_multiple",
        value=f"{multiple:g}",
        message=f"sector {sector!r} demands {material!r}, which has no benchmark price",
        hint="Give the material a price in prices, or the sector a shortage_cost_usd_per_t.",
    )
