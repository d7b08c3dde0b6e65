"""Rules on concentration: the sum of squared shares of the members of a group, and the decisions that stand for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.counted import CHAIN, wasted
from model.certificate.rows import check_rows, equal, sums
from model.certificate.shares import base_of, shipped_members, supplied_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows
    from model.certificate.ruling import Ruling

WHOLE = 10_000.0
RELATIVE = 1e-4
"""By how much of its limit an HHI may be above it."""


def concentration(inputs: Inputs, decided: Decided, ruling: Ruling, floor: pd.Series) -> Iterator[Rows]:
    """The rows of a rule on concentration: what members supply, their norm and squares, and the limit."""
    rule, years = ruling.row, ruling.years
    shipping = rule["per"] == "route" or rule["of"] == "shipped"
    members = (shipped_members if shipping else supplied_members)(inputs, decided, ruling)
    members = members[ruling.of_mineral(members.index.get_level_values(0))][years]
    minerals = members.index.get_level_values(0)
    label = pd.MultiIndex.from_arrays([[ruling.name] * len(members), minerals, members.index.get_level_values(1)])
    supply = members.set_axis(label, axis=0)
    sizes = pd.Series(floor.reindex(minerals).fillna(1.0).to_numpy(), index=label, dtype=float)
    yield equal("supply of a member", supply, decided["member_supply"].reindex(columns=years), floor=sizes)
    norms: pd.DataFrame = sums(members**2, minerals) ** 0.5
    least = floor.reindex(norms.index).fillna(1.0)
    known: pd.DataFrame = norms.set_axis(pd.MultiIndex.from_product([[ruling.name], norms.index]), axis=0)
    stored = decided["supply_norm"].reindex(columns=years)
    yield equal("norm of supply", known, stored, floor=pd.Series(least.to_numpy(), index=known.index))
    whole = norms.reindex(minerals).to_numpy()
    squares = (supply**2).to_numpy() / np.where(whole > 0, whole, 1.0)
    over = pd.DataFrame(squares, index=label, columns=years)
    yield equal("square of a member", over, decided["supply_square"].reindex(columns=years), floor=sizes)
    yield hhi(inputs, decided, ruling, norms, least)


def hhi(inputs: Inputs, decided: Decided, ruling: Ruling, norms: pd.DataFrame, floor: pd.Series) -> Rows:
    """The sum of squares against that of what the limit and the breach let; a limit of 10 000 lets anything."""
    years, minerals = ruling.years, norms.index
    gone = wasted(inputs, decided, ruling.row["stage"] or CHAIN[0]).reindex(minerals).fillna(0.0)[years]
    base = base_of(inputs, decided, ruling).reindex(minerals).fillna(0.0)[years] - gone
    most = base.mul(np.sqrt(ruling.limits / WHOLE), axis=1)
    most = (most + ruling.breach(decided["concentration_breach"], minerals)).clip(lower=0.0)
    held = (ruling.limits < WHOLE).to_numpy()
    squares, limit = (norms.loc[:, held] ** 2).to_numpy(), (most.loc[:, held] ** 2).to_numpy()
    return check_rows(
        "HHI rule",
        np.repeat([f"{ruling.name}, {mineral}" for mineral in minerals], held.sum()),
        (squares - limit).ravel(),
        np.maximum(limit, floor.to_numpy()[:, None] ** 2).ravel(),
        years=np.tile(np.asarray(years)[held], len(minerals)),
        relative=RELATIVE,
    )
