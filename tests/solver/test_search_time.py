"""A time limit is one of the search, not of all that a loaded program has ever been asked."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from model.solver import SolverOptions, Status
from model.solver.compile import LinearProgram
from model.solver.load import load_program
from model.solver.search import Search

LIMIT = 1.0


def dense(rows: int, columns: int) -> LinearProgram:
    """A linear program that takes a tenth of a second or so: the most of what fits into many knapsacks."""
    random = np.random.default_rng(0)
    weights = random.random((rows, columns))
    return LinearProgram(
        cost=-random.random(columns),
        offset=0.0,
        matrix=csc_array(weights),
        row_lower=np.full(rows, -np.inf),
        row_upper=weights.sum(axis=1) / 3,
        lower=np.zeros(columns),
        upper=np.ones(columns),
        integer=np.zeros(columns, dtype=np.bool_),
        constraints=[],
        variables=[],
    )


def test_a_program_that_has_run_for_longer_than_the_limit_is_solved_again():
    program = dense(300, 400)
    highs = load_program(program)
    while highs.getRunTime() < LIMIT:
        highs.clearSolver()
        highs.run()
    highs.clearSolver()
    found = Search(highs, program, SolverOptions(gap=0, time_limit=LIMIT), lambda *_: None).find_plan()
    assert found.status is Status.OPTIMAL
