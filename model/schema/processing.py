"""Plants that exist, and projects that add to what exists."""

from model.schema.column import Column, Table, amount, key, share, span, text, whence, year

PLANTS = Table(
    "plants",
    "A processing or recycling plant at one place, running one process.",
    key=("plant",),
    columns=(
        key("plant", "Short name of the plant."),
        text("name", "Name as people read it."),
        text("kind", "What it is.", choices=("processing", "recycling"), default="processing"),
        text("place", "Where it is.", refers_to=("places",), required=True, default=None),
        text("owner", "Who controls it.", refers_to=("owners",)),
        text("process", "The recipe it runs.", refers_to=("processes",), required=True, default=None),
        text("line", "Plants of one line share its capacity, which each of them states."),
        amount("capacity_t_per_year", "t/yr", "Throughput that exists; projects add to it.", default=0.0, yearly=True),
        share("reach", "Share of the capacity that the buyer can reach.", default=1.0, yearly=True),
        text("reach_note", "How the share within reach was derived."),
        amount("toll_usd_per_t", "USD/t", "What somebody else's plant charges.", empty_means="the plant is the buyer's own", yearly=True),
        amount("variable_cost_usd_per_t", "USD/t", "Besides the process cost, in the buyer's own plant.", default=0.0, yearly=True),
        amount("fixed_cost_usd_per_year", "USD/yr", "Of the buyer's own plant, run or not.", default=0.0),
        share("min_load", "Least load, as a share of capacity, while it is open.", default=0.0),
        *span("it can run"),
        *whence(),
    ),
    absent_means="No plants: materials are bought as demanded.",
)

PROJECTS = Table(
    "projects",
    "Something that can be built in whole blocks.",
    key=("project",),
    columns=(
        key("project", "Short name of the project."),
        text("name", "Name as people read it."),
        text(
            "kind",
            "What it is.",
            choices=("mine", "plant", "expansion", "recycling", "corridor", "port", "stockpile", "substitution"),
            default="plant",
        ),
        text("status", "Whether it is under construction already.", choices=("candidate", "committed"), default="candidate"),
        text("place", "Where it is.", refers_to=("places",)),
        Column("max_blocks", "integer", "Most blocks that can be built; all are, of a committed one.", unit="blocks", default=1, lower=1),
        amount("capital_usd_per_block", "USD per block", "Capital; of a committed one, what remains to be paid.", required=True),
        amount("fixed_cost_usd_per_block_per_year", "USD per block and yr", "Paid while a block is on line.", default=0.0),
        Column("permitting_years", "integer", "Years from decision to permit.", unit="years", default=0, lower=0),
        Column("construction_years", "integer", "Years from permit to start.", unit="years", default=0, lower=0),
        year("first_year", "First year in which it can be decided.", empty_means="the first planning year"),
        year("last_year", "Last year in which it can be decided.", empty_means="the last planning year"),
        year("online_year", "Year in which a committed project starts.", empty_means="the first planning year"),
        Column("lifetime_years", "integer", "Years on line.", unit="years", default=25, lower=1),
        Column("ramp_up_years", "integer", "Years from start to full effect; 0 or 1: at once.", unit="years", default=0, lower=0),
        text("shares_blocks_with", "The project whose max_blocks it shares: a larger size step, a faster variant.", refers_to=("projects",)),
        Column("requires", "list", "Projects that must be on line before it is.", default="", refers_to=("projects",)),
        Column("excludes", "list", "Projects that cannot be built as well.", default="", refers_to=("projects",)),
        *whence(),
    ),
    absent_means="Nothing can be built.",
)

PROJECT_EFFECTS = Table(
    "project_effects",
    "What one block of a project adds once it is on line.",
    key=("project", "effect", "target"),
    columns=(
        key("project", "The project.", refers_to=("projects",)),
        Column(
            "effect",
            "text",
            "What grows: the capacity of a supplier, plant, route, corridor (t/yr) or stockpile (t).",
            required=True,
            choices=("supplier_capacity", "plant_capacity", "route_capacity", "corridor_capacity", "stockpile_capacity"),
        ),
        key("target", "The supplier, plant, route, corridor or stockpile.", refers_to=("suppliers", "plants", "routes", "corridors", "stockpiles")),
        amount("value", "t/yr or t", "What a block adds.", required=True),
        *whence(),
    ),
    absent_means="Projects add no capacity.",
)
