"""What moves from one plan to another beside what appears and vanishes: shares of places, amounts, stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.studies.changes import FLOWS, NOTICED, differ

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from model.plan import Plan
    from model.studies.changes import Change

LEAST = 0.05
"""Of the greater of two amounts: flows that move by less are not told."""
SHARE = 0.01
"""Shares that move by less are not told."""
DIGITS = 6
"""Behind the point: what differs by less moves alike."""
SEPARATOR = ";"
"""Between place, mineral and stage, in the subject of a share."""


def moves(before: Plan, after: Plan) -> Iterator[Change]:
    """Amounts that both plans have but not alike, by what moves most, in rows such as `changes` has them."""
    yield from share_moves(before, after)
    yield from flow_moves(before, after)
    yield from stock_moves(before, after)
    yield from substitution_moves(before, after)


def share_moves(before: Plan, after: Plan) -> Iterator[Change]:
    """Of each mineral and stage the place whose share of supply moves most, in the year in which it does."""
    keys = ["mineral", "stage", "place", "scenario", "year"]
    both = beside(before, after, "supply", keys, "share")
    both = by_what_moves(both)
    for row in both.drop_duplicates(["mineral", "stage"]).sort_values(["mineral", "stage"]).to_dict("records"):
        if row["moved"] > SHARE:
            subject = SEPARATOR.join((row["place"], row["mineral"], row["stage"]))
            yield moved("share", subject, row, "fraction")


def flow_moves(before: Plan, after: Plan) -> Iterator[Change]:
    """Purchases from a supplier and processing in a plant that both plans have, in the year in which they move most."""
    for what, frame, key, quantity in FLOWS[:2]:
        both = beside(before, after, frame, [key, "scenario", "year"], quantity)
        had = both.groupby(key)[["before", "after"]].transform("max") > NOTICED
        yield from most_moved(what, both[had.all(axis=1)], key, "t/yr", least=LEAST)


def stock_moves(before: Plan, after: Plan) -> Iterator[Change]:
    """What is held in each stockpile, in the year in which it moves most."""
    both = beside(before, after, "stocks", ["stockpile", "scenario", "year"], "stock_t")
    yield from most_moved("stocks", both, "stockpile", "t", least=LEAST)


def substitution_moves(before: Plan, after: Plan) -> Iterator[Change]:
    """What of each material is substituted, in the year in which it moves most."""
    both = beside(before, after, "deliveries", ["material", "scenario", "year"], "substituted_t_per_year")
    yield from most_moved("substitution", both, "material", "t/yr", least=LEAST)


def beside(before: Plan, after: Plan, frame: str, keys: list[str], quantity: str) -> pd.DataFrame:
    """A quantity of two plans side by side, summed by some keys: `before`, `after`; 0 where a plan has none."""
    found = {
        name: plan.frames[frame].groupby(keys)[quantity].sum() for name, plan in (("before", before), ("after", after))
    }
    return pd.concat(found, axis=1).fillna(0.0).reset_index()


def by_what_moves(both: pd.DataFrame) -> pd.DataFrame:
    """The rows with what `moved`, the most first; of those that move alike the larger one, then the earliest."""
    rows = both.assign(
        moved=(both["after"] - both["before"]).abs().round(DIGITS),
        larger=both[["before", "after"]].max(axis=1).round(DIGITS),
    )
    return rows.sort_values(["moved", "larger", "year"], ascending=[False, False, True], kind="stable")


def most_moved(what: str, both: pd.DataFrame, key: str, unit: str, *, least: float) -> Iterator[Change]:
    """Of each thing the year in which it moves most, where that is more than a part of it."""
    both = by_what_moves(both)
    for row in both.drop_duplicates(key).sort_values(key).to_dict("records"):
        old, new = row["before"], row["after"]
        if differ(old, new) and row["moved"] > least * max(abs(old), abs(new)):
            yield moved(what, str(row[key]), row, unit)


def moved(what: str, subject: str, row: Mapping[Hashable, Any], unit: str) -> Change:
    """One that moves, as a row."""
    old, new = float(row["before"]), float(row["after"])
    change = "rises" if new > old else "falls"
    return what, subject, change, str(row["scenario"]), int(row["year"]), old, new, unit
