"""What one more unit of a limit is worth, with the integers held at their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.plan.read import as_tuple

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ["constraint", "index", "scenario", "year", "usd_per_unit"]


def shadow_price_table(model: Any, duals: Mapping[Any, float] | None) -> pd.DataFrame:
    """The shadow prices that are not zero, per unit of the row and year: divided by probability and discount.

    Args:
        model: The solved model.
        duals: The rise of the objective per unit of right-hand side, by constraint; None where there are none.

    Returns:
        `constraint`, `index` (without its node or year, joined by commas), `scenario`, `year`, `usd_per_unit`.
    """
    nodes = {node.name: node for node in model.tree.nodes}
    rows = []
    for constraint, dual in (duals or {}).items():
        if abs(dual) < 1e-9:
            continue
        index = as_tuple(constraint.index())
        last = index[-1] if index else None
        if last in nodes:
            node = nodes[last]
            weight = model.probability[last] * model.annuity[last]
            price, scenario, year = (dual / weight if weight else 0.0), node.scenario, node.year
            index = index[:-1]
        elif last in model.YEARS:
            price, scenario, year, index = dual / model.discount[last], "all", last, index[:-1]
        else:
            price, scenario, year = dual, "all", None
        name = constraint.parent_component().local_name
        rows.append((name, ", ".join(str(part) for part in index), scenario, year, price))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"year": "Int64"})
