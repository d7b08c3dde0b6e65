"""What the things of a case are called: as the data set says, else by their short names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pycountry

from model.case.rows import each_row

if TYPE_CHECKING:
    from model.case.case import Case


def place_names(case: Case) -> dict[str, str]:
    """The name of each place by its code: as the data set says, else the country's short name."""
    return {**_countries(), **{row.place: row.name for row in case.rows("places") if row.name}}


@cache
def _countries() -> dict[str, str]:
    """The short name of each country by its ISO 3166-1 alpha-3 code."""
    return {country.alpha_3: country.name for country in pycountry.countries}


def names_in(case: Case, table: str, key: str) -> dict[str, str]:
    """The name of each row of a table that has names, by its key."""
    frame = case.filled(table)[[key, "name"]]
    return {str(code): str(name) or str(code) for code, name in each_row(frame)}


def short(name: str) -> str:
    """A name up to its first comma or bracket."""
    return name.split(" (", maxsplit=1)[0].split(",", maxsplit=1)[0]


def in_a_sentence(name: str) -> str:
    """A name as it stands inside a sentence: `refined cobalt`, but `NdPr oxide`."""
    first = name.split(" ", maxsplit=1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name
