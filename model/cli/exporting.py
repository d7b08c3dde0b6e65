"""`orefolio export`."""

from __future__ import annotations

from pathlib import Path

import typer

from model.cli.targets import locate_run
from model.export import export_plan
from model.export.write import ENDINGS
from model.plan import Plan


def export_run(run: Path, *, file_format: str, out: Path | None) -> None:
    """Writes the plan of a run in a format, and says where.

    Raises:
        InputError: The run holds no plan, or the place holds something else.
        OSError: It cannot be written.
    """
    folder = locate_run(run)
    plan = Plan.read(folder)
    path = out or folder.parent / f"{folder.resolve().name}{ENDINGS[file_format]}"
    export_plan(plan, path, file_format)
    typer.echo(f"Written: {path}")
