"""Questions asked of plans: loops over load, solve and read, and nothing else."""

from model.studies.agreement import AgreementWorth, agreement_worth
from model.studies.alternatives import Alternatives, near_optimal
from model.studies.comparing import Comparison, compare_plans, compare_policies
from model.studies.comparison import compare
from model.studies.frontier import TradeOffs, trade_offs
from model.studies.why import Explanation, explain

__all__ = [
    "AgreementWorth",
    "Alternatives",
    "Comparison",
    "Explanation",
    "TradeOffs",
    "agreement_worth",
    "compare",
    "compare_plans",
    "compare_policies",
    "explain",
    "near_optimal",
    "trade_offs",
]
