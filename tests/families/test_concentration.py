"""Rules on concentration: rows by hand, and two places whose shares a limit decides."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest
from rows import TIN, assert_costs, assert_row, build, keys, row, solved, value

from model.errors import InputError

PLACES = [{"place": place} for place in ("CHL", "PER", "USA")]
SUPPLIERS = [
    {"supplier": "near", "place": "CHL", "material": "ore", "capacity_t_per_year": 100, "price_usd_per_t": 10},
    {"supplier": "far", "place": "PER", "material": "ore", "capacity_t_per_year": 100, "price_usd_per_t": 14},
]
ROUTES = [{"route": f"from {place}", "origin": place, "destination": "USA"} for place in ("CHL", "PER")]
PRICES = [
    {"material": "ore", "year": 2026, "price_usd_per_t": 10},
    {"material": "metal", "year": 2026, "price_usd_per_t": 40},
]
TWO: dict[str, Any] = {"places": PLACES, "suppliers": SUPPLIERS, "routes": ROUTES, "material_minerals": TIN}
"""Ore, half tin, at 10 USD/t from Chile and at 14 from Peru; 60 t a year are needed over 2 + 2 + 3 years."""


def rule(**cells: object) -> dict[str, object]:
    """A limit of 5 200 on mined tin by place, unless told otherwise."""
    return {"rule": "r", "kind": "hhi", "stage": "extraction", "mineral": "tin", "per": "place", "limit": 5200} | cells


@pytest.fixture(scope="module")
def model() -> Any:
    return build(**TWO, rules=[rule(limit=6400), rule(rule="late", limit=8100, first_year=2030, soft_penalty_usd=2)])


def test_member_supply(model):
    expected = {"MemberSupply[r,tin,CHL,2026]": 1, "Lifted[near,2026]": -0.5}
    assert_row(model, "member_supply", ("r", "tin", "CHL", "2026"), expected, "==", 0)


def test_hhi_tangent(model):
    """Six for each member: at a third of the norm, 2/3 of the tonnes less 1/9 of the norm."""
    expected = {
        "MemberSupply[r,tin,PER,2028]": 2 / 3,
        "SupplyNorm[r,tin,2028]": -1 / 9,
        "SupplySquare[r,tin,PER,2028]": -1,
    }
    assert_row(model, "hhi_tangent", ("r", "tin", "PER", "2028", 2), expected, "<=", 0)
    assert {key[-1] for key in keys(model, "hhi_tangent")} == {1, 2, 3, 4, 5, 6}


def test_supply_norm(model):
    expected = {"SupplySquare[r,tin,CHL,2026]": 1, "SupplySquare[r,tin,PER,2026]": 1, "SupplyNorm[r,tin,2026]": -1}
    assert_row(model, "supply_norm", ("r", "tin", "2026"), expected, "<=", 0)


def test_hhi_kept(model):
    """6 400 of 10 000 is 0.8 squared; what is discarded is taken off what shares are of."""
    expected = {"SupplyNorm[r,tin,2026]": 1, "Lifted[near,2026]": -0.8 * 0.5, "Lifted[far,2026]": -0.8 * 0.5}
    expected |= {f"Discarded[{place},ore,2026]": 0.8 * 0.5 for place in ("CHL", "PER", "USA")}
    expected |= {"ConcentrationBreach[r,tin,2026]": -1}
    assert_row(model, "hhi_kept", ("r", "tin", "2026"), expected, "<=", 0)
    assert {key for key in keys(model, "hhi_kept") if key[0] == "late"} == {("late", "tin", "2030")}
    assert model.ConcentrationBreach["r", "tin", "2026"].bounds == (0, 0)
    assert model.ConcentrationBreach["late", "tin", "2030"].bounds == (0, None)


@pytest.mark.parametrize("per", ["owner", "route"])
def test_groups(per):
    """The same two members, by whatever they are told apart; of a route what is shipped."""
    model = build(**TWO, rules=[rule(per=per)])
    members = {key[2] for key in keys(model, "member_supply")}
    assert len(members) == 2
    parts = {"route": "Shipped[from CHL,ore,2026]"}.get(per, "Lifted[near,2026]")
    member = {"place": "CHL", "route": "from CHL"}.get(per, "near")
    expected = {f"MemberSupply[r,tin,{member},2026]": 1, parts: -0.5}
    assert_row(model, "member_supply", ("r", "tin", member, "2026"), expected, "==", 0)


def test_a_limit_of_10_000_holds_nothing_back():
    model = solved(**TWO, rules=[rule(limit=10_000)])
    assert keys(model, "hhi_kept") == set()
    assert_costs(model, {"purchases": 60 * 10 * 7})


@pytest.mark.parametrize("limit", [10_000, 9000, 6800, 5200, 5000])
def test_two_places_split_where_the_cone_says(limit):
    """With a share s of the cheap place, s² + (1 - s)² = H, so that s = (1 + sqrt(2 H - 1)) / 2.

    The HHI may be a ten-thousandth above its limit: around equal parts, where it is flat, that is more of the share.
    """

    def cost(index: float) -> float:
        share = min(1.0, (1 + sqrt(2 * index / 10_000 - 1)) / 2)
        return 7 * 60 * (10 * share + 14 * (1 - share))

    model = solved(**TWO, rules=[rule(limit=limit)])
    near, far = (value(model.MemberSupply["r", "tin", place, "2026"]) for place in ("CHL", "PER"))
    index = 10_000 * (near**2 + far**2) / (near + far) ** 2
    assert index <= limit * (1 + 1e-4)
    assert cost(limit * (1 + 1e-4)) <= value(model.TotalCost) + 1e-6
    assert value(model.TotalCost) <= cost(limit) + 1e-6
    assert value(model.SupplyNorm["r", "tin", "2026"]) == pytest.approx((near**2 + far**2) ** 0.5)


@pytest.mark.parametrize("penalty", [{"soft_penalty_usd": 5}, {"soft_penalty_multiple": 0.25}])
def test_a_soft_limit_is_broken_where_that_is_cheaper(penalty):
    """All 30 t of tin from Chile have a norm of 30 t; at 2 500 half the base, 15 t, is let.

    A quarter of the 20 USD that a tonne of tin is worth in ore is 5 USD. A tonne of tin less from Chile costs 8 USD
    more and lowers the norm by no more than a tonne, so that the breach of 15 t is paid.
    """
    model = solved(**TWO, prices=PRICES, rules=[rule(limit=2500, **penalty)])
    assert_costs(model, {"purchases": 60 * 10 * 7, "concentration rule penalties": 15 * 5 * 7})
    assert value(model.ConcentrationBreach["r", "tin", "2030"]) == pytest.approx(15)


def test_a_limit_that_the_places_cannot_reach_is_an_error():
    said = (
        "rules, column limit: of rule 'r' is below 5,000: what 2 places have an HHI of tin can come to at least "
        "(found '4000'). Raise it, make the rule soft, or list the minerals that have more to choose from."
    )
    with pytest.raises(InputError) as error:
        build(**TWO, rules=[rule(limit=4000)])
    assert [str(issue) for issue in error.value.issues] == [said]


def test_what_where_leaves_out_is_in_the_whole_and_in_no_share():
    """Only Chile is counted: its share of all may be the root of a tenth, and no limit is too low."""
    model = build(**TWO, rules=[rule(where="place=CHL", limit=1000)])
    assert {key[2] for key in keys(model, "member_supply")} == {"CHL"}
    coefficients, _, _ = row(model, "hhi_kept", ("r", "tin", "2026"))
    assert {"Lifted[near,2026]", "Lifted[far,2026]"} <= set(coefficients)
