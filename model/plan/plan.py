"""Plan: what users hold after a solve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from model.plan.certified import TYPES as CERTIFIED
from model.plan.employment import TYPES as JOBS
from model.plan.finance import TYPES as FINANCE
from model.plan.gates import TYPES as GATES
from model.plan.improvements import TYPES as IMPROVED
from model.plan.power import TYPES as POWER
from model.plan.storage import read_plan, write_plan
from model.plan.summary import summarise
from model.plan.supports import TYPES as SUPPORTS

if TYPE_CHECKING:
    from model.case import Case


@dataclass(frozen=True, eq=False)
class Plan:
    """An optimal (or best found) sourcing plan; its frames name their units in the columns.

    Attributes:
        case: The case that it is a plan for.
        status: How the solve ended, in words.
        objective: Expected cost, present value [USD].
        bound: Proven lower bound of the cost [USD].
        gap: Relative gap between the two [fraction].
        seconds: Wall-clock time of build and solve.
        size: Rows, columns, entries and integers of the problem, and how far its numbers range; with limits on
            concentration also the solves and the tangents that they took, and how many limits are broken still.
        frames: All tables by name: the views, costs, KPIs, rules and shadow prices.
        variables: All decisions and named expressions of the model, by name in snake case.
        assumptions: What the plan takes for granted, in sentences.
        certificate: What recomputing the plan from its tables by separate code found, in words; empty if not done.
        options: What was asked of the solver: gap, time_limit [s], threads, seed.
    """

    case: Case = field(repr=False)
    status: str
    objective: float
    bound: float | None
    gap: float | None
    seconds: float
    size: Mapping[str, float] = field(repr=False)
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    variables: Mapping[str, pd.DataFrame] = field(repr=False)
    assumptions: tuple[str, ...] = field(repr=False)
    options: Mapping[str, float | None] = field(default_factory=dict, repr=False)
    certificate: str = field(default="", repr=False)

    @classmethod
    def read(cls, folder: str | Path) -> Plan:
        """The plan that `write` has put in a folder.

        Raises:
            InputError: The folder holds no plan, or part of it is missing, damaged or changed.
        """
        return cls(**read_plan(Path(folder)))

    def write(self, folder: str | Path) -> None:
        """Writes the plan as a folder: parquet tables, the resolved inputs, plan.json and the summary.

        Args:
            folder: Where it shall stand. A plan that is there is replaced when the new one is complete.

        Raises:
            InputError: The folder holds something that is not a plan.
            OSError: It cannot be written; nothing is left half-written.
        """
        write_plan(self, Path(folder))

    @property
    def purchases(self) -> pd.DataFrame:
        """What is lifted and paid for under each contract, at which price, with floor support and equity royalty."""
        return self._frame("purchases")

    @property
    def contracts_signed(self) -> pd.DataFrame:
        """Volumes contracted, by the year in which they start, with the capital of stakes and what states hold free."""
        return self._frame("contracts_signed")

    @property
    def agreements(self) -> pd.DataFrame:
        """Each agreement in each year: joined, left, in force, and what is paid and shared with it over the period."""
        return self._frame("agreements")

    @property
    def agreement_terms(self) -> pd.DataFrame:
        """What agreements unlock, add, assure and oblige to, by year, and whether that makes a difference."""
        return self._frame("agreement_terms")

    @property
    def improved_indicators(self) -> pd.DataFrame:
        """Indicators that agreements could improve, by year: what is stated, by how much they do, what it then is."""
        known = "improved_indicators" in self.frames
        return self._frame("improved_indicators") if known else pd.DataFrame(columns=list(IMPROVED))

    @property
    def projects_built(self) -> pd.DataFrame:
        """Blocks decided, by year, and when they come on line."""
        return self._frame("projects_built")

    @property
    def processing(self) -> pd.DataFrame:
        """What each plant runs."""
        return self._frame("processing")

    @property
    def shipments(self) -> pd.DataFrame:
        """What moves on each route."""
        return self._frame("shipments")

    @property
    def stocks(self) -> pd.DataFrame:
        """Levels and moves of each stockpile."""
        return self._frame("stocks")

    @property
    def deliveries(self) -> pd.DataFrame:
        """How each demand is met: delivered, substituted, short."""
        return self._frame("deliveries")

    @property
    def recycling(self) -> pd.DataFrame:
        """Scrap that is collected."""
        return self._frame("recycling")

    @property
    def discards(self) -> pd.DataFrame:
        """What nobody needs and is disposed of."""
        return self._frame("discards")

    @property
    def supply(self) -> pd.DataFrame:
        """Supply by mineral, stage and place in contained tonnes, with shares."""
        return self._frame("supply")

    @property
    def power(self) -> pd.DataFrame:
        """Power pools: megawatts on line, what their plants draw of it, whether that binds, and what more is worth."""
        return self._frame("power") if "power" in self.frames else pd.DataFrame(columns=list(POWER))

    @property
    def finance(self) -> pd.DataFrame:
        """Whose money builds what is decided, and at which rate and over which term it is repaid."""
        return self._frame("finance") if "finance" in self.frames else pd.DataFrame(columns=list(FINANCE))

    @property
    def jobs(self) -> pd.DataFrame:
        """Jobs at the projects on line, by place and year."""
        return self._frame("jobs") if "jobs" in self.frames else pd.DataFrame(columns=list(JOBS))

    @property
    def supports(self) -> pd.DataFrame:
        """What each support pays by year, undiscounted, and whether its cap holds it back."""
        return self._frame("supports") if "supports" in self.frames else pd.DataFrame(columns=list(SUPPORTS))

    @property
    def certified(self) -> pd.DataFrame:
        """What is mined for the plan by mineral: certified, leaked and uncertified, and what is kept from leaking."""
        return self._frame("certified") if "certified" in self.frames else pd.DataFrame(columns=list(CERTIFIED))

    @property
    def gate_steps(self) -> pd.DataFrame:
        """Steps that gates ask for and the plan begins: of what, when, when it is open, and what the step costs."""
        return self._frame("gate_steps") if "gate_steps" in self.frames else pd.DataFrame(columns=list(GATES))

    @property
    def costs(self) -> pd.DataFrame:
        """The cost terms by year; the present values of those that count add up to the objective."""
        return self._frame("costs")

    @property
    def kpis(self) -> pd.DataFrame:
        """The figures by which plans are judged and compared."""
        return self._frame("kpis")

    @property
    def rules(self) -> pd.DataFrame:
        """Every rule: value, limit, slack, whether it binds, what a unit of it is worth."""
        return self._frame("rules")

    @property
    def shadow_prices(self) -> pd.DataFrame:
        """What one more unit of each limit is worth, with the integers held."""
        return self._frame("shadow_prices")

    @property
    def matters_of_taste(self) -> pd.DataFrame:
        """What could be left out, one thing at a time, at under one per cent of cost."""
        return self._frame("matters_of_taste")

    @property
    def figures(self) -> pd.DataFrame:
        """What each price, toll, freight rate and capital cost of the inputs carries of the cost, and its basis."""
        return self._frame("figures")

    @cached_property
    def summary(self) -> str:
        """The plan in words."""
        return summarise(self)

    def _frame(self, name: str) -> pd.DataFrame:
        """A frame; an empty one of a plan that was written before there was any such."""
        return self.frames.get(name, pd.DataFrame()).copy(deep=False)
