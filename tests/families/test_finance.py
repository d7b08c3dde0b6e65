"""Project finance, by hand: a shaft of 1 000 USD that is on line at once for fourteen years, seven in the horizon."""

from __future__ import annotations

from typing import Any

import pytest
from rows import MINE, assert_costs, assert_row, build, small_case, solved

from model import solve

SHAFT: dict[str, object] = {"project": "shaft", "kind": "mine", "capital_usd_per_block": 1000, "lifetime_years": 14}
GIVEN: dict[str, Any] = {
    "suppliers": [MINE | {"capacity_t_per_year": 0}],
    "projects": [SHAFT],
    "project_effects": [{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 60}],
}
ORE = 60 * 10 * 7


def money(**shares: float) -> list[dict[str, object]]:
    """Rows of project finance: shares by whose money it is."""
    return [{"project": "shaft", "money": name, "share": share} for name, share in shares.items()]


def test_a_partners_money_costs_nothing_and_its_salvage_is_its_own():
    model = solved(**GIVEN, project_finance=money(own=0.6, partner=0.4))
    assert_costs(model, {"purchases": ORE, "project capital": 600, "salvage": -300})


def test_public_money_is_a_countrys_and_not_a_firms():
    firm = solved(**GIVEN, project_finance=money(own=0.6, public=0.4))
    public = {"public capital": 400, "salvage of public capital": -200}
    own = {"purchases": ORE, "project capital": 600, "salvage": -300}
    assert_costs(firm, own, uncounted=public)
    country = solved(**GIVEN, project_finance=money(own=0.6, public=0.4), perspective="country")
    assert_costs(country, own | public)


def test_a_bank_is_repaid_year_by_year_and_debt_left_is_charged():
    """800 USD at no interest over ten years: 80 a year, seven in the horizon, 240 left; half the life is left."""
    bank = [*money(own=0.2), money(bank=0.8)[0] | {"rate": 0, "term_years": 10}]
    model = solved(**GIVEN, project_finance=bank)
    expected = {"purchases": ORE, "project capital": 200, "salvage": -100, "debt service": 560, "debt left": 240}
    assert_costs(model, expected | {"salvage of borrowed capital": -400})


def test_payments_with_interest():
    """1 000 USD at 10 % over two years, decided in 2026: payments of 1 000 / (1 + 1/1.1) in 2026 and 2027, at 5 %."""
    bank = [money(bank=1)[0] | {"rate": 0.1, "term_years": 2}]
    model = solved(**GIVEN, project_finance=bank, discount_rate=0.05)
    annuity = sum(1.05**-year for year in range(7))
    half = sum(1.05**-s for s in range(1, 8)) / sum(1.05**-s for s in range(1, 15))
    payment = 1000 / (1 + 1 / 1.1)
    expected = {"purchases": 600 * annuity, "debt service": payment * (1 + 1 / 1.05)}
    assert_costs(model, expected | {"salvage of borrowed capital": -1000 * half / 1.05**7})


def test_a_period_in_which_the_last_payment_falls_carries_its_worth():
    """Three payments of a third, in 2026, 2027 and 2028: the last in a period of two years, half of it a year."""
    bank = [money(bank=1)[0] | {"rate": 0, "term_years": 3}]
    model = build(**GIVEN, project_finance=bank)
    paid = [model.debt_payment["shaft", 2026, t] * 1000 for t in (2026, 2028, 2030)]
    assert paid == pytest.approx([1000 / 3, 1000 / 6, 0])


@pytest.mark.parametrize("term", [1, 4, 7, 14, 30])
@pytest.mark.parametrize("perspective", ["firm", "country"])
def test_a_loan_at_the_discount_rate_costs_what_own_money_does(term: int, perspective: str):
    """Whoever lends: a bank, or a partner who has a rate."""
    own = solved(**GIVEN, discount_rate=0.08, perspective=perspective)
    for lender in ("bank", "partner"):
        lent = [money(own=0.3)[0], money(**{lender: 0.7})[0] | {"rate": 0.08, "term_years": term}]
        loan = solved(**GIVEN, discount_rate=0.08, perspective=perspective, project_finance=lent)
        assert loan.TotalCost() == pytest.approx(own.TotalCost())


def test_without_a_term_a_loan_runs_for_the_lifetime():
    model = build(**GIVEN, project_finance=[money(bank=1)[0] | {"rate": 0}])
    assert model.debt_payment["shaft", 2026, 2030] == pytest.approx(1 / 14)
    assert model.debt_left["shaft", 2026] == pytest.approx(0.5)
    assert model.debt_left["shaft", 2030] == pytest.approx(11 / 14)


def test_a_grant_is_a_share_of_own_money():
    support = {"support": "grant", "kind": "grant", "target": "project", "rate_share": 0.5}
    model = solved(**GIVEN, project_finance=money(own=0.6, partner=0.4), supports=[support])
    expected = {"purchases": ORE, "project capital": 600, "salvage": -300}
    assert_costs(model, expected | {"grants": -300, "salvage of grants": 150})


def test_budget_kept_by_own_and_by_public_money():
    """Of 1 000 USD a block: 500 own less 200 of grant, 300 public and the grant, and all of it capital."""
    bank = money(partner=0.1, bank=0.1)
    bank[1] |= {"rate": 0.05}
    support = {"support": "grant", "kind": "grant", "target": "project", "rate_share": 0.4}
    rules = [{"rule": of, "kind": "budget", "of": of, "limit": 90} for of in ("capital", "own_money", "public_money")]
    rules.append(rules[2] | {"rule": "mines", "where": "kind=mine"})
    finance = [*money(own=0.5, public=0.3), *bank]
    model = build(**GIVEN, project_finance=finance, supports=[support], rules=rules)
    for rule, block in (("capital", 1000), ("own_money", 500 - 200), ("public_money", 300 + 200), ("mines", 300)):
        row = {"Built[shaft,2028]": block, f"BudgetBreach[{rule},2028]": -1}
        assert_row(model, "budget_kept", (rule, 2028), row, "<=", 2 * 90)


def test_a_plan_says_whose_money_builds_it():
    bank = [*money(own=0.2), money(bank=0.8)[0] | {"rate": 0.06, "term_years": 10}]
    plan = solve(small_case(**GIVEN, project_finance=bank), gap=0)
    assert plan.finance[["money", "capital_usd"]].to_dict("list") == {
        "money": ["own", "bank"],
        "capital_usd": pytest.approx([200, 800]),
    }
    assert (
        "Whose money builds it\n  - shaft, 2026: USD 200 the buyer's own and USD 800 from a bank (repaid at 6 % a year "
        "over 10 years)" in plan.summary
    )
