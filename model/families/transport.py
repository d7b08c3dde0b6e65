"""Transport: materials move on routes, within the capacity of routes and corridors."""

import pyomo.environ as pyo

from model.errors import InputError, Issue
from model.flows import ends_of_flow, origins_of_flow, routes_of
from model.shared import (
    active,
    add_cost,
    add_source,
    add_use,
    count_in,
    given,
    grouped,
    listed,
)


def route_capacity(model, route, node):
    r"""A route carries no more than its capacity, with what projects add.

    $$ \sum_{m} \text{Shipped}_{r,m,n} \le \text{route\_limit}_{r,t(n)} + \text{AddedCapacity}_{r,t(n)} \quad \forall (r, n) \in \text{LIMITED\_ROUTES} $$

    `Shipped`, `route_limit`, `AddedCapacity` [t/yr].
    """
    t = model.year[node]
    return (
        sum(model.Shipped[route, m, node] for m in model.CARRIED_BY[route, node])
        <= model.route_limit[route, t] + model.AddedCapacity["route_capacity", route, t]
    )


def corridor_capacity(model, corridor, node):
    r"""The routes of a corridor share its capacity, with what projects add.

    $$ \sum_{r \in \text{ROUTES\_IN}_x} \sum_{m} \text{Shipped}_{r,m,n} \le \text{corridor\_limit}_{x,t(n)} + \text{AddedCapacity}_{x,t(n)} \quad \forall (x, n) \in \text{LIMITED\_CORRIDORS} $$

    `corridor_limit` [t/yr].
    """
    t = model.year[node]
    return (
        sum(model.Shipped[r, m, node] for r in model.ROUTES_IN[corridor] for m in model.CARRIED_BY[r, node])
        <= model.corridor_limit[corridor, t] + model.AddedCapacity["corridor_capacity", corridor, t]
    )


def route_after_project(model, route, node):
    r"""A route that needs a project carries nothing before the project is on line.

    $$ \sum_{m} \text{Shipped}_{r,m,n} \le \text{route\_limit}_{r,t(n)} \, \text{OnLine}_{j(r),t(n)} + \text{AddedCapacity}_{r,t(n)} \quad \forall (r, n) \in \text{OPENED\_ROUTES} $$

    `OnLine` [blocks]; only that project, and those that require it, add to the route.
    """
    t = model.year[node]
    return (
        sum(model.Shipped[route, m, node] for m in model.CARRIED_BY[route, node])
        <= model.route_limit[route, t] * model.OnLine[model.opened_by[route], t]
        + model.AddedCapacity["route_capacity", route, t]
    )


def add(model, case):
    """Adds the shipments, their limits and freight."""
    routes = routes_of(case)
    require_limits(routes)
    require_opener_first(case, routes)
    pairs = carried(case, routes)
    open_years = {r: set(active(row, case.years)) for r, row in routes.iterrows()}
    shipments = [(r, m, n) for r, m in pairs for n in model.NODES if model.year[n] in open_years[r]]
    model.ROUTES = pyo.Set(initialize=list(routes.index), doc="route")
    model.SHIPMENTS = pyo.Set(dimen=3, initialize=shipments, doc="route, material, node")
    model.Shipped = pyo.Var(model.SHIPMENTS, domain=pyo.NonNegativeReals, doc="Moved on a route [t/yr]")
    count_in(model, model.Shipped, lambda r, m, n: model.material_unit[m])
    by_route = grouped((((r, n), m) for r, m, n in shipments), [(r, n) for r in routes.index for n in model.NODES])
    model.CARRIED_BY = pyo.Set(model.ROUTES, model.NODES, initialize=by_route)
    add_flows(model, routes)
    add_limits(model, case, routes)
    add_freight(model, case, routes)


def require_limits(routes):
    """A route that a project opens states its capacity.

    Raises:
        InputError: One does not.
    """
    unlimited = routes.index[(routes["requires_project"] != "") & routes["capacity_t_per_year"].isna()]
    if len(unlimited):
        raise InputError(
            Issue(
                table="routes",
                column="capacity_t_per_year",
                message=f"route {route!r} requires a project and has no capacity",
                hint="Give the most that it can carry.",
            )
            for route in unlimited
        )


def require_opener_first(case, routes):
    """What adds to a route that a project opens is that project, or requires it.

    Raises:
        InputError: One is neither, and the route would open without its project.
    """
    needed = case.filled("projects").set_index("project")["requires"].map(listed).to_dict()
    effects = case.filled("project_effects")
    issues = [
        Issue(
            table="project_effects",
            column="target",
            value=row.target,
            message=f"project {row.project!r} adds to a route that {opener!r} opens, and does not require it",
            hint=f"Add {opener} to what {row.project} requires.",
        )
        for row in effects[effects["effect"] == "route_capacity"].itertuples()
        for opener in [routes.at[row.target, "requires_project"]]
        if opener and row.project != opener and opener not in needed[row.project]
    ]
    if issues:
        raise InputError(issues)


