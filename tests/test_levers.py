"""docs/levers.md: every lever names tables that exist and an example that loads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model import load_case, solve
from model.case.where import matches, parse_where
from model.schema import TABLES

ROWS = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in Path("docs/levers.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]
EXAMPLE = re.compile(r"`(?P<folder>[^`]+)`(?: with `(?P<policy>[^`]+)`)?: `(?P<table>[^`]+)`, `(?P<where>[^`]+)`")


def test_all_55_levers_are_there() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 56))
    assert len({row[1] for row in ROWS}) == len(ROWS)
    assert all(len(row) in {5, 6} for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_the_tables_and_columns_of_a_lever_exist(row: list[str]) -> None:
    named = re.findall(r"`([a-z_.]+)`", row[2])
    assert named
    for name in named:
        table, _, column = name.partition(".")
        assert table in TABLES
        assert not column or column in {own.name for own in TABLES[table].columns}


@pytest.mark.slow
def test_the_example_of_every_lever_loads_and_has_its_rows() -> None:
    examples = [found for row in ROWS if (found := EXAMPLE.fullmatch(row[4]))]
    assert len(examples) == len(ROWS)
    for folder, policy in sorted({(found["folder"], found["policy"] or "") for found in examples}):
        case = load_case(folder, policies=[policy] if policy else [])
        for found in examples:
            if (found["folder"], found["policy"] or "") == (folder, policy):
                rows = case.filled(found["table"])
                picked = matches(parse_where(found["where"]), found["table"], case.filled)
                assert picked.any(), f"{found[0]}: no such row among {len(rows)}"


@pytest.mark.slow
@pytest.mark.parametrize("policy", sorted(path.stem for path in Path("examples/levers/policies").glob("*.toml")))
def test_the_examples_of_levers_have_a_plan(policy: str) -> None:
    plan = solve(load_case("examples/levers", policies=[policy]), gap=0)
    assert plan.status == "optimal"
    assert plan.deliveries["shortfall_t_per_year"].max() == pytest.approx(0, abs=1e-6)
