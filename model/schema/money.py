"""Whose money a plan takes: what the buyer's government pays towards it, and who pays for projects."""

from model.schema.column import Column, Table, amount, key, share, span, text, whence

SUPPORTS = Table(
    "supports",
    "What the buyer's own government pays: a credit or a price floor for what is bought or made, a grant for what is "
    "built. What other governments pay is in prices and costs.",
    key=("support",),
    columns=(
        key("support", "Short name of the support."),
        text("name", "Name as people read it."),
        text(
            "kind",
            "A credit is taken off what the buyer pays, a floor is topped up to the seller, a grant is taken off "
            "capital.",
            choices=("credit", "floor", "grant"),
            required=True,
            default=None,
        ),
        text(
            "target",
            "What it supports: a credit suppliers or plants, a floor suppliers, a grant projects.",
            choices=("supplier", "plant", "project"),
            required=True,
            default=None,
        ),
        text("where", "Which of them, such as `place=USA & kind=mine`.", empty_means="all"),
        amount(
            "rate_usd_per_t",
            "USD/t",
            "Credit: per t bought (at most the price) or per t of throughput (at most the toll of somebody else's "
            "plant). Floor: the price that sellers are guaranteed under spot and offtake contracts.",
            empty_means="a share instead",
            yearly=True,
        ),
        share(
            "rate_share",
            "Credit on purchases: share of the price. Grant: share of the capital that the buyer puts up itself.",
            empty_means="USD per t instead",
            yearly=True,
        ),
        amount("cap_usd_per_year", "USD/yr", "Most that a credit or a floor pays a year in all.", empty_means="no cap"),
        amount(
            "cap_usd_per_block", "USD per block", "Most that a grant pays per block of a project.", empty_means="no cap"
        ),
        *span("it is paid; a grant goes to what is decided in them"),
        *whence(),
    ),
    absent_means="No government pays towards purchases, plants or projects.",
)

PROJECT_FINANCE = Table(
    "project_finance",
    "Whose money builds a project: the shares of a project add up to 1.",
    key=("project", "money"),
    columns=(
        key("project", "The project.", refers_to=("projects",)),
        Column(
            "money",
            "text",
            "Own and public money is paid when the project is decided (public money counts for a country and not for a "
            "firm), a partner's is not the buyer's cost, a bank's is repaid with interest.",
            required=True,
            choices=("own", "public", "partner", "bank"),
        ),
        share("share", "Share of the capital.", required=True),
        amount(
            "rate",
            "fraction",
            "Yearly interest at which a bank, or a partner, is repaid in equal yearly payments from the decision on.",
            empty_means="not repaid; a bank needs one",
        ),
        Column(
            "term_years",
            "integer",
            "Years over which it is repaid.",
            unit="years",
            lower=1,
            empty_means="the project's lifetime",
        ),
        *whence(),
    ),
    absent_means="Projects are paid for with the buyer's own money.",
)
