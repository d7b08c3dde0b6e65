"""Tests run from the top of the checkout, so that they name the shipped data sets as a user would."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from model import load_case
from model.jobs import solve_here, watch
from model.store import Store

settings.register_profile(
    "quick",
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=8)
settings.load_profile("quick")


@pytest.fixture(autouse=True, scope="session")
def _at_the_top():
    """Paths such as inputs/tiny stand relative to the checkout."""
    before = Path.cwd()
    os.chdir(Path(__file__).parent.parent)
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """A folder that all worker processes of this run of the suite see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def solved_once():
    """Solves a shipped data set into a store; where another worker is at it already, waits for that."""

    def run_in(store: Store, name: str, *policies: str) -> str:
        run, _ = solve_here(store, load_case(f"inputs/{name}", policies=policies))
        while watch(store, run).state.is_live:
            time.sleep(0.2)
        return run

    return run_in
