"""Browser tests run where a Chromium is installed; elsewhere they say that they do not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")

from hard import write_hard  # noqa: E402 - after the skip
from pact import pact  # noqa: E402 - after the skip
from served import CHROMIUM, REPOSITORY, Requests, browser, opened, served  # noqa: E402 - after the skip

if not CHROMIUM:
    pytest.skip("no chromium on this machine (Debian: apt-get install chromium)", allow_module_level=True)

MARKUP = '![x](http://example.com/x.png) <img src="http://example.com/y.png"> **bold** :red[r] $z$'


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data sets and an empty store."""
    folder = tmp_path_factory.mktemp("app")
    for name in ("tiny", "usa", "world"):
        shutil.copytree(REPOSITORY / "inputs" / name, folder / "inputs" / name)
    write_hard(folder / "inputs" / "hard")
    pact().write(folder / "inputs" / "pact")
    marked = folder / "inputs" / "marked"
    shutil.copytree(REPOSITORY / "inputs" / "tiny", marked)
    head = marked / "dataset.toml"
    head.write_text(f"title = '{MARKUP}'\n" + "".join(head.read_text().splitlines(keepends=True)[1:]))
    return folder


@pytest.fixture(scope="session")
def address(here: Path) -> Iterator[str]:
    with served(here) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    with browser() as launched:
        yield launched


@pytest.fixture
def requests() -> Iterator[Requests]:
    """What the pages of a test ask for: at its end, that nothing was asked of any other machine."""
    seen = Requests()
    yield seen
    assert seen.urls
    assert seen.outside == []


@pytest.fixture
def page(chromium, requests):
    found = opened(chromium, seen=requests)
    yield found
    found.context.close()


@pytest.fixture
def other_page(chromium, requests):
    found = opened(chromium, seen=requests)
    yield found
    found.context.close()
