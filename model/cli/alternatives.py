"""`orefolio alternatives`."""

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
from model.cli.targets import locate
from model.errors import InputError, Issue, NoPlanError
from model.solver import Status
from model.store.identity import solver_options
from model.studies import Alternatives, near_optimal
from model.studies.alternatives import WITHIN
from model.studies.alternatives_files import content, is_alternatives, write_alternatives

if TYPE_CHECKING:
    from pathlib import Path

OPTION = "--within"


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What `alternatives` is asked.

    Attributes:
        target: The data set as the user named it.
        policies: Policies on the data set.
        within: Fractions of the cost, as texts; none: the usual ones.
        no_worse: Only plans that leave no more unmet and discard no more than the best.
        pairs: Settings and options, as name=value.
        out: A folder for the answer, or None.
        as_json: Say it as one JSON object.
    """

    target: str
    policies: list[str]
    within: list[str]
    pairs: list[str]
    no_worse: bool = False
    out: Path | None = None
    as_json: bool = False


def show_alternatives(sought: Sought) -> None:
    """Prints what else could be done, and perhaps writes the tables of the answer to a folder.

    Raises:
        InputError: The data set, a policy, a setting, a tolerance or the folder cannot be used.
        NoPlanError: There is no plan, or none was found in time.
        OSError: The answer could not be written.
    """
    try:
        if sought.out is not None:
            check_folder(sought.out, is_alternatives)
        told = found(sought)
    except (InputError, NoPlanError) as error:
        if sought.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if sought.out is not None:
        write_alternatives(told, sought.out)
    if sought.as_json:
        typer.echo(as_text(content(told)))
    else:
        typer.echo(told.summary + (f"\n\nFiles: {sought.out}" if sought.out is not None else ""))
    if Status.REJECTED in list(told.plans["status"]):
        raise typer.Exit(ERROR)


def found(sought: Sought) -> Alternatives:
    """The answer."""
    within = read_within(sought.within)
    asked = read_asked(sought.pairs)
    check_options(asked.options)
    case = load_case(locate(sought.target), policies=sought.policies, settings=asked.settings)
    with shown_progress() as tell:
        return near_optimal(
            case,
            within=within,
            no_worse=sought.no_worse,
            step=lambda step: typer.echo(str(step), err=True),
            progress=tell,
            **solver_options(asked.options),
        )


def read_within(texts: list[str]) -> tuple[float, ...]:
    """The tolerances, as fractions of the cost.

    Raises:
        InputError: With every text that cannot be used.
    """
    values, issues = [], []
    for text in texts:
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if 0 < value <= 1:
            values.append(value)
        else:
            message = "is not a fraction of the cost, above 0 and at most 1"
            issues.append(Issue(OPTION, value=text, message=message, hint="Write 0.02 for 2 %."))
    if issues:
        raise InputError(issues)
    return tuple(values) or WITHIN
