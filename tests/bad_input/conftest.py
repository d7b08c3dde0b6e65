"""Where the broken data sets stand."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The data set is named as a user would, relative to where he stands."""
    monkeypatch.chdir(tmp_path)
    return Path("data")
