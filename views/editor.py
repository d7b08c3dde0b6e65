"""How a table is edited: each column configured from the schema, its unit and meaning in the header's tooltip."""

from __future__ import annotations

from typing import Any

import streamlit as st

from model.schema import TABLES, Column, Table

KNOWN: dict[str, tuple[str, ...]] = {
    "Demand": ("demand", "sectors", "substitutes", "scrap_returns", "past_use"),
    "Supply": ("suppliers", "contracts", "origins", "prices"),
    "Plants, projects": ("plants", "processes", "process_materials", "projects", "project_effects"),
    "Transport, stocks": ("routes", "corridors", "chokepoints", "tariffs", "stockpiles"),
    "Agreements": (
        "agreements",
        "agreement_effects",
        "agreement_obligations",
        "agreement_payments",
        "agreement_pairs",
    ),
    "Power, money": ("pools", "supports", "project_finance"),
    "Rules, ESG": ("rules", "indicators", "indicator_values"),
    "Materials, places": ("materials", "material_minerals", "places", "owners"),
    "Time, sources": ("yearly", "sources", "provenance", "gaps", "disagreements", "import_shares"),
}
PLACED = {table for tables in KNOWN.values() for table in tables}
REST = tuple(table for table in TABLES if table not in PLACED)
AREAS = {
    area: (*tables, *(name for name in REST if area == "Agreements" and name.startswith("agreement_")))
    for area, tables in KNOWN.items()
}
"""Every table, by what a person looks for."""
OTHERS = tuple(name for name in REST if not name.startswith("agreement_"))
if OTHERS:
    AREAS["Others"] = OTHERS


def columns(table: Table) -> dict[str, Any]:
    """The configuration of each column of a table, for `st.data_editor`."""
    config: dict[str, Any] = {"_index": st.column_config.NumberColumn("row", disabled=True, pinned=True, width=60)}
    for column in table.columns:
        config[column.name] = configured(column, pinned=column.name in table.key[:1])
    return config


def column_order(table: Table) -> list[str]:
    """The key first, then where the row's figures come from, then all else."""
    first = [*table.key, *(name for name in ("basis", "source") if name in table.column_names)]
    return [*first, *(name for name in table.column_names if name not in first)]


def configured(column: Column, *, pinned: bool) -> Any:
    """A column as its kind asks for; what may stand in it is left to the loader, which says what is wrong."""
    more: dict[str, Any] = {"help": tooltip(column), "pinned": pinned or None}
    if column.kind == "number":
        return st.column_config.NumberColumn(column.name, **more)
    if column.kind == "integer":
        return st.column_config.NumberColumn(column.name, format="%d", step=1, **more)
    if column.kind == "flag":
        return st.column_config.CheckboxColumn(column.name, **more)
    if column.choices:
        return st.column_config.SelectboxColumn(column.name, options=list(column.choices), **more)
    return st.column_config.TextColumn(column.name, **more)


def tooltip(column: Column) -> str:
    """What a column means: help, unit, bounds, and what an empty cell stands for."""
    parts = [column.help]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.lower is not None and column.upper is not None:
        parts.append(f"From {column.lower:g} to {column.upper:g}.")
    elif column.lower is not None:
        parts.append(f"At least {column.lower:g}.")
    if column.refers_to:
        parts.append(f"A row of {' or '.join(column.refers_to)}.")
    if column.kind == "list":
        parts.append("Items separated by semicolons.")
    parts.append(_empty(column))
    return " ".join(part for part in parts if part)


def _empty(column: Column) -> str:
    if column.required:
        return "Needed."
    if column.empty_means:
        return f"Empty: {column.empty_means}."
    return "" if column.default in (None, "") else f"Empty: {column.default}."
