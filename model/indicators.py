"""What an indicator says of suppliers, plants and routes: their own value, their place's, or what a rule assumes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from model.case.rows import each_row
from model.counting import ask
from model.flows import contents, recipe_of, routes_of
from model.improving import ImprovementKey, improvements
from model.minerals import named_minerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from model.case import Case

SubjectKind = Literal["supplier", "plant", "route"]
TABLE_OF: dict[SubjectKind, str] = {"supplier": "suppliers", "plant": "plants", "route": "routes"}
COMPONENT_OF: dict[SubjectKind, str] = {"supplier": "Bought", "plant": "Run", "route": "Shipped"}
BETTERED = "Bettered"
"""The component of what is bought, run or shipped while an agreement improves an indicator of it."""


@dataclass(frozen=True)
class Subject:
    """Something whose tonnes an indicator weighs.

    Attributes:
        kind: What it is.
        name: Its name.
        place: Where it is; a route's is its origin.
        material: What it sells or carries; empty for a plant.
    """

    kind: SubjectKind
    name: str
    place: str
    material: str = ""

    @property
    def index(self) -> tuple[str, ...]:
        """Its index in the model, before the node."""
        return (self.name, self.material) if self.kind == "route" else (self.name,)

    @property
    def holder(self) -> tuple[str, str, str]:
        """Its kind, its name and, of a route, what it carries."""
        return self.kind, self.name, self.material if self.kind == "route" else ""


@dataclass(frozen=True)
class Indicator:
    """The values of one indicator.

    Attributes:
        name: Its name.
        higher_is_better: Its direction.
        values: Values by (subject kind, subject).
        missing: `worst` or `ignore`: what a subject without a value is taken for.
        changes: By how much agreements change it in the end, by (subject kind, subject) and improvement.
    """

    name: str
    higher_is_better: bool
    values: dict[tuple[str, str], float]
    missing: str
    changes: dict[tuple[str, str], dict[ImprovementKey, float]] = field(default_factory=dict)

    def stated(self, kind: str, name: str, place: str) -> float | None:
        """The subject's own value, failing that its place's, failing that None."""
        return self.values.get((kind, name), self.values.get(("place", place)))

    def taken(self, kind: str, name: str, place: str) -> float | None:
        """The stated value, failing that what the rule takes for it; None where the subject is to be ignored."""
        stated = self.stated(kind, name, place)
        return stated if stated is not None or self.missing == "ignore" else self.worst(kind)

    def changed(self, kind: str, name: str, place: str) -> dict[ImprovementKey, float]:
        """By how much agreements change what is stated of a subject: its own value, or that of its place."""
        own = self.changes.get((kind, name), {})
        return own if (kind, name) in self.values else self.changes.get(("place", place), {}) | own

    def worst(self, kind: str) -> float | None:
        """The worst value that any subject of a kind, or place, has; None where none has one.

        A place stands for suppliers that are not named, the upstream of one that sells past its stage.
        """
        kinds = {"place", "supplier" if kind == "place" else kind}
        known = [value for (own, _), value in self.values.items() if own in kinds]
        if not known:
            return None
        return min(known) if self.higher_is_better else max(known)


def indicator(case: Case, name: str, *, missing: str = "ignore") -> Indicator:
    """The values of an indicator.

    Args:
        case: The case.
        name: The indicator.
        missing: What a subject without a value is taken for: `worst` or `ignore`.
    """
    rows = case.filled("indicator_values")
    rows = rows[rows["indicator"] == name]
    direction = {row.indicator: row.direction for row in case.rows("indicators")}[name]
    values = {(row.subject_kind, row.subject): float(row.value) for row in each_row(rows)}
    better = direction == "higher_is_better"
    changes: dict[tuple[str, str], dict[ImprovementKey, float]] = {}
    for key, effect in improvements(case).items():
        if key[3] == name:
            changes.setdefault(key[1:3], {})[key] = effect.value if better else -effect.value
    return Indicator(name, better, values, missing, changes)


def places_of_sources(case: Case) -> dict[tuple[str, str], tuple[str, str]]:
    """Where each supplier and plant stands, and at which stage it sells (a plant: any), by (source kind, source)."""
    stages = {row.material: row.stage for row in case.rows("materials")}
    suppliers = {("supplier", row.supplier): (row.place, stages[row.material]) for row in case.rows("suppliers")}
    return suppliers | {("plant", row.plant): (row.place, "") for row in case.rows("plants")}


def asked_for(row: Any, places: Mapping[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """Whose indicator a row of `supply_rows` takes: its source's, or for its upstream the place's.

    Args:
        row: A row of `supply_rows`.
        places: What `places_of_sources` gives.
    """
    source = (row.source_kind, row.source)
    place, stage = places[source]
    return source if place == row.place and stage in {"", row.stage} else ("place", row.place)


def subjects(
    case: Case, *, kinds: tuple[SubjectKind, ...], minerals: tuple[str, ...], stage: str, where: str
) -> Iterator[Subject]:
    """The suppliers, plants and routes that a rule speaks of.

    Args:
        case: The case.
        kinds: Which of them.
        minerals: The minerals of which they must sell, make or carry one; none: any.
        stage: The stage of that material; empty: any.
        where: What `where` must pick; a kind of which it cannot be asked is left out.
    """
    wanted = wanted_materials(case, minerals, stage)
    recipes = recipe_of(case)
    everything = list(case.filled("materials")["material"])
    for kind in kinds:
        for row in each_row(picked(case, kind, where)):
            if kind == "supplier" and row.material in wanted:
                yield Subject(kind, row.supplier, row.place, row.material)
            if kind == "plant" and any(amount > 0 and m in wanted for m, amount in recipes[row.plant].items()):
                yield Subject(kind, row.plant, row.place)
            if kind == "route":
                for material in row.materials.split(";") if row.materials else everything:
                    if material in wanted:
                        yield Subject(kind, row.route, row.origin, material)


def picked(case: Case, kind: SubjectKind, where: str) -> pd.DataFrame:
    """The rows of a kind that `where` picks; none where it speaks of columns that the kind has not."""
    table = TABLE_OF[kind]
    rows = routes_of(case).reset_index() if kind == "route" else case.filled(table)
    return rows[ask(case, table, rows, where)]


def wanted_materials(case: Case, minerals: tuple[str, ...], stage: str) -> set[str]:
    """The materials that hold one of some minerals and stand at a stage; empty means any."""
    stages = {row.material: row.stage for row in case.rows("materials")}
    holding = {m for (m, own), share in contents(case).items() if own in minerals and share > 0}
    return {m for m, own in stages.items() if stage in {"", own} and (not minerals or m in holding)}


def measured_parts(
    case: Case, rule: Any, shipments: Iterable[tuple[str, str, str]]
) -> list[tuple[str, tuple[str, ...], float]]:
    """What a total or a cost measures: the component, its index before the node, and the indicator per t.

    Without an indicator, tonnes bought (or shipped) are measured. What agreements improve of an indicator is a part of
    its own, of what is bought, run or shipped while they do.

    Args:
        case: The case.
        rule: A row of the rules.
        shipments: The (route, material, node) triples that can be shipped.
    """
    if rule.of == "shipped":
        kinds: tuple[SubjectKind, ...] = ("route",)
    else:
        kinds = ("supplier", "plant", "route") if rule.indicator else ("supplier",)
    measure = indicator(case, rule.indicator, missing=rule.missing) if rule.indicator else None
    carried = {(route, material) for route, material, _ in shipments}
    parts = []
    minerals = named_minerals(rule)
    for subject in subjects(case, kinds=kinds, minerals=minerals, stage=rule.stage, where=rule["where"]):
        value = 1.0 if measure is None else measure.taken(subject.kind, subject.name, subject.place)
        if subject.kind == "route" and subject.index not in carried:
            continue
        if value:
            parts.append((COMPONENT_OF[subject.kind], subject.index, value))
        changed = {} if measure is None else measure.changed(subject.kind, subject.name, subject.place)
        parts += [(BETTERED, (*key, *subject.holder), change) for key, change in changed.items()]
    return parts
