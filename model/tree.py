"""The scenario tree that operations live on: nobody knows what comes before it comes.

Without scenarios the tree is its trunk, one node a year. Its root is the state before the first year, which holds
initial stocks and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.case import Case

TRUNK = "trunk"
START = "start"
"""The state before the first year: the parent of the first nodes, itself no node."""


@dataclass(frozen=True)
class Node:
    """A stretch of time on one path.

    Attributes:
        name: Unique name; a trunk node's is its year.
        scenario: `trunk`, or the scenario whose branch the node is on.
        year: The planning year that it belongs to.
        parent: The node before it on its path, or `start`.
        years_in: Calendar years that it stands for.
        probability: Probability that a path through it comes true.
    """

    name: str
    scenario: str
    year: int
    parent: str
    years_in: float
    probability: float


@dataclass(frozen=True)
class Tree:
    """Nodes in an order in which every parent stands before its children."""

    nodes: tuple[Node, ...]

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The nodes that are nobody's parent: one at the end of every path."""
        parents = {node.parent for node in self.nodes}
        return tuple(node for node in self.nodes if node.name not in parents)

    @property
    def trunk(self) -> tuple[Node, ...]:
        """The nodes of the path on which nothing has gone wrong."""
        return tuple(node for node in self.nodes if node.scenario == TRUNK)


def grow_tree(case: Case) -> Tree:
    """The tree of a case: its trunk, with probability 1."""
    parents = (START, *(str(year) for year in case.years))
    return Tree(
        tuple(
            Node(str(year), TRUNK, year, parent, float(case.years_in[year]), 1.0)
            for year, parent in zip(case.years, parents, strict=False)
        )
    )
