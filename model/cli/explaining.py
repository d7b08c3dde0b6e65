"""`orefolio why`."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from model.studies import explain
from model.studies.forced_texts import NOT, WITH, with_verb
from model.studies.why import FINE
from model.studies.why_files import content, is_explanation, write_explanation

if TYPE_CHECKING:
    from pathlib import Path

    from model.studies import Explanation


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What `why` is asked.

    Attributes:
        target: The data set as the user named it.
        policies: Policies on the data set.
        pairs: Settings and options, as name=value.
        left_out: What to force out.
        brought_in: What to force in.
        pins: Decisions to pin.
        break_even: What break-evens are asked of.
        out: A folder for the answer, or None.
        as_json: Say it as one JSON object.
    """

    target: str
    policies: list[str]
    pairs: list[str]
    left_out: list[str] = field(default_factory=list)
    brought_in: list[str] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    break_even: list[str] = field(default_factory=list)
    out: Path | None = None
    as_json: bool = False

    @property
    def changes(self) -> list[str]:
        """All that is forced, as `explain` takes it."""
        forced = [with_verb(NOT, text) for text in self.left_out] + [with_verb(WITH, text) for text in self.brought_in]
        return [*forced, *self.pins]


def show_why(doubt: Doubt) -> None:
    """Prints what it costs to decide otherwise, and perhaps writes the tables of the answer to a folder.

    Raises:
        InputError: Nothing is asked, or the data set, a policy, a setting, what is asked or the folder cannot be used.
        NoPlanError: There is no plan to explain, or none was found in time.
        OSError: The answer could not be written.
    """
    try:
        told = explained(doubt)
    except (InputError, NoPlanError) as error:
        if doubt.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if doubt.out is not None:
        write_explanation(told, doubt.out)
    if doubt.as_json:
        typer.echo(as_text(content(told)))
    else:
        typer.echo(told.summary + (f"\n\nFiles: {doubt.out}" if doubt.out is not None else ""))
    if Status.REJECTED in set(told.changes["status"]):
        raise typer.Exit(ERROR)


def explained(doubt: Doubt) -> Explanation:
    """The answer.

    Raises:
        InputError: Something that is asked cannot be used.
        NoPlanError: There is no plan to explain.
    """
    if not doubt.changes and not doubt.break_even:
        message, hint = "is missing: nothing says what to explain", "Ask with --not, --with, --pin or --break-even."
        raise InputError([Issue("--not", message=message, hint=hint)])
    if doubt.out is not None:
        check_folder(doubt.out, is_explanation)
    asked = read_asked(doubt.pairs)
    check_options(asked.options)
    options = {"gap": FINE, **asked.options}
    case = load_case(locate(doubt.target), policies=doubt.policies, settings=asked.settings)
    with shown_progress() as tell:
        return explain(
            case,
            doubt.changes,
            break_even=doubt.break_even,
            step=lambda step: typer.echo(str(step), err=True),
            progress=tell,
            **solver_options(options),
        )
