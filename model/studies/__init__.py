"""Questions asked of plans: loops over load, solve and read, and nothing else."""

from model.studies.agreement import AgreementWorth, agreement_worth
from model.studies.comparison import compare

__all__ = ["AgreementWorth", "agreement_worth", "compare"]
