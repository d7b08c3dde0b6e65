"""The summary, the rules in words, and how a plan stands to them: whole texts."""

from __future__ import annotations

import pandas as pd
import pytest
from harbour import TABLES, harbour

from model import Case, solve
from model.plan.highlights import highlights
from model.plan.rule_words import rule_sentences
from model.plan.standing import standing_lines
from model.plan.words import in_years, money, percent, plain_number, tonnes, with_unit, without_tonne

CAP = TABLES["rules"][0]


def test_summary_of_the_harbour() -> None:
    text = solve(harbour()).summary

    assert text.split("\n\nWhether it holds")[0] == (
        """harbour
Optimal: USD 24.9 k for 2026 to 2027 (present value at 0.0% a year, 2025 dollars), proven to be the least possible.

What it costs
  - purchases: USD 23.4 k
  - transport: USD 1.50 k
  - own tariffs: USD 1.20 k (a transfer, not counted)

Where supply comes from
  - cobalt, processing: 2026: CHN 60 %, FIN 30 %, DEU 10 % of 100 t a year; 2027: CHN 60 %, FIN 30 %, DEU 10 % of 100 t a year

Which limits bind
  - cap-60 cobalt CHN binds in 2026 to 2027 (2 planning years), worth up to USD 45.0 per contained t

What is a matter of taste
  - One of the suppliers and plants in use could be left out at under 1 % of the total cost (one at a time, what is built and signed as it is; all are in matters_of_taste).
  - doing without supplier kokkola would cost USD 20.0"""  # noqa: E501 - as it is printed
    )
    assert text.count("Nothing is processed.") == 1


def test_a_plan_stands_to_a_rule_that_binds() -> None:
    assert list(standing_lines(solve(harbour()))) == [
        "cap-60: At most 60 % of each processed mineral from any one place, where place is not DEU (hard)",
        "  - cobalt CHN binds in 2026 to 2027 (2 planning years), worth up to USD 45.0 per contained t",
        "  - cobalt FIN is slack: 30 % in 2026, at most 60 %; 30.0 contained t to spare",
    ]


def test_a_rule_that_holds_nothing_back_says_so() -> None:
    rules = [
        {**CAP, "limit": 0.7},
        {**CAP, "rule": "cap-90", "limit": 0.9},
        {"rule": "purse", "kind": "budget", "limit": 0.0},
        {"rule": "no-russia", "kind": "exclude", "where": "place=CHN", "first_year": 2028},
        {"rule": "bond", "kind": "cost", "limit": 2.0},
    ]
    text = solve(harbour(rules=rules)).summary

    assert text.split("Which limits bind\n")[1].split("\n\nWhat is a matter")[0] == (
        """  - cap-60 cobalt CHN binds in 2026 to 2027 (2 planning years), worth up to USD 45.0 per contained t
  - purse is at its limit in 2026 to 2027 (2 planning years), at no price while what is built and signed is held as it is

Which limits do not bind
  - cap-90: cobalt CHN is slack (nearest of 2 that are slack): 70 % in 2026, at most 90 %; 20.0 contained t to spare
  - no-russia: nothing in this case that it could hold for"""  # noqa: E501 - as it is printed
    )


def test_a_plan_stands_to_rules_that_are_broken_idle_or_costs() -> None:
    rules = [
        {**CAP, "soft_penalty_usd": 20.0},
        {"rule": "no-russia", "kind": "exclude", "where": "place=CHN", "first_year": 2028},
        {"rule": "bond", "kind": "cost", "limit": 2.0},
    ]

    assert list(standing_lines(solve(harbour(rules=rules)))) == [
        (
            "cap-60: At most 60 % of each processed mineral from any one place, where place is not DEU "
            "(soft: USD 20.0 per contained t of breach and year)"
        ),
        "  - cobalt CHN breaks it, at a penalty, in 2026 to 2027 (2 planning years), by up to 20.0 contained t",
        "  - cobalt FIN is slack: 10 % in 2026, at most 60 %; 50.0 contained t to spare",
        "no-russia: No purchase or processing, where place is CHN, from 2028 (hard)",
        "  - nothing in this case that it could hold for",
        "bond: USD 2.00 per t of all purchases",
        "  - a cost and no limit: what it comes to is among the costs",
    ]


