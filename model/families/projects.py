"""Projects: whole blocks decided in a year, on line after permitting and construction, for their lifetime."""

import pyomo.environ as pyo

from model.case.rows import whole
from model.finance import money_shares
from model.shared import active, add_cost, grouped, listed, ramp, salvage_of


def blocks_cap(model, site):
    r"""The blocks of a project, and of the size steps and variants that share its site, stay within its most.

    $$ \sum_{j \in \text{SHARING}_s} \sum_{t} \text{Built}_{j,t} \le \text{max\_blocks}_s \quad \forall s \in \text{SITES} $$

    `Built` [blocks]; `max_blocks` [blocks].
    """
    return sum(model.Built[j, t] for j in model.SHARING[site] for t in model.DECIDABLE[j]) <= model.max_blocks[site]


def prerequisite(model, project, required, year):
    r"""A project is on line only where the project that it requires is.

    $$ \text{Started}_{j,t} \le \text{max\_blocks}_j \, \text{Started}_{j',t} \quad \forall (j, j', t) \in \text{REQUIREMENTS} $$

    `Started` [blocks]: those that have come on line by year t.
    """
    return model.Started[project, year] <= model.max_blocks[project] * model.Started[required, year]


def chosen_when_built(model, project):
    r"""A project that excludes another counts as chosen once a block of it is built.

    $$ \sum_t \text{Built}_{j,t} \le \text{max\_blocks}_j \, \text{Chosen}_j \quad \forall j \in \text{EXCLUDING} $$

    `Chosen` binary.
    """
    return (
        sum(model.Built[project, t] for t in model.DECIDABLE[project])
        <= model.max_blocks[project] * model.Chosen[project]
    )


def exclusion(model, project, other):
    r"""Of two projects that exclude each other, one at most is chosen.

    $$ \text{Chosen}_j + \text{Chosen}_{j'} \le 1 \quad \forall (j, j') \in \text{EXCLUSIONS} $$
    """
    return model.Chosen[project] + model.Chosen[other] <= 1


def add(model, case):
    """Adds the decisions to build, what is on line when, and what it costs."""
    projects = case.filled("projects").set_index("project")
    build = {(j, t): start for j, row in projects.iterrows() for t, start in decidable(row, case.years).items()}
    model.PROJECTS = pyo.Set(initialize=list(projects.index), doc="project")
    model.BUILDS = pyo.Set(dimen=2, initialize=list(build), doc="project, year")
    model.DECIDABLE = pyo.Set(model.PROJECTS, initialize=grouped(build, projects.index))
    model.online_year = pyo.Param(model.BUILDS, initialize=build)
    model.max_blocks = pyo.Param(model.PROJECTS, initialize=projects["max_blocks"].astype(int).to_dict())
    model.Built = pyo.Var(
        model.BUILDS,
        domain=pyo.NonNegativeIntegers,
        bounds=lambda model, j, t: committed_bounds(projects.loc[j]),
        doc="Blocks decided in a year, on line after their lead time [blocks]",
    )
    add_progress(model, case, projects, build)
    add_sites(model, projects)
    add_exclusions(model, projects)
    add_effects(model, case)
    add_costs(model, case, projects, build)


def committed_bounds(row):
    """The least and the most blocks: all of them, where the project is under construction already."""
    most = int(row.max_blocks)
    return (most if row.status == "committed" else 0, most)


def decidable(row, years):
    """The years in which a block can be decided, with the year in which it then comes on line.

    What cannot come on line within the horizon cannot be built. A committed project is decided before the horizon: its
    decision stands in the first year, and it comes on line in its own year.
    """
    if row.status == "committed":
        return {years[0]: whole(row.online_year) or years[0]}
    lead = int(row.permitting_years) + int(row.construction_years)
    return {t: t + lead for t in active(row, years) if t + lead <= years[-1]}


