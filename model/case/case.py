"""Case: a data set as validated, frozen tables, with what every part of the model asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.fill import fill
from model.case.nearest import suggestion
from model.case.records import split_list
from model.case.rows import each_row
from model.case.where import check_where, has_words, matches, parse_where
from model.case.write import write_book, write_folder
from model.case.years import repeat, spread
from model.schema import TABLES, Settings

if TYPE_CHECKING:
    from model.case.draft import Draft


@dataclass(frozen=True, eq=False)
class Case:
    """A validated data set; an edit or a policy makes a new one.

    Attributes:
        name: What the case is called: its folder or workbook, and policies.
        settings: The contents of `dataset.toml`.
        tables: Every table of the schema as written: empty cells stay empty, absent tables have no rows.
        policies: The policies applied, in order.
        notes: What a reader should know about how the case came about.
        folder: The data set's folder, if it has one.
        draft: The tables with where each row stands, from which other cases are made.
    """

    name: str
    settings: Settings
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    policies: tuple[str, ...]
    notes: tuple[str, ...]
    folder: Path | None
    draft: Draft = field(repr=False)
    _made: dict[object, object] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES:
            return self.tables[name].copy(deep=False)
        hint = "" if name.startswith("_") else f" {suggestion(name, TABLES)}"
        raise AttributeError(f"a case has no table or property {name!r}.{hint}", name=name, obj=None)

    @classmethod
    def from_tables(cls, tables: Mapping[str, pd.DataFrame], *, name: str = "case", **settings: object) -> Case:
        """A case from data frames, validated as files would be; rows are numbered from 2.

        Args:
            tables: Frames by table; tables and columns may be absent.
            name: What the case is called.
            settings: What `dataset.toml` would say; `years` and `buyer` are needed.

        Raises:
            InputError: With every problem found.
        """
        from model.case.load import case_from_tables  # noqa: PLC0415 - loading makes cases

        return case_from_tables(tables, name=name, settings=settings)

    @property
    def years(self) -> tuple[int, ...]:
        """The planning years."""
        return self.settings.years

    @property
    def years_in(self) -> dict[int, int]:
        """How many calendar years each planning year stands for."""
        years = self.years
        lengths = [later - earlier for earlier, later in pairwise(years)]
        last = self.settings.last_period_years or (lengths[-1] if lengths else 1)
        return dict(zip(years, [*lengths, last], strict=True)) if years else {}

    def with_policy(self, *policies: str | Path) -> Case:
        """A new case with further policies on this one, validated again.

        Args:
            policies: Names of policies of the data set, or paths of policy files, applied in order.

        Raises:
            InputError: With every problem found.
        """
        from model.case.load import with_policies  # noqa: PLC0415 - loading makes cases

        return with_policies(self.draft, policies)

    def replace(self, **changes: object) -> Case:
        """A new case with some tables (data frames) and settings replaced, validated again.

        Raises:
            InputError: With every problem found.
        """
        from model.case.load import change_case  # noqa: PLC0415 - loading makes cases

        return change_case(self.draft, changes)

    def write(self, folder: str | Path) -> None:
        """Writes the resolved tables as a folder that reads back without loss, all of it or nothing.

        Raises:
            InputError: The folder exists and holds something.
        """
        write_folder(self.draft, self.settings, Path(folder))

    def write_workbook(self, path: str | Path) -> None:
        """Writes the resolved tables as a workbook that reads back without loss, over one that is there."""
        write_book(self.draft, self.settings, Path(path))

    def filled(self, table: str) -> pd.DataFrame:
        """A table with the schema's defaults in its empty cells.

        Texts and lists are `str` ("" where empty), flags `bool`, numbers `float64` (NaN where empty),
        integers `Int64` (NA where empty).
        """
        made = self._made.get(table)
        if not isinstance(made, pd.DataFrame):
            made = fill(self.tables[table], TABLES[table])
            self._made[table] = made
        return made.copy(deep=False)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of `filled(table)` as named tuples."""
        made = self._made.get(("rows", table))
        if not isinstance(made, tuple):
            made = tuple(each_row(self.filled(table)))
            self._made["rows", table] = made
        return made

    def by_year(self, table: str, column: str) -> pd.Series:
        """A number of each row of a table in each planning year, with what `yearly` says of it.

        Returns:
            Floats indexed by (key, year); NaN where the cell is empty and has no default.

        Raises:
            KeyError: The table has a key of several columns, or no such column.
        """
        return self._once(("by_year", table, column), lambda: self._by_year(table, column))

    def _by_year(self, table: str, column: str) -> pd.Series:
        schema = TABLES[table]
        if len(schema.key) != 1:
            raise KeyError(f"{table} has a key of several columns")
        key = schema.key[0]
        frame = self.filled(table)
        constant = pd.Series(
            frame[column].to_numpy(dtype="float64", na_value=float("nan")),
            index=frame[key].to_numpy(),
            name=column,
        )
        values = repeat(constant, key, self.years)
        yearly = self.tables["yearly"]
        rows = yearly[(yearly["table"] == table) & (yearly["column"] == column)]
        if len(rows):
            values.update(spread(rows, ["key"], "value", self.years))
        return values

    def series(self, table: str, value_column: str, *, years: Iterable[int] | None = None) -> pd.Series:
        """A long table's figures by year: linear between the years given, constant outside them.

        Args:
            table: A table with `year` in its key: demand, prices, past_use.
            value_column: The figure.
            years: The years wanted; the planning years if None.

        Returns:
            Floats indexed by the other key columns and the year.
        """
        wanted = self.years if years is None else tuple(years)
        keys = [name for name in TABLES[table].key if name != "year"]
        return self._once(
            ("series", table, value_column, wanted),
            lambda: spread(self.tables[table], keys, value_column, wanted),
        )

    def _once(self, name: object, make: Callable[[], pd.Series]) -> pd.Series:
        """A series that is made when first asked for: a case never changes."""
        made = self._made.get(name)
        if not isinstance(made, pd.Series):
            made = make()
            self._made[name] = made
        return made.copy(deep=False)

    @property
    def contents(self) -> Mapping[tuple[str, str], float]:
        """Contained t of a mineral per t of a material, by (material, mineral)."""
        made = self._made.get("contents")
        if not isinstance(made, dict):
            made = {(row.material, row.mineral): row.content for row in each_row(self.minerals)}
            self._made["contents"] = made
        return made

    @property
    def minerals(self) -> pd.DataFrame:
        """Columns material, mineral, content [t per t]; without the table, each material is a mineral of its own."""
        written = self.tables["material_minerals"]
        if len(written):
            return written[["material", "mineral", "content"]].copy(deep=False)
        materials = self.tables["materials"]["material"]
        return pd.DataFrame({"material": materials, "mineral": materials, "content": 1.0})

    def tags(self, place: str) -> frozenset[str]:
        """The groups that a place belongs to."""
        places = self.tables["places"]
        return frozenset(item for tags in places.loc[places["place"] == place, "tags"] for item in split_list(tags))

    def select(self, table: str, where: str) -> pd.Series:
        """Which rows of a table a `where` picks: a boolean series beside `filled(table)`; all if empty.

        Raises:
            WhereError: The text is no `where`, or a word or value in it is unknown.
        """
        parsed = parse_where(where)
        check_where(parsed, (table,), self.filled)
        return matches(parsed, table, self.filled)

    def matches(self, table: str, rows: pd.DataFrame, where: str) -> pd.Series:
        """Which of some rows a `where` picks; rows of `filled(table)`, perhaps repeated or with a value replaced.

        A value that no row has picks nothing; a word that the table does not have picks nothing.

        Raises:
            WhereError: The text is no `where`.
        """
        return matches(parse_where(where), table, self.filled, rows)

    def can_ask(self, table: str, where: str) -> bool:
        """Whether a table has every word of a `where`: a rule may speak of suppliers and of plants.

        Raises:
            WhereError: The text is no `where`.
        """
        return has_words(parse_where(where), table)
