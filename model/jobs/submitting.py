"""Asking for a plan: in the background, or here and now; never twice for the same question unless asked to."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from model.jobs.carrying import carry_out, kept
from model.jobs.pump import pump
from model.jobs.starting import as_run_by
from model.store.claiming import claim
from model.store.job import write_job

if TYPE_CHECKING:
    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress
    from model.store import Store
    from model.store.identity import Options


def submit(store: Store, case: Case, options: Options | None = None, *, again: bool = False) -> str:
    """Asks for a plan in the background.

    Args:
        store: Where the run is kept.
        case: The case.
        options: Of gap, time_limit, threads and seed those that differ from the defaults of `model.solve`, and
            memory_gb, what the solve may take (80 % of the machine's memory).
        again: Solve it although there is a finished run of the same inputs, options and versions.

    Returns:
        The run: a new one, or the one that the question has already.

    Raises:
        InputError: An option is unknown.
        OrefolioError: An option is out of range.
        OSError: The store cannot be written to.
    """
    with store.locked():
        run, _ = claim(store, case, options, again=again)
    pump(store)
    return run


def keep_here(store: Store, plan: Plan, options: Options | None = None) -> str:
    """Keeps a plan that a study found as a run; not where its inputs have one with these options already.

    Args:
        store: Where the run is kept.
        plan: The plan.
        options: As for `submit`: what was asked of its solve.

    Returns:
        The run.

    Raises:
        OSError: The store cannot be written to, or the disk is full.
    """
    with store.locked():
        run, new = claim(store, plan.case, options, again=False)
        if new:
            job = as_run_by(store.job(run), os.getpid())
            write_job(job, store.folder(run))
    if new:
        error = carry_out(store, job, work=lambda folder, *_: kept(plan, folder))
        if error is not None:
            raise error
    return run


def solve_here(
    store: Store,
    case: Case,
    options: Options | None = None,
    *,
    again: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[str, bool]:
    """Finds a plan in this process, at once whatever the queue; others can watch and stop it.

    Ctrl-C keeps the best plan, as in `model.solve`.

    Args:
        store: Where the run is kept.
        case: The case.
        options: As for `submit`; memory is not limited.
        again: As for `submit`.
        progress: Called with reports as they come.

    Returns:
        The run, and whether it was solved now: if not, it is finished, or another process is at it.

    Raises:
        InputError: The tables do not say enough for what they ask, or an option is unknown.
        NoPlanError: There is no plan, or none was found.
        OSError: The store cannot be written to, or the disk is full.
    """
    with store.locked():
        run, new = claim(store, case, options, again=again)
        if new:
            job = as_run_by(store.job(run), os.getpid())
            write_job(job, store.folder(run))
    if not new:
        return run, False
    error = carry_out(store, job, tell=progress)
    pump(store)
    if error is not None:
        raise error
    return run, True
