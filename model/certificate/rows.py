"""The rows of a certificate: what each check found, and how much it may be off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

Array = np.ndarray[Any, Any]

if TYPE_CHECKING:
    from collections.abc import Iterable

FEASIBILITY = 1e-6
"""By how much of its scale (the sum of the sizes of its terms) a row may be broken."""
ARITHMETIC = 1e-8
"""By how much of its scale a sum of money may differ."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a certificate about one check.

    Attributes:
        check: What is checked, in words.
        subjects: What it is checked of.
        years: In which year; 0: in none.
        residuals: By how much it is broken.
        scales: Sum of the sizes of its terms.
        relative: How much of the scale is tolerated.
    """

    check: str
    subjects: Array
    years: Array
    residuals: Array
    scales: Array
    relative: float = FEASIBILITY

    def __len__(self) -> int:
        return len(self.subjects)


def check_rows(
    check: str, subjects: Any, residual: Any, scale: Any, *, years: Any = None, relative: float = FEASIBILITY
) -> Rows:
    """Rows of the certificate.

    Args:
        check: What is checked, in words.
        subjects: What it is checked of, one a row.
        residual: By how much it is broken; not above zero where it holds.
        scale: Sum of the sizes of the terms.
        years: The year of each row; none where it does not matter.
        relative: How much of the scale is tolerated.
    """
    amount = np.maximum(np.asarray(residual, dtype=float), 0.0)
    when = np.zeros(len(amount), dtype=np.int64) if years is None else np.asarray(years, dtype=np.int64)
    return Rows(check, np.asarray(subjects, dtype=object), when, amount, np.asarray(scale, dtype=float), relative)


def broken(check: str, subjects: Iterable[str]) -> Rows:
    """Rows that do not hold, whatever the tolerance; none where nothing is found."""
    names = list(subjects)
    return check_rows(check, names, np.full(len(names), np.inf), np.ones(len(names)))


def table_of(parts: Iterable[Rows]) -> pd.DataFrame:
    """All rows as one table; what is not a number does not hold."""
    found = [part for part in parts if len(part)]
    counts = [len(part) for part in found]
    residuals = np.concatenate([part.residuals for part in found])
    scales = np.concatenate([part.scales for part in found])
    tolerances = scales * np.repeat([part.relative for part in found], counts)
    return pd.DataFrame(
        {
            "check": np.repeat(np.asarray([part.check for part in found], dtype=object), counts),
            "subject": np.concatenate([part.subjects for part in found]),
            "year": np.concatenate([part.years for part in found]),
            "residual": residuals,
            "scale": scales,
            "tolerance": tolerances,
            "holds": residuals <= tolerances,
        }
    )


def at_most(
    check: str, left: pd.DataFrame, right: pd.DataFrame, *, floor: Any = 1.0, gross: pd.DataFrame | None = None
) -> Rows:
    """Rows that say left ≤ right, for every key and year of left.

    Args:
        check: What is checked.
        left: By key and year.
        right: By key and year; inf where there is no limit, nothing where it has no row.
        floor: The least scale of a row: a number, or one by key.
        gross: Sum of the sizes of the terms, where left and right themselves do not tell.
    """
    if left.empty:
        return broken(check, ())
    limit = right.reindex(index=left.index, columns=left.columns).fillna(0.0)
    return compared(check, left, limit, left - limit, floor=floor, gross=gross)


def equal(
    check: str, left: pd.DataFrame, right: pd.DataFrame, *, floor: Any = 1.0, gross: pd.DataFrame | None = None
) -> Rows:
    """Rows that say left = right; as `at_most`."""
    if left.empty:
        return broken(check, ())
    other = right.reindex(index=left.index, columns=left.columns).fillna(0.0)
    return compared(check, left, other, (left - other).abs(), floor=floor, gross=gross)


def compared(
    check: str, left: pd.DataFrame, right: pd.DataFrame, residual: pd.DataFrame, *, floor: Any, gross: Any
) -> Rows:
    """The rows of a comparison of two frames of the same shape."""
    limit = np.where(np.isinf(right.to_numpy()), 0.0, right.to_numpy())
    size = np.abs(left.to_numpy()) + np.abs(limit) if gross is None else gross.to_numpy()
    least = floor.reindex(left.index).fillna(1.0).to_numpy()[:, None] if isinstance(floor, pd.Series) else floor
    names = [", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in left.index]
    count = len(left.columns)
    return check_rows(
        check,
        np.repeat(np.asarray(names, dtype=object), count),
        residual.to_numpy().ravel(),
        np.maximum(size, least).ravel(),
        years=np.tile(np.asarray(left.columns, dtype=np.int64), len(names)),
    )


def spread(values: pd.Series, years: Any) -> pd.DataFrame:
    """The same value in every year."""
    return pd.DataFrame(dict.fromkeys(years, values), index=values.index)


def sums(amounts: pd.DataFrame, *by: Any) -> pd.DataFrame:
    """Rows added up by one or several labels, one a row each; rows without a label are left out."""
    labels = [np.asarray(label, dtype=object) for label in by]
    if amounts.empty:
        empty: list[list[str]] = [[] for _ in labels]
        index = pd.MultiIndex.from_arrays(empty) if len(labels) > 1 else pd.Index([], dtype=object)
        return pd.DataFrame(index=index, columns=amounts.columns, dtype=float)
    return amounts.groupby(labels if len(labels) > 1 else labels[0]).sum()


def total(*parts: pd.DataFrame) -> pd.DataFrame:
    """The sum of frames by key; a key that one lacks counts nothing there."""
    given = [part for part in parts if len(part)]
    if not given:
        return parts[0]
    levels = list(range(given[0].index.nlevels))
    return pd.concat(given).groupby(level=levels).sum()
