"""The reference page of the tables, written from the schema: `inputs/README.md`."""

from __future__ import annotations

import dataclasses
import sys

from model.schema import TABLES, Column, Settings, Table

_INTRO = """\
# Data sets

A data set is a folder: `dataset.toml` with its settings, one CSV file a table, and `policies/*.toml`. The least that
makes one is `dataset.toml`, `materials.csv`, `suppliers.csv` (with a price) and `demand.csv`; a table that is absent
has a meaning, given below. `orefolio new DIR` writes these four with an example row each, `orefolio new DIR --full`
writes every table. The same tables can stand in one workbook: a sheet a table, and the sheet `dataset` with the
columns `setting` and `value`.

CSV files are UTF-8, separated by commas, with the column names in the first row. Numbers have a decimal point and
nothing else: no thousands separators, units, currencies or per cent signs. A share is a fraction from 0 to 1, a flag
`true` or `false`, a list is separated by semicolons. An empty cell means the column's default; a key is never empty.
Nothing is guessed: whatever cannot be read as it stands is reported, all of it at once, with file, row and column.

t is a tonne of the material as named, money is US dollars at prices of `currency_year`, years are calendar years.
A place is an ISO 3166-1 alpha-3 code, or a region that `places` declares.

## Policies, and data sets built on others

A policy is a file in `policies/` that changes a data set without touching its files. Drops come first, then changes,
then additions, whatever their order in the file:

```toml
title = "Half the cobalt from the Congo"
extends = ["allied-only"]                  # policies that are applied before it

[[change]]                                 # set values, or scale numbers, in the rows that where picks
table = "suppliers"
where = "place=COD & mineral=cobalt"
scale = { capacity_t_per_year = 0.5 }      # rows of `yearly` about these cells are scaled too; set removes them

[[add]]                                    # add rows
table = "rules"
rows = [ { rule = "single-country", kind = "share", per = "place", stage = "processing", limit = 0.65 } ]

[[drop]]                                   # remove rows
table = "contracts"
where = "kind=spot & supplier.place=RUS"
optional = true                            # it is no error that no row matches

[settings]                                 # change settings
discount_rate = 0.08
```

With `based_on = "../world"` a data set has all tables and settings of another. Its own files append rows, and the
`[[change]]`, `[[add]]` and `[[drop]]` in its `dataset.toml` apply on top, as in a policy. With
`minerals = ["cobalt", "copper"]` beside it only what is about these minerals is taken over: a material stays if all of
its minerals do, a process if all of its materials do, and what refers to a row that goes goes too.

The policies of the base are policies of what is built on it; of two with the same name its own counts. With `minerals`,
what a policy of the base says of the others is left out of it: a plan's assumptions name the steps that match nothing,
and a policy of which nothing is left is an error. `inputs/world/policies` has a preset for each ESG standard that the
field names, so that `esg-consent` or `esg-tailings` works on every data set that is built on it.

## Where

`where` picks rows, in policies and in rules: `column=value`, `column!=value`, several values as `A|B`, several
conditions joined by `&`. A column is one of the table, or of a row that it refers to: `place.tags=EU`,
`owner.place=CHN`, `supplier.place.tags=OECD`. A list matches by any of its items. Wherever a row has a material (or
a supplier, or a process), `mineral` and `stage` work as columns too.
"""


def inputs_page() -> str:
    """The whole of `inputs/README.md`: how a data set is laid out, its settings, and its tables."""
    return f"{_INTRO}\n{settings_section()}\n{tables_page()}"


def settings_section() -> str:
    """The settings of `dataset.toml`, as Markdown."""
    lines = ["## Settings", "", "| setting | default | meaning |", "| --- | --- | --- |"]
    for item in dataclasses.fields(Settings):
        default = item.default
        shown = "" if default in ("", (), None) else f"`{default}`"
        lines.append(f"| `{item.name}` | {shown} | {_cell(item.metadata['help'])} |")
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """A reference of all tables, as Markdown: columns, units, defaults, bounds and what absence means."""
    names = ", ".join(f"[{name}](#{name})" for name in TABLES)
    return "\n".join(["## Tables", "", names, "", *(_table(table) for table in TABLES.values())]).rstrip() + "\n"


def _table(table: Table) -> str:
    absent = f"Absent: {table.absent_means}" if table.absent_means else ""
    if table.required:
        absent = "Needed, except in a library." if table.name == "demand" else "Needed."
    lines = [f"### {table.name}", "", table.help, "", f"Key: {', '.join(f'`{name}`' for name in table.key)}. {absent}"]
    lines += ["", "| column | type | unit | empty means | allowed | meaning |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _row(column: Column) -> str:
    kind = f"{column.kind}, by year" if column.yearly else column.kind
    cells = [f"`{column.name}`", kind, column.unit, _empty(column), _allowed(column), column.help]
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _empty(column: Column) -> str:
    if column.required:
        return "(needed)"
    if column.empty_means:
        return column.empty_means
    if column.default in (None, ""):
        return ""
    return f"`{str(column.default).lower() if column.kind == 'flag' else column.default}`"


def _allowed(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in column.choices)
    if column.refers_to:
        return f"a row of {' or '.join(column.refers_to)}"
    if column.lower is not None and column.upper is not None:
        return f"{column.lower:g} to {column.upper:g}"
    return f"at least {column.lower:g}" if column.lower is not None else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":  # python -m model.schema.reference > inputs/README.md
    sys.stdout.write(inputs_page())
