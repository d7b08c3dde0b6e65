"""Hand a scaled program to HiGHS in one call."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

import highspy
import numpy as np
from scipy.sparse import csr_array, vstack

from model.errors import OrefolioError
from model.solver.compile import Floats, LinearProgram
from model.solver.options import SolverOptions

logger = logging.getLogger(__name__)

EXACT_GAP = 1e-6  # Below this relative gap the absolute gap of HiGHS must not end the search first.
USUAL_ABSOLUTE_GAP = 1e-6  # What HiGHS takes where nothing is said.


def load_program(program: LinearProgram) -> highspy.Highs:
    """A silent HiGHS that holds the program.

    Args:
        program: The scaled program.

    Returns:
        The instance, not yet run; its options are set search by search.
    """
    highs = highspy.Highs()
    log = logger.isEnabledFor(logging.DEBUG)
    set_options(highs, {"output_flag": log, "log_to_console": False})
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


def add_rows(
    highs: highspy.Highs, program: LinearProgram, rows: csr_array, lower: Floats, upper: Floats
) -> LinearProgram:
    """Adds rows to a loaded program.

    Args:
        highs: The instance that holds the program.
        program: The scaled program.
        rows: The rows, in scaled units.
        lower: What each is at least.
        upper: What each is at most.

    Returns:
        The program with the rows after its own.
    """
    starts, columns = rows.indptr[:-1].astype(np.int32), rows.indices.astype(np.int32)
    highs.addRows(rows.shape[0], lower, upper, rows.nnz, starts, columns, np.asarray(rows.data, dtype=np.float64))
    return replace(
        program,
        matrix=vstack([program.matrix, rows], format="csc"),
        row_lower=np.append(program.row_lower, lower),
        row_upper=np.append(program.row_upper, upper),
    )


def settings_of(options: SolverOptions) -> dict[str, bool | int | float | str]:
    """What HiGHS is told of the options of a search; the time limit is set run by run."""
    return {
        "mip_rel_gap": options.gap,
        "mip_abs_gap": 1e-9 if options.gap < EXACT_GAP else USUAL_ABSOLUTE_GAP,
        "threads": options.threads,
        "random_seed": options.seed,
    }


def set_options(highs: highspy.Highs, settings: Mapping[str, bool | int | float | str]) -> None:
    """Set options of HiGHS, which would otherwise ignore a name or type it does not know.

    Raises:
        OrefolioError: HiGHS refused an option.
    """
    for name, setting in settings.items():
        if highs.setOptionValue(name, setting) != highspy.HighsStatus.kOk:
            raise OrefolioError(f"HiGHS refused the option {name} = {setting!r}.")
