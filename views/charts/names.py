"""What places and materials are called on charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.case.names import names_in, place_names, short

if TYPE_CHECKING:
    from model.case import Case

__all__ = ["material_names", "place_names", "project_names", "sector_names", "short"]


def sector_names(case: Case) -> dict[str, str]:
    """The name of each sector, by its short name."""
    return names_in(case, "sectors", "sector")


def project_names(case: Case) -> dict[str, str]:
    """The name of each project, by its short name."""
    return names_in(case, "projects", "project")


def material_names(case: Case) -> dict[str, str]:
    """The name of each material up to its first comma or bracket, by its short name."""
    return {key: short(name) for key, name in names_in(case, "materials", "material").items()}
