"""A part of a data set: some of its minerals, and whatever is not only about the others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from model.case.nearest import suggestion
from model.case.records import Records, split_list, typed
from model.case.references import targets_of
from model.errors import Issue
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import pandas as pd

    from model.case.draft import Draft
    from model.case.records import Row
    from model.schema import Column

ABOUT_MINERALS = ("rules", "agreement_obligations", "gaps", "disagreements")
"""Tables whose rows may name minerals: a row that names only others goes."""

ABOUT_CELLS = ("yearly", "provenance")
"""Tables whose rows speak of a row of another table, by its name and key."""

USING_SECTORS = ("demand", "past_use", "substitutes", "scrap_returns")

NEEDS_ALL = {("projects", "requires")}
"""Lists of which each item is needed; of others, the rest will do."""


@dataclass(frozen=True)
class LeftOut:
    """What a data set does not take of the one that it builds on.

    Attributes:
        kept: The minerals that it takes.
        minerals: Those that it leaves out.
        keys: The first keys of the rows left out, by table.
        cells: Their whole keys as other tables write them, by table.
    """

    kept: tuple[str, ...] = ()
    minerals: frozenset[str] = frozenset()
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cells: Mapping[str, frozenset[str]] = field(default_factory=dict)


def narrowed(draft: Draft, minerals: Collection[str], file: str) -> tuple[Draft, list[Issue]]:
    """A draft without what is only about other minerals.

    A material stays if all of its minerals do, and a process if all of its materials do. What refers to a row that goes
    goes too: suppliers of a material, their contracts, plants of a process, projects that add to nothing else, prices,
    demand and sectors, routes for nothing else, and what the records say of them.

    Args:
        draft: The data set that is built on.
        minerals: The minerals to keep.
        file: The file that names them, for problems.

    Returns:
        The part, and the minerals that the data set does not have.
    """
    contents = draft.records["material_minerals"].frame
    known = sorted(set(contents["mineral"]))
    issues = [
        Issue(file, column="minerals", value=name, message="is no mineral of the base", hint=suggestion(name, known))
        for name in minerals
        if name not in known
    ]
    if issues:
        return draft, issues
    work = _Work(draft.records, LeftOut(tuple(minerals), frozenset(known).difference(minerals)))
    work.narrow()
    left_out = {folder: work.left_out(draft.left_out.get(folder)) for folder in draft.policy_folders}
    return replace(draft, records=work.records, left_out=left_out), []


def narrowed_rows(
    records: Mapping[str, Records], left_out: LeftOut, present: Mapping[str, Records]
) -> dict[str, Records]:
    """Rows that were written for a whole data set, without what is only about what a part of it leaves out.

    Args:
        records: Every table, with these rows alone.
        left_out: What the part leaves out.
        present: Every table of the part, which may have rows of its own by names that it leaves out.
    """
    back = {table: set(present[table].frame[TABLES[table].key[0]]) for table in left_out.keys}
    again = frozenset(present["material_minerals"].frame["mineral"])
    still = LeftOut(
        left_out.kept,
        left_out.minerals - again,
        {table: keys - back[table] for table, keys in left_out.keys.items()},
        {table: keys - _full_keys(table, present[table].frame) for table, keys in left_out.cells.items()},
    )
    work = _Work(records, still)
    work.narrow()
    return work.records


class _Work:
    """The tables as they shrink, and the first keys of the rows that have gone, by table."""

    def __init__(self, records: Mapping[str, Records], left_out: LeftOut) -> None:
        self.before = dict(records)
        self.records: dict[str, Records] = dict(records)
        self.kept, self.minerals, self.cells = left_out.kept, left_out.minerals, left_out.cells
        self.gone: dict[str, set[str]] = {name: set(left_out.keys.get(name, ())) for name in TABLES}

    def narrow(self) -> None:
        """Removes what is about the minerals left out, then whatever refers to what has gone."""
        contents = self.records["material_minerals"].frame
        self.go("materials", set(contents.loc[contents["mineral"].isin(list(self.minerals)), "material"]))
        recipes = self.records["process_materials"].frame
        self.go("processes", set(recipes.loc[recipes["material"].isin(list(self.gone["materials"])), "process"]))
        while self.pass_over():
            pass
        self.tell()

    def left_out(self, before: LeftOut | None) -> LeftOut:
        """What has gone, with what had gone before."""
        older = before or LeftOut()
        cells = {
            name: older.cells.get(name, frozenset()) | self._lost_cells(name) | frozenset(self.gone[name])
            for name in TABLES
        }
        keys = {name: older.keys.get(name, frozenset()) | self.gone[name] for name in TABLES}
        return LeftOut(self.kept, older.minerals | self.minerals, keys, cells)

    def go(self, table: str, keys: Collection[str]) -> None:
        """Removes the rows with these keys."""
        frame = self.records[table].frame
        self._keep(table, ~frame[TABLES[table].key[0]].isin(list(keys)).to_numpy(dtype=bool))

    def pass_over(self) -> bool:
        """Removes what refers to what has gone, once; whether anything went."""
        size = sum(len(records.frame) for records in self.records.values())
        for table in TABLES.values():
            for column in table.columns:
                if column.refers_to and len(self.records[table.name].frame):
                    self._column(table.name, column)
        self.go("projects", self._left_without("projects", "project", ("project_effects",)))
        self.go("sectors", self._left_without("sectors", "sector", USING_SECTORS))
        for name in ABOUT_MINERALS:
            self._items(name, TABLES[name].column("mineral"), lambda item, _: item in self.minerals)
        return size != sum(len(records.frame) for records in self.records.values())

    def tell(self) -> None:
        """Removes what other tables say of the cells of rows that have gone."""
        for name in ABOUT_CELLS:
            frame = self.records[name].frame
            gone = {
                table: self._lost_cells(table) | self.cells.get(table, frozenset())
                for table in set(frame["table"]) & set(TABLES)
            }
            said = zip(frame["table"], frame["key"], strict=True)
            self._keep(name, np.array([key not in gone.get(table, ()) for table, key in said], dtype=bool))

    def _lost_cells(self, table: str) -> frozenset[str]:
        """The whole keys of a table's rows that have gone."""
        before, now = (_full_keys(table, records[table].frame) for records in (self.before, self.records))
        return frozenset(before - now)

    def _left_without(self, table: str, key: str, users: Iterable[str]) -> set[str]:
        """The rows of a table that some other tables spoke of before and none does now."""
        before = {name for user in users for name in self.before[user].frame[key]}
        now = {name for user in users for name in self.records[user].frame[key]}
        return (before - now) & set(self.records[table].frame[key])

    def _column(self, table: str, column: Column) -> None:
        """Removes what a column that refers to other tables has lost."""

        def lost(item: str, row: Row) -> bool:
            return any(item in self.gone[target] for target in targets_of(table, column, row))

        self._items(table, column, lost)

    def _items(self, table: str, column: Column, lost: Callable[[str, Row], bool]) -> None:
        """Removes items from lists, and rows that have lost their only item or one that they need."""
        frame = self.records[table].frame
        cells: list[str] = []
        kept = np.ones(len(frame), dtype=bool)
        needs_all = (table, column.name) in NEEDS_ALL
        for position, cells_of in enumerate(frame.to_dict("records")):
            row = {str(name): value for name, value in cells_of.items()}
            cell = str(row[column.name])
            items = split_list(cell) if column.kind == "list" or column.name == "mineral" else (cell,) if cell else ()
            left = [item for item in items if not lost(item, row)]
            kept[position] = not items or (len(left) == len(items) if needs_all else bool(left))
            cells.append(";".join(left) if len(left) < len(items) else cell)
        changed = frame.assign(**{column.name: typed(list(cells), column)})
        self.records[table] = replace(self.records[table], frame=changed)
        self._keep(table, kept)

    def _keep(self, table: str, kept: np.ndarray) -> None:
        """Keeps some rows, and remembers the first keys that are then nowhere."""
        if kept.all():
            return
        key = TABLES[table].key[0]
        before = set(self.records[table].frame[key])
        self.records[table] = self.records[table].only(kept)
        self.gone[table] |= before - set(self.records[table].frame[key])


def _full_keys(table: str, frame: pd.DataFrame) -> set[str]:
    """The keys of a table's rows as other tables write them."""
    return {";".join(map(str, key)) for key in zip(*(frame[name] for name in TABLES[table].key), strict=True)}
