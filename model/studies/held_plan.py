"""The plan of a loaded model as it is held now, recomputed like any other."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from model.errors import NoPlanError
from model.plan import make_plan
from model.solver import Status
from model.solving import certified
from model.studies.agreement import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.solver import Progress, Solution, SolverOptions
    from model.solving import LoadedCase


def held_plan(
    loaded: LoadedCase, options: SolverOptions, *, progress: Callable[[Progress], None] | None = None
) -> Answer:
    """The best plan of a model under what is held now; it keeps all that the case asks, and its certificate says so.

    Args:
        loaded: The model.
        options: Of the solve.
        progress: Called with reports as they come.

    Raises:
        NoPlanError: It was interrupted: the person does not want the rest either.
    """
    plan = None
    for careful in (False, True):
        found = loaded.handle.solve(options, progress=progress, careful=careful)
        stop_if_interrupted(loaded.case, found)
        if not found.status.has_plan:
            return Answer(str(found.status), None)
        plan = certified(make_plan(loaded.case, loaded.model, found, {}, asdict(options)))
        if plan.status != Status.REJECTED:
            return Answer(plan.status, plan)
    return Answer(str(Status.REJECTED), None)


def stop_if_interrupted(case: Case, found: Solution) -> None:
    """Ends a study whose solve was stopped.

    Raises:
        NoPlanError: It was.
    """
    if found.status in (Status.INTERRUPTED, Status.INTERRUPTED_NO_PLAN):
        raise NoPlanError(str(Status.INTERRUPTED), f"{case.name}: stopped before all was answered.")
