"""Processing: plants run recipes within the capacity of their line; the buyer's own have costs, others charge a toll."""

import pyomo.environ as pyo

from model.agreed import most_added, uplifts
from model.flows import recipe_of
from model.shared import active, add_cost, add_source, add_use, count_in, grouped, most_line_capacity


def line_capacity(model, line, node):
    r"""The plants of a line share what of its capacity is available.

    $$ \sum_{p \in \text{PLANTS\_ON}_\ell} \text{Run}_{p,n} \le a_{\ell,n} \, \text{LineCapacity}_{\ell,t(n)} \quad \forall (\ell, n) \in \text{PLAIN\_LINES} \times \text{NODES} $$

    `Run` [t of throughput per year]; $a$ `line_availability` [fraction]; `LineCapacity` [t/yr].
    """
    return (
        sum(model.Run[p, node] for p in model.PLANTS_ON[line, node])
        <= model.line_availability[line, node] * model.LineCapacity[line, model.year[node]]
    )


def run_when_open(model, plant, node):
    r"""A plant with a least load runs only while it is open.

    $$ \text{Run}_{p,n} \le \text{most\_capacity}_p \, \text{Open}_{p,t(n)} \quad \forall (p, n) \in \text{LOADED} $$

    `Open` binary; binds on the trunk only, so that recourse stays continuous.
    """
    return model.Run[plant, node] <= model.most_capacity[plant] * model.Open[plant, model.year[node]]


def least_load(model, plant, node):
    r"""A plant that is open runs at its least load or more.

    $$ \text{Run}_{p,n} \ge \text{min\_load}_p \left( \text{LineCapacity}_{\ell(p),t(n)} - \text{most\_capacity}_p \, (1 - \text{Open}_{p,t(n)}) \right) \quad \forall (p, n) \in \text{LOADED} $$

    `min_load` [fraction]; `most_capacity` [t/yr], so that a closed plant need not run.
    """
    t = model.year[node]
    return model.Run[plant, node] >= model.min_load[plant] * (
        model.LineCapacity[model.line_of[plant], t] - model.most_capacity[plant] * (1 - model.Open[plant, t])
    )


def add(model, case):
    """Adds the plants' runs, their limits, what they use and make, and what that costs."""
    plants = case.filled("plants").set_index("plant")
    plants["line"] = plants["line"].where(plants["line"] != "", plants.index)
    model.PLANTS = pyo.Set(initialize=list(plants.index), doc="plant")
    running = {p: set(active(row, case.years)) for p, row in plants.iterrows()}
    runs = [(p, n) for p in plants.index for n in model.NODES if model.year[n] in running[p]]
    model.RUNS = pyo.Set(dimen=2, initialize=runs, doc="plant, node")
    model.Run = pyo.Var(model.RUNS, domain=pyo.NonNegativeReals, doc="Throughput of a plant [t/yr]")
    recipes = recipe_of(case)
    model.throughput_unit = {p: unit_of(model, recipes[p]) for p in plants.index}
    count_in(model, model.Run, lambda p, n: model.throughput_unit[p])
    add_capacity(model, case, plants)
    add_loads(model, case, plants)
    add_recipes(model, plants, recipes)
    add_costs(model, case, plants)


def unit_of(model, coefficients):
    """The unit of throughput: the smallest of those of the materials that the recipe makes."""
    return min((model.material_unit[m] for m, amount in coefficients.items() if amount > 0), default=1.0)


def add_capacity(model, case, plants):
    """The lines, their capacity within reach with what projects add to any of their plants, and how much is available.

    What limits a line whose availability an agreement raises stands with the assistance of plants.
    """
    within_reach = (case.by_year("plants", "capacity_t_per_year") * case.by_year("plants", "reach")).to_dict()
    lines = plants.groupby("line", sort=False).groups
    model.LINES = pyo.Set(initialize=list(lines), doc="line")
    model.line_of = pyo.Param(model.PLANTS, initialize=plants["line"].to_dict(), within=pyo.Any)
    on_line = grouped((((model.line_of[p], n), p) for p, n in model.RUNS), [(x, n) for x in lines for n in model.NODES])
    model.PLANTS_ON = pyo.Set(model.LINES, model.NODES, initialize=on_line)
    model.ON_LINE = pyo.Set(model.LINES, initialize={line: list(members) for line, members in lines.items()})
    existing = {(line, t): within_reach[members[0], t] for line, members in lines.items() for t in case.years}
    model.existing_line_capacity = pyo.Param(model.LINES, model.YEARS, initialize=existing)
    model.LineCapacity = pyo.Expression(
        model.LINES,
        model.YEARS,
        rule=lambda model, line, t: (
            model.existing_line_capacity[line, t]
            + sum(model.AddedCapacity["plant_capacity", p, t] for p in model.ON_LINE[line])
        ),
        doc="Capacity of a line within the buyer's reach [t/yr]",
    )
    base = case.by_year("plants", "availability").to_dict()
    available = {(line, n): base[members[0], model.year[n]] for line, members in lines.items() for n in model.NODES}
    model.line_availability = pyo.Param(model.LINES, model.NODES, initialize=available)
    assisted = {model.line_of[p] for p in uplifts(case, "plant")}
    model.PLAIN_LINES = pyo.Set(initialize=[line for line in lines if line not in assisted], doc="line")
    model.line_capacity = pyo.Constraint(model.PLAIN_LINES, model.NODES, rule=line_capacity)


