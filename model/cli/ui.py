"""`orefolio ui`: the app in a browser, served from this machine to this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

import model
from model.errors import OrefolioError

PACKAGE = Path(model.__file__).parent
HOMES = (PACKAGE / "_app", PACKAGE.parent)
"""Where app.py stands, with its folder views: in an installed package, in a clone."""
HOST = "127.0.0.1"


def serve(*, port: int) -> None:
    """Serves the app until it is interrupted.

    Args:
        port: Where it listens, on this machine alone.

    Raises:
        OrefolioError: The app is not here.
    """
    app = next((home / "app.py" for home in HOMES if (home / "app.py").is_file()), None)
    if app is None:
        raise OrefolioError("The app is not part of this installation. Install orefolio again, or run it in a clone.")
    typer.echo(f"The app is at http://{HOST}:{port}; Ctrl-C ends it. Runs are kept in {Path('runs').absolute()}.")
    sys.stdout.flush()
    os.execv(sys.executable, command(app, port))  # noqa: S606 - in this process's place, so that signals reach it


def command(app: Path, port: int) -> list[str]:
    """What starts the app; what must hold is said here too, whatever other settings say."""
    must = {"server.address": HOST, "server.port": str(port), "browser.gatherUsageStats": "false"}
    return [sys.executable, "-m", "streamlit", "run", str(app), *(f"--{name}={value}" for name, value in must.items())]
