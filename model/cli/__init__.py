"""The command line: thin, each command calls public names and shows what comes back."""

from model.cli import study_commands  # noqa: F401 - adds its commands
from model.cli.commands import app

__all__ = ["app"]
