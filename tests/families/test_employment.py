"""Rows of employment, by hand: a mine and a school of the north give jobs while they are on line."""

from __future__ import annotations

import pytest
from rows import MINE, assert_costs, assert_row, build, keys, solved

PACT = {"agreement": "pact"}
OLD = {"agreement": "pact", "status": "committed"}
PROJECTS = [
    {"project": "pit", "place": "CAN", "max_blocks": 3, "capital_usd_per_block": 100, "jobs_per_block": 20},
    {"project": "school", "place": "CAN", "capital_usd_per_block": 90, "construction_years": 1, "jobs_per_block": 12}
    | {"lifetime_years": 3},
    {"project": "road", "place": "CAN", "capital_usd_per_block": 10},
    {"project": "port", "place": "USA", "capital_usd_per_block": 1, "jobs_per_block": 500},
]
JOBS = {"agreement": "pact", "obligation": "local_jobs", "target_kind": "place", "target": "CAN", "value": 40}


@pytest.fixture(scope="module")
def model():
    named = JOBS | {"target_kind": "project", "target": "pit;port", "value": 300, "by_year": 2029}
    return build(
        projects=PROJECTS,
        agreements=[PACT | {"term_years": 4}],
        agreement_obligations=[JOBS | {"ramp_up_years": 4}, named],
    )


def test_least_jobs(model):
    """Of 40 jobs a quarter is owed in the year of joining, three quarters two years on; the school opens in 2027."""
    key = ("pact", "place", "CAN")
    assert_row(model, "least_jobs", (*key, "2026"), {"Built[pit,2026]": 20, "Joined[pact,2026]": -10}, ">=", 0)
    row = {"Built[pit,2026]": 20, "Built[pit,2028]": 20, "Built[school,2026]": 12}
    row |= {"Joined[pact,2026]": -30, "Joined[pact,2028]": -10}
    assert_row(model, "least_jobs", (*key, "2028"), row, ">=", 0)
    row = {f"Built[pit,{year}]": 20 for year in (2026, 2028, 2030)} | {"Built[school,2028]": 12}
    row |= {"Joined[pact,2028]": -30, "Joined[pact,2030]": -10}
    assert_row(model, "least_jobs", (*key, "2030"), row, ">=", 0)


def test_jobs_of_named_projects_are_owed_from_their_year(model):
    """2029 lies in the period from 2028."""
    key = ("pact", "project", "pit;port")
    assert {n for *own, n in keys(model, "least_jobs") if tuple(own) == key} == {"2028", "2030"}
    row = {f"Built[pit,{year}]": 20 for year in (2026, 2028)} | {f"Built[port,{year}]": 500 for year in (2026, 2028)}
    row |= {"Joined[pact,2026]": -300, "Joined[pact,2028]": -300}
    assert_row(model, "least_jobs", (*key, "2028"), row, ">=", 0)


def test_no_row_where_no_job_is_owed():
    assert (
        keys(build(projects=PROJECTS, agreements=[PACT], agreement_obligations=[JOBS | {"value": 0}]), "least_jobs")
        == set()
    )
    assert keys(build(projects=PROJECTS), "least_jobs") == set()


def test_jobs_are_given_at_the_least_cost():
    """From 2028 on 30 jobs: two blocks of the pit for 200, or one and the school for 190, of which a year is left."""
    life = [row | {"lifetime_years": 7, "last_year": 2027} for row in PROJECTS[:2]]
    model = solved(
        suppliers=[MINE], projects=life, agreements=[OLD], agreement_obligations=[JOBS | {"value": 30, "by_year": 2028}]
    )
    assert_costs(model, {"purchases": 7 * 600, "project capital": 190, "salvage": -90 / 7})
