"""Metrics as a loaded model has them: the expressions that are minimised, and the rows that keep a level."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.averaging import Source, averaged
from model.families.averages import merit
from model.families.shortages import valued
from model.indicators import measured_parts
from model.rules import rule_nodes, rule_rows, sum_of
from model.sharing import base_parts, counted_parts, discarded, nobody
from model.studies.metric_rules import kept_at
from model.studies.metrics import AVERAGE, COST, DOMESTIC, HHI, SHORTAGE, TOTAL, WHOLE, Asked
from model.studies.weighed import Level, Metric, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.solving import LoadedCase

LEAST_T = 1e-6
"""Contained tonnes below which there is no share and no average."""


def measured(loaded: LoadedCase, asked: Asked) -> Metric | Level:
    """A metric of a loaded case.

    Raises:
        InputError: It has no meaning for the case.
    """
    if asked.kind == COST:
        objective = next(loaded.model.component_data_objects(pyo.Objective, active=True))
        return Metric(asked.name, objective.expr)
    if asked.kind == SHORTAGE:
        return Metric(asked.name, shortage(loaded, asked))
    if asked.kind == TOTAL:
        return Metric(asked.name, total(loaded, asked), more_is_better=asked.more_is_better)
    if asked.kind == HHI:
        return concentration(loaded, asked)
    return average(loaded, asked) if asked.kind == AVERAGE else share(loaded, asked)


def over_nodes(loaded: LoadedCase) -> Iterator[tuple[str, float]]:
    """The nodes, with the calendar years that each stands for, by its probability."""
    model = loaded.model
    for n in model.NODES:
        yield n, model.probability[n] * model.years_in[n]


def shortage(loaded: LoadedCase, asked: Asked) -> Any:
    """What goes short as a share of what is asked for, both at benchmark prices, over all years.

    Raises:
        InputError: A material that is asked for has no benchmark price.
    """
    model, case = loaded.model, kept_at(loaded.case, {asked: 1.0})
    parts = list(valued(model, case, rule_rows(case, "shortage").loc[asked.rule]))
    worth = sum(weight * model.demand[d, model.year[n]] for d, n, weight in parts)
    return sum(weight / worth * model.Shortfall[d, n] for d, n, weight in parts) if worth else 0.0


def total(loaded: LoadedCase, asked: Asked) -> Any:
    """An indicator over all that is bought, run and shipped in all years; what has no value counts nothing."""
    case = kept_at(loaded.case, {asked: 1.0})
    rule = rule_rows(case, "total").loc[asked.rule]
    parts = measured_parts(case, rule, loaded.model.SHIPMENTS)
    return sum(weight * sum_of(loaded.model, parts, n) for n, weight in over_nodes(loaded))


def share(loaded: LoadedCase, asked: Asked) -> Level:
    """The largest share of a place, or the share of the buyer's own places, in the worst year."""
    model, more = loaded.model, asked.kind == DOMESTIC
    rule = rule_rows(kept_at(loaded.case, {asked: 0.5}), "share").loc[asked.rule]
    totals = base_parts(model, loaded.case, rule)
    counted = {**nobody(rule, totals), **counted_parts(model, loaded.case, rule)}
    pairs = []
    for n in rule_nodes(model, loaded.case, rule):
        for (mineral, _), parts in counted.items():
            lost = discarded(model, asked.stage, mineral, n)
            base = sum_of(model, totals.get((mineral, ""), ()), n) - lost
            pairs.append((sum_of(model, parts, n) - (lost if more else 0.0), base))

    def rows_at(level: float) -> Rows:
        if more:
            return [(own - level * base, 0.0, math.inf) for own, base in pairs]
        return [(own - level * base, -math.inf, 0.0) for own, base in pairs]

    def measure() -> float:
        known = [(pyo.value(own), pyo.value(base)) for own, base in pairs]
        shares = [own / base for own, base in known if base > LEAST_T]
        return (min if more else max)(shares, default=1.0 if more else 0.0)

    return Level(asked.name, rows_at, measure, ideal=1.0 if more else 0.0, more_is_better=more)


def concentration(loaded: LoadedCase, asked: Asked) -> Level:
    """The HHI over places in the worst year; the case has a rule on it, of any limit, whose cones are its measure."""
    model = loaded.model
    keys = [key for key in model.HHIS if key[0] == asked.rule]

    def rows_at(level: float) -> Rows:
        root = math.sqrt(max(level, 0.0) / WHOLE)
        return [(model.SupplyNorm[key] - root * model.HhiBase[key], -math.inf, 0.0) for key in keys]

    def measure() -> float:
        bases = {key: pyo.value(model.HhiBase[key]) for key in keys}
        return max((index(key) / base**2 for key, base in bases.items() if base > LEAST_T), default=0.0)

    def index(key: tuple[str, str, str]) -> float:
        rule, mineral, node = key
        members = model.HHI_MEMBERS_OF[rule, mineral]
        return sum(WHOLE * float(pyo.value(model.MemberCounted[rule, mineral, k, node])) ** 2 for k in members)

    return Level(asked.name, rows_at, measure, ideal=0.0)


def average(loaded: LoadedCase, asked: Asked) -> Level:
    """The average of an indicator over what is bought and made, in the worst year."""
    model, case = loaded.model, loaded.case
    sign = 1.0 if asked.more_is_better else -1.0

    def found_at(level: float) -> list[tuple[Any, list[Source], str]]:
        kept = kept_at(case, {asked: level})
        rule = rule_rows(kept, "average").loc[asked.rule]
        found = averaged(kept, asked.rule, rule)
        nodes = rule_nodes(model, kept, rule)
        return [(rule, sources, n) for n in nodes for (_, _, t), sources in found.items() if t == model.year[n]]

    def rows_at(level: float) -> Rows:
        return [(merit(model, rule, sources, n), 0.0, math.inf) for rule, sources, n in found_at(level)]

    plain = found_at(0.0)
    pairs = [
        (
            sum_of(model, [part for source in sources for part in source.parts], n),
            sum_of(model, [(*source.quantity, source.t_per_t) for source in sources], n),
        )
        for _, sources, n in plain
    ]

    def measure() -> float:
        known = [(pyo.value(own), pyo.value(quantity)) for own, quantity in pairs]
        values = [sign * own / quantity for own, quantity in known if quantity > LEAST_T]
        return float((min if asked.more_is_better else max)(values, default=sign * best))

    best = max((source.best / source.t_per_t for _, sources, _ in plain for source in sources), default=0.0)
    return Level(asked.name, rows_at, measure, ideal=sign * best, more_is_better=asked.more_is_better)
