"""The schema's defaults in place of empty cells."""

from __future__ import annotations

import pandas as pd

from model.schema import Table
from model.schema.column import Value


def fill(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """A copy of the frame with each empty cell replaced by its column's default, if it has one.

    Texts and lists are `str` ("" where there is no default), flags `bool`, numbers `float64` (NaN),
    integers `Int64` (NA).
    """
    changed = {}
    for column in table.columns:
        values = frame[column.name]
        if column.kind == "flag":
            flags = values.to_numpy(dtype=bool, na_value=bool(column.default))
            changed[column.name] = pd.Series(flags, index=frame.index)
        elif column.default not in (None, "") and _has_empty(values):
            changed[column.name] = _filled(values, column.default)
    return frame.assign(**changed)


def _has_empty(values: pd.Series) -> bool:
    return values.hasnans or "" in values.tolist()


def _filled(values: pd.Series, default: Value) -> pd.Series:
    if values.dtype == "str":
        return pd.Series([cell or default for cell in values.tolist()], index=values.index, dtype="str")
    return values.fillna(default)
