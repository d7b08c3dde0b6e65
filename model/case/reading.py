"""A data set as the checks see it: only what could be read, so that one mistake is reported once."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from model.case.fill import fill
from model.case.records import Origin, Records, Row
from model.schema import TABLES, Settings


def given(value: object) -> bool:
    """Whether a cell holds something: neither empty text nor NaN nor NA."""
    return not (value is None or value is pd.NA or value == "" or value != value)  # noqa: PLR0124 - NaN


@dataclass(frozen=True)
class Reading:
    """Typed tables and settings, and what the checks ask of them.

    Attributes:
        records: Every table of the schema.
        settings: The settings.
        files: The name of each table's file, also where it is absent.
        file: The data set's own file.
    """

    records: Mapping[str, Records]
    settings: Settings
    files: Mapping[str, str]
    file: str
    _filled: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _rows: dict[tuple[str, bool], list[Row]] = field(default_factory=dict, repr=False)
    _keys: dict[str, dict[str, None]] = field(default_factory=dict, repr=False)

    def filled(self, table: str) -> pd.DataFrame:
        """A table with defaults in its empty cells."""
        if table not in self._filled:
            self._filled[table] = fill(self.records[table].frame, TABLES[table])
        return self._filled[table]

    def rows(self, table: str, *, written: bool = False) -> Iterator[tuple[Origin, Row]]:
        """The rows without an unreadable cell: with defaults in empty cells, or as written."""
        broken = self.records[table].broken_rows
        pairs = zip(self.records[table].origins, self._row_list(table, written=written), strict=True)
        yield from (pair for position, pair in enumerate(pairs) if position not in broken)

    def every_row(self, table: str) -> Iterator[tuple[Origin, Row]]:
        """All rows as written, also those with an unreadable cell, which is empty here."""
        yield from zip(self.records[table].origins, self._row_list(table, written=True), strict=True)

    def _row_list(self, table: str, *, written: bool) -> list[Row]:
        if not self.count(table):
            return []
        if (table, written) not in self._rows:
            self._rows[table, written] = self._written(table) if written else self._with_defaults(table)
        return self._rows[table, written]

    def _written(self, table: str) -> list[Row]:
        frame = self.records[table].frame
        cells = zip(*(frame[name].tolist() for name in frame.columns), strict=True)
        return [dict(zip(frame.columns, row, strict=True)) for row in cells]

    def _with_defaults(self, table: str) -> list[Row]:
        defaults = {column.name: column.default for column in TABLES[table].columns if column.default not in (None, "")}
        rows = self._row_list(table, written=True)
        return [row | {name: value for name, value in defaults.items() if not given(row[name])} for row in rows]

    def keys(self, table: str) -> KeysView[str]:
        """The keys of a table; the parts of a longer key joined by semicolons."""
        if table not in self._keys:
            frame = self.records[table].frame
            columns = [[str(part) for part in frame[name]] for name in TABLES[table].key]
            self._keys[table] = {";".join(parts): None for parts in zip(*columns, strict=True)}
        return self._keys[table].keys()

    def knows(self, *tables: str) -> bool:
        """Whether all keys of the tables are known."""
        return not any(self.records[table].unreadable for table in tables)

    def whole(self, *tables: str) -> bool:
        """Whether every cell of the tables could be read."""
        return all(self.records[table].whole for table in tables)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.records[table].frame)

    @cached_property
    def changing(self) -> dict[tuple[str, str, str], list[float]]:
        """The values that `yearly` gives, by table, key and column."""
        values: dict[tuple[str, str, str], list[float]] = {}
        for _, row in self.rows("yearly"):
            values.setdefault((row["table"], row["key"], row["column"]), []).append(row["value"])
        return values

    @cached_property
    def priced(self) -> frozenset[str]:
        """The materials with a benchmark price."""
        return frozenset(self.records["prices"].frame["material"])

    @cached_property
    def minerals(self) -> dict[str, dict[str, float]]:
        """The minerals in each material, with their content; without the table, each is its own."""
        if not self.count("material_minerals"):
            return {name: {name: 1.0} for name in self.keys("materials")}
        contained: dict[str, dict[str, float]] = {}
        for _, row in self.rows("material_minerals"):
            contained.setdefault(row["material"], {})[row["mineral"]] = row["content"]
        return contained

    @cached_property
    def tags(self) -> frozenset[str]:
        """The tags of places."""
        lists = self.records["places"].frame["tags"]
        return frozenset(tag.strip() for cell in lists for tag in cell.split(";") if tag.strip())
