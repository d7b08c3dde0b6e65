"""Pages run as a browser would run them, without one: from a folder of their own, with the shipped data sets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model import Plan, load_case
from model.store import Store

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 120


POLICIES = {"tiny": "cap-60", "usa": "cap-65"}


@pytest.fixture(scope="session")
def solved(shared_folder: Path, solved_once: Callable[..., str]) -> Callable[[str], Store]:
    """A store with the plan of a data set as it is, and one under a policy."""

    @cache
    def solved_of(name: str) -> Store:
        store = Store(shared_folder / "views" / name / "runs")
        solved_once(store, name)
        solved_once(store, name, POLICIES[name])
        return store

    return solved_of


def plan_in(store: Store, name: str, *policies: str) -> Plan:
    """A plan that is in the store."""
    run = store.find(load_case(REPOSITORY / "inputs" / name, policies=policies))
    assert run is not None
    return store.open(run)


@pytest.fixture(scope="session")
def tiny_plan(solved: Callable[[str], Store]) -> Plan:
    """The plan that docs/tiny.md works out by hand."""
    return plan_in(solved("tiny"), "tiny")


@pytest.fixture(scope="session")
def usa_plan(solved: Callable[[str], Store]) -> Plan:
    """The plan of the United States with no country above 65 %."""
    return plan_in(solved("usa"), "usa", "cap-65")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """An empty folder beside which the shipped data sets stand."""
    (tmp_path / "inputs").symlink_to(REPOSITORY / "inputs")
    before = Path.cwd()
    os.chdir(tmp_path)
    st.cache_resource.clear()
    yield tmp_path
    os.chdir(before)


@pytest.fixture
def with_runs_of(here: Path, solved: Callable[[str], Store]) -> Callable[[str], None]:
    """Puts the solved plans of a data set into the folder."""
    return lambda name: shutil.copytree(solved(name).root, here / "runs")


@pytest.fixture
def with_runs(here: Path, with_runs_of: Callable[[str], None]) -> Path:
    """The folder with the plans of tiny in it."""
    with_runs_of("tiny")
    return here


@pytest.fixture
def app() -> Callable[..., AppTest]:
    """The app on a page, as a link with these choices opens it; `state` is what the session holds already."""

    def opened(page: str = "start", state: dict[str, object] | None = None, **choices: str | list[str]) -> AppTest:
        tested = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=PATIENCE)
        for name, kept in (state or {}).items():
            tested.session_state[name] = kept
        for name, value in choices.items():
            tested.query_params[name] = value
        return (tested if page == "start" else tested.switch_page(f"views/{page}.py")).run()

    return opened
