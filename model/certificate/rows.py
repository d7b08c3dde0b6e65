"""The rows of a certificate: what each check found, and how much it may be off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ["check", "subject", "year", "residual", "scale", "tolerance", "holds"]
FEASIBILITY = 1e-6
"""By how much of its scale (the sum of the sizes of its terms) a row may be broken."""
ARITHMETIC = 1e-8
"""By how much of its scale a sum of money may differ."""


def check_rows(
    check: str,
    subjects: Any,
    residual: Any,
    scale: Any,
    frame: pd.DataFrame | None = None,
    *,
    relative: float = FEASIBILITY,
) -> pd.DataFrame:
    """Rows of the certificate; what is not a number does not hold.

    Args:
        check: What is checked, in words.
        subjects: What it is checked of, one a row.
        residual: By how much it is broken; not above zero where it holds.
        scale: Sum of the sizes of the terms.
        frame: Where the years stand, if they matter.
        relative: How much of the scale is tolerated.
    """
    amount = np.maximum(np.asarray(residual, dtype=float), 0.0)
    size = np.asarray(scale, dtype=float)
    tolerance = relative * size
    years = frame["year"].to_numpy() if frame is not None and "year" in frame else np.zeros(len(amount))
    return pd.DataFrame(
        {
            "check": check,
            "subject": np.asarray(subjects, dtype=object),
            "year": np.asarray(years, dtype=np.int64),
            "residual": amount,
            "scale": size,
            "tolerance": tolerance,
            "holds": amount <= tolerance,
        }
    )


def broken(check: str, subjects: Iterable[str]) -> pd.DataFrame:
    """Rows that do not hold, whatever the tolerance; none where nothing is found."""
    names = list(subjects)
    return check_rows(check, names, np.full(len(names), np.inf), np.ones(len(names)))


def at_most(
    check: str, left: pd.DataFrame, right: pd.DataFrame, *, floor: Any = 1.0, gross: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Rows that say left ≤ right, for every key and year of left.

    Args:
        check: What is checked.
        left: By key and year.
        right: By key and year; inf where there is no limit, nothing where it has no row.
        floor: The least scale of a row: a number, or one by key.
        gross: Sum of the sizes of the terms, where left and right themselves do not tell.
    """
    limit = right.reindex(index=left.index, columns=left.columns).fillna(0.0)
    return compared(check, left, limit, left - limit, floor=floor, gross=gross)


def equal(
    check: str, left: pd.DataFrame, right: pd.DataFrame, *, floor: Any = 1.0, gross: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Rows that say left = right; as `at_most`."""
    other = right.reindex(index=left.index, columns=left.columns).fillna(0.0)
    return compared(check, left, other, (left - other).abs(), floor=floor, gross=gross)


def compared(
    check: str, left: pd.DataFrame, right: pd.DataFrame, residual: pd.DataFrame, *, floor: Any, gross: Any
) -> pd.DataFrame:
    """The rows of a comparison of two frames of the same shape."""
    limit = np.where(np.isinf(right.to_numpy()), 0.0, right.to_numpy())
    size = np.abs(left.to_numpy()) + np.abs(limit) if gross is None else gross.to_numpy()
    least = floor.reindex(left.index).fillna(1.0).to_numpy()[:, None] if isinstance(floor, pd.Series) else floor
    names = [", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in left.index]
    count = len(left.columns)
    rows = check_rows(
        check,
        np.repeat(np.asarray(names, dtype=object), count),
        residual.to_numpy().ravel(),
        np.maximum(size, least).ravel(),
    )
    return rows.assign(year=np.tile(np.asarray(left.columns, dtype=np.int64), len(names)))


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
