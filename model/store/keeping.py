"""A plan takes its place in the folder of its run: `plan.json` comes last, and without it there is no plan."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.atomic import to_disk
from model.plan.storage import HEAD
from model.solver.status import Status
from model.store.examining import CERTIFICATE, REJECTED, examine

if TYPE_CHECKING:
    from model.plan import Plan

UNFINISHED = ".plan"
INPUTS = "inputs"


def keep_plan(plan: Plan, folder: Path) -> Plan:
    """Writes a plan into the folder of its run, which holds its inputs already.

    Whatever ends the writing on the way, the folder has no plan; what is left over is in nobody's way.

    The plan is recomputed from what was written; one that does not hold is kept, but not as what it claims to be.

    Args:
        plan: The plan.
        folder: The run's folder, without a plan.

    Returns:
        The plan as it was kept.

    Raises:
        OSError: It cannot be written, or the disk is full.
    """
    made = folder / UNFINISHED
    discard(made)
    try:
        plan.write(made)
        if examine(made, made / CERTIFICATE) == REJECTED:
            discard(made)
            plan = replace(plan, status=Status.REJECTED)
            plan.write(made)
            examine(made, made / CERTIFICATE)
        for part in sorted(made.iterdir()):
            if part.name not in {HEAD, INPUTS}:
                discard(folder / part.name)
                part.replace(folder / part.name)
        to_disk(folder)
        (made / HEAD).replace(folder / HEAD)
        to_disk(folder)
        return plan
    finally:
        shutil.rmtree(made, ignore_errors=True)


def discard(path: Path) -> None:
    """Removes a file or folder that may be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
