"""Second-order cones, kept by tangents: which of them a point breaks, and the rows that cut the point off.

A cone ‖parts‖ ≤ norm stands in a program as Σ squares ≤ norm with part² ≤ square × norm for each part: only the latter
is not linear, and a tangent of each part serves with every tangent of the others, so that few rounds are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.solver.compile import Floats, LinearProgram

TOLERANCE = 4e-5
"""By how much of its size a norm may be above what rows let: less than a ten-thousandth in its square."""
LEAST = 0.1
"""The least size of a norm that matters, in the unit in which the solver counts it."""
SHALLOW = 1e-7
"""How deep a tangent must cut to be added, as a share of the norm."""


@dataclass(frozen=True, eq=False)
class Cones:
    """The cones of a program as columns.

    Attributes:
        norms: The column of the norm of each cone.
        parts: The columns of the parts, cone by cone.
        squares: The columns of their squares, over the norm.
        cone: Of which cone each part is.
    """

    norms: NDArray[np.int32]
    parts: NDArray[np.int32]
    squares: NDArray[np.int32]
    cone: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.norms)

    def settled(self, values: Floats) -> Floats:
        """A point with norms and squares at what the parts come to."""
        at = values.copy()
        squares = values[self.parts] ** 2
        norms = np.sqrt(np.bincount(self.cone, squares, minlength=len(self)))
        at[self.norms] = norms
        at[self.squares] = np.divide(squares, norms[self.cone], out=np.zeros_like(squares), where=squares > 0)
        return at

    def broken(self, program: LinearProgram, values: Floats) -> NDArray[np.bool_]:
        """Which cones a point breaks so that it matters.

        Once the norms are what they are, a row or a bound does not hold, or a cost rises. A norm that nothing holds
        down may be anything.

        Args:
            program: The program, in the units of the point.
            values: The point.
        """
        settled = self.settled(values)
        norms = settled[self.norms]
        activity = program.matrix @ settled
        over = np.maximum(np.maximum(activity - program.row_upper, program.row_lower - activity), 0.0)
        held = program.matrix[:, self.norms].tocoo()
        worst = np.maximum(norms - program.upper[self.norms], 0.0)
        np.maximum.at(worst, held.col, over[held.row] / np.abs(held.data))
        dearer = np.where(program.cost[self.norms] > 0, norms - values[self.norms], 0.0)
        return np.maximum(worst, dearer) > TOLERANCE * np.maximum(norms, LEAST)

    def tangents(self, values: Floats, cones: NDArray[np.bool_]) -> csr_array:
        """Rows of at most zero that some cones keep and a point does not: 2 a part - a² norm - square.

        Args:
            values: The point.
            cones: Which cones.
        """
        norms = self.settled(values)[self.norms][self.cone]
        slopes = np.divide(values[self.parts], norms, out=np.zeros_like(norms), where=norms > 0)
        depth = 2 * slopes * values[self.parts] - slopes**2 * values[self.norms[self.cone]] - values[self.squares]
        cut = np.flatnonzero(cones[self.cone] & (depth > SHALLOW * norms))
        entries = np.stack([2 * slopes[cut], -(slopes[cut] ** 2), np.full(len(cut), -1.0)], axis=1).ravel()
        columns = np.stack([self.parts[cut], self.norms[self.cone[cut]], self.squares[cut]], axis=1).ravel()
        return csr_array((entries, columns, np.arange(0, len(entries) + 1, 3)), shape=(len(cut), len(values)))


def cones_of(cones: Iterable[tuple[Any, tuple[tuple[Any, Any], ...]]], columns: Mapping[int, int]) -> Cones:
    """The cones of a model as columns.

    Args:
        cones: The norm of each cone, and the pairs of a part and its square.
        columns: The column of a variable by its `id`.

    Raises:
        KeyError: A variable is in no row.
    """
    found = [(columns[id(norm)], [[columns[id(x)] for x in pair] for pair in pairs]) for norm, pairs in cones]
    pairs = np.array([pair for _, pairs in found for pair in pairs], dtype=np.int32).reshape(-1, 2)
    return Cones(
        norms=np.array([norm for norm, _ in found], dtype=np.int32),
        parts=pairs[:, 0],
        squares=pairs[:, 1],
        cone=np.array([i for i, (_, pairs) in enumerate(found) for _ in pairs], dtype=np.int32),
    )
