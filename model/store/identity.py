"""What makes two runs the same: the resolved inputs, and what was asked of the solver."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from model.case.digest import case_hash
from model.case.nearest import suggestion
from model.errors import InputError, Issue, OrefolioError
from model.solver.options import SolverOptions

if TYPE_CHECKING:
    from model.case import Case

Options = Mapping[str, Any]

MEMORY = "memory_gb"
"""How much memory a background solve may take: no part of what is asked."""
DEFAULTS: Options = {"gap": 1e-4, "time_limit": None, "threads": 1, "seed": 0}
"""Those of `model.solve`."""


def solver_options(options: Options | None) -> dict[str, Any]:
    """All options of a solve, with the defaults for those that are not given.

    Raises:
        InputError: An option is unknown.
        OrefolioError: An option is out of range.
    """
    given = {name: value for name, value in (options or {}).items() if name != MEMORY}
    unknown = [name for name in given if name not in DEFAULTS]
    if unknown:
        message = "is not an option of the solve"
        hints = {name: suggestion(name, [*DEFAULTS, MEMORY]) for name in unknown}
        raise InputError([Issue(name, message=message, hint=hint) for name, hint in hints.items()])
    return asdict(SolverOptions(**{**DEFAULTS, **given}))


def memory_of(options: Options | None) -> float | None:
    """The memory that a background solve may take in gigabytes, or None for the default.

    Raises:
        OrefolioError: It is not a number above 0.
    """
    asked = (options or {}).get(MEMORY)
    if asked is None:
        return None
    if not asked > 0:
        raise OrefolioError(f"{MEMORY} must be more than 0 gigabytes; it is {asked}.")
    return float(asked)


def run_name(case: Case, options: Options | None) -> str:
    """The name of a run: the case's, and the start of the hash of its inputs and options."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", case.name).strip(".-")[:80] or "case"
    asked = json.dumps([case_hash(case), solver_options(options)], sort_keys=True)
    return f"{slug}-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"
