"""Changes of a data set that must not change its cost."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from small_cases import Small

KEYS = (
    ("places", "place"),
    ("materials", "material"),
    ("material_minerals", "mineral"),
    ("suppliers", "supplier"),
    ("processes", "process"),
    ("plants", "plant"),
    ("projects", "project"),
    ("routes", "route"),
    ("stockpiles", "stockpile"),
    ("sectors", "sector"),
    ("demand", "sector"),
    ("rules", "rule"),
)
"""Where the names stand that a data set chooses for itself."""


def shuffled(small: Small, random: Random) -> Small:
    """The same with the rows of every table in another order."""
    return replace(small, tables={name: random.sample(rows, len(rows)) for name, rows in small.tables.items()})


def renamed(small: Small) -> Small:
    """The same with every name of its own spelt backwards, so that the alphabet puts them in another order."""
    names = {row[column] for table, column in KEYS for row in small.tables.get(table, [])}

    def rename(value: object) -> object:
        return str(value)[::-1] if isinstance(value, str) and value in names else value

    tables = {
        table: [{column: rename(value) for column, value in row.items()} for row in rows]
        for table, rows in small.tables.items()
    }
    return replace(small, tables=tables, buyer=str(rename(small.buyer)))


def halved(small: Small, part: float) -> Small:
    """The same with its first supplier split in two of the same price, the first with that part of the capacity."""
    first, *others = small.tables["suppliers"]
    capacity = float(first["capacity_t_per_year"])  # type: ignore[arg-type]
    halves = [
        first | {"supplier": name, "capacity_t_per_year": capacity * share}
        for name, share in (("one-half", part), ("other-half", 1 - part))
    ]
    return replace(small, tables=small.tables | {"suppliers": [*halves, *others]})
