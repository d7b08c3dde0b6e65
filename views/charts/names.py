"""What places and materials are called on charts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pycountry

if TYPE_CHECKING:
    from model.case import Case


def place_names(case: Case) -> dict[str, str]:
    """The name of each place by its code: as the data set says, else the country's short name."""
    places = case.filled("places")
    return {**_countries(), **_names(places[places["name"] != ""], "place")}


@cache
def _countries() -> dict[str, str]:
    """The short name of each country by its ISO 3166-1 alpha-3 code."""
    return {country.alpha_3: country.name for country in pycountry.countries}


def sector_names(case: Case) -> dict[str, str]:
    """The name of each sector, by its short name."""
    return _names(case.filled("sectors"), "sector")


def project_names(case: Case) -> dict[str, str]:
    """The name of each project, by its short name."""
    return _names(case.filled("projects"), "project")


def material_names(case: Case) -> dict[str, str]:
    """The name of each material up to its first comma or bracket, by its short name."""
    return {key: short(name) for key, name in _names(case.filled("materials"), "material").items()}


def short(name: str) -> str:
    """A name up to its first comma or bracket."""
    return name.split(" (", maxsplit=1)[0].split(",", maxsplit=1)[0]


def _names(frame: pd.DataFrame, key: str) -> dict[str, str]:
    return {str(code): str(name) or str(code) for code, name in zip(frame[key], frame["name"], strict=True)}
