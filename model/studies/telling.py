"""What one plan does otherwise than another, told: names for short keys, a weight in money, and a sentence each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.rows import each_row
from model.studies.change_sentences import SENTENCES, Told
from model.studies.changes import COLUMNS as CHANGES
from model.studies.changes import changes
from model.studies.moves import SEPARATOR, moves
from model.studies.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.plan import Plan

COLUMNS = {**CHANGES, "name": "str", "weight_usd": "float64", "words": "str"}


def told_changes(before: Plan, after: Plan) -> pd.DataFrame:
    """What the second plan does otherwise than the first, the most material first.

    Returns:
        The columns of `changes`; `name`: what the subject is called; `weight_usd`: what it comes to (of flows, shares
        and shortages in the year that is told, of what is built its capital, of agreements what is paid under them);
        `words`: a sentence without its subject, the plan.
    """
    pair = Pair(before, after)
    found = pd.DataFrame(
        [*changes(before, after).itertuples(index=False), *moves(before, after)], columns=list(CHANGES)
    )
    rows = [told_row(pair, row) for row in each_row(found.astype(CHANGES))]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return frame.sort_values("weight_usd", ascending=False, kind="stable", ignore_index=True)


def told_row(pair: Pair, row: Any) -> tuple[object, ...]:
    """A row with name, weight and words."""
    kind = row.what.split(" ", maxsplit=1)[0] if row.what in TIMED else row.what
    told = Told(row=row, name=pair.name(kind, row.subject), about=pair.about(row), remark=pair.remark(row))
    weight = WEIGHTS[kind](pair, row) if kind in WEIGHTS else 0.0
    words = SENTENCES[row.what](told) if row.what in SENTENCES else SENTENCES["figure"](told)
    return *row, told.name, weight if math.isfinite(weight) else 0.0, words


TIMED = ("projects decided", "projects on line", "contracts signed", "agreements joined")
"""Changes of years: the first word says of what."""


def bought_weight(pair: Pair, row: Any) -> float:
    """What purchases come to in a year."""
    return float(abs(row.after - row.before) * pair.prices.get((pair.materials.get(row.subject, ""), row.year), 0.0))


def run_weight(pair: Pair, row: Any) -> float:
    """What a plant makes in a year; nothing where what is told is that it is built."""
    if row.subject in pair.built:
        return 0.0
    return float(abs(row.after - row.before) * pair.runs.get((row.subject, row.year), 0.0))


def material_weight(pair: Pair, row: Any) -> float:
    """What tonnes of a material are worth."""
    return float(abs(row.after - row.before) * pair.prices.get((row.subject, row.year), 0.0))


def stock_weight(pair: Pair, row: Any) -> float:
    """What tonnes in stock are worth."""
    held = pair.either(lambda plan: {site.stockpile: site.material for site in plan.case.rows("stockpiles")})
    return float(abs(row.after - row.before) * pair.prices.get((held.get(row.subject, ""), row.year), 0.0))


def project_weight(pair: Pair, row: Any) -> float:
    """Capital of what is built more or less, or at another time."""
    blocks = row.after - row.before if row.unit == "blocks" else 1.0
    return float(abs(blocks) * pair.capital.get(row.subject, 0.0))


def contract_weight(pair: Pair, row: Any) -> float:
    """What is contracted for a year; of a contract signed in another year, the most that one of both signs."""
    material = pair.materials.get(pair.contracts.get(row.subject, ("", ""))[1], "")
    worth = [price for (name, _), price in pair.prices.items() if name == material]
    tonnes = abs(row.after - row.before)
    if row.unit == "year":
        signed = pd.concat([plan.contracts_signed for plan in (pair.before, pair.after)])
        tonnes = signed.loc[signed["contract"] == row.subject, "volume_t_per_year"].max()
    return float(tonnes * max(worth, default=0.0))


def agreement_weight(pair: Pair, row: Any) -> float:
    """What is paid under an agreement, over the horizon."""
    paid = (plan.agreements.groupby("agreement")["paid_usd"].sum() for plan in (pair.before, pair.after))
    return max(abs(float(sums.get(row.subject, 0.0))) for sums in paid)


def share_weight(pair: Pair, row: Any) -> float:
    """What the part of a supply that comes from elsewhere is worth in a year."""
    _, mineral, stage = row.subject.split(SEPARATOR)
    tonnes = max(pair.supplied.get((what, mineral, stage, row.year), 0.0) for what in ("before", "after"))
    return float(abs(row.after - row.before) * tonnes * pair.values(stage).get((mineral, row.year), 0.0))


WEIGHTS: dict[str, Callable[[Pair, Any], float]] = {
    "purchases": bought_weight,
    "processing": run_weight,
    "shortage": material_weight,
    "substitution": material_weight,
    "stocks": stock_weight,
    "projects": project_weight,
    "contracts": contract_weight,
    "agreements": agreement_weight,
    "share": share_weight,
}
"""What a change comes to, by its kind; what has none here weighs nothing."""
