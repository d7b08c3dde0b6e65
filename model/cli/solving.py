"""`orefolio solve`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from model.case import load_case
from model.cli.asked import read_asked
from model.cli.endings import ERROR
from model.cli.progress import shown_progress
from model.cli.storing import followed
from model.cli.targets import RUNS, locate
from model.errors import InputError, Issue, NoPlanError
from model.jobs import solve_here, submit, watch
from model.plan.highlights import highlights
from model.plan.storage import check_plan_folder, plain
from model.solver import Status
from model.solving import solve
from model.store import Store
from model.store.identity import solver_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress

SEEN = "Solved before with the same inputs, options and versions: this is the stored plan. Add --again to solve anew."


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What `solve` is asked for.

    Attributes:
        target: The data set as the user named it.
        policies: Policies on it.
        pairs: Settings and options, as name=value.
        out: A folder for the plan, or None for the runs.
        as_json: Say it as one JSON object.
        again: Solve although there is a finished run of the same.
        detach: Solve in the background.
    """

    target: str
    policies: list[str]
    pairs: list[str]
    out: Path | None = None
    as_json: bool = False
    again: bool = False
    detach: bool = False


def solve_target(wish: Wish) -> None:
    """Finds a plan, writes it to a folder, and prints its summary or one JSON object.

    Raises:
        InputError: The data set, a policy, a setting or the folder cannot be used.
        NoPlanError: There is no plan, or none was found in time.
        OSError: The plan could not be written.
    """
    try:
        asked = read_asked(wish.pairs)
        case = load_case(locate(wish.target), policies=wish.policies, settings=asked.settings)
        if wish.detach:
            say_submitted(case, asked.options, wish)
            return
        plan, folder = solved(case, asked.options, wish)
    except (InputError, NoPlanError) as error:
        if wish.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if wish.as_json:
        typer.echo(as_text(outcome(plan, folder)))
    else:
        typer.echo(f"{plan.summary}\n\nFiles: {folder}")
    if plan.status == Status.REJECTED:
        raise typer.Exit(ERROR)


def solved(case: Case, options: dict[str, Any], wish: Wish) -> tuple[Plan, Path]:
    """The plan, and the folder in which it now stands."""
    if wish.out is None:
        return solved_in_runs(case, options, again=wish.again)
    check_plan_folder(wish.out)
    with shown_progress() as tell:
        plan = solve(case, progress=tell, **solver_options(options))
    plan.write(wish.out)
    return plan, wish.out


def solved_in_runs(case: Case, options: dict[str, Any], *, again: bool) -> tuple[Plan, Path]:
    """The plan of a run: made now, found, or awaited where another process is at it."""
    store = Store(RUNS)
    with shown_progress() as tell:
        run, new = solve_here(store, case, options, again=again, progress=tell)
    if not new and not awaited(store, run):
        typer.echo(SEEN, err=True)
    return store.open(run), store.folder(run)


def run_of_case(
    store: Store, case: Case, options: dict[str, Any], *, tell: Callable[[Progress], None]
) -> tuple[str, bool]:
    """The run that holds the plan of a case, and whether it was solved now.

    Raises:
        NoPlanError: There is no plan, or none was found.
    """
    run, new = solve_here(store, case, options, progress=tell)
    if not new:
        awaited(store, run)
    return run, new


def awaited(store: Store, run: str) -> bool:
    """Whether another process is at a run: if so, waits for its plan.

    Raises:
        NoPlanError: It has ended without one.
    """
    if not watch(store, run).state.is_live:
        return False
    typer.echo(f"Another process is solving this already: {run}.", err=True)
    view = followed(store, run)
    if not view.has_plan:
        raise NoPlanError(view.status or view.state, view.message)
    return True


def say_submitted(case: Case, options: dict[str, Any], wish: Wish) -> None:
    """Asks for a plan in the background, and says how the run stands.

    Raises:
        InputError: A folder of one's own is asked for as well.
    """
    if wish.out is not None:
        message, hint = "does not go with --detach", "The plan will be in runs; export it from there."
        raise InputError([Issue("--out", value=str(wish.out), message=message, hint=hint)])
    store = Store(RUNS)
    run = submit(store, case, options, again=wish.again)
    view = watch(store, run)
    if wish.as_json:
        typer.echo(as_text({"run": run, "state": str(view.state), "folder": str(store.folder(run))}))
        return
    if not view.state.is_live and view.has_plan:
        typer.echo(SEEN, err=True)
    typer.echo(f"{run}: {view.state}. See it with: orefolio show {run}")


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