def add_loads(model, case, plants):
    """Least loads: whether a plant is open is decided for the trunk."""
    loaded = list(plants.index[plants["min_load"] > 0])
    pairs = [(p, n) for p, n in model.RUNS if p in loaded and n in model.TRUNK]
    model.LOADED = pyo.Set(dimen=2, initialize=pairs, doc="plant, node")
    open_years = sorted({(p, model.year[n]) for p, n in pairs})
    model.OPENINGS = pyo.Set(dimen=2, initialize=open_years, doc="plant, year")
    model.Open = pyo.Var(model.OPENINGS, domain=pyo.Binary, doc="Whether a plant with a least load is open [0 or 1]")
    growth = most_added(case, "plant")
    model.min_load = pyo.Param(model.PLANTS, initialize=plants["min_load"].to_dict())
    model.most_capacity = pyo.Param(loaded, initialize={p: most_line_capacity(model, p, growth) for p in loaded})
    model.run_when_open = pyo.Constraint(model.LOADED, rule=run_when_open)
    model.least_load = pyo.Constraint(model.LOADED, rule=least_load)


def add_recipes(model, plants, recipes):
    """What plants use and make, at their place."""
    coefficients = {(p, m): amount for p in plants.index for m, amount in recipes[p].items()}
    model.RECIPES = pyo.Set(dimen=2, initialize=list(coefficients), doc="plant, material")
    model.recipe = pyo.Param(model.RECIPES, initialize=coefficients)
    at_place = grouped((((plants.at[p, "place"], m), p) for p, m in coefficients), model.HOLDINGS)
    made = {
        (c, m, n): [p for p in at_place[c, m] if coefficients[p, m] > 0 and (p, n) in model.RUNS]
        for c, m in model.HOLDINGS
        for n in model.NODES
    }
    used = {
        (c, m, n): [p for p in at_place[c, m] if coefficients[p, m] < 0 and (p, n) in model.RUNS]
        for c, m in model.HOLDINGS
        for n in model.NODES
    }
    model.MAKERS = pyo.Set(model.HOLDINGS, model.NODES, initialize=made)
    model.USERS = pyo.Set(model.HOLDINGS, model.NODES, initialize=used)
    model.Made = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.recipe[p, m] * model.Run[p, n] for p in model.MAKERS[c, m, n]),
        doc="Outputs of plants at a place [t/yr]",
    )
    model.Used = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(-model.recipe[p, m] * model.Run[p, n] for p in model.USERS[c, m, n]),
        doc="Inputs of plants at a place [t/yr]",
    )
    add_source(model, model.Made)
    add_use(model, model.Used)


def add_costs(model, case, plants):
    """Tolls to others; energy, reagents, variable and fixed costs in the buyer's own plants."""
    toll = case.by_year("plants", "toll_usd_per_t").to_dict()
    variable = case.by_year("plants", "variable_cost_usd_per_t").to_dict()
    energy = case.filled("processes").set_index("process")["cost_usd_per_t"].to_dict()
    own = set(plants.index[plants["toll_usd_per_t"].isna()])
    keys = [(p, t) for p in plants.index for t in case.years]
    model.toll = pyo.Param(keys, initialize={(p, t): 0.0 if p in own else toll[p, t] for p, t in keys})
    model.running_cost = pyo.Param(
        keys,
        initialize={(p, t): variable[p, t] + energy[plants.at[p, "process"]] if p in own else 0.0 for p, t in keys},
    )
    standing = {
        (p, t): plants.at[p, "fixed_cost_usd_per_year"]
        for p, t in keys
        if p in own and model.existing_line_capacity[model.line_of[p], t] > 0 and t in active(plants.loc[p], case.years)
    }
    model.standing_cost = pyo.Param(keys, initialize=standing, default=0.0)
    run_in = grouped(((n, p) for p, n in model.RUNS), model.NODES)
    model.RUN_IN = pyo.Set(model.NODES, initialize=run_in)
    model.Tolls = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.toll[p, model.year[n]] * model.Run[p, n] for p in model.RUN_IN[n]),
        doc="Tolls of plants that are somebody else's [USD/yr]",
    )
    model.ProcessingCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.running_cost[p, model.year[n]] * model.Run[p, n] for p in model.RUN_IN[n]),
        doc="Energy, reagents and variable cost of the buyer's own plants [USD/yr]",
    )
    model.PlantFixedCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.standing_cost[p, model.year[n]] for p in model.PLANTS),
        doc="Fixed cost of the buyer's own existing plants [USD/yr]",
    )
    add_cost(model, "tolls", model.Tolls, "operating")
    add_cost(model, "processing", model.ProcessingCost, "operating")
    add_cost(model, "plant fixed cost", model.PlantFixedCost, "operating")
