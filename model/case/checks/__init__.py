"""What must fit together across cells and tables, beyond references; knows nothing of the model."""

from __future__ import annotations

from model.case.checks.agreements import agreement_issues
from model.case.checks.certified import certified_issues
from model.case.checks.demand import demand_issues
from model.case.checks.finance import finance_issues
from model.case.checks.improvements import improvement_issues
from model.case.checks.obligations import obligation_issues
from model.case.checks.power import power_issues
from model.case.checks.processing import processing_issues
from model.case.checks.projects import project_issues
from model.case.checks.rules import rule_issues
from model.case.checks.supply import supply_issues
from model.case.checks.supports import support_issues
from model.case.reading import Reading
from model.errors import Issue

__all__ = ["fit_issues"]


def fit_issues(reading: Reading) -> list[Issue]:
    """Every pair of cells that contradict each other, and everything needed that is not there."""
    areas = (
        supply_issues,
        processing_issues,
        power_issues,
        project_issues,
        finance_issues,
        support_issues,
        demand_issues,
        agreement_issues,
        obligation_issues,
        improvement_issues,
        rule_issues,
        certified_issues,
    )
    return [issue for area in areas for issue in area(reading)]
