"""The command line as a person meets it: in a folder of one's own, with a small data set in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import harbour
from typer.testing import CliRunner, Result

from model.cli import app

Orefolio = Callable[..., Result]

TIGHT = '[[change]]\ntable = "rules"\nwhere = "rule=cap-60"\nset = { limit = 0.3 }\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: it holds the data set `harbour`, with the policy `tight` that no plan can keep."""
    monkeypatch.chdir(tmp_path)
    harbour().write("harbour")
    policies = tmp_path / "harbour" / "policies"
    policies.mkdir()
    (policies / "tight.toml").write_text(TIGHT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def orefolio(desk: Path) -> Orefolio:
    """Runs a command in the working folder."""
    return lambda *args: CliRunner().invoke(app, args, prog_name="orefolio")
