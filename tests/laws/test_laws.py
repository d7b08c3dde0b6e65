"""Laws that hold for every data set, on small random ones: costs are compared at zero gap, not plans.

A model takes most of a second to build, so laws about the same data set share its solve, and the examples are few;
`--hypothesis-profile thorough` searches longer.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from changes import halved, renamed, shuffled
from hypothesis import given
from hypothesis import strategies as st
from small_cases import (
    MONEY,
    MONEY_PER_TONNE,
    TONNES,
    YEARS,
    Small,
    route,
    share_rule,
    small_cases,
    supplier,
    suppliers,
    with_project,
)

TOLERANCE = 1e-6


def same(cost: float):
    """A cost that is the same but for the solver's tolerance."""
    return pytest.approx(cost, rel=TOLERANCE, abs=TOLERANCE)


def at_most(cost: float) -> float:
    """A cost with the solver's tolerance on top."""
    return cost + TOLERANCE * max(1.0, abs(cost))


@given(small_cases(), suppliers(), st.sampled_from(("east", "west")), st.integers(0, 12), st.integers(0, 3000))
def test_more_to_choose_from_never_raises_cost(
    small: Small, offer: dict[str, object], origin: str, freight: int, capital: int
) -> None:
    cost = small.cost()

    assert small.add("suppliers", offer | {"supplier": "newcomer"}).cost() <= at_most(cost)
    assert small.add("routes", route("shortcut", origin, freight)).cost() <= at_most(cost)
    assert with_project(small, capital).cost() <= at_most(cost)


@given(small_cases(rule=False), st.sampled_from((0.35, 0.5)), st.sampled_from((0.5, 0.7)))
def test_relaxing_a_rule_never_raises_cost(small: Small, tight: float, loose: float) -> None:
    bound = small.add("rules", share_rule(tight)).cost()
    relaxed = small.add("rules", share_rule(loose)).cost()
    free = small.cost()

    assert relaxed <= at_most(bound)
    assert free <= at_most(relaxed)
    assert small.add("rules", share_rule(1.0)).cost() == same(free)


@given(small_cases(project=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_names_change_nothing(small: Small, random) -> None:
    cost = small.cost()

    assert shuffled(small, random).cost() == same(cost)
    assert renamed(small).cost() == same(cost)


@given(small_cases(), st.integers(1, 3))
def test_a_spot_supplier_in_two_parts_changes_nothing(small: Small, quarters: int) -> None:
    assert halved(small, quarters / 4).cost() == same(small.cost())


@given(small_cases(project=True), st.sampled_from((0.25, 3.0, 1000.0)))
def test_prices_scale_the_cost_and_units_do_not(small: Small, factor: float) -> None:
    cost = small.cost()

    assert small.scale(MONEY, factor).cost() == same(factor * cost)
    assert small.scale(TONNES, 0.001).scale(MONEY_PER_TONNE, 1000.0).cost() == same(cost)


@given(small_cases(), st.sampled_from((0.25, 3.0, 1000.0)))
def test_quantities_scale_the_cost_where_nothing_comes_in_blocks(small: Small, factor: float) -> None:
    assert small.scale(TONNES, factor).cost() == same(factor * small.cost())


@given(small_cases(project=True))
def test_zero_demand_costs_nothing(small: Small) -> None:
    assert small.change("demand", quantity_t=0).cost() == same(0.0)


@given(small_cases(project=True), st.integers(1, 60), st.sampled_from(YEARS))
def test_more_demand_never_costs_less(small: Small, more: int, year: int) -> None:
    assert small.cost() <= at_most(small.more_demand(year, more).cost())


@given(small_cases(project=True), st.integers(1, 100))
def test_a_higher_shortage_cost_never_raises_the_shortage(small: Small, rise: int) -> None:
    undiscounted = replace(small, discount_rate=0.0)
    cost = undiscounted.tables["sectors"][0]["shortage_cost_usd_per_t"]
    dearer = undiscounted.change("sectors", shortage_cost_usd_per_t=cost + rise)  # type: ignore[operator]

    before, after = (s.plan().deliveries["shortfall_t_per_year"].sum() for s in (undiscounted, dearer))
    assert after <= before + 1e-4


@given(small_cases(project=True))
def test_the_cost_table_adds_up_to_the_objective(small: Small) -> None:
    plan = small.plan()

    assert plan.costs.loc[plan.costs["counted"], "present_value_usd"].sum() == pytest.approx(plan.objective, rel=1e-8)


@given(small_cases(rule=False), st.sampled_from(YEARS), st.integers(1, 5))
def test_the_shadow_price_of_demand_lies_between_what_less_saves_and_more_costs(
    small: Small, year: int, step: int
) -> None:
    """Where the optimal basis stays, the two are equal, and so the price is both.

    A dear supplier without limit keeps the shortage off its bound, which would have a price of its own.
    """
    never_short = small.add("suppliers", supplier("last-resort", "home", "metal", None, 39))
    plan = never_short.plan()
    prices = plan.shadow_prices.query("constraint == 'material_balance' and index == 'home, metal'")
    price = prices.set_index("year")["usd_per_unit"].get(year, 0.0) * (1 + small.discount_rate) ** (YEARS[0] - year)

    assert plan.objective + price * step <= at_most(never_short.more_demand(year, step).cost())
    assert plan.objective - price * step <= at_most(never_short.more_demand(year, -step).cost())
