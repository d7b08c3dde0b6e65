"""Who sells what, where it comes from, and under which contracts it can be bought."""

from model.schema.column import Column, Table, amount, key, share, span, text, whence, year

SUPPLIERS = Table(
    "suppliers",
    "A mine, a national aggregate, a scrap collector or a market: one place, one material, one owner.",
    key=("supplier",),
    columns=(
        key("supplier", "Short name of the supplier."),
        text("name", "Name as people read it."),
        text("place", "Where it hands over.", refers_to=("places",), required=True, default=None),
        text("owner", "Who controls it.", refers_to=("owners",)),
        text("material", "What it sells.", refers_to=("materials",), required=True, default=None),
        text("kind", "What it is.", choices=("mine", "plant", "recycling", "market"), default="market"),
        amount("capacity_t_per_year", "t/yr", "What it can sell to anyone.", empty_means="no limit", yearly=True),
        share("reach", "Share of the capacity that the buyer can reach.", default=1.0, yearly=True),
        text("reach_note", "How the share within reach was derived."),
        amount(
            "availability",
            "fraction",
            "Share of the capacity that can be delivered.",
            default=1.0,
            yearly=True,
        ),
        amount("reserve_t", "t", "Most that can be bought over the horizon.", empty_means="no limit"),
        amount(
            "price_usd_per_t",
            "USD/t",
            "Its own price.",
            empty_means="the material's benchmark with the premium; without a benchmark, cost and royalty",
            yearly=True,
        ),
        Column(
            "premium",
            "number",
            "Premium on the benchmark, for quality.",
            unit="fraction",
            default=0.0,
            lower=-1.0,
        ),
        amount("cost_usd_per_t", "USD/t", "Cost of production, before royalty.", default=0.0, yearly=True),
        share(
            "royalty",
            "Royalty, as a share of the price (of the cost where there is no price).",
            default=0.0,
            yearly=True,
        ),
        share(
            "certified",
            "Share of what it sells that is sold as certified (traced, conflict-free); what nobody has said to be "
            "certified is not.",
            default=0.0,
            yearly=True,
        ),
        share(
            "leakage",
            "Share of what it sells as certified that in truth is not: smuggled or mislabelled, it counts for nothing.",
            default=0.0,
            yearly=True,
        ),
        *span("it sells"),
        Column(
            "ramp_up_years",
            "integer",
            "Years from first_year until full capacity.",
            unit="years",
            default=0,
            lower=0,
        ),
        *whence(),
    ),
    required=True,
)

ORIGINS = Table(
    "origins",
    "Where the upstream of what a supplier sells comes from, at one earlier stage.",
    key=("supplier", "stage", "place"),
    columns=(
        key("supplier", "The supplier.", refers_to=("suppliers",)),
        key("stage", "The earlier stage, such as extraction."),
        key("place", "The place drawn on.", refers_to=("places",)),
        share("share", "Share of the contained tonnes that comes from there.", required=True),
        *whence(),
    ),
    absent_means="The upstream of what suppliers sell is unknown: each rule says what it assumes.",
)

CONTRACTS = Table(
    "contracts",
    "A way to buy from one supplier.",
    key=("contract",),
    columns=(
        key("contract", "Short name of the contract."),
        text("supplier", "The supplier bought from.", refers_to=("suppliers",), required=True, default=None),
        text("kind", "How it is bought.", choices=("spot", "offtake", "equity"), required=True, default=None),
        text("status", "Whether it is signed already.", choices=("candidate", "committed"), default="candidate"),
        Column("premium", "number", "Premium on the supplier's price.", unit="fraction", default=0.0, lower=-1.0),
        amount("floor_usd_per_t", "USD/t", "Price floor.", empty_means="no floor"),
        amount("cap_usd_per_t", "USD/t", "Price cap.", empty_means="no cap"),
        share("take_or_pay", "Share of the volume that is paid for, taken or not.", default=0.0),
        amount("min_volume_t_per_year", "t/yr", "Least volume when signed.", default=0.0),
        amount(
            "max_volume_t_per_year",
            "t/yr",
            "Most volume at any time.",
            empty_means="what the supplier can sell",
        ),
        Column(
            "term_years",
            "integer",
            "Years in force from signing.",
            unit="years",
            lower=1,
            empty_means="to the horizon's end",
        ),
        amount("fee_usd", "USD", "Paid once on signing.", default=0.0),
        amount(
            "capital_usd_per_t_per_year",
            "USD per t/yr",
            "Paid on signing, per t/yr of volume (equity); of which a state holds a share free, per t/yr of all of it.",
            default=0.0,
        ),
        share(
            "free_carried_share",
            "Share of an equity stake that the state holds without paying, below 1: the buyer pays the capital of all "
            "of it and receives the rest, its volume, so that a t/yr of volume takes capital / (1 - share).",
            default=0.0,
        ),
        year(
            "first_year",
            "First year in which it can be signed; of a committed one, in which it is in force.",
            empty_means="the first planning year",
        ),
        year(
            "last_year",
            "Last year in which it can be signed; unused for a committed one.",
            empty_means="the last planning year",
        ),
        amount("volume_t_per_year", "t/yr", "Volume of a committed contract.", empty_means="not committed"),
        share(
            "revenue_share",
            "Share of the benchmark price of each tonne paid for that is owed to the partner, on top of the price; "
            "of a contract of any kind, an equity stake too.",
            default=0.0,
        ),
        text(
            "agreement",
            "The agreement without which it can be neither signed nor used: a preferential price, a share of revenue.",
            refers_to=("agreements",),
        ),
        *whence(),
    ),
    absent_means="No contracts: every supplier sells spot at its price.",
)
