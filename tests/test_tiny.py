"""The tiny data set against the figures that docs/tiny.md works out by hand."""

import pytest

from model import load_case, solve

POLICY_COSTS = {
    "cap-60": 22_930_000,
    "reserve": 21_736_800,
    "governance-70": 21_762_000,
    "no-capital": 21_856_000,
}


@pytest.fixture(scope="module")
def tiny():
    return load_case("inputs/tiny")


@pytest.fixture(scope="module")
def plan(tiny):
    return solve(tiny, gap=0)


def test_cost_is_the_one_worked_out_by_hand(plan):
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(21_696_000, rel=1e-9)


@pytest.mark.parametrize(("policy", "cost"), POLICY_COSTS.items())
def test_policies_cost_what_was_worked_out_by_hand(tiny, policy, cost):
    assert solve(tiny.with_policy(policy), gap=0).objective == pytest.approx(cost, rel=1e-9)


def test_cost_terms_are_those_of_the_table(plan):
    terms = plan.costs.groupby("term")["paid_usd"].sum()
    assert terms[terms != 0].to_dict() == pytest.approx(
        {
            "project capital": 300_000,
            "contract fees": 100_000,
            "purchases": (50 + 2 * 100) * 2 * 10_000 + 110 * 30_000 + 3 * (300 * 9_500 + 100 * 10_000),
            "tolls": 250 * 5_000,
            "transport": 250 * (2 * 200 + 100) + 110 * 100 + 1_200 * 50,
            "own tariffs": 110 * 3_000,
        }
    )


def test_counted_terms_add_up_to_the_objective(plan):
    counted = plan.costs[plan.costs["counted"]]
    assert counted["present_value_usd"].sum() == pytest.approx(plan.objective, rel=1e-12)


def test_the_expansion_is_built_and_the_offtake_signed(plan):
    assert plan.projects_built[["project", "decided_year", "online_year", "blocks"]].to_dict("records") == [
        {"project": "expansion-fin", "decided_year": 2026, "online_year": 2027, "blocks": 1}
    ]
    assert plan.contracts_signed[["contract", "year", "volume_t_per_year"]].to_dict("records") == [
        {"contract": "lithium-chl-offtake", "year": 2026, "volume_t_per_year": pytest.approx(300)}
    ]


def test_purchases_are_those_of_the_plan(plan):
    bought = plan.purchases.set_index(["contract", "year"])["lifted_t_per_year"].to_dict()
    assert bought == pytest.approx(
        {
            ("hydroxide-spot", 2026): 100,
            ("hydroxide-spot", 2027): 200,
            ("hydroxide-spot", 2028): 200,
            ("cobalt-chn-spot", 2026): 70,
            ("cobalt-chn-spot", 2027): 20,
            ("cobalt-chn-spot", 2028): 20,
            **{("lithium-chl-offtake", t): 300 for t in (2026, 2027, 2028)},
            **{("lithium-chl-spot", t): 100 for t in (2026, 2027, 2028)},
        }
    )


def test_the_same_inputs_give_the_same_plan(tiny, plan):
    again = solve(tiny, gap=0)
    assert again.purchases.equals(plan.purchases)
    assert again.summary == plan.summary
