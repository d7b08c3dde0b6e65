"""The inputs as the certificate reads them: plain tables, the schema's defaults, and figures by year."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.schema import TABLES, Column, Settings, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved inputs of a plan, with defaults filled in.

    Attributes:
        tables: Every table of the schema; numbers are floats (NaN where empty and without a default), texts are never
            missing, flags are booleans.
        settings: The settings.
    """

    tables: Mapping[str, pd.DataFrame]
    settings: Settings

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

    def keyed(self, table: str) -> pd.DataFrame:
        """A table of a single key by that key, which stays a column too."""
        return self[table].set_index(TABLES[table].key[0], drop=False)

    def by_year(self, table: str, column: str) -> pd.DataFrame:
        """A figure of a table of a single key: a row a key, a column a planning year; NaN where there is none."""
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


def read_plan_folder(folder: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, dict[str, Any]]:
    """The decisions, the cost table and the head of a plan on disk.

    Args:
        folder: The plan's folder.
    """
    decisions = {file.stem: pd.read_parquet(file) for file in sorted((folder / "variables").glob("*.parquet"))}
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
        Settings(**{name: value for name, value in said.items() if name in known}),
    )


def filled(frame: pd.DataFrame | None, table: Table) -> pd.DataFrame:
    """A table with every column of the schema, typed, its defaults filled in."""
    count = 0 if frame is None else len(frame)
    columns = {
        column.name: typed(
            frame[column.name].reset_index(drop=True)
            if frame is not None and column.name in frame
            else pd.Series([None] * count, dtype=object),
            column,
        )
        for column in table.columns
    }
    return pd.DataFrame(columns)


def typed(cells: pd.Series, column: Column) -> pd.Series:
    """Cells as numbers, flags or texts, the default in place of the empty ones."""
    empty = cells.isna() | (cells.astype(object) == "")
    if column.kind in ("number", "integer"):
        values = pd.to_numeric(cells.astype(object).mask(empty), errors="raise").astype(float)
        return values if column.default is None else values.fillna(float(column.default))
    texts = cells.astype(object).where(~empty, "" if column.default is None else column.default)
    if column.kind == "flag":
        return texts.map(lambda cell: str(cell).lower() == "true").astype(bool)
    return texts.map(str).astype("str")


def interpolated(rows: pd.DataFrame, keys: list[str], value: str, years: Sequence[int]) -> pd.DataFrame:
    """A long table made wide: linear between the years given, constant outside them."""
    found: dict[Any, Any] = {}
    for key, own in rows.groupby(keys if len(keys) > 1 else keys[0], sort=False):
        known = own.sort_values("year")
        found[key] = np.interp(np.asarray(years, dtype=float), known["year"].astype(float), known[value].astype(float))
    return by_key(found, keys, years)


def by_key(found: Mapping[Any, Any], keys: Sequence[str], years: Sequence[int]) -> pd.DataFrame:
    """A frame of one row a key and one column a year."""
    if len(keys) > 1:
        levels = list(zip(*found, strict=True)) or [[] for _ in keys]
        index: pd.Index = pd.MultiIndex.from_arrays(levels, names=list(keys))
    else:
        index = pd.Index(list(found), name=keys[0], dtype="str")
    return pd.DataFrame(
        np.array(list(found.values()), dtype=float).reshape(len(index), len(years)), index=index, columns=list(years)
    )


def items(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def within(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Whether each year lies in each row's span from `first_year` to `last_year`, either of which may be empty."""
    wanted = np.asarray(years, dtype=float)
    first = rows["first_year"].to_numpy(dtype=float, na_value=np.nan)[:, None]
    last = rows["last_year"].to_numpy(dtype=float, na_value=np.nan)[:, None]
    return pd.DataFrame(~(wanted < first) & ~(wanted > last), index=rows.index, columns=list(years))


def times(left: Any, right: Any) -> Any:
    """A product in which nothing of no limit is nothing."""
    product = left * right
    return product.where(~((left == 0) | (right == 0)), 0.0)
