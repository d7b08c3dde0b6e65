"""What a command is about: a data set of one's own, one of those that are shipped, or a run."""

from __future__ import annotations

from pathlib import Path

import typer

import model

RUNS = Path("runs")
"""Where runs are kept."""
PACKAGE = Path(model.__file__).parent
SHIPPED = (PACKAGE / "_inputs", PACKAGE.parent / "inputs")
"""Where the shipped data sets stand: in an installed package, in a clone."""


def locate_run(run: Path) -> Path:
    """The folder of a run: as it stands, or the one of that name in the folder runs."""
    stored = RUNS / run
    return stored if not run.exists() and stored.is_dir() else run


def locate(target: str) -> str:
    """The data set that a target names: as it stands, or the shipped one where `inputs/NAME` is not here.

    Args:
        target: A folder or workbook as the user wrote it.
    """
    path = Path(target)
    if path.exists() or path.is_absolute() or len(path.parts) != 2 or path.parts[0] != "inputs":
        return target
    for folder in SHIPPED:
        if (folder / path.name / "dataset.toml").is_file():
            typer.echo(f"{target} is not in this folder: the shipped copy is used.", err=True)
            return str(folder / path.name)
    return target
