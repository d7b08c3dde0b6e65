"""Checks of what agreements improve: there is a value to improve, in time, and not beyond what it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.case.checks.agreements import deadline_issues
from model.case.countries import country_codes
from model.case.reading import Reading
from model.case.records import Origin, Row
from model.errors import Issue

_TABLE = "agreement_indicators"
_PLACE = {"supplier": ("suppliers", "place"), "plant": ("plants", "place"), "route": ("routes", "origin")}
"""Where the place stands whose value a subject takes: the table and the column."""
_ROUNDING = 1e-9

Subject = tuple[str, str]
"""Kind of subject, subject."""


def improvement_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the table of improvements."""
    agreements = {row["agreement"]: row for _, row in reading.rows("agreements")}
    for origin, row in reading.rows(_TABLE):
        if not row["improvement"]:
            yield origin.issue(_TABLE, "improvement", "0", "improves nothing", "Write by how much, or remove the row.")
        yield from deadline_issues(reading, _TABLE, origin, row, agreements.get(row["agreement"]))
    if reading.whole("indicators", "indicator_values", "suppliers", "plants", "routes", "origins", _TABLE):
        yield from _values(reading)


def _values(reading: Reading) -> Iterator[Issue]:
    """Each subject has a value to improve, and what it takes the value for is there."""
    places = _places(reading)
    stated = {
        (row["subject_kind"], row["subject"], row["indicator"]): row["value"]
        for _, row in reading.rows("indicator_values")
    }
    scales = {row["indicator"]: _scale(row, stated) for _, row in reading.rows("indicators")}
    for origin, row in reading.rows(_TABLE):
        kind, name, indicator = row["subject_kind"], row["subject"], row["indicator"]
        own, place = (kind, name), ("place", places.get((kind, name), name))
        known = name in reading.keys("places") or name in country_codes() if kind == "place" else own in places
        if not known or indicator not in scales:
            continue
        value = stated.get((*own, indicator), stated.get((*place, indicator)))
        if value is None:
            where = "" if kind == "place" else f", nor for {place[1]}, where it is"
            message = f"has no value for {kind} {name}{where}, from which it could get better"
            yield origin.issue(_TABLE, "indicator", indicator, message, "Add one to indicator_values.")
        elif kind == "place" and not _used(reading, name, places):
            message = "has no supplier, plant, route or origin that could take its value"
            yield origin.issue(_TABLE, "subject", name, message, "Correct the place, or remove the row.")
        else:
            holding = {own} if (*own, indicator) in stated else {own, place}
            yield from _beyond(reading, origin, row, value, scales[indicator], holding)


def _places(reading: Reading) -> dict[Subject, str]:
    """The place of each supplier, plant and route."""
    return {
        (kind, row[kind]): row[column] for kind, (table, column) in _PLACE.items() for _, row in reading.rows(table)
    }


def _used(reading: Reading, place: str, places: dict[Subject, str]) -> bool:
    """Whether anything is at a place, or comes from it."""
    return place in places.values() or any(row["place"] == place for _, row in reading.rows("origins"))


def _scale(row: Row, stated: dict[tuple[str, str, str], float]) -> tuple[str, float]:
    """Which way is better, and how far that goes: to the end of a scale such as 0-100; down to 0 where all is above."""
    values = [value for (_, _, indicator), value in stated.items() if indicator == row["indicator"]]
    ends = re.match(r"\s*(-?[\d.]+)\s*(?:-|to)\s*(-?[\d.]+)", row["unit"])
    if row["direction"] == "higher_is_better":
        return "up", float(ends[2]) if ends and max(values, default=0.0) <= float(ends[2]) else float("inf")
    return "down", 0.0 if min(values, default=0.0) >= 0 else float("-inf")


def _beyond(
    reading: Reading, origin: Origin, row: Row, value: float, scale: tuple[str, float], holding: set[Subject]
) -> Iterator[Issue]:
    """No indicator gets better than it can be, with all agreements that could improve it together."""
    (way, end), kind, name = scale, row["subject_kind"], row["subject"]
    room = end - value if way == "up" else value - end
    others = _together(reading, row, holding)
    improved = row["improvement"] + sum(others.values())
    if improved <= room + _ROUNDING * max(1.0, abs(value)):
        return
    beyond = f"{'above' if way == 'up' else 'below'} {end:g}"
    by = f", with {' and '.join(others)}," if others else ""
    message = f"takes {row['indicator']} of {kind} {name}, {value:g},{by[1:]} {beyond}"
    amount = f"{row['improvement']:g}"
    yield origin.issue(_TABLE, "improvement", amount, message, f"Write {max(0.0, room):g} at most, in all.")


def _together(reading: Reading, row: Row, holding: set[Subject]) -> dict[str, float]:
    """What other agreements improve of the same, by agreement; not those that exclude this one, nor rows after it."""
    excluded = {
        frozenset((own["agreement"], own["other"]))
        for _, own in reading.rows("agreement_pairs")
        if own["relation"] == "excludes"
    }
    found: dict[str, float] = {}
    for _, own in reading.rows(_TABLE):
        if own == row:
            break
        pair = frozenset((own["agreement"], row["agreement"]))
        same = own["indicator"] == row["indicator"] and (own["subject_kind"], own["subject"]) in holding
        if same and pair not in excluded:
            found[own["agreement"]] = found.get(own["agreement"], 0.0) + own["improvement"]
    return found
