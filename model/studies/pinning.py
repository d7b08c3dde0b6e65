"""Changes of a plan as what is held in its model: pins of decisions, and what is forced in or out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.counting import supply_rows
from model.errors import InputError, Issue
from model.studies.forced_texts import PIN
from model.studies.forcing import (
    Force,
    Row,
    agreement_forced,
    committed,
    project_forced,
    purchases_forced,
    refuse,
    runs_forced,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.solving import LoadedCase
    from model.studies.forced_texts import Change, Part


def forces(loaded: LoadedCase, change: Change) -> list[Force]:
    """What each part of a change holds; whether it is so already is read from the values on the variables.

    Raises:
        InputError: With every part that cannot be asked of this case.
    """
    found: list[Force] = []
    issues: list[Issue] = []
    for part in change.parts:
        try:
            found.append(force(loaded, part))
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(issues)
    return found


def force(loaded: LoadedCase, part: Part) -> Force:
    """What a part holds."""
    if part.verb != PIN:
        return FORCED[part.kind](loaded, part)
    rows = tuple(PINNED[part.kind](loaded, part))
    return Force(rows=rows, kept=all(row.holds for row in rows))


def bounded(part: Part, expression: Any, amount: float) -> Row:
    """An expression that stands to an amount as a pin says."""
    return Row(
        expression,
        -math.inf if part.relation == "<=" else amount,
        math.inf if part.relation == ">=" else amount,
    )


def nodes_of(loaded: LoadedCase, part: Part) -> list[str]:
    """The nodes of the year of a pin, or all."""
    model = loaded.model
    return [node for node in model.NODES if part.year in (None, model.year[node])]


def volume_pinned(loaded: LoadedCase, part: Part) -> Iterator[Row]:
    """The volume in force of a contract, or what is bought under a spot contract."""
    model = loaded.model
    if part.name in model.TERM_CONTRACTS:
        if not model.IN_FORCE[part.name, part.year]:
            raise refuse(
                loaded.case, part, f"has no volume to decide on in {part.year}", "Look at its years and its status."
            )
        yield bounded(part, model.VolumeInForce[part.name, part.year], part.amount)
        return
    nodes = [node for node in nodes_of(loaded, part) if (part.name, node) in model.LIFTINGS]
    if not nodes:
        raise refuse(loaded.case, part, f"sells nothing in {part.year}", "Look at its years.")
    for node in nodes:
        yield bounded(part, model.Lifted[part.name, node], part.amount)


def project_pinned(loaded: LoadedCase, part: Part) -> Iterator[Row]:
    """Blocks of a project, in a year."""
    years = list(loaded.model.DECIDABLE[part.name])
    row = loaded.case.filled("projects").set_index("project").loc[part.name]
    if row["status"] == "committed":
        raise committed(loaded.case, part)
    if part.year not in years:
        raise refuse(loaded.case, part, f"cannot be decided in {part.year}", among("It can be decided", years))
    yield bounded(part, loaded.model.Built[part.name, part.year], part.amount)


def agreement_pinned(loaded: LoadedCase, part: Part) -> Iterator[Row]:
    """Joining an agreement, in a year."""
    years = list(loaded.model.JOINING_YEARS[part.name])
    row = loaded.case.filled("agreements").set_index("agreement").loc[part.name]
    if row["status"] == "committed":
        raise committed(loaded.case, part)
    if part.year not in years:
        raise refuse(loaded.case, part, f"cannot be joined in {part.year}", among("It can be joined", years))
    yield Row(loaded.model.Joined[part.name, part.year], 1.0)


def among(words: str, years: list[int]) -> str:
    """When it can."""
    return f"{words} in {', '.join(map(str, years))}." if years else "It cannot in any planning year."


def share_pinned(loaded: LoadedCase, part: Part) -> Iterator[Row]:
    r"""The share of a place in the supply of a mineral at a stage, as the plan shows it.

    $$ \sum_{c = \text{place}} x_{c,n} - \text{share} \sum_{c} x_{c,n} \gtreqless 0 $$

    x: contained tonnes by place of origin c, in each node n of the year.
    """
    model = loaded.model
    rows = supply_rows(loaded.case)
    rows = rows[(rows["mineral"] == part.words["mineral"]) & (rows["stage"] == part.words["stage"])]
    for node in nodes_of(loaded, part):
        flows = []
        for row in each_row(rows):
            own = ((row.place == part.name) - part.amount) * row.t_per_t
            if row.source_kind == "supplier":
                flows += [own * model.Lifted[k, node] for k in model.LIFTED_FROM[row.source, node] if own]
            elif own and (row.source, node) in model.RUNS:
                flows.append(own * model.Run[row.source, node])
        if flows:
            yield bounded(part, sum(flows), 0.0)


def stock_pinned(loaded: LoadedCase, part: Part) -> Iterator[Row]:
    """The level of a stockpile at the end of a year."""
    for node in nodes_of(loaded, part):
        yield bounded(part, loaded.model.Stock[part.name, node], part.amount)


FORCED: dict[str, Callable[[LoadedCase, Part], Force]] = {
    "supplier": purchases_forced,
    "contract": purchases_forced,
    "plant": runs_forced,
    "project": project_forced,
    "agreement": agreement_forced,
}
PINNED: dict[str, Callable[[LoadedCase, Part], Iterator[Row]]] = {
    "contract": volume_pinned,
    "project": project_pinned,
    "agreement": agreement_pinned,
    "place": share_pinned,
    "stockpile": stock_pinned,
}
