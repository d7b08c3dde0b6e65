"""`orefolio runs`, `show`, `stop` and `clean`: the runs of a folder, and how they stand."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pandas as pd
import typer

from model.cli.progress import shown_progress, worded
from model.cli.targets import RUNS
from model.jobs import JobView, pump, questions, stop, watch
from model.plan.words import money
from model.solver import Progress
from model.store import State, Store

NONE = "No runs here yet. Try: orefolio solve inputs/tiny"
LOOK_EVERY = 0.3
"""Seconds."""


def run_of(text: str) -> tuple[Store, str]:
    """The store and the name of a run, which is named by its folder or, of those in runs/, by its name."""
    path = Path(text)
    if path.name == text:
        return Store(RUNS), text
    return Store(path.parent), path.name


def list_runs(*, as_json: bool) -> None:
    """Prints the runs in runs/, newest first."""
    store = Store(RUNS)
    pump(store)
    runs = store.runs()
    if as_json:
        typer.echo(runs.to_json(orient="records", date_format="iso", indent=2, force_ascii=False))
    elif runs.empty:
        typer.echo(NONE)
    else:
        for line in lines_of(runs):
            typer.echo(line)


def lines_of(runs: pd.DataFrame) -> list[str]:
    """The runs as lines of text in columns; the reason stands after a run that has no plan."""
    head = ("run", "state", "cost", "gap", "time", "started (UTC)", "")
    rows = [head, *(cells_of(row) for row in runs.to_dict("records"))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def cells_of(row: dict[Any, Any]) -> tuple[str, ...]:
    """A run as the cells of a line."""
    found = pd.notna(row["objective_usd"])
    remark = row["status"] if found and row["status"] != "optimal" else row["message"]
    return (
        row["run"],
        row["state"],
        money(row["objective_usd"]) if found else "",
        f"{row['gap']:.2%}" if pd.notna(row["gap"]) else "",
        f"{row['seconds']:.0f} s" if pd.notna(row["seconds"]) else "",
        f"{row['started']:%Y-%m-%d %H:%M}" if pd.notna(row["started"]) else "",
        str(remark).partition("\n")[0],
    )


def show_run(text: str, *, follow: bool, as_json: bool) -> None:
    """Prints the summary of a run, or how far it is, or why it has no plan.

    Raises:
        InputError: There is no such run, or its plan cannot be read.
    """
    store, run = run_of(text)
    view = followed(store, run) if follow else watch(store, run)
    if as_json:
        typer.echo(as_text(view))
    elif view.has_plan and not view.state.is_live:
        typer.echo(f"{store.open(run).summary}\n\nFiles: {store.folder(run)}")
    else:
        typer.echo(f"{run}: {standing(view)}")


def followed(store: Store, run: str) -> JobView:
    """Shows the progress of a run until it ends; Ctrl-C ends the showing, not the run."""
    with shown_progress() as tell:
        view = watch(store, run)
        while view.state.is_live:
            tell(report_of(view))
            time.sleep(LOOK_EVERY)
            view = watch(store, run)
    return view


def report_of(view: JobView) -> Progress:
    """How a run stands, as its own process would say it."""
    return Progress(
        stage=view.stage or view.state,
        seconds=view.seconds,
        incumbent=view.incumbent,
        bound=view.bound,
        gap=view.gap,
        round=view.round,
    )


def standing(view: JobView) -> str:
    """How a run stands, in words."""
    if view.state == State.RUNNING:
        asked = " (asked to stop)" if view.stopping else ""
        return f"running{asked}, {worded(report_of(view), view.seconds)}"
    return f"{view.state}. {view.message}" if view.message else str(view.state)


def as_text(view: JobView) -> str:
    """How a run stands, as one JSON object."""
    told = {name: value for name, value in vars(view).items() if name != "history"}
    return json.dumps(told, indent=2, ensure_ascii=False)


def stop_run(text: str) -> None:
    """Asks a run to stop and says what becomes of it.

    Raises:
        InputError: There is no such run.
    """
    store, run = run_of(text)
    store.check(run)
    stop(store, run)
    view = watch(store, run)
    if view.stopping:
        typer.echo(f"{run}: asked to stop; it keeps the best plan that it has. Stop it again to end it at once.")
    else:
        typer.echo(f"{run}: {standing(view)}")


def clean_store(*, older_than_days: float | None) -> None:
    """Removes what has failed and what is half-written in runs/, questions too, and says what it was."""
    store = Store(RUNS)
    pump(store)
    pump(questions(store))
    gone = [own for kept in (store, questions(store)) for own in kept.clean(older_than_days=older_than_days)]
    for run in gone:
        typer.echo(f"Removed: {run}")
    if not gone:
        typer.echo("Nothing to remove.")
