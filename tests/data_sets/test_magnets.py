"""Rare earths to magnets: what the floor pays, what closing China costs, and which step binds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sourced import tables_without_source

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
MINERALS = {"neodymium-praseodymium", "dysprosium-terbium"}
POLICIES = {path.stem for path in (INPUTS / "magnets" / "policies").glob("*.toml")}
TOLERANCE = 1e-6
NDPR_PER_MAGNET, HEAVIES_PER_MAGNET = 0.4116, 0.0184
BOUGHT_FOR_MAGNETS = {2026: 412, 2027: 1235, 2028: 2195, 2029: 3155} | dict.fromkeys(range(2030, 2036), 4115)
"""NdPr oxide of Mountain Pass that the magnet plants of MP Materials are built for, t by calendar year."""


@pytest.fixture(scope="module")
def case():
    return load_case(INPUTS / "magnets")


def dearer(plan, other):
    """Whether a plan costs at least as much as another, within the gaps of both."""
    return plan.objective >= other.objective * (1 - plan.gap - other.gap - TOLERANCE)


def made_at_home(plan):
    """Tonnes of magnets that plants of the United States make a year, by year."""
    runs = plan.processing
    return runs[runs["process"] == "magnet-making"].groupby("year")["run_t_per_year"].sum()


def shortfall(plan):
    """Tonnes of magnets that are missing a year, by year."""
    return plan.deliveries.groupby("year")["shortfall_t_per_year"].sum()


def test_it_is_about_magnet_rare_earths_and_has_its_policies(case):
    assert set(case.minerals["mineral"]) == MINERALS
    assert {"licensing", "embargo", "embargo-abroad", "no-floor", "late-heavies", "unprepared"} == POLICIES


def test_every_figure_has_a_source_with_a_public_address(case):
    assert tables_without_source(case) == set()
    own = case.filled("sources")
    older = set(load_case(INPUTS / "usa").tables["sources"]["source"])
    assert own.loc[~own["source"].isin(older), "url"].str.startswith("http").all()


def test_oxide_is_bought_for_ten_thousand_tonnes_of_magnets_a_year(case):
    contracts = case.filled("contracts")
    bought = contracts[(contracts["supplier"] == "ndpr-oxide-usa") & (contracts["status"] == "committed")]
    assert bought["volume_t_per_year"].sum() == pytest.approx(10_000 * NDPR_PER_MAGNET, rel=0.001)
    assert bought["floor_usd_per_t"].isna().all()
    (floor,) = case.rows("supports")
    assert (floor.rate_usd_per_t, floor.first_year, floor.last_year) == (110_000, 2026, 2035)


def test_licences_let_through_what_they_did_in_may_and_june_2025():
    rules = load_case(INPUTS / "magnets", policies=["licensing"]).filled("rules").set_index("rule")
    assert rules.at["licensed-magnets", "limit"] == (46 + 353) / 2 * 12


@pytest.mark.slow
@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_policy_loads(policy):
    assert load_case(INPUTS / "magnets", policies=[policy]).rows("demand")


@pytest.mark.slow
def test_the_floor_pays_what_is_missing_to_110_dollars_a_kilogram(plan_of):
    """41 USD/kg on 31,687 t: 1.30 billion USD by 2035, of which 0.998 billion is left in dollars of 2026."""
    plan = plan_of("magnets")
    paid = plan.supports["outlay_usd"].sum()
    assert paid == pytest.approx(sum(BOUGHT_FOR_MAGNETS.values()) * (110_000 - 69_000))
    floors = plan.costs[plan.costs["term"] == "floors at home"]
    discounted = sum(tonnes * 41_000 / 1.05 ** (year - 2026) for year, tonnes in BOUGHT_FOR_MAGNETS.items())
    assert floors["present_value_usd"].sum() == pytest.approx(discounted)
    assert discounted == pytest.approx(0.998e9, rel=0.001)
    assert not floors["counted"].any()


@pytest.mark.slow
def test_the_less_comes_from_china_the_more_it_costs(plan_of):
    free, licences, embargo = (plan_of("magnets", policy) for policy in ("", "licensing", "embargo"))
    assert dearer(licences, free)
    assert dearer(embargo, licences)
    assert embargo.objective > licences.objective * 1.01
    chinese = licences.purchases[licences.purchases["supplier"] == "ndfeb-magnet-chn"].set_index("year")
    assert (chinese.loc[2027:, "lifted_t_per_year"] <= 2394 * (1 + TOLERANCE)).all()
    late = embargo.purchases[embargo.purchases["year"] >= 2027]
    assert not late.loc[late["lifted_t_per_year"] > TOLERANCE, "supplier"].str.endswith("-chn").any()


@pytest.mark.slow
def test_what_was_built_on_the_floor_costs_in_free_trade_and_saves_under_an_embargo(plan_of):
    assert plan_of("magnets").objective > plan_of("magnets", "no-floor").objective * 1.1
    without, embargo = plan_of("magnets", "no-floor", "embargo"), plan_of("magnets", "embargo")
    assert without.objective > embargo.objective * 1.1
    assert shortfall(without)[2028] > shortfall(embargo)[2028] + 1000


@pytest.mark.slow
def test_heavy_rare_earths_are_what_binds_when_they_come_late(plan_of):
    """27 t of heavy oxide, 30 % of the 90 t of Lynas, make 1,467 t of magnets; there is room for 9,333 t in 2028."""
    late, embargo = plan_of("magnets", "late-heavies", "embargo"), plan_of("magnets", "embargo")
    for year in (2027, 2028):
        assert made_at_home(late)[year] == pytest.approx(0.3 * 90 / HEAVIES_PER_MAGNET)
    assert made_at_home(embargo)[2028] > 7000
    assert shortfall(late)[2028] > 0.5 * late.deliveries.query("year == 2028")["demand_t_per_year"].sum()
    assert late.objective > embargo.objective * 1.5
