"""What agreements in force unlock, add, assure and oblige to, how much of it is used, and whether it binds."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.certified import stated_shares
from model.plan.certified import cleaned
from model.plan.improvements import improvement_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from model.case import Case

TYPES = {
    "agreement": "str", "term": "str", "target_kind": "str", "target": "str", "mineral": "str", "scenario": "str",
    "year": "int64", "value": "float64", "limit": "float64", "sense": "str", "unit": "str", "slack": "float64",
    "binding": "bool", "usd_per_unit": "float64",
}  # fmt: skip
TOUCHING = 1e-6
"""Relative slack below which a term is said to bind."""
HALF = 0.5
"""Whether a binary is yes: the solver's digits aside."""

Entry = tuple[Any, ...]
"""Agreement, term, kind of target, target, mineral, node, value, limit, sense, unit, the row that prices it."""


def term_table(case: Case, model: Any, duals: Mapping[Any, float] | None) -> pd.DataFrame:
    """The effects and obligations of agreements in the years in which they are in force.

    Args:
        case: The case.
        model: The solved model.
        duals: The rise of the objective per unit of right-hand side, by constraint.

    Returns:
        A row for each term, target (and mineral) and year. Of an effect `limit` is what it opens or adds and `value`
        how much of that is used (of a leakage cut: what would leak of what is bought, and how much of that it keeps
        from leaking); of an obligation `limit` is what is owed and `value` what is done. `binding`: nothing is left of
        the one, no more than is owed is done of the other. `usd_per_unit`: what one more unit would save (or one less
        owed) a year, with the integers held.
    """
    found = [entry for entry in entries(case, model) if pyo.value(model.InForce[entry[0], entry[5]]) > HALF]
    rows = [row_of(model, duals or {}, *entry) for entry in found]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def entries(case: Case, model: Any) -> Iterator[Entry]:
    """All terms, in force or not."""
    of: dict[str, Callable[..., Iterator[Entry]]] = {
        "unlock": unlocked,
        "capacity": added,
        "availability_uplift": assured,
        "leakage_cut": partial(cleaned, stated_shares(case)),
    }
    for key in model.AGREED_EFFECTS:
        for node in model.NODES:
            yield from of[key[1]](model, key, node)
    yield from local_processing(case, model)
    yield from purchases(model)
    yield from decisions(model)
    yield from jobs(model)
    yield from improvement_terms(model)


def row_of(model: Any, duals: Mapping[Any, float], *entry: Any) -> tuple[Any, ...]:
    """One row of the table."""
    *names, node, value, limit, sense, unit, constraint = entry
    at = next(own for own in model.tree.nodes if own.name == node)
    yearly = constraint is not None and constraint.index()[-1] in model.YEARS
    weight = model.discount[at.year] if yearly else model.probability[node] * model.annuity[node]
    worth = abs(duals.get(constraint, 0.0)) / weight if constraint is not None and weight else 0.0
    slack = limit - value if sense == "max" else value - limit
    binding = limit > 0 and slack <= TOUCHING * max(1.0, abs(limit))
    return (*names, at.scenario, at.year, value, limit, sense, unit, slack, binding, worth)


def of_row(component: Any, *index: Any) -> Any:
    """The row of a constraint, None where it holds nowhere such."""
    return component[index] if index in component else None  # noqa: SIM401 - Pyomo has no get


