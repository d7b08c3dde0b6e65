"""The United States and the DR Congo: each figure has a source, and the partnership moves the plan as it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from sourced import tables_without_source

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
PARTNERSHIP = "us-drc-partnership"
MINERALS = {"cobalt", "copper", "gold", "lithium", "tantalum"}
POLICIES = {path.stem for path in (INPUTS / "us-drc" / "policies").glob("*.toml")}
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def case():
    return load_case(INPUTS / "us-drc")


def joined(plan):
    """The first year in which the partnership is in force, None if it never is."""
    rows = plan.agreements[(plan.agreements["agreement"] == PARTNERSHIP) & plan.agreements["in_force"]]
    return min(rows["year"], default=None)


def by_lobito(plan):
    """Tonnes a year that go by the Lobito railway, by year."""
    routes = plan.case.filled("routes").set_index("route")["corridor"]
    flows = plan.shipments
    return flows[flows["route"].map(routes) == "lobito"].groupby("year")["shipped_t_per_year"].sum()


def dearer(plan, base):
    """Whether a plan costs at least as much as another, within the gaps of both."""
    return plan.objective >= base.objective * (1 - plan.gap - base.gap - TOLERANCE)


def test_it_is_about_five_minerals_and_has_its_policies(case):
    assert set(case.minerals["mineral"]) == MINERALS
    assert {"no-partnership", "partnership-now", "late-peace", "no-lobito"} <= POLICIES


def test_every_figure_has_a_source_with_a_public_address(case):
    assert tables_without_source(case) == set()
    own = load_case(INPUTS / "us-drc").filled("sources")
    older = set(load_case(INPUTS / "usa").tables["sources"]["source"])
    assert own.loc[~own["source"].isin(older), "url"].str.startswith("http").all()


def test_the_quota_of_2026_and_2027_is_what_the_mines_may_export(case):
    """87,000 t of base quota and 9,600 t of strategic quota, at 30 % cobalt, within the rounding of the base data."""
    rows = case.tables["yearly"]
    mines = case.tables["suppliers"]
    mines = mines[(mines["material"] == "cobalt-hydroxide") & (mines["place"] == "COD")]["supplier"]
    for year in (2026, 2027):
        quota = rows[rows["key"].isin(mines) & (rows["year"] == year)]["value"].sum() * 0.3
        assert quota == pytest.approx(96_600, rel=0.005)


def test_grand_inga_comes_phase_by_phase_with_a_share_for_minerals(case):
    effects = case.filled("project_effects")
    power = effects[effects["effect"] == "power_mw"]
    assert power["value"].max() <= 4800
    assert (power["minerals_share"] < 0.5).all()


def test_governance_moves_by_a_point_a_year_at_most_and_stays_low(case):
    rows = case.filled("agreement_indicators")
    stated = case.filled("indicator_values").set_index(["subject_kind", "subject", "indicator"])["value"]
    assert set(rows["basis"]) == {"illustrative"}
    assert (rows["improvement"] <= rows["ramp_up_years"]).all()
    assert stated["place", "COD", "governance"] + rows["improvement"].sum() < 30


@pytest.mark.slow
@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_policy_loads(policy):
    assert load_case(INPUTS / "us-drc", policies=[policy]).rows("agreements")


@pytest.mark.slow
def test_an_option_never_costs_and_a_duty_never_saves(plan_of):
    free, without, now = (plan_of("us-drc", policy) for policy in ("", "no-partnership", "partnership-now"))
    assert dearer(without, free)
    assert dearer(now, free)
    assert joined(without) is None
    assert joined(now) == 2026


@pytest.mark.slow
def test_in_a_tight_market_it_is_joined_once_there_is_peace_and_copper_comes_by_lobito(plan_of):
    plan, easy = plan_of("us-drc", "tight-market"), plan_of("us-drc")
    assert dearer(plan, easy)
    assert joined(plan) is not None
    assert joined(plan) >= 2027
    rail = by_lobito(plan)
    assert rail.max() > 0
    assert (rail[rail.index < 2029] <= 240_000 * (1 + TOLERANCE)).all()
    assert rail.max() <= (240_000 + 270_000 + 1_550_000) * (1 + TOLERANCE)
    upgraded = plan.shipments[plan.shipments["route"].str.endswith("lobito-upgraded")]
    assert upgraded["year"].min() >= 2029
    state = plan.purchases[plan.purchases["supplier"].str.startswith("copper-gecamines")]
    assert state["year"].min() >= joined(plan)


@pytest.mark.slow
def test_late_peace_is_not_joined_before_it_and_costs(plan_of):
    late = plan_of("us-drc", "tight-market", "late-peace")
    assert joined(late) is None or joined(late) >= 2032
    assert dearer(late, plan_of("us-drc", "tight-market"))


@pytest.mark.slow
def test_without_the_corridor_nothing_goes_by_lobito(plan_of):
    assert by_lobito(plan_of("us-drc", "no-lobito")).empty


@pytest.mark.slow
def test_certified_tantalum_is_asked_for_and_costs(plan_of):
    plan, free = plan_of("us-drc", "certified-minerals"), plan_of("us-drc")
    assert dearer(plan, free)
    rows = plan.rules[plan.rules["rule"] == "certified-tantalum"].astype({"year": "int64"}).set_index("year")
    assert list(rows.index) == list(plan.case.years)
    assert (rows["value"] >= rows["limit"] - TOLERANCE)[~rows["broken"]].all()
    tonnes = plan.certified.groupby("year").sum(numeric_only=True)
    before = free.certified.groupby("year").sum(numeric_only=True)
    lacking = before["certified_t_per_year"] / before["mined_t_per_year"] < rows["limit"]
    assert lacking.to_dict() == {year: year >= 2028 for year in plan.case.years}
    assert rows.loc[lacking, "value"].to_numpy() == pytest.approx(rows.loc[lacking, "limit"].to_numpy())
    assert (rows.loc[lacking, "usd_per_unit"] > 0).all()
    parts = tonnes[["certified_t_per_year", "leaked_t_per_year", "uncertified_t_per_year"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(tonnes["mined_t_per_year"].to_numpy())
