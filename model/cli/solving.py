"""`orefolio solve`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from model.case import load_case
from model.cli.asked import read_asked
from model.cli.progress import shown_progress
from model.cli.targets import locate
from model.errors import InputError, NoPlanError
from model.plan.highlights import highlights
from model.plan.storage import check_plan_folder, plain, run_name
from model.solving import solve

if TYPE_CHECKING:
    from model.plan import Plan

RUNS = Path("runs")


def solve_target(target: str, *, policies: list[str], pairs: list[str], out: Path | None, as_json: bool) -> None:
    """Finds a plan, writes it to a folder, and prints its summary or one JSON object.

    Raises:
        InputError: The data set, a policy, a setting or the folder cannot be used.
        NoPlanError: There is no plan, or none was found in time.
        OSError: The plan could not be written.
    """
    try:
        plan, folder = solved(target, policies=policies, pairs=pairs, out=out)
    except (InputError, NoPlanError) as error:
        if as_json:
            typer.echo(as_text(failure(error)))
        raise
    if as_json:
        typer.echo(as_text(outcome(plan, folder)))
    else:
        typer.echo(f"{plan.summary}\n\nFiles: {folder}")


def solved(target: str, *, policies: list[str], pairs: list[str], out: Path | None) -> tuple[Plan, Path]:
    """The plan, and the folder in which it now stands."""
    asked = read_asked(pairs)
    case = load_case(locate(target), policies=policies, settings=asked.settings)
    folder = out or RUNS / run_name(case)
    check_plan_folder(folder)
    with shown_progress() as tell:
        plan = solve(case, progress=tell, **asked.options)
    plan.write(folder)
    return plan, folder


def outcome(plan: Plan, folder: Path) -> dict[str, Any]:
    """What `--json` says of a plan."""
    return {
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": plan.seconds,
        "folder": str(folder),
        "kpis": highlights(plan.kpis),
    }


def failure(error: InputError | NoPlanError) -> dict[str, Any]:
    """What `--json` says where there is no plan."""
    if isinstance(error, NoPlanError):
        return {"status": error.status, "message": str(error)}
    return {"status": "bad input", "issues": tuple(asdict(issue) for issue in error.issues)}


def as_text(content: dict[str, Any]) -> str:
    """One JSON object, readable."""
    return json.dumps(plain(content), indent=2, ensure_ascii=False, allow_nan=False)
