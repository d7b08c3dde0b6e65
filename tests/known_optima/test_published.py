"""Published problems with known optima, as ordinary data sets through the ordinary loader.

Only decisions that every optimal plan shares are asserted beside the cost.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from model import Plan, load_case, solve

HERE = Path(__file__).parent


def solved(folder: str, *policies: str) -> Plan:
    """The plan of a data set in this folder, at zero gap."""
    return solve(load_case(HERE / folder, policies=policies), gap=0.0)


def published(value: float | list[float]):
    """A published figure, or several, within a millionth."""
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def test_dantzig_transport() -> None:
    plan = solved("dantzig_transport")
    shipped = plan.shipments.set_index("route")["shipped_t_per_year"]
    balance = plan.shadow_prices.query("constraint == 'material_balance'").set_index("index")["usd_per_unit"]

    assert plan.objective == published(153_675)
    assert shipped["seattle-chicago"] == published(300)
    assert shipped["san-diego-topeka"] == published(275)
    assert shipped.filter(like="new-york").sum() == published(325)
    assert set(shipped.index) <= {"seattle-chicago", "san-diego-topeka", "seattle-new-york", "san-diego-new-york"}
    assert balance["new-york, cases"] == published(225)
    assert balance["chicago, cases"] == published(153)
    assert balance["topeka, cases"] == published(126)


def test_cap41_opens_thirteen_warehouses() -> None:
    plan = solved("cap41")

    assert plan.objective == published(1_040_444.375)
    assert set(plan.projects_built["project"]) == {f"open-{number:02d}" for number in range(1, 15)} - {"open-10"}
    assert plan.projects_built["capital_usd"].sum() == published(12 * 7_500)


@pytest.mark.parametrize(
    ("policy", "optimum"), [("cap44", 1_235_500.450), ("cap51", 1_025_208.225), ("cap64", 1_045_650.250)]
)
def test_cap41_under_the_policies_that_make_its_sisters(policy: str, optimum: float) -> None:
    assert solved("cap41", policy).objective == published(optimum)


def test_food_manufacture() -> None:
    plan = solved("food_manufacture")
    plants = plan.case.plants.set_index("plant")["line"]
    runs = plan.processing.assign(line=plan.processing["plant"].map(plants))
    lines = runs.groupby(["line", "year"])["run_t_per_year"].sum().unstack("line")
    final = plan.stocks.query("year == 2006").set_index("stockpile")["stock_t"]
    hardness = plan.rules.query("rule == 'hardness-most'")

    assert 150 * 450 * 6 - plan.objective == published(107_842.5926)
    assert lines["vegetable"].tolist() == published([200] * 6)
    assert lines["non-vegetable"].tolist() == published([250] * 6)
    assert final.tolist() == published([500] * 5)
    assert hardness["value"].between(3 - 1e-6, 6 + 1e-6).all()


def test_wagner_whitin_orders_twice() -> None:
    plan = solved("wagner_whitin")
    signed = plan.contracts_signed.set_index("year")["volume_t_per_year"]
    stock = plan.stocks.set_index("year")["stock_t"]

    assert plan.objective == published(1_380)
    assert signed.to_dict() == {2001: published(210), 2003: published(150)}
    assert stock.to_dict() == {2001: published(120), 2002: published(0), 2003: published(70), 2004: published(0)}
