"""The smallest case there is, its plan, and a store that holds it as a run."""

from __future__ import annotations

import os
import shutil

import pandas as pd
import pytest

from model import Case, solve
from model.jobs.starting import as_run_by
from model.store import State, Store
from model.store.claiming import claim
from model.store.ending import Ending, record_end
from model.store.job import write_job
from model.store.keeping import keep_plan


@pytest.fixture(scope="session")
def case():
    """100 t of tin from a mine at 2 USD/t: 200 USD."""
    tables = {
        "places": [{"place": "home", "kind": "region"}],
        "materials": [{"material": "tin", "stage": "processing"}],
        "suppliers": [
            {"supplier": "mine", "place": "home", "material": "tin", "capacity_t_per_year": 1000, "price_usd_per_t": 2}
        ],
        "demand": [{"place": "home", "sector": "cans", "material": "tin", "year": 2030, "quantity_t": 100}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    settings = {"title": "Tin", "years": (2030,), "last_period_years": 1, "discount_rate": 0.0, "buyer": ("home",)}
    return Case.from_tables(frames, name="tin & cans", **settings)


@pytest.fixture(scope="session")
def plan(case):
    return solve(case)


@pytest.fixture(scope="session")
def keep():
    """Keeps a plan as a run of a store, the way a solve does."""

    def keep(store: Store, plan, *, again: bool = False) -> str:
        with store.locked():
            run, _ = claim(store, plan.case, plan.options, again=again)
            write_job(as_run_by(store.job(run), os.getpid()), store.folder(run))
        keep_plan(plan, store.folder(run))
        with store.locked():
            record_end(store, run, Ending(State.FINISHED, plan.status), pid=os.getpid())
        return run

    return keep


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "runs")


@pytest.fixture(scope="session")
def template(tmp_path_factory, plan, keep):
    """A store with one finished run, to be copied, and the run."""
    store = Store(tmp_path_factory.mktemp("template") / "runs")
    return store, keep(store, plan)


@pytest.fixture
def stored(store, template):
    """A store with one finished run, and the run."""
    shutil.copytree(template[0].root, store.root)
    return store, template[1]
