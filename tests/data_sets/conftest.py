"""Plans of the shipped data sets, each solved once for all tests that look at it."""

from __future__ import annotations

from functools import cache

import pytest

from model.store import Store


@pytest.fixture(scope="session")
def plan_of(shared_folder, solved_once):
    """The plan of a buyer's data set, with policies on it."""
    store = Store(shared_folder / "data_sets" / "runs")

    @cache
    def plan(buyer: str, *policies: str):
        return store.open(solved_once(store, buyer, *filter(None, policies)))

    return plan
