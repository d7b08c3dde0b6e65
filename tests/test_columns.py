"""Nothing that a user writes is ignored: another number or flag in any column makes another model."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from everything import everything
from test_completeness import SHOWN

from model.build import build_model
from model.case import Case
from model.schema import TABLES
from model.solver.compile import compile_model

RECORDS = {"sources", "provenance", "gaps", "disagreements", "import_shares"}
COLUMNS = [
    (table.name, column.name)
    for table in TABLES.values()
    if table.name not in RECORDS
    for column in table.columns
    if column.kind in {"number", "integer", "flag"} and column.name not in SHOWN
]
SPANS = {"first_year": 2029, "last_year": 2027, "online_year": 2030, "deadline_year": 2026}
"""Years in the middle of the horizon, by column."""
JOINED = 2028
"""First year of agreements: what comes with them must have begun before the horizon ends."""
WHOLES = {("project_finance", "share")}
"""Parts of a whole: they change places, so that they add up to it still."""


def changed(case: Case, table: str, column: str) -> Case:
    """The case with a column changed in every row: a tenth less, a year or one more, the other way round."""
    frame = case.tables[table]
    values = frame[column]
    if (table, column) in WHOLES:
        other = values[::-1].to_numpy()
    elif (table, column) == ("agreements", "first_year"):
        other = values.where(values.isna(), JOINED).where(frame["status"] != "committed", values - 1)
    elif column in SPANS:
        other = values.where(values.isna(), SPANS[column])
    elif values.dtype == "Int64":
        other = values + 1
    elif TABLES[table].column(column).kind == "flag":
        other = ~values.fillna(bool(TABLES[table].column(column).default)).astype(bool)
        if (table, column) == ("materials", "counted"):  # what is certified as it is mined must be counted there
            other = other.where(frame["stage"] != "extraction", values)
    else:
        other = values * 0.9
        if column == "value" and table == "agreement_obligations":  # a number of projects is a whole one
            other = other.where(frame["obligation"] != "least_projects", values + 1)
    return case.replace(**{table: frame.assign(**{column: other})})


def fingerprint(case: Case) -> str:
    """A digest of all numbers of a model, in order."""
    program = compile_model(build_model(case))
    parts = [program.cost, program.row_lower, program.row_upper, program.lower, program.upper, program.matrix.data]
    numbers = b"".join(np.asarray(part, dtype=float).tobytes() for part in [*parts, [program.offset]])
    return hashlib.sha256(numbers).hexdigest()


@pytest.fixture(scope="module")
def case() -> Case:
    return everything()


@pytest.fixture(scope="module")
def original(case) -> str:
    return fingerprint(case)


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[".".join(pair) for pair in COLUMNS])
def test_another_figure_makes_another_model(table, column, case, original):
    assert fingerprint(changed(case, table, column)) != original


def test_the_same_figures_make_the_same_model(case, original):
    assert fingerprint(case.replace(suppliers=pd.DataFrame(case.suppliers))) == original
