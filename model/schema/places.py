"""Places and owners: where things are, and who controls them."""

from model.schema.column import Column, Table, key, text, whence

PLACES = Table(
    "places",
    "A country (ISO 3166-1 alpha-3), or a region that the data set declares.",
    key=("place",),
    columns=(
        key("place", "ISO 3166-1 alpha-3 code, or the region's own code."),
        text("name", "Name as people read it; empty: the country's short name."),
        text("kind", "Country or region.", choices=("country", "region"), default="country"),
        Column("tags", "list", "Groups it belongs to, such as EU, OECD, FEOC.", default=""),
        Column("latitude", "number", "Of the point that maps show.", unit="degrees", lower=-90, upper=90),
        Column("longitude", "number", "Of the point that maps show.", unit="degrees", lower=-180, upper=180),
        *whence(),
    ),
    absent_means="Any ISO 3166-1 alpha-3 code is a place; no place carries a tag.",
)

OWNERS = Table(
    "owners",
    "Who controls suppliers or plants.",
    key=("owner",),
    columns=(
        key("owner", "Short name of the owner."),
        text("name", "Name as people read it."),
        text("place", "Place that controls the owner.", refers_to=("places",)),
        Column("tags", "list", "Groups it belongs to, such as state-owned, FEOC.", default=""),
        *whence(),
    ),
    absent_means="Nobody's ownership is known: rules per owner treat each supplier and plant as its own.",
)
