"""How a command ends: its exit code, and what it says when something is wrong."""

from __future__ import annotations

import traceback
from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from model.errors import InputError, Issue, NoPlanError, OrefolioError

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR, BAD_INPUT, INFEASIBLE, NO_TIME = 1, 2, 3, 4
OF_STATUS = {"infeasible": INFEASIBLE, "time limit, without a plan": NO_TIME}
DEBUG = "--debug"


class Commands(TyperGroup):
    """All commands; `--debug` may stand anywhere."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Moves `--debug` to where it belongs to all commands."""
        kept = [arg for arg in args if arg != DEBUG]
        return list(super().parse_args(ctx, [DEBUG, *kept] if len(kept) < len(args) else args))


class Command(TyperCommand):
    """A command whose errors become a message on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except typer.Exit:
            raise
        except Exception as error:
            if ctx.find_root().params.get("debug"):
                typer.echo(traceback.format_exc(), err=True, nl=False)
            else:
                typer.echo(explained(error), err=True)
            raise typer.Exit(exit_code(error)) from error


def exit_code(error: Exception) -> int:
    """1 for an error, 2 for bad input, 3 for infeasible, 4 for a time limit without a plan."""
    if isinstance(error, InputError):
        return BAD_INPUT
    return OF_STATUS.get(error.status, ERROR) if isinstance(error, NoPlanError) else ERROR


def explained(error: Exception) -> str:
    """What is said of an error: every problem of an input, file by file; one line for what nobody expected."""
    if isinstance(error, InputError):
        return "\n".join(problem_lines(error.issues))
    if isinstance(error, OrefolioError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}."
    what = str(error).splitlines()[0] if str(error) else ""
    name = type(error).__name__
    return f"Unexpected error: {name}{': ' if what else ''}{what}. Run again with {DEBUG} to see where."


def problem_lines(issues: tuple[Issue, ...]) -> Iterator[str]:
    """The problems of an input, under the file in which they stand."""
    yield "1 problem in the input:" if len(issues) == 1 else f"{len(issues)} problems in the input:"
    for file, group in groupby(issues, key=lambda issue: issue.file or issue.table):
        if file:
            yield f"  {file}"
        for issue in group:
            yield f"{'    ' if file else '  '}{problem(issue)}"


def problem(issue: Issue) -> str:
    """One problem, without its file."""
    row = f"row {issue.row}" if issue.row else ""
    column = f"column {issue.column}" if issue.column and issue.row else issue.column
    where = ", ".join(part for part in (row, column) if part)
    found = f" (found {issue.value!r})" if issue.value else ""
    hint = f" {issue.hint}" if issue.hint else ""
    return f"{where}{': ' if where else ''}{issue.message}{found}.{hint}"
