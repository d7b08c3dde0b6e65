"""Which run a question already has, and which folder a new one gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from model.atomic import whole_folder
from model.case.digest import case_hash
from model.errors import InputError
from model.plan.storage import is_plan_folder, read_head, versions
from model.store.identity import Options, memory_of, run_name, solver_options
from model.store.job import Job, State, now, read_job, write_job
from model.store.keeping import INPUTS
from model.store.listing import state_of_plan

if TYPE_CHECKING:
    from pathlib import Path

    from model.case import Case
    from model.store.store import Store


def matching(store: Store, case: Case, options: Options | None) -> Iterator[tuple[str, State]]:
    """The runs of the same inputs and options that are live, or finished by the versions installed; newest first."""
    sha, asked = case_hash(case), solver_options(options)
    for run in reversed(attempts(store, run_name(case, options))):
        state = standing(store.folder(run), sha, asked)
        if state is not None:
            yield run, state


def attempts(store: Store, name: str) -> list[str]:
    """The runs of that name, with and without a number at the end, oldest first."""
    if not store.root.is_dir():
        return []
    same = re.compile(rf"{re.escape(name)}(?:-(\d+))?")
    found = [(int(match[1] or 1), path.name) for path in store.root.iterdir() if (match := same.fullmatch(path.name))]
    return [run for _, run in sorted(found)]


def standing(folder: Path, sha: str, asked: dict[str, object]) -> State | None:
    """The state of a run if it is of those inputs and options, and live or finished by the versions installed."""
    job = read_job(folder)
    if is_plan_folder(folder):
        try:
            head = read_head(folder)
        except (InputError, OSError):
            return None
        same = head["inputs_sha256"] == sha and head["options"] == asked and head["versions"] == versions()
        return State.FINISHED if same and state_of_plan(head["status"]) == State.FINISHED else None
    if job is None or job.inputs_sha256 != sha or job.options != asked:
        return None
    return job.state if job.state == State.QUEUED or job.is_alive else None


def claim(store: Store, case: Case, options: Options | None, *, again: bool) -> tuple[str, bool]:
    """A queued run for a question, or the run that it already has; the store must be locked.

    A run that is live is never doubled. A finished plan is never written over: solved again, it gets a folder of
    its own. A run that ended without a plan is replaced.

    Args:
        store: The store.
        case: The case.
        options: Options of the solve.
        again: Solve it although there is a finished run.

    Returns:
        The run, and whether it is a new one.

    Raises:
        OSError: It cannot be written.
    """
    known = list(matching(store, case, options))
    wanted = [run for run, state in known if state == State.FINISHED and not again]
    live = [run for run, state in known if state.is_live]
    if wanted or live:
        return (wanted or live)[0], False
    run = free_name(store, run_name(case, options))
    queue(store, queued(run, case, options), case)
    return run, True


def queued(name: str, case: Case, options: Options | None, **more: Any) -> Job:
    """The record of a new job on a case, with what is said of it besides."""
    return Job(
        run=name,
        state=State.QUEUED,
        case=case.name,
        title=case.settings.title,
        policies=case.policies,
        notes=case.notes,
        inputs_sha256=case_hash(case),
        options=solver_options(options),
        memory_gb=memory_of(options),
        created=now(),
        **more,
    )


def queue(store: Store, job: Job, case: Case) -> None:
    """Writes a new job and its inputs, whole or not at all, in place of one of the same name that ended without."""
    with whole_folder(store.folder(job.run)) as folder:
        case.write(folder / INPUTS)
        write_job(job, folder)


def free_name(store: Store, name: str) -> str:
    """The first of NAME, NAME-2, NAME-3, ... that has no plan and no living process."""
    for number in range(1, len(attempts(store, name)) + 2):
        run = name if number == 1 else f"{name}-{number}"
        folder = store.folder(run)
        job = read_job(folder)
        if not is_plan_folder(folder) and (job is None or not (job.is_alive or job.state == State.QUEUED)):
            return run
    return f"{name}-{len(attempts(store, name)) + 2}"
