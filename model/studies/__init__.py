"""Questions asked of plans: loops over load, solve and read, and nothing else."""

from model.studies.agreement import AgreementWorth, agreement_worth
from model.studies.comparing import Comparison, compare_plans, compare_policies
from model.studies.comparison import compare

__all__ = ["AgreementWorth", "Comparison", "agreement_worth", "compare", "compare_plans", "compare_policies"]
