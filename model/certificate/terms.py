"""What a cost term is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Timing = Literal["operating", "one_off", "final"]


@dataclass(frozen=True, eq=False)
class Term:
    """A cost term.

    Attributes:
        amounts: By year; USD/yr where it is operating, USD otherwise.
        timing: `operating` (through the period), `one_off` (at its start) or `final` (at the horizon's end).
        counted: Whether it is part of the objective.
    """

    amounts: pd.Series
    timing: Timing = "operating"
    counted: bool = True
