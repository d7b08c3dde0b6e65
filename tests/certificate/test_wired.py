"""The certificate on every solve: in the plan, in its summary, and in what the plan is called."""

from dataclasses import replace

import pytest

from model import load_case, solve
from model.solving import certified


@pytest.fixture(scope="module")
def plan():
    return solve(load_case("inputs/tiny"), gap=0)


def test_a_plan_carries_its_certificate_and_says_so(plan):
    assert plan.certificate.startswith("Recomputed from the tables by separate code: all ")
    assert "Whether it holds\n  - Recomputed from the tables by separate code: all " in plan.summary


def test_a_plan_that_does_not_hold_is_never_called_optimal(plan):
    bought = plan.variables["lifted"]
    wrong = bought.assign(lifted_t_per_year=bought["lifted_t_per_year"] * 1.01)
    rejected = certified(replace(plan, variables={**plan.variables, "lifted": wrong}))
    assert plan.status == "optimal"
    assert rejected.status == "rejected by the certificate"
    assert rejected.certificate.startswith("Rejected: ")
    assert "\nRejected by the certificate: USD 21.7 m" in rejected.summary
    assert "Whether it holds\n  - Rejected: " in rejected.summary
