"""Plans that are solved once and certified, whole and damaged, by many tests."""

from __future__ import annotations

import pytest
from agreed_case import agreed_case
from certified import Tables, tables_of
from gated_case import gated_case
from improved_case import improved_case
from leaking_case import leaking_case
from random_cases import random_case
from supported_case import supported_case

from model import load_case, solve

SEEDS = (4, 19, 24, 32)


@pytest.fixture(scope="session")
def plans() -> dict[str, Tables]:
    """Plans of small data sets, most of them random, and of the smallest shipped one."""
    small = {f"random {seed}": tables_of(solve(random_case(seed), gap=1e-3)) for seed in SEEDS}
    small["agreed"] = tables_of(solve(agreed_case(), gap=0))
    small["leaking"] = tables_of(solve(leaking_case(), gap=0))
    small["gated"] = tables_of(solve(gated_case(), gap=0))
    small["improved"] = tables_of(solve(improved_case(), gap=0))
    small["supported"] = tables_of(solve(supported_case("firm"), gap=0))
    return {**small, "tiny": tables_of(solve(load_case("inputs/tiny", policies=["cap-60", "reserve"])))}


@pytest.fixture(scope="session")
def checked(plans: dict[str, Tables]) -> dict[str, set[str]]:
    """The checks that each of these plans has rows of."""
    return {name: set(tables.certify().checks["check"]) for name, tables in plans.items()}
