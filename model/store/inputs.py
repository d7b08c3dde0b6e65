"""The inputs of a run, also while it has no plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.plan.storage import read_inputs
from model.store.keeping import INPUTS

if TYPE_CHECKING:
    from pathlib import Path

    from model.case import Case
    from model.store.job import Job


def read_case(folder: Path, job: Job) -> Case:
    """The case that a run is asked to solve, with the name and policies that it had.

    Raises:
        InputError: The tables are no longer valid, or not those that were asked for.
    """
    head = {"case": job.case, "policies": job.policies, "notes": job.notes, "inputs_sha256": job.inputs_sha256}
    return read_inputs(folder / INPUTS, head)
