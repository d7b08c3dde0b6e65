"""A data set in which agreements improve what rules of every kind look at, in steps and after a lag."""

from __future__ import annotations

import pandas as pd

from model import Case

YEARS = (2026, 2027, 2029)
Rows = list[dict[str, object]]


def improvement(
    kind: str, subject: str, indicator: str, amount: float, agreement: str = "pact", **more: object
) -> dict[str, object]:
    """An agreement improves an indicator of something."""
    return {
        "agreement": agreement,
        "subject_kind": kind,
        "subject": subject,
        "indicator": indicator,
        "improvement": amount,
        **more,
    }


TABLES: dict[str, Rows] = {
    "places": [{"place": place, "kind": "region"} for place in ("home", "south")],
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [
        {"supplier": name, "place": place, "material": "ore", "price_usd_per_t": price, "capacity_t_per_year": most}
        for name, place, price, most in (
            ("mine", "south", 10, 60),
            ("pit", "south", 5, 20),
            ("market", "home", 60, 300),
        )
    ],
    "routes": [
        {"route": "rail", "origin": "south", "destination": "home", "cost_usd_per_t": 1, "capacity_t_per_year": 70}
    ],
    "demand": [{"place": "home", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 90}],
    "agreements": [
        {"agreement": "pact", "upfront_cost_usd": 30, "yearly_cost_usd": 3, "last_year": 2027},
        {"agreement": "old", "status": "committed", "first_year": 2025},
    ],
    "indicators": [
        {"indicator": "score", "direction": "higher_is_better"},
        {"indicator": "carbon", "direction": "lower_is_better"},
    ],
    "indicator_values": [
        {"subject_kind": kind, "subject": subject, "indicator": indicator, "value": value}
        for kind, subject, indicator, value in (
            ("place", "south", "score", 40),
            ("supplier", "market", "score", 70),
            ("supplier", "pit", "score", 50),
            ("supplier", "mine", "carbon", 4),
            ("route", "rail", "carbon", 1),
        )
    ],
    "agreement_indicators": [
        improvement("place", "south", "score", 15, agreement="old", ramp_up_years=4),
        improvement("supplier", "mine", "score", 8, agreement="old"),
        improvement("supplier", "pit", "score", 20, lag_years=1),
        improvement("supplier", "mine", "carbon", 2, ramp_up_years=2),
        improvement("route", "rail", "carbon", 0.5, agreement="old", lag_years=2),
    ],
    "rules": [
        {
            "rule": "fair",
            "kind": "average",
            "indicator": "score",
            "stage": "extraction",
            "limit": 62,
            "soft_penalty_usd": 0.2,
        },
        {
            "rule": "good-pit",
            "kind": "exclude",
            "indicator": "score",
            "limit": 60,
            "where": "supplier=pit",
            "soft_penalty_usd": 500,
        },
        {"rule": "carbon", "kind": "cost", "indicator": "carbon", "limit": 0.1, "missing": "ignore"},
        {"rule": "carbon-year", "kind": "total", "indicator": "carbon", "limit": 900, "missing": "ignore"},
    ],
}


def improved_case() -> Case:
    """The case."""
    return Case.from_tables(
        {name: pd.DataFrame(rows) for name, rows in TABLES.items()},
        name="improved",
        years=YEARS,
        last_period_years=2,
        discount_rate=0.05,
        buyer=("home",),
        perspective="firm",
    )
