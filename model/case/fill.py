"""The schema's defaults in place of empty cells."""

from __future__ import annotations

import pandas as pd

from model.schema import Table


def fill(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """A copy of the frame with each empty cell replaced by its column's default, if it has one.

    Texts and lists are `str` ("" where there is no default), flags `bool`, numbers `float64` (NaN),
    integers `Int64` (NA).
    """
    filled = frame.copy(deep=False)
    for column in table.columns:
        values = frame[column.name]
        if column.kind == "flag":
            filled[column.name] = values.fillna(bool(column.default)).astype(bool)
        elif column.default is None:
            continue
        elif column.kind in ("text", "list"):
            if column.default:
                filled[column.name] = values.mask(values == "", str(column.default))
        else:
            filled[column.name] = values.fillna(column.default)
    return filled
