"""The power that plants in a region share."""

from model.schema.column import Table, amount, key, share, text, whence

POOLS = Table(
    "pools",
    "A power pool: the megawatts that its plants share.",
    key=("pool",),
    columns=(
        key("pool", "Short name of the pool."),
        text("name", "Name as people read it."),
        text("place", "Where it is.", refers_to=("places",)),
        amount(
            "capacity_mw",
            "MW",
            "Megawatts that its plants can draw on; projects add to them.",
            default=0.0,
            yearly=True,
        ),
        share("load_factor", "Share of the year's hours in which they are there.", default=1.0, yearly=True),
        amount(
            "cost_usd_per_mwh",
            "USD/MWh",
            "What the buyer's own plants pay for power beyond the process cost; a toll includes it.",
            default=0.0,
            yearly=True,
        ),
        *whence(),
    ),
    absent_means="No power pools: plants run without a limit on power, and pay for it in the process cost.",
)
