"""What an average is made of: how far each source is from the limit, and what agreements change of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.counting import ANYWHERE, matching, supply_rows
from model.improving import furthest
from model.indicators import BETTERED, COMPONENT_OF, asked_for, indicator, places_of_sources
from model.minerals import named_minerals, of_its_minerals
from model.prices import mineral_values

if TYPE_CHECKING:
    from model.case import Case
    from model.improving import ImprovementKey

Part = tuple[str, tuple[str, ...], float]
"""A component, its index before the node, and its weight."""


@dataclass(frozen=True)
class Source:
    """What a supplier or a plant brings to an average in a year.

    Attributes:
        kind: `supplier` or `plant`.
        name: Its name.
        mineral: The mineral.
        t_per_t: Contained t per t bought or run.
        distance: By how much a t of it keeps the limit, times its weight; below zero where it breaks it.
        changes: What agreements add to that in the end, times its weight, by improvement.
        best: The distance with the most that agreements could add to it in the year.
    """

    kind: str
    name: str
    mineral: str
    t_per_t: float
    distance: float
    changes: dict[ImprovementKey, float]
    best: float

    @property
    def quantity(self) -> tuple[str, tuple[str, ...]]:
        """The component of what is bought or run, and its index before the node."""
        return COMPONENT_OF[self.kind], (self.name,)  # type: ignore[index]

    @property
    def parts(self) -> list[Part]:
        """What it brings to the sum over sources that keeps the limit."""
        changed = [(BETTERED, (*key, self.kind, self.name, ""), change) for key, change in self.changes.items()]
        return [(*self.quantity, self.distance), *changed]


def averaged(case: Case, name: str, rule: Any) -> dict[tuple[str, str, int], list[Source]]:
    """The sources of an average, by (rule, mineral, year); the mineral is empty where several are weighed together."""
    rows = supply_rows(case, unknown_origin=rule.unknown_origin)
    rows = of_its_minerals(rule, rows[rows["stage"] == rule.stage])
    rows = rows[(rows["place"] == ANYWHERE) | matching(case, rows, rule["where"])]
    measure = indicator(case, rule.indicator, missing=rule.missing)
    limit = case.by_year("rules", "limit").to_dict()
    sign = 1.0 if rule.sense == "min" else -1.0
    worth = mineral_values(case, rule.stage, rows["mineral"]) if rule.weight == "value" else {}
    joint = rule.weight == "value" and len(named_minerals(rule)) != 1
    places, far = places_of_sources(case), furthest(case)
    found: dict[tuple[str, str, int], list[Source]] = {}
    for row in each_row(rows):
        asked = (*asked_for(row, places), row.place)
        value, changed = measure.taken(*asked), measure.changed(*asked)
        for t in case.years if value is not None else ():
            value_of_t = worth.get((row.mineral, t), 1.0)
            distance = sign * (value - limit[name, t]) * row.t_per_t * value_of_t
            changes = {key: sign * change * row.t_per_t * value_of_t for key, change in changed.items()}
            best = distance + sum(max(0.0, change) * far.get((key, t), 0.0) for key, change in changes.items())
            source = Source(row.source_kind, row.source, row.mineral, row.t_per_t, distance, changes, best)
            found.setdefault((name, "" if joint else row.mineral, t), []).append(source)
    return found
