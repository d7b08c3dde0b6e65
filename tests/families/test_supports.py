"""Rows of supports, by hand: a mine at home at 10 USD/t, one abroad at 8, a smelter, and what supports pay them."""

from __future__ import annotations

from typing import Any

import pytest
from rows import MINE, NEED, TIN, assert_costs, assert_row, build, keys, small_case, solved, value

from model import solve
from model.errors import InputError

ABROAD = MINE | {"supplier": "abroad", "place": "CAN", "price_usd_per_t": 8, "capacity_t_per_year": 80}
CREDIT: dict[str, object] = {"support": "credit", "kind": "credit", "target": "supplier", "where": "supplier=mine"}
CREDIT |= {"rate_usd_per_t": 3}
FLOOR: dict[str, object] = {"support": "floor", "kind": "floor", "target": "supplier", "rate_usd_per_t": 12}
GRANT: dict[str, object] = {"support": "grant", "kind": "grant", "target": "project", "rate_share": 0.3}
SMELTING: dict[str, Any] = {
    "material_minerals": TIN,
    "processes": [{"process": "smelting", "cost_usd_per_t": 5}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 50}],
    "demand": [NEED | {"material": "metal", "quantity_t": 20}],
}


@pytest.fixture(scope="module")
def model():
    return build(
        **SMELTING,
        suppliers=[MINE, ABROAD],
        supports=[
            FLOOR | {"cap_usd_per_year": 90, "where": "place=USA", "first_year": 2028},
            CREDIT | {"cap_usd_per_year": 100, "where": "", "rate_usd_per_t": None, "rate_share": 0.25},
            CREDIT | {"support": "plants", "target": "plant", "where": "", "cap_usd_per_year": 60},
        ],
    )


def test_outlay_within_entitlement(model):
    """A floor of 12 tops 10 up by 2 from 2028; a quarter of 10 and of 8; 3 USD/t of throughput."""
    row = {"CappedOutlay[floor,2028]": 1, "Lifted[mine,2028]": -2}
    assert_row(model, "outlay_within_entitlement", ("floor", "2028"), row, "<=", 0)
    assert_row(model, "outlay_within_entitlement", ("floor", "2026"), {"CappedOutlay[floor,2026]": 1}, "<=", 0)
    row = {"CappedOutlay[credit,2026]": 1, "Lifted[mine,2026]": -2.5, "Lifted[abroad,2026]": -2}
    assert_row(model, "outlay_within_entitlement", ("credit", "2026"), row, "<=", 0)
    row = {"CappedOutlay[plants,2026]": 1, "Run[smelter,2026]": -3}
    assert_row(model, "outlay_within_entitlement", ("plants", "2026"), row, "<=", 0)
    assert model.CappedOutlay["credit", "2026"].bounds == (0, 100)


def test_entitlement_paid(model):
    """The most: 2 x 100, 2.5 x 100 + 2 x 80, and 3 x 50 USD a year."""
    row = {"CappedOutlay[floor,2028]": 1, "Lifted[mine,2028]": -2, "AtCap[floor,2028]": 200 - 90}
    assert_row(model, "entitlement_paid", ("floor", "2028"), row, ">=", 0)
    row = {"CappedOutlay[credit,2026]": 1, "Lifted[mine,2026]": -2.5, "Lifted[abroad,2026]": -2}
    assert_row(model, "entitlement_paid", ("credit", "2026"), row | {"AtCap[credit,2026]": 410 - 100}, ">=", 0)
    row = {"CappedOutlay[plants,2030]": 1, "Run[smelter,2030]": -3, "AtCap[plants,2030]": 150 - 60}
    assert_row(model, "entitlement_paid", ("plants", "2030"), row, ">=", 0)


def test_cap_reached(model):
    row = {"CappedOutlay[credit,2030]": 1, "AtCap[credit,2030]": -100}
    assert_row(model, "cap_reached", ("credit", "2030"), row, ">=", 0)


def test_a_cap_that_cannot_be_reached_and_no_cap_need_no_decision():
    model = build(supports=[CREDIT | {"cap_usd_per_year": 300}, FLOOR])
    assert (
        keys(model, "outlay_within_entitlement")
        == keys(model, "entitlement_paid")
        == keys(model, "cap_reached")
        == set()
    )


def test_a_cap_needs_to_know_what_could_be_asked_for():
    with pytest.raises(InputError, match="support 'credit' with a cap pays for supplier 'mine', which has no capacity"):
        build(supports=[CREDIT | {"cap_usd_per_year": 300}], suppliers=[MINE | {"capacity_t_per_year": None}])


BOTH: dict[str, Any] = {"suppliers": [MINE, ABROAD], "routes": [], "demand": [NEED]}


