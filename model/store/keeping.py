"""A plan takes its place in the folder of its run: `plan.json` comes last, and without it there is no plan."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from model.atomic import to_disk
from model.plan.storage import HEAD

if TYPE_CHECKING:
    from model.plan import Plan

UNFINISHED = ".plan"
INPUTS = "inputs"


def keep_plan(plan: Plan, folder: Path) -> None:
    """Writes a plan into the folder of its run, which holds its inputs already.

    Whatever ends the writing on the way, the folder has no plan; what is left over is in nobody's way.

    Args:
        plan: The plan.
        folder: The run's folder, without a plan.

    Raises:
        OSError: It cannot be written, or the disk is full.
    """
    made = folder / UNFINISHED
    discard(made)
    try:
        plan.write(made)
        for part in sorted(made.iterdir()):
            if part.name not in {HEAD, INPUTS}:
                discard(folder / part.name)
                part.replace(folder / part.name)
        to_disk(folder)
        (made / HEAD).replace(folder / HEAD)
        to_disk(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def discard(path: Path) -> None:
    """Removes a file or folder that may be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
