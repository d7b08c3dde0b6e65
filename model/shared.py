"""What the families share: nodes, discounting, named cost terms, and the places and materials of the balance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import pyomo.environ as pyo

from model.agreed import most_added, uplifts
from model.case import split_list
from model.case.rows import whole
from model.flows import ends_of_flow, material_units, money_unit, origins_of_flow
from model.tree import START, grow_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from model.case import Case

Timing = Literal["operating", "one_off", "final"]


@dataclass(frozen=True)
class CostTerm:
    """A named part of the cost.

    Attributes:
        name: Its name in the breakdown, such as `purchases`.
        component: The Pyomo Expression: USD per year by node (operating), USD by year (one-off) or by leaf (final).
        timing: How it is discounted.
        counted: Whether it is part of the objective; a transfer is shown and not counted.
    """

    name: str
    component: Any
    timing: Timing
    counted: bool = True


def add_time(model, case: Case) -> None:
    """The nodes of the scenario tree, the planning years, and what a dollar in each is worth in the first year.

    A flow in node n is discounted by Σ over the calendar years that it covers of (1 + rate)^−(year − first year); a
    one-off payment in year t by (1 + rate)^−(t − first year); what is left at the end of the horizon likewise.
    """
    tree = grow_tree(case)
    nodes = [node.name for node in tree.nodes]
    model.YEARS = pyo.Set(initialize=case.years, doc="year")
    model.NODES = pyo.Set(initialize=nodes, doc="node")
    model.TRUNK = pyo.Set(initialize=[node.name for node in tree.trunk], doc="node")
    model.LEAVES = pyo.Set(initialize=[node.name for node in tree.leaves], doc="node")
    model.STATES = pyo.Set(initialize=[START, *nodes], doc="node")
    model.year = pyo.Param(model.NODES, initialize={node.name: node.year for node in tree.nodes})
    model.parent = pyo.Param(model.NODES, initialize={node.name: node.parent for node in tree.nodes}, within=pyo.Any)
    model.years_in = pyo.Param(model.NODES, initialize={node.name: node.years_in for node in tree.nodes})
    model.probability = pyo.Param(model.NODES, initialize={node.name: node.probability for node in tree.nodes})
    rate, first = case.settings.discount_rate, case.years[0]
    end = case.years[-1] + case.years_in[case.years[-1]]
    model.discount = pyo.Param(model.YEARS, initialize={t: (1 + rate) ** -(t - first) for t in case.years})
    model.annuity = pyo.Param(
        model.NODES,
        initialize={node.name: annuity(rate, start=node.year - first, length=node.years_in) for node in tree.nodes},
    )
    model.final_discount = pyo.Param(initialize=(1 + rate) ** -(end - first))
    model.tree = tree
    model.cost_terms = []
    model.sources = []
    model.uses = []
    model.cones = []
    model.column_units = pyo.ComponentMap()
    model.money_unit = money_unit(case)
    model.material_unit = material_units(case)


def annuity(rate: float, *, start: float, length: float) -> float:
    """Σ of discount factors over the calendar years from `start` years after the first, part of a year in part."""
    whole = math.floor(length)
    factors = sum((1 + rate) ** -(start + year) for year in range(whole))
    return float(factors + (length - whole) * (1 + rate) ** -(start + whole))


def add_cost(model, name: str, component, timing: Timing, *, counted: bool = True) -> None:
    """Makes an Expression a named term of the cost; the breakdown and the objective walk these."""
    model.cost_terms.append(CostTerm(name, component, timing, counted))


def add_source(model, component) -> None:
    """Makes an Expression over HOLDINGS and NODES (t/yr) something that puts material at a place."""
    model.sources.append(component)


def add_use(model, component) -> None:
    """Makes an Expression over HOLDINGS and NODES (t/yr) something that takes material from a place."""
    model.uses.append(component)


def add_cone(model, norm, parts: Iterable[tuple[Any, Any]]) -> None:
    """Keeps squares of variables at or above what they are: part² ≤ square × norm, all counted in the same unit.

    The model's rows say that the squares add up to at most the norm, and may hold the norm from above, never from
    below: what breaks the cone is cut off by tangents, solve by solve.

    Args:
        model: The model.
        norm: The variable of the norm.
        parts: Pairs of a part and its square, over the norm.
    """
    model.cones.append((norm, tuple(parts)))


def count_in(model, variable, unit_of: Callable[..., float]) -> None:
    """Tells the solver's border in which power of ten of its unit a variable is counted, by index."""
    model.column_units[variable] = lambda index: unit_of(*index)


