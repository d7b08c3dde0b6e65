"""The examples run as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from model import Plan

TOP = Path(__file__).parents[1]


@pytest.mark.slow
def test_first_steps(tmp_path: Path) -> None:
    command = [sys.executable, "examples/first_steps.py", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    result = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    table = pd.read_excel(tmp_path / "compare.xlsx")
    total = table[table["kpi"] == "total cost"].iloc[0]

    assert (result.returncode, result.stderr) == (0, "")
    assert total["as it is"] == pytest.approx(Plan.read(tmp_path / "crma-2030").objective, rel=1e-12)
    assert total["allied-only"] > total["as it is"]
    assert total["low-carbon"] > total["as it is"]
    assert "A tenth more demand costs USD " in result.stdout
