"""Hand a scaled program to HiGHS in one call."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import highspy
import numpy as np

from model.errors import OrefolioError
from model.solver.compile import LinearProgram
from model.solver.options import SolverOptions

logger = logging.getLogger(__name__)

EXACT_GAP = 1e-6  # Below this relative gap the absolute gap of HiGHS must not end the search first.


def load_program(program: LinearProgram, options: SolverOptions) -> highspy.Highs:
    """A silent HiGHS that holds the program and the options.

    Args:
        program: The scaled program.
        options: Gap, threads and seed; the time limit is set run by run.

    Returns:
        The instance, not yet run.
    """
    highs = highspy.Highs()
    log = logger.isEnabledFor(logging.DEBUG)
    settings: dict[str, bool | int | float | str] = {
        "output_flag": log,
        "log_to_console": False,
        "mip_rel_gap": options.gap,
        "threads": options.threads,
        "random_seed": options.seed,
    }
    if options.gap < EXACT_GAP:
        settings["mip_abs_gap"] = 1e-9
    set_options(highs, settings)
    if log:
        highs.cbLogging += lambda event: logger.debug(event.message.rstrip())
    matrix = program.matrix
    taken = highs.passModel(
        len(program.cost),
        len(program.row_lower),
        len(matrix.data),
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        program.offset,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        np.asarray(matrix.data, dtype=np.float64),
        program.integer.astype(np.int32),
    )
    if taken == highspy.HighsStatus.kError:
        raise OrefolioError("HiGHS refused the model.")
    return highs


def set_options(highs: highspy.Highs, settings: Mapping[str, bool | int | float | str]) -> None:
    """Set options of HiGHS, which would otherwise ignore a name or type it does not know.

    Raises:
        OrefolioError: HiGHS refused an option.
    """
    for name, setting in settings.items():
        if highs.setOptionValue(name, setting) != highspy.HighsStatus.kOk:
            raise OrefolioError(f"HiGHS refused the option {name} = {setting!r}.")
