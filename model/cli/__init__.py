"""The command line: thin, each command calls public names and shows what comes back."""

from model.cli.why import app

__all__ = ["app"]
