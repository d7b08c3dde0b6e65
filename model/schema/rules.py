"""Indicators, and the limits that a plan must keep."""

from model.schema.column import Column, Table, amount, key, span, text, whence
from model.schema.materials import STAGES

INDICATORS = Table(
    "indicators",
    "What is measured of suppliers, plants, routes and places.",
    key=("indicator",),
    columns=(
        key("indicator", "Short name of the indicator."),
        text("name", "Name as people read it."),
        text("unit", "Unit of its values, such as 0-100 or tCO2 per t."),
        text(
            "direction",
            "Which way is better.",
            choices=("higher_is_better", "lower_is_better"),
            required=True,
            default=None,
        ),
        *whence(),
    ),
    absent_means="Nothing is measured: no ESG averages or totals.",
)

INDICATOR_VALUES = Table(
    "indicator_values",
    "The value of an indicator for one subject; a supplier, plant or route without its own takes its place's "
    "(a route its origin's).",
    key=("subject_kind", "subject", "indicator"),
    columns=(
        Column(
            "subject_kind",
            "text",
            "What the subject is.",
            required=True,
            choices=("supplier", "plant", "route", "place"),
        ),
        key(
            "subject",
            "The supplier, plant, route or place.",
            refers_to=("suppliers", "plants", "routes", "places"),
        ),
        key("indicator", "The indicator.", refers_to=("indicators",)),
        Column("value", "number", "The value.", required=True),
        *whence(),
    ),
    absent_means="Nothing is measured: no ESG averages or totals.",
)

RULE_KINDS = ("share", "average", "exclude", "total", "cost", "budget", "cover", "certified", "gate", "shortage", "hhi")
GATED = ("suppliers", "plants", "projects")
"""What a gate can hold closed: the tables that its `where` speaks of."""

RULES = Table(
    "rules",
    "A limit that the plan keeps, or pays for breaking.",
    key=("rule",),
    columns=(
        key("rule", "Short name of the rule."),
        text("title", "The rule in words."),
        text(
            "kind",
            "What is limited; certified: of what is mined for the plan at least a share is bought as certified, "
            "leakage taken off; shortage: of what is asked for at most a share goes short; hhi: the sum of the squared "
            "shares of the groups (the Herfindahl-Hirschman index, 0 to 10 000) is at most the limit.",
            choices=RULE_KINDS,
            required=True,
            default=None,
        ),
        Column(
            "mineral",
            "list",
            "The minerals it holds for: each on its own; all together in a total, a cost, an exclusion, a gate, an "
            "average by value and a shortage over the horizon.",
            default="",
            empty_means="every mineral",
        ),
        text(
            "stage",
            "The stage it holds for.",
            choices=STAGES,
            empty_means="every stage (for total, cost, exclude, gate); "
            "needed for share, average, hhi and certified (extraction)",
        ),
        text("indicator", "The indicator it speaks of.", refers_to=("indicators",)),
        text(
            "per",
            "The groups it holds for, one by one; whose shares an hhi squares.",
            choices=("place", "owner", "supplier", "tag", "chokepoint", "route"),
            empty_means="one group, picked by where; needed for hhi (place, owner, supplier or route)",
        ),
        text("where", "Which rows it speaks of, such as `place.tags=EU & kind=recycling`.", empty_means="all"),
        text(
            "of",
            "What is counted and what it is compared with.",
            choices=("supply", "consumption", "shipped", "capital", "own_money", "public_money", *GATED),
            empty_means="supply (capital for a budget; own_money: what the buyer puts up itself; "
            "public_money: supports and public capital); needed for a gate, which holds suppliers, plants or projects "
            "closed",
        ),
        text(
            "weight",
            "How minerals are weighed against each other in an average.",
            choices=("tonnes", "value"),
            default="tonnes",
        ),
        text(
            "period",
            "Whether the limit holds for each year or for the whole horizon.",
            choices=("year", "horizon"),
            default="year",
        ),
        text(
            "sense",
            "Whether the limit is the most or the least.",
            choices=("max", "min"),
            empty_means="max (min for cover and certified; for an average, as the indicator's direction says)",
        ),
        Column(
            "limit",
            "number",
            "Share: fraction. Average: the indicator's unit. Total: indicator x t, or t. Cost: USD per unit of the "
            "indicator, per t, or (per supplier) per active supplier and year. Budget: USD. Cover: days. "
            "Exclude: worst value still admitted. Certified: fraction. Shortage: fraction of what is asked for, "
            "over the horizon by value at benchmark prices. Hhi: above 0 and at most 10 000, which holds nothing back.",
            empty_means="exclude all that where picks",
            yearly=True,
        ),
        *span("it holds"),
        amount(
            "soft_penalty_usd",
            "USD per unit of its row and yr",
            "What a unit of breach costs.",
            empty_means="the rule is hard, unless it has a soft_penalty_multiple",
        ),
        amount(
            "soft_penalty_multiple",
            "of the benchmark",
            "What a contained t of breach (and yr) of a share, a cover, a certified share or an hhi costs: a multiple "
            "of what a contained t of the mineral is worth that year, by the benchmark of a material of the rule's "
            "stage, failing that of the first by name that holds it.",
            empty_means="none",
        ),
        text("missing", "What a missing indicator is taken for.", choices=("worst", "ignore"), default="worst"),
        text(
            "unknown_origin",
            "What the unknown upstream of a supplier is taken for.",
            choices=("own", "world", "worst"),
            default="world",
        ),
        Column(
            "delay_years",
            "integer",
            "Gate: years from the beginning of its step, in any planning year, until what it holds closed may open.",
            unit="years",
            lower=0,
            default=0,
        ),
        amount(
            "cost_usd",
            "USD",
            "Gate: what the step costs for each supplier, plant or project, once, in the year in which it begins.",
            default=0.0,
        ),
        *whence(),
    ),
    absent_means="No rules: nothing limits concentration, ESG, budgets or stocks.",
)