def test_a_credit_lowers_a_firms_cost_and_so_changes_its_plan():
    """60 t/yr from abroad at 8, or at home at 10 - 3."""
    model = solved(**BOTH, supports=[CREDIT])
    assert_costs(model, {"purchases": 60 * 10 * 7, "support credits": -60 * 3 * 7})


def test_a_credit_of_a_country_to_itself_changes_nothing():
    """At home a tonne still costs the country 10, whoever pays which part of it: it buys abroad at 8."""
    model = solved(**BOTH, supports=[CREDIT], perspective="country")
    assert_costs(model, {"purchases": 60 * 8 * 7})
    at_home = solved(suppliers=[MINE], supports=[CREDIT], perspective="country")
    assert_costs(at_home, {"purchases": 60 * 10 * 7}, uncounted={"support credits": -60 * 3 * 7})


def test_a_credit_with_a_cap_pays_for_as_much_as_it_lasts():
    """At 90 USD a year the credit pays for 30 t at home; beyond them abroad is cheaper."""
    model = solved(**BOTH, supports=[CREDIT | {"cap_usd_per_year": 90}])
    expected = {"purchases": (30 * 10 + 30 * 8) * 7, "support credits": -90 * 7}
    assert_costs(model, expected)


def test_a_capped_credit_of_a_country_is_paid_in_full_all_the_same():
    """It costs the country nothing, and is no decision: 60 t at 3 USD in 2026, the cap of 150 where that is less."""
    grown = [NEED | {"quantity_t": 40}, NEED | {"year": 2028, "quantity_t": 60}]
    model = solved(supports=[CREDIT | {"cap_usd_per_year": 150}], perspective="country", demand=grown)
    purchases = (40 * 2 + 60 * 5) * 10
    assert_costs(model, {"purchases": purchases}, uncounted={"support credits": -(40 * 3 * 2 + 150 * 5)})


def test_a_credit_is_at_most_the_price_and_in_a_tolled_plant_at_most_the_toll():
    model = solved(suppliers=[MINE], supports=[CREDIT | {"rate_usd_per_t": 50}])
    assert_costs(model, {"purchases": 60 * 10 * 7, "support credits": -60 * 10 * 7})
    tolled = SMELTING["plants"][0] | {"toll_usd_per_t": 2}
    credit = CREDIT | {"target": "plant", "where": ""}
    model = solved(**SMELTING | {"plants": [tolled]}, supports=[credit])
    assert_costs(model, {"purchases": 400 * 7, "tolls": 40 * 7, "support credits": -20 * 2 * 7})


def test_a_credit_on_what_a_plant_makes():
    credit = CREDIT | {"target": "plant", "where": "", "last_year": 2029}
    model = solved(**SMELTING, supports=[credit])
    assert_costs(model, {"purchases": 400 * 7, "processing": 20 * 5 * 7, "support credits": -20 * 3 * 4})


def test_a_floor_is_the_governments_and_no_cost_of_a_firm():
    model = solved(**BOTH, supports=[FLOOR])
    assert_costs(model, {"purchases": 60 * 8 * 7}, uncounted={"floors abroad": 60 * 4 * 7})


def test_a_floor_abroad_is_a_cost_of_a_country_and_one_at_home_is_not():
    """Abroad a tonne costs 8 and 4 of floor; at home 10, and 2 that stay in the country."""
    model = solved(**BOTH, supports=[FLOOR], perspective="country")
    assert_costs(model, {"purchases": 60 * 10 * 7}, uncounted={"floors at home": 60 * 2 * 7})
    abroad = solved(suppliers=[ABROAD | {"place": "CAN"}], demand=[NEED], supports=[FLOOR], perspective="country")
    assert_costs(abroad, {"purchases": 60 * 8 * 7, "floors abroad": 60 * 4 * 7})


def test_a_floor_tops_up_what_a_contract_guarantees_already_and_leaves_equity_alone():
    contracts = [{"contract": "take", "supplier": "mine", "kind": "offtake", "floor_usd_per_t": 11}]
    model = solved(suppliers=[MINE], contracts=contracts, supports=[FLOOR], perspective="country")
    expected = {"purchases": 60 * 10 * 7, "price floor support": 60 * 7}
    assert_costs(model, expected, uncounted={"floors at home": 60 * 7})
    stake = [{"contract": "stake", "supplier": "mine", "kind": "equity"}]
    model = solved(suppliers=[MINE | {"cost_usd_per_t": 4}], contracts=stake, supports=[FLOOR], perspective="country")
    assert_costs(model, {"purchases": 60 * 4 * 7})


