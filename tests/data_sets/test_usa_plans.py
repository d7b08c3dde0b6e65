"""Plans for the United States: limits change them in the direction that they should, at a cost that is reported."""

import pytest

from model import compare, load_case, solve

TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def usa():
    return load_case("inputs/usa")


@pytest.fixture(scope="module")
def base(usa):
    return solve(usa)


@pytest.fixture(scope="module")
def with_policy(usa, base):
    plans = {"": base}

    def plan(name):
        if name not in plans:
            plans[name] = solve(usa.with_policy(name))
        return plans[name]

    return plan


def largest_shares(plan, stage):
    """Largest share of a place other than the buyer's, by mineral, over the years from 2028."""
    supply = plan.supply[
        (plan.supply["stage"] == stage) & (plan.supply["year"] >= 2028) & (plan.supply["place"] != "USA")
    ]
    return supply.groupby(["mineral", "year", "place"])["share"].sum().groupby("mineral").max()


def kpi(plan, name, **where):
    rows = plan.kpis[plan.kpis["kpi"] == name]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return rows


def test_the_base_plan_is_within_a_tenth_of_a_per_cent_and_meets_demand(base):
    assert base.status == "optimal"
    assert base.gap <= 1e-3
    assert kpi(base, "shortage")["value"].max() <= 1.0


def test_the_cost_terms_add_up_to_the_objective(base):
    counted = base.costs[base.costs["counted"]]["present_value_usd"].sum()
    assert counted == pytest.approx(base.objective, rel=1e-9)


def test_a_share_cap_lowers_the_largest_shares_at_a_cost(base, with_policy):
    plan = with_policy("cap-65")
    assert plan.objective > base.objective
    kept = plan.rules[plan.rules["breach"] <= TOLERANCE]
    assert (kept["value"].dropna() <= 0.65 + TOLERANCE).all()
    before, after = largest_shares(base, "processing"), largest_shares(plan, "processing")
    over = before[before > 0.65].index
    assert len(over) > 0
    assert (after[over] < before[over] - 0.01).all()


def test_a_governance_floor_raises_averages_at_a_cost(base, with_policy):
    plan = with_policy("governance-floor")
    assert plan.objective > base.objective

    def lowest(of):
        rows = kpi(of, "average", item="governance", stage="processing")
        return rows[rows["year"] >= 2028].groupby("mineral")["value"].min()

    low = lowest(base)
    assert (low < 60).any()
    assert (lowest(plan)[low < 60] > low[low < 60]).all()


def test_a_stock_cover_fills_reserves_at_a_cost(base, with_policy):
    plan = with_policy("stock-90-days")
    assert plan.objective > base.objective
    cover = plan.rules[plan.rules["kind"] == "cover"]
    assert (cover["value"] >= 90 - TOLERANCE).all()
    assert plan.stocks["stock_t"].sum() > base.stocks["stock_t"].sum()


def test_a_budget_limits_capital_at_a_cost(with_policy):
    free, bound = with_policy("allied-only"), with_policy("capital-budget")

    def capital(plan):
        return plan.costs.loc[plan.costs["term"] == "project capital", "paid_usd"].sum()

    assert capital(free) > 4e9
    assert capital(bound) <= 4e9 * (1 + TOLERANCE)
    assert bound.objective > free.objective


def test_an_exclusion_ends_purchases_from_its_year(with_policy):
    plan = with_policy("allied-only")
    bought = plan.purchases[plan.purchases["place"].isin(["CHN", "RUS"]) & (plan.purchases["year"] >= 2028)]
    stages = plan.case.filled("materials").set_index("material")["stage"]
    assert not bought["material"].map(stages).isin(["processing", "component"]).any()


def test_comparison_puts_the_plans_side_by_side(base, with_policy):
    table = compare({"base": base, "cap-65": with_policy("cap-65")})
    cost = table[table["kpi"] == "total cost"].iloc[0]
    assert cost["base"] == pytest.approx(base.objective)
    assert cost["cap-65"] == pytest.approx(with_policy("cap-65").objective)
