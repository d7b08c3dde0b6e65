"""What places and materials are called on charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from model.case import Case


def place_names(case: Case) -> dict[str, str]:
    """The name of each place that the data set lists, by its code."""
    return _names(case.filled("places"), "place")


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
