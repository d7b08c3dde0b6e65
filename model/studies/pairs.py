"""Two plans, and what is asked of both: what things are called, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.names import in_a_sentence, names_in, place_names, short
from model.flows import contracts_of
from model.prices import benchmark_prices, mineral_values
from model.studies.changes import blocks
from model.studies.moves import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.plan import Plan

TABLES = {
    "purchases": ("suppliers", "supplier"),
    "processing": ("plants", "plant"),
    "projects": ("projects", "project"),
    "agreements": ("agreements", "agreement"),
    "stocks": ("stockpiles", "stockpile"),
    "substitution": ("materials", "material"),
    "shortage": ("materials", "material"),
}
"""Where the subject of a change has its name."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two plans, and what is asked of both: what things are called, and what they are worth."""

    before: Plan
    after: Plan

    def either(self, make: Callable[[Plan], Mapping[Any, Any]]) -> dict[Any, Any]:
        """What both plans say, the second one first."""
        return {**make(self.before), **make(self.after)}

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Names by kind of change and key."""
        cases = (self.before.case, self.after.case)
        return {
            what: {key: name for case in cases for key, name in names_in(case, *at).items()}
            for what, at in TABLES.items()
        }

    @cached_property
    def places(self) -> dict[str, str]:
        """The names of places."""
        return self.either(lambda plan: place_names(plan.case))

    @cached_property
    def contracts(self) -> dict[str, tuple[str, str]]:
        """Kind and supplier of each contract."""
        return self.either(
            lambda plan: {str(key): (row.kind, row.supplier) for key, row in contracts_of(plan.case).iterrows()}
        )

    @cached_property
    def materials(self) -> dict[str, str]:
        """What each supplier sells."""
        return self.either(lambda plan: {row.supplier: row.material for row in plan.case.rows("suppliers")})

    @cached_property
    def prices(self) -> dict[tuple[str, int], float]:
        """What a tonne of each material is worth in each year; USD/t."""
        return self.either(lambda plan: {**paid_prices(plan), **benchmark_prices(plan.case)})

    @cached_property
    def runs(self) -> dict[tuple[str, int], float]:
        """What a tonne run in each plant makes, in each year; USD/t."""
        return self.either(lambda plan: worth_of_runs(plan, self.prices))

    @cached_property
    def supplied(self) -> dict[tuple[str, str, str, int], float]:
        """Contained tonnes by plan (`before`, `after`), mineral, stage and year."""
        found = {}
        for name, plan in (("before", self.before), ("after", self.after)):
            sums = plan.supply.groupby(["mineral", "stage", "year"])["contained_t_per_year"].sum()
            found.update({(name, *key): float(tonnes) for key, tonnes in sums.items()})  # type: ignore[misc]
        return found

    def values(self, stage: str) -> dict[tuple[str, int], float]:
        """What a contained tonne of each mineral is worth at a stage, by (mineral, year); USD/t."""
        return self.either(lambda plan: mineral_values(plan.case, stage, ()))

    @cached_property
    def capital(self) -> dict[str, float]:
        """Capital of a block of each project; USD."""
        return self.either(
            lambda plan: {row.project: float(row.capital_usd_per_block) for row in plan.case.rows("projects")}
        )

    @cached_property
    def built(self) -> set[str]:
        """Plants of which one plan builds more than the other."""
        old, new = blocks(self.before), blocks(self.after)
        moved = {name for name in {*old, *new} if old.get(name) != new.get(name)}
        rows = [*self.before.case.rows("project_effects"), *self.after.case.rows("project_effects")]
        return {row.target for row in rows if row.project in moved}

    @cached_property
    def sold(self) -> dict[str, frozenset[str]]:
        """The kinds of contracts under which each supplier sells in one of the plans."""
        both = pd.concat([plan.purchases[["supplier", "kind"]] for plan in (self.before, self.after)])
        return {str(name): frozenset(kinds) for name, kinds in both.groupby("supplier")["kind"]}

    def name(self, kind: str, subject: str) -> str:
        """What the subject of a change is called."""
        if kind == "share":
            place = subject.split(SEPARATOR, maxsplit=1)[0]
            return self.places.get(place, place)
        if kind == "contracts":
            form, supplier = self.contracts.get(subject, ("contract", subject))
            return f"{form} with {self.names['purchases'].get(supplier, supplier)}"
        called = self.names.get(kind, {}).get(subject, subject)
        return in_a_sentence(short(called)) if kind in ("shortage", "substitution") else called

    def about(self, row: Any) -> str:
        """Of what a change is, beside its subject: the material that is bought."""
        supplier = self.contracts.get(row.subject, ("", ""))[1] if row.what == "contracts" else row.subject
        material = self.materials.get(supplier, "") if row.what in ("purchases", "contracts") else ""
        return in_a_sentence(short(self.names["shortage"].get(material, material)))

    def remark(self, row: Any) -> str:
        """What else a sentence needs to know: the kinds of contracts, the years, the capital."""
        if row.what == "purchases":
            return "spot" if self.sold.get(row.subject, frozenset()) == {"spot"} else ""
        plan = self.before if row.change == "vanishes" else self.after
        if row.what == "projects":
            built = plan.projects_built
            built = built[built["project"] == row.subject]
            return f"{built['online_year'].min()};{built['capital_usd'].sum()}"
        if row.what == "agreements":
            joined = plan.agreements[(plan.agreements["agreement"] == row.subject) & plan.agreements["in_force"]]
            return f"{joined['year'].min()};{joined['paid_usd'].sum()}"
        if row.what == "contracts":
            signed = plan.contracts_signed
            return str(signed.loc[signed["contract"] == row.subject, "year"].min())
        return ""


def paid_prices(plan: Plan) -> dict[tuple[str, int], float]:
    """What a plan pays for a tonne of each material in each year, on average; USD/t."""
    sums = plan.purchases.groupby(["material", "year"])[["cost_usd_per_year", "paid_for_t_per_year"]].sum()
    sums = sums[sums["paid_for_t_per_year"] > 0]
    return (sums["cost_usd_per_year"] / sums["paid_for_t_per_year"]).to_dict()  # type: ignore[return-value]


def worth_of_runs(plan: Plan, prices: Mapping[tuple[str, int], float]) -> dict[tuple[str, int], float]:
    """What a tonne run in each plant makes, by (plant, year); USD/t."""
    made: dict[str, list[tuple[str, float]]] = {}
    for row in plan.case.rows("process_materials"):
        if row.coefficient_t_per_t > 0:
            made.setdefault(row.process, []).append((row.material, float(row.coefficient_t_per_t)))
    return {
        (row.plant, year): sum(x * prices.get((material, year), 0.0) for material, x in made.get(row.process, []))
        for row in plan.case.rows("plants")
        for year in plan.case.years
    }
