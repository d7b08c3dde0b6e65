"""The commands of `orefolio`."""

# ruff: noqa: PLC0415 - heavy modules are imported by the command that needs them, so that `--help` answers at once

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from model.cli.endings import Command, Commands

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Decide how to source critical minerals, at least cost, under limits on concentration and ESG standards.",
    epilog="Exit codes: 0 done, 1 error, 2 bad input, 3 no plan keeps all rules, 4 no plan found in time.",
)

Target = Annotated[str, typer.Argument(help="A data set: a folder with dataset.toml, or a workbook (.xlsx).")]
Run = Annotated[Path, typer.Argument(help="A run: the folder that `orefolio solve` has written.")]
Named = Annotated[str, typer.Argument(metavar="RUN", help="A run: its name in the folder runs, or its folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, and nothing else.")]
Policies = Annotated[list[str] | None, typer.Option("--policy", metavar="NAME", help="A policy; may be repeated.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A setting of the data set (discount_rate=0.08, years=2026,2030) or of each solve (gap, time_limit, "
        "threads, seed); may be repeated.",
    ),
]


class Format(StrEnum):
    """What a plan can be exported as."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"


@app.callback(invoke_without_command=True)
def orefolio(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,  # noqa: ARG001 - read by Command
) -> None:
    """Decide how to source critical minerals, at least cost, under limits on concentration and ESG standards."""
    if version:
        from model.plan.storage import installed

        typer.echo(f"orefolio {installed('orefolio') or '(not installed)'}")
        raise typer.Exit


@app.command(cls=Command)
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
    *,
    full: Annotated[bool, typer.Option("--full", help="Write every table, not only those that are needed.")] = False,
) -> None:
    """Write a small data set to start from."""
    from model.case.template import write_template

    write_template(folder, full=full)
    typer.echo(f"Written: {folder}. Try: orefolio solve {folder}")


@app.command(cls=Command)
def validate(
    target: Target,
    *,
    policy: Policies = None,
    report: Annotated[
        bool,
        typer.Option("--report", help="Print what the data set covers, rests on and does not know, as Markdown."),
    ] = False,
) -> None:
    """Check a data set, with policies on it: every problem at once, or how many rows each table has."""
    if report:
        from model.cli.reporting import report_target

        report_target(target, policies=policy or [])
    else:
        from model.cli.validating import validate_target

        validate_target(target, policies=policy or [])


@app.command(cls=Command)
def solve(
    target: Target,
    *,
    policy: Policies = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A setting of the data set (discount_rate=0.08, years=2026,2030) or of the solve (gap, time_limit, "
            "threads, seed, memory_gb of a solve in the background); may be repeated.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the plan. [default: runs/NAME-HASH]")] = None,
    as_json: Json = False,
    again: Annotated[bool, typer.Option("--again", help="Solve although there is a plan of the same inputs.")] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Solve in the background, and end at once.")] = False,
) -> None:
    """Find the plan of least cost, and keep it with the other runs or write it to a folder."""
    from model.cli.solving import Wish, solve_target

    solve_target(
        Wish(
            target=target,
            policies=policy or [],
            pairs=settings or [],
            out=out,
            as_json=as_json,
            again=again,
            detach=detach,
        )
    )


@app.command(cls=Command)
def runs(*, as_json: Json = False) -> None:
    """List the runs in the folder runs, newest first."""
    from model.cli.storing import list_runs

    list_runs(as_json=as_json)


@app.command(cls=Command)
def show(
    run: Named,
    *,
    follow: Annotated[bool, typer.Option("--follow", help="Show the progress until it ends.")] = False,
    as_json: Json = False,
) -> None:
    """Show the summary of a run, how far it is, or why it has no plan."""
    from model.cli.storing import show_run

    show_run(run, follow=follow, as_json=as_json)


@app.command(cls=Command)
def stop(run: Named) -> None:
    """Stop a run and keep its best plan; a second time, end it at once."""
    from model.cli.storing import stop_run

    stop_run(run)


@app.command(cls=Command)
def clean(
    *,
    older_than_days: Annotated[
        float | None, typer.Option(metavar="DAYS", min=0, help="Also remove plans that are older.")
    ] = None,
) -> None:
    """Remove runs that have failed and what is half-written."""
    from model.cli.storing import clean_store

    clean_store(older_than_days=older_than_days)


@app.command(cls=Command)
def export(
    run: Run,
    *,
    file_format: Annotated[Format, typer.Option("--format", help="What to write.")],
    out: Annotated[Path | None, typer.Option(help="Where to. [default: beside the run, by its name]")] = None,
) -> None:
    """Write a plan as a workbook, a zip of CSV files, or a folder of parquet files."""
    from model.cli.exporting import export_run

    export_run(run, file_format=file_format.value, out=out)


@app.command(cls=Command)
def rules(target: Annotated[str, typer.Argument(help="A run, or a data set.")], *, policy: Policies = None) -> None:
    """Say each rule in plain words; of a run, whether it binds, by how much, and what it is worth."""
    from model.cli.ruling import show_rules

    show_rules(target, policies=policy or [])


@app.command(cls=Command)
def agreement(
    target: Target,
    *,
    name: Annotated[str, typer.Option("--agreement", metavar="NAME", help="A candidate of the table agreements.")],
    policy: Policies = None,
    settings: Settings = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables of the answer.")] = None,
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
    out: Annotated[Path | None, typer.Option(help="Folder for the tables of the answer.")] = None,
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
def ui(*, port: Annotated[int, typer.Option(help="Where it listens, on this machine alone.")] = 8501) -> None:
    """Open the app: serve it on this machine, for a browser on this machine."""
    from model.cli.ui import serve

    serve(port=port)