def active(row, years: Iterable[int]) -> list[int]:
    """The planning years between a row's `first_year` and `last_year`, either of which may be empty."""
    first, last = whole(row.first_year), whole(row.last_year)
    return [t for t in years if (first is None or t >= first) and (last is None or t <= last)]


def given(series: pd.Series) -> dict[Any, float]:
    """The values of a series that are given: an empty cell means no limit, and no row."""
    return {key: float(value) for key, value in series.dropna().items()}


def grouped(pairs: Iterable[tuple[Any, Any]], keys: Iterable[Any]) -> dict[Any, list[Any]]:
    """Members by group, for an indexed set in which every key has an entry, perhaps an empty one."""
    groups: dict[Any, list[Any]] = {key: [] for key in keys}
    for group, member in pairs:
        groups[group].append(member)
    return groups


def ramp(years_on: int, ramp_up_years: int) -> float:
    """The share of full effect in the year that is `years_on` after the start."""
    return min(1.0, (years_on + 1) / max(1, ramp_up_years))


def add_holdings(model, case: Case) -> None:
    """The (place, material) pairs that can hold any flow: where the balance is written."""
    pairs = sorted(origins_of_flow(case) | ends_of_flow(case))
    model.HOLDINGS = pyo.Set(dimen=2, initialize=pairs, doc="place, material")


def places_matching(case: Case, word: str) -> Callable[[str], bool]:
    """Tells whether a place is, or carries the tag of, a word; the empty word is anywhere."""
    return lambda place: not word or place == word or word in case.tags(place)


def best_uplift(model, case: Case) -> dict[str, float]:
    """By how much agreements together could raise the availability of each supplier that they assist [fraction]."""
    return {i: sum(model.effect_value[key] for key in keys) for i, keys in uplifts(case, "supplier").items()}


def most_bought(model, case: Case, purchases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """The most that could be bought of limited suppliers [t/yr]: with all that could be added, as available as can be.

    Args:
        model: The model, with its suppliers and agreements.
        case: The case.
        purchases: The (supplier, node) pairs.
    """
    growth, uplift = most_added(case, "supplier"), best_uplift(model, case)
    return {
        (i, n): (model.availability_contract[i, n] + uplift.get(i, 0.0))
        * (model.existing_capacity[i, model.year[n]] + growth.get(i, 0.0))
        for i, n in purchases
    }


def most_line_capacity(model, plant: str, growth: Mapping[str, float]) -> float:
    """The most that the line of a plant can ever have [t/yr], with what may be added to each of its plants."""
    line = model.line_of[plant]
    added = sum(growth.get(p, 0.0) for p in model.ON_LINE[line])
    return float(max(model.existing_line_capacity[line, t] for t in model.YEARS) + added)


def salvage_of(model, share, builds) -> Any:
    """What of the capital that one purse has paid outlives the horizon, as a cost below zero [USD].

    Args:
        model: The model, with its projects.
        share: The part of the capital that the purse pays, by project.
        builds: The (project, year of decision) pairs that it pays for.
    """
    return -sum(model.salvage_share[j, t] * share[j] * model.capital[j] * model.Built[j, t] for j, t in builds)


def mapping_of(frame: pd.DataFrame, key: str, column: str) -> Mapping[str, Any]:
    """One column of a table by another."""
    return dict(zip(frame[key], frame[column], strict=True))


def listed(text: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(split_list(text))
