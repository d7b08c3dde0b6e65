"""An answer to why a plan is as it is, made by hand."""

from __future__ import annotations

import math

import pandas as pd

from model.studies import Explanation
from model.studies.break_even import BRACKETED
from model.studies.break_even import COLUMNS as BREAK_EVENS
from model.studies.telling import COLUMNS as TOLD
from model.studies.why import CHANGES, MOVES

NONE = math.nan
OUT, KEPT, NO_PLAN = "not supplier=china", "with supplier=china", "not supplier=china + not supplier=friend"
LEFT_OUT = {
    "asked": OUT,
    "words": "without Chinese works (china)",
    "meaning": "Nothing is bought from it, and no contract with it is signed.",
    "status": "optimal",
    "kept": False,
    "cost_usd": 110_000.0,
    "bound_usd": 110_000.0,
    "gap": 0.0,
    "rise_usd": 10_000.0,
    "rise_at_least_usd": 10_000.0,
    "rise_at_most_usd": 10_000.0,
    "usd_per_t": NONE,
}
SO_ALREADY = {**LEFT_OUT, "asked": KEPT, "words": "with Chinese works (china)", "meaning": "", "kept": True,
              "cost_usd": 100_000.0, "rise_usd": 0.0, "rise_at_least_usd": 0.0, "rise_at_most_usd": 0.0}  # fmt: skip
IMPOSSIBLE = {**LEFT_OUT, "asked": NO_PLAN, "words": "without Chinese works (china) and without friend", "meaning": "",
              "status": "infeasible", **dict.fromkeys([*list(LEFT_OUT)[5:11]], NONE)}  # fmt: skip
BOUGHT = {
    "asked": OUT,
    **dict.fromkeys(TOLD, ""),
    "what": "purchases",
    "subject": "friend",
    "change": "rises",
    "year": 2030,
    "before": 10.0,
    "after": 30.0,
    "weight_usd": 3_000.0,
    "words": "buys more from friend (30.0 t a year instead of 10.0 t a year, 2030)",
}
PRICE = {
    "asked": "supplier=china",
    "called": "Chinese works (china)",
    "quantity": "price",
    "unit": "USD per t",
    "least_now": 1_000.0,
    "most_now": 1_000.0,
    "had_now": True,
    "in_at": 1_195.0,
    "out_at": 1_204.5,
    "outcome": BRACKETED,
    "solves": 3,
    "gap_usd": 0.0,
}


def frame(types, *rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(types)).astype(types)


def explanation(changes=(LEFT_OUT, SO_ALREADY, IMPOSSIBLE), moves=(BOUGHT,), break_evens=(PRICE,)) -> Explanation:
    """A plan of USD 100 000: without China it costs 10 000 more, and without anybody there is none."""
    tables = frame(CHANGES, *changes), frame(MOVES, *moves), frame(BREAK_EVENS, *break_evens)
    return Explanation("Harbour", "optimal", 100_000.0, 100_000.0, *tables)
