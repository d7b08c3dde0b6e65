"""Reads a solved model by walking it: every decision and every named expression becomes a tidy frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIXES = {"0 or 1": "", "t/yr": "t_per_year", "USD/yr": "usd_per_year"}


def read_model(model: Any) -> dict[str, pd.DataFrame]:
    """All decisions and expressions of a solved model, by name in snake case.

    Returns:
        A frame each: the index columns (a node as `scenario` and `year`) and the value, its unit last in its name.
    """
    components = model.component_objects((pyo.Var, pyo.Expression), descend_into=False)
    return {snake(component.local_name): read_component(model, component) for component in components if component.doc}


def read_component(model: Any, component: Any) -> pd.DataFrame:
    """One component as a frame; the state before the first year is left out."""
    names = index_names(component)
    rows = [(*as_tuple(index), pyo.value(item)) for index, item in component.items()]
    if "node" in names:
        at, nodes = names.index("node"), {node.name: node for node in model.tree.nodes if node.name in model.NODES}
        known = [(row, nodes[row[at]]) for row in rows if row[at] in nodes]
        rows = [(*row[:at], node.scenario, node.year, *row[at + 1 :]) for row, node in known]
        names = [*names[:at], "scenario", "year", *names[at + 1 :]]
    columns = zip(*rows, strict=True) if rows else [()] * (len(names) + 1)
    named = zip([*names, value_name(component)], columns, strict=True)
    return pd.DataFrame({name: pd.Series(cells, dtype=type_of(name, names)) for name, cells in named})


def type_of(column: str, index: list[str]) -> str:
    """The type of a column, also where it has no rows: the index is text but for the year, the value a number."""
    if column not in index:
        return "float64"
    return "int64" if column == "year" else "str"


def index_names(component: Any) -> list[str]:
    """The names of the index columns: the docs of the sets that the component is indexed by."""
    sets = component.index_set().subsets() if component.is_indexed() else ()
    return [name.strip() for index_set in sets for name in index_set.doc.split(",")]


def value_name(component: Any) -> str:
    """The name of the value column: the component's, with its unit, from the brackets in its doc."""
    unit = re.search(r"\[([^\]]*)\]$", component.doc)
    suffix = SUFFIXES.get(unit[1], slug(unit[1])) if unit else ""
    return "_".join(part for part in (snake(component.local_name), suffix) if part)


def slug(unit: str) -> str:
    """A unit as part of a column's name: `contained t/yr` reads `contained_t_per_year`."""
    return re.sub(r"\W+", "_", unit.lower().replace("/yr", " per year").replace("/", " per ")).strip("_")


def snake(name: str) -> str:
    """`ShareBreach` as `share_breach`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def as_tuple(index: Any) -> tuple[Any, ...]:
    """A Pyomo index as a tuple."""
    return index if isinstance(index, tuple) else () if index is None else (index,)


def values_of(component: Any) -> Mapping[Any, float]:
    """The value of each index of a component."""
    return {index: pyo.value(item) for index, item in component.items()}
