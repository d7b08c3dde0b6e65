"""The README's commands are the ones that are run: in `.ci/run`, and here."""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return [found.strip() for found in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)]


def commands():
    """The two commands that do all the set-up."""
    return blocks("sh")[:2]


def test_ci_runs_the_two_commands_as_written():
    script = (TOP / ".ci" / "run").read_text(encoding="utf-8")
    for command in commands():
        assert command in script


def test_the_two_commands_are_those_of_a_fresh_machine():
    install, test = commands()
    assert install.startswith("python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/orefolio solve")
    assert test == '.venv/bin/pip install ".[test]" && .venv/bin/python -m pytest'


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)\)", README))))
def test_links_lead_somewhere(path):
    assert (TOP / path).exists()
