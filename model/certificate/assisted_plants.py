"""What agreements make available of plants on top: of the capacity of their lines, and of what is added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.agreements import acting, effects, most_added
from model.certificate.projects import added
from model.certificate.read import times
from model.certificate.rows import at_most, broken, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def uplifts(inputs: Inputs) -> pd.DataFrame:
    """The rows that raise the availability of a plant, by agreement and plant."""
    rows = acting(inputs, "availability_uplift", "plant")
    return rows.assign(row=rows.index).set_index(["agreement", "target"])


def on_top(inputs: Inputs, decided: Decided, lines: pd.Series, own: pd.DataFrame) -> pd.DataFrame:
    """What agreements make available of each line on top, by year; t/yr.

    Args:
        inputs: The inputs.
        decided: The decisions.
        lines: The line of each plant.
        own: The capacity of each line that exists, by year; t/yr.
    """
    rows = uplifts(inputs)
    if rows.empty:
        return own * 0.0
    raised = lines.reindex(rows.index.get_level_values(1)).to_numpy()
    reached = effects(inputs, decided).loc[rows["row"]].set_axis(rows.index)
    secured = decided["plant_secured"].reindex(rows.index).fillna(0.0)
    assured = times(own.reindex(raised).set_axis(rows.index), reached) + secured
    return sums(assured.mul(rows["value"].astype(float), axis=0), raised).reindex(own.index).fillna(0.0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series, lines: pd.Series) -> Iterator[Rows]:
    """What is secured has been added to the line of the plant, and the agreement is in force.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by plant.
        lines: The line of each plant.
    """
    rows, table = uplifts(inputs), decided["plant_secured"]
    yield broken("plant assistance is known", [str(key) for key in table.index.difference(rows.index)])
    table = table[table.index.isin(rows.index)]
    if table.empty:
        return
    plants = table.index.get_level_values(1)
    least = pd.Series(floor.reindex(plants).to_numpy(), index=table.index)
    beside = lines.reindex(plants).to_numpy()
    more = added(inputs, decided, "plant_capacity").reindex(lines.index).fillna(0.0)
    on_line = sums(more, lines).reindex(beside).set_axis(table.index)
    yield at_most("plant secured of what is added", table, on_line, floor=least)
    growth = most_added(inputs, "plant").reindex(lines.index).fillna(0.0).groupby(lines.to_numpy()).sum()
    reached = effects(inputs, decided).loc[rows.loc[table.index, "row"]].set_axis(table.index)
    limit = reached.mul(growth.reindex(beside).to_numpy(), axis=0)
    yield at_most("plant secured by an agreement", table, limit, floor=least)