def unlocked(model: Any, key: tuple[str, str, str, str], node: str) -> Iterator[Entry]:
    """What is bought, lifted, decided or shipped of what an agreement opens."""
    _, _, kind, target = key
    t, share, room = model.year[node], pyo.value(model.InEffect[key, node]), math.inf
    if kind == "supplier":
        used = pyo.value(model.Bought[target, node])
        most = model.most_bought[target, node] if (target, node) in model.LOCKED_SUPPLY else 0.0
        room = deliverable(model, target, node)
        row = of_row(model.supplier_when_unlocked, target, node)
    elif kind == "contract" and target in model.TERM_CONTRACTS:
        used, most = pyo.value(model.VolumeInForce[target, t]), model.max_volume[target]
        row = of_row(model.covered_when_unlocked, target, t)
    elif kind == "contract":
        used = pyo.value(model.Lifted[target, node]) if (target, node) in model.Lifted else 0.0
        most, row = model.max_volume[target], of_row(model.spot_when_unlocked, target, node)
    elif kind == "project":
        used = pyo.value(model.Built[target, t]) if (target, t) in model.Built else 0.0
        most, row = model.max_blocks[target], of_row(model.decided_when_unlocked, target, t)
    else:
        used = sum(pyo.value(model.Shipped[target, m, node]) for m in model.CARRIED_BY[target, node])
        most, row = model.most_shipped[target, t], of_row(model.shipped_when_unlocked, target, node)
        room = model.route_limit[target, t] + pyo.value(model.AddedCapacity["route_capacity", target, t])
    unit = "blocks" if kind == "project" else "t/yr"
    yield (*named(key), node, used, min(most * share, room), "max", unit, row)


def deliverable(model: Any, supplier: str, node: str) -> float:
    """What a supplier can deliver with what has been added to it [t/yr]."""
    room = model.availability_contract[supplier, node] * pyo.value(model.Capacity[supplier, model.year[node]])
    more = pyo.value(model.Assured[supplier, node]) if (supplier, node) in model.ASSISTED else 0.0
    return float(room + more)


def named(key: tuple[str, str, str, str]) -> tuple[str, ...]:
    """The names of an effect, which speaks of no mineral."""
    return (*key, "")


def added(model: Any, key: tuple[str, str, str, str], node: str) -> Iterator[Entry]:
    """How much of the capacity that an agreement adds is used: what is above the capacity without it."""
    _, _, kind, target = key
    t = model.year[node]
    if kind == "supplier":
        used, whole = pyo.value(model.Bought[target, node]), pyo.value(model.Capacity[target, t])
        whole = whole * model.availability_contract[target, node]
        row = of_row(model.supplier_capacity, target, node) or of_row(model.assisted_capacity, target, node)
    elif kind == "plant":
        line = model.line_of[target]
        used = sum(pyo.value(model.Run[p, node]) for p in model.PLANTS_ON[line, node])
        whole = pyo.value(model.LineCapacity[line, t]) * model.line_availability[line, node]
        row = of_row(model.line_capacity, line, node) or of_row(model.assisted_line, line, node)
    elif kind == "route":
        used = sum(pyo.value(model.Shipped[target, m, node]) for m in model.CARRIED_BY[target, node])
        whole = model.route_limit[target, t] + pyo.value(model.AddedCapacity["route_capacity", target, t])
        row = of_row(model.route_capacity, target, node)
    else:
        routes = [(r, m) for r in model.ROUTES_IN[target] for m in model.CARRIED_BY[r, node]]
        used = sum(pyo.value(model.Shipped[r, m, node]) for r, m in routes)
        whole = model.corridor_limit[target, t] + pyo.value(model.AddedCapacity["corridor_capacity", target, t])
        row = of_row(model.corridor_capacity, target, node)
    extra = pyo.value(model.effect_value[key] * model.InEffect[key, node])
    extra *= available(model, kind, target, node)
    yield (*named(key), node, min(extra, max(0.0, used - (whole - extra))), extra, "max", "t/yr", row)


def available(model: Any, kind: str, target: str, node: str) -> float:
    """How much of the capacity of a target is available without any assistance."""
    if kind == "supplier":
        return float(model.availability_contract[target, node])
    return float(model.line_availability[model.line_of[target], node]) if kind == "plant" else 1.0


def assured(model: Any, key: tuple[str, str, str, str], node: str) -> Iterator[Entry]:
    """How much of the availability that an agreement adds is used: what is above that without it."""
    if key[2] == "plant":
        yield assured_line(model, key, node)
        return
    supplier = key[3]
    if (supplier, node) not in model.ASSISTED:
        return
    used = pyo.value(model.Bought[supplier, node])
    base = model.availability_contract[supplier, node] * pyo.value(model.Capacity[supplier, model.year[node]])
    extra = pyo.value(model.Assured[supplier, node])
    row = of_row(model.assisted_capacity, supplier, node)
    yield (*named(key), node, min(extra, max(0.0, used - base)), extra, "max", "t/yr", row)


