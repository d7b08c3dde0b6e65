"""Why this plan and no other: what it costs to decide otherwise, what else moves, and at which price that would pay."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.errors import NoPlanError
from model.solver import SolverOptions
from model.solving import load
from model.studies.agreement import Answer, Step, counted
from model.studies.break_even import COLUMNS as BREAK_EVENS
from model.studies.break_even import Asked, Trial
from model.studies.break_even import break_even as bracket
from model.studies.forced_texts import NOT, read_changes
from model.studies.forced_words import change_words, meaning
from model.studies.forcing import held, value
from model.studies.held_plan import held_plan
from model.studies.knobs import read_knobs
from model.studies.pinning import forces
from model.studies.telling import COLUMNS as TOLD
from model.studies.telling import told_changes
from model.studies.why_words import explanation_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress
    from model.solving import LoadedCase
    from model.studies.forced_texts import Change, Part
    from model.studies.forcing import Force

CHANGES = {
    "asked": "str", "words": "str", "meaning": "str", "status": "str", "kept": "bool", "cost_usd": "float64",
    "bound_usd": "float64", "gap": "float64", "rise_usd": "float64", "rise_at_least_usd": "float64",
    "rise_at_most_usd": "float64", "usd_per_t": "float64",
}  # fmt: skip
FINE = 1e-6
"""The gap of a search where none is asked for."""
MOVES = {"asked": "str", **TOLD}


@dataclass(frozen=True, eq=False)
class Explanation:
    """What it costs to decide otherwise than the plan of least cost; money in USD, present value.

    Attributes:
        title: What is planned.
        status: How the search for the plan of least cost ended.
        cost: What that costs.
        bound: What it costs at least; NaN where that is not known.
        changes: A row for each change that was asked: its words, what it means, how the solve ended, whether the plan
            of least cost keeps it already, cost, proven bound, by how much the plan then costs more and between what
            that is proven to lie (never below 0: a change only takes choices away), and of what is forced in that sum
            for each tonne that is had of it, tonnes discounted like money.
        moves: What else each of these plans does otherwise than that of least cost, the most material first.
        break_evens: A row for each price, capital or cost of joining that was asked: what it is now, the highest at
            which a plan has it, the lowest at which a plan does without, and how the search ended.
        plan: The plan of least cost, without the estimates of what it would cost to do without each part of it; None
            where the answer was read from a folder.
        plans: The plan of each change that was solved and has one, by its text; none where it was read.
    """

    title: str
    status: str
    cost: float
    bound: float
    changes: pd.DataFrame = field(repr=False)
    moves: pd.DataFrame = field(repr=False)
    break_evens: pd.DataFrame = field(repr=False)
    plan: Plan | None = field(default=None, repr=False)
    plans: Mapping[str, Plan] = field(default_factory=dict, repr=False)

    @property
    def summary(self) -> str:
        """The answer in words."""
        return "\n".join(explanation_in_words(self))


def explain(
    case: Case,
    changes: Sequence[str] = (),
    *,
    break_even: Sequence[str] = (),
    step: Callable[[Step], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    gap: float = FINE,
    **options: Any,
) -> Explanation:
    """Asks why a plan is as it is: solves it again with a decision forced otherwise, and says what that costs.

    The model is built once. Each change is held in it, solved from the plan of least cost, and let go again.

    Args:
        case: The case.
        changes: What to force, each on its own; within one text, parts joined with + hold at once. `not supplier=X`
            and `with supplier=X` (or contract, project, agreement, plant) force something out or in; a text without
            either pins a decision: `contract=X year=2027 volume>=250` [t/yr], `project=X year=2028` (perhaps
            `blocks=2`), `agreement=X year=2028`, `place=CHN mineral=cobalt stage=processing share<=0.4` [fraction] and
            `stockpile=X stock>=50` [t], these two perhaps with a year.
        break_even: `supplier=X` or `contract=X`: the price at which it enters or leaves the plan; `project=X`: the
            capital; `agreement=X`: the cost of joining.
        step: Called with what is solved next; as text `2 of 3: without Chinese cobalt (cobalt-chn)`.
        progress: Called with reports as they come.
        gap: Relative gap at which each search ends. What a decision costs is a difference of two plans, which a wider
            gap would drown.
        options: Other options of each solve: time_limit, threads, seed.

    Raises:
        InputError: A text cannot be used, or names what the case does not have, or the case cannot be used.
        NoPlanError: There is no plan to explain, or the study was interrupted.
    """
    asked, knobs = read_changes(case, changes), read_knobs(case, break_even)
    say = counted(step, 1 + len(asked) + len(knobs))
    say("the plan of least cost")
    study = Study(load(case, progress=progress), SolverOptions(gap=gap, **options), progress)
    base = study.least()
    forced = {change.text: forces(study.loaded, change) for change in asked}
    turned = [Asked.of(study.loaded, knob) for knob in knobs]
    answers = []
    for change in asked:
        say(change_words(case, change))
        answers.append(study.changed(change, forced[change.text], base))
    bracketed = []
    for one in turned:
        say(f"break-even of {one.knob.called}")
        bracketed.append(bracket(study.loaded, Trial(study.options, progress), one, base))
    return Explanation(
        title=case.settings.title or case.name,
        status=base.status,
        cost=base.cost,
        bound=base.bound,
        changes=pd.DataFrame([row for row, _ in answers], columns=list(CHANGES)).astype(CHANGES),
        moves=moves_table(asked, base, [answer for _, answer in answers]),
        break_evens=pd.DataFrame(bracketed, columns=list(BREAK_EVENS)).astype(BREAK_EVENS),
        plan=base.plan,
        plans={change.text: found.plan for change, (_, found) in zip(asked, answers, strict=True) if found.plan},
    )


@dataclass(frozen=True, eq=False)
class Study:
    """A loaded case, and how each solve of it is made."""

    loaded: LoadedCase
    options: SolverOptions
    progress: Callable[[Progress], None] | None

    def least(self) -> Answer:
        """The plan of least cost.

        Raises:
            NoPlanError: There is none.
        """
        found = held_plan(self.loaded, self.options, progress=self.progress)
        if found.plan is None:
            message = f"{self.loaded.case.name}: {found.status}: no plan to explain. See why with: orefolio solve."
            raise NoPlanError(found.status, message)
        return found

    def changed(self, change: Change, forced: list[Force], base: Answer) -> tuple[tuple[Any, ...], Answer]:
        """The row of a change, and its plan where it was solved."""
        case = self.loaded.case
        head = (change.text, change_words(case, change), meaning(case, change, forced))
        if all(force.kept for force in forced):
            least = (0.0, 0.0, max(0.0, base.cost - base.bound))
            gap = base.plan.gap if base.plan else None
            return (*head, base.status, True, base.cost, base.bound, gap, *least, math.nan), Answer(base.status, None)
        with held(self.loaded, forced, change.text):
            found = held_plan(self.loaded, self.options, progress=self.progress)
        rise, least_rise, most_rise = found.dearer_than(base)
        gap = found.plan.gap if found.plan else None
        tonnes = value(forced[0].tonnes) if found.plan and len(forced) == 1 and forced[0].tonnes is not None else 0.0
        per_t = rise / tonnes if tonnes else math.nan
        proven = (rise, max(0.0, least_rise) if found.plan else math.nan, most_rise)
        return (*head, found.status, False, found.cost, found.bound, gap, *proven, per_t), found


def moves_table(asked: Sequence[Change], base: Answer, answers: Sequence[Answer]) -> pd.DataFrame:
    """What each plan does otherwise than that of least cost, but for what it was told to do without."""
    frames = []
    for change, found in zip(asked, answers, strict=True):
        if base.plan is not None and found.plan is not None:
            told = told_changes(base.plan, found.plan)
            own = set().union(*(own_subjects(found.plan.case, part) for part in change.parts))
            subjects = zip(told["what"].str.split(" ").str[0], told["subject"], strict=True)
            keep = [subject not in own for subject in subjects]
            frames.append(told[keep].assign(asked=change.text))
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(MOVES))
    return rows[list(MOVES)].astype(MOVES)


def own_subjects(case: Case, part: Part) -> set[tuple[str, str]]:
    """What is told of anyway, of what a plan must do without: kinds of changes and their subjects."""
    if part.verb != NOT:
        return set()
    kinds = {"supplier": "purchases", "contract": "contracts", "plant": "processing"}
    own = {(kinds.get(part.kind, f"{part.kind}s"), part.name)}
    if part.kind == "supplier":
        own |= {("contracts", row.contract) for row in case.rows("contracts") if row.supplier == part.name}
    return own
