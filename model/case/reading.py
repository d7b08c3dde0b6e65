"""A data set as the checks see it: only what could be read, so that one mistake is reported once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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

    def filled(self, table: str) -> pd.DataFrame:
        """A table with defaults in its empty cells."""
        return fill(self.records[table].frame, TABLES[table])

    def rows(self, table: str, *, written: bool = False) -> Iterator[tuple[Origin, Row]]:
        """The rows without an unreadable cell: with defaults in empty cells, or as written."""
        records = self.records[table]
        frame = records.frame if written else self.filled(table)
        broken = records.broken_rows
        for position, row in enumerate(frame.to_dict("records")):
            if position not in broken:
                yield records.origins[position], row  # type: ignore[misc]

    def keys(self, table: str) -> list[str]:
        """The keys of a table; the parts of a longer key joined by semicolons."""
        frame = self.records[table].frame
        columns = [frame[name].astype("str") for name in TABLES[table].key]
        return [";".join(parts) for parts in zip(*columns, strict=True)]

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
