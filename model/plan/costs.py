"""What a plan costs: the objective's own terms, by year, as paid and as present value."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyomo.environ as pyo

from model.objective import weight


def cost_table(model: Any) -> pd.DataFrame:
    """The cost terms of a solved model.

    Returns:
        `term`, `counted` (False: a transfer, shown and not counted), `scenario`, `year`, `paid_usd` (over the whole
        period, undiscounted), `present_value_usd` (discounted, weighted by probability: what counts adds up to the
        objective).
    """
    nodes = {node.name: node for node in model.tree.nodes}
    rows = []
    for term in model.cost_terms:
        for index in term.component:
            value = pyo.value(term.component[index])
            node = nodes.get(index)
            year = index if node is None else node.year
            years = node.years_in if node is not None and term.timing == "operating" else 1.0
            scenario = node.scenario if node is not None else "all"
            rows.append((term.name, term.counted, scenario, year, value * years, value * weight(model, term, index)))
    return pd.DataFrame(rows, columns=["term", "counted", "scenario", "year", "paid_usd", "present_value_usd"])
