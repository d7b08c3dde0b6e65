"""Policies compared on `inputs/tiny`, whose plans are worked out by hand in docs/tiny.md.

Further alternatives: `late`, whose expansion is decided in 2027 at the earliest and costs 200 000: it saves 230 000 in
the one year left, and half of it is worth 100 000 at the end, so that it is built a year later. `hoard` asks for more
cobalt in reserve than the world sells. Under the cap of 60 % the expansion is not worth building, so that no capital
costs nothing on top of it.
"""

from __future__ import annotations

import math

import pandas as pd
import pytest

from model import InputError, NoPlanError, compare_plans, compare_policies, load_case, solve
from model.studies import Comparison
from model.studies.comparing import CHANGES, CLAUSES, INPUTS, PLANS, SHARES
from model.studies.headlines import headlines

LATE = """
title = "The expansion comes late"

[[change]]
table = "projects"
where = "project=expansion-fin"
set = { first_year = 2027, capital_usd_per_block = 200000 }
"""
HOARD = """
[[add]]
table = "rules"
rows = [{ rule = "hoard", kind = "cover", mineral = "cobalt", limit = 36500, basis = "illustrative" }]
"""
BASE, CAPPED, SPARING, LATELY = 21_696_000, 22_930_000, 21_856_000, 21_856_000 - 230_000 + 200_000 - 100_000
SUMMARY = """\
Tiny: cobalt and lithium for one buyer: cap-60, late and hoard against base

          cost        against base  gap    how the search ended
  base    USD 21.7 m                0.00%  optimal
  cap-60  USD 22.9 m  USD 1.23 m    0.00%  optimal
  late    USD 21.7 m  USD 30.0 k    0.00%  optimal
  hoard   -           -             -      infeasible

  (averages are over minerals)                       base           cap-60         late
  cost: purchases                                    USD 19.9 m     USD 21.9 m     USD 20.4 m
  cost: tolls                                        USD 1.25 m     USD 750 k      USD 1.00 m
  cost: project capital                              USD 300 k      USD 0          USD 200 k
  cost: salvage                                      USD 0          USD 0          -USD 100 k
  cost: transport                                    USD 196 k      USD 180 k      USD 176 k
  average largest share of a place, mined, 2028      99 %           77 %           99 %
  average largest share of a place, processed, 2028  92 %           59 %           92 %
  average import reliance, mined, 2028               100 %          100 %          100 %
  average import reliance, processed, 2028           100 %          100 %          100 %
  largest shortage of a material, of its demand      0 %            0 %            0 %
  materials that go short                            0              0              0
  average stock cover, 2028                          0 days         0 days         0 days
  total carbon, 2028                                 3,100 tCO2/yr  5,310 tCO2/yr  3,100 tCO2/yr

cap-60 against base
  What the inputs say otherwise:
    - has the rule cap-60: No place above 60 % of processed supply
  What the plan does otherwise, the most material first:
    - buys less from Chilean lithium (lithium carbonate, 240 t a year instead of 400 t a year, 2026)
    - buys on the spot market from Australian lithium (lithium carbonate, up to 160 t a year, 2026; none otherwise)
    - buys more from Chinese refined cobalt (70.0 t a year instead of 20.0 t a year, 2027)
    - buys less from Congolese hydroxide (cobalt hydroxide, 100 t a year instead of 200 t a year, 2027)
    - signs less under the offtake with Chilean lithium (lithium carbonate, 240 t a year instead of 300 t a year)
    - does not build Expansion of the Finnish refinery (on line in 2027 otherwise, USD 300 k)
  Which shares move most, by the worth of what moves:
    - share of Chile in mined and processed lithium falls from 100 % to 60 % (2026)
    - share of Finland in processed cobalt falls from 83 % to 42 % (2027)
    - share of DR Congo in mined cobalt falls from 98 % to 94 % (2027)

late against base
  What the inputs say otherwise:
    - projects, expansion-fin: capital_usd_per_block is 200000 instead of 300000
    - projects, expansion-fin: first_year is 2027 instead of empty
  What the plan does otherwise, the most material first:
    - buys more from Chinese refined cobalt (70.0 t a year instead of 20.0 t a year, 2027)
    - runs Finnish refinery less (50.0 t a year instead of 100 t a year, 2027)
    - buys less from Congolese hydroxide (cobalt hydroxide, 100 t a year instead of 200 t a year, 2027)
    - builds Expansion of the Finnish refinery a year later (2028 instead of 2027)
  Which shares move most, by the worth of what moves:
    - share of Finland in processed cobalt falls from 83 % to 42 % (2027)
    - share of DR Congo in mined cobalt falls from 98 % to 94 % (2027)

hoard against base
  What the inputs say otherwise:
    - has the rule hoard
  What the plan does otherwise is not known: hoard has no plan (infeasible).

cap-60: what each clause costs, by how much the plan would be cheaper without it (they need not add up)
  price       clause
  USD 1.23 m  adds the rule cap-60: No place above 60 % of processed supply

late: what each clause costs, by how much the plan would be cheaper without it (they need not add up)
  price       clause
  USD 30.0 k  sets first_year to 2027 and capital_usd_per_block to 200000 in projects where project=expansion-fin

hoard: what each clause costs, by how much the plan would be cheaper without it (they need not add up)
  price  clause
  -      adds the rule hoard (no plan with it; without it USD 21.7 m)"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> dict[str, tuple[str, ...]]:
    folder = tmp_path_factory.mktemp("policies")
    for name, text in {"late": LATE, "hoard": HOARD}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return {
        "base": (),
        "cap-60": ("cap-60",),
        "late": (str(folder / "late.toml"),),
        "hoard": (str(folder / "hoard.toml"),),
    }


@pytest.fixture(scope="module")
def steps() -> list[str]:
    return []


@pytest.fixture(scope="module")
def told(asked, steps) -> Comparison:
    """Four solves: each policy without its only clause is the base, which is not solved again."""
    case = load_case("inputs/tiny")
    return compare_policies(case, asked, clauses=True, step=lambda step: steps.append(str(step)), gap=0.0)


def of(frame: pd.DataFrame, alternative: str) -> pd.DataFrame:
    return frame[frame["alternative"] == alternative].drop(columns="alternative")


def test_costs_are_those_worked_out_by_hand(told) -> None:
    costs = told.plans.set_index("alternative")
    assert costs["cost_usd"].to_dict() == pytest.approx(
        {"base": BASE, "cap-60": CAPPED, "late": LATELY, "hoard": math.nan}, nan_ok=True
    )
    assert costs["difference_usd"].to_dict() == pytest.approx(
        {"base": 0, "cap-60": CAPPED - BASE, "late": LATELY - BASE, "hoard": math.nan}, nan_ok=True
    )
    ends = costs.loc[["cap-60", "late"], ["difference_at_least_usd", "difference_at_most_usd"]].to_numpy()
    assert ends.tolist() == [pytest.approx([CAPPED - BASE] * 2), pytest.approx([LATELY - BASE] * 2)]
    assert costs["status"].tolist() == ["optimal", "optimal", "optimal", "infeasible"]
    assert costs["policies"].tolist() == ["", "cap-60", "late", "hoard"]


def test_the_price_of_each_clause(told) -> None:
    """Each policy has one clause: without it, the plan costs what the base does."""
    rows = told.clauses.set_index("alternative")
    assert rows["clause"].to_dict() == {
        "cap-60": "adds the rule cap-60: No place above 60 % of processed supply",
        "late": "sets first_year to 2027 and capital_usd_per_block to 200000 in projects where project=expansion-fin",
        "hoard": "adds the rule hoard",
    }
    assert rows["cost_without_usd"].tolist() == pytest.approx([BASE] * 3)
    for column in ("price_usd", "price_at_least_usd", "price_at_most_usd"):
        prices = [CAPPED - BASE, LATELY - BASE, math.nan]
        assert rows[column].tolist() == pytest.approx(prices, nan_ok=True)


def test_inputs_differ_row_by_row(told) -> None:
    cells = (
        "rule cap-60, title No place above 60 % of processed supply, kind share, stage processing, per place, limit 0.6"
    )
    assert list(of(told.inputs, "cap-60").itertuples(index=False, name=None)) == [
        ("rules", "cap-60", "added", "", "", f"{cells}, basis illustrative"),
    ]
    assert list(of(told.inputs, "late").itertuples(index=False, name=None)) == [
        ("projects", "expansion-fin", "changed", "capital_usd_per_block", "300000", "200000"),
        ("projects", "expansion-fin", "changed", "first_year", "", "2027"),
    ]


def test_a_project_that_is_built_later(told) -> None:
    rows = of(told.changes, "late").set_index("what")
    later = rows.loc["projects on line"]
    assert (later["subject"], later["change"], later["before"], later["after"]) == (
        "expansion-fin",
        "later",
        2027,
        2028,
    )
    assert later["name"] == "Expansion of the Finnish refinery"
    assert later["words"] == "builds Expansion of the Finnish refinery a year later (2028 instead of 2027)"
    assert rows.loc["projects decided", ["before", "after"]].tolist() == [2026, 2027]


def test_largest_shares_and_figures_side_by_side(told) -> None:
    processed = told.shares[(told.shares["mineral"] == "lithium") & (told.shares["stage"] == "processing")]
    found = processed[processed["year"] == 2026].set_index("alternative")
    assert found["share"].to_dict() == pytest.approx({"base": 1.0, "cap-60": 0.6, "late": 1.0})
    assert set(found["place"]) == {"CHL"}
    figures = headlines(told.kpis).set_index("figure")
    assert figures.loc["cost: project capital", ["base", "cap-60", "late"]].tolist() == pytest.approx([3e5, 0, 2e5])
    assert figures.loc["materials that go short", ["base", "cap-60", "late"]].tolist() == [0, 0, 0]


def test_the_answer_in_words(told) -> None:
    assert told.summary == SUMMARY


def test_each_step_is_told(told, steps) -> None:
    assert steps[:5] == [
        "1 of 7: base",
        "2 of 7: cap-60",
        "3 of 7: late",
        "4 of 7: hoard",
        "5 of 7: cap-60 without: adds the rule cap-60: No place above 60 % of processed supply",
    ]
    assert len(steps) == 7


def test_tables_have_their_columns(told) -> None:
    for name, types in {
        "plans": PLANS,
        "shares": SHARES,
        "inputs": INPUTS,
        "changes": CHANGES,
        "clauses": CLAUSES,
    }.items():
        assert {column: str(kind) for column, kind in getattr(told, name).dtypes.items()} == types


@pytest.mark.parametrize(
    ("alternatives", "said"),
    [
        (
            {"cap-60": ("cap-60",)},
            "tiny: is one alternative: there is nothing to compare it with (found 'cap-60'). Name another.",
        ),
        (
            {"base": (), "cap-6": ("cap-6",), "reserv": ("reserv",)},
            "inputs/tiny/dataset.toml: has no such policy (found 'cap-6'). Did you mean 'cap-60'?",
        ),
    ],
)
def test_what_cannot_be_compared(alternatives, said) -> None:
    with pytest.raises(InputError) as caught:
        compare_policies(load_case("inputs/tiny"), alternatives)
    assert said in str(caught.value)
    assert len(caught.value.issues) == len(alternatives) - (1 if len(alternatives) > 1 else 0)


def test_no_plan_at_all(asked) -> None:
    """What is asked of the solver goes to whatever solves."""

    def never(case, **options):
        assert options == {"gap": 0.5}
        raise NoPlanError("infeasible", "")

    with pytest.raises(NoPlanError) as caught:
        compare_policies(load_case("inputs/tiny"), {"base": (), "cap-60": ("cap-60",)}, solve=never, gap=0.5)
    assert str(caught.value) == "tiny: no plan for any of base, cap-60: infeasible. See why with: orefolio solve."


def test_settings_count_over_those_of_policies(tmp_path) -> None:
    (tmp_path / "dear.toml").write_text("[settings]\ndiscount_rate = 0.2\n", encoding="utf-8")
    seen = []

    def noted(case, **options):
        seen.append(case.settings.discount_rate)
        raise NoPlanError("infeasible", "")

    with pytest.raises(NoPlanError):
        compare_policies(
            load_case("inputs/tiny"),
            {"cap-60": ("cap-60",), "dear": (str(tmp_path / "dear.toml"),)},
            solve=noted,
            settings={"discount_rate": 0.05},
        )
    assert seen == [0.05, 0.05]


@pytest.fixture(scope="module")
def plans_of():
    return lambda *policies: solve(load_case("inputs/tiny", policies=policies), gap=0.0)


@pytest.mark.slow
def test_clauses_that_work_together(plans_of) -> None:
    """Without the cap both cost what no-capital does; without the limit on capital no less than with it."""
    told = compare_policies(
        load_case("inputs/tiny"), {"base": (), "both": ("cap-60", "no-capital")}, clauses=True, gap=0.0
    )
    assert told.clauses["cost_without_usd"].tolist() == pytest.approx([SPARING, CAPPED])
    assert told.clauses["price_usd"].tolist() == pytest.approx([CAPPED - SPARING, 0])
    brute = [plans_of("cap-60", "no-capital").objective - plans_of(rest).objective for rest in ("no-capital", "cap-60")]
    assert told.clauses["price_usd"].tolist() == pytest.approx(brute)


@pytest.mark.slow
def test_plans_that_are_made_compare_alike(told, asked, plans_of) -> None:
    again = compare_plans({"base": plans_of(), "cap-60": plans_of(*asked["cap-60"])})
    pd.testing.assert_frame_equal(of(again.inputs, "cap-60"), of(told.inputs, "cap-60"))
    assert again.plans["difference_usd"].tolist() == pytest.approx([0, CAPPED - BASE])
    assert len(again.clauses) == 0
