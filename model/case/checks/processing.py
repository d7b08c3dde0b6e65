"""Checks of recipes and plants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue

_ROUNDING = 1e-9


def processing_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the tables about processing."""
    for check in (_recipes, _lines, _loads):
        yield from check(reading)


def _recipes(reading: Reading) -> Iterator[Issue]:
    """Each process makes something, and no more of a mineral than it uses."""
    if not reading.whole("process_materials"):
        return
    recipes: dict[str, list[tuple[Origin, Row]]] = defaultdict(list)
    for origin, row in reading.rows("process_materials"):
        recipes[row["process"]].append((origin, row))
    for origin, row in reading.rows("processes"):
        if not any(part["coefficient_t_per_t"] > 0 for _, part in recipes[row["process"]]):
            hint = "Add a row with a positive coefficient to process_materials."
            yield origin.issue("processes", "process", row["process"], "makes nothing", hint)
    if reading.count("material_minerals") and reading.whole("material_minerals"):
        for process, parts in recipes.items():
            yield from _yields(reading, process, parts)


def _yields(reading: Reading, process: str, parts: list[tuple[Origin, Row]]) -> Iterator[Issue]:
    """Mineral by mineral, in contained tonnes: what comes out went in."""
    used: dict[str, float] = defaultdict(float)
    made: dict[str, float] = defaultdict(float)
    last: dict[str, tuple[Origin, Row]] = {}
    for origin, row in parts:
        amount = row["coefficient_t_per_t"]
        for mineral, content in reading.minerals.get(row["material"], {}).items():
            (made if amount > 0 else used)[mineral] += abs(amount) * content
            if amount > 0:
                last[mineral] = (origin, row)
    if all(row["coefficient_t_per_t"] > 0 for _, row in parts):
        return
    for mineral, amount in made.items():
        if amount > used[mineral] * (1 + _ROUNDING):
            origin, row = last[mineral]
            message = f"makes {amount:.6g} t of {mineral} in {process} out of {used[mineral]:.6g} t"
            hint = "Correct the coefficients, or the contents in material_minerals."
            shown = f"{row['coefficient_t_per_t']:.12g}"
            yield origin.issue("process_materials", "coefficient_t_per_t", shown, message, hint)


def _lines(reading: Reading) -> Iterator[Issue]:
    """Plants of one line are one piece of equipment: one place, one capacity, which each of them states."""
    first: dict[str, tuple[Origin, Row]] = {}
    for origin, row in reading.rows("plants"):
        if not given(row["line"]):
            continue
        if row["line"] not in first:
            first[row["line"]] = (origin, row)
            continue
        model = first[row["line"]][1]
        for column in ("place", "capacity_t_per_year", "availability"):
            if row[column] != model[column]:
                own, other = (f"{v:g}" if isinstance(v, float) else v for v in (row[column], model[column]))
                message = f"differs from that of {model['plant']} on the same line, {other}"
                hint = "Plants of one line state the same place, capacity and availability."
                yield origin.issue("plants", column, own, message, hint)
        if _availability(reading, row["plant"]) != _availability(reading, model["plant"]):
            message = f"changes by year otherwise than that of {model['plant']} on the same line"
            hint = "Write the same rows of yearly for each plant of the line."
            yield origin.issue("plants", "availability", row["plant"], message, hint)


def _availability(reading: Reading, plant: str) -> dict[int, float]:
    """What `yearly` says of the availability of a plant, by year."""
    cell = ("plants", plant, "availability")
    rows = (row for _, row in reading.rows("yearly"))
    return {row["year"]: row["value"] for row in rows if (row["table"], row["key"], row["column"]) == cell}


def _loads(reading: Reading) -> Iterator[Issue]:
    """A plant must be able to run at its least load."""
    lines = {row["plant"]: row["line"] or row["plant"] for _, row in reading.rows("plants")}
    uplifts = [row for _, row in reading.rows("agreement_effects") if row["effect"] == "availability_uplift"]
    raised = {lines.get(row["target"]) for row in uplifts if row["target_kind"] == "plant"}
    for origin, row in reading.rows("plants"):
        changing = ("plants", row["plant"], "availability") in reading.changing
        if row["min_load"] > row["availability"] and not changing and lines[row["plant"]] not in raised:
            message = f"is above availability, {row['availability']:g}, so that the plant can never run"
            yield origin.issue("plants", "min_load", f"{row['min_load']:g}", message, "Correct one of the two.")
