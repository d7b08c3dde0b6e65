"""How materials move, through what, and what borders charge."""

from model.schema.column import Column, Table, amount, key, span, text, whence
from model.schema.materials import STAGES

ROUTES = Table(
    "routes",
    "A whole journey of materials from one place to another; several legs are one route.",
    key=("route",),
    columns=(
        key("route", "Short name of the route."),
        text("origin", "Where it starts.", refers_to=("places",), required=True, default=None),
        text("destination", "Where it ends.", refers_to=("places",), required=True, default=None),
        text("corridor", "The corridor that it uses.", refers_to=("corridors",)),
        Column("chokepoints", "list", "The chokepoints that it passes.", default="", refers_to=("chokepoints",)),
        amount("cost_usd_per_t", "USD/t", "Freight and handling.", default=0.0, yearly=True),
        amount("distance_km", "km", "Length of the journey."),
        amount("capacity_t_per_year", "t/yr", "Most that it can carry.", empty_means="no limit", yearly=True),
        Column(
            "materials",
            "list",
            "What it can carry.",
            default="",
            refers_to=("materials",),
            empty_means="anything",
        ),
        text("requires_project", "The project that must be on line before it opens.", refers_to=("projects",)),
        *span("it is open"),
        *whence(),
    ),
    absent_means="No routes: everything moves freely, at no cost.",
)

CORRIDORS = Table(
    "corridors",
    "A railway, road or port that several routes share.",
    key=("corridor",),
    columns=(
        key("corridor", "Short name of the corridor."),
        text("name", "Name as people read it."),
        amount(
            "capacity_t_per_year",
            "t/yr",
            "Most that its routes carry together; projects add to it.",
            empty_means="no limit",
            yearly=True,
        ),
        *whence(),
    ),
    absent_means="Routes share no corridor.",
)

CHOKEPOINTS = Table(
    "chokepoints",
    "A strait or canal that routes pass.",
    key=("chokepoint",),
    columns=(
        key("chokepoint", "Short name of the chokepoint."),
        text("name", "Name as people read it."),
        Column("latitude", "number", "Of the point that maps show.", unit="degrees", lower=-90, upper=90),
        Column("longitude", "number", "Of the point that maps show.", unit="degrees", lower=-180, upper=180),
        *whence(),
    ),
    absent_means="No route passes a chokepoint.",
)

TARIFFS = Table(
    "tariffs",
    "What a border charges on what is shipped, as a share of its benchmark price; several add up.",
    key=("tariff",),
    columns=(
        key("tariff", "Short name of the tariff."),
        text("origin", "A place, or a tag of places.", empty_means="anywhere"),
        text("destination", "A place, or a tag of places.", empty_means="anywhere"),
        text("stage", "The stage it falls on.", choices=STAGES, empty_means="every stage"),
        text("material", "The material it falls on.", refers_to=("materials",), empty_means="every material"),
        amount("rate", "fraction", "Ad valorem rate.", required=True, yearly=True),
        *span("it is charged"),
        *whence(),
    ),
    absent_means="No tariffs.",
)
