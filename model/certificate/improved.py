"""What agreements improve of indicators: how far each has come, for whom, and with which quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate import decided as names
from model.certificate.agreements import ages, beginnings, standing
from model.certificate.rows import sums

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs

IMPROVEMENT, HOLDER = list(names.IMPROVEMENT), list(names.HOLDER)


def signed(inputs: Inputs, indicator: str) -> pd.DataFrame:
    """The improvements of an indicator, with `change`: upwards where higher is better, else downwards."""
    rows = inputs["agreement_indicators"]
    direction = inputs["indicators"].set_index("indicator")["direction"].get(indicator, "")
    rows = rows[rows["indicator"] == indicator]
    sign = 1.0 if direction == "higher_is_better" else -1.0
    return rows.assign(change=rows["improvement"].astype(float) * sign)


def holding(inputs: Inputs, indicator: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Which improvements hold for which rows: their own, and their place's where they take its value.

    Args:
        inputs: The inputs.
        indicator: The indicator.
        rows: What is asked of: `kind`, `name`, `place`.

    Returns:
        The improvements, a row for each that holds for a row, whose label is the column `of`.
    """
    values = inputs["indicator_values"]
    values = values[values["indicator"] == indicator]
    stated = set(zip(values["subject_kind"], values["subject"], strict=True))
    known = signed(inputs, indicator)
    parts: list[pd.DataFrame] = []
    if known.empty:
        return known.assign(of=[])
    for label, kind, name, place in zip(rows.index, rows["kind"], rows["name"], rows["place"], strict=True):
        own = (known["subject_kind"] == kind) & (known["subject"] == name)
        if (kind, name) not in stated:
            own |= (known["subject_kind"] == "place") & (known["subject"] == place)
        parts.append(known[own].assign(of=label))
    return pd.concat(parts) if parts else known.iloc[:0].assign(of=[])


def come(inputs: Inputs, decided: Decided, rows: pd.DataFrame) -> dict[int, pd.DataFrame]:
    """Whether each of some improvements stands at a step, by year; by step, from 1."""
    at = inputs.keyed("agreements").index.get_indexer(pd.Index(rows["agreement"]))
    stands = standing(inputs, decided)[at] * (at >= 0)[:, None, None]
    age = ages(inputs)[at] - rows["lag_years"].to_numpy(dtype=float)[:, None, None]
    ramp = np.maximum(rows["ramp_up_years"].to_numpy(dtype=float), 1.0)[:, None, None]
    reached = np.minimum(age + 1.0, ramp) * (age >= 0)
    late = beginnings(inputs)[at] > rows["deadline_year"].fillna(np.inf).to_numpy(dtype=float)[:, None]
    reached *= ~late[:, :, None]
    return {
        step: pd.DataFrame((stands * (reached == step)).sum(axis=1), index=rows.index, columns=list(inputs.years))
        for step in range(1, int(ramp.max(initial=1.0)) + 1)
    }


def changes(inputs: Inputs, decided: Decided, indicator: str, rows: pd.DataFrame) -> pd.DataFrame:
    """By how much agreements in force change what an indicator says of each row, by year.

    Args:
        inputs: The inputs.
        decided: The decisions.
        indicator: The indicator.
        rows: What is asked of: `kind`, `name`, `place`.
    """
    found = holding(inputs, indicator, rows).reset_index(drop=True)
    whole = pd.DataFrame(0.0, index=rows.index, columns=list(inputs.years))
    if found.empty:
        return whole
    ramp = found["ramp_up_years"].clip(lower=1.0).astype(float)
    share = sum(stands.mul(step / ramp, axis=0) for step, stands in come(inputs, decided, found).items())
    return whole.add(sums(share.mul(found["change"], axis=0), found["of"]), fill_value=0.0).reindex(rows.index)  # type: ignore[union-attr]


def stated_changes(inputs: Inputs, decided: Decided, indicator: str, rows: pd.DataFrame) -> pd.DataFrame:
    """What the plan says is bought, run or shipped of each row while improved, times the change; by year.

    Args:
        inputs: The inputs.
        decided: The decisions.
        indicator: The indicator.
        rows: What is asked of (`kind`, `name`, `place`), and whose quantity it is (the columns of HOLDER).
    """
    whole = pd.DataFrame(0.0, index=rows.index, columns=list(inputs.years))
    found = holding(inputs, indicator, rows)
    table = decided["improved"].reset_index()
    if found.empty or table.empty:
        return whole
    found = found.join(rows[HOLDER], on="of").merge(table, on=[*IMPROVEMENT, *HOLDER])
    ramp = found["ramp_up_years"].clip(lower=1.0).astype(float)
    weight = found["change"] * found["step"].astype(float) / ramp
    years = list(inputs.years)
    return whole.add(sums(found[years].mul(weight, axis=0), found["of"]), fill_value=0.0).reindex(rows.index)
