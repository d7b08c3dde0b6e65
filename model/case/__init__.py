"""Reading, validating, changing and writing data sets: `load_case` and `Case`."""

from model.case.case import Case
from model.case.load import load_case
from model.case.records import split_list

__all__ = ["Case", "load_case", "split_list"]
