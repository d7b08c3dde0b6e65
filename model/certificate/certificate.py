"""The certificate of a plan: every balance, limit, rule and dollar recomputed from its tables alone."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate import (
    agreements,
    assisted,
    balance,
    certified,
    contracts,
    costs,
    decided,
    demand,
    employment,
    gates,
    improvements,
    obliged,
    power,
    processing,
    projects,
    rules,
    stocks,
    supply,
    supports,
    transport,
    unlocked,
)
from model.certificate.floors import make_floors
from model.certificate.read import make_inputs, read_folder, read_plan_folder
from model.certificate.rows import Rows, broken, check_rows, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHOWN = 5
"""How many of the worst rows a rejected certificate names."""


@dataclass(frozen=True, eq=False)
class Certificate:
    """What an independent recomputation of a plan found.

    Attributes:
        accepted: Every check holds.
        checks: A row for each: `check`, `subject`, `year` (0: none), `residual` (in the row's unit), `scale` (sum of
            the sizes of its terms), `tolerance`, `holds`.
        largest_residual: Largest residual as a share of its scale, costs aside.
        objective_difference: Recomputed less stated objective, in size; USD.
        words: What was found, in a few lines.
    """

    accepted: bool
    checks: pd.DataFrame = field(repr=False)
    largest_residual: float
    objective_difference: float
    words: str


def certify(folder: str | Path) -> Certificate:
    """Checks a plan on disk.

    Args:
        folder: The folder that `Plan.write` has made.

    Raises:
        OSError: A file is missing.
    """
    tables, settings = read_folder(Path(folder) / "inputs")
    decisions, table, head = read_plan_folder(Path(folder), decided.KEYS)
    return certify_tables(tables, settings, decisions, table, head)


def certify_tables(
    inputs: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Any],
    decisions: Mapping[str, pd.DataFrame],
    costs: pd.DataFrame,
    plan: Mapping[str, Any],
) -> Certificate:
    """Checks a plan in memory.

    Args:
        inputs: The resolved input tables, as written.
        settings: The settings: the contents of `dataset.toml`.
        decisions: The tables of decisions by name.
        costs: The cost table.
        plan: What `plan.json` says: `objective_usd`, `bound_usd`, `gap`, `status`, `options`.
    """
    return certificate_of(table_of(all_checks(inputs, settings, decisions, costs, plan)))


def all_checks(
    tables: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Any],
    decisions: Mapping[str, pd.DataFrame],
    cost_table: pd.DataFrame,
    plan: Mapping[str, Any],
) -> Iterator[Rows]:
    """Every check, part by part."""
    inputs = make_inputs(tables, settings)
    made = decided.make_decided(decisions, inputs)
    floors = make_floors(inputs)
    yield from decided.checks(decisions, inputs)
    yield from balance.checks(inputs, made, floors.material)
    yield from agreements.checks(inputs, made)
    yield from unlocked.checks(inputs, made, floors.material)
    yield from assisted.checks(inputs, made, floors.material)
    yield from certified.checks(inputs, made, floors)
    yield from obliged.checks(inputs, made, floors)
    yield from employment.checks(inputs, made)
    yield from supply.checks(inputs, made, floors.material)
    yield from contracts.checks(inputs, made, floors.material, assisted.of_contracts(inputs, made))
    yield from projects.checks(inputs, made)
    plant_floor = processing.plant_floor(inputs, floors.material)
    yield from processing.checks(inputs, made, plant_floor)
    yield from power.checks(inputs, made, plant_floor)
    yield from supports.checks(inputs, made)
    yield from transport.checks(inputs, made, floors.material)
    yield from stocks.checks(inputs, made, floors.material, rules.required_cover(inputs))
    yield from demand.checks(inputs, made, floors.material)
    yield from rules.checks(inputs, made, floors)
    yield from improvements.checks(inputs, made, floors, plant_floor)
    yield from gates.checks(inputs, made, floors.material)
    yield from costs.checks(inputs, made, cost_table, plan)
    yield from proof(plan)


def proof(plan: Mapping[str, Any]) -> Iterator[Rows]:
    """The bound is below the cost, the gap is what lies between, and optimal means within the gap asked for."""
    cost, bound, gap = plan.get("objective_usd"), plan.get("bound_usd"), plan.get("gap")
    if cost is None or bound is None or not math.isfinite(bound):
        if plan.get("status") == "optimal":
            yield broken("optimal needs a bound", ["total cost"])
        return
    size = max(abs(cost), abs(bound), 1.0)
    yield check_rows("bound below cost", ["total cost"], [bound - cost], [size])
    between = max(cost - bound, 0.0)
    asked = (plan.get("options") or {}).get("gap")
    if gap is not None and cost:
        yield check_rows("gap", ["total cost"], [abs(gap - between / abs(cost))], [1.0])
    if plan.get("status") == "optimal" and asked is not None:
        yield check_rows("optimal within the gap", ["total cost"], [between - asked * abs(cost)], [size])


def certificate_of(checks: pd.DataFrame) -> Certificate:
    """The verdict on a table of checks."""
    money = checks["check"].isin(["cost as paid", "cost as present value", "objective", "gap", "bound below cost"])
    relative = (checks["residual"] / checks["scale"]).fillna(np.inf)
    largest = float(relative[~money].max()) if len(checks[~money]) else 0.0
    difference = float(checks.loc[checks["check"] == "objective", "residual"].max())
    accepted = bool(checks["holds"].all())
    return Certificate(accepted, checks, largest, difference, words_of(checks, largest, difference))


def words_of(checks: pd.DataFrame, largest: float, difference: float) -> str:
    """The verdict in words."""
    failed = checks[~checks["holds"]]
    if failed.empty:
        return (
            f"Recomputed from the tables by separate code: all {len(checks):,} checks hold. "
            f"Largest residual {largest:.1g} of its row; the cost differs by {difference:.1g} USD."
        )
    worst = failed.assign(by=failed["residual"] / failed["tolerance"]).sort_values("by", ascending=False)
    lines = [f"Rejected: {len(failed):,} of {len(checks):,} checks fail when recomputed from the tables."]
    for row in worst.head(SHOWN).to_dict("records"):
        when = f", {row['year']}" if row["year"] else ""
        lines.append(f"  {row['check']}: {row['subject']}{when}, off by {row['residual']:.6g}")
    return "\n".join(lines)
