"""What a data set rests on: its coverage, its sources and gaps, and its plan beside the trade of the past."""

from model.evidence.coverage import bases_of_rows, coverage
from model.evidence.report import data_report
from model.evidence.trade import imports_beside_plan
from model.evidence.weak import weak_figures

__all__ = ["bases_of_rows", "coverage", "data_report", "imports_beside_plan", "weak_figures"]
