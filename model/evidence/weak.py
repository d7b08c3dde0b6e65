"""The illustrative figures that carry most of a plan's cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from model.plan import Plan


def weak_figures(plan: Plan, most: int = 10) -> pd.DataFrame:
    """The illustrative cells on which most of the cost rests, the largest first.

    Returns:
        `table`, `key`, `column`, `present_value_usd`, `share_of_cost`.
    """
    figures = plan.figures
    weak = figures[figures["basis"] == "illustrative"].head(most)
    return weak[["table", "key", "column", "present_value_usd", "share_of_cost"]].reset_index(drop=True)
