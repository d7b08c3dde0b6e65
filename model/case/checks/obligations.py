"""Checks of what agreements oblige to: there must be something to do it with."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row, split_list
from model.errors import Issue

_TABLE = "agreement_obligations"
_KINDS = {
    "local_processing_share": ("place", "supplier"),
    "min_purchase": ("place", "supplier"),
    "min_investment": ("project",),
    "least_projects": ("project",),
    "local_jobs": ("place", "project"),
}
_EMPTY = "Leave the cell empty."


def obligation_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the table of obligations."""
    for origin, row in reading.rows(_TABLE):
        obligation, kind = row["obligation"], row["target_kind"]
        if kind not in _KINDS[obligation]:
            hint = f"Write {' or '.join(_KINDS[obligation])}."
            yield origin.issue(_TABLE, "target_kind", kind, f"is no target of {obligation}", hint)
        elif obligation == "local_jobs":
            yield from _jobs(reading, origin, row)
        elif kind == "project":
            yield from _projects(reading, origin, row)
        else:
            yield from _flows(reading, origin, row)


def _projects(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """Capital or projects are owed by a year, and can be decided."""
    obligation, named = row["obligation"], split_list(row["target"])
    yield from _meaningless(origin, row, "mineral", "ramp_up_years")
    if not given(row["by_year"]):
        message = f"is empty, but {obligation} needs it"
        yield origin.issue(_TABLE, "by_year", "", message, "Write the year by which it is owed.")
    else:
        yield from _within_horizon(reading, origin, row)
    if obligation == "least_projects":
        if row["value"] != int(row["value"]):
            yield origin.issue(
                _TABLE, "value", f"{row['value']:g}", "is not a number of projects", "Write a whole one."
            )
        if row["value"] > len(set(named)):
            message = f"is more than the {len(set(named))} projects of the list"
            yield origin.issue(_TABLE, "value", f"{row['value']:g}", message, "Write fewer, or list more.")
    elif reading.whole("projects"):
        costs = {own["project"]: own for _, own in reading.rows("projects")}
        if all(name in costs for name in named):
            most = sum(costs[name]["capital_usd_per_block"] * costs[name]["max_blocks"] for name in set(named))
            if row["value"] > most:
                message = f"is more than all blocks of its projects cost, {most:g}"
                yield origin.issue(_TABLE, "value", f"{row['value']:g}", message, "Write less, or name more projects.")


def _jobs(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """Jobs are owed within the horizon, and projects of the target can give them."""
    yield from _meaningless(origin, row, "mineral")
    if given(row["by_year"]):
        yield from _within_horizon(reading, origin, row)
    if not reading.whole("projects"):
        return
    column, named = row["target_kind"], set(split_list(row["target"]))
    most = sum(own["jobs_per_block"] * own["max_blocks"] for _, own in reading.rows("projects") if own[column] in named)
    unknown = named - set(reading.keys("projects")) if column == "project" else set()
    if most == 0 and not unknown:
        message = "has no project with jobs_per_block, so that no jobs can be given"
        yield origin.issue(_TABLE, "target", row["target"], message, "Give one its jobs, or correct the target.")
    elif row["value"] > most and not unknown:
        message = f"is more than all blocks of its projects give, {most:g} jobs"
        yield origin.issue(_TABLE, "value", f"{row['value']:g}", message, "Write fewer, or name more projects.")


def _within_horizon(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """What is owed from a year on is owed within the horizon."""
    if reading.settings.years and row["by_year"] >= _end(reading):
        message = "is after the horizon, so that nothing is ever owed"
        yield origin.issue(_TABLE, "by_year", row["by_year"], message, "Write a year within the horizon.")


def _end(reading: Reading) -> int:
    """The first year after the horizon."""
    years = reading.settings.years
    length = reading.settings.last_period_years or (years[-1] - years[-2] if len(years) > 1 else 1)
    return years[-1] + length


def _meaningless(origin: Origin, row: Row, *columns: str) -> Iterator[Issue]:
    """Cells that the obligation would ignore."""
    for column in columns:
        if given(row[column]) and row[column]:
            message = f"has no meaning in {row['obligation']}"
            yield origin.issue(_TABLE, column, row[column], message, _EMPTY)


def _flows(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """There are suppliers to buy from, and plants there to use what they sell."""
    yield from _meaningless(origin, row, "by_year")
    if row["obligation"] == "local_processing_share" and row["value"] > 1:
        hint = f"Write a fraction: {row['value'] / 100:g} for {row['value']:g} %." if row["value"] > 1.5 else ""
        yield origin.issue(
            _TABLE, "value", f"{row['value']:g}", "is above 1, and is a share", hint or "Write a fraction."
        )
    if not reading.whole("suppliers", "materials", "material_minerals"):
        return
    sellers = _sellers(reading, row)
    named = split_list(row["target"])
    if not sellers:
        known = {mineral for held in reading.minerals.values() for mineral in held} >= set(split_list(row["mineral"]))
        if known and (row["target_kind"] == "place" or all(name in reading.keys("suppliers") for name in named)):
            message = "has no supplier that sells what the obligation speaks of"
            yield origin.issue(_TABLE, "target", row["target"], message, "Correct the target or the mineral.")
        return
    if row["obligation"] == "min_purchase":
        yield from _most(reading, origin, row, sellers)
        return
    places = {seller["place"] for seller in sellers}
    if len(places) > 1:
        message = f"names suppliers of {' and '.join(sorted(places))}, and local processing is of one place"
        yield origin.issue(_TABLE, "target", row["target"], message, "Write a row for each place.")
    elif reading.whole("plants", "process_materials") and not _has_plant(reading, places, sellers):
        message = f"has no plant in {min(places)} that uses what is bought there"
        yield origin.issue(_TABLE, "target", row["target"], message, "Add a plant, or take the obligation out.")


def _sellers(reading: Reading, row: Row) -> list[Row]:
    """The suppliers of which an obligation speaks."""
    named, minerals = split_list(row["target"]), set(split_list(row["mineral"]))
    column = "supplier" if row["target_kind"] == "supplier" else "place"
    return [
        own
        for _, own in reading.rows("suppliers")
        if own[column] in named
        and (not minerals or minerals & {m for m, x in reading.minerals.get(own["material"], {}).items() if x > 0})
    ]


def _has_plant(reading: Reading, places: set[str], sellers: list[Row]) -> bool:
    """Whether a plant of the place uses one of the materials sold there."""
    sold = {seller["material"] for seller in sellers}
    using = {
        part["process"]
        for _, part in reading.rows("process_materials")
        if part["coefficient_t_per_t"] < 0 and part["material"] in sold
    }
    return any(plant["place"] in places and plant["process"] in using for _, plant in reading.rows("plants"))


def _most(reading: Reading, origin: Origin, row: Row, sellers: list[Row]) -> Iterator[Issue]:
    """No more is owed than the suppliers can sell, unless something may add to them."""
    grown = {own["target"] for table in ("project_effects", "agreement_effects") for _, own in reading.rows(table)}
    names = {seller["supplier"] for seller in sellers}
    changing = any(("suppliers", name, column) in reading.changing for name in names for column in _CHANGING)
    if grown & names or changing or not all(given(seller["capacity_t_per_year"]) for seller in sellers):
        return
    most = sum(own["capacity_t_per_year"] * own["reach"] * own["availability"] for own in sellers)
    if row["value"] > most:
        message = f"is more than {' and '.join(sorted(names))} can sell, {most:g} t/yr"
        yield origin.issue(_TABLE, "value", f"{row['value']:g}", message, "Write less.")


_CHANGING = ("capacity_t_per_year", "reach", "availability")