RULES = {
    "At most 65 % of processed cobalt from any one place, from 2026 (hard)": {
        "kind": "share",
        "mineral": "cobalt",
        "stage": "processing",
        "per": "place",
        "limit": 0.65,
        "first_year": 2026,
    },
    "At least 15 % of each mined mineral together, where kind is recycling, to 2027 (hard)": {
        "kind": "share",
        "stage": "extraction",
        "where": "kind=recycling",
        "sense": "min",
        "limit": 0.15,
        "last_year": 2027,
    },
    "At most 40 % of all shipments of each mineral through any one chokepoint (hard)": {
        "kind": "share",
        "per": "chokepoint",
        "limit": 0.4,
    },
    "An average governance of at least 60 (0-100) for cobalt in components (soft: USD 500 per point x contained t of "
    "breach and year)": {
        "kind": "average",
        "mineral": "cobalt",
        "stage": "component",
        "indicator": "governance",
        "limit": 60.0,
        "soft_penalty_usd": 500.0,
    },
    "No processed cobalt with governance worse than 40 (0-100), where place is CHN or FIN (hard)": {
        "kind": "exclude",
        "mineral": "cobalt",
        "stage": "processing",
        "indicator": "governance",
        "limit": 40.0,
        "where": "place=CHN|FIN",
    },
    "At most 12,000 tCO2e (carbon) over the horizon from all purchases, processing and shipments (hard)": {
        "kind": "total",
        "indicator": "carbon",
        "period": "horizon",
        "limit": 12_000.0,
    },
    "USD 100 per tCO2e (carbon) of all purchases, processing and shipments": {
        "kind": "cost",
        "indicator": "carbon",
        "limit": 100.0,
    },
    "USD 5.00 k a year for each supplier of any mineral that is bought from": {
        "kind": "cost",
        "per": "supplier",
        "limit": 5000.0,
    },
    "At most USD 4.00 bn of capital a year (soft: USD 2.00 per USD of breach)": {
        "kind": "budget",
        "limit": 4e9,
        "soft_penalty_usd": 2.0,
    },
    "Stocks of cobalt for at least 90 days of demand, from 2026 to 2027 (hard)": {
        "kind": "cover",
        "mineral": "cobalt",
        "limit": 90.0,
        "first_year": 2026,
        "last_year": 2027,
    },
    "No project is decided before a step of 1 year that costs USD 3.00 m, where kind is mine (hard)": {
        "kind": "gate",
        "of": "projects",
        "where": "kind=mine",
        "delay_years": 1,
        "cost_usd": 3e6,
    },
    "Nothing is bought of a supplier of processed cobalt before a step of 1 year, from 2027 (hard)": {
        "kind": "gate",
        "of": "suppliers",
        "mineral": "cobalt",
        "stage": "processing",
        "delay_years": 1,
        "first_year": 2027,
    },
    "No plant that makes any processed mineral runs before a step that costs USD 5.00 (hard)": {
        "kind": "gate",
        "of": "plants",
        "stage": "processing",
        "cost_usd": 5,
    },
    "At least 40 % of the consumption of cobalt, by where it is processed, together, where place is DEU (soft: 0.5 x "
    "the mineral's benchmark value per contained t of breach and year)": {
        "kind": "share",
        "mineral": "cobalt",
        "stage": "processing",
        "where": "place=DEU",
        "of": "consumption",
        "sense": "min",
        "limit": 0.4,
        "soft_penalty_multiple": 0.5,
    },
}
CERTIFIED: dict[str, dict[str, object]] = {
    "At least 40 % of mined cobalt certified, leakage taken off (hard)": {"mineral": "cobalt"},
    "At least 40 % of each mined mineral certified, leakage taken off (soft: USD 5.00 per contained t of breach and "
    "year)": {"soft_penalty_usd": 5.0},
    "At least 40 % of the consumption of cobalt mined as certified, leakage taken off (hard)": {
        "mineral": "cobalt",
        "of": "consumption",
    },
}
SUBSTANCES = ["cobalt", "copper", "lithium", "nickel", "graphite"]
LISTS: dict[tuple[str, int], str] = {
    ("share", 2): "At most 50 % of each of processed cobalt and copper from any one place (hard)",
    ("share", 3): "At most 50 % of each of processed cobalt, copper and lithium from any one place (hard)",
    ("share", 5): "At most 50 % of each of 5 processed minerals from any one place (hard)",
    ("group", 2): "At most 50 % of each of processed cobalt and copper, where place is CHN (hard)",
    ("use", 2): (
        "At most 50 % of the consumption of each of cobalt and copper, by where it is processed, from any one place "
        "(hard)"
    ),
    ("average", 2): "An average governance of at least 60 (0-100) for each of processed cobalt and copper (hard)",
    ("value", 0): (
        "An average governance of at least 60 (0-100) for all processed minerals together, minerals weighed by value "
        "(hard)"
    ),
    ("value", 2): (
        "An average governance of at least 60 (0-100) for processed cobalt and copper together, minerals weighed by "
        "value (hard)"
    ),
    ("value", 5): (
        "An average governance of at least 60 (0-100) for 5 processed minerals together, minerals weighed by value "
        "(hard)"
    ),
    ("exclude", 1): "No processed cobalt (hard)",
    ("exclude", 2): "No processed cobalt or copper (hard)",
    ("exclude", 5): "No purchase or processing of any of 5 processed minerals (hard)",
    ("ships", 2): "No shipment of cobalt or copper (hard)",
    ("ships", 5): "No shipment of any of 5 minerals (hard)",
    ("total", 2): "At most 9 t a year from all purchases of cobalt or copper (hard)",
    ("total", 5): "At most 9 t a year from all purchases of any of 5 minerals (hard)",
    ("cover", 2): "Stocks of each of cobalt and copper for at least 90 days of demand (hard)",
    ("spread", 1): "HHI of processed cobalt by place at most 2,500 (hard)",
    ("spread", 2): "HHI of each of processed cobalt and copper by place at most 2,500 (hard)",
    ("spread-ships", 0): "HHI of the shipments of each mineral by route at most 4,000 (hard)",
    ("short", 2): "At most 5 % of the demand for each of cobalt and copper short in any year (hard)",
    (
        "short-all",
        2,
    ): "At most 5 % of the demand for cobalt and copper together short over the horizon, by value (hard)",
}
LISTING: dict[str, dict[str, object]] = {
    "share": {"kind": "share", "stage": "processing", "per": "place", "limit": 0.5},
    "group": {"kind": "share", "stage": "processing", "where": "place=CHN", "limit": 0.5},
    "use": {"kind": "share", "stage": "processing", "of": "consumption", "per": "place", "limit": 0.5},
    "average": {"kind": "average", "stage": "processing", "indicator": "governance", "limit": 60.0},
    "value": {"kind": "average", "stage": "processing", "indicator": "governance", "limit": 60.0, "weight": "value"},
    "exclude": {"kind": "exclude", "stage": "processing"},
    "ships": {"kind": "exclude", "of": "shipped"},
    "total": {"kind": "total", "limit": 9.0},
    "cover": {"kind": "cover", "limit": 90.0},
    "spread": {"kind": "hhi", "stage": "processing", "per": "place", "limit": 2500.0},
    "spread-ships": {"kind": "hhi", "per": "route", "limit": 4000.0},
    "short": {"kind": "shortage", "limit": 0.05},
    "short-all": {"kind": "shortage", "limit": 0.05, "period": "horizon"},
}


