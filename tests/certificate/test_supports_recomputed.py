"""A plan with supports is accepted as it is, and not where they pay otherwise than the tables say."""

from __future__ import annotations

import pytest
from certified import Tables, failing, tables_of
from planted import with_value
from supported_case import supported_case

from model import solve

COUNTRY = pytest.param("country", marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=["firm", COUNTRY])
def tables(request: pytest.FixtureRequest) -> Tables:
    """A plan that all supports pay for, one of them at its cap, from both points of view."""
    return tables_of(solve(supported_case(request.param), gap=0.0))


def test_a_plan_with_supports_is_accepted(tables: Tables) -> None:
    found = tables.certify()
    assert found.accepted, found.words
    assert {"support pays what it owes", "cap of a support", "cap is reached", "budget rule"} <= set(
        found.checks["check"]
    )
    paid = tables.costs[tables.costs["paid_usd"].abs() > 1e-6].groupby("term")["counted"].first().to_dict()
    firm = tables.settings["perspective"] == "firm"
    assert paid["support credits"] == paid["grants"] == paid["salvage of grants"] == firm
    assert paid["floors abroad"] == (not firm)
    assert not paid["floors at home"]


@pytest.mark.parametrize(
    ("row", "column", "value", "check"),
    [
        (0, "cap_usd_per_year", 19.0, "support pays what it owes"),
        (1, "rate_share", 0.11, "cost as paid"),
        (1, "last_year", 2030, "cost as paid"),
        (2, "rate_usd_per_t", 3.1, "cost as paid"),
        (2, "where", "plant=other", "cost as paid"),
        (2, "cap_usd_per_year", 50.0, "cap of a support"),
        (3, "rate_usd_per_t", 12.1, "cost as paid"),
        (3, "where", "place=USA", "cost as paid"),
        (4, "rate_share", 0.2, "cost as paid"),
        (4, "cap_usd_per_block", 31.0, "cost as paid"),
        (4, "first_year", 2031, "cost as paid"),
    ],
)
@pytest.mark.slow
def test_other_supports_are_found(row: int, column: str, value: object, check: str, tables: Tables) -> None:
    wrong = with_value(tables.inputs["supports"], row, column, value)
    assert check in failing(tables.with_input("supports", wrong))


@pytest.mark.parametrize(("rule", "limit"), [(0, 30.0), (1, 30.0)])
def test_a_smaller_purse_is_found(rule: int, limit: float, tables: Tables) -> None:
    wrong = with_value(tables.inputs["rules"], rule, "limit", limit)
    assert "budget rule" in failing(tables.with_input("rules", wrong))


def test_an_outlay_that_is_off_is_found(tables: Tables) -> None:
    outlay = tables.decisions["capped_outlay"]
    wrong = outlay.assign(capped_outlay_usd_per_year=outlay["capped_outlay_usd_per_year"] * 0.99)
    assert "support pays what it owes" in failing(tables.with_decision("capped_outlay", wrong))
    renamed = outlay.assign(support="renamed")
    assert "support is known" in failing(tables.with_decision("capped_outlay", renamed))


def test_a_cap_that_is_said_to_be_reached_and_is_not_is_found(tables: Tables) -> None:
    supports = with_value(tables.inputs["supports"], 0, "cap_usd_per_year", 500.0)
    at_cap = tables.decisions["at_cap"].assign(at_cap=1.0)
    assert "cap is reached" in failing(tables.with_decision("at_cap", at_cap).with_input("supports", supports))


def test_the_perspective_decides_what_counts(tables: Tables) -> None:
    other = {"firm": "country", "country": "firm"}[str(tables.settings["perspective"])]
    wrong = Tables(
        tables.inputs, {**tables.settings, "perspective": other}, tables.decisions, tables.costs, tables.head
    )
    assert failing(wrong) >= {"cost counts", "objective"}
