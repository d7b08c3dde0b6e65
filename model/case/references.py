"""What one table says about rows of another: they must exist, and the nearest is named where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.case.cells import out_of_bounds
from model.case.countries import country_codes, place_suggestion
from model.case.nearest import suggestion
from model.case.reading import Reading, given
from model.case.records import Origin, Row, split_list
from model.errors import Issue
from model.schema import STAGES, TABLES, Column

_TARGET_OF_EFFECT = {
    "supplier_capacity": "suppliers",
    "plant_capacity": "plants",
    "route_capacity": "routes",
    "corridor_capacity": "corridors",
    "stockpile_capacity": "stockpiles",
    "power_mw": "pools",
}
_TABLE_OF_TARGET = {
    "contract": "contracts",
    "supplier": "suppliers",
    "plant": "plants",
    "project": "projects",
    "route": "routes",
    "corridor": "corridors",
    "place": "places",
}
_TABLE_OF_SUBJECT = {"supplier": "suppliers", "plant": "plants", "route": "routes", "place": "places"}


def reference_issues(reading: Reading) -> list[Issue]:
    """Every reference to a row that does not exist."""
    checks = (_columns, _places, _sectors, _minerals, _stages, _tariff_ends, _yearly, _provenance, _buyer)
    return [issue for check in checks for issue in check(reading)]


def _columns(reading: Reading) -> Iterator[Issue]:
    """Columns that refer to tables by the schema."""
    for table in TABLES.values():
        for column in table.columns:
            if column.refers_to and reading.count(table.name):
                yield from _column(reading, table.name, column)


def _column(reading: Reading, table: str, column: Column) -> Iterator[Issue]:
    known = {target: frozenset(reading.keys(target)) for target in column.refers_to}
    for origin, row in reading.every_row(table):
        cell = row[column.name]
        targets = targets_of(table, column, row)
        if not cell or not targets or not reading.knows(*targets):
            continue
        keys = frozenset().union(*(known[target] for target in targets))
        for item in split_list(cell) if column.kind == "list" else (cell,):
            if item not in keys and not ("places" in targets and item in country_codes()):
                yield origin.issue(table, column.name, item, *_unknown(item, targets, keys))


def targets_of(table: str, column: Column, row: Row) -> tuple[str, ...]:
    """The tables that a cell refers to; of effects and subjects, the one that the row says."""
    if table == "project_effects" and column.name == "target":
        return (_TARGET_OF_EFFECT[row["effect"]],) if row["effect"] else ()
    if table in ("agreement_effects", "agreement_obligations") and column.name == "target":
        return (_TABLE_OF_TARGET[row["target_kind"]],) if row["target_kind"] else ()
    if table in ("indicator_values", "agreement_indicators") and column.name == "subject":
        return (_TABLE_OF_SUBJECT[row["subject_kind"]],) if row["subject_kind"] else ()
    return column.refers_to


def _unknown(item: str, targets: Iterable[str], keys: Iterable[str]) -> tuple[str, str]:
    """Message and hint for a reference to nothing."""
    names = " or ".join(targets)
    if names == "places":
        return "is neither a country's ISO 3166-1 alpha-3 code nor in places", place_suggestion(item, keys)
    if not keys:
        return f"is not in {names}, which has no rows", f"Add a row to {names}."
    return f"is not in {names}", suggestion(item, keys)


def _places(reading: Reading) -> Iterator[Issue]:
    """A country must be one; a region must not take a country's code."""
    for origin, row in reading.rows("places"):
        place, is_country = row["place"], row["place"] in country_codes()
        if row["kind"] == "country" and not is_country:
            hint = place_suggestion(place, ()) + ' Of a region, write kind "region".'
            yield origin.issue("places", "place", place, "is no country's ISO 3166-1 alpha-3 code", hint)
        if row["kind"] == "region" and is_country:
            yield origin.issue("places", "place", place, "is a region with a country's code", "Rename the region.")