def assured_line(model: Any, key: tuple[str, str, str, str], node: str) -> Entry:
    """How much of the availability that an agreement adds to the line of a plant is used."""
    line, t = model.line_of[key[3]], model.year[node]
    run = sum(pyo.value(model.Run[p, node]) for p in model.PLANTS_ON[line, node])
    base = model.line_availability[line, node] * pyo.value(model.LineCapacity[line, t])
    extra, row = pyo.value(model.AssuredLine[line, node]), model.assisted_line[line, node]
    return (*named(key), node, min(extra, max(0.0, run - base)), extra, "max", "t/yr", row)


def local_processing(case: Case, model: Any) -> Iterator[Entry]:
    """Shares that local plants process: of all steps of a ramp the one that has been reached."""
    share = {
        (row.agreement, row.target_kind, row.target): row.value
        for row in case.rows("agreement_obligations")
        if row.obligation == "local_processing_share"
    }
    for *key, mineral, joined, node in model.LOCAL_PROCESSING:
        g, kind, target = key
        t = model.year[node]
        owed = model.owed_share[g, kind, target, joined, t]
        since = [s for s in model.STANDING_IN[g, t] if pyo.value(model.Standing[g, s, t]) > HALF]
        steps = [s for _, _, _, m, s, n in local_steps(model, key) if (m, n) == (mineral, node)]
        if not since or joined != min((s for s in steps if s >= since[0]), default=None) or not share[g, kind, target]:
            continue
        used = pyo.value(model.Processed[g, kind, target, mineral, node])
        least = owed * pyo.value(model.Procured[g, kind, target, mineral, node])
        row = model.local_processing[g, kind, target, mineral, joined, node]
        yield g, "local_processing_share", kind, target, mineral, node, used, least, "min", "contained t/yr", row


def local_steps(model: Any, key: list[str]) -> list[tuple[Any, ...]]:
    """The rows of local processing of one obligation."""
    return [index for index in model.LOCAL_PROCESSING if list(index[:3]) == key]


def purchases(model: Any) -> Iterator[Entry]:
    """Least purchases."""
    for g, kind, target, node in model.LEAST_PURCHASES:
        done = sum(pyo.value(model.Bought[i, node]) for i in model.OWED_SUPPLIERS[g, kind, target])
        owed = pyo.value(model.OwedPurchase[g, kind, target, node])
        row = model.least_purchase[g, kind, target, node]
        yield g, "min_purchase", kind, target, "", node, done, owed, "min", "t/yr", row


def decisions(model: Any) -> Iterator[Entry]:
    """Capital and projects that are owed, in the years in which they are."""
    node_of = {model.year[n]: n for n in model.TRUNK}
    for *key, t in model.LEAST_INVESTMENTS:
        g, kind, target = key
        done = sum(model.capital[j] * pyo.value(model.Built[j, s]) for j, s in model.OWED_BUILDS[g, kind, target, t])
        owed, row = model.owed_investment[g, kind, target], model.least_investment[g, kind, target, t]
        yield g, "min_investment", kind, target, "", node_of[t], done, owed, "min", "USD", row
    for *key, t in model.LEAST_PROJECTS:
        g, kind, target = key
        built = {
            j: sum(pyo.value(model.Built[j, s]) for s in model.DECIDED_UNTIL[j, t])
            for j in model.OWED_PROJECTS[g, kind, target]
        }
        owed, row = model.owed_count[g, kind, target], model.least_projects[g, kind, target, t]
        done = sum(blocks > HALF for blocks in built.values())
        yield g, "least_projects", kind, target, "", node_of[t], float(done), owed, "min", "projects", row


def jobs(model: Any) -> Iterator[Entry]:
    """Jobs that are owed."""
    for g, kind, target, node in model.LEAST_JOBS:
        index = (g, kind, target, node)
        done, owed = pyo.value(model.JobsGiven[index]), pyo.value(model.JobsOwed[index])
        yield g, "local_jobs", kind, target, "", node, done, owed, "min", "jobs", model.least_jobs[index]
