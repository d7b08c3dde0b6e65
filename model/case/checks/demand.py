"""Checks of demand and of what shortage costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue


def demand_issues(reading: Reading) -> Iterator[Issue]:
    """A case needs a demand, and each shortage one cost that can be worked out."""
    yield from _no_demand(reading)
    demanded: dict[str, dict[str, None]] = {}
    for _, row in reading.rows("demand"):
        demanded.setdefault(row["sector"], {})[row["material"]] = None
    for origin, row in reading.rows("sectors", written=True):
        if given(row["shortage_cost_multiple"]):
            yield from _multiple(reading, origin, row, demanded.get(row["sector"], {}))


def _no_demand(reading: Reading) -> Iterator[Issue]:
    records = reading.records["demand"]
    if reading.settings.kind == "case" and records.present and not records.unreadable and not len(records.frame):
        message, hint = "has no rows", 'Add what is needed, or write kind = "library" in dataset.toml.'
        yield Issue(reading.files["demand"], "demand", message=message, hint=hint)


def _multiple(reading: Reading, origin: Origin, row: Row, demanded: Iterable[str]) -> Iterator[Issue]:
    """A shortage cost given as a multiple needs a benchmark, and no other cost beside it."""
    sector, shown = row["sector"], f"{row['shortage_cost_multiple']:g}"
    changing = ("sectors", sector, "shortage_cost_usd_per_t") in reading.changing
    if given(row["shortage_cost_usd_per_t"]) or changing:
        message = "is given, and so is shortage_cost_usd_per_t"
        yield origin.issue("sectors", "shortage_cost_multiple", shown, message, "Keep one of the two.")
    elif reading.knows("prices"):
        for material in demanded:
            if material not in reading.priced:
                message = f"multiplies the benchmark of {material}, which {sector} needs and prices does not have"
                hint = f"Add {material} to prices, or write shortage_cost_usd_per_t instead."
                yield origin.issue("sectors", "shortage_cost_multiple", shown, message, hint)
