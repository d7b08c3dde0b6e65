"""Plans of the shipped data sets, each solved once for all tests that look at it."""

from __future__ import annotations

from functools import cache

import pytest

from model import load_case, solve


@pytest.fixture(scope="session")
def plan_of():
    """The plan of a buyer's data set, with a policy on it."""

    @cache
    def plan(buyer: str, policy: str = ""):
        return solve(load_case(f"inputs/{buyer}", policies=[policy] if policy else []))

    return plan
