"""What is held while something is asked of a loaded program, and is free again afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from model.solver.load import set_options

if TYPE_CHECKING:
    import highspy

    from model.solver.compile import Floats, LinearProgram


@contextmanager
def options_held(highs: highspy.Highs, settings: Mapping[str, bool | int | float | str]) -> Iterator[None]:
    """While it lasts, HiGHS has these options; then those it had."""
    before = {name: highs.getOptionValue(name)[1] for name in settings}
    set_options(highs, settings)
    try:
        yield
    finally:
        set_options(highs, before)


@contextmanager
def integers_held(highs: highspy.Highs, program: LinearProgram, values: Floats) -> Iterator[LinearProgram]:
    """While it lasts, the integers of the program keep their values, and what is left is a linear program.

    Args:
        highs: The instance that holds the program.
        program: The scaled program.
        values: A point of it, its integers whole.

    Yields:
        The program as HiGHS has it meanwhile.
    """
    held = np.flatnonzero(program.integer).astype(np.int32)
    whole = values[held]
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[held] = upper[held] = whole
    highs.changeColsBounds(len(held), held, whole, whole)
    try:
        with options_held(highs, {"solve_relaxation": True}):
            yield replace(program, lower=lower, upper=upper, integer=np.zeros_like(program.integer))
    finally:
        highs.changeColsBounds(len(held), held, program.lower[held], program.upper[held])
