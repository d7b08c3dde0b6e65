"""Tests run from the top of the checkout, so that they name the shipped data sets as a user would."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _at_the_top():
    """Paths such as inputs/tiny stand relative to the checkout."""
    before = Path.cwd()
    os.chdir(Path(__file__).parent.parent)
    yield
    os.chdir(before)
