"""Of which minerals a rule speaks: those that it lists, or all where it lists none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.case.records import split_list

if TYPE_CHECKING:
    import pandas as pd


def named_minerals(rule: Any) -> tuple[str, ...]:
    """The minerals that a rule lists, each once; none: it speaks of all."""
    return tuple(dict.fromkeys(split_list(rule.mineral)))


def speaks_of(rule: Any, mineral: str) -> bool:
    """Whether a rule speaks of a mineral."""
    named = named_minerals(rule)
    return not named or mineral in named


def of_its_minerals(rule: Any, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, of those with a mineral, of which a rule speaks."""
    named = named_minerals(rule)
    return rows[rows["mineral"].isin(named)] if named else rows
