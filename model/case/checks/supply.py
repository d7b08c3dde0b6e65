"""Checks of suppliers, contracts, origins, tariffs, and of the years in which rows hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue
from model.schema import STAGES, TABLES

_ROUNDING = 1e-9
_CHAIN = STAGES[: STAGES.index("scrap")]


def supply_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the tables about who sells what."""
    for check in (_spans, _contracts, _equity, _carried, _shared, _prices, _origins, _upstream, _tariffs):
        yield from check(reading)


def _spans(reading: Reading) -> Iterator[Issue]:
    """A row cannot end before it begins."""
    for table in TABLES.values():
        if not {"first_year", "last_year"} <= set(table.column_names) or not reading.count(table.name):
            continue
        for origin, row in reading.rows(table.name):
            first, last = row["first_year"], row["last_year"]
            if given(first) and given(last) and first > last:
                message = f"is after last_year, {last}"
                yield origin.issue(table.name, "first_year", first, message, "Correct one of the two years.")


def _contracts(reading: Reading) -> Iterator[Issue]:
    """Volumes and price limits of a contract must leave room between them."""
    for origin, row in reading.rows("contracts"):
        least, most = row["min_volume_t_per_year"], row["max_volume_t_per_year"]
        if given(most) and least > most:
            message = f"is above max_volume_t_per_year, {most:g}"
            yield origin.issue("contracts", "min_volume_t_per_year", f"{least:g}", message, "Correct one of the two.")
        floor, cap = row["floor_usd_per_t"], row["cap_usd_per_t"]
        if given(floor) and given(cap) and floor > cap:
            message = f"is above cap_usd_per_t, {cap:g}"
            yield origin.issue("contracts", "floor_usd_per_t", f"{floor:g}", message, "Correct one of the two.")
        if row["status"] == "committed" and not given(row["volume_t_per_year"]):
            hint = "Write the volume that is signed."
            yield origin.issue("contracts", "volume_t_per_year", "", "is empty in a committed contract", hint)


def _has_cost(reading: Reading, row: Row) -> bool:
    return given(row["cost_usd_per_t"]) or ("suppliers", row["supplier"], "cost_usd_per_t") in reading.changing


def _equity(reading: Reading) -> Iterator[Issue]:
    """An equity stake buys at cost, so the cost must be known."""
    if not reading.knows("suppliers"):
        return
    costed = {row["supplier"]: _has_cost(reading, row) for _, row in reading.rows("suppliers", written=True)}
    for origin, row in reading.rows("contracts"):
        if row["kind"] == "equity" and not costed.get(row["supplier"], True):
            message = "has no cost_usd_per_t, at which an equity contract buys"
            yield origin.issue("contracts", "supplier", row["supplier"], message, "Give the supplier its cost.")


def _carried(reading: Reading) -> Iterator[Issue]:
    """A state holds free a part of a stake whose capital is to be paid."""
    for origin, row in reading.rows("contracts"):
        share = row["free_carried_share"]
        if share == 0:
            continue
        message, hint = "", "Leave the cell empty."
        if row["kind"] != "equity":
            message = (
                f"has no meaning in a contract of kind {row['kind']}: a state holds free a share of an equity stake"
            )
        elif row["status"] == "committed":
            message = "has no meaning in a committed contract, whose capital is paid already"
        elif share == 1:
            message, hint = "is all of the stake, of which the buyer receives nothing", "Write a fraction below 1."
        elif row["capital_usd_per_t_per_year"] == 0:
            message = "changes nothing without capital_usd_per_t_per_year, which the buyer pays for the state too"
            hint = "Write the capital, or leave the cell empty."
        if message:
            yield origin.issue("contracts", "free_carried_share", f"{share:g}", message, hint)


def _shared(reading: Reading) -> Iterator[Issue]:
    """A share of revenue is one of the benchmark price, so there must be one."""
    if not reading.knows("prices", "suppliers"):
        return
    sold = {row["supplier"]: row["material"] for _, row in reading.rows("suppliers")}
    for origin, row in reading.rows("contracts"):
        material = sold.get(row["supplier"])
        if row["revenue_share"] > 0 and material and material not in reading.priced:
            message = f"is a share of the benchmark price of {material}, which has none in prices"
            value = f"{row['revenue_share']:g}"
            yield origin.issue("contracts", "revenue_share", value, message, "Add rows to prices, or clear the cell.")


def _prices(reading: Reading) -> Iterator[Issue]:
    """A supplier must ask something: its price, its material's benchmark, or its cost."""
    if not reading.knows("prices"):
        return
    for origin, row in reading.rows("suppliers", written=True):
        own = given(row["price_usd_per_t"]) or ("suppliers", row["supplier"], "price_usd_per_t") in reading.changing
        if not own and row["material"] not in reading.priced and not _has_cost(reading, row):
            message = f"is empty, and so is cost_usd_per_t, and {row['material']} has no benchmark in prices"
            hint = "Write the supplier's price or cost, or add rows to prices."
            yield origin.issue("suppliers", "price_usd_per_t", "", message, hint)


def _origins(reading: Reading) -> Iterator[Issue]:
    """The upstream shares of a supplier and stage are parts of one whole."""
    totals: dict[tuple[str, str], float] = defaultdict(float)
    last: dict[tuple[str, str], Origin] = {}
    for origin, row in reading.rows("origins"):
        group = (row["supplier"], row["stage"])
        totals[group] += row["share"]
        last[group] = origin
    for (supplier, stage), total in totals.items():
        if total > 1 + _ROUNDING:
            message = f"adds up to {total:.12g} over the rows of {supplier}, {stage}"
            hint = "The shares of a supplier and stage add up to 1 at most."
            yield last[supplier, stage].issue("origins", "share", "", message, hint)


def _upstream(reading: Reading) -> Iterator[Issue]:
    """Origins are of a stage before that of what is sold, and scrap has none: another row would say nothing."""
    if not reading.knows("suppliers", "materials"):
        return
    stages = {row["material"]: row["stage"] for _, row in reading.rows("materials")}
    sold = {row["supplier"]: (row["kind"], stages.get(row["material"])) for _, row in reading.rows("suppliers")}
    for origin, row in reading.rows("origins"):
        kind, stage = sold.get(row["supplier"], ("", None))
        if kind == "recycling":
            message, hint = (
                "recycles: what it sells comes from no mine",
                "Remove the row, or correct the supplier's kind.",
            )
            yield origin.issue("origins", "supplier", row["supplier"], message, hint)
        elif stage in _CHAIN and row["stage"] in STAGES and row["stage"] not in _CHAIN[: _CHAIN.index(stage)]:
            message = f"is not before {stage}, the stage of what {row['supplier']} sells"
            yield origin.issue("origins", "stage", row["stage"], message, "Write an earlier stage, or remove the row.")


def _tariffs(reading: Reading) -> Iterator[Issue]:
    """A tariff is a share of the benchmark price, so there must be one."""
    if not reading.knows("prices", "materials"):
        return
    stages = {row["material"]: row["stage"] for _, row in reading.rows("materials")}
    for origin, row in reading.rows("tariffs"):
        hit = [row["material"]] if row["material"] else [m for m, s in stages.items() if row["stage"] in ("", s)]
        without = [material for material in hit if material in stages and material not in reading.priced]
        if without:
            message = f"falls on {', '.join(without[:3])}, which has no benchmark in prices"
            hint = "Add rows to prices, or write the material that it falls on."
            yield origin.issue("tariffs", "material", row["material"], message, hint)
