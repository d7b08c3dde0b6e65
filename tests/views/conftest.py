"""Pages run as a browser would run them, without one: from a folder of their own, with the shipped data sets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model import Plan, load_case
from model.jobs import solve_here
from model.store import Store

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 120


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with plans of tiny and of the United States, as data sets and under a policy."""
    root = tmp_path_factory.mktemp("solved") / "runs"
    for name, policies in (("tiny", ()), ("tiny", ("cap-60",)), ("usa", ()), ("usa", ("cap-65",))):
        solve_here(Store(root), load_case(REPOSITORY / "inputs" / name, policies=policies))
    return root


@pytest.fixture
def tiny_plan(solved: Path) -> Plan:
    """The plan that docs/tiny.md works out by hand."""
    store = Store(solved)
    run = store.find(load_case(REPOSITORY / "inputs" / "tiny"))
    assert run is not None
    return store.open(run)


@pytest.fixture
def usa_plan(solved: Path) -> Plan:
    """The plan of the United States with no country above 65 %."""
    store = Store(solved)
    run = store.find(load_case(REPOSITORY / "inputs" / "usa", policies=["cap-65"]))
    assert run is not None
    return store.open(run)


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
def with_runs(here: Path, solved: Path) -> Path:
    """The folder with the solved store in it."""
    shutil.copytree(solved, here / "runs")
    return here


@pytest.fixture
def app() -> Callable[..., AppTest]:
    """The app on a page, as a link with these choices opens it."""

    def opened(page: str = "start", **choices: str | list[str]) -> AppTest:
        tested = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=PATIENCE)
        for name, value in choices.items():
            tested.query_params[name] = value
        tested.run()
        return tested.switch_page(f"views/{page}.py").run() if page != "start" else tested

    return opened
