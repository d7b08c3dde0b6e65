"""`orefolio validate`."""

from __future__ import annotations

import typer

from model.case import load_case
from model.cli.targets import locate


def validate_target(target: str, *, policies: list[str]) -> None:
    """Prints that a data set can be used, with the rows of each table.

    Raises:
        InputError: With every problem found.
    """
    case = load_case(locate(target), policies=policies)
    tables = {name: len(frame) for name, frame in case.tables.items() if len(frame)}
    width = max(len(name) for name in tables)
    applied = f" with {', '.join(case.policies)}" if case.policies else ""
    typer.echo(f"OK: {target}{applied}, {sum(tables.values()):,} rows in {len(tables)} tables.")
    for name, rows in tables.items():
        typer.echo(f"  {name:<{width}}  {rows:>7,}")
    for note in case.notes:
        typer.echo(f"Note: {note}.")
