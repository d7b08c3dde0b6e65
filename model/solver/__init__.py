"""The bridge to HiGHS: a Pyomo model in, its values, status and shadow prices out."""

from __future__ import annotations

from model.solver.checks import ModelError
from model.solver.extremes import Extremes
from model.solver.handle import Handle
from model.solver.options import SolverOptions
from model.solver.progress import Progress
from model.solver.solution import Solution, bounded
from model.solver.solve import solve_model
from model.solver.status import Status

__all__ = [
    "Extremes",
    "Handle",
    "ModelError",
    "Progress",
    "Solution",
    "SolverOptions",
    "Status",
    "bounded",
    "solve_model",
]