SHAFT: dict[str, object] = {"project": "shaft", "kind": "mine", "capital_usd_per_block": 1000, "lifetime_years": 14}
GROWN: dict[str, Any] = {
    "suppliers": [MINE | {"capacity_t_per_year": 0}],
    "projects": [SHAFT],
    "project_effects": [{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 60}],
}


def test_a_grant_lowers_a_firms_capital_and_the_salvage_of_what_it_has_paid_itself():
    """Half of the life is left after seven years: 500 of salvage, of which 150 were the grant's."""
    model = solved(**GROWN, supports=[GRANT])
    expected = {"purchases": 60 * 10 * 7, "project capital": 1000, "grants": -300}
    assert_costs(model, expected | {"salvage": -500, "salvage of grants": 150})


def test_a_grant_of_a_country_to_itself_is_shown_and_not_counted():
    model = solved(**GROWN, supports=[GRANT | {"cap_usd_per_block": 100}], perspective="country")
    expected = {"purchases": 60 * 10 * 7, "project capital": 1000, "salvage": -500}
    assert_costs(model, expected, uncounted={"grants": -100, "salvage of grants": 50})


def test_budget_kept_by_public_money():
    """A yearly budget counts credits for the years of a period, and what grants pay for what is decided."""
    supports = [CREDIT, GRANT | {"first_year": 2028}, FLOOR | {"cap_usd_per_year": 90}]
    rule = {"rule": "purse", "kind": "budget", "of": "public_money", "limit": 70}
    some = rule | {"rule": "credits", "period": "horizon", "where": "kind=credit"}
    model = build(**GROWN | {"projects": [SHAFT, SHAFT | {"project": "other"}]}, supports=supports, rules=[rule, some])
    row = {"Lifted[mine,2028]": 2 * 3, "Built[shaft,2028]": 300, "Built[other,2028]": 300}
    row |= {"CappedOutlay[floor,2028]": 2, "BudgetBreach[purse,2028]": -1}
    assert_row(model, "budget_kept", ("purse", 2028), row, "<=", 2 * 70)
    row = {"Lifted[mine,2026]": 2 * 3, "CappedOutlay[floor,2026]": 2, "BudgetBreach[purse,2026]": -1}
    assert_row(model, "budget_kept", ("purse", 2026), row, "<=", 2 * 70)
    row = {"Lifted[mine,2026]": 2 * 3, "Lifted[mine,2028]": 2 * 3, "Lifted[mine,2030]": 3 * 3}
    assert_row(model, "horizon_budget_kept", ("credits", 2026), row | {"BudgetBreach[credits,2026]": -1}, "<=", 70)


def test_a_budget_of_public_money_is_how_a_support_changes_a_countrys_plan():
    """Abroad costs 12; at home 10 and a credit of 3 from a purse of 120 USD a year: 40 t at home, 20 t abroad."""
    given = {"suppliers": [MINE, ABROAD | {"price_usd_per_t": 12}], "perspective": "country", "supports": [CREDIT]}
    rule = {"rule": "purse", "kind": "budget", "of": "public_money", "limit": 120}
    model = solved(**given, rules=[rule])
    assert_costs(model, {"purchases": (40 * 10 + 20 * 12) * 7}, uncounted={"support credits": -120 * 7})
    assert value(model.Spent["purse", 2030]) == pytest.approx(360)


def test_a_plan_shows_what_supports_pay():
    """The firm buys 30 t at home for a credit of 90 USD a year, and 30 t abroad: 240 USD of floors there, 0 at home."""
    floor = FLOOR | {"name": "Floor abroad", "where": "place=CAN", "rate_usd_per_t": 9}
    plan = solve(small_case(**BOTH, supports=[CREDIT | {"cap_usd_per_year": 90}, floor]), gap=0)
    paid = plan.supports.set_index(["support", "year"])
    assert paid["outlay_usd"].to_dict() == pytest.approx(
        {("credit", 2026): 180, ("credit", 2028): 180, ("credit", 2030): 270}
        | {("floor", 2026): 60, ("floor", 2028): 60, ("floor", 2030): 90}
    )
    assert set(paid["at_cap"]) == {False}
    outlay = plan.kpis.query("kpi == 'support outlay' and year == 2030").set_index("item")["value"].to_dict()
    assert outlay == pytest.approx({"support credits": 270, "floors abroad": 90})
    assert "  - credit (credit): USD 630\n  - Floor abroad (floor): USD 210" in plan.summary
    assert "Credits and grants lower the firm's cost; a price floor is its government's to pay." in plan.assumptions
    capped = solve(small_case(supports=[CREDIT | {"cap_usd_per_year": 90}]), gap=0)
    assert "  - credit (credit): USD 630, held back by its cap in 2026 to 2030 (3 planning years)" in capped.summary
