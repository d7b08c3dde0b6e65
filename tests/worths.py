"""Answers of the study of an agreement, made by hand."""

from __future__ import annotations

import math

import pandas as pd

from model.studies import AgreementWorth
from model.studies.agreement import CLAUSES, YEARS
from model.studies.agreement_files import TABLES

NONE = math.nan


def table(columns, *rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def worth(agreement="pact", name="Pact of friends", **changes) -> AgreementWorth:
    """Best signed in 2026, not at all in 2030; one clause is worth 900 USD, one is a burden, one is open, one idle."""
    parts = {
        "best_year": 2026,
        "value": 830.0,
        "break_even": 830 / 7,
        "years": table(
            YEARS,
            (2026, "optimal", 1270.0, 1270.0, 0.0, 830.0, 820.0, 830.0, 7.0, 830 / 7),
            (2028, "optimal", 2150.0, 2150.0, 0.0, -50.0, -50.0, -50.0, 5.0, -10.0),
            (2030, "infeasible", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE),
            (None, "optimal", 2100.0, 2090.0, 0.0, NONE, NONE, NONE, 0.0, NONE),
        ),
        "changes": table(
            TABLES["changes"],
            (2026, "purchases", "mine", "appears", "trunk", 2026, 0.0, 10.0, "t/yr"),
            (2026, "projects", "shaft", "rises", "all", None, 1.0, 2.0, "blocks"),
        ),
        "clauses": table(
            CLAUSES,
            ("agreements", "costs USD 10.0 a year", "optimal", 1200.0, -70.0, -70.0, -70.0),
            ("agreement_effects", "unlocks supplier mine", "optimal", 2170.0, 900.0, 890.0, 900.0),
            ("agreement_effects", "unlocks project shaft", "optimal", 1275.0, 5.0, -3.0, 8.0),
            ("agreement_effects", "unlocks route rail", "optimal", 1270.0, 0.0, 0.0, 0.0),
            ("agreement_obligations", "asks for a dam", "infeasible", NONE, NONE, NONE, NONE),
        ),
    }
    return AgreementWorth(agreement, name, **{**parts, **changes})
