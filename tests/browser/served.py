"""The app served from a folder of its own, and a browser that can reach nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

REPOSITORY = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SIZE = {"width": 1280, "height": 720}


@dataclass
class Requests:
    """Every address that pages asked for."""

    urls: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Those that are neither this machine's nor made inside the page."""
        return [url for url in self.urls if not (url.startswith(("data:", "blob:")) or _host(url) == "127.0.0.1")]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the app, started where its runs shall stand; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(REPOSITORY / "app.py"), "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with (folder / "app.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)  # noqa: S603 - ours
        try:
            _await(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the app has ended before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - on this machine
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app does not answer")


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium, with a profile of its own."""
    with sync_playwright() as playwright:
        opened = _launch(playwright)
        try:
            yield opened
        finally:
            opened.close()


def _launch(playwright: Playwright) -> Browser:
    root = os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=CHROMIUM, headless=True, args=[*FLAGS, *(["--no-sandbox"] if root else [])]
    )


def opened(chromium: Browser, *, theme: str = "light", seen: Requests | None = None) -> Page:
    """A page in a session of its own, whose requests are recorded."""
    context = chromium.new_context(viewport=SIZE, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    if seen is not None:
        context.on("request", lambda request: seen.urls.append(request.url))
        page.on("websocket", lambda socket: seen.urls.append(socket.url.replace("ws://", "http://")))
    return page


def settle(page: Page, *, patience: float = 60.0) -> None:
    """Waits until the app has nothing more to draw."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=1000 * patience)
    page.wait_for_timeout(300)
