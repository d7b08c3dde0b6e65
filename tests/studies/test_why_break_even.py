"""Break-evens: brackets that plans of changed tables bear out on both sides, and searches made up."""

from __future__ import annotations

import math

import pytest

from model import explain, load_case
from model.solver import SolverOptions
from model.solving import load
from model.studies.break_even import BRACKETED, NEVER, STILL_IN, Search
from model.studies.forcing import value
from model.studies.knob import Reading

AUSTRALIA, CHINA, OFFTAKE, WORKS = (
    "supplier=lithium-aus",
    "supplier=cobalt-chn",
    "contract=lithium-chl-offtake",
    "project=expansion-fin",
)
BY_HAND = {
    AUSTRALIA: (False, 10_050 - 100.0),
    CHINA: (True, 33_100 - 100.0),
    OFFTAKE: (True, 10_000 - 100_000 / 900),
    WORKS: (True, 460_000.0),
}
"""Whether it is in the plan of inputs/tiny, and what it breaks even at: see docs/tiny.md."""


@pytest.fixture(scope="module")
def told():
    return explain(load_case("inputs/tiny"), break_even=list(BY_HAND), gap=0.0)


def cell(case, table, key, column, figure):
    """The case with another figure in one cell."""
    frame = case.tables[table].copy()
    frame.loc[frame.iloc[:, 0] == key, column] = figure
    return case.replace(**{table: frame})


def changed(case, asked, figure):
    """The case at another price or capital, as a person would write it into the tables."""
    name = asked.partition("=")[2]
    if asked == OFFTAKE:
        return cell(case, "contracts", name, "premium", figure / 10_000 - 1)
    if asked == WORKS:
        return cell(case, "projects", name, "capital_usd_per_block", figure)
    return cell(case, "suppliers", name, "price_usd_per_t", figure)


def had(case, asked) -> float:
    """Tonnes bought, or blocks built."""
    loaded = load(case)
    loaded.handle.solve(SolverOptions(gap=0.0))
    model, name = loaded.model, asked.partition("=")[2]
    if asked == WORKS:
        return sum(value(model.Built[key]) for key in model.BUILDS if key[0] == name)
    return sum(value(model.Lifted[k, n]) for k, n in model.LIFTINGS if name in (k, model.supplier_of[k]))


@pytest.mark.slow
@pytest.mark.parametrize("asked", list(BY_HAND))
def test_plans_of_changed_tables_bear_the_bracket_out(told, asked) -> None:
    row = told.break_evens.set_index("asked").loc[asked]
    had_now, by_hand = BY_HAND[asked]
    case = load_case("inputs/tiny")

    assert (row["had_now"], row["outcome"]) == (had_now, BRACKETED)
    assert row["in_at"] < by_hand < row["out_at"] <= 1.01 * row["in_at"]
    assert row["solves"] <= 4
    assert had(changed(case, asked, row["in_at"] - 1), asked) > 0.5
    assert had(changed(case, asked, row["out_at"] + 1), asked) < 1e-6


def searched(without, plan, **given):
    """A search in which one plan has `worth` of it and costs `own` beside: it is best below (without - own) / worth."""
    own, worth = plan
    search = Search(without=without, **given)
    search.expect(own + worth * 50, Reading(had=True, worth=worth, paid=worth * 50))
    tried = []
    while not search.outcome:
        figure = search.next()
        tried.append(figure)
        cost = own + worth * figure
        inside = cost < without
        reading = Reading(had=inside, worth=worth if inside else 0.0, paid=worth * figure if inside else 0.0)
        search.solves += 1
        search.take(figure, min(cost, without), reading)
        search.outcome = search.end()
    return search, tried


def test_one_plan_is_bracketed_in_two_trials() -> None:
    entering, tried = searched(1_000.0, (600.0, 10.0), low=math.nan, high=50.0, scale=50.0)
    assert (entering.outcome, tried, entering.low, entering.high) == (BRACKETED, [39.84, 40.16], 39.84, 40.16)
    leaving, tried = searched(1_000.0, (600.0, 10.0), low=30.0, high=math.inf, scale=30.0)
    assert (leaving.outcome, tried, leaving.low, leaving.high) == (BRACKETED, [40.16, 39.84], 39.84, 40.16)


def test_what_is_out_at_zero_never_enters() -> None:
    search, tried = searched(1_000.0, (1_200.0, 10.0), low=math.nan, high=50.0, scale=50.0)
    assert (search.outcome, tried) == (NEVER, [0.0])
    assert math.isnan(search.low)


def test_what_is_out_although_it_costs_nothing_needs_no_search() -> None:
    assert Search(without=1_000.0, low=math.nan, high=0.0, scale=1.0).end() == NEVER


def test_where_nothing_tells_how_far_it_is_it_is_doubled_a_few_times() -> None:
    search, tried = searched(1_000.0, (600.0, 0.0), low=50.0, high=math.inf, scale=50.0)
    assert (search.outcome, search.high) == (STILL_IN, math.inf)
    assert tried == [100.0 * 2**step for step in range(8)]


def test_a_plan_that_is_dearer_than_the_best_without_is_not_the_best() -> None:
    search = Search(without=1_000.0, low=10.0, high=math.inf, scale=10.0)
    search.take(20.0, 1_001.0, Reading(had=True, worth=1.0, paid=20.0))
    assert (search.low, search.high) == (10.0, 20.0)


def test_several_plans_are_followed_to_where_the_last_breaks_even() -> None:
    """Cost of the best plan at p: the least of 400 + 20 p, 700 + 5 p and, without, 1 000: even at 60."""
    search = Search(without=1_000.0, low=10.0, high=math.inf, scale=10.0)
    search.expect(600.0, Reading(had=True, worth=20.0, paid=200.0))
    while not search.outcome:
        figure = search.next()
        cost, worth = min((400 + 20 * figure, 20.0), (700 + 5 * figure, 5.0), (1_000.0, 0.0))
        search.solves += 1
        search.take(figure, cost, Reading(had=worth > 0, worth=worth, paid=worth * figure))
        search.outcome = search.end()
    assert search.outcome == BRACKETED
    assert search.low < 60 < search.high <= 1.01 * search.low
    assert search.solves <= 5
