"""A plan as the certificate sees it, to be changed and certified again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from model import Plan
from model.certificate import Certificate, certify_tables
from model.certificate.certificate import all_checks


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of a plan: inputs, settings, decisions, costs, and its head."""

    inputs: Mapping[str, pd.DataFrame]
    settings: Mapping[str, Any]
    decisions: Mapping[str, pd.DataFrame]
    costs: pd.DataFrame
    head: Mapping[str, Any]

    def certify(self) -> Certificate:
        """What the certificate says of them."""
        return certify_tables(self.inputs, self.settings, self.decisions, self.costs, self.head)

    def breaks(self, check: str = "") -> bool:
        """Whether a check of that name, or any at all, finds an error; what comes after it is not recomputed."""
        parts = all_checks(self.inputs, self.settings, self.decisions, self.costs, self.head)
        return any(
            not (part.residuals <= part.scales * part.relative).all() for part in parts if check in {"", part.check}
        )

    def with_input(self, table: str, frame: pd.DataFrame) -> Tables:
        """The same with another table of inputs."""
        return replace(self, inputs={**self.inputs, table: frame})

    def with_decision(self, name: str, frame: pd.DataFrame) -> Tables:
        """The same with another table of decisions."""
        return replace(self, decisions={**self.decisions, name: frame})


def tables_of(plan: Plan) -> Tables:
    """The tables of a plan."""
    head = {
        "objective_usd": plan.objective,
        "bound_usd": plan.bound,
        "gap": plan.gap,
        "status": str(plan.status),
        "options": dict(plan.options),
    }
    settings = asdict(plan.case.settings)
    return Tables(dict(plan.case.tables), settings, dict(plan.variables), plan.costs, head)


def failing(tables: Tables) -> set[str]:
    """The checks that do not hold."""
    checks = tables.certify().checks
    return set(checks.loc[~checks["holds"], "check"])
