"""Trade-offs of a case: by hand on the harbour, against cold solves on tiny, and what cannot be weighed.

Without a cap the harbour buys 80 t from China, 10 t at home and 10 t from Kokkola, 11 540 USD a year. A tonne that
comes from friend instead costs 45 USD more; with 45 t from China and 45 t from Finland no place has more than 45 %, and
none can have less. At a largest share s of it a year costs 15 140 - 4 500 s.
"""

from __future__ import annotations

import numpy as np
import pytest
from harbour import harbour

from model import InputError, load_case, solve, trade_offs
from model.studies import TradeOffs
from model.studies.frontier import steps_of
from model.studies.metric_rules import kept_at, uncharged, value_of
from model.studies.metrics import SHORTAGE, read_metrics

SHARE = "share:cobalt:processing"


@pytest.fixture(scope="module")
def by_hand() -> TradeOffs:
    return trade_offs(harbour(rules=[]), ["cost", SHARE], points=4, gap=0.0)


def test_the_points_are_those_worked_out_by_hand(by_hand):
    shares = np.linspace(0.8, 0.45, 4)
    values = by_hand.table
    assert values[SHARE].to_list() == pytest.approx(shares, abs=1e-4)
    assert values["cost"].to_list() == pytest.approx(2 * (15_140 - 4_500 * values[SHARE]), rel=1e-6)
    assert by_hand.complete
    assert set(by_hand.points["status"]) == {"optimal"}
    assert (by_hand.points["bound_usd"] <= by_hand.points["cost_usd"]).all()


def test_each_point_keeps_its_limit_and_is_the_plan_of_a_case_of_its_own(by_hand):
    limits = by_hand.values[by_hand.values["metric"] == SHARE]
    assert (limits["value"] <= limits["limit"] + 1e-9).all()
    assert by_hand.points["inputs_sha256"].nunique() == 4


def test_the_ends_are_told(by_hand):
    rows = by_hand.metrics.set_index("metric")
    assert rows.loc["cost", ["best", "worst"]].to_list() == pytest.approx([23_080, 26_230], rel=1e-4)
    assert rows.loc[SHARE, ["best", "worst"]].to_list() == pytest.approx([0.45, 0.8], abs=1e-4)


def test_it_is_told_in_words(by_hand):
    lines = by_hand.summary.splitlines()
    assert lines[0] == "harbour: cost and largest share in cobalt processing, 4 plans of which none is dominated"
    assert lines[3].split() == ["1", "USD", "23.1", "k", "80.0", "%", "0.00%", "optimal"]
    assert "USD 90.0 per %-point" in lines[4]
    assert "Plan 4 against plan 1, the most material first:" in lines


@pytest.mark.slow
def test_shortage_against_cost_is_monotone_and_agrees_with_cold_solves():
    """With integers a frontier need not be convex: it must only never be cheaper to go less short."""
    tiny, kept = load_case("inputs/tiny"), []
    told = trade_offs(
        tiny, ["cost", "shortage"], points=4, limits={"shortage": 0.3}, keep=lambda p: kept.append(p) or ""
    )
    values = told.table
    assert values["cost"].is_monotonic_increasing
    assert values["shortage"].is_monotonic_decreasing
    assert values["shortage"].iloc[[0, -1]].to_list() == pytest.approx([0.3, 0.0], abs=1e-5)
    assert all("all" in plan.certificate and "hold" in plan.certificate for plan in kept)
    asked = read_metrics(tiny, ["cost", "shortage"])[1]
    level = told.values.set_index(["point", "metric"]).at[(2, SHORTAGE), "limit"]
    cold = solve(kept_at(uncharged(tiny), {asked: level}))
    assert cold.objective == pytest.approx(told.points["cost_usd"].iloc[1], rel=2e-4)
    assert value_of(cold, asked) <= level + 1e-9


@pytest.mark.slow
def test_an_hhi_lies_between_the_cheapest_shares_and_the_most_even():
    """80, 10 and 10 % have an HHI of 6 600; 45, 45 and 10 % have 4 150, and none is lower."""
    told = trade_offs(harbour(rules=[]), ["cost", "hhi:cobalt:processing"], points=3, gap=0.0)
    values = told.table
    assert values["hhi:cobalt:processing"].to_list() == pytest.approx([6_600, 5_375, 4_150], rel=3e-4)
    assert values["cost"].iloc[[0, -1]].to_list() == pytest.approx([23_080, 26_230], rel=3e-3)
    assert values["cost"].is_monotonic_increasing


@pytest.mark.slow
def test_three_metrics_have_no_dominated_plan():
    told = trade_offs(harbour(rules=[]), ["cost", SHARE, "domestic:cobalt:processing"], points=9, gap=0.0)
    turned = told.table.to_numpy() * [1, 1, -1]
    for one in turned:
        assert not any((other <= one + 1e-9).all() and (other < one - 1e-6 * abs(one)).any() for other in turned)


def test_what_cannot_be_weighed_is_said_at_once():
    with pytest.raises(InputError) as found:
        read_metrics(harbour(), ["shortages", "share:cobald:processing", "share:cobalt", f"{SHARE}:2031"])
    said = [(issue.value, issue.message, issue.hint) for issue in found.value.issues]
    assert sorted(said) == [
        ("share:cobald:processing", "names no mineral of this data set: 'cobald'", "Did you mean 'cobalt'?"),
        ("share:cobalt", "is not complete", "Write share:MINERAL:STAGE, with :YEAR behind it if wanted."),
        (f"{SHARE}:2031", "begins in no planning year: '2031'", "Choose one of 2026, 2027."),
        ("shortages", "is not a metric", "Did you mean 'shortage'?"),
        (
            f"shortages, share:cobald:processing, share:cobalt, {SHARE}:2031",
            "has no cost",
            "Weigh cost against something else: add --metric cost.",
        ),
    ]


def test_where_no_sector_may_go_short_there_is_no_shortage_to_weigh():
    with pytest.raises(InputError, match=r"--metric: is allowed to no sector \(found 'shortage'\)\. Give sectors a"):
        trade_offs(harbour(), ["cost", "shortage"])


def test_too_few_points_are_refused():
    assert (steps_of(20, 2), steps_of(20, 3)) == (19, 3)
    with pytest.raises(InputError, match=r"--points: are too few points for 3 metrics \(found '3'\)\. Ask for 4 or"):
        steps_of(3, 3)


def test_a_limit_is_of_what_is_weighed_and_a_fraction_where_shares_are():
    with pytest.raises(InputError) as found:
        trade_offs(harbour(rules=[]), ["cost", SHARE], limits={"cost": 1.0, SHARE: 60.0})
    assert [issue.message for issue in found.value.issues] == ["is not weighed, or is cost", "is not a fraction"]
