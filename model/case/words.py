"""The words of a `where`: columns of a table, of the rows it refers to, and the mineral and stage of its material."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from model.case.frames import show_value
from model.case.records import split_list
from model.schema import STAGES, TABLES, Column

Filled = Callable[[str], pd.DataFrame]
"""Gives a table with the schema's defaults in its empty cells."""

_VIRTUAL = {
    "mineral": Column("mineral", "text", "Minerals in the row's material."),
    "stage": Column("stage", "text", "Stage of the row's material.", choices=STAGES),
}
_WAYS_TO_MATERIAL = ("material", "materials", "supplier", "process")


@dataclass(frozen=True)
class Word:
    """A word that a table knows.

    Attributes:
        table: The table whose rows have it.
        path: The columns to follow, the last one that of the value.
        column: The column where the path ends.
        leaf: The table where it ends.
    """

    table: str
    path: tuple[str, ...]
    column: Column
    leaf: str

    @property
    def ends_in_place(self) -> bool:
        """Whether its values are places, of which any country is one."""
        return "places" in self.column.refers_to or self.column.name == "place"


def find_word(table: str, text: str) -> Word | None:
    """The word of that name in a table, or None."""
    path = tuple(text.split("."))
    end = _follow(table, path)
    return None if end is None else Word(table, path, end[1], end[0])


def words_of(table: str) -> list[str]:
    """The words that a table knows: its columns, and those of the rows it refers to, one step away."""
    words = []
    for column in TABLES[table].columns:
        words.append(column.name)
        target = _target(table, column)
        if target and target != table:
            words += [f"{column.name}.{name}" for name in TABLES[target].column_names]
    return words + [name for name in _VIRTUAL if name not in words and _follow(table, (name,))]


def values_of(word: Word, filled: Filled, rows: pd.DataFrame) -> list[frozenset[str]]:
    """The values that each of some rows of the word's table has."""
    return _values(word.table, word.path, filled, rows)


def _column(table: str, name: str) -> Column | None:
    return next((column for column in TABLES[table].columns if column.name == name), None)


def _target(table: str, column: Column) -> str:
    """The table whose row a column names: its own for the key, the one it refers to otherwise."""
    if len(column.refers_to) == 1:
        return column.refers_to[0]
    return table if TABLES[table].key == (column.name,) else ""


def _to_material(table: str) -> str:
    """The column by which a table comes to a material, or an empty string."""
    return next((name for name in _WAYS_TO_MATERIAL if _column(table, name)), "")


def _follow(table: str, path: tuple[str, ...]) -> tuple[str, Column] | None:
    """The table and column where a path ends, None if it leads nowhere."""
    head, rest = path[0], path[1:]
    column = _column(table, head)
    if column is None:
        return ("materials", _VIRTUAL[head]) if head in _VIRTUAL and not rest and _to_material(table) else None
    if not rest:
        return table, column
    target = _target(table, column)
    return _follow(target, rest) if target else None


def _values(table: str, path: tuple[str, ...], filled: Filled, rows: pd.DataFrame) -> list[frozenset[str]]:
    head, rest = path[0], path[1:]
    column = _column(table, head)
    if column is None:
        return _through_material(table, head, filled, rows)
    if not rest:
        return _items(column, rows)
    target = _target(table, column)
    if target == table:
        return _values(table, rest, filled, rows)
    return _look_up(_items(column, rows), _by_key(target, rest, filled))


def _items(column: Column, rows: pd.DataFrame) -> list[frozenset[str]]:
    """What each cell of a column holds: the items of a list, one text otherwise, nothing where empty."""
    cells = [show_value(value) for value in rows[column.name]]
    if column.kind == "list":
        return [frozenset(split_list(cell)) for cell in cells]
    return [frozenset([cell] if cell else []) for cell in cells]


def _by_key(table: str, path: tuple[str, ...], filled: Filled) -> dict[str, frozenset[str]]:
    rows = filled(table)
    return dict(zip(rows[TABLES[table].key[0]], _values(table, path, filled, rows), strict=True))


def _look_up(items: list[frozenset[str]], found: dict[str, frozenset[str]]) -> list[frozenset[str]]:
    return [frozenset(value for item in cell for value in found.get(item, ())) for cell in items]


def _through_material(table: str, wanted: str, filled: Filled, rows: pd.DataFrame) -> list[frozenset[str]]:
    """Mineral or stage of the material that each row has, sells (through its supplier) or makes (its process)."""
    way = _to_material(table)
    items = _items(TABLES[table].column(way), rows)
    if way == "supplier":
        return _look_up(items, _by_key("suppliers", (wanted,), filled))
    if way == "process":
        items = _look_up(items, _materials_of_processes(filled, outputs_only=wanted == "stage"))
    return _look_up(items, _of_materials(wanted, filled))


def _of_materials(wanted: str, filled: Filled) -> dict[str, frozenset[str]]:
    """The stage, or the minerals, of each material."""
    materials = filled("materials")
    if wanted == "stage":
        return {name: frozenset([stage]) for name, stage in zip(materials["material"], materials["stage"], strict=True)}
    contained = filled("material_minerals")
    if not len(contained):
        return {name: frozenset([name]) for name in materials["material"]}
    return _grouped(contained, "material", "mineral")


def _materials_of_processes(filled: Filled, *, outputs_only: bool) -> dict[str, frozenset[str]]:
    """The materials that each process uses and makes, or only those it makes."""
    recipes = filled("process_materials")
    if outputs_only:
        recipes = recipes[recipes["coefficient_t_per_t"] > 0]
    return _grouped(recipes, "process", "material")


def _grouped(frame: pd.DataFrame, by: str, item: str) -> dict[str, frozenset[str]]:
    """The items of each group."""
    found: dict[str, set[str]] = {}
    for group, value in zip(frame[by], frame[item], strict=True):
        found.setdefault(group, set()).add(value)
    return {group: frozenset(values) for group, values in found.items()}
