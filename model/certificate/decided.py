"""The decisions of a plan: which tables hold them, what their keys are, and whether they can be read at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.rows import broken, check_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.certificate.read import Inputs
    from model.certificate.rows import Rows

IMPROVEMENT = ("agreement", "subject_kind", "subject", "indicator")
"""What names an improvement of an indicator by an agreement."""
HOLDER = ("holder_kind", "holder", "material")
"""What names that which is bought (a supplier), run (a plant) or shipped (a route, and what it carries)."""

KEYS: dict[str, tuple[str, ...]] = {
    "joined": ("agreement",),
    "left": ("agreement", "joined_year"),
    "both": ("agreement", "other"),
    "secured": ("agreement", "holder_kind", "holder"),
    "plant_secured": ("agreement", "plant"),
    "improved": (*IMPROVEMENT, *HOLDER, "step"),
    "admitted": ("rule", "subject_kind", "subject"),
    "begun": ("project",),
    "stepped": ("rule", "subject_kind", "subject"),
    "covered": ("contract",),
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
    "capped_outlay": ("support",),
    "at_cap": ("support",),
    "share_breach": ("rule", "mineral", "member"),
    "average_breach": ("rule", "mineral"),
    "total_breach": ("rule",),
    "exclusion_breach": ("rule", "subject_kind", "subject", "material"),
    "budget_breach": ("rule",),
    "cover_breach": ("rule", "mineral"),
    "cleaned": ("agreement", "supplier", "joined_year"),
    "certified_breach": ("rule", "mineral"),
    "shortage_breach": ("rule", "mineral"),
    "member_supply": ("rule", "mineral", "member"),
    "supply_square": ("rule", "mineral", "member"),
    "supply_norm": ("rule", "mineral"),
    "concentration_breach": ("rule", "mineral"),
}
"""The tables of decisions, and their keys besides scenario and year."""

WHOLE = ("joined", "left", "signed", "built", "chosen", "open", "active", "at_cap", "admitted", "stepped")
"""Decisions that are whole numbers."""

YES_OR_NO = ("joined", "left", "signed", "chosen", "open", "active", "at_cap", "admitted", "stepped")

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


def readable(frame: pd.DataFrame, keys: tuple[str, ...]) -> bool:
    """Whether a table of decisions has its keys and one column of numbers besides."""
    values = [name for name in frame.columns if name not in {*keys, "scenario", "year"}]
    return set(keys) <= set(frame.columns) and len(values) == 1 and pd.api.types.is_numeric_dtype(frame[values[0]])


def value_column(frame: pd.DataFrame, keys: tuple[str, ...]) -> str:
    """The column of a table of decisions that holds the value."""
    return next(str(name) for name in frame.columns if name not in {*keys, "scenario", "year"})


def wide(frame: pd.DataFrame | None, keys: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """A table of decisions with a column a year; of several rows for the same decision the last counts."""
    if frame is None or frame.empty or not readable(frame, keys):
        return nothing(keys, years)
    rows: dict[str, Any] = {name: pd.Series(frame[name].to_numpy(dtype=object), dtype=object) for name in keys}
    rows["year"] = frame["year"].to_numpy(dtype=int) if "year" in frame else np.full(len(frame), years[0])
    rows["value"] = frame[value_column(frame, keys)].to_numpy(dtype=float, na_value=np.nan)
    single = pd.DataFrame(rows).drop_duplicates([*keys, "year"], keep="last")
    return single.set_index([*keys, "year"])["value"].unstack("year").reindex(columns=list(years))


@cache
def nothing(keys: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """A wide table without decisions."""
    levels: list[list[str]] = [[] for _ in keys]
    empty = pd.MultiIndex.from_arrays(levels, names=list(keys)) if len(keys) > 1 else pd.Index([], name=keys[0])
    return pd.DataFrame(index=empty, columns=list(years), dtype=float)


def checks(decisions: Mapping[str, pd.DataFrame], inputs: Inputs) -> Iterator[Rows]:
    """Whether each table of decisions is there, each decision once, in a planning year, finite and not negative."""
    for name, keys in KEYS.items():
        frame = decisions.get(name)
        if frame is None:
            yield broken("decision is missing", [name])
            continue
        if not readable(frame, keys):
            yield broken("decision has its columns", [name])
            continue
        if frame.empty:
            continue
        index = [*keys, *(column for column in ("scenario", "year") if column in frame)]
        values = frame[value_column(frame, keys)].to_numpy(dtype=float, na_value=np.nan)
        off = np.full(len(frame), fill_value=False)
        if "year" in frame:
            off |= ~frame["year"].isin(inputs.years).to_numpy()
        if "scenario" in frame:
            off |= (frame["scenario"] != TRUNK).to_numpy()
        yield broken("decision is stated once", labels(name, frame[frame.duplicated(index)], keys))
        yield broken("decision is in a planning year", labels(name, frame[off], keys))
        yield broken("decision is a number", labels(name, frame[~np.isfinite(values)], keys))
        yield from worst_of(name, frame, keys, values)


def worst_of(name: str, frame: pd.DataFrame, keys: tuple[str, ...], values: np.ndarray[Any, Any]) -> Iterator[Rows]:
    """Whether all decisions of a table are at least zero, and whole, and at most one, where they must be."""
    checked = {"decision is not negative": -values}
    if name in WHOLE:
        with np.errstate(invalid="ignore"):  # an infinite decision is no number, which another check says
            checked["decision is whole"] = np.abs(values - np.rint(values))
    if name in YES_OR_NO:
        checked["decision is yes or no"] = values - 1.0
    for check, excess in checked.items():
        worst = [int(np.argmax(excess))] if len(excess) else []
        at = frame.iloc[worst]
        when = at["year"].to_numpy() if "year" in at else None
        yield check_rows(check, labels(name, at, keys), excess[worst], np.ones(len(worst)), years=when)


def labels(name: str, frame: pd.DataFrame, keys: tuple[str, ...]) -> list[str]:
    """Decisions as people read them."""
    if frame.empty:
        return []
    return [f"{name}: {', '.join(map(str, key))}" for key in zip(*(frame[column] for column in keys), strict=True)]
