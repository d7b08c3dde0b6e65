"""Partnership agreements: what they cost, what they open and add, and what they oblige."""

from model.schema.column import Column, Table, amount, coming, key, text, whence, year

EFFECTS = ("unlock", "capacity", "availability_uplift", "leakage_cut")
TARGETS = ("contract", "supplier", "plant", "project", "route", "corridor")
OBLIGATIONS = ("local_processing_share", "min_purchase", "min_investment", "least_projects", "local_jobs")
RELATIONS = ("requires", "excludes", "penalty")

AGREEMENTS = Table(
    "agreements",
    "A partnership with a producer country, joined once or never, and perhaps left again.",
    key=("agreement",),
    columns=(
        key("agreement", "Short name of the agreement."),
        text("name", "Name as people read it."),
        text("partner", "The partner.", refers_to=("places",)),
        text(
            "status",
            "Whether it is to be decided, or in force (or signed) already.",
            choices=("candidate", "committed"),
            default="candidate",
        ),
        amount(
            "upfront_cost_usd",
            "USD",
            "Paid once on joining; of a committed one, what remains to be paid, in the first planning year.",
            default=0.0,
        ),
        amount("yearly_cost_usd", "USD/yr", "Paid in each year in force.", default=0.0),
        year(
            "first_year",
            "First year in which it can be joined; of a committed one, in which it is in force.",
            empty_means="the first planning year",
        ),
        year(
            "last_year",
            "Last year in which it can be joined; must be empty of a committed one.",
            empty_means="the last planning year",
        ),
        Column(
            "term_years",
            "integer",
            "Years in force from joining.",
            unit="years",
            lower=1,
            empty_means="to the horizon's end",
        ),
        Column(
            "least_years",
            "integer",
            "Years in force before it can be left.",
            unit="years",
            lower=1,
            empty_means="it cannot be left",
        ),
        amount("leaving_cost_usd", "USD", "Paid once on leaving before the term ends.", default=0.0),
        text("condition", "What must have happened before it can be joined, such as peace."),
        year("condition_year", "First year in which the condition is taken to hold.", empty_means="no condition"),
        *whence(),
    ),
    absent_means="No agreement with a partner can be joined.",
)

AGREEMENT_PAYMENTS = Table(
    "agreement_payments",
    "A payment under an agreement, in a year after joining; paid if it is in force then.",
    key=("agreement", "years_after_joining"),
    columns=(
        key("agreement", "The agreement.", refers_to=("agreements",)),
        Column(
            "years_after_joining",
            "integer",
            "Calendar years since joining: 0 is the year of joining.",
            unit="years",
            required=True,
            lower=0,
        ),
        amount(
            "amount_usd",
            "USD",
            "Paid in that calendar year; what falls in one period is spread evenly over it.",
            required=True,
        ),
        *whence(),
    ),
    absent_means="Agreements cost what their own rows say, and no more by year.",
)

AGREEMENT_PAIRS = Table(
    "agreement_pairs",
    "How two agreements stand to each other.",
    key=("agreement", "other"),
    columns=(
        key("agreement", "The agreement.", refers_to=("agreements",)),
        key("other", "The other one.", refers_to=("agreements",)),
        text(
            "relation",
            "Whether it is in force only while the other is, never while the other is, or at a cost with it.",
            choices=RELATIONS,
            required=True,
            default=None,
        ),
        amount(
            "penalty_usd_per_year",
            "USD/yr",
            "Paid while both are in force; only of a penalty.",
            empty_means="not a penalty",
        ),
        *whence(),
    ),
    absent_means="Agreements neither need nor disturb each other.",
)

AGREEMENT_EFFECTS = Table(
    "agreement_effects",
    "What an agreement does to one target while it is in force.",
    key=("agreement", "effect", "target_kind", "target"),
    columns=(
        key("agreement", "The agreement.", refers_to=("agreements",)),
        Column(
            "effect",
            "text",
            "unlock: without it (or another that unlocks it) nothing is bought of, signed, decided or shipped on the "
            "target; capacity: adds to it; availability_uplift: raises its availability; leakage_cut: lowers its "
            "leakage.",
            required=True,
            choices=EFFECTS,
        ),
        Column(
            "target_kind",
            "text",
            "What the target is: unlock takes a contract, supplier, project or route; capacity a supplier, plant, "
            "route or corridor; availability_uplift a supplier or plant (and all of its line); leakage_cut a supplier.",
            required=True,
            choices=TARGETS,
        ),
        key(
            "target",
            "The contract, supplier, plant, project, route or corridor.",
            refers_to=("contracts", "suppliers", "plants", "projects", "routes", "corridors"),
        ),
        amount(
            "value",
            "t/yr or fraction",
            "The capacity added, or by how much availability rises or leakage falls; empty of an unlock.",
            empty_means="an unlock",
        ),
        *coming("full effect"),
        *whence(),
    ),
    absent_means="Agreements open and add nothing.",
)

AGREEMENT_OBLIGATIONS = Table(
    "agreement_obligations",
    "What the buyer owes while an agreement is in force, on the path on which nothing goes wrong.",
    key=("agreement", "obligation", "target_kind", "target"),
    columns=(
        key("agreement", "The agreement.", refers_to=("agreements",)),
        Column(
            "obligation",
            "text",
            "local_processing_share: of what is bought there, plants of the same place use at least so much; "
            "min_purchase: at least so much is bought; min_investment: so much capital is decided by a year; "
            "least_projects: so many of the list are decided by a year (the partner's list, the buyer's: a row each); "
            "local_jobs: projects on line, named or of a place, give at least so many jobs.",
            required=True,
            choices=OBLIGATIONS,
        ),
        Column(
            "target_kind",
            "text",
            "What the target is: a place or suppliers; projects for min_investment and least_projects; a place or "
            "projects for local_jobs.",
            required=True,
            choices=("place", "supplier", "project"),
        ),
        Column(
            "target",
            "list",
            "The place, the suppliers (of one place, for local processing) or the projects.",
            required=True,
            refers_to=("places", "suppliers", "projects"),
        ),
        Column("mineral", "list", "The minerals that it speaks of.", default="", empty_means="all"),
        amount(
            "value",
            "fraction, t/yr, USD, projects or jobs",
            "The share in contained t of each mineral, the t of material a year, the capital, or the number.",
            required=True,
        ),
        Column(
            "ramp_up_years",
            "integer",
            "Years from joining to the full obligation, in equal steps; 0 or 1: at once.",
            unit="years",
            default=0,
            lower=0,
        ),
        year(
            "by_year",
            "Year by which capital or projects must be decided; a later joiner owes them at once. Of local_jobs, the "
            "year from which they are owed.",
            empty_means="an obligation of every year",
        ),
        *whence(),
    ),
    absent_means="Agreements oblige to nothing but their payments.",
)
