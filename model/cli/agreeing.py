"""`orefolio agreement`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import typer

from model.atomic import whole_folder
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

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "agreement.json"
TABLES = ("years", "changes", "clauses")


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
            check_folder(question.out)
        asked = read_asked(question.pairs)
        check_options(asked.options)
        case = load_case(locate(question.target), policies=question.policies, settings=asked.settings)
        with shown_progress() as tell:
            worth = agreement_worth(
                case,
                question.agreement,
                step=lambda words: typer.echo(words, err=True),
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


def content(worth: AgreementWorth) -> dict[str, Any]:
    """The answer as JSON says it."""
    return {
        "agreement": worth.agreement,
        "name": worth.name,
        "best_year": worth.best_year,
        "value_usd": worth.value,
        "break_even_usd_per_year": worth.break_even,
        **{name: records(getattr(worth, name)) for name in TABLES},
    }


def records(frame: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The rows of a table; what is empty is None."""
    rows = frame.astype(object).to_dict("records")
    return tuple({str(name): None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows)


def check_folder(folder: Path) -> None:
    """An answer may take the place of an answer, and of nothing else.

    Raises:
        InputError: The folder holds something else.
    """
    if folder.exists() and not (folder / HEAD).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        message, hint = "exists already and holds no answer of this command", "Choose another folder, or empty it."
        raise InputError([Issue(str(folder), message=message, hint=hint)])


def write_worth(worth: AgreementWorth, folder: Path) -> None:
    """Writes the answer as a folder: its tables as CSV, the whole as JSON, and the summary in words."""
    with whole_folder(folder) as unfinished:
        for name in TABLES:
            getattr(worth, name).to_csv(unfinished / f"{name}.csv", index=False)
        (unfinished / HEAD).write_text(as_text(content(worth)) + "\n", encoding="utf-8")
        (unfinished / "summary.txt").write_text(worth.summary + "\n", encoding="utf-8")
