"""Checks of gates: rules that hold suppliers, plants or projects closed until a step is done."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue
from model.schema.rules import GATED

_OWN = ("delay_years", "cost_usd")
"""The columns that only a gate can use."""


def gate_issues(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """What does not fit in a row of the rules that is a gate, or that has cells of one."""
    if row["kind"] != "gate":
        yield from _of_others(origin, row)
        return
    yield from _ignored(origin, row)
    if given(row["of"]) and row["of"] not in GATED:
        hint = "Write suppliers, plants or projects."
        yield origin.issue("rules", "of", row["of"], "cannot be held closed by a gate", hint)
    if not any(row[column] for column in _OWN):
        message = "is empty, and so is cost_usd: the gate holds nothing back"
        yield origin.issue("rules", "delay_years", "", message, "Write how long its step takes, or what it costs.")
    yield from _late(reading, origin, row)


def _of_others(origin: Origin, row: Row) -> Iterator[Issue]:
    """Cells of a gate in a rule of another kind."""
    for column in _OWN:
        if row[column]:
            message = f"has no meaning in a rule of kind {row['kind']}: only a gate has a step"
            yield origin.issue("rules", column, f"{row[column]:g}", message, "Leave the cell empty.")


def _ignored(origin: Origin, row: Row) -> Iterator[Issue]:
    """Cells that a gate would ignore."""
    if given(row["limit"]):
        message = "has no meaning in a rule of kind gate"
        yield origin.issue("rules", "limit", f"{row['limit']:g}", message, "Write delay_years and cost_usd instead.")
    for column in ("soft_penalty_usd", "soft_penalty_multiple"):
        if given(row[column]):
            message = "has no meaning in a rule of kind gate, which is hard: what is closed is closed"
            yield origin.issue("rules", column, f"{row[column]:g}", message, "Leave the cell empty.")
    for column in ("mineral", "stage"):
        if row["of"] == "projects" and given(row[column]):
            message = "is not known of projects, which a gate picks by where alone"
            yield origin.issue("rules", column, row[column], message, "Leave the cell empty.")


def _late(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """A step that is begun at once must end while the gate still holds in a planning year."""
    years = reading.settings.years
    first, last = row["first_year"], row["last_year"]
    held = [t for t in years if (not given(first) or t >= first) and (not given(last) or t <= last)]
    if held and years[0] + row["delay_years"] > held[-1]:
        message = (
            f"leaves no year in which anything could open: a step begun in {years[0]} ends in "
            f"{years[0] + row['delay_years']}, and the last planning year of the gate is {held[-1]}"
        )
        hint = "Shorten it, or write a rule of kind exclude."
        yield origin.issue("rules", "delay_years", str(row["delay_years"]), message, hint)
