"""What a data set rests on, on the data set that is worked by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from model import load_case, solve
from model.evidence import bases_of_rows, coverage, data_report, imports_beside_plan, weak_figures
from model.evidence.page import INTRODUCTION, head, library_part
from model.evidence.policies import broken, policy_costs
from model.evidence.trade import unexplained

YEARLY = {"table": "suppliers", "key": "cobalt-fin", "column": "capacity_t_per_year", "basis": "derived"}
NOTE = {
    "table": "suppliers",
    "key": "cobalt-chn",
    "column": "capacity_t_per_year",
    "basis": "reported",
    "note": "It is.",
}
TRADE = [
    {"material": "refined-cobalt", "place": "CHN", "year": 2024, "share": 0.95},
    {"material": "refined-cobalt", "place": "FIN", "year": 2024, "share": 0.05},
    {"material": "lithium-carbonate", "place": "AUS", "year": 2024, "share": 0.6, "explanation": "It costs more."},
]


@pytest.fixture(scope="module")
def tiny():
    return load_case("inputs/tiny").replace(
        yearly=pd.DataFrame([YEARLY | {"year": 2026, "value": 300.0}, YEARLY | {"year": 2028, "value": 400.0}]),
        provenance=pd.DataFrame([NOTE]),
        import_shares=pd.DataFrame(TRADE),
        gaps=pd.DataFrame(
            [{"gap": "ore", "mineral": "cobalt", "missing": "No grades.", "consequence": "Yields are rough."}]
        ),
        sources=pd.DataFrame([{"source": "survey", "title": "A survey"}]),
        disagreements=pd.DataFrame(
            [
                {
                    "disagreement": "chile",
                    "mineral": "lithium",
                    "quantity": "Output of Chile",
                    "unit": "t",
                    "chosen_source": "survey",
                    "chosen_value": "100",
                    "other_source": "a | newspaper",
                    "other_value": "120",
                    "why": "It measures.",
                }
            ]
        ),
    )


@pytest.fixture(scope="module")
def plan(tiny):
    return solve(tiny)


def test_coverage_counts_contained_capacity_by_basis(tiny):
    table = coverage(tiny).set_index(["mineral", "stage"])
    assert list(table.index) == [("cobalt", "extraction"), ("cobalt", "processing"), ("lithium", "processing")]
    assert table["suppliers"].tolist() == [1, 2, 2]
    # Hydroxide: 300 t, half of it cobalt. Refined: 100 t in China, 300 t in Finland in the first year of yearly.
    assert table["capacity_t_per_year"].tolist() == [150, 400, 200]
    refined = table.loc[("cobalt", "processing")]
    assert (refined["reported"], refined["derived"], refined["illustrative"]) == (0.25, 0.0, 0.75)


def test_a_supplier_without_a_stated_capacity_is_counted_and_has_no_share():
    case = load_case("inputs/tiny")
    suppliers = case.tables["suppliers"].assign(capacity_t_per_year=float("nan"))
    table = coverage(case.replace(suppliers=suppliers))
    assert table["suppliers"].tolist() == [1, 2, 2]
    assert table["illustrative"].isna().all()


def test_bases_of_rows_and_the_cells_that_differ(tiny):
    table = bases_of_rows(tiny).set_index("table")
    assert table.loc["suppliers"].to_dict() == {
        "rows": 5, "reported": 0, "derived": 0, "illustrative": 5, "own": 0, "cells": 1,
    }  # fmt: skip
    assert table.loc["yearly", "derived"] == 2


def test_the_plan_beside_the_trade_of_the_past(plan):
    table = imports_beside_plan(plan).set_index(["material", "place"])
    # By hand: 70 t of refined cobalt are bought in 2026, all of it Chinese, and all lithium is Chilean.
    assert table["plan"].to_dict() == {
        ("refined-cobalt", "CHN"): 1.0,
        ("refined-cobalt", "FIN"): 0.0,
        ("lithium-carbonate", "AUS"): 0.0,
        ("lithium-carbonate", "CHL"): 1.0,
    }
    assert table["difference"].to_dict() == pytest.approx(
        {
            ("refined-cobalt", "CHN"): 0.05,
            ("refined-cobalt", "FIN"): -0.05,
            ("lithium-carbonate", "AUS"): -0.6,
            ("lithium-carbonate", "CHL"): 1.0,
        }
    )


def test_only_large_differences_need_an_explanation(plan):
    rows = unexplained(plan)
    assert list(zip(rows["material"], rows["place"], strict=True)) == [("lithium-carbonate", "CHL")]


def test_a_material_that_is_not_bought_abroad_is_not_compared(tiny, plan):
    trade = pd.DataFrame([{"material": "cobalt-hydroxide", "place": "COD", "year": 2024, "share": 0.5}])
    rest = {
        name: tiny.tables[name].query(f"{column} != 'hydroxide-cod'")
        for name, column in (("suppliers", "supplier"), ("contracts", "supplier"), ("indicator_values", "subject"))
    }
    other = solve(tiny.replace(import_shares=trade, **rest))
    assert imports_beside_plan(other)["plan"].isna().all()
    assert unexplained(other).empty


def test_the_weak_figures_are_illustrative_and_the_largest_come_first(plan):
    table = weak_figures(plan, most=2)
    assert list(zip(table["table"], table["key"], strict=True)) == [
        ("prices", "lithium-carbonate"),
        ("suppliers", "hydroxide-cod"),
    ]
    assert table["present_value_usd"].tolist() == pytest.approx([11_550_000, 5_000_000])


def test_the_report_in_full(tiny, plan):
    text = data_report(tiny, plan)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "### Coverage",
        "### Basis of the figures, by rows",
        "### The illustrative figures that carry most of the cost",
        "### The base plan beside the trade of the past",
        "### Where sources disagree",
        "### Not known",
    ]
    assert "| cobalt | processing | 2 | 2 | 400 | 25 % | 75 % |" in text
    assert "| prices | lithium-carbonate | price_usd_per_t | USD 11.6 m | 53 % |" in text
    assert "| lithium-carbonate | AUS | 2024 | 60 % | 0 % | It costs more. |" in text
    assert "| lithium-carbonate | CHL |  |  | 100 % |  |" in text
    assert "| lithium | Output of Chile | t | survey | 100 | a \\| newspaper | 120 | It measures. |" in text
    assert "* **cobalt**: No grades. Yields are rough." in text


def test_a_report_without_a_plan_leaves_out_what_only_a_plan_tells(tiny):
    assert "cost" not in data_report(tiny)


def test_what_the_library_reports_is_not_told_twice(tiny):
    own = pd.DataFrame([{"gap": "tolls", "missing": "No tolls.", "consequence": "They are guesses."}])
    buyer = tiny.replace(gaps=pd.concat([tiny.tables["gaps"], own]))
    text = data_report(buyer, beyond=tiny)
    assert "### Coverage" not in text
    assert "### Where sources disagree" not in text
    assert text.endswith("### Not known\n\n* No tolls. They are guesses.\n")


def test_the_page_of_the_docs_is_fresh_in_what_needs_no_plan():
    page = Path("docs/data.md").read_text(encoding="utf-8")
    library = load_case("inputs/world")
    assert page.startswith(INTRODUCTION)
    assert library_part(library) in page, "run python -m model.evidence > docs/data.md"
    for name in ("usa", "eu"):
        assert head(load_case(f"inputs/{name}")) in page


@pytest.mark.slow
def test_policies_beside_the_base_plan():
    case = load_case("inputs/tiny")
    table = policy_costs(case, solve(case)).set_index("policy")
    # By hand in docs/tiny.md: what each policy costs more than the base plan.
    assert list(table.index) == ["cap-60", "governance-70", "no-capital", "reserve"]
    assert table["more_usd"].to_dict() == pytest.approx(
        {"cap-60": 1_234_000, "governance-70": 66_000, "no-capital": 160_000, "reserve": 40_800}
    )
    assert (table["penalties_usd"] == 0).all()
    assert (table[["broken", "short"]] == "").all(axis=None)


def test_a_soft_rule_that_is_broken_is_named_with_its_mineral():
    case = load_case("inputs/tiny")
    rule = {"rule": "no-chile", "kind": "exclude", "where": "place=CHL", "soft_penalty_usd": 1.0}
    cap = {"rule": "cap", "kind": "share", "stage": "processing", "per": "place", "limit": 0.1, "soft_penalty_usd": 1.0}
    plan = solve(case.replace(rules=pd.DataFrame([rule, cap])))
    assert broken(plan) == "cap (cobalt, lithium); no-chile"
