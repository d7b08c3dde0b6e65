"""The command line in a process of its own: entry points, terminals, Ctrl-C, a full disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model import Case, Plan

TOP = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(TOP), "PYTHONWARNINGS": "error", "TERM": "xterm", "COLUMNS": "100"}
OREFOLIO = (sys.executable, "-m", "model")
ON_A_SMALL_DISK = """
import resource
import sys
from model.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)  # noqa: S603


def started(command: list[str], stderr: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        command,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one thread here, and a suite run in the background would deafen it
    )


def hear_ctrl_c() -> None:
    """Undoes that a shell lets what it starts in the background ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def left(desk: Path) -> list[str]:
    """Everything in the working folder but the data set, hidden files too."""
    return sorted(path.name for path in desk.iterdir() if path.name != "harbour")


def test_python_m_model_is_the_command(desk: Path) -> None:
    result = run(*OREFOLIO, "solve", "harbour", "--out", "run", "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["objective"] == pytest.approx(24_880)
    assert result.stderr.splitlines()[0] == "0 s  building the model"


def test_help_loads_neither_pandas_nor_pyomo() -> None:
    code = (
        "import sys\nfrom model.cli import app\n"
        "app(['--help'], standalone_mode=False)\n"
        "print(sorted({'pandas', 'pyomo', 'highspy', 'openpyxl'} & set(sys.modules)))"
    )

    assert run(sys.executable, "-c", code).stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("allowed", [1000, 4500])
@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_written(desk: Path, allowed: int) -> None:
    small = (sys.executable, "-c", ON_A_SMALL_DISK, str(allowed))
    result = run(*small, "solve", "harbour", "--out", "run")

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].endswith("File too large.")
    assert left(desk) == []


@pytest.mark.slow
@pytest.mark.parametrize(("form", "name"), [("xlsx", "run.xlsx"), ("csv", "run.zip"), ("parquet", "run-parquet")])
def test_a_full_disk_leaves_the_export_of_before(orefolio, desk: Path, form: str, name: str) -> None:
    assert orefolio("solve", "harbour", "--out", "run").exit_code == 0
    assert orefolio("export", "run", "--format", form).exit_code == 0
    before = contents(desk / name)
    small = (sys.executable, "-c", ON_A_SMALL_DISK, "2000")
    result = run(*small, "export", "run", "--format", form)

    assert result.returncode == 1
    assert any(line.endswith("File too large.") for line in result.stderr.splitlines())
    assert contents(desk / name) == before
    assert left(desk) == ["run", name]


def contents(path: Path) -> dict[str, bytes]:
    """The files below a path, or the one file."""
    files = path.rglob("*") if path.is_dir() else [path]
    return {str(file): file.read_bytes() for file in files}


@pytest.mark.slow
def test_on_a_terminal_progress_is_a_line_that_goes_away(desk: Path) -> None:
    terminal, theirs = os.openpty()
    command = [*OREFOLIO, "solve", "harbour", "--out", "run", "--json"]
    with started(command, stderr=theirs) as process:
        os.close(theirs)
        shown = read_all(terminal)
        said = process.communicate()[0]

    assert process.returncode == 0
    assert json.loads(said)["status"] == "optimal"
    assert "building the model" in shown
    assert shown.rstrip().endswith("\x1b[2K")  # the line is wiped


def read_all(terminal: int) -> str:
    """What was written to a terminal until its other end is closed."""
    parts = []
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def knapsacks() -> Case:
    """Two hundred projects, alike in worth, under thirty budgets: a plan at once, a proof in days."""
    random = np.random.default_rng(1)
    places = [f"P{number:03d}" for number in range(200)]
    budgets = [sorted(random.choice(places, 120, replace=False)) for _ in range(30)]
    capital = random.integers(100, 1000, 200).astype(float)
    tables = {
        "places": pd.DataFrame({"place": [*places, "HUB"], "name": [*places, "Hub"], "kind": "region"}),
        "materials": pd.DataFrame({"material": ["ore"], "stage": ["extraction"]}),
        "suppliers": pd.DataFrame(
            {"supplier": [f"mine-{place}" for place in places], "place": places, "material": "ore"}
        ).assign(capacity_t_per_year=0.0, price_usd_per_t=1.0),
        "projects": pd.DataFrame(
            {"project": [f"dig-{place}" for place in places], "kind": "mine", "place": places}
        ).assign(capital_usd_per_block=capital, max_blocks=1, lifetime_years=1),
        "project_effects": pd.DataFrame(
            {
                "project": [f"dig-{place}" for place in places],
                "effect": "supplier_capacity",
                "target": [f"mine-{place}" for place in places],
                "value": capital + 100.0,
            }
        ),
        "demand": pd.DataFrame(
            {"place": ["HUB"], "sector": "all", "material": "ore", "year": 2026, "quantity_t": 100_000.0}
        ),
        "sectors": pd.DataFrame({"sector": ["all"], "shortage_cost_usd_per_t": [50.0]}),
        "rules": pd.DataFrame(
            {
                "rule": [f"budget-{number}" for number in range(30)],
                "kind": "budget",
                "where": [f"place={'|'.join(chosen)}" for chosen in budgets],
                "limit": 25_000.0,
            }
        ),
    }
    return Case.from_tables(tables, name="knapsacks", years=[2026], buyer=["HUB"], last_period_years=1)


@pytest.mark.slow
def test_ctrl_c_keeps_the_best_plan_so_far(desk: Path) -> None:
    knapsacks().write(desk / "knapsacks")
    command = [*OREFOLIO, "solve", "knapsacks", "--out", "run", "--set", "gap=0"]
    with started(command, stderr=subprocess.PIPE) as process:
        heard = ""
        while "best plan" not in heard:
            assert process.stderr is not None
            heard = process.stderr.readline()
            assert heard, "ended before it had a plan"
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate()
    plan = Plan.read(desk / "run")

    assert process.returncode == 0
    assert said.splitlines()[1].startswith("Interrupted, with a plan: USD ")
    assert said.splitlines()[-1] == "Files: run"
    assert plan.status == "interrupted, with a plan"
    assert plan.bound is not None
    assert plan.bound < plan.objective


@pytest.mark.slow
def test_a_time_limit_with_a_plan_is_a_plan(desk: Path) -> None:
    knapsacks().write(desk / "knapsacks")
    result = run(*OREFOLIO, "solve", "knapsacks", "--out", "run", "--json", "--set", "gap=0", "--set", "time_limit=3")

    assert result.returncode == 0
    assert json.loads(result.stdout)["status"] == "time limit, with a plan"
    assert 0 < json.loads(result.stdout)["gap"] < 1
