"""Materials, their minerals and prices, and the recipes that turn one into another."""

from model.schema.column import Column, Table, amount, key, text, whence, year

STAGES = ("extraction", "processing", "component", "scrap")

MATERIALS = Table(
    "materials",
    "One or more minerals in one form: cobalt hydroxide, refined cobalt, a magnet.",
    key=("material",),
    columns=(
        key("material", "Short name of the material."),
        text("name", "Name as people read it."),
        text("stage", "Where in the chain it stands.", choices=STAGES, required=True, default=None),
        Column("counted", "flag", "Whether it is the form that counts for its stage.", default=True),
        amount("disposal_cost_usd_per_t", "USD/t", "Cost of disposing of a tonne that nobody needs.", default=0.0),
        *whence(),
    ),
    required=True,
)

MATERIAL_MINERALS = Table(
    "material_minerals",
    "How much of a mineral is in a material.",
    key=("material", "mineral"),
    columns=(
        key("material", "The material.", refers_to=("materials",)),
        key("mineral", "The mineral contained, such as cobalt."),
        amount("content", "t per t", "Tonnes of contained mineral per tonne of material.", required=True),
        *whence(),
    ),
    absent_means="Each material is a mineral of its own, with a content of 1.",
)

PRICES = Table(
    "prices",
    "Benchmark price of a material; linear between the years given, constant outside them.",
    key=("material", "year"),
    columns=(
        key("material", "The material.", refers_to=("materials",)),
        year("year", "Calendar year.", required=True),
        amount("price_usd_per_t", "USD/t", "Benchmark price.", required=True),
        *whence(),
    ),
    absent_means="No material has a benchmark price: suppliers are paid their own price, or cost and royalty.",
)

PROCESSES = Table(
    "processes",
    "A recipe, per tonne of throughput.",
    key=("process",),
    columns=(
        key("process", "Short name of the process."),
        text("name", "Name as people read it."),
        amount("cost_usd_per_t", "USD/t", "Energy and reagents, paid in the buyer's own plants.", default=0.0),
        amount("power_mwh_per_t", "MWh/t", "Power that a plant in a pool draws from it.", default=0.0),
        *whence(),
    ),
    absent_means="Nothing is processed.",
)

PROCESS_MATERIALS = Table(
    "process_materials",
    "What a recipe uses (negative) and makes (positive).",
    key=("process", "material"),
    columns=(
        key("process", "The process.", refers_to=("processes",)),
        key("material", "The material used or made.", refers_to=("materials",)),
        Column(
            "coefficient_t_per_t",
            "number",
            "Tonnes per tonne of throughput: negative for inputs, positive for outputs.",
            unit="t per t",
            required=True,
        ),
        *whence(),
    ),
    absent_means="Nothing is processed.",
)
