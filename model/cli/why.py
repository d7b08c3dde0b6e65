"""The command `orefolio why`."""

# ruff: noqa: PLC0415 - heavy modules are imported by the command that needs them, so that `--help` answers at once

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.cli.commands import Json, Policies, Settings, Target, app
from model.cli.endings import Command

__all__ = ["app", "why"]


@app.command(cls=Command)
def why(  # noqa: PLR0913 - an option each, of which all but the data set may be left out
    target: Target,
    *,
    policy: Policies = None,
    left_out: Annotated[
        list[str] | None,
        typer.Option("--not", metavar="supplier=NAME", help="What if not this one? (contract, project, ... likewise)"),
    ] = None,
    brought_in: Annotated[
        list[str] | None, typer.Option("--with", metavar="supplier=NAME", help="What if this one, too?")
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help='A decision as you want it: "project=NAME year=2028", "stockpile=X stock>=50".'
        ),
    ] = None,
    break_even: Annotated[
        list[str] | None,
        typer.Option(
            metavar="supplier=NAME", help="At which price, capital or cost of joining does it enter or leave?"
        ),
    ] = None,
    settings: Settings = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables of the answer.")] = None,
    as_json: Json = False,
) -> None:
    """Say why this plan and no other: what it costs to decide otherwise, what else moves, and when it would pay."""
    from model.cli.explaining import Doubt, show_why

    show_why(
        Doubt(
            target=target,
            policies=policy or [],
            pairs=settings or [],
            left_out=left_out or [],
            brought_in=brought_in or [],
            pins=pin or [],
            break_even=break_even or [],
            out=out,
            as_json=as_json,
        )
    )
