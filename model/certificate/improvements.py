"""Checks of improvements: what is improved is what has come, and what is admitted has become good enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.averages import counting
from model.certificate.improved import HOLDER, IMPROVEMENT, come, holding
from model.certificate.measured import amounts_of, measured_rows, subjects, worse
from model.certificate.rows import at_most, broken, equal
from model.certificate.ruling import rulings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.floors import Floors
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling

KEYS = [*IMPROVEMENT, *HOLDER]


def checks(inputs: Inputs, decided: Decided, floors: Floors, plants: pd.Series) -> Iterator[Rows]:
    """What rules look at is improved as far as agreements have come, and nothing else; what they admit is good enough.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floors: The least scales of rows.
        plants: The least scale of a plant's rows.
    """
    every = list(rulings(inputs))
    stands = needed(inputs, decided, every)
    table = decided["improved"]
    yield broken("improvement is known", [str(key) for key in table.index if key not in stands.index])
    holders = stands.index.to_frame(index=False)[HOLDER]
    asked = holders.rename(columns={"holder_kind": "kind", "holder": "name"})
    product = amounts_of(inputs, decided, asked).set_axis(stands.index, axis=0) * stands
    least = pd.Series(
        [scale(inputs, floors, plants, *key) for key in holders.to_numpy()], index=stands.index, dtype=float
    )
    yield equal("improved as far as it has come", product, table, floor=least)
    yield from admitted(inputs, decided, every)


def needed(inputs: Inputs, decided: Decided, every: list[Ruling]) -> pd.DataFrame:
    """Whether each improvement stands at each of its steps, for each holder that averages, totals and costs look at."""
    parts = [pd.DataFrame(columns=[*KEYS, "step", *inputs.years]).set_index([*KEYS, "step"])]
    for ruling in every:
        rule = ruling.row
        if not rule["indicator"] or rule["kind"] not in {"average", "total", "cost"} or rule["per"] == "supplier":
            continue
        rows = counting(inputs, ruling) if rule["kind"] == "average" else measured_rows(inputs, decided, rule)
        found = holding(inputs, rule["indicator"], rows).join(rows[HOLDER], on="of")
        found = found.drop_duplicates(KEYS).reset_index(drop=True)
        for step, stands in come(inputs, decided, found).items():
            own = (step <= found["ramp_up_years"].clip(lower=1.0)).to_numpy(dtype=bool)
            parts.append(stands[own].set_axis(pd.MultiIndex.from_frame(found.loc[own, KEYS].assign(step=str(step)))))
    whole = pd.concat(parts).astype(float)
    return whole[~whole.index.duplicated()]


def scale(inputs: Inputs, floors: Floors, plants: pd.Series, kind: str, name: str, material: str) -> float:
    """The least scale of a row about a holder; t/yr."""
    if kind == "plant":
        return float(plants.get(name, 1.0))
    sold = inputs.keyed("suppliers")["material"]
    return float(floors.material.get(material or sold.get(name, ""), 1.0))


def admitted(inputs: Inputs, decided: Decided, every: list[Ruling]) -> Iterator[Rows]:
    """What is admitted, although a rule excludes it by its limit, has become good enough by what agreements do."""
    table = decided["admitted"]
    known: set[tuple[str, str, str]] = set()
    for ruling in every:
        rule = ruling.row
        if rule["kind"] != "exclude" or not rule["indicator"]:
            continue
        kinds = ("route",) if rule["of"] == "shipped" else ("supplier", "plant")
        rows = subjects(inputs, decided, rule, kinds).drop_duplicates(["kind", "name"])
        index = pd.MultiIndex.from_arrays([np.full(len(rows), ruling.name), rows["kind"], rows["name"]])
        known |= set(index)
        bad = worse(inputs, decided, ruling, rows).set_axis(index, axis=0).astype(float)
        stated = table.reindex(index).fillna(0.0)[ruling.years]
        yield at_most("admitted when good enough", (stated * bad)[(stated != 0).any(axis=1)], stated * 0.0)
    yield broken("admitted is known", [str(key) for key in table.index if key not in known])
