"""The gates of a plan: which steps are begun, when what they hold closed opens, and what that delays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.case.rows import each_row
from model.gates import GateKey, decided_already, gates
from model.plan.words import money
from model.rules import rule_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from model.case import Case

TYPES = {
    "rule": "str", "title": "str", "subject_kind": "str", "subject": "str", "name": "str", "begun_year": "int64",
    "open_year": "int64", "cost_usd": "float64",
}  # fmt: skip
USED = 1e-6
"""Tonnes a year, or blocks, from which something is said to pass a gate."""


@dataclass(frozen=True)
class Passing:
    """What passes one gate in one node, or of projects in one year.

    Attributes:
        key: Rule, kind of subject, subject.
        scenario: The scenario of the node; `all` of a project.
        year: The year.
        amount: What passes; t/yr, or blocks.
        most: The most that could.
        worth: What one more would save a year; USD, with the integers held.
    """

    key: GateKey
    scenario: str
    year: int
    amount: float
    most: float
    worth: float = 0.0


def gate_table(case: Case, model: Any) -> pd.DataFrame:
    """The steps that a plan begins.

    Args:
        case: The case.
        model: The solved model.

    Returns:
        `rule`, `title`, `subject_kind` (supplier, plant, project), `subject`, `name`, `begun_year`, `open_year` (the
        calendar year from which it may be bought of, run or decided), `cost_usd` (as paid). A step that costs nothing
        and that nothing passes is left out.
    """
    found = gates(case)
    titles = case.filled("rules").set_index("rule")["title"]
    names = {kind: case.filled(f"{kind}s").set_index(kind)["name"] for kind in ("supplier", "plant", "project")}
    used = last_passings(passings(model, {}))
    rows = []
    for rule, kind, subject, begun in model.STEPS:
        key = (rule, kind, subject)
        gate = found[key]
        if pyo.value(model.Stepped[(*key, begun)]) > 0.5 and (gate.cost or key in used):
            rows.append((rule, titles[rule], kind, subject, names[kind][subject], begun, begun + gate.delay, gate.cost))
    frame = pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)
    return frame.sort_values(["begun_year", "rule", "subject"], ignore_index=True)


def passings(model: Any, duals: Mapping[Any, float]) -> list[Passing]:
    """What passes every gate."""
    nodes = {node.name: node for node in model.tree.nodes}
    found = []
    for rule, kind, subject, n in model.GATED:
        index, node = (rule, kind, subject, n), nodes[n]
        weight = model.probability[n] * model.annuity[n]
        worth = abs(duals.get(model.open_after_step[index], 0.0)) / weight if weight else 0.0
        amount, most = pyo.value(model.GatedQuantity[index]), model.gated_potential[kind, subject]
        found.append(Passing(index[:3], node.scenario, node.year, amount, most, worth))
    for rule, kind, project, t in model.GATED_BUILDS:
        amount, most = pyo.value(model.Built[project, t]), model.max_blocks[project]
        found.append(Passing((rule, kind, project), "all", t, amount, most))
    return found


def last_passings(found: Iterable[Passing]) -> dict[GateKey, int]:
    """The last year in which something passes, of each gate that something passes."""
    last: dict[GateKey, int] = {}
    for one in found:
        if one.amount > USED:
            last[one.key] = max(last.get(one.key, one.year), one.year)
    return last


def gate_rows(model: Any, duals: Mapping[Any, float], titles: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """How a plan stands to its gates, as rows of the table of rules; `member` names what is held closed.

    A gate binds in a year in which it is closed, where something passes it later, or would at once if it could.
    """
    found = passings(model, duals)
    last = last_passings(found)
    for one in found:
        rule, kind, subject = one.key
        is_open = pyo.value(model.Opened[(*one.key, one.year)]) > 0.5
        limit, worth = (one.most, 0.0) if is_open else (0.0, one.worth)
        binding = not is_open and (last.get(one.key, one.year) > one.year or worth > 0)
        unit, row_unit = ("blocks", "block") if kind == "project" else ("t/yr", "t")
        yield (
            *(rule, titles[rule], "gate", "", subject, one.scenario, one.year, one.amount, limit, "max", unit),
            *(limit - one.amount, 0.0, row_unit, binding, False, worth),
        )


def gate_lines(steps: pd.DataFrame) -> Iterator[str]:
    """Each step that is begun."""
    for row in each_row(steps):
        cost = f", {money(row.cost_usd)}" if row.cost_usd else ""
        yield f"{row.name or row.subject}: {row.rule} begun {row.begun_year}, open from {row.open_year}{cost}"


def gate_costs(case: Case, model: Any) -> Iterator[tuple[str, str, str, float]]:
    """What steps cost, carried by the rules: table, key, column and present value [USD]."""
    found = gates(case)
    for *key, t in model.STEPS:
        begun = pyo.value(model.Stepped[(*key, t)]) * model.discount[t]
        yield "rules", key[0], "cost_usd", found[key[0], key[1], key[2]].cost * begun


def gate_assumptions(case: Case) -> Iterator[str]:
    """What stands behind a gate and takes no step."""
    for name, rule in rule_rows(case, "gate").iterrows():
        committed = decided_already(case, rule) if rule["of"] == "projects" else []
        if committed:
            yield f"Gate {name}: committed projects are decided already and take no step: {', '.join(committed)}."
