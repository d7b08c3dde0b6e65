"""Near-optimal alternatives, made up so that everything that can be said of them is said."""

from __future__ import annotations

from typing import Any

import pandas as pd

from model.studies.alternatives import CHANGES, EFFORT, GROUPS, PLANS, SETS, Alternatives

RANGES = [
    ("agreements", "pact", "Pact", "joined", 1.0, 0.0, 0.0, 1.0, 1.0, "sometimes"),
    ("projects", "mine", "New mine", "blocks", 2.0, 1.0, 1.0, 3.0, 4.0, "always"),
    ("purchases", "chile", "Chilean lithium", "t/yr", 400.0, 240.0, 230.0, 436.0, float("nan"), "always"),
    ("places", "CHL;lithium", "lithium from Chile", "contained t/yr", 0.0, 0.0, 0.0, 0.0, 0.0, "never"),
    ("stocks", "cave", "Cave", "t", 0.0, 0.0, 0.0, 1500.0, 1500.0, "sometimes"),
    ("recycling", "scrap;USA", "scrap in United States", "t/yr", 5.0, 3.0, 0.0, 5.0, 5.0, "not proven"),
]
"""Kind, group, name and unit; best, least and its bound, most and its bound; verdict."""


def table(rows: list[tuple[Any, ...]], types: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def made_up(**changes: Any) -> Alternatives:
    """The answer, with some of it replaced."""
    changed = (
        *("2", "projects", "mine", "falls", "all", None, 2.0, 1.0, "blocks", "New mine", 1e6),
        "builds less of New mine (1 instead of 2 blocks)",
    )
    parts: dict[str, Any] = {
        "title": "Made up",
        "cost": 1e9,
        "bound": 0.99e9,
        "within": (0.01, 0.05),
        "no_worse": False,
        "complete": False,
        "groups": table([(w, *row[:9], 0.01, row[9]) for w in (0.01, 0.05) for row in RANGES], GROUPS),
        "plans": table(
            [
                ("best", "optimal", 1e9, 0.0, 0.0, 0.0),
                ("1", "rejected by the certificate", 1.05e9, 0.05, 0.75, 0.75),
                ("2", "optimal", 1.02e9, 0.02, 0.5, 0.25),
            ],
            PLANS,
        ),
        "changes": table([changed], CHANGES),
        "sets": table([(1e9, 0.99e9, "pact", "mine"), (1.01e9, 0.99e9, "", "mine")], SETS),
        "effort": table([("seconds", 12.0), ("searches", 3.0)], EFFORT),
    }
    return Alternatives(**{**parts, **changes})
