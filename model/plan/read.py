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
    values = [(*as_tuple(index), pyo.value(item)) for index, item in component.items()]
    frame = pd.DataFrame(values, columns=[*names, value_name(component)])
    if "node" in names:
        frame = frame[frame["node"].isin(list(model.NODES))]
        nodes = {node.name: node for node in model.tree.nodes}
        frame.insert(names.index("node"), "scenario", [nodes[name].scenario for name in frame["node"]])
        frame.insert(names.index("node") + 1, "year", [nodes[name].year for name in frame["node"]])
        frame = frame.drop(columns="node").reset_index(drop=True)
    return frame.astype(column_types(list(frame.columns)))


def column_types(columns: list[str]) -> dict[str, str]:
    """The types of a frame's columns, also where it has no rows: the index is text but for the year."""
    *index, value = columns
    return {**{name: "int64" if name == "year" else "str" for name in index}, value: "float64"}


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