def ruled(rules: list[dict[str, object]], **tables: list[dict[str, object]]) -> Case:
    indicators = [
        {"indicator": "governance", "unit": "0-100", "direction": "higher_is_better"},
        {"indicator": "carbon", "unit": "tCO2e per t", "direction": "lower_is_better"},
    ]
    chokepoints = [{"chokepoint": "suez"}]
    return harbour(rules=rules, indicators=indicators, chokepoints=chokepoints, **tables)


@pytest.mark.parametrize("sentence", RULES)
def test_each_kind_of_rule_in_words(sentence: str) -> None:
    assert rule_sentences(ruled([{"rule": "it", **RULES[sentence]}])) == {"it": sentence}


@pytest.mark.parametrize("sentence", CERTIFIED)
def test_certified_shares_in_words(sentence: str) -> None:
    rule = {"rule": "it", "kind": "certified", "stage": "extraction", "limit": 0.4, **CERTIFIED[sentence]}
    assert rule_sentences(ruled([rule])) == {"it": sentence}


@pytest.mark.parametrize(("rule", "count"), LISTS, ids=str)
def test_lists_of_minerals_in_words(rule: str, count: int) -> None:
    contents = [
        {"material": "refined-cobalt", "mineral": mineral, "content": 1.0 if mineral == "cobalt" else 0.1}
        for mineral in SUBSTANCES
    ]
    row = {"rule": "it", "mineral": ";".join(SUBSTANCES[:count]), **LISTING[rule]}
    assert rule_sentences(ruled([row], material_minerals=contents)) == {"it": LISTS[rule, count]}


