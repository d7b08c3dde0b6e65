"""Plants: what they use and make, and the capacity of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate import assisted_plants
from model.certificate.assisted_plants import on_top
from model.certificate.projects import added
from model.certificate.read import times, within
from model.certificate.rows import at_most, broken, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def line_of(inputs: Inputs) -> pd.Series:
    """The line of each plant: its own where none is named."""
    rows = inputs.keyed("plants")
    return rows["line"].where(rows["line"] != "", "plant " + rows["plant"])


def runs(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Throughput of each plant, by year; t/yr."""
    return decided["run"].reindex(inputs["plants"]["plant"]).fillna(0.0)


def line_capacity(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Throughput that each line can reach, by year; t/yr."""
    lines = line_of(inputs)
    more = added(inputs, decided, "plant_capacity").reindex(lines.index).fillna(0.0)
    existing = own_capacity(inputs)
    return existing + sums(more, lines).reindex(existing.index).fillna(0.0)


def own_capacity(inputs: Inputs) -> pd.DataFrame:
    """Throughput that each line can reach by itself, by year; t/yr."""
    own = inputs.by_year("plants", "capacity_t_per_year") * inputs.by_year("plants", "reach")
    return own.groupby(line_of(inputs).to_numpy()).max() if len(own) else own


def available(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Throughput that is available on each line, with what agreements secure, by year; t/yr."""
    lines = line_of(inputs)
    room = line_capacity(inputs, decided)
    part = inputs.by_year("plants", "availability")
    part = part.groupby(lines.to_numpy()).min() if len(part) else part
    return times(room, part) + on_top(inputs, decided, lines, own_capacity(inputs))


def flows(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What plants make (positive) and use (negative): by place, material and plant, a column a year; t/yr."""
    plants = inputs["plants"][["plant", "place", "process"]]
    parts = plants.merge(inputs["process_materials"][["process", "material", "coefficient_t_per_t"]], on="process")
    amounts = runs(inputs, decided).reindex(parts["plant"]).mul(parts["coefficient_t_per_t"].to_numpy(), axis=0)
    return amounts.set_axis(pd.MultiIndex.from_frame(parts[["place", "material", "plant"]]), axis=0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Capacity of lines, spans of plants, and least loads.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by plant.
    """
    rows = inputs.keyed("plants")
    yield broken("plant is known", [str(name) for name in decided["run"].index.difference(rows.index)])
    run = runs(inputs, decided)
    lines = line_of(inputs)
    room = line_capacity(inputs, decided)
    least = floor.groupby(lines.to_numpy()).max() if len(floor) else floor
    yield at_most("capacity of a line", sums(run, lines), available(inputs, decided), floor=least)
    yield from assisted_plants.checks(inputs, decided, floor, lines)
    closed = run.where(~within(rows, inputs.years), 0.0)
    yield at_most("plant in its span", closed, run * 0.0, floor=floor)
    loaded = rows[rows["min_load"] > 0].index
    if len(loaded):
        is_open = decided["open"].reindex(loaded).fillna(0.0)
        own = room.reindex(lines.loc[loaded]).set_axis(loaded)
        yield at_most("closed plant stands still", run.loc[loaded], times(own, is_open), floor=floor)
        load = times(own, is_open).mul(rows.loc[loaded, "min_load"], axis=0)
        yield at_most("least load of an open plant", load, run.loc[loaded], floor=floor)


def plant_floor(inputs: Inputs, floor: pd.Series) -> pd.Series:
    """The least scale of a plant's rows: the largest of its materials'."""
    parts = inputs["plants"][["plant", "process"]].merge(inputs["process_materials"], on="process")
    sizes = pd.Series(floor.reindex(parts["material"]).to_numpy(), index=parts["plant"].to_numpy(), dtype=float)
    return sizes.groupby(level=0).max().reindex(inputs["plants"]["plant"]).fillna(1.0).replace(np.inf, 1.0)
