"""The inputs as the certificate reads them: plain tables, the schema's defaults, and figures by year."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.schema import TABLES, Column, Settings, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved inputs of a plan, with defaults filled in.

    Attributes:
        tables: Every table of the schema; numbers are floats (NaN where empty and without a default), texts are never
            missing, flags are booleans.
        settings: The settings.
        memory: What has been worked out of them already.
    """

    tables: Mapping[str, pd.DataFrame]
    settings: Settings
    memory: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict, repr=False)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table with defaults filled in."""
        return self.tables[table]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The planning years."""
        return tuple(int(year) for year in self.settings.years)

    @cached_property
    def years_in(self) -> pd.Series:
        """Calendar years that each planning year stands for."""
        gaps = [float(after - year) for year, after in zip(self.years, self.years[1:], strict=False)]
        last = self.settings.last_period_years or (gaps[-1] if gaps else 1.0)
        return pd.Series([*gaps, float(last)], index=list(self.years))

    @cached_property
    def horizon_end(self) -> int:
        """The first calendar year after the horizon."""
        return self.years[-1] + int(self.years_in.iloc[-1])

    def discount(self, year: int) -> float:
        """What a dollar paid at the start of a calendar year is worth at the start of the first."""
        return float((1.0 + self.settings.discount_rate) ** -(year - self.years[0]))

    @cached_property
    def annuity(self) -> pd.Series:
        """What a dollar a year over each period is worth at the start of the first year."""
        ends = [*self.years[1:], self.horizon_end]
        worth = [
            sum(self.discount(year) for year in range(start, end)) for start, end in zip(self.years, ends, strict=True)
        ]
        return pd.Series(worth, index=list(self.years))

    def remembered(self, key: tuple[str, ...], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """What is made of the inputs, made once; a frame of its own for each who asks."""
        if key not in self.memory:
            self.memory[key] = make()
        return self.memory[key].copy(deep=False)

    def keyed(self, table: str) -> pd.DataFrame:
        """A table of a single key by that key, which stays a column too."""
        return self.remembered((table,), lambda: self[table].set_index(TABLES[table].key[0], drop=False))

    def by_year(self, table: str, column: str) -> pd.DataFrame:
        """A figure of a table of a single key: a row a key, a column a planning year; NaN where there is none."""
        return self.remembered((table, column), lambda: self.changing(table, column))

    def changing(self, table: str, column: str) -> pd.DataFrame:
        """A figure of a table by year, from the table and from the rows of `yearly` about it."""
        values = self.keyed(table)[column].astype(float)
        wide = pd.DataFrame(dict.fromkeys(self.years, values), index=values.index, dtype=float)
        rows = self["yearly"]
        rows = rows[(rows["table"] == table) & (rows["column"] == column)]
        if len(rows):
            changing = interpolated(rows, ["key"], "value", self.years)
            wide.loc[changing.index] = changing
        return wide

    def over_years(self, table: str, value: str, years: Sequence[int] | None = None) -> pd.DataFrame:
        """A figure of a long table: a row a key without the year, a column a year (the planning years unless told)."""
        keys = [name for name in TABLES[table].key if name != "year"]
        return interpolated(self[table], keys, value, self.years if years is None else years)

    @cached_property
    def benchmark(self) -> pd.DataFrame:
        """Benchmark prices by material and year; USD/t."""
        return self.over_years("prices", "price_usd_per_t")

    @cached_property
    def contents(self) -> pd.DataFrame:
        """`material`, `mineral`, `content`; without that table each material is a mineral of its own."""
        stated = self["material_minerals"][["material", "mineral", "content"]]
        if len(stated):
            return stated
        names = self["materials"]["material"]
        return pd.DataFrame({"material": names, "mineral": names, "content": 1.0})

    @cached_property
    def stage_of(self) -> pd.Series:
        """The stage of each material."""
        return self["materials"].set_index("material")["stage"]


def read_folder(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables, as text, and the settings in a folder of inputs.

    Args:
        folder: The folder.
    """
    tables = {
        file.stem: pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        for file in sorted(folder.glob("*.csv"))
    }
    return tables, tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))


def read_plan_folder(
    folder: Path, names: Iterable[str]
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, dict[str, Any]]:
    """The decisions, the cost table and the head of a plan on disk.

    Args:
        folder: The plan's folder.
        names: The decisions to read, of those that are there.
    """
    decisions = {
        name: pd.read_parquet(folder / "variables" / f"{name}.parquet")
        for name in names
        if (folder / "variables" / f"{name}.parquet").is_file()
    }
    costs = pd.read_parquet(folder / "frames" / "costs.parquet")
    return decisions, costs, dict(json.loads((folder / "plan.json").read_text(encoding="utf-8")))


def make_inputs(tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any]) -> Inputs:
    """Inputs from tables and settings as they are written.

    Args:
        tables: Tables by name, as text or typed; absent ones are empty.
        settings: The contents of `dataset.toml`, or what it would say.
    """
    known = {item.name for item in fields(Settings)}
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}
    return Inputs(
        {name: filled(tables.get(name), table) for name, table in TABLES.items()},
        Settings(**{name: value for name, value in said.items() if name in known}),  # type: ignore[arg-type]
    )


def filled(frame: pd.DataFrame | None, table: Table) -> pd.DataFrame:
    """A table with every column of the schema, typed, its defaults filled in."""
    if frame is None or frame.empty:
        return empty(table)
    nothing = np.full(len(frame), None, dtype=object)
    columns = {column.name: typed(frame.get(column.name, nothing), column) for column in table.columns}
    return pd.DataFrame({name: pd.Series(cells, dtype=cells.dtype) for name, cells in columns.items()})


@cache
def empty(table: Table) -> pd.DataFrame:
    """A table without rows."""
    return pd.DataFrame({column.name: typed([], column) for column in table.columns})


def typed(values: Any, column: Column) -> np.ndarray[Any, Any]:
    """Cells as numbers, flags or texts, the default in place of the empty ones."""
    cells = np.asarray(values, dtype=object)
    empty = np.asarray(pd.isna(cells), dtype=bool)
    empty |= np.asarray([isinstance(cell, str) and not cell for cell in cells], dtype=bool)
    if column.kind in ("number", "integer"):
        default = np.nan if column.default is None else float(column.default)
        return np.where(empty, default, cells).astype(float)
    texts = np.where(empty, "" if column.default is None else column.default, cells)
    if column.kind == "flag":
        return np.asarray([str(cell).lower() == "true" for cell in texts], dtype=bool)
    return np.asarray([str(cell) for cell in texts], dtype=object)


def interpolated(rows: pd.DataFrame, keys: list[str], value: str, years: Sequence[int]) -> pd.DataFrame:
    """A long table made wide: linear between the years given, constant outside them."""
    wanted = np.asarray(years, dtype=float)
    ordered = rows.sort_values("year", kind="stable")
    known, amounts = ordered["year"].to_numpy(dtype=float), ordered[value].to_numpy(dtype=float)
    names = list(zip(*(ordered[key] for key in keys), strict=True))
    at: dict[tuple[Any, ...], list[int]] = {}
    for position, name in enumerate(names):
        at.setdefault(name, []).append(position)
    found = [np.interp(wanted, known[own], amounts[own]) for own in at.values()]
    if len(keys) > 1:
        levels: list[Any] = [np.asarray(level, dtype=object) for level in zip(*at, strict=True)] or [[] for _ in keys]
        index: pd.Index = pd.MultiIndex.from_arrays(levels, names=keys)
    else:
        index = pd.Index([name for (name,) in at], name=keys[0], dtype=object)
    return pd.DataFrame(np.array(found, dtype=float).reshape(len(index), len(wanted)), index=index, columns=list(years))


def items(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def speaks_of(cell: str, mineral: str) -> bool:
    """Whether a rule speaks of a mineral, by its list of minerals; an empty list names all."""
    return mineral in (items(cell) or (mineral,))


def within(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Whether each year lies in each row's span from `first_year` to `last_year`, either of which may be empty."""
    wanted = np.asarray(years, dtype=float)
    first = rows["first_year"].to_numpy(dtype=float, na_value=np.nan)[:, None]
    last = rows["last_year"].to_numpy(dtype=float, na_value=np.nan)[:, None]
    return pd.DataFrame(~(wanted < first) & ~(wanted > last), index=rows.index, columns=list(years))


def times(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """A product in which nothing of no limit is nothing."""
    product = left * right
    return product.where(~((left == 0) | (right == 0)), 0.0)
