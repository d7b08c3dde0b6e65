"""Writing a plan in one of the formats, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, Issue
from model.export.csv_zip import write_csv_zip
from model.export.parquet import write_parquet
from model.export.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.plan import Plan

FORMATS: dict[str, Callable[[Plan, Path], None]] = {
    "xlsx": write_xlsx,
    "csv": write_csv_zip,
    "parquet": write_parquet,
}
ENDINGS = {"xlsx": ".xlsx", "csv": ".zip", "parquet": "-parquet"}
"""What is put after a run's name for the file or folder that it is exported to."""


def export_plan(plan: Plan, path: str | Path, format: str) -> None:  # noqa: A002 - the word that users know
    """Writes the frames of a plan, its summary and its assumptions.

    Args:
        plan: The plan.
        path: The workbook, the zip, or the folder; a file that is there is replaced, a folder only if it is empty or
            holds nothing but parquet files.
        format: `xlsx`, `csv` or `parquet`.

    Raises:
        InputError: The format is unknown, or the path holds something else.
        OSError: It cannot be written; nothing is left half-written.
    """
    if format not in FORMATS:
        hint = f"Known: {', '.join(FORMATS)}."
        raise InputError([Issue(value=format, message="is not a format of export", hint=hint)])
    path = Path(path)
    check_place(path, folder=format == "parquet")
    FORMATS[format](plan, path)


def check_place(path: Path, *, folder: bool) -> None:
    """An export may take the place of an export, and of nothing else.

    Raises:
        InputError: The path holds something else.
    """
    if not path.exists():
        return
    of_ours = path.is_dir() and all(entry.suffix == ".parquet" for entry in path.iterdir())
    if not (of_ours if folder else path.is_file()):
        message, hint = "exists already and is something else", "Choose another place."
        raise InputError([Issue(str(path), message=message, hint=hint)])
