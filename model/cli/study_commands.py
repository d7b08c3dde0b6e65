"""The commands that ask a question of plans: what is something worth, what does it cost, what else is there."""

# ruff: noqa: PLC0415 - heavy modules are imported by the command that needs them, so that `--help` answers at once

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.cli.commands import Json, Policies, Settings, Target, app
from model.cli.endings import Command

Out = Annotated[Path | None, typer.Option(help="Folder for the tables of the answer.")]


@app.command(cls=Command)
def agreement(
    target: Target,
    *,
    name: Annotated[str, typer.Option("--agreement", metavar="NAME", help="A candidate of the table agreements.")],
    policy: Policies = None,
    settings: Settings = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Say what an agreement is worth: signed now, later or never, and which of its clauses carries the value."""
    from model.cli.agreeing import Question, show_worth

    show_worth(
        Question(target=target, agreement=name, policies=policy or [], pairs=settings or [], out=out, as_json=as_json)
    )


@app.command(cls=Command)
def compare(
    target: Target,
    *,
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", metavar="NAME[+NAME]", help="A plan: a policy, or several; to be repeated."),
    ] = None,
    base: Annotated[bool, typer.Option("--base", help="Set the policies against the data set as it is.")] = False,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="Price each clause of the policies, by a plan without it.")
    ] = False,
    settings: Settings = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Set plans under policies side by side: costs, figures, what each says and does otherwise than the first."""
    from model.cli.comparing import Wished, show_comparison

    show_comparison(
        Wished(
            target=target,
            policies=policy or [],
            pairs=settings or [],
            base=base,
            clauses=clauses,
            out=out,
            as_json=as_json,
        )
    )


@app.command(cls=Command)
def frontier(  # noqa: PLR0913 - an option each
    target: Target,
    *,
    metric: Annotated[
        list[str] | None,
        typer.Option(
            "--metric",
            metavar="NAME",
            help="cost, and one or two of: shortage, an indicator per tonne (carbon), share:MINERAL:STAGE, "
            "hhi:MINERAL:STAGE, domestic:MINERAL:STAGE, average:INDICATOR:MINERAL:STAGE; a year behind it measures "
            "from that year on.",
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit", metavar="METRIC=VALUE", help="Beyond which a metric is not looked at; may be repeated."
        ),
    ] = None,
    points: Annotated[int, typer.Option(help="How many plans to ask for.")] = 20,
    policy: Policies = None,
    settings: Settings = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Show what one more point of something costs: plans from the cheapest to the best, each kept as a run."""
    from model.cli.trading import Wished, show_frontier

    show_frontier(
        Wished(
            target=target,
            metrics=metric or [],
            limits=limit or [],
            points=points,
            policies=policy or [],
            pairs=settings or [],
            out=out,
            as_json=as_json,
        )
    )


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
    out: Out = None,
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


@app.command(cls=Command)
def alternatives(
    target: Target,
    *,
    policy: Policies = None,
    within: Annotated[
        list[str] | None,
        typer.Option(
            "--within",
            metavar="FRACTION",
            help="By how much plans may cost more than the best one, 0.02 for 2 %; may be repeated. "
            "[default: 0.01, 0.02 and 0.05]",
        ),
    ] = None,
    no_worse: Annotated[
        bool,
        typer.Option("--no-worse", help="Only plans that leave no more unmet and discard no more than the best one."),
    ] = False,
    settings: Settings = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Say what else could be done at little more cost: the least and most of each decision, the plans most unlike."""
    from model.cli.alternatives import Sought, show_alternatives

    show_alternatives(
        Sought(
            target=target,
            policies=policy or [],
            within=within or [],
            no_worse=no_worse,
            pairs=settings or [],
            out=out,
            as_json=as_json,
        )
    )
