"""The decisions of a plan: which tables hold them, what their keys are, and whether they can be read at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.rows import broken, check_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.certificate.read import Inputs

KEYS: dict[str, tuple[str, ...]] = {
    "volume": ("contract",),
    "signed": ("contract",),
    "built": ("project",),
    "chosen": ("project",),
    "open": ("plant",),
    "active": ("supplier",),
    "lifted": ("contract",),
    "paid": ("contract",),
    "drawn": ("supplier",),
    "run": ("plant",),
    "collected": ("sector", "material", "scrap", "place"),
    "shipped": ("route", "material"),
    "stock": ("stockpile",),
    "stocked": ("stockpile",),
    "released": ("stockpile",),
    "valued": ("stockpile",),
    "substituted": ("substitute", "place"),
    "shortfall": ("place", "sector", "material"),
    "discarded": ("place", "material"),
    "share_breach": ("rule", "mineral", "member"),
    "average_breach": ("rule", "mineral"),
    "total_breach": ("rule",),
    "exclusion_breach": ("rule", "subject_kind", "subject", "material"),
    "budget_breach": ("rule",),
    "cover_breach": ("rule", "mineral"),
}
"""The tables of decisions, and their keys besides scenario and year."""

WHOLE = ("signed", "built", "chosen", "open", "active")
"""Decisions that are whole numbers."""

YES_OR_NO = ("signed", "chosen", "open", "active")

TRUNK = "trunk"


@dataclass(frozen=True, eq=False)
class Decided:
    """The decisions of a plan.

    Attributes:
        tables: A frame for each decision: a row a key, a column a planning year (only the first for a decision without
            a year); NaN where the plan does not speak of it.
    """

    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A decision, zero where the plan does not speak of it."""
        return self.tables[name].fillna(0.0)


def make_decided(decisions: Mapping[str, pd.DataFrame], inputs: Inputs) -> Decided:
    """The decisions, wide.

    Args:
        decisions: Tables as the plan has them: keys, `scenario` and `year` where it depends on them, and one value.
        inputs: The inputs.
    """
    return Decided({name: wide(decisions.get(name), keys, inputs.years) for name, keys in KEYS.items()})


def value_column(frame: pd.DataFrame, keys: tuple[str, ...]) -> str:
    """The column of a table of decisions that holds the value."""
    return next(str(name) for name in frame.columns if name not in {*keys, "scenario", "year"})


def wide(frame: pd.DataFrame | None, keys: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """A table of decisions with a column a year; of several rows for the same decision the last counts."""
    if frame is None or frame.empty:
        levels: list[list[str]] = [[] for _ in keys]
        empty = pd.MultiIndex.from_arrays(levels, names=list(keys)) if len(keys) > 1 else pd.Index([], name=keys[0])
        return pd.DataFrame(index=empty, columns=list(years), dtype=float)
    dated = frame if "year" in frame else frame.assign(year=years[0])
    single = dated.drop_duplicates([*keys, "year"], keep="last")
    values = single.set_index([*keys, "year"])[value_column(frame, keys)].astype(float)
    return values.unstack("year").reindex(columns=list(years))


def checks(decisions: Mapping[str, pd.DataFrame], inputs: Inputs) -> Iterator[pd.DataFrame]:
    """Whether each table of decisions is there, each decision once, in a planning year, finite and not negative."""
    for name, keys in KEYS.items():
        frame = decisions.get(name)
        if frame is None:
            yield broken("decision is missing", [name])
            continue
        index = [*keys, *(column for column in ("scenario", "year") if column in frame)]
        label = frame[list(keys)].astype(str).agg(", ".join, axis=1) if len(frame) else pd.Series(dtype="str")
        label = name + ": " + label.astype(str)
        twice = frame.duplicated(index)
        off = pd.Series(data=False, index=frame.index)
        if "year" in frame:
            off |= ~frame["year"].isin(inputs.years)
        if "scenario" in frame:
            off |= frame["scenario"] != TRUNK
        yield broken("decision is stated once", label[twice])
        yield broken("decision is in a planning year", label[off])
        values = frame[value_column(frame, keys)].to_numpy(dtype=float, na_value=np.nan)
        yield broken("decision is a number", label[~np.isfinite(values)])
        yield check_rows("decision is not negative", label, np.maximum(-values, 0.0), np.ones(len(values)), frame)
        if name in WHOLE:
            off_whole = np.abs(values - np.rint(values))
            yield check_rows("decision is whole", label, off_whole, np.ones(len(values)), frame)
        if name in YES_OR_NO:
            yield check_rows("decision is yes or no", label, values - 1.0, np.ones(len(values)), frame)
