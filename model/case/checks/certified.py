"""Checks of certified tonnes: who sells any, what leaks, which agreements can cut it, and rules that ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue
from model.schema import STAGES

_ROUNDING = 1e-9
_CHAIN = STAGES[: STAGES.index("scrap")]
_EMPTY = "Leave the cell empty."


def certified_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit about certified tonnes."""
    for check in (_suppliers, _effects, _rules):
        yield from check(reading)


def _values(reading: Reading, row: Row, column: str) -> list[float]:
    """The values of a supplier's share: those that yearly gives, or else its own."""
    found = reading.changing.get(("suppliers", row["supplier"], column))
    return found or [row[column]]


def _suppliers(reading: Reading) -> Iterator[Issue]:
    """What is certified comes from a mine and holds a mineral; what leaks is sold as certified."""
    if not reading.knows("materials", "material_minerals"):
        return
    materials = {row["material"]: row for _, row in reading.rows("materials")}
    for origin, row in reading.rows("suppliers"):
        certified = max(_values(reading, row, "certified"))
        reason = _not_mined(reading, row, materials.get(row["material"]))
        if certified > 0 and reason:
            yield origin.issue("suppliers", "certified", f"{certified:g}", f"has no meaning: {reason}", _EMPTY)
        leaking = max(_values(reading, row, "leakage"))
        if leaking > 0 and not certified > 0:
            message = "leaks from nothing: the supplier sells nothing as certified"
            hint = "Write its certified share, or leave the cell empty."
            yield origin.issue("suppliers", "leakage", f"{leaking:g}", message, hint)


def _not_mined(reading: Reading, row: Row, material: Row | None) -> str:
    """Why what a supplier sells brings nothing that is counted where it is mined; empty where it does."""
    if material is None:
        return ""
    if row["kind"] == "recycling" or material["stage"] not in _CHAIN:
        return "what it sells comes from no mine"
    if material["stage"] == _CHAIN[0] and not material["counted"]:
        return f"{row['material']} is not counted where it is mined"
    return "" if reading.minerals.get(row["material"]) else f"{row['material']} holds no mineral"


def _effects(reading: Reading) -> Iterator[Issue]:
    """Cuts of leakage fall on a supplier that leaks, whose most is known, and take no more than leaks."""
    if not reading.whole("suppliers"):
        return
    suppliers = {row["supplier"]: row for _, row in reading.rows("suppliers")}
    total: dict[str, float] = {}
    for origin, row in reading.rows("agreement_effects"):
        target = suppliers.get(row["target"])
        if row["effect"] != "leakage_cut" or row["target_kind"] != "supplier" or target is None:
            continue
        reason = _uncut(reading, target)
        if reason:
            message, hint = reason
            yield origin.issue("agreement_effects", "target", row["target"], message, hint)
        elif given(row["value"]):
            yield from _too_much(reading, origin, row, target, total)


def _uncut(reading: Reading, supplier: Row) -> tuple[str, str] | None:
    """Why nothing of a supplier can be cleaned, and what to do."""
    changing = ("suppliers", supplier["supplier"], "capacity_t_per_year") in reading.changing
    if not max(_values(reading, supplier, "certified")) > 0:
        return "sells nothing as certified, so that there is no leakage to cut", "Write its certified share."
    if not max(_values(reading, supplier, "leakage")) > 0:
        return "has no leakage to cut", "Write its leakage."
    if not given(supplier["capacity_t_per_year"]) and not changing:
        return "has no capacity_t_per_year, and its leakage is to be cut", "Give the supplier its capacity."
    return None


def _too_much(reading: Reading, origin: Origin, row: Row, supplier: Row, total: dict[str, float]) -> Iterator[Issue]:
    """All cuts on a supplier, which may stand together, stay within what leaks in its best year."""
    name = row["target"]
    total[name] = total.get(name, 0.0) + row["value"]
    least = min(_values(reading, supplier, "leakage"))
    if total[name] > least + _ROUNDING:
        message = (
            f"brings the cuts of the leakage of {name} to {total[name]:.12g}, above its least leakage, {least:.12g}"
        )
        hint = "Agreements cannot cut more than leaks: write less, or correct the leakage."
        yield origin.issue("agreement_effects", "value", f"{row['value']:g}", message, hint)


def _rules(reading: Reading) -> Iterator[Issue]:
    """A rule on certified tonnes holds where they are mined, for all that is."""
    for origin, row in reading.rows("rules"):
        if row["kind"] != "certified":
            continue
        if given(row["stage"]) and row["stage"] != _CHAIN[0]:
            message = "is not where certified tonnes are counted: each enters once, where it is mined"
            yield origin.issue("rules", "stage", row["stage"], message, f"Write {_CHAIN[0]}.")
        if given(row["where"]):
            message = "has no meaning in a rule of kind certified, which counts all that is mined for the plan"
            yield origin.issue("rules", "where", row["where"], message, _EMPTY)
