"""A change of a plan as what is held in its model: variables at zero, rows that must hold."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.agreed import most_added
from model.errors import InputError, Issue
from model.flows import contracts_of, potential_capacity
from model.plan.views import NEGLIGIBLE_T
from model.studies.forced_texts import NOT, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case
    from model.solving import LoadedCase
    from model.studies.forced_texts import Part

LEAST = 0.01
"""Of what a supplier, a contract or a plant could give over the horizon: what counts as having it in the plan."""
SURE = 1e-6
"""Rounding that a row which holds may have, of its bound."""


@dataclass(frozen=True)
class Row:
    """A linear expression between two numbers."""

    expression: Any
    lower: float = -math.inf
    upper: float = math.inf

    @property
    def holds(self) -> bool:
        """Whether it does with the values that stand on the variables now."""
        found = value(self.expression)
        slack = SURE * max(1.0, *(abs(bound) for bound in (self.lower, self.upper) if math.isfinite(bound)))
        return self.lower - slack <= found <= self.upper + slack


@dataclass(frozen=True)
class Force:
    """What is held in a model.

    Attributes:
        zero: Variables that are zero.
        rows: Rows that hold.
        kept: Whether the plan that stands on the variables does so already.
        least: The least [t over the horizon] that is asked of what is forced in; 0 where it is no amount.
        limited: Whether that is a part of what is known that could be had.
        tonnes: What is had of it, discounted like money, as an expression [t]; None where it is no amount.
    """

    zero: tuple[Any, ...] = ()
    rows: tuple[Row, ...] = ()
    kept: bool = False
    least: float = 0.0
    limited: bool = True
    tonnes: Any = field(default=None, repr=False)


@dataclass(frozen=True)
class Most:
    """The most that a flow could be.

    Attributes:
        tonnes: By node [t/yr].
        known: Whether it is known; else it is of the size of demand.
    """

    tonnes: dict[str, float]
    known: bool


def value(expression: Any) -> float:
    """The value of an expression; of a variable that nothing mentions, zero."""
    return float(pyo.value(expression, exception=False) or 0.0)


@contextmanager
def held(loaded: LoadedCase, forced: list[Force], name: str) -> Iterator[None]:
    """While it lasts, a model is held to what is forced; then it is as it was.

    Args:
        loaded: The model.
        forced: What it is held to.
        name: By which the rows are told from those of other changes.
    """
    zero = [variable for force in forced for variable in force.zero]
    rows = {f"{name} {place}": row for place, row in enumerate(row for force in forced for row in force.rows)}
    added = []
    try:
        loaded.handle.hold(zero, 0.0, 0.0)
        for title, row in rows.items():
            loaded.handle.limit(title, row.expression, row.lower, row.upper)
            added.append(title)
        yield
    finally:
        loaded.handle.free(zero)
        for title in added:
            loaded.handle.move(title)


def refuse(case: Case, part: Part, message: str, hint: str) -> InputError:
    """Why a part cannot be asked."""
    return InputError([Issue(case.name, TABLES[part.kind], value=part.name, message=message, hint=hint)])


def flows_forced(
    loaded: LoadedCase, part: Part, flows: dict[str, list[Any]], decided: tuple[Any, ...], most: Most
) -> Force:
    """A flow that is had or not.

    Args:
        loaded: The model.
        part: What is asked.
        flows: The variables of the flow by node [t/yr].
        decided: What is decided beside it.
        most: The most that the flow could be.
    """
    model = loaded.model
    if not flows:
        raise refuse(loaded.case, part, "has nothing to give in any planning year", "Look at its years.")
    weight = {node: model.probability[node] * model.years_in[node] for node in flows}
    total = sum(weight[node] * flow for node, own in flows.items() for flow in own)
    if part.verb == NOT:
        zero = (*(flow for own in flows.values() for flow in own), *decided)
        return Force(zero=zero, kept=all(value(variable) <= NEGLIGIBLE_T for variable in zero))
    least = LEAST * sum(weight[node] * most.tonnes[node] for node in flows)
    if not least > 0:
        message = "can give this buyer nothing in any planning year"
        raise refuse(loaded.case, part, message, "Look at its capacity, reach, availability and years.")
    worth = {node: model.probability[node] * model.annuity[node] for node in flows}
    tonnes = sum(worth[node] * flow for node, own in flows.items() for flow in own)
    return Force(
        rows=(Row(total, least),), kept=value(total) > NEGLIGIBLE_T, least=least, limited=most.known, tonnes=tonnes
    )


def purchases_forced(loaded: LoadedCase, part: Part) -> Force:
    """Purchases from a supplier or under a contract, and what is signed for them."""
    model, case = loaded.model, loaded.case
    contracts = contracts_of(case)
    row: Any = contracts.loc[part.name] if part.kind == "contract" else None
    own = {part.name} if row is not None else set(contracts.index[contracts["supplier"] == part.name])
    if part.verb == NOT and row is not None and row["status"] == "committed":
        raise committed(case, part)
    flows: dict[str, list[Any]] = {}
    for k, n in model.LIFTINGS:
        if k in own:
            flows.setdefault(n, []).append(model.Lifted[k, n])
    decided = [model.Volume[k, t] for k, t in model.OFFERS if k in own]
    decided += [model.Signed[k, t] for k, t in model.SIGNINGS if k in own]
    supplier = part.name if row is None else row["supplier"]
    most = deliverable(loaded, supplier, math.nan if row is None else float(row["max_volume_t_per_year"]))
    return flows_forced(loaded, part, flows, tuple(decided), most)


def deliverable(loaded: LoadedCase, supplier: str, volume: float) -> Most:
    """What a supplier could deliver in each node, under a contract of a most volume [t/yr].

    With all that projects and agreements could add to it; of a reserve, no more than it spread over the horizon; where
    no limit is known, a hundred times the unit in which the solver counts its material, which is of the size of demand.
    """
    model, case = loaded.model, loaded.case
    row: Any = case.filled("suppliers").set_index("supplier").loc[supplier]
    horizon = sum(case.years_in.values())
    limits = [potential_capacity(case)[supplier], volume, float(row["reserve_t"]) / horizon]
    known = [limit for limit in limits if not math.isnan(limit)]
    most = min(known) if known else 100.0 * model.material_unit[row["material"]]
    return Most({n: most * model.availability_contract[supplier, n] for n in model.NODES}, known=bool(known))


def runs_forced(loaded: LoadedCase, part: Part) -> Force:
    """What a plant runs."""
    model = loaded.model
    flows = {n: [model.Run[p, n]] for p, n in model.RUNS if p == part.name}
    line = model.line_of[part.name]
    added = most_added(loaded.case, "plant").get(part.name, 0.0)
    own = {n: model.existing_line_capacity[line, model.year[n]] + added for n in flows}
    known = not any(math.isnan(tonnes) for tonnes in own.values())
    most = {n: own[n] if known else 100.0 * model.throughput_unit[part.name] for n in flows}
    available = {n: tonnes * model.line_availability[line, n] for n, tonnes in most.items()}
    return flows_forced(loaded, part, flows, (), Most(available, known=known))


def project_forced(loaded: LoadedCase, part: Part) -> Force:
    """Blocks of a project, in any year."""
    years = list(loaded.model.DECIDABLE[part.name])
    built = tuple(loaded.model.Built[part.name, year] for year in years)
    return choices_forced(loaded, part, built, "cannot come on line within the horizon", "Look at its years.")


def agreement_forced(loaded: LoadedCase, part: Part) -> Force:
    """Joining an agreement, in any year."""
    joined = tuple(loaded.model.Joined[part.name, year] for year in loaded.model.JOINING_YEARS[part.name])
    return choices_forced(loaded, part, joined, "cannot be joined in any planning year", "Look at its years.")


def choices_forced(loaded: LoadedCase, part: Part, chosen: tuple[Any, ...], message: str, hint: str) -> Force:
    """Something that is chosen in one of some years, or in none."""
    row = loaded.case.filled(TABLES[part.kind]).set_index(part.kind).loc[part.name]
    if part.verb == NOT and row["status"] == "committed":
        raise committed(loaded.case, part)
    if not chosen:
        raise refuse(loaded.case, part, message, hint)
    total = sum(chosen)
    if part.verb == NOT:
        return Force(zero=chosen, kept=value(total) < 0.5)
    return Force(rows=(Row(total, 1.0),), kept=value(total) > 0.5)


def committed(case: Case, part: Part) -> InputError:
    """Why what is decided already cannot be left out."""
    hint = "Make it a candidate, by a policy for example, to ask what it would cost to do without."
    return refuse(case, part, "is decided already: its status is committed", hint)
