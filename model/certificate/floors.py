"""The least scale of a row: a hundredth of what is needed, so that the last digits of the solver are no errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from model.certificate.read import Inputs

PART = 0.01
"""The solver counts each material in a unit that is a hundredth to a thousandth of its yearly demand."""


@dataclass(frozen=True, eq=False)
class Floors:
    """Least scales of rows, in t.

    Attributes:
        material: By material.
        mineral: By mineral, in contained t.
    """

    material: pd.Series
    mineral: pd.Series


def make_floors(inputs: Inputs) -> Floors:
    """A hundredth of the largest yearly demand for each material and mineral, or of what is sold of it."""
    contents = inputs.contents[inputs.contents["content"] > 0]
    demand = inputs.over_years("demand", "quantity_t").groupby(level="material").sum().max(axis=1)
    contained = contents.assign(
        amount=demand.reindex(contents["material"]).fillna(0.0).to_numpy() * contents["content"]
    )
    minerals = contained.groupby("mineral")["amount"].max()
    needed = minerals.reindex(contents["mineral"]).set_axis(contents.index) / contents["content"]
    through = needed.groupby(contents["material"]).max()
    sold = inputs["suppliers"].groupby("material")["capacity_t_per_year"].max()
    names = pd.Index(inputs["materials"]["material"])
    largest = demand.reindex(names).fillna(0.0)
    for fallback in (through, sold):
        largest = largest.where(largest > 0, fallback.reindex(names).fillna(0.0))
    material = (PART * largest).where(largest > 0, 1.0)
    by_mineral = contents.assign(amount=material.reindex(contents["material"]).to_numpy() * contents["content"])
    return Floors(material, by_mineral.groupby("mineral")["amount"].max())
