"""`orefolio frontier`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from model.case import load_case
from model.cli.agreeing import check_folder, check_options
from model.cli.asked import read_asked
from model.cli.endings import ERROR
from model.cli.progress import shown_progress
from model.cli.solving import as_text, failure
from model.cli.targets import RUNS, locate
from model.errors import InputError, Issue, NoPlanError
from model.jobs import keep_here
from model.solver import Status
from model.store import Store
from model.store.identity import solver_options
from model.studies import TradeOffs, trade_offs
from model.studies.frontier_files import content, is_frontier, write_frontier

if TYPE_CHECKING:
    from pathlib import Path

    from model.plan import Plan

LIMIT = "--limit"


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What `frontier` is asked.

    Attributes:
        target: The data set as the user named it.
        metrics: What is weighed.
        limits: Beyond which metrics are not looked at, as metric=value.
        points: How many plans to ask for.
        policies: Policies on the data set.
        pairs: Settings and options, as name=value.
        out: A folder for the answer, or None.
        as_json: Say it as one JSON object.
    """

    target: str
    metrics: list[str]
    limits: list[str]
    points: int
    policies: list[str]
    pairs: list[str]
    out: Path | None = None
    as_json: bool = False


def show_frontier(wished: Wished) -> None:
    """Prints the trade-offs, and perhaps writes their tables to a folder; each plan is kept as a run.

    Raises:
        InputError: The data set, a policy, a setting, a metric or the folder cannot be used.
        NoPlanError: There is no plan, or none was found in time.
        OSError: A plan or the answer could not be written.
    """
    try:
        if wished.out is not None:
            check_folder(wished.out, is_frontier)
        told = weighed(wished)
    except (InputError, NoPlanError) as error:
        if wished.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if wished.out is not None:
        write_frontier(told, wished.out)
    if wished.as_json:
        typer.echo(as_text(content(told)))
    else:
        typer.echo(told.summary + (f"\n\nFiles: {wished.out}" if wished.out is not None else ""))
    if Status.REJECTED in set(told.points["status"]):
        raise typer.Exit(ERROR)


def weighed(wished: Wished) -> TradeOffs:
    """The trade-offs, with the run in which each plan is kept."""
    asked, limits = read_asked(wished.pairs), read_limits(wished.limits)
    check_options(asked.options)
    options = solver_options(asked.options)
    case = load_case(locate(wished.target), policies=wished.policies, settings=asked.settings)
    store = Store(RUNS)

    def keep(plan: Plan) -> str:
        return keep_here(store, plan, options)

    with shown_progress() as tell:
        return trade_offs(
            case,
            wished.metrics,
            points=wished.points,
            limits=limits,
            keep=keep,
            step=lambda step: typer.echo(str(step), err=True),
            progress=tell,
            **options,
        )


def read_limits(pairs: list[str]) -> dict[str, float]:
    """The limits in texts such as `shortage=0.2`.

    Raises:
        InputError: With every text that cannot be used.
    """
    limits, issues = {}, []
    for pair in pairs:
        name, _, text = pair.rpartition("=")
        try:
            limits[name.strip()] = float(text)
        except ValueError:
            issues.append(Issue(LIMIT, value=pair, message="is not metric=value", hint="Write --limit shortage=0.2."))
    if issues:
        raise InputError(issues)
    return limits
