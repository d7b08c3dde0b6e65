"""`orefolio ui` serves the app to this machine alone, and calls nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import psutil

from model.cli.ui import HOMES, command

REPOSITORY = Path(__file__).parents[2]


def test_the_app_answers_and_listens_on_this_machine_alone(here, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "model", "ui", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert served.stdout is not None
        assert served.stdout.readline().decode().startswith(f"The app is at http://127.0.0.1:{port}; Ctrl-C ends it.")
        assert answered(f"http://127.0.0.1:{port}/_stcore/health") == b"ok"
        listening = {item.laddr.ip for item in psutil.Process(served.pid).net_connections() if item.status == "LISTEN"}
        assert listening == {"127.0.0.1"}
    finally:
        served.terminate()
        served.communicate(timeout=20)


def answered(url: str) -> bytes:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - on this machine
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_what_must_hold_is_said_on_the_command_line_too():
    said = command(Path("app.py"), 8600)
    assert said[1:] == [
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.address=127.0.0.1",
        "--server.port=8600",
        "--browser.gatherUsageStats=false",
    ]


def test_a_clone_and_an_installed_package_have_the_app():
    assert (HOMES[-1] / "app.py").is_file()
    shipped = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    wheel = shipped["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {wheel[name] for name in ("app.py", "views", ".streamlit/config.toml")} == {
        "model/_app/app.py",
        "model/_app/views",
        "model/_app/.streamlit/config.toml",
    }


def test_settings_call_nobody_and_show_no_traceback():
    settings = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] <= 20
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