def add_progress(model, case, projects, build):
    """Blocks that have started, that are on line (within their life), and that have ramped up."""

    def share_on(j, decided, t, *, ramped=False):
        on = t - build[j, decided]
        alive = 0 <= on < int(projects.at[j, "lifetime_years"])
        return (ramp(on, int(projects.at[j, "ramp_up_years"])) if ramped else 1.0) if alive else 0.0

    def decided_by(share):
        pairs = [((j, t), decided) for (j, decided) in build for t in case.years if share(j, decided, t)]
        return grouped(pairs, [(j, t) for j in projects.index for t in case.years])

    def started(j, decided, t):
        return float(build[j, decided] <= t)

    model.STARTED_BY = pyo.Set(model.PROJECTS, model.YEARS, initialize=decided_by(started))
    model.ALIVE_IN = pyo.Set(model.PROJECTS, model.YEARS, initialize=decided_by(share_on))
    model.ramped = pyo.Param(
        model.BUILDS,
        model.YEARS,
        initialize={(j, d, t): share_on(j, d, t, ramped=True) for j, d in build for t in case.years},
    )
    model.Started = pyo.Expression(
        model.PROJECTS,
        model.YEARS,
        rule=lambda model, j, t: sum(model.Built[j, d] for d in model.STARTED_BY[j, t]),
        doc="Blocks that have come on line by a year [blocks]",
    )
    model.OnLine = pyo.Expression(
        model.PROJECTS,
        model.YEARS,
        rule=lambda model, j, t: sum(model.Built[j, d] for d in model.ALIVE_IN[j, t]),
        doc="Blocks on line, within their lifetime [blocks]",
    )
    model.Effective = pyo.Expression(
        model.PROJECTS,
        model.YEARS,
        rule=lambda model, j, t: sum(model.ramped[j, d, t] * model.Built[j, d] for d in model.ALIVE_IN[j, t]),
        doc="Blocks on line, as far as they have ramped up [blocks]",
    )
    required = [(j, other, t) for j, row in projects.iterrows() for other in listed(row.requires) for t in case.years]
    model.REQUIREMENTS = pyo.Set(
        dimen=3,
        initialize=[(j, other, t) for j, other, t in required if len(model.STARTED_BY[j, t])],
        doc="project, required, year",
    )
    model.prerequisite = pyo.Constraint(model.REQUIREMENTS, rule=prerequisite)


def add_sites(model, projects):
    """The sites: projects that share no other's blocks, each with those that share its own."""
    sites = [j for j, row in projects.iterrows() if not row.shares_blocks_with]
    sharing = grouped(((row.shares_blocks_with or j, j) for j, row in projects.iterrows()), sites)
    buildable = [site for site in sites if any(len(model.DECIDABLE[j]) for j in sharing[site])]
    model.SITES = pyo.Set(initialize=buildable, doc="project")
    model.SHARING = pyo.Set(model.SITES, initialize={site: sharing[site] for site in buildable})
    model.blocks_cap = pyo.Constraint(model.SITES, rule=blocks_cap)


def add_exclusions(model, projects):
    """The pairs of projects that exclude each other, each pair once."""
    buildable = {j for j in projects.index if len(model.DECIDABLE[j])}
    pairs = {tuple(sorted((j, other))) for j, row in projects.iterrows() for other in listed(row.excludes)}
    pairs = sorted(pair for pair in pairs if buildable.issuperset(pair))
    model.EXCLUSIONS = pyo.Set(dimen=2, initialize=pairs, doc="project, excluded")
    model.EXCLUDING = pyo.Set(initialize=sorted({j for pair in pairs for j in pair}), doc="project")
    model.Chosen = pyo.Var(model.EXCLUDING, domain=pyo.Binary, doc="Whether a project is built at all [0 or 1]")
    model.chosen_when_built = pyo.Constraint(model.EXCLUDING, rule=chosen_when_built)
    model.exclusion = pyo.Constraint(model.EXCLUSIONS, rule=exclusion)


