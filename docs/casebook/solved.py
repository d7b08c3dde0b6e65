"""Plans and studies of a data set, each solved once and always in the same way."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model import NoPlanError, agreement_worth, load_case, solve
from model.studies.signing import never, signed_in, signing_years

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model import Case, Plan

OPTIONS: dict[str, Any] = {"gap": 1e-6, "seed": 0, "threads": 1}
"""Of every solve, so that a page is the same whenever it is built; a gap of 1e-6 is USD 0.3 m of a cost of 300 bn."""
BETWEEN = ("bound_usd", "gap", "at_least_usd", "at_most_usd")
"""Columns of studies that say how exact a solve is, and are not kept."""
NEAREST_USD = 1e6
"""Money in the tables of studies is rounded to this."""


def silent(_: str) -> None:
    """Tells nothing."""


@dataclass
class Solved:
    """A data set with its plans and studies.

    Attributes:
        data: The folder of the data set.
        kept: A folder in which tables of studies are kept from an earlier build, to be read rather than solved again.
        tell: Told what is solved next.
        files: The tables of the studies asked for, by file name.
    """

    data: Path
    kept: Path | None = None
    tell: Callable[[str], None] = silent
    files: dict[str, str] = field(default_factory=dict)
    plans: dict[tuple[str, ...], Plan] = field(default_factory=dict, repr=False)

    def case(self, *policies: str) -> Case:
        """The data set under policies."""
        return load_case(self.data, policies=policies)

    def plan(self, *policies: str) -> Plan:
        """The plan under policies."""
        if policies not in self.plans:
            self.tell(f"{self.data.name}: plan {' + '.join(policies) or 'base'}")
            self.plans[policies] = solve(self.case(*policies), **OPTIONS)
        return self.plans[policies]

    def worth(self, agreement: str, *policies: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """What an agreement is worth by year of signing, and what each of its clauses is."""
        label = "-".join(policies) or "base"

        def study() -> tuple[pd.DataFrame, ...]:
            told = agreement_worth(self.case(*policies), agreement, step=self.step(f"study {label}"), **OPTIONS)
            return told.years, told.clauses

        years, clauses = self.studied((f"worth-{label}.csv", f"clauses-{label}.csv"), study)
        return years, clauses

    def signing(self, agreement: str, *policies: str) -> pd.DataFrame:
        """What an agreement is worth by year of signing: `signed`, `cost_usd`, `value_usd`; empty without a plan."""
        label = "-".join(policies) or "base"

        def study() -> tuple[pd.DataFrame, ...]:
            case, step = self.case(*policies), self.step(f"signing {label}")
            variants: dict[int | None, Case] = {None: never(case, agreement)}
            variants |= {year: signed_in(case, agreement, year) for year in signing_years(case, agreement)}
            costs: dict[int | None, float] = {}
            for year, variant in variants.items():
                step("never signed" if year is None else f"signed in {year}")
                costs[year] = self.cost(variant)
            rows = [(year, cost, costs[None] - cost) for year, cost in costs.items()]
            frame = pd.DataFrame(rows, columns=["signed", "cost_usd", "value_usd"])
            return (frame.astype({"signed": "Int64"}),)

        return self.studied((f"signing-{label}.csv",), study)[0]

    def cost(self, case: Case) -> float:
        """What the plan of a case costs; NaN where there is none."""
        try:
            return solve(case, **OPTIONS).objective
        except NoPlanError:
            return math.nan

    def step(self, study: str) -> Callable[[object], None]:
        """Tells what a study solves next."""
        return lambda words: self.tell(f"{self.data.name}: {study}: {words}")

    def studied(
        self, names: tuple[str, ...], study: Callable[[], tuple[pd.DataFrame, ...]]
    ) -> tuple[pd.DataFrame, ...]:
        """The tables of a study, kept or new and solved once; in any case as they stand in the files, rounded."""
        if all(name in self.files for name in names):
            texts = [self.files[name] for name in names]
        elif self.kept is not None:
            texts = [(self.kept / name).read_text(encoding="utf-8") for name in names]
        else:
            texts = [as_csv(frame) for frame in study()]
        self.files |= dict(zip(names, texts, strict=True))
        return tuple(pd.read_csv(io.StringIO(text)) for text in texts)


def as_csv(frame: pd.DataFrame) -> str:
    """A table as it is kept: money to the nearest million, and without how exact it is."""
    money = [name for name in frame.columns if "usd" in name]
    kept = frame.drop(columns=[name for name in frame.columns if name.endswith(BETWEEN)])
    rounded = {name: (kept[name] / NEAREST_USD).round() * NEAREST_USD + 0.0 for name in money if name in kept}
    return kept.assign(**rounded).to_csv(index=False, lineterminator="\n", float_format="%.0f")
