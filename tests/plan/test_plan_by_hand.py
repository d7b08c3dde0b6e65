"""A plan's figures against numbers worked out by hand: see `harbour`."""

from __future__ import annotations

import pandas as pd
import pytest
from harbour import TABLES, TOTAL, YEARLY, harbour

from model import Case, Plan, solve

CAP = TABLES["rules"][0]
RESERVE = {
    "stockpile": "reserve",
    "place": "DEU",
    "material": "refined-cobalt",
    "initial_t": 20.0,
    "holding_cost_usd_per_t_per_year": 1.0,
    "end_value_usd_per_t": 0.0,
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(harbour())


def kpi(plan: Plan, name: str, **where: str) -> list[float]:
    """The values of a KPI in the order of years."""
    rows = plan.kpis[plan.kpis["kpi"] == name]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return rows.sort_values("year")["value"].tolist()


def test_purchases_and_their_prices(plan: Plan) -> None:
    bought = plan.purchases.query("year == 2027").set_index("supplier")

    assert bought["lifted_t_per_year"].to_dict() == pytest.approx(
        {"china": 60.0, "kokkola": 10.0, "friend": 20.0, "home": 10.0}
    )
    assert bought["cost_usd_per_year"].to_dict() == pytest.approx(
        {"china": 6000.0, "kokkola": 1490.0, "friend": 3000.0, "home": 1200.0}
    )


def test_cost_terms_add_up_and_own_tariffs_are_a_transfer(plan: Plan) -> None:
    terms = plan.costs.groupby(["term", "counted"])["present_value_usd"].sum()
    terms = terms[terms != 0]

    assert plan.objective == pytest.approx(TOTAL)
    assert terms.to_dict() == pytest.approx(
        {("purchases", True): 2 * 11_690, ("transport", True): 2 * 750, ("own tariffs", False): 2 * 600}
    )
    assert kpi(plan, "total cost") == pytest.approx([TOTAL])
    assert kpi(plan, "tariff revenue") == pytest.approx([600, 600])


def test_a_firm_pays_the_tariff() -> None:
    firm = solve(harbour().replace(perspective="firm"))

    assert firm.objective == pytest.approx(TOTAL + 2 * 600)
    assert "own tariffs" not in set(firm.costs.loc[~firm.costs["counted"], "term"])


def test_concentration_and_reliance(plan: Plan) -> None:
    top = plan.kpis.query("kpi == 'largest share' and stage == 'processing'")

    assert top["item"].tolist() == ["CHN", "CHN"]
    assert top["value"].tolist() == pytest.approx([0.6, 0.6])
    assert kpi(plan, "HHI", stage="processing") == pytest.approx([4600, 4600])  # 60^2 + 30^2 + 10^2
    assert kpi(plan, "domestic share", stage="processing") == pytest.approx([0.1, 0.1])
    assert kpi(plan, "import reliance", stage="processing") == pytest.approx([0.9, 0.9])
    assert kpi(plan, "recycled share", stage="processing") == pytest.approx([0.1, 0.1])
    assert kpi(plan, "shortage") == pytest.approx([0, 0])


def test_a_binding_rule_and_its_price(plan: Plan) -> None:
    rules = plan.rules.query("year == 2026").set_index("member")

    assert rules["value"].to_dict() == pytest.approx({"CHN": 0.6, "FIN": 0.3})
    assert rules["slack"].to_dict() == pytest.approx({"CHN": 0.0, "FIN": 30.0})
    assert rules["binding"].to_dict() == {"CHN": True, "FIN": False}
    assert rules["broken"].to_dict() == {"CHN": False, "FIN": False}
    assert rules["usd_per_unit"].to_dict() == pytest.approx({"CHN": 155 - 110, "FIN": 0})
    assert set(rules["row_unit"]) == {"contained t"}


def test_shadow_prices_are_those_of_the_marginal_tonne(plan: Plan) -> None:
    prices = plan.shadow_prices.query("year == 2026").set_index(["constraint", "index"])["usd_per_unit"].to_dict()

    assert prices == pytest.approx(
        {
            ("material_balance", "DEU, refined-cobalt"): 0.6 * 110 + 0.4 * 155,
            ("material_balance", "CHN, refined-cobalt"): 0.6 * 110 + 0.4 * 155 - 10,
            ("material_balance", "FIN, refined-cobalt"): 0.6 * 110 + 0.4 * 155 - 5,
            ("share_cap", "cap-60, cobalt, CHN"): -45,
            ("supplier_capacity", "home"): -(155 - 120),
            ("supplier_capacity", "kokkola"): -(155 - 154),
        }
    )


def test_discounting_reaches_costs_but_not_yearly_prices() -> None:
    plan = solve(harbour().replace(discount_rate=0.25))

    assert plan.objective == pytest.approx(YEARLY + YEARLY / 1.25)
    assert plan.costs.query("term == 'purchases'")["paid_usd"].tolist() == pytest.approx([11_690, 11_690])
    assert plan.rules.query("member == 'CHN'")["usd_per_unit"].tolist() == pytest.approx([45, 45])


def test_only_what_is_nearly_free_to_leave_out_is_a_matter_of_taste(plan: Plan) -> None:
    taste = plan.matters_of_taste

    assert taste["what"].tolist() == ["supplier kokkola"]  # without home: 700; china and friend cannot be spared
    assert taste["extra_cost_usd"].tolist() == pytest.approx([2 * 10 * (155 - 154)])
    assert taste["share_of_cost"].tolist() == pytest.approx([20 / TOTAL])


def test_a_soft_rule_is_broken_where_that_is_cheaper() -> None:
    plan = solve(harbour(rules=[{**CAP, "soft_penalty_usd": 20.0}]))
    china = plan.rules.query("member == 'CHN'")

    assert plan.objective == pytest.approx(2 * (80 * 110 + 10 * 120 + 10 * 154 + 20 * 20))
    assert china["value"].tolist() == pytest.approx([0.8, 0.8])
    assert china["breach"].tolist() == pytest.approx([20, 20])
    assert china["slack"].tolist() == pytest.approx([-20, -20])
    assert china["broken"].tolist() == [True, True]
    assert china["usd_per_unit"].tolist() == pytest.approx([20, 20])


def test_stock_cover_in_days_and_what_a_tonne_less_would_save() -> None:
    cover = {"rule": "cover", "kind": "cover", "mineral": "cobalt", "limit": 73.0}
    plan = solve(harbour(stockpiles=[RESERVE], rules=[CAP, cover]))
    rows = plan.rules.query("rule == 'cover'")

    assert plan.objective == pytest.approx(TOTAL + 2 * 20)
    assert kpi(plan, "stock cover") == pytest.approx([73, 73])  # 20 t of 100 t a year
    assert rows["value"].tolist() == pytest.approx([73, 73])
    assert rows["usd_per_unit"].tolist() == pytest.approx([1, 0.6 * 110 + 0.4 * 155 + 1])
    assert rows["binding"].tolist() == [True, True]


def test_a_price_floor_costs_what_it_adds_to_the_benchmark() -> None:
    backed = {
        "contract": "backed",
        "supplier": "home",
        "kind": "offtake",
        "status": "committed",
        "volume_t_per_year": 10.0,
        "take_or_pay": 1.0,
        "floor_usd_per_t": 140.0,
    }
    others = [{"contract": name, "supplier": name, "kind": "spot"} for name in ("china", "kokkola", "friend")]
    plan = solve(harbour(contracts=[backed, *others]))
    outlay = plan.kpis.query("kpi == 'support outlay'")

    assert plan.objective == pytest.approx(TOTAL + 2 * 10 * 20)
    assert outlay["value"].tolist() == pytest.approx([200, 200])
    assert outlay["unit"].tolist() == ["USD over the period"] * 2
    assert plan.purchases.query("contract == 'backed'")["price_usd_per_t"].tolist() == pytest.approx([140, 140])


def refinery(**rule: object) -> Case:
    """100 t of nickel a year from 200 t of ore at 30, refined at 10 a tonne, which leaves 50 t of slag."""
    tables: dict[str, list[dict[str, object]]] = {
        "materials": [
            {"material": "ore", "stage": "extraction"},
            {"material": "nickel", "stage": "processing"},
            {"material": "slag", "stage": "scrap", "disposal_cost_usd_per_t": 4.0},
        ],
        "suppliers": [
            {
                "supplier": "mine",
                "place": "CAN",
                "material": "ore",
                "capacity_t_per_year": 1000.0,
                "price_usd_per_t": 30.0,
            }
        ],
        "processes": [{"process": "refine", "cost_usd_per_t": 10.0}],
        "process_materials": [
            {"process": "refine", "material": "ore", "coefficient_t_per_t": -2.0},
            {"process": "refine", "material": "nickel", "coefficient_t_per_t": 1.0},
            {"process": "refine", "material": "slag", "coefficient_t_per_t": 0.5},
        ],
        "plants": [{"plant": "works", "place": "DEU", "process": "refine", "capacity_t_per_year": 150.0}],
        "demand": [{"place": "DEU", "sector": "steel", "material": "nickel", "year": 2026, "quantity_t": 100.0}],
        "indicators": [
            {"indicator": "carbon", "unit": "tCO2e per t of material", "direction": "lower_is_better"},
            {"indicator": "governance", "unit": "0-100", "direction": "higher_is_better"},
        ],
        "indicator_values": [
            {"subject_kind": "supplier", "subject": "mine", "indicator": "carbon", "value": 3.0},
            {"subject_kind": "place", "subject": "CAN", "indicator": "governance", "value": 80.0},
        ],
    }
    if rule:
        tables["rules"] = [rule]
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(frames, name="refinery", years=[2026], buyer=["DEU"], last_period_years=1)


def test_what_nobody_needs_is_discarded_at_a_cost() -> None:
    plan = solve(refinery())

    assert plan.objective == pytest.approx(200 * 30 + 100 * 10 + 50 * 4)
    assert kpi(plan, "discarded", item="slag") == pytest.approx([50])
    assert plan.discards["discarded_t_per_year"].tolist() == pytest.approx([50])
    assert kpi(plan, "discarded share of purchases") == []  # slag is not bought


def test_indicators_are_averaged_and_totalled() -> None:
    plan = solve(refinery())
    carbon = plan.kpis.query("kpi == 'total'")

    assert kpi(plan, "average", item="governance") == pytest.approx([80])  # the mine takes its place's
    assert carbon["value"].tolist() == pytest.approx([600])
    assert carbon["unit"].tolist() == ["tCO2e/yr"]


def test_a_carbon_price_is_a_cost_and_a_carbon_budget_a_rule() -> None:
    priced = solve(refinery(rule="price", kind="cost", indicator="carbon", limit=100.0, missing="ignore"))
    capped = solve(refinery(rule="cap", kind="total", indicator="carbon", limit=900.0, missing="ignore"))

    assert priced.objective == pytest.approx(7200 + 600 * 100)
    assert priced.rules.empty
    assert capped.rules[["value", "limit", "slack", "unit"]].to_dict("records") == [
        {"value": pytest.approx(600), "limit": 900, "slack": pytest.approx(300), "unit": "tCO2e"}
    ]


def test_frames_have_the_same_types_with_rows_and_without() -> None:
    ruled, free = solve(harbour()), solve(harbour(rules=[]))

    assert free.rules.empty
    for name, frame in ruled.frames.items():
        assert frame.dtypes.to_dict() == free.frames[name].dtypes.to_dict(), name
    for name, frame in ruled.variables.items():
        assert frame.dtypes.to_dict() == free.variables[name].dtypes.to_dict(), name
        assert "object" not in set(frame.dtypes.astype("str")), name
