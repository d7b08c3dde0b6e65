"""Pictures of every page in both themes at 1280 x 720: `python tests/browser/screenshots.py FOLDER`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page
from served import REPOSITORY, browser, opened, served, settle

AGREED = "us-drc"
COMPARED = "eu"
COMPARISONS = ("Costs", "Figures", "Shares", "Inputs", "Decisions", "In words")
SIDES = ("Terms", "In the plan", "Now, later, never")
ANSWERS = ("By year of signing", "By clause", "What changes", "In words")
PARTS = ("Flows", "World map", "Shares", "Stocks", "Contracts and builds", "Costs", "Limits", "In words", "Assumptions")


def main(folder: Path, runs: Path | None = None) -> None:
    """Takes the pictures; `runs` is a store to look at, else the example is solved first."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        (here / "inputs").symlink_to(REPOSITORY / "inputs")
        if runs:
            shutil.copytree(runs, here / "runs")
        with served(here) as address, browser() as chromium:
            for theme in ("light", "dark"):
                page = opened(chromium, theme=theme)
                for name, picture in pictures(page, address):
                    picture_of(page, folder / f"{name}-{theme}.png", whole=picture)


def pictures(page: Page, address: str):
    """Goes from page to page; the name of each picture, and whether the whole height is taken too."""
    page.goto(f"{address}/?data=usa&policy=cap-65")
    settle(page)
    button = page.get_by_role("button", name="Solve it")
    if button.count():
        button.click()
    page.get_by_text("Largest country abroad").first.wait_for(timeout=120_000)
    yield "start", True
    for name, path in (("inputs", "inputs"), ("policies", "policies"), ("solve", "solve"), ("methods", "methods")):
        page.goto(f"{address}/{path}?data=usa&policy=cap-65")
        settle(page)
        yield name, True
    page.goto(f"{address}/portfolio?data=usa&policy=cap-65")
    settle(page)
    for part in PARTS:
        page.get_by_test_id("stButtonGroup").get_by_text(part, exact=True).click()
        settle(page)
        page.wait_for_timeout(1200)
        yield f"portfolio-{part.lower().replace(' ', '-')}", True
    yield from trade_offs(page, address)
    yield from comparison(page, address)
    yield from agreements(page, address)


def trade_offs(page: Page, address: str):
    """The page Trade-offs, not asked; asked of the smallest data set where the store has the answer."""
    for name in ("tiny", AGREED):
        page.goto(f"{address}/trade_offs?data={name}")
        settle(page)
        page.wait_for_timeout(1200)
        yield f"trade-offs-{name}", True


def comparison(page: Page, address: str):
    """The page Compare, in its parts where the store has two runs of the data set."""
    page.goto(f"{address}/compare?data={COMPARED}")
    settle(page)
    for side in COMPARISONS if page.get_by_text(COMPARISONS[-1], exact=True).count() else ():
        page.get_by_test_id("stButtonGroup").get_by_text(side, exact=True).first.click()
        settle(page)
        page.wait_for_timeout(1200)
        yield f"compare-{side.lower().replace(' ', '-')}", True


def agreements(page: Page, address: str):
    """The page Agreements, of all and of the first; the answer in its parts where the store has one."""
    page.goto(f"{address}/agreements?data={AGREED}")
    settle(page)
    page.wait_for_timeout(1200)
    yield "agreements", True
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option").nth(1).click()
    for side in SIDES:
        settle(page)
        page.get_by_test_id("stButtonGroup").get_by_text(side, exact=True).click()
        settle(page)
        page.wait_for_timeout(1200)
        yield f"agreements-{side.lower().replace(', ', '-').replace(' ', '-')}", True
    for answer in ANSWERS if page.get_by_text(ANSWERS[0], exact=True).count() else ():
        page.get_by_test_id("stButtonGroup").get_by_text(answer, exact=True).click()
        settle(page)
        page.wait_for_timeout(1200)
        yield f"agreements-{answer.lower().replace(' ', '-')}", True


def picture_of(page: Page, file: Path, *, whole: bool) -> None:
    """The window, and the whole page beneath it."""
    page.wait_for_timeout(1000)
    page.screenshot(path=file)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        if height > 740:
            page.set_viewport_size({"width": 1280, "height": min(int(height), 3000)})
            page.wait_for_timeout(800)
            page.screenshot(path=file.with_stem(f"{file.stem}-whole"))
            page.set_viewport_size({"width": 1280, "height": 720})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
