"""Checks of supports: each kind has a target, a rate and a cap of its own."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.case.where import WhereError, check_where, matches, parse_where
from model.errors import Issue

_TARGETS = {"credit": ("supplier", "plant"), "floor": ("supplier",), "grant": ("project",)}
_RATES = {
    ("credit", "supplier"): ("rate_usd_per_t", "rate_share"),
    ("credit", "plant"): ("rate_usd_per_t",),
    ("floor", "supplier"): ("rate_usd_per_t",),
    ("grant", "project"): ("rate_share",),
}
"""The columns one of which says what a support pays."""
_CAPS = {"credit": "cap_usd_per_year", "floor": "cap_usd_per_year", "grant": "cap_usd_per_block"}
_ROUNDING = 1e-9


def support_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the table of supports."""
    granted: dict[str, float] = {}
    for origin, row in reading.rows("supports"):
        if row["target"] not in _TARGETS[row["kind"]]:
            message = f"is not what a {row['kind']} supports"
            hint = f"Write {' or '.join(_TARGETS[row['kind']])}."
            yield origin.issue("supports", "target", row["target"], message, hint)
            continue
        yield from _rates(reading, origin, row)
        yield from _caps(origin, row)
        yield from _picks(reading, origin, row, granted)


def _rates(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """One rate, in a column that the kind can use."""
    usable = _RATES[row["kind"], row["target"]]
    said = [
        column
        for column in ("rate_usd_per_t", "rate_share")
        if given(row[column]) or ("supports", row["support"], column) in reading.changing
    ]
    what = f"a {row['kind']} for a {row['target']}"
    for column in said:
        if column not in usable:
            shown = f"{row[column]:g}"
            yield origin.issue("supports", column, shown, f"has no meaning for {what}", f"Write {usable[0]} instead.")
    if not set(said) & set(usable):
        others = "".join(f", and so is {column}" for column in usable[1:])
        message = f"is empty{others}, but {what} needs a rate"
        yield origin.issue("supports", usable[0], "", message, "Fill it in.")
    elif set(usable) <= set(said) and len(usable) > 1:
        message = "stands beside rate_usd_per_t, and a support has one rate"
        shown = f"{row['rate_share']:g}"
        yield origin.issue("supports", "rate_share", shown, message, "Leave one of the two cells empty.")


def _caps(origin: Origin, row: Row) -> Iterator[Issue]:
    """A grant is capped by block, the others by year."""
    for column in ("cap_usd_per_year", "cap_usd_per_block"):
        if given(row[column]) and column != _CAPS[row["kind"]]:
            message = f"has no meaning for a {row['kind']}"
            hint = f"Write {_CAPS[row['kind']]} instead."
            yield origin.issue("supports", column, f"{row[column]:g}", message, hint)


def _picks(reading: Reading, origin: Origin, row: Row, granted: dict[str, float]) -> Iterator[Issue]:
    """The words of `where` must be known, and pick something; a floor with a cap goes to one side of the border."""
    table = f"{row['target']}s"
    if not reading.whole("places", "owners", "materials", "material_minerals", table) or not reading.count(table):
        return
    try:
        where = parse_where(row["where"])
        check_where(where, (table,), reading.filled)
    except WhereError as error:
        message = f"{error.message} in {row['where']!r}" if error.value != row["where"].strip() else error.message
        yield origin.issue("supports", "where", error.value, message, error.hint)
        return
    rows = reading.filled(table)
    rows = rows[matches(where, table, reading.filled)]
    if rows.empty:
        yield origin.issue("supports", "where", row["where"], f"picks none of {table}", "Correct the conditions.")
    capped_floor = row["kind"] == "floor" and given(row["cap_usd_per_year"])
    if capped_floor and rows["place"].isin(reading.settings.buyer).nunique() > 1:
        message = "cannot be split between producers at home and abroad, whose floors are counted apart"
        shown = f"{row['cap_usd_per_year']:g}"
        yield origin.issue("supports", "cap_usd_per_year", shown, message, "Write two supports, each with its cap.")
    if row["kind"] == "grant":
        yield from _grants(reading, origin, row, list(rows["project"]), granted)


def _grants(
    reading: Reading, origin: Origin, row: Row, projects: list[str], granted: dict[str, float]
) -> Iterator[Issue]:
    """Grants never pay more than the capital of a project."""
    rates = [row["rate_share"], *reading.changing.get(("supports", row["support"], "rate_share"), [])]
    most = max((rate for rate in rates if given(rate)), default=0.0)
    for project in projects:
        granted[project] = granted.get(project, 0.0) + most
    over = [project for project in projects if granted[project] > 1 + _ROUNDING]
    if over:
        message = f"brings the grants of {over[0]} to {granted[over[0]]:.12g} of its capital"
        hint = "The grants of a project add up to 1 at most, over all years."
        yield origin.issue("supports", "rate_share", f"{row['rate_share']:g}", message, hint)
