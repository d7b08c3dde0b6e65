"""What agreements improve: the indicators of places, suppliers, plants and routes."""

from model.schema.column import Column, Table, amount, coming, key, whence

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
        *coming("all of it"),
        *whence(),
    ),
    absent_means="Agreements leave indicators as they are.",
)
