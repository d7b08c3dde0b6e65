"""Presets for ESG standards: each is a policy of the library, and so of every data set that is built on it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from model import Case, InputError, load_case, solve
from model.case.policies import policy_names

INPUTS = Path(__file__).parents[2] / "inputs"
PRESETS = sorted(path.stem for path in (INPUTS / "world" / "policies").glob("esg-*.toml"))
BUYERS = ("usa", "eu", "us-drc")
CHILDREN = (*BUYERS, "eu-crma", "magnets")
STANDARDS = {"impact-assessment", "water", "biodiversity", "carbon", "tailings", "consent", "employment"}
STANDARDS |= {"revenue-sharing", "heritage", "audits", "remediation"}
PAID = {"carbon", "employment", "remediation"}
"""Presets that whoever buys anything mined pays for."""
STEPS = {"impact-assessment", "consent", "audits"}
"""Presets of which the part below takes a step."""
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


@pytest.mark.parametrize("name", [*BUYERS, pytest.param("eu-crma", marks=pytest.mark.slow)])
def test_all_presets_fit_every_child_of_the_library_together(name: str) -> None:
    case = load_case(INPUTS / name, policies=PRESETS)
    ruled = {row["rule"] for preset_name in PRESETS for row in preset(preset_name)["rules"]}
    assert set(case.rules["rule"]) <= ruled
    assert {preset_name for preset_name in PRESETS if not kept(preset_name, case)} == set()


def test_a_preset_for_minerals_that_a_data_set_has_not_says_so() -> None:
    with pytest.raises(InputError) as caught:
        load_case(INPUTS / "magnets", policies=PRESETS)
    said = {Path(issue.file).stem: issue.message for issue in caught.value.issues}
    assert set(said) == {"esg-revenue-sharing", "esg-tailings"}
    assert all(message.startswith("has nothing about the minerals that are taken") for message in said.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", CHILDREN)
def test_every_policy_of_its_bases_fits_a_data_set_or_is_about_other_minerals(name: str) -> None:
    case = load_case(INPUTS / name)
    for policy in policy_names(case.draft.policy_folders):
        said = problems(case, policy)
        assert all(message.startswith("has nothing about the minerals") for message in said)
        assert not said or name == "magnets"


def problems(case: Case, policy: str) -> list[str]:
    """What is wrong with a policy on a case."""
    try:
        case.with_policy(policy)
    except InputError as error:
        return [issue.message for issue in error.issues]
    return []


def kept(name: str, case: Case) -> bool:
    """Whether a rule of a preset is in a case."""
    return bool({row["rule"] for row in preset(name)["rules"]} & set(case.rules["rule"]))


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five minerals of the United States, of which some are bought of mines and a mine is opened."""
    folder = tmp_path_factory.mktemp("part")
    (folder / "dataset.toml").write_text(
        f'based_on = "{INPUTS.as_posix()}/usa"\nminerals = ["antimony", "gold", "manganese", "tantalum", "tungsten"]\n'
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
    assert plan.gate_steps.empty == (name not in STEPS | {"heritage"})
