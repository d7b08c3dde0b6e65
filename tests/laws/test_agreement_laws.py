"""Laws of agreements: what may be joined never raises cost, a dearer one never lowers it, a lock never helps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_cases import Small, small_cases
from test_laws import at_most, same


def with_pact(small: Small, fee: int, *, status: str = "candidate", effect: str = "capacity") -> Small:
    """The same with a pact on the first supplier: 40 t/yr more, or nothing of it without the pact."""
    target = small.tables["suppliers"][0]["supplier"]
    row = {"agreement": "pact", "effect": effect, "target_kind": "supplier", "target": target, "lag_years": 1}
    pact = {"agreement": "pact", "status": status, "upfront_cost_usd": fee, "least_years": 1}
    return small.add("agreements", pact).add("agreement_effects", row | ({} if effect == "unlock" else {"value": 40}))


@given(small_cases(), st.integers(0, 3000), st.integers(1, 2000))
def test_a_pact_on_offer_never_raises_cost_and_a_dearer_one_never_lowers_it(small: Small, fee: int, more: int) -> None:
    cost, offered = small.cost(), with_pact(small, fee).cost()

    assert offered <= at_most(cost)
    assert offered <= at_most(with_pact(small, fee + more).cost())
    assert with_pact(small, fee + more).cost() <= at_most(offered + more)
    assert offered <= at_most(with_pact(small, fee, status="committed").cost())


@given(small_cases(), st.integers(0, 3000))
def test_a_lock_never_lowers_cost_and_a_free_key_in_time_takes_it_off(small: Small, fee: int) -> None:
    cost = small.cost()

    assert cost <= at_most(with_pact(small, fee, effect="unlock").cost())
    held = with_pact(small, 0, status="committed", effect="unlock")
    held = held.change("agreements", first_year=2020)
    assert held.cost() == same(cost)


@given(small_cases(rule=False))
def test_an_agreement_that_says_nothing_changes_nothing(small: Small) -> None:
    idle = small.add("agreements", {"agreement": "idle", "upfront_cost_usd": 5})

    assert idle.cost() == same(small.cost())
