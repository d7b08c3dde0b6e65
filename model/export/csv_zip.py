"""A zip of CSV files that a spreadsheet opens without taking any text for a formula."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pandas as pd

from model.atomic import whole_file
from model.export.sheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from model.plan import Plan

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same plan gives the same file."""


def write_csv_zip(plan: Plan, path: Path) -> None:
    """Writes a CSV file for each frame; text that a spreadsheet would take for a formula begins with an apostrophe."""
    with whole_file(path) as unfinished, zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in sheets(plan):
            entry = zipfile.ZipInfo(f"{name}.csv", WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, harmless(frame).to_csv(index=False, lineterminator="\n"))


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its texts and headers made harmless; numbers stay as they are."""
    made = {
        safe(str(name)): column.map(safe) if pd.api.types.is_string_dtype(column) else column
        for name, column in frame.items()
    }
    return pd.DataFrame(made, index=frame.index)


def safe(text: object) -> object:
    """A text that no spreadsheet takes for a formula; what is no text stays."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text
