"""Laws of gates: one costs no less than none and no more than an exclusion, and a longer step never costs less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_cases import Small, small_cases
from test_laws import at_most


@given(small_cases(project=True), st.sampled_from(("suppliers", "plants", "projects")), st.integers(0, 2000))
def test_a_gate_costs_something_and_never_more_than_an_exclusion(small: Small, of: str, cost: int) -> None:
    gate = {"rule": "gate", "kind": "gate", "of": of, "cost_usd": cost + 1}
    quick, slow = (small.add("rules", gate | {"delay_years": delay}).cost() for delay in (0, 1))
    nothing = {"rule": "closed", "kind": "exclude", "where": "place=east|west|home"}
    closed = small.change("projects", first_year=2050) if of == "projects" else small.add("rules", nothing)

    assert small.cost() <= at_most(quick)
    assert quick <= at_most(slow)
    assert slow <= at_most(closed.cost())