def carried(case, routes):
    """The (route, material) pairs that can carry anything: material that starts at the origin and ends at the destination.

    What arrives is not sent on, so one hop decides.
    """
    starts, ends = origins_of_flow(case), ends_of_flow(case)
    materials = list(case.filled("materials")["material"])
    allowed = {r: listed(row.materials) or materials for r, row in routes.iterrows()}
    return [
        (r, m)
        for r, row in routes.iterrows()
        for m in allowed[r]
        if (row.origin, m) in starts and (row.destination, m) in ends
    ]


def add_flows(model, routes):
    """Departures from, and arrivals at, a place."""
    keys = [(c, m, n) for c, m in model.HOLDINGS for n in model.NODES]
    origin, destination = routes["origin"].to_dict(), routes["destination"].to_dict()
    leaving = grouped((((origin[r], m, n), r) for r, m, n in model.SHIPMENTS), keys)
    arriving = grouped((((destination[r], m, n), r) for r, m, n in model.SHIPMENTS), keys)
    model.LEAVING = pyo.Set(model.HOLDINGS, model.NODES, initialize=leaving)
    model.ARRIVING = pyo.Set(model.HOLDINGS, model.NODES, initialize=arriving)
    model.Departed = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Shipped[r, m, n] for r in model.LEAVING[c, m, n]),
        doc="Departures from a place [t/yr]",
    )
    model.Arrived = pyo.Expression(
        model.HOLDINGS,
        model.NODES,
        rule=lambda model, c, m, n: sum(model.Shipped[r, m, n] for r in model.ARRIVING[c, m, n]),
        doc="Arrivals at a place [t/yr]",
    )
    add_use(model, model.Departed)
    add_source(model, model.Arrived)


def add_limits(model, case, routes):
    """Capacities of routes and corridors, and routes that a project opens.

    Where that project is a single block, what opens the route limits it too.
    """
    limit = route_limits(case, routes)
    opened = {r: row.requires_project for r, row in routes.iterrows() if row.requires_project}
    bound = {r for r, project in opened.items() if model.max_blocks[project] == 1}
    model.LIMITED_ROUTES = pyo.Set(
        dimen=2,
        initialize=[(r, n) for r in limit for n in model.NODES if r not in bound and len(model.CARRIED_BY[r, n])],
        doc="route, node",
    )
    model.OPENED_ROUTES = pyo.Set(
        dimen=2,
        initialize=[(r, n) for r in opened for n in model.NODES if len(model.CARRIED_BY[r, n])],
        doc="route, node",
    )
    by_year = {(r, t): amount[t] for r, amount in limit.items() for t in case.years}
    model.route_limit = pyo.Param(list(by_year), initialize=by_year)
    model.opened_by = pyo.Param(list(opened), initialize=opened, within=pyo.Any)
    corridor_limit = given(case.by_year("corridors", "capacity_t_per_year"))
    corridors = sorted({x for x, _ in corridor_limit})
    model.ROUTES_IN = pyo.Set(
        corridors,
        initialize=grouped(((row.corridor, r) for r, row in routes.iterrows() if row.corridor in corridors), corridors),
    )
    model.LIMITED_CORRIDORS = pyo.Set(
        dimen=2,
        initialize=[
            (x, n)
            for x in corridors
            for n in model.NODES
            if any(len(model.CARRIED_BY[r, n]) for r in model.ROUTES_IN[x])
        ],
        doc="corridor, node",
    )
    model.corridor_limit = pyo.Param(list(corridor_limit), initialize=corridor_limit)
    model.route_capacity = pyo.Constraint(model.LIMITED_ROUTES, rule=route_capacity)
    model.corridor_capacity = pyo.Constraint(model.LIMITED_CORRIDORS, rule=corridor_capacity)
    model.route_after_project = pyo.Constraint(model.OPENED_ROUTES, rule=route_after_project)


def route_limits(case, routes):
    """Capacity by year [t/yr], of the routes that have one."""
    limits = {}
    for (r, t), amount in given(case.by_year("routes", "capacity_t_per_year")).items():
        limits.setdefault(r, {})[t] = amount
    return {r: limits[r] for r in routes.index if r in limits}


def add_freight(model, case, routes):
    """Freight and handling."""
    stated = case.by_year("routes", "cost_usd_per_t").to_dict()
    cost = {(r, t): stated.get((r, t), 0.0) for r in routes.index for t in case.years}
    shipped_in = grouped(((n, (r, m)) for r, m, n in model.SHIPMENTS), model.NODES)
    model.SHIPPED_IN = pyo.Set(model.NODES, dimen=2, initialize=shipped_in)
    model.freight = pyo.Param(model.ROUTES, model.YEARS, initialize=cost)
    model.Freight = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(
            model.freight[r, model.year[n]] * model.Shipped[r, m, n] for r, m in model.SHIPPED_IN[n]
        ),
        doc="Freight and handling [USD/yr]",
    )
    add_cost(model, "transport", model.Freight, "operating")
