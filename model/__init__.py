"""Orefolio: decide how to source critical minerals, at least cost, under limits on concentration and ESG standards.

from model import load_case, solve

plan = solve(load_case("inputs/usa"), gap=0.001)
print(plan.summary)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.errors import InputError, Issue, NoPlanError, OrefolioError

if TYPE_CHECKING:
    from model.case import Case, load_case
    from model.plan import Plan
    from model.solving import solve
    from model.studies import (
        agreement_worth,
        compare,
        compare_plans,
        compare_policies,
        explain,
        near_optimal,
        trade_offs,
    )

_HOMES = {
    "Case": "model.case",
    "Plan": "model.plan",
    "agreement_worth": "model.studies",
    "compare": "model.studies",
    "compare_plans": "model.studies",
    "compare_policies": "model.studies",
    "explain": "model.studies",
    "load_case": "model.case",
    "near_optimal": "model.studies",
    "solve": "model.solving",
    "trade_offs": "model.studies",
}

__all__ = [
    "Case",
    "InputError",
    "Issue",
    "NoPlanError",
    "OrefolioError",
    "Plan",
    "agreement_worth",
    "compare",
    "compare_plans",
    "compare_policies",
    "explain",
    "load_case",
    "near_optimal",
    "solve",
    "trade_offs",
]


def __getattr__(name: str) -> object:
    """Imports a public name when it is first used: pandas and Pyomo take seconds that `--help` need not wait for."""
    if name in _HOMES:
        import importlib  # noqa: PLC0415 - only when needed

        return vars(importlib.import_module(_HOMES[name]))[name]
    raise AttributeError(f"module 'model' has no attribute {name!r}")
