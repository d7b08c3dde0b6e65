"""What is needed, what it costs to go without, what can stand in, and what comes back as scrap."""

from model.schema.column import Column, Table, amount, key, share, text, whence, year

DEMAND = Table(
    "demand",
    "Demand of one sector for one material at one place; linear between the years given, constant outside them.",
    key=("place", "sector", "material", "year"),
    columns=(
        key("place", "Where it is needed.", refers_to=("places",)),
        key("sector", "Who needs it."),
        key("material", "What is needed.", refers_to=("materials",)),
        year("year", "Calendar year.", required=True),
        amount("quantity_t", "t/yr", "How much is needed.", required=True),
        *whence(),
    ),
    required=True,
)

SECTORS = Table(
    "sectors",
    "What it costs a sector to go without; a sector with neither cost allows no shortage.",
    key=("sector",),
    columns=(
        key("sector", "Short name of the sector."),
        text("name", "Name as people read it."),
        amount(
            "shortage_cost_usd_per_t",
            "USD/t",
            "Cost of a tonne short.",
            empty_means="see shortage_cost_multiple",
            yearly=True,
        ),
        amount(
            "shortage_cost_multiple",
            "times the benchmark",
            "Cost of a tonne short, as a multiple of its benchmark price.",
            empty_means="no shortage allowed, unless shortage_cost_usd_per_t is given",
        ),
        share("largest_shortage", "Largest share of demand that may go short.", default=1.0),
        *whence(),
    ),
    absent_means="No sector accepts a shortage: all demand must be met.",
)

SUBSTITUTES = Table(
    "substitutes",
    "A way for a sector to use less of a material, or another one instead.",
    key=("substitute",),
    columns=(
        key("substitute", "Short name of the substitute."),
        text("name", "Name as people read it."),
        text("sector", "Who substitutes.", required=True, default=None),
        text("material", "What is replaced.", refers_to=("materials",), required=True, default=None),
        text("replacement", "What is used instead.", refers_to=("materials",), empty_means="nothing"),
        amount("replacement_t_per_t", "t per t", "Replacement used per tonne replaced.", default=1.0),
        share("largest_share", "Most of the demand that it can take.", required=True),
        amount("cost_usd_per_t", "USD/t", "Cost per tonne replaced, besides the replacement.", default=0.0),
        year("first_year", "First year in which it can be used.", empty_means="from the start"),
        Column(
            "ramp_up_years",
            "integer",
            "Years from first use until its largest share.",
            unit="years",
            default=0,
            lower=0,
        ),
        text("requires_project", "The programme that must be on line first.", refers_to=("projects",)),
        *whence(),
    ),
    absent_means="Nothing can be substituted.",
)

SCRAP_RETURNS = Table(
    "scrap_returns",
    "What past use gives back as scrap.",
    key=("sector", "material", "scrap", "place"),
    columns=(
        key("sector", "Whose use comes back."),
        key("material", "What was used.", refers_to=("materials",)),
        key("scrap", "The scrap material that comes back.", refers_to=("materials",)),
        key("place", "Where it was used and comes back.", refers_to=("places",)),
        Column("lag_years", "integer", "Years from use to return.", unit="years", required=True, lower=0),
        amount(
            "collection_rate",
            "t per t",
            "Tonnes of scrap collected per tonne used.",
            required=True,
            yearly=False,
        ),
        amount("cost_usd_per_t", "USD/t", "Cost of collecting a tonne of scrap.", default=0.0),
        *whence(),
    ),
    absent_means="No scrap comes back from past use.",
)

PAST_USE = Table(
    "past_use",
    "Use before the first planning year, which comes back as scrap; linear between the years given, constant outside.",
    key=("place", "sector", "material", "year"),
    columns=(
        key("place", "Where it was used.", refers_to=("places",)),
        key("sector", "Who used it."),
        key("material", "What was used.", refers_to=("materials",)),
        year("year", "Calendar year.", required=True),
        amount("quantity_t", "t/yr", "How much was used.", required=True),
        *whence(),
    ),
    absent_means="Nothing used before the horizon comes back as scrap.",
)
