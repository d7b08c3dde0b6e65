"""Checks of power pools: everything that is said of power must reach a plant."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.errors import Issue


def power_issues(reading: Reading) -> Iterator[Issue]:
    """Everything about power that would be ignored."""
    yield from _shares(reading)
    if reading.whole("plants", "processes", "pools"):
        for check in (_plants, _needs, _pools):
            yield from check(reading)


def _shares(reading: Reading) -> Iterator[Issue]:
    """Only megawatts are shared with others."""
    for origin, row in reading.rows("project_effects"):
        if given(row["minerals_share"]) and row["effect"] != "power_mw":
            message = (
                f"has no meaning for {row['effect']}: only the megawatts of a power project are shared with others"
            )
            shown = f"{row['minerals_share']:g}"
            yield origin.issue("project_effects", "minerals_share", shown, message, "Leave the cell empty.")


def _needs_of(reading: Reading) -> dict[str, float]:
    """Power need by process."""
    return {row["process"]: row["power_mwh_per_t"] for _, row in reading.rows("processes")}


def _plants(reading: Reading) -> Iterator[Issue]:
    """A plant in a pool draws on it."""
    needs = _needs_of(reading)
    for origin, row in reading.rows("plants"):
        if given(row["pool"]) and needs.get(row["process"], 1.0) == 0:
            message = f"is drawn on for nothing: the process {row['process']} has no power_mwh_per_t"
            hint = "Write the power need of the process, or leave the cell empty."
            yield origin.issue("plants", "pool", row["pool"], message, hint)


def _needs(reading: Reading) -> Iterator[Issue]:
    """A power need counts where a plant of the process is in a pool."""
    pooled = {row["process"] for _, row in reading.rows("plants") if given(row["pool"])}
    for origin, row in reading.rows("processes"):
        if row["power_mwh_per_t"] > 0 and row["process"] not in pooled and reading.settings.kind != "library":
            shown = f"{row['power_mwh_per_t']:g}"
            message = "is drawn from nowhere: no plant of the process names a pool"
            hint = "Write the pool of its plants, or leave the cell empty."
            yield origin.issue("processes", "power_mwh_per_t", shown, message, hint)


def _pools(reading: Reading) -> Iterator[Issue]:
    """A pool has plants, and a price of power somebody who pays it."""
    tolled: dict[str, bool] = {}
    for _, row in reading.rows("plants"):
        tolled[row["pool"]] = tolled.get(row["pool"], True) and given(row["toll_usd_per_t"])
    misspelt = tolled.keys() - reading.keys("pools") - {""}
    for origin, row in reading.rows("pools"):
        name = row["pool"]
        priced = row["cost_usd_per_mwh"] > 0 or ("pools", name, "cost_usd_per_mwh") in reading.changing
        if name not in tolled and not misspelt and reading.settings.kind != "library":
            hint = "Write it in the column pool of plants, or remove the row."
            yield origin.issue("pools", "pool", name, "has no plant that draws on it", hint)
        elif tolled.get(name, False) and priced:
            message = "is paid by nobody: each plant of the pool charges a toll, which includes its power"
            shown = f"{row['cost_usd_per_mwh']:g}"
            yield origin.issue("pools", "cost_usd_per_mwh", shown, message, "Leave the cell empty.")
