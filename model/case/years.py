"""Figures over the years: linear between the years given, constant outside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def spread(frame: pd.DataFrame, keys: Sequence[str], value: str, years: Sequence[int]) -> pd.Series:
    """The values of a long table (keys, `year`, `value`) at each of the years.

    Returns:
        Floats indexed by (keys..., year), in the order in which the keys first appear.
    """
    known: dict[tuple[object, ...], list[tuple[float, float]]] = {}
    columns = [frame[name].tolist() for name in (*keys, "year", value)]
    for *key, year, figure in zip(*columns, strict=True):
        known.setdefault(tuple(key), []).append((float(year), float(figure)))
    parts = []
    for pairs in known.values():
        at, figures = zip(*sorted(pairs), strict=True)
        parts.append(np.interp(np.asarray(years, dtype=float), at, figures))
    index = [(*key, year) for key in known for year in years]
    values = np.concatenate(parts) if parts else np.empty(0)
    return pd.Series(values, index=_index(index, [*keys, "year"]), name=value, dtype="float64")


def repeat(values: pd.Series, key: str, years: Sequence[int]) -> pd.Series:
    """A series by key, repeated for each of the years: indexed by (key, year)."""
    index: list[tuple[object, ...]] = [(name, year) for name in values.index for year in years]
    return pd.Series(
        np.repeat(values.to_numpy(dtype=float), len(years)),
        index=_index(index, [key, "year"]),
        name=values.name,
    )


def _index(tuples: list[tuple[object, ...]], names: list[str]) -> pd.MultiIndex:
    if tuples:
        return pd.MultiIndex.from_tuples(tuples, names=names)
    return pd.MultiIndex.from_arrays([[] for _ in names], names=names)