def add_effects(model, case):
    """What blocks add to the capacities of suppliers, plants, routes, corridors and stockpiles, and to pools.

    `AddedCapacity[effect, target, t]` is zero where no project and no agreement adds anything. Of a power project only
    the minerals' share of its megawatts counts.
    """
    effects = case.filled("project_effects")
    value = effects["value"] * effects["minerals_share"].fillna(1.0)
    keyed = dict(zip(zip(effects["effect"], effects["target"], effects["project"], strict=True), value, strict=True))
    growing = {
        "supplier_capacity": case.filled("suppliers")["supplier"],
        "plant_capacity": case.filled("plants")["plant"],
        "route_capacity": case.filled("routes")["route"],
        "corridor_capacity": case.filled("corridors")["corridor"],
        "stockpile_capacity": case.filled("stockpiles")["stockpile"],
        "power_mw": case.filled("pools")["pool"],
    }
    targets = [(effect, target) for effect, names in growing.items() for target in names]
    model.GROWING = pyo.Set(dimen=2, initialize=targets, doc="effect, target")
    model.ADDING = pyo.Set(model.GROWING, initialize=grouped((((e, x), j) for e, x, j in keyed), targets))
    model.EFFECTS = pyo.Set(dimen=3, initialize=list(keyed), doc="effect, target, project")
    model.added_per_block = pyo.Param(model.EFFECTS, initialize=keyed)
    agreed = {(f"{kind}_capacity", target): [(kind, target)] for kind, target in model.AGREED_TARGETS}
    model.AGREED_IN = pyo.Set(model.GROWING, dimen=2, initialize={key: agreed.get(key, []) for key in targets})
    model.AddedCapacity = pyo.Expression(
        model.GROWING,
        model.YEARS,
        rule=lambda model, effect, target, t: (
            sum(model.added_per_block[effect, target, j] * model.Effective[j, t] for j in model.ADDING[effect, target])
            + sum(model.AgreedCapacity[key, t] for key in model.AGREED_IN[effect, target])
        ),
        doc="Capacity added by projects and agreements [t/yr; t for a stockpile; MW for a pool]",
    )


def add_costs(model, case, projects, build):
    """Capital of the buyer's own money when decided, fixed cost while on line, and the salvage of what outlives the horizon.

    Salvage is capital × AF(remaining) / AF(lifetime), AF(k) = Σ_{s=1..k} (1 + rate)^−s, credited at the horizon's end:
    the same as charging annuities while in service.
    """
    rate = case.settings.discount_rate
    end = case.years[-1] + case.years_in[case.years[-1]]

    def factor(years):
        return sum((1 + rate) ** -s for s in range(1, years + 1))

    def salvage_share(j, decided):
        lifetime = int(projects.at[j, "lifetime_years"])
        remaining = min(lifetime, max(0, build[j, decided] + lifetime - end))
        return factor(remaining) / factor(lifetime)

    model.capital = pyo.Param(model.PROJECTS, initialize=projects["capital_usd_per_block"].to_dict())
    model.own_share = pyo.Param(model.PROJECTS, initialize=money_shares(case, "own"))
    model.fixed_cost = pyo.Param(model.PROJECTS, initialize=projects["fixed_cost_usd_per_block_per_year"].to_dict())
    model.salvage_share = pyo.Param(model.BUILDS, initialize={key: salvage_share(*key) for key in build})
    decided_in = grouped(((t, j) for j, t in build), case.years)
    model.DECIDED_IN = pyo.Set(model.YEARS, initialize=decided_in)
    model.ProjectCapital = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(
            model.own_share[j] * model.capital[j] * model.Built[j, t] for j in model.DECIDED_IN[t]
        ),
        doc="Capital of projects that is the buyer's own money, paid when decided [USD]",
    )
    model.ProjectFixedCost = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.fixed_cost[j] * model.OnLine[j, model.year[n]] for j in model.PROJECTS),
        doc="Fixed cost of projects on line [USD/yr]",
    )
    model.Salvage = pyo.Expression(
        model.LEAVES,
        rule=lambda model, n: salvage_of(model, model.own_share, model.BUILDS),
        doc="Credit for what outlives the horizon [USD]",
    )
    add_cost(model, "project capital", model.ProjectCapital, "one_off")
    add_cost(model, "project fixed cost", model.ProjectFixedCost, "operating")
    add_cost(model, "salvage", model.Salvage, "final")
