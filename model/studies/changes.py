"""What one plan does otherwise than another: shares and shortages that move, and what appears or vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.studies.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.plan import Plan

COLUMNS = {
    "what": "str", "subject": "str", "change": "str", "scenario": "str", "year": "Int64", "before": "float64",
    "after": "float64", "unit": "str",
}  # fmt: skip
KPIS = ("largest share", "import reliance", "shortage")
"""The KPIs that are compared: what a plan is exposed to, and what it fails to deliver."""
FLOWS = (
    ("purchases", "purchases", "supplier", "lifted_t_per_year"),
    ("processing", "processing", "plant", "run_t_per_year"),
    ("shipments", "shipments", "route", "shipped_t_per_year"),
)
"""What is told of only where it appears or vanishes: its name, frame, key and quantity [t/yr]."""
NOTICED = 1e-6
"""Relative change below which nothing has changed but the solver's digits."""

Change = tuple[str, str, str, str, int | None, float, float, str]


def changes(before: Plan, after: Plan) -> pd.DataFrame:
    """What the second plan does otherwise than the first.

    Returns:
        A row each: `what`, `subject`, `change` (rises, falls, appears, vanishes, sooner, later), `scenario`, `year`,
        `before`, `after`, `unit`. KPIs by year; purchases from a supplier, processing in a plant and shipments on a
        route only where one plan has none at all of them, with the year of the most; projects by the blocks decided
        over the horizon, contracts by the most that is signed, other agreements by whether they are joined; what both
        plans have by the year in which it is decided, on line, signed or joined, where that is another.
    """
    found = [
        *kpi_changes(before, after),
        *flow_changes(before, after),
        *decision_changes(before, after),
        *timing_changes(before, after),
    ]
    return pd.DataFrame(found, columns=list(COLUMNS)).astype(COLUMNS)


def kpi_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Of the KPIs that matter those that differ, by year."""
    table = compare({"before": before, "after": after})
    table = table[table["kpi"].isin(KPIS)].sort_values(["kpi", "mineral", "stage", "item", "scenario", "year"])
    for row in table.to_dict("records"):
        subject = " ".join(filter(None, (row["mineral"], row["stage"], row["item"])))
        old, new = (0.0 if pd.isna(row[name]) else float(row[name]) for name in ("before", "after"))
        if differ(old, new):
            change = "rises" if new > old else "falls"
            yield str(row["kpi"]), subject, change, str(row["scenario"]), int(row["year"]), old, new, str(row["unit"])


def flow_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Flows that appear or vanish, with the most that they come to in a year."""
    for what, frame, key, quantity in FLOWS:
        old, new = (most(plan.frames[frame], key, quantity) for plan in (before, after))
        for name in sorted(set(old) ^ set(new)):
            scenario, year, amount = (new if name in new else old)[name]
            if name in new:
                yield what, name, "appears", scenario, year, 0.0, amount, "t/yr"
            else:
                yield what, name, "vanishes", scenario, year, amount, 0.0, "t/yr"


def most(frame: pd.DataFrame, key: str, quantity: str) -> dict[str, tuple[str, int, float]]:
    """Where and when there is most of each thing, and how much."""
    sums = frame.groupby([key, "scenario", "year"], as_index=False)[quantity].sum()
    sums = sums[sums[quantity] > NOTICED].assign(rounded=sums[quantity].round(6))
    first = sums.sort_values(["rounded", "year"], ascending=[False, True]).drop_duplicates(key)
    return {
        str(row[key]): (str(row["scenario"]), int(row["year"]), float(row[quantity])) for _, row in first.iterrows()
    }


def decision_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Projects and contracts of which there is more or less, and agreements that are joined in one plan only."""
    counts = (("projects", "blocks", blocks), ("contracts", "t/yr", volumes), ("agreements", "joined", joined))
    for what, unit, counted in counts:
        old, new = counted(before), counted(after)
        for name in sorted({*old, *new}):
            one, other = old.get(name, 0.0), new.get(name, 0.0)
            if differ(one, other):
                change = "appears" if not one else "vanishes" if not other else "rises" if other > one else "falls"
                yield what, name, change, "all", None, one, other, unit


def timing_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """What both plans have, but in other years."""
    for what, dated in DATED.items():
        old, new = dated(before), dated(after)
        for name in sorted(set(old) & set(new)):
            moves = [pair for pair in zip(old[name], new[name], strict=False) if pair[0] != pair[1]]
            if moves:
                one, other = max(moves, key=lambda pair: abs(pair[1] - pair[0]))
                yield what, name, "sooner" if other < one else "later", "all", other, one, other, "year"


def blocks(plan: Plan) -> dict[str, float]:
    """The blocks decided of each project, over the horizon."""
    return {str(name): float(n) for name, n in plan.projects_built.groupby("project")["blocks"].sum().items()}


def volumes(plan: Plan) -> dict[str, float]:
    """The most of each contract that is signed at a time."""
    most = plan.contracts_signed.groupby("contract")["volume_t_per_year"].max()
    return {str(name): float(n) for name, n in most.items()}


def joined(plan: Plan) -> dict[str, float]:
    """The agreements that a plan chooses to join."""
    return dict.fromkeys(joined_years(plan), 1.0)


def joined_years(plan: Plan) -> dict[str, list[int]]:
    """The first year in which each agreement that a plan chooses to join is in force."""
    table = plan.agreements
    chosen = table[table["in_force"] & (table["status"] == "candidate")]
    return {str(name): [int(year)] for name, year in chosen.groupby("agreement")["year"].min().items()}


def signed_years(plan: Plan) -> dict[str, list[int]]:
    """The first year in which each contract is signed."""
    return {str(name): [int(year)] for name, year in plan.contracts_signed.groupby("contract")["year"].min().items()}


def block_years(plan: Plan, column: str) -> dict[str, list[int]]:
    """Of each block of each project the year in a column, in order."""
    found: dict[str, list[int]] = {}
    for row in plan.projects_built.sort_values(column).to_dict("records"):
        found.setdefault(str(row["project"]), []).extend([int(row[column])] * int(row["blocks"]))
    return found


DATED: dict[str, Callable[[Plan], dict[str, list[int]]]] = {
    "projects decided": lambda plan: block_years(plan, "decided_year"),
    "projects on line": lambda plan: block_years(plan, "online_year"),
    "contracts signed": signed_years,
    "agreements joined": joined_years,
}
"""What may be sooner or later: the years in which each plan has it."""


def differ(old: float, new: float) -> bool:
    """Whether two figures differ by more than the solver's digits."""
    return abs(new - old) > NOTICED * max(1.0, abs(old), abs(new))
