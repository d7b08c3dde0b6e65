"""A rule as it is checked: its row, its limit by year, and the years in which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.counted import supply_rows
from model.certificate.read import items, speaks_of, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.read import Inputs

STANDARD = {"share", "average", "hhi"}
"""The kinds of rules that look at supply at a stage."""


@dataclass(frozen=True, eq=False)
class Ruling:
    """A rule and what is needed to check it.

    Attributes:
        row: Its row in the table of rules.
        limit: Its limit by year; NaN where it has none.
        years: The planning years in which it holds.
        supplied: What counts as supply, by its word on unknown origins; empty for a rule that does not look at it.
    """

    row: pd.Series
    limit: pd.Series
    years: list[int]
    supplied: pd.DataFrame

    @property
    def name(self) -> str:
        """The rule's name."""
        return str(self.row["rule"])

    @property
    def limits(self) -> pd.Series:
        """The limit in the years in which the rule holds."""
        return self.limit[self.years]

    @property
    def together(self) -> bool:
        """Whether its minerals are weighed by value in one row: all of them, or several that it lists."""
        return self.row["weight"] == "value" and len(set(items(self.row["mineral"]))) != 1

    def of_mineral(self, minerals: pd.Index | pd.Series) -> list[bool]:
        """Which of some minerals it holds for."""
        return [speaks_of(self.row["mineral"], mineral) for mineral in minerals]

    def breach(self, stored: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
        """Its breach in the years in which it holds, by what it holds for."""
        own = stored[stored.index.get_level_values("rule") == self.name].droplevel("rule")
        return own.reindex(index).fillna(0.0)[self.years]


def rulings(inputs: Inputs) -> Iterator[Ruling]:
    """All rules that hold in some planning year."""
    rules = inputs.keyed("rules")
    limits = inputs.by_year("rules", "limit")
    spans = within(rules, inputs.years)
    asked = {row["unknown_origin"] for _, row in rules.iterrows() if row["kind"] in STANDARD}
    supplied = {word: supply_rows(inputs, word) for word in sorted(asked)}
    for name, row in zip(rules["rule"], (row for _, row in rules.iterrows()), strict=True):
        years = [year for year in inputs.years if spans.at[name, year]]
        if years:
            rows = supplied[row["unknown_origin"]] if row["kind"] in STANDARD else pd.DataFrame()
            yield Ruling(row, limits.loc[name], years, rows)
