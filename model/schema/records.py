"""Tables about other tables: figures that change with time, sources, and what single cells rest on."""

from model.schema.column import BASES, Column, Table, key, share, text, whence, year
from model.schema.materials import STAGES

YEARLY = Table(
    "yearly",
    "A figure of another table that changes with time; linear between the years given, constant outside them.",
    key=("table", "key", "column", "year"),
    columns=(
        key("table", "The table, such as suppliers."),
        key("key", "The row's key in that table."),
        key("column", "The column, such as capacity_t_per_year."),
        year("year", "Calendar year.", required=True),
        Column("value", "number", "The value in that year.", required=True),
        *whence(),
    ),
    absent_means="Nothing but demand and prices changes with time.",
)

SOURCES = Table(
    "sources",
    "A publication that figures come from.",
    key=("source",),
    columns=(
        key("source", "Short name of the source."),
        text("title", "Title of the publication."),
        text("publisher", "Who published it."),
        text("edition", "Edition or date of release."),
        year("year", "Year of publication."),
        text("url", "Where it was read."),
        text("taken", "What was taken from it, and how."),
    ),
    absent_means="No source is named.",
)

PROVENANCE = Table(
    "provenance",
    "Source and basis of one cell, where they differ from its row's.",
    key=("table", "key", "column"),
    columns=(
        key("table", "The table."),
        key("key", "The row's key; the parts of a longer key joined by semicolons."),
        key("column", "The column."),
        text("source", "Where the cell's figure comes from.", refers_to=("sources",)),
        text("basis", "How it relates to its source.", choices=BASES, required=True, default=None),
        text("note", "What a reader should know about it."),
    ),
    absent_means="Every cell rests on its row's source.",
)

GAPS = Table(
    "gaps",
    "Something that the data set does not know, and what follows from it.",
    key=("gap",),
    columns=(
        key("gap", "Short name of the gap."),
        text("mineral", "The mineral concerned.", empty_means="all"),
        text("stage", "The stage concerned.", choices=STAGES, empty_means="all"),
        text("missing", "What is not known.", required=True, default=None),
        text("consequence", "What a reader of a plan should keep in mind.", required=True, default=None),
    ),
    absent_means="No gap in the figures is recorded.",
)

DISAGREEMENTS = Table(
    "disagreements",
    "A quantity on which sources disagree: the figure chosen, another one, and why.",
    key=("disagreement",),
    columns=(
        key("disagreement", "Short name of the disagreement."),
        text("mineral", "The mineral concerned.", empty_means="all"),
        text("stage", "The stage concerned.", choices=STAGES, empty_means="all"),
        text("quantity", "What is measured, where and when.", required=True, default=None),
        text("unit", "Unit of both values."),
        text("chosen_source", "The source followed.", refers_to=("sources",), required=True, default=None),
        text("chosen_value", "Its figure, or range.", required=True, default=None),
        text("other_source", "Who says otherwise.", required=True, default=None),
        text("other_value", "Their figure, or range.", required=True, default=None),
        text("why", "Why the one was chosen.", required=True, default=None),
    ),
    absent_means="No disagreement between sources is recorded.",
)

IMPORT_SHARES = Table(
    "import_shares",
    "What the buyer really imported of a material, by origin: a plan is read beside it.",
    key=("material", "place", "year"),
    columns=(
        key("material", "The material.", refers_to=("materials",)),
        key("place", "The origin.", refers_to=("places",)),
        year("year", "Calendar year.", required=True),
        share("share", "Share of the buyer's imports of the material, by quantity.", required=True),
        text("note", "What the trade statistics leave out."),
        text("explanation", "Why the base plan differs from it, where it does by over ten points."),
        *whence(),
    ),
    absent_means="No trade is recorded to compare the plan with.",
)
