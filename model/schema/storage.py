"""Stockpiles."""

from model.schema.column import Column, Table, amount, key, share, text, whence

STOCKPILES = Table(
    "stockpiles",
    "A site that can hold one material at one place.",
    key=("stockpile",),
    columns=(
        key("stockpile", "Short name of the stockpile."),
        text("name", "Name as people read it."),
        text("place", "Where it is.", refers_to=("places",), required=True, default=None),
        text("material", "What it holds.", refers_to=("materials",), required=True, default=None),
        Column("held_by_buyer", "flag", "Whether it counts as the buyer's cover.", default=True),
        amount("initial_t", "t", "Held when the horizon starts.", default=0.0),
        amount("capacity_t", "t", "Most that it holds; projects add to it.", empty_means="no limit", yearly=True),
        amount("fill_t_per_year", "t/yr", "Fastest filling.", empty_means="no limit"),
        amount("release_t_per_year", "t/yr", "Fastest release.", empty_means="no limit"),
        amount(
            "holding_cost_usd_per_t_per_year",
            "USD per t and yr",
            "On the level at the end of each period.",
            default=0.0,
        ),
        share("loss_per_year", "Share lost in a year.", default=0.0),
        amount(
            "end_value_usd_per_t",
            "USD/t",
            "What a tonne is worth at the end, up to the larger of the initial stock and the required cover.",
            empty_means="0.9 of the last benchmark price; nothing without one",
        ),
        amount("least_end_t", "t", "Least held at the horizon's end.", default=0.0),
        *whence(),
    ),
    absent_means="Nothing can be held in stock.",
)
