"""Tables about other tables: figures that change with time, sources, and what single cells rest on."""

from model.schema.column import BASES, Column, Table, key, text, whence, year

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
