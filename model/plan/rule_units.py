"""The units of rules: of their limit, and of the row in which slack and breach are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.plan.words import without_tonne

if TYPE_CHECKING:
    from model.case import Case


def unit_of(kind: str, measured: str) -> str:
    """The unit of a rule's limit.

    Args:
        kind: The kind of the rule.
        measured: The unit of its indicator.
    """
    units = dict.fromkeys(("share", "certified", "shortage"), "fraction")
    units |= {"budget": "USD", "cover": "days", "exclude": "t/yr", "hhi": "of 10,000"}
    return units.get(kind, measured if kind == "average" else without_tonne(measured) or measured or "t")


def row_unit(kind: str, unit: str) -> str:
    """The unit in which a rule's slack and breach are counted.

    Args:
        kind: The kind of the rule.
        unit: The unit of its indicator, or the indicator.
    """
    if kind == "average":
        return f"{'point' if unit[:1].isdigit() else unit or 'point'} x contained t"
    fixed = {
        "exclude": "t",
        "budget": "USD",
        **dict.fromkeys(("share", "cover", "certified", "shortage", "hhi"), "contained t"),
    }
    return fixed.get(kind, without_tonne(unit) or unit or "t")


def unit_of_indicator(case: Case, name: str) -> str:
    """The unit of an indicator's values; empty for none."""
    rows = case.filled("indicators")
    return "".join(rows.loc[rows["indicator"] == name, "unit"])
