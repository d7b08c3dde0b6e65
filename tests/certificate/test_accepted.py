"""Every known plan is accepted, in memory as from its folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from agreed_case import agreed_case
from certified import tables_of
from random_cases import random_case
from random_partnerships import partnered_case

from model import load_case, solve
from model.certificate import certify

OTHERS = (None, "cap-60", "governance-70", "no-capital")
TINY = ("reserve", *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS))
SHIPPED = [
    ("usa", None),
    ("usa", "export-controls"),
    ("usa", "stock-180-days"),
    ("eu", "crma-2030"),
    ("us-drc", "tight-market"),
    ("magnets", "embargo"),
    ("eu-crma", "crma-2030"),
]
OPTIMA = ("cap41", "dantzig_transport", "food_manufacture", "wagner_whitin")


def assert_accepted(source: str | Path, tmp_path: Path, *policies: str) -> None:
    """The plan of a data set is accepted, in memory and on disk, down to the last digits."""
    plan = solve(load_case(source, policies=policies), gap=1e-4)
    plan.write(tmp_path / "run")
    from_folder, from_memory = certify(tmp_path / "run"), tables_of(plan).certify()
    assert from_folder.accepted, from_folder.words
    pd.testing.assert_frame_equal(from_folder.checks, from_memory.checks, atol=1e-6, rtol=1e-6)
    assert from_folder.largest_residual < 1e-7
    assert from_folder.objective_difference <= 1e-8 * abs(plan.objective)


@pytest.mark.parametrize("policy", TINY)
def test_plans_of_tiny_are_accepted(policy: str | None, tmp_path: Path) -> None:
    assert_accepted("inputs/tiny", tmp_path, *filter(None, [policy]))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "policy"), SHIPPED)
def test_plans_of_shipped_data_sets_are_accepted(name: str, policy: str | None, tmp_path: Path) -> None:
    assert_accepted(Path("inputs") / name, tmp_path, *filter(None, [policy]))


@pytest.mark.slow
@pytest.mark.parametrize("name", OPTIMA)
def test_known_optima_are_accepted(name: str, tmp_path: Path) -> None:
    assert_accepted(Path("tests/known_optima") / name, tmp_path)


@pytest.mark.slow
def test_a_plan_with_agreements_of_every_kind_is_accepted(tmp_path: Path) -> None:
    plan = solve(agreed_case(), gap=0)
    plan.write(tmp_path / "run")
    found = certify(tmp_path / "run")
    assert found.accepted, found.words
    assert plan.agreements["left"].any()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_plans_of_random_data_sets_are_accepted(seed: int) -> None:
    found = tables_of(solve(random_case(seed), gap=1e-3)).certify()
    assert found.accepted, found.words


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 207))
def test_plans_of_random_partnerships_are_accepted(seed: int) -> None:
    found = tables_of(solve(partnered_case(seed), gap=1e-3)).certify()
    assert found.accepted, found.words


def test_the_words_of_an_accepted_plan() -> None:
    found = tables_of(solve(load_case("inputs/tiny"))).certify()
    count = len(found.checks)
    assert found.words.startswith(f"Recomputed from the tables by separate code: all {count} checks hold.")
    assert list(found.checks.columns) == ["check", "subject", "year", "residual", "scale", "tolerance", "holds"]


def test_the_words_of_a_rejected_plan() -> None:
    tables = tables_of(solve(load_case("inputs/tiny", policies=["cap-60", "reserve"])))
    lifted = tables.decisions["lifted"]
    spot = (lifted["contract"] == "cobalt-chn-spot") & (lifted["year"] == 2026)
    more = lifted.assign(lifted_t_per_year=lifted["lifted_t_per_year"] + 7.0 * spot)
    found = tables.with_decision("lifted", more).certify()
    assert not found.accepted
    first, *worst = found.words.splitlines()
    assert first == f"Rejected: 5 of {len(found.checks)} checks fail when recomputed from the tables."
    assert "  material balance: CHN, refined-cobalt, 2026, off by 7" in worst
    assert "  cost as paid: purchases, 2026, off by 210000" in worst
