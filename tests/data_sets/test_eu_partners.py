"""The European Union under its Act with partnerships: each figure has a source, nothing is free or counted twice."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from sourced import tables_without_source

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
NAME = "eu-crma"
POLICIES = {path.stem for path in (INPUTS / NAME / "policies").glob("*.toml")}
PARTNERS = {"AUS", "CAN", "GRL", "KAZ", "NOR", "SRB", "UKR", "ZAF", "ZMB"}
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def case():
    return load_case(INPUTS / NAME)


@pytest.fixture(scope="module")
def base():
    return load_case(INPUTS / "eu")


def joined(plan):
    """First year in force of each partnership that is joined."""
    rows = plan.agreements[plan.agreements["in_force"] & plan.agreements["agreement"].str.startswith("eu-")]
    return rows.groupby("agreement")["year"].min()


def opened_by(case, kind):
    """What the partnerships open, by target."""
    effects = case.filled("agreement_effects")
    return effects[effects["target_kind"] == kind].set_index("target")["agreement"]


def dearer(plan, other):
    """Whether a plan costs at least as much as another, within the gaps of both."""
    return plan.objective >= other.objective * (1 - plan.gap - other.gap - TOLERANCE)


def added(case, base, table, column):
    """Rows that the data set adds to those of the European Union."""
    rows = case.filled(table)
    return rows[~rows[column].isin(base.filled(table)[column])]


def test_every_figure_has_a_source_with_a_public_address(case, base):
    assert tables_without_source(case) == set()
    own = added(case, base, "sources", "source")
    assert own["url"].str.startswith("http").all()
    text = " ".join(path.read_text(encoding="utf-8") for path in (INPUTS / NAME).glob("*.csv"))
    assert [name for name in own["source"] if text.count(name) < 2] == []


def test_nine_partnerships_each_cost_something_and_open_something(case):
    agreements = case.filled("agreements")
    assert set(agreements["partner"]) == PARTNERS
    assert (agreements["status"] == "candidate").all()
    assert (agreements["upfront_cost_usd"] > 0).all()
    assert (agreements["yearly_cost_usd"] > 0).all()
    assert set(case.filled("agreement_effects")["agreement"]) == set(agreements["agreement"])
    assert set(agreements.loc[agreements["condition"] != "", "partner"]) == {"UKR", "SRB"}


def test_a_project_in_a_partner_country_needs_its_partnership_and_is_not_for_nothing(case, base):
    projects = added(case, base, "projects", "project").set_index("project")
    abroad = projects[projects["place"].isin(PARTNERS)]
    needs = opened_by(case, "project")
    assert set(needs.index) == set(abroad.index)
    partner = case.filled("agreements").set_index("agreement")["partner"]
    assert (needs.map(partner).loc[abroad.index] == abroad["place"]).all()
    money = case.filled("project_finance").set_index(["project", "money"])["share"]
    assert all(money[project, "public"] > 0 for project in abroad.index)


def test_nothing_is_counted_twice(case, base):
    """What is new comes from projects alone, but for copper of Zambia, which is taken out of the market."""
    new = added(case, base, "suppliers", "supplier").set_index("supplier")["capacity_t_per_year"]
    assert new[new > 0].to_dict() == {"copper-cathode-zmb-further": 27_000}
    assert opened_by(case, "supplier").index.tolist() == ["copper-cathode-zmb-further"]
    zambia = [x.filled("suppliers").set_index("supplier")["capacity_t_per_year"] for x in (case, base)]
    assert zambia[0]["copper-cathode-zmb"] + 27_000 == pytest.approx(zambia[1]["copper-cathode-zmb"])


@pytest.mark.slow
@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_policy_applies_with_the_act_and_says_what_it_is(policy):
    text = tomllib.loads((INPUTS / NAME / "policies" / f"{policy}.toml").read_text(encoding="utf-8"))
    assert len(text["description"]) > 40
    case = load_case(INPUTS / NAME, policies=["crma-2030", policy])
    assert case.filled("rules")["rule"].str.startswith("crma-").sum() == 6


def test_late_peace_moves_the_condition_of_ukraine_alone(case):
    years = [
        x.filled("agreements").set_index("agreement")["condition_year"].dropna()
        for x in (case, load_case(INPUTS / NAME, policies=["late-peace-in-ukraine"]))
    ]
    assert years[0].to_dict() == {"eu-ukraine": 2028, "eu-serbia": 2028}
    assert years[1].to_dict() == {"eu-ukraine": 2035, "eu-serbia": 2028}


@pytest.mark.slow
def test_the_act_is_named_by_clause_and_partnerships_never_cost(plan_of):
    free, without = plan_of(NAME, "crma-2030"), plan_of(NAME, "crma-2030", "no-partnerships")
    assert free.status == "optimal"
    assert dearer(without, free)
    assert joined(without).empty
    # What is made abroad is none of the Union's: its clauses stay unmet whatever is joined.
    broken = free.rules[free.rules["breach"] > TOLERANCE]
    assert {"crma-extraction", "crma-processing", "crma-recycling"} <= set(broken["rule"])
    assert not broken["rule"].str.startswith("crma-65").any()
    built = set(free.projects_built["project"])
    assert built & set(opened_by(free.case, "project").index) <= {
        target for target, name in opened_by(free.case, "project").items() if name in joined(free).index
    }


@pytest.mark.slow
def test_without_china_partnerships_are_joined_and_worth_more_than_they_cost(plan_of):
    stress = ("crma-2030", "without-china")
    plan, without = plan_of(NAME, *stress), plan_of(NAME, *stress, "no-partnerships")
    assert dearer(plan, plan_of(NAME, "crma-2030"))
    assert without.objective - plan.objective > plan.objective * (plan.gap + without.gap)
    years = joined(plan)
    assert {"eu-greenland", "eu-norway"} <= set(years.index)
    assert years.get("eu-ukraine", 2028) >= 2028
    assert years.get("eu-serbia", 2028) >= 2028
    paid = plan.agreements.groupby("agreement")["paid_usd"].sum()
    assert (paid[years.index] > 0).all()
    abroad = plan.purchases[plan.purchases["supplier"].isin(["graphite-amitsoq", "graphite-balakhivka"])]
    assert abroad["year"].min() >= 2030
