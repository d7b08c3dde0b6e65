"""`orefolio agreement`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from model.case import load_case
from model.cli.asked import read_asked
from model.cli.endings import ERROR
from model.cli.progress import shown_progress
from model.cli.solving import as_text, failure
from model.cli.targets import locate
from model.errors import InputError, Issue, NoPlanError
from model.solver import Status
from model.store.identity import MEMORY, solver_options
from model.studies import AgreementWorth, agreement_worth
from model.studies.agreement_files import content, is_answer, write_worth

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Question:
    """What `agreement` is asked.

    Attributes:
        target: The data set as the user named it.
        agreement: The agreement.
        policies: Policies on the data set.
        pairs: Settings and options, as name=value.
        out: A folder for the answer, or None.
        as_json: Say it as one JSON object.
    """

    target: str
    agreement: str
    policies: list[str]
    pairs: list[str]
    out: Path | None = None
    as_json: bool = False


def show_worth(question: Question) -> None:
    """Prints what an agreement is worth, and perhaps writes the tables of the answer to a folder.

    Raises:
        InputError: The data set, a policy, a setting, the agreement or the folder cannot be used.
        NoPlanError: There is no plan with the agreement nor without it, or none was found in time.
        OSError: The answer could not be written.
    """
    try:
        if question.out is not None:
            check_folder(question.out, is_answer)
        asked = read_asked(question.pairs)
        check_options(asked.options)
        case = load_case(locate(question.target), policies=question.policies, settings=asked.settings)
        with shown_progress() as tell:
            worth = agreement_worth(
                case,
                question.agreement,
                step=lambda step: typer.echo(str(step), err=True),
                progress=tell,
                **solver_options(asked.options),
            )
    except (InputError, NoPlanError) as error:
        if question.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if question.out is not None:
        write_worth(worth, question.out)
    say(worth, question)
    ended = [*worth.years["status"], *worth.clauses["status"]]
    if Status.REJECTED in ended:
        raise typer.Exit(ERROR)


def check_options(options: dict[str, Any]) -> None:
    """What is of solves in the background has no meaning here.

    Raises:
        InputError: It is asked for.
    """
    if MEMORY in options:
        message, hint = "is of solves in the background", "Leave it out."
        raise InputError([Issue("--set", column=MEMORY, message=message, hint=hint)])


def say(worth: AgreementWorth, question: Question) -> None:
    """Prints the answer."""
    if question.as_json:
        typer.echo(as_text(content(worth)))
        return
    files = f"\n\nFiles: {question.out}" if question.out is not None else ""
    typer.echo(f"{worth.summary}{files}")


def check_folder(folder: Path, is_own: Callable[[Path], bool]) -> None:
    """An answer may take the place of an answer, and of nothing else.

    Args:
        folder: Where it shall stand.
        is_own: Whether a folder holds an answer of the command.

    Raises:
        InputError: The folder holds something else.
    """
    if folder.exists() and not is_own(folder) and (not folder.is_dir() or any(folder.iterdir())):
        message, hint = "exists already and holds no answer of this command", "Choose another folder, or empty it."
        raise InputError([Issue(str(folder), message=message, hint=hint)])
