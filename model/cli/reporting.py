"""`orefolio validate --report`."""

from __future__ import annotations

import typer

from model.case import load_case
from model.cli.targets import locate
from model.evidence import data_report
from model.solving import solve


def report_target(target: str, *, policies: list[str]) -> None:
    """Prints what a data set covers, rests on and does not know, in Markdown; of a case, with its plan.

    Raises:
        InputError: The data set has problems.
        SolveError: The case has no plan.
    """
    case = load_case(locate(target), policies=policies)
    plan = None if case.settings.kind == "library" else solve(case)
    typer.echo(f"## {case.settings.title}\n\n{data_report(case, plan)}", nl=False)
