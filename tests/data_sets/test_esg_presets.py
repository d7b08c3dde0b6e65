"""Presets for ESG standards: each is a policy of the library, and so of every data set that is built on it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from model import load_case, solve

INPUTS = Path(__file__).parents[2] / "inputs"
PRESETS = sorted(path.stem for path in (INPUTS / "world" / "policies").glob("esg-*.toml"))
BUYERS = ("usa", "eu", "us-drc")
STANDARDS = {"impact-assessment", "water", "biodiversity", "carbon", "tailings", "consent", "employment"}
STANDARDS |= {"revenue-sharing", "heritage", "audits", "remediation"}
PAID = {"carbon", "tailings", "employment", "audits", "remediation"}
"""Presets that whoever buys anything pays for."""
TOLERANCE = 1e-6


def preset(name: str) -> dict[str, list[dict[str, object]]]:
    """The rows that a preset adds, by table."""
    contents = tomllib.loads((INPUTS / "world" / "policies" / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(contents) == {"title", "description", "add"}
    return {part["table"]: part["rows"] for part in contents["add"]}


def test_each_standard_has_a_preset() -> None:
    assert {name.removeprefix("esg-") for name in PRESETS} == STANDARDS


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_only_adds_rows_each_with_source_and_basis(name: str) -> None:
    tables = preset(name)
    assert set(tables) <= {"rules", "indicators", "indicator_values", "provenance", "sources"}
    told = {row["source"] for row in tables["sources"]}
    assert all(str(row["url"]).startswith("https://") and row["taken"] for row in tables["sources"])
    for table in set(tables) - {"sources"}:
        assert {row["basis"] for row in tables[table]} <= {"reported", "derived", "illustrative"}
        assert {row["source"] for row in tables[table]} <= told | {"assumptions"}
        assert all(row["source"] != "assumptions" or row["basis"] == "illustrative" for row in tables[table])


@pytest.mark.parametrize("buyer", BUYERS)
def test_all_presets_fit_every_child_of_the_library_together(buyer: str) -> None:
    case = load_case(INPUTS / buyer, policies=PRESETS)
    kept = {str(rule).split("-")[1] for rule in case.rules["rule"]}
    assert kept == {
        {"impact-assessment": "impact", "revenue-sharing": "revenue", "audits": "audit"}.get(x, x) for x in STANDARDS
    }


@pytest.mark.slow
@pytest.mark.parametrize("buyer", BUYERS)
def test_every_policy_of_its_bases_fits_a_data_set(buyer: str) -> None:
    case = load_case(INPUTS / buyer)
    for folder in case.draft.policy_folders:
        for file in Path(folder).glob("*.toml"):
            case.with_policy(file.stem)


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cobalt, copper and platinum for the United States."""
    folder = tmp_path_factory.mktemp("part")
    (folder / "dataset.toml").write_text(
        f'based_on = "{INPUTS.as_posix()}/usa"\nminerals = ["cobalt", "copper", "platinum"]\n'
    )
    return folder


@pytest.fixture(scope="module")
def base(part: Path):
    """Its plan without a policy."""
    return solve(load_case(part))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(STANDARDS))
def test_no_preset_makes_a_plan_cheaper_and_most_cost_something(name: str, part: Path, base) -> None:
    plan = solve(load_case(part, policies=[f"esg-{name}"]))
    slack = plan.gap + base.gap + TOLERANCE
    assert plan.certificate.startswith("Recomputed")
    assert plan.objective >= base.objective * (1 - slack)
    if name in PAID:
        assert plan.objective > base.objective
