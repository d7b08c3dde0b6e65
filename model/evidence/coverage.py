"""Which minerals and stages a data set covers, and on what its capacities rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.plan.figures import Basis
from model.schema import STAGES, TABLES
from model.schema.column import BASES

if TYPE_CHECKING:
    from model.case import Case


def coverage(case: Case) -> pd.DataFrame:
    """Suppliers by mineral and stage, and the basis of their capacities.

    Returns:
        `mineral`, `stage`, `suppliers`, `places` (where they are), `capacity_t_per_year` (contained; as it is today:
        what `yearly` says of the first year, else the row), and the share of that capacity that is `reported`,
        `derived`, `illustrative`, `own`.
    """
    suppliers = case.filled("suppliers")
    basis = Basis(case)
    today = suppliers["supplier"].map(first_years(case, "suppliers", "capacity_t_per_year"))
    rows = suppliers.assign(
        stage=suppliers["material"].map(case.filled("materials").set_index("material")["stage"]),
        capacity=today.fillna(suppliers["capacity_t_per_year"]),
        capacity_basis=[basis.of("suppliers", name, "capacity_t_per_year") for name in suppliers["supplier"]],
    ).merge(case.minerals, on="material")
    rows["contained"] = (rows["capacity"] * rows["content"]).astype(float)
    groups = rows.groupby(["mineral", "stage"])
    found = groups.agg(suppliers=("supplier", "nunique"), places=("place", "nunique"), contained=("contained", "sum"))
    by_basis = rows.pivot_table(index=["mineral", "stage"], columns="capacity_basis", values="contained", aggfunc="sum")
    shares = (
        by_basis.reindex(columns=list(BASES)).fillna(0.0).div(found["contained"].where(found["contained"] > 0), axis=0)
    )
    table = found.rename(columns={"contained": "capacity_t_per_year"}).join(shares).reset_index()
    order = pd.Categorical(table["stage"], STAGES, ordered=True)
    return table.assign(order=order).sort_values(["mineral", "order"], ignore_index=True).drop(columns="order")


def first_years(case: Case, table: str, column: str) -> dict[str, float]:
    """The earliest figure that `yearly` gives of a column, by key."""
    rows = case.filled("yearly")
    rows = rows[(rows["table"] == table) & (rows["column"] == column)].sort_values("year")
    rows = rows.drop_duplicates("key")
    return dict(zip(rows["key"], rows["value"], strict=True))


def bases_of_rows(case: Case) -> pd.DataFrame:
    """How many rows of each table are reported, derived, illustrative or own, and how many cells differ from their row.

    Returns:
        `table`, `rows`, a column per basis, `cells` (entries of `provenance`).
    """
    notes = case.filled("provenance")["table"].value_counts()
    lines = []
    for name in TABLES:
        frame = case.filled(name)
        if "basis" in frame.columns and name != "provenance" and len(frame):
            counts = frame["basis"].value_counts()
            found = {basis: int(counts.get(basis, 0)) for basis in BASES}
            lines.append({"table": name, "rows": len(frame), **found, "cells": int(notes.get(name, 0))})
    return pd.DataFrame(lines, columns=["table", "rows", *BASES, "cells"])
