"""Laws of power: a pool that is large enough changes nothing, and more of it never raises cost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_cases import Small, small_cases
from test_laws import at_most, same


def pooled(small: Small, megawatts: float) -> Small:
    """The same with every plant in one pool, at 5 MWh/t."""
    powered = small.change("processes", power_mwh_per_t=5).change("plants", pool="grid")
    return powered.add("pools", {"pool": "grid", "capacity_mw": megawatts})


@given(small_cases(), st.integers(0, 40), st.integers(1, 40))
def test_more_power_never_raises_cost_and_enough_is_as_good_as_no_limit(
    small: Small, kilowatts: int, more: int
) -> None:
    scarce, ampler = (pooled(small, kw / 1000).cost() for kw in (kilowatts, kilowatts + more))

    assert ampler <= at_most(scarce)
    assert small.cost() <= at_most(ampler)
    assert pooled(small, 1000).cost() == same(small.cost())