def _sectors(reading: Reading) -> Iterator[Issue]:
    """Sectors are those of the table, or else those that demand (or past use) names."""
    demanded = list(dict.fromkeys(reading.records["demand"].frame["sector"]))
    for table in ("demand", "substitutes", "scrap_returns", "past_use"):
        if reading.count("sectors") or not reading.knows("sectors"):
            known, names = (reading.keys("sectors") if reading.knows("sectors") else []), "sectors"
        elif table in ("substitutes", "scrap_returns") and reading.knows("demand", "past_use"):
            known, names = demanded, "demand"
            if table == "scrap_returns":
                known = [*demanded, *reading.records["past_use"].frame["sector"]]
        else:
            continue
        for origin, row in reading.every_row(table):
            if known and row["sector"] and row["sector"] not in known:
                message = f"is not a sector of {names}" if names == "demand" else "is not in sectors"
                yield origin.issue(table, "sector", row["sector"], message, suggestion(row["sector"], known))


def _minerals(reading: Reading) -> Iterator[Issue]:
    known = {mineral for contained in reading.minerals.values() for mineral in contained}
    if not reading.knows("materials", "material_minerals"):
        return
    for table in ("rules", "agreement_obligations"):
        for origin, row in reading.every_row(table):
            for mineral in split_list(row["mineral"]):
                if mineral not in known:
                    hint = "Separate minerals by semicolons." if "," in mineral else suggestion(mineral, known)
                    yield origin.issue(table, "mineral", mineral, "is not a mineral of any material", hint)


def _stages(reading: Reading) -> Iterator[Issue]:
    for origin, row in reading.every_row("origins"):
        if row["stage"] and row["stage"] not in STAGES:
            hint = suggestion(row["stage"], STAGES)
            yield origin.issue("origins", "stage", row["stage"], f"is not one of {', '.join(STAGES)}", hint)


def _tariff_ends(reading: Reading) -> Iterator[Issue]:
    if not reading.knows("places"):
        return
    known = [*reading.keys("places"), *reading.tags]
    for origin, row in reading.every_row("tariffs"):
        for column in ("origin", "destination"):
            end = row[column]
            if end and end not in known and end not in country_codes():
                message = "is neither a place nor a tag of places"
                yield origin.issue("tariffs", column, end, message, place_suggestion(end, known))


def _row_and_column(reading: Reading, about: str, origin: Origin, row: Row) -> Issue | None:
    """The problem of a row of `yearly` or `provenance` that names no cell, if it does not."""
    table, key, column = row["table"], row["key"], row["column"]
    if not table or not key or not column:
        return None
    if table not in TABLES:
        return origin.issue(about, "table", table, "is not a table", suggestion(table, TABLES))
    if column not in TABLES[table].column_names:
        hint = suggestion(column, TABLES[table].column_names)
        return origin.issue(about, "column", column, f"is not a column of {table}", hint)
    keys = reading.keys(table)
    if reading.knows(table) and key not in keys:
        return origin.issue(about, "key", key, *_unknown(key, (table,), keys))
    return None


def _yearly(reading: Reading) -> Iterator[Issue]:
    for origin, row in reading.every_row("yearly"):
        if row["table"] in TABLES and row["column"] in TABLES[row["table"]].column_names:
            column = TABLES[row["table"]].column(row["column"])
            if not column.yearly:
                may = [item.name for item in TABLES[row["table"]].columns if item.yearly]
                hint = f"These may: {', '.join(may)}." if may else "No column of that table may."
                yield origin.issue("yearly", "column", column.name, "may not change with time", hint)
                continue
            outside = out_of_bounds(row["value"], column) if given(row["value"]) else None
            if outside:
                yield origin.issue("yearly", "value", f"{row['value']:g}", outside.message, outside.hint)
        found = _row_and_column(reading, "yearly", origin, row)
        if found:
            yield found


def _provenance(reading: Reading) -> Iterator[Issue]:
    for origin, row in reading.every_row("provenance"):
        found = _row_and_column(reading, "provenance", origin, row)
        if found:
            yield found


def _buyer(reading: Reading) -> Iterator[Issue]:
    if not reading.knows("places"):
        return
    known = reading.keys("places")
    for place in reading.settings.buyer:
        if place not in known and place not in country_codes():
            message = "is neither a country's ISO 3166-1 alpha-3 code nor in places"
            yield Issue(reading.file, "", 0, "buyer", place, message, place_suggestion(place, known))
