"""Laws of supports: what a country pays to itself changes nothing, and what a firm is paid never costs it more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_cases import Small, small_cases
from test_laws import at_most, same

from model.build import build_model
from model.solver import SolverOptions, solve_model


def supported(small: Small, credit: int, part: float) -> Small:
    """The same with a credit on all that is bought, one on what plants run, and a grant for what is built."""
    bought = {"support": "bought", "kind": "credit", "target": "supplier", "rate_usd_per_t": credit}
    made = {"support": "made", "kind": "credit", "target": "plant", "rate_usd_per_t": credit}
    grant = {"support": "grant", "kind": "grant", "target": "project", "rate_share": part}
    return small.add("supports", bought, made, grant)


def as_country(small: Small) -> float:
    """The least cost of a country; USD."""
    solution = solve_model(build_model(small.case().replace(perspective="country")), SolverOptions(gap=0.0))
    assert solution.objective is not None
    return float(solution.objective)


@given(small_cases(project=True), st.integers(0, 9), st.sampled_from((0.0, 0.3, 1.0)))
def test_supports_never_cost_a_firm_more_and_a_country_nothing(small: Small, credit: int, part: float) -> None:
    paid = supported(small, credit, part)

    assert paid.cost() <= at_most(small.cost())
    assert as_country(paid) == same(as_country(small))
