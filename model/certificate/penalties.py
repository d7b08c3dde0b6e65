"""Penalties: what breaking soft rules costs, a sum for a unit of breach or a multiple of the benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.averages import worth
from model.certificate.rules import BREACHES

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs

PENALTIES = {
    "share": "share rule penalties",
    "average": "average rule penalties",
    "total": "total rule penalties",
    "exclude": "exclusion penalties",
    "budget": "budget rule penalties",
    "cover": "cover rule penalties",
    "certified": "certified rule penalties",
    "shortage": "shortage rule penalties",
    "hhi": "concentration rule penalties",
}
"""The cost term of the penalties of each kind of rule."""


def penalties(inputs: Inputs, decided: Decided) -> dict[str, pd.Series]:
    """What all breaches of each kind of rule cost, by year; USD/yr, or USD for a budget."""
    return {kind: (decided[name] * prices(inputs, decided[name])).sum() for kind, name in BREACHES.items()}


def prices(inputs: Inputs, breach: pd.DataFrame) -> pd.DataFrame:
    """What a unit of each breach costs, by year."""
    rules = inputs.keyed("rules")
    names = breach.index.get_level_values("rule")
    fixed = rules["soft_penalty_usd"].reindex(names).fillna(0.0)
    found = pd.DataFrame(dict.fromkeys(breach.columns, fixed.to_numpy()), index=breach.index)
    for name in rules.index[rules["soft_penalty_multiple"].notna()]:
        own = names == name
        if own.any():
            values = worth(inputs, str(rules.at[name, "stage"])).reindex(breach.index.get_level_values("mineral")[own])
            found.loc[own] = rules.at[name, "soft_penalty_multiple"] * values[breach.columns].fillna(0.0).to_numpy()
    return found
