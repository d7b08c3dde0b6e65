"""Which rows a `where` picks, read from its description in the reference of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.read import items
from model.schema import TABLES

if TYPE_CHECKING:
    from model.certificate.read import Inputs

ROADS = ("material", "materials", "supplier", "process")
"""The columns by which a row comes to a material, and so to its minerals and stage."""

Sets = list[frozenset[str]]


def picks(inputs: Inputs, table: str, rows: pd.DataFrame, where: str) -> pd.Series:
    """Which rows of a table keep every condition; none where the table lacks a word.

    Args:
        inputs: The inputs.
        table: The table that the rows are of.
        rows: The rows.
        where: Conditions such as `place.tags=EU|OECD & kind!=market`.
    """
    chosen = np.full(len(rows), fill_value=True)
    for condition in filter(None, (part.strip() for part in where.split("&"))):
        word, _, wanted = condition.partition("=")
        unlike = word.rstrip().endswith("!")
        found = values(inputs, table, rows, word.rstrip().removesuffix("!").strip().split("."))
        if found is None:
            return pd.Series(data=False, index=rows.index)
        allowed = {plain(value.strip()) for value in wanted.split("|")}
        chosen &= np.asarray([bool(allowed & {plain(item) for item in has}) != unlike for has in found], dtype=bool)
    return pd.Series(chosen, index=rows.index)


def plain(value: str) -> str:
    """A value in a form in which equal numbers and flags read the same."""
    if value.lower() in {"true", "false"}:
        return value.lower()
    try:
        return repr(float(value))
    except ValueError:
        return value


def values(inputs: Inputs, table: str, rows: pd.DataFrame, path: list[str]) -> Sets | None:
    """What each row has at the end of a path of columns; None where the path leads nowhere."""
    head, rest = path[0], path[1:]
    known = {column.name: column for column in TABLES[table].columns}
    if head not in known:
        return through_material(inputs, table, rows, head) if head in {"mineral", "stage"} and not rest else None
    column = known[head]
    cells = rows[head]
    if column.kind == "list":
        found = [frozenset(items(cell)) for cell in cells]
    else:
        found = [frozenset([str(cell)] if cell == cell and str(cell) else []) for cell in cells]  # noqa: PLR0124 - NaN
    if not rest:
        return found
    if len(column.refers_to) != 1:
        return values(inputs, table, rows, rest) if TABLES[table].key == (head,) else None
    return followed(inputs, column.refers_to[0], rest, found)


def followed(inputs: Inputs, table: str, path: list[str], found: Sets) -> Sets | None:
    """What the rows of a table that are named by each set have."""
    other = inputs[table]
    beyond = values(inputs, table, other, path)
    if beyond is None:
        return None
    by_name = dict(zip(other[TABLES[table].key[0]], beyond, strict=True))
    return [frozenset().union(*(by_name.get(item, frozenset()) for item in has)) for has in found]


def through_material(inputs: Inputs, table: str, rows: pd.DataFrame, word: str) -> Sets | None:
    """Minerals or stages of what each row has, sells, carries or makes; minerals also of what a process uses."""
    names = TABLES[table].column_names
    road = next((name for name in ROADS if name in names), None)
    if road is None:
        return None
    found = values(inputs, table, rows, [road]) or []
    if road == "supplier":
        return followed(inputs, "suppliers", [word], found)
    if road == "process":
        recipes = inputs["process_materials"]
        if word == "stage":
            recipes = recipes[recipes["coefficient_t_per_t"] > 0]
        made = recipes.groupby("process")["material"].agg(frozenset).to_dict()
        found = [frozenset().union(*(made.get(item, frozenset()) for item in has)) for has in found]
    if word == "stage":
        return [frozenset(inputs.stage_of[item] for item in has) for has in found]
    held = inputs.contents.groupby("material")["mineral"].agg(frozenset).to_dict()
    return [frozenset().union(*(held.get(item, frozenset()) for item in has)) for has in found]
