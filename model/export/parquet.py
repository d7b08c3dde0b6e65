"""A folder of parquet files, each column with its type and every digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.atomic import whole_folder
from model.export.sheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from model.plan import Plan


def write_parquet(plan: Plan, path: Path) -> None:
    """Writes a parquet file for each frame."""
    with whole_folder(path) as unfinished:
        for name, frame in sheets(plan):
            frame.to_parquet(unfinished / f"{name}.parquet", index=False)