def test_a_limit_that_changes_is_said_with_its_years() -> None:
    yearly = [
        {"table": "rules", "key": "it", "column": "limit", "year": 2026, "value": 0.8},
        {"table": "rules", "key": "it", "column": "limit", "year": 2027, "value": 0.6},
    ]
    rule = {"rule": "it", "kind": "share", "stage": "processing", "per": "owner", "limit": 0.9}

    assert rule_sentences(ruled([rule], yearly=yearly)) == {
        "it": "At most 80 % (2026) to 60 % (2027) of each processed mineral from any one owner (hard)"
    }


def test_tags_are_said_as_tags() -> None:
    places = [{"place": "CHN", "tags": "FEOC"}, {"place": "FIN", "tags": "EU"}, {"place": "DEU", "tags": "EU"}]
    rule = {"rule": "it", "kind": "exclude", "stage": "processing", "where": "place.tags=FEOC & place.tags!=EU"}

    assert rule_sentences(ruled([rule], places=places)) == {
        "it": "No processed mineral, where place is tagged FEOC and place is not tagged EU (hard)"
    }


def test_highlights_are_the_worst_years() -> None:
    plan = solve(harbour(demand=[*TABLES["demand"], {**TABLES["demand"][0], "year": 2027, "quantity_t": 120.0}]))
    found = {(entry["kpi"], entry["stage"]): entry for entry in highlights(plan.kpis)}

    assert found["HHI", "processing"]["year"] == 2027  # shares of 72, 38 and 10 t; before, of 60, 30 and 10 t
    assert found["HHI", "processing"]["value"] == pytest.approx(60**2 + (38 / 1.2) ** 2 + (10 / 1.2) ** 2)
    assert found["largest share", "processing"]["year"] == 2026  # the first of equals
    assert found["import reliance", "processing"]["year"] == 2027
    assert found["import reliance", "processing"]["value"] == pytest.approx(110 / 120)
    assert found["total cost", ""]["year"] is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (money(3_412_000_000), "USD 3.41 bn"),
        (money(-1_570_000_000), "-USD 1.57 bn"),
        (money(999.6), "USD 1.00 k"),
        (money(0), "USD 0"),
        (tonnes(1_240), "1.24 kt a year"),
        (percent(0.0081), "0.81 %"),
        (percent(0.414), "41 %"),
        (plain_number(90.0), "90"),
        (plain_number(0.125), "0.125"),
        (with_unit("60", "0-100"), "60 (0-100)"),
        (with_unit("3", "days"), "3 days"),
        (without_tonne("tCO2e per t of material"), "tCO2e"),
        (without_tonne("m3/t"), "m3"),
        (without_tonne("0-100"), ""),
        (in_years([2030, 2026, 2026]), "in 2026 to 2030 (2 planning years)"),
        (in_years([2026]), "in 2026"),
        (in_years(pd.Series([pd.NA], dtype="Int64")), "over the horizon"),
    ],
)
def test_amounts_in_words(said: str, meant: str) -> None:
    assert said == meant
