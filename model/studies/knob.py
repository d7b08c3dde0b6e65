"""A price, a capital or a cost of joining that a break-even is asked of, and what a plan has at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.studies.forced_texts import Part

QUANTITIES = {
    "supplier": ("price", "USD per t"),
    "contract": ("price", "USD per t"),
    "project": ("capital", "USD per block"),
    "agreement": ("cost of joining", "USD"),
}
"""What is turned of each kind, and its unit."""
SEEN = 1e-5
"""Tonnes, in the unit in which the solver counts them, blocks and joinings below which there is none: its rounding."""


@dataclass(frozen=True)
class Reading:
    """What the plan that stands on a model's variables has of something, and what it pays for that.

    Attributes:
        had: Whether it has any.
        worth: By how much the cost rises with each dollar more of what is turned: tonnes, blocks or joinings,
            discounted.
        paid: What is paid by that measure now; USD.
    """

    had: bool
    worth: float
    paid: float


@dataclass(frozen=True, eq=False)
class Knob:
    """Something that a break-even is asked of.

    Attributes:
        text: As it was asked.
        part: What it is.
        called: What it is called.
        least: The lowest that it is now in any planning year: USD/t, USD per block, or USD.
        most: The highest.
        read: What a plan has of it and pays for it.
        turned: The case in which it is another figure, the same in every year.
    """

    text: str
    part: Part
    called: str
    least: float
    most: float
    read: Callable[[Any], Reading]
    turned: Callable[[float], Case]

    @property
    def quantity(self) -> str:
        """What is turned."""
        return QUANTITIES[self.part.kind][0]

    @property
    def unit(self) -> str:
        """The unit of it."""
        return QUANTITIES[self.part.kind][1]

    def reading(self, model: Any) -> Reading:
        """What the plan that stands on a model's variables has of it."""
        return self.read(model)
