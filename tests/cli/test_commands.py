"""Each command on a small data set: what it says, what it writes, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model import Plan, load_case

INPUTS = Path(__file__).parents[2] / "inputs"
LATER = [pytest.param(*form, marks=pytest.mark.slow) for form in (("csv", "run.zip"), ("parquet", "run-parquet"))]
FORMS = [("xlsx", "run.xlsx"), *LATER]


def test_solve_prints_the_summary_and_says_where_the_files_are(orefolio, desk: Path) -> None:
    result = orefolio("solve", "harbour")
    (folder,) = (desk / "runs").glob("harbour-*")
    plan = Plan.read(folder)

    assert result.exit_code == 0
    assert result.stdout == f"{plan.summary}\n\nFiles: runs/{folder.name}\n"
    assert result.stderr.splitlines()[0] == "0 s  building the model"
    assert folder.name.startswith("harbour-")
    assert plan.objective == pytest.approx(24_880)


def test_settings_and_options_reach_the_plan(orefolio, desk: Path) -> None:
    asked = (
        "discount_rate=0.25",
        "years=2026,2028",
        "perspective=firm",
        "gap=0",
        "threads=2",
        "seed=5",
        "time_limit=60",
    )
    result = orefolio("solve", "harbour", "--out", "mine", *(word for pair in asked for word in ("--set", pair)))
    plan = Plan.read(desk / "mine")

    assert result.exit_code == 0
    assert plan.options == {"gap": 0.0, "time_limit": 60.0, "threads": 2, "seed": 5}
    assert (plan.case.settings.discount_rate, plan.case.years, plan.case.settings.perspective) == (
        0.25,
        (2026, 2028),
        "firm",
    )


def test_json_is_one_object_and_nothing_else(orefolio, desk: Path) -> None:
    result = orefolio("solve", "harbour", "--json", "--out", "mine")
    said = json.loads(result.stdout)
    kpis = {(entry["kpi"], entry["stage"]): entry["value"] for entry in said["kpis"]}

    assert result.exit_code == 0
    assert list(said) == ["status", "objective", "bound", "gap", "seconds", "folder", "kpis"]
    assert (said["status"], said["folder"]) == ("optimal", "mine")
    assert said["objective"] == Plan.read(desk / "mine").objective
    assert kpis["HHI", "processing"] == pytest.approx(4600)


INFEASIBLE = (
    "harbour: infeasible. No plan keeps all hard rules and meets all demand. Make a rule soft (soft_penalty_usd or "
    "soft_penalty_multiple), allow a shortage at a cost (sectors), or widen what can be bought or built. "
    "Hard rules: cap-60."
)


def test_infeasible_is_exit_code_3(orefolio, desk: Path) -> None:
    result = orefolio("solve", "harbour", "--policy", "tight")

    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == INFEASIBLE
    assert result.stdout == ""


def test_infeasible_in_json(orefolio) -> None:
    result = orefolio("solve", "harbour", "--policy", "tight", "--json")

    assert result.exit_code == 3
    assert json.loads(result.stdout) == {"status": "infeasible", "message": INFEASIBLE}


def test_a_time_limit_without_a_plan_is_exit_code_4(orefolio) -> None:
    result = orefolio("solve", "inputs/usa", "--set", "time_limit=0.000001")

    assert result.exit_code == 4
    assert result.stderr.splitlines()[0] == "inputs/usa is not in this folder: the shipped copy is used."
    assert result.stderr.splitlines()[-1] == (
        "usa: time limit, without a plan. No plan was found in time. Allow more time."
    )


def spoil(table: Path, **cells: str) -> None:
    """Replaces texts in a CSV file."""
    text = table.read_text(encoding="utf-8")
    for old, new in cells.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    table.write_text(text, encoding="utf-8")


def test_five_wrong_cells_in_three_tables_are_five_messages(orefolio, desk: Path) -> None:
    folder = desk / "harbour"
    spoil(folder / "suppliers.csv", **{"kokkola,FIN": "kokkola,FINN", "149": "-149", "120": "n/a"})
    spoil(folder / "demand.csv", **{"100": "lots"})
    spoil(folder / "rules.csv", **{"0.6": "60"})
    result = orefolio("validate", "harbour")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "5 problems in the input:\n"
        "  harbour/demand.csv\n"
        "    row 2, column quantity_t: is not a number (found 'lots'). Write a number (t/yr).\n"
        "  harbour/rules.csv\n"
        "    row 2, column limit: is not between 0 and 1, as a share is (found '60'). Write a fraction: 0.6 for 60 %.\n"
        "  harbour/suppliers.csv\n"
        "    row 3, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'FINN'). "
        "Did you mean 'FIN'?\n"
        "    row 3, column price_usd_per_t: is below 0 (found '-149'). Write a number of at least 0 (USD/t).\n"
        "    row 5, column price_usd_per_t: is not a number (found 'n/a'). Leave the cell empty (that means: the "
        "material's benchmark with the premium; without a benchmark, cost and royalty), or write a number.\n"
    )


def test_bad_input_in_json(orefolio, desk: Path) -> None:
    spoil(desk / "harbour" / "demand.csv", **{"100": "lots"})
    result = orefolio("solve", "harbour", "--json")
    said = json.loads(result.stdout)

    assert result.exit_code == 2
    assert said["status"] == "bad input"
    assert [(issue["file"], issue["row"], issue["column"], issue["value"]) for issue in said["issues"]] == [
        ("harbour/demand.csv", 2, "quantity_t", "lots")
    ]


def test_wrong_settings_are_all_named(orefolio, desk: Path) -> None:
    pairs = ("discont_rate=0.1", "years=soon", "gap=-1", "threads=1.5", "seed")
    result = orefolio("solve", "harbour", *(word for pair in pairs for word in ("--set", pair)))

    assert result.exit_code == 2
    assert result.stderr == (
        "5 problems in the input:\n"
        "  --set\n"
        "    gap must be 0 or more, a fraction such as 0.001; it is -1.0.\n"
        "    is not name=value (found 'seed'). Write --set discount_rate=0.08.\n"
        "    discont_rate: is not a setting, nor an option of the solve. Did you mean 'discount_rate'?\n"
        "    threads: is not a whole number (found '1.5').\n"
        "    years: is not a list of whole numbers such as 2026,2030 (found 'soon').\n"
    )
    assert not (desk / "runs").exists()


def test_a_setting_that_is_read_but_impossible(orefolio) -> None:
    result = orefolio("solve", "harbour", "--set", "discount_rate=8", "--set", "perspective=farm")

    assert result.exit_code == 2
    assert result.stderr == (
        "2 problems in the input:\n"
        "  settings\n"
        "    discount_rate: is above 1 (found '8.0'). Write a fraction: 0.08 for 8 % a year.\n"
        "    perspective: is not one of firm, country (found 'farm'). Did you mean 'firm'?\n"
    )


def test_an_unknown_policy_names_the_nearest(orefolio) -> None:
    result = orefolio("solve", "harbour", "--policy", "tihgt")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n"
        "  harbour/dataset.toml\n"
        "    has no such policy (found 'tihgt'). Did you mean 'tight'?\n"
    )


def test_a_target_that_does_not_exist(orefolio) -> None:
    result = orefolio("validate", "harbor")

    assert result.exit_code == 2
    assert result.stderr == "1 problem in the input:\n  harbor\n    does not exist. Did you mean 'harbour'?\n"


def test_a_library_has_nothing_to_solve(orefolio) -> None:
    result = orefolio("solve", "inputs/world")

    assert result.exit_code == 2
    assert result.stderr == (
        "inputs/world is not in this folder: the shipped copy is used.\n"
        "1 problem in the input:\n"
        "  world\n"
        "    is a library for other data sets to build on, and has nothing to decide. Solve one that builds on it.\n"
    )


def test_an_output_folder_with_something_else_in_it_is_left_alone(orefolio, desk: Path) -> None:
    result = orefolio("solve", "harbour", "--out", "harbour")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n"
        "  harbour\n"
        "    exists already and holds no plan. Choose another folder, or empty it.\n"
    )
    assert load_case(desk / "harbour").suppliers["supplier"].tolist() == ["china", "kokkola", "friend", "home"]


def test_an_output_folder_that_cannot_be_written(orefolio, desk: Path) -> None:
    (desk / "occupied").write_text("a file", encoding="utf-8")
    result = orefolio("solve", "harbour", "--out", "occupied/run")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "occupied: File exists."
    assert (desk / "occupied").read_text(encoding="utf-8") == "a file"


def test_validate_counts_rows(orefolio) -> None:
    result = orefolio("validate", "harbour", "--policy", "tight")

    assert result.exit_code == 0
    assert result.stdout == (
        "OK: harbour with tight, 12 rows in 8 tables.\n"
        "  materials                1\n"
        "  material_minerals        1\n"
        "  prices                   1\n"
        "  suppliers                4\n"
        "  routes                   2\n"
        "  tariffs                  1\n"
        "  demand                   1\n"
        "  rules                    1\n"
    )


def test_validate_reports_what_a_data_set_rests_on(orefolio) -> None:
    result = orefolio("validate", str(INPUTS / "tiny"), "--report")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("## Tiny: cobalt and lithium for one buyer\n\n### Coverage\n")
    assert "| cobalt | extraction | 1 | 1 | 150 | 100 % |" in result.output
    assert "The base plan costs USD 21.7 m (present value)." in result.output


def test_the_report_of_a_library_needs_no_plan(orefolio) -> None:
    result = orefolio("validate", str(INPUTS / "world"), "--report")
    assert result.exit_code == 0, result.output
    assert "### Coverage" in result.output
    assert "The base plan costs" not in result.output


def test_validate_a_workbook(orefolio, desk: Path) -> None:
    load_case("harbour").write_workbook(desk / "harbour.xlsx")

    assert orefolio("validate", "harbour.xlsx").stdout.splitlines()[0] == ("OK: harbour.xlsx, 12 rows in 8 tables.")


@pytest.mark.slow
def test_new_data_sets_solve_as_they_are(orefolio, desk: Path) -> None:
    for name, more in (("mine", ()), ("whole", ("--full",))):
        made = orefolio("new", name, *more)
        assert (made.exit_code, made.stdout) == (0, f"Written: {name}. Try: orefolio solve {name}\n")
        assert orefolio("validate", name).exit_code == 0
        assert orefolio("solve", name).exit_code == 0
    assert len(list((desk / "whole").glob("*.csv"))) > len(list((desk / "mine").glob("*.csv")))


def test_new_leaves_what_is_there_alone(orefolio, desk: Path) -> None:
    before = sorted(path.name for path in (desk / "harbour").iterdir())
    result = orefolio("new", "harbour")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n  harbour\n    exists already. Choose another folder, or empty it.\n"
    )
    assert sorted(path.name for path in (desk / "harbour").iterdir()) == before


def test_rules_of_a_data_set(orefolio) -> None:
    result = orefolio("rules", "harbour", "--policy", "tight")

    assert result.exit_code == 0
    assert result.stdout == (
        "share\n  - cap-60: At most 30 % of each processed mineral from any one place, where place is not DEU (hard)\n"
    )


def test_rules_of_a_run(orefolio) -> None:
    orefolio("solve", "harbour", "--out", "run")
    result = orefolio("rules", "run")

    assert result.exit_code == 0
    assert result.stdout == (
        "cap-60: At most 60 % of each processed mineral from any one place, where place is not DEU (hard)\n"
        "  - cobalt CHN binds in 2026 to 2027 (2 planning years), worth up to USD 45.0 per contained t\n"
        "  - cobalt FIN is slack: 30 % in 2026, at most 60 %; 30.0 contained t to spare\n"
    )


def test_a_run_is_not_asked_what_a_policy_would_do(orefolio) -> None:
    orefolio("solve", "harbour", "--out", "run")
    result = orefolio("rules", "run", "--policy", "tight")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n"
        "  run\n"
        "    --policy: is asked of a plan that is made (found 'tight'). "
        "Name the data set to see its rules with a policy.\n"
    )


def test_no_rules(orefolio) -> None:
    assert orefolio("rules", "inputs/usa").stdout == (
        "No rules: nothing limits concentration, ESG, budgets or stocks.\n"
    )


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_export_stands_beside_the_run(orefolio, desk: Path, form: str, name: str) -> None:
    orefolio("solve", "harbour", "--out", "run")
    result = orefolio("export", "run", "--format", form)

    assert (result.exit_code, result.stdout) == (0, f"Written: {name}\n")
    assert (desk / name).exists()


def test_export_of_what_is_no_run(orefolio, desk: Path) -> None:
    result = orefolio("export", "harbour", "--format", "xlsx")

    assert result.exit_code == 2
    assert result.stderr == (
        "1 problem in the input:\n"
        "  harbour/plan.json\n"
        "    is missing. A run is a folder that orefolio solve has written.\n"
    )
    assert not (desk / "harbour.xlsx").exists()


def test_what_nobody_expected_is_one_line_and_a_traceback_only_on_request(orefolio, desk: Path) -> None:
    orefolio("solve", "harbour", "--out", "run")
    head = json.loads((desk / "run" / "plan.json").read_text(encoding="utf-8"))
    del head["status"]
    (desk / "run" / "plan.json").write_text(json.dumps(head), encoding="utf-8")
    short, full = orefolio("rules", "run"), orefolio("rules", "run", "--debug")

    assert (short.exit_code, full.exit_code) == (1, 1)
    assert short.stderr == "Unexpected error: KeyError: 'status'. Run again with --debug to see where.\n"
    assert full.stderr.startswith("Traceback (most recent call last):\n")
    assert full.stderr.endswith("KeyError: 'status'\n")


def test_help_names_every_command(orefolio) -> None:
    said = orefolio("--help").stdout

    for command in ("new", "validate", "solve", "export", "rules", "agreement"):
        assert f"\n  {command} " in said
        assert orefolio(command, "--help").exit_code == 0


def test_a_mistyped_option_is_bad_input(orefolio) -> None:
    result = orefolio("solve", "harbour", "--polcy", "tight")

    assert result.exit_code == 2
    assert "No such option" in result.stderr
