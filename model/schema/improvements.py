"""What agreements improve: the indicators of places, suppliers, plants and routes."""

from model.schema.column import Column, Table, amount, key, whence, year

AGREEMENT_INDICATORS = Table(
    "agreement_indicators",
    "By how much an agreement improves an indicator of a place, supplier, plant or route while it is in force; "
    "several agreements add up.",
    key=("agreement", "subject_kind", "subject", "indicator"),
    columns=(
        key("agreement", "The agreement.", refers_to=("agreements",)),
        Column(
            "subject_kind",
            "text",
            "What the subject is; what holds for a place holds for all that take its value.",
            required=True,
            choices=("supplier", "plant", "route", "place"),
        ),
        key(
            "subject",
            "The supplier, plant, route or place, which has a value of the indicator, its own or its place's.",
            refers_to=("suppliers", "plants", "routes", "places"),
        ),
        key("indicator", "The indicator.", refers_to=("indicators",)),
        amount(
            "improvement",
            "unit of the indicator",
            "By how much it gets better in the end: up where higher is better, down where lower is.",
            required=True,
        ),
        Column("lag_years", "integer", "Years from joining until it begins.", unit="years", default=0, lower=0),
        Column(
            "ramp_up_years",
            "integer",
            "Years from its beginning to all of it, in equal steps; 0 or 1: at once.",
            unit="years",
            default=0,
            lower=0,
        ),
        year(
            "deadline_year",
            "Last year of joining for it: it lapses where the agreement is joined later.",
            empty_means="whenever it is joined",
        ),
        *whence(),
    ),
    absent_means="Agreements leave indicators as they are.",
)
