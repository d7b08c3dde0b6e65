"""What a person sees: an edit, a bad value refused, a solve watched and stopped, flows and map; all of it offline."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, TimeoutError, expect  # noqa: A004 - its own
from served import settle

CAPACITY = 8
"""Columns from the supplier's name to its capacity, in the editor."""
LONG = 90_000


def go(page: Page, name: str) -> None:
    """To another page, as a person goes there."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(name, timeout=LONG)
    settle(page)


def part(page: Page, name: str) -> None:
    """To another part of the portfolio."""
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    settle(page)


def type_capacity(page: Page, row: int, text: str) -> None:
    """Types into the capacity of a row of the suppliers, as messages number rows."""
    open_capacity(page, row)
    page.keyboard.press("Control+a")
    page.keyboard.type(text, delay=40)
    page.keyboard.press("Enter")
    expect_cells(page, 0, lambda shown: text in shown)


def open_capacity(page: Page, row: int) -> None:
    """Opens the cell; again where the table was drawn anew meanwhile, and has lost the place."""
    for _ in range(10):
        grid = page.get_by_test_id("stDataFrame").first
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 180, box["y"] + 35 + 29 * (row - 2) + 14)
        for _ in range(CAPACITY):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        try:
            page.locator(".gdg-input, [data-testid=number-cell]").first.wait_for(timeout=5_000)
        except TimeoutError:
            page.keyboard.press("Escape")
            continue
        return
    pytest.fail("the cell does not open")


def cells(page: Page, place: int) -> list[str]:
    """The cells of a table on the page, as a screen reader is told them."""
    return page.get_by_test_id("stDataFrame").nth(place).locator("[role=gridcell]").all_text_contents()


def expect_cells(page: Page, place: int, shown: Callable[[list[str]], bool]) -> None:
    """Waits until the cells of a table are as told: it is drawn some time after the text around it."""
    last: list[str] = []
    for _ in range(LONG // 200):
        last = cells(page, place)
        if shown(last):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"the table shows {last}")


def shapes(page: Page) -> int:
    """How many shapes a drawing has."""
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg.marks path")
    page.wait_for_timeout(500)
    return page.locator("[data-testid=stVegaLiteChart] svg.marks path").count()


def ink(page: Page, selector: str) -> int:
    """How many points of a drawing are not empty."""
    page.wait_for_selector(selector)
    page.wait_for_timeout(1500)
    return int(
        page.evaluate(
            """selector => [...document.querySelectorAll(selector)].map(canvas => {
                const points = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
                let count = 0
                for (let place = 3; place < points.length; place += 4) count += points[place] > 0
                return count
            }).reduce((one, other) => one + other, 0)""",
            selector,
        )
    )


def test_the_example_is_solved_in_view(page, address):
    page.goto(address)
    page.get_by_text("Solving: the figures appear when the plan is there.").wait_for(timeout=LONG)
    page.get_by_text("Largest country abroad").wait_for(timeout=LONG)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(re.compile(r"USD \d{3} bn"))
    assert "data=usa" in page.url


@pytest.mark.slow
def test_an_edit_a_refusal_a_solve_and_its_plan(page, address, here):
    before = (here / "inputs" / "tiny" / "suppliers.csv").read_bytes()
    page.goto(f"{address}/inputs?data=tiny")
    settle(page)
    type_capacity(page, 3, "-5")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("1 problem. Nothing was applied: the case is as before.").wait_for(timeout=LONG)
    settle(page)
    expect_cells(page, 0, lambda shown: shown[:5] == ["suppliers", "3", "capacity_t_per_year", "-5", "is below 0"])
    page.get_by_role("button", name="Discard all").click()
    settle(page)
    type_capacity(page, 3, "60")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("1 cell in this session").wait_for(timeout=LONG)
    expect_cells(page, 1, lambda shown: {"suppliers", "3", "changed", "100", "60"} <= set(shown))
    go(page, "Solve and runs")
    page.get_by_role("button", name="Solve", exact=True).click()
    page.get_by_text("Solved: optimal.").wait_for(timeout=LONG)
    page.get_by_role("button", name="Open its plan").click()
    page.get_by_text("Tiny: cobalt and lithium for one buyer").first.wait_for(timeout=LONG)
    settle(page)
    assert ink(page, "[data-testid=stEChartsChart] canvas") > 10_000
    part(page, "World map")
    assert shapes(page) > 150
    assert "run=tiny-" in page.url
    assert (here / "inputs" / "tiny" / "suppliers.csv").read_bytes() == before


@pytest.mark.slow
def test_a_solve_is_watched_and_stopped_with_its_best_plan_kept(page, other_page, address):
    page.goto(f"{address}/solve?data=hard")
    settle(page)
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option", name="none: the very least").click()
    settle(page)
    page.get_by_role("button", name="Solve", exact=True).click()
    best = page.get_by_test_id("stMetric").filter(has_text="Best plan").get_by_test_id("stMetricValue")
    expect(best).to_contain_text("USD 17", timeout=LONG)
    first = page.get_by_test_id("stMetric").filter(has_text="Time").get_by_test_id("stMetricValue").text_content()
    page.wait_for_timeout(2500)
    assert (
        first != page.get_by_test_id("stMetric").filter(has_text="Time").get_by_test_id("stMetricValue").text_content()
    )
    other_page.goto(f"{address}/solve?data=tiny")
    other_page.get_by_text("Also being solved: hard-").wait_for(timeout=LONG)
    page.get_by_role("button", name="Stop and keep the best plan").click()
    page.get_by_text("Stopped: the best plan found is kept").wait_for(timeout=LONG)
    page.get_by_role("button", name="Open its plan").click()
    page.get_by_text("A hundred like projects").first.wait_for(timeout=LONG)
    settle(page)
    part(page, "Contracts and builds")
    assert shapes(page) > 10


@pytest.mark.slow
def test_an_agreement_is_asked_about_and_the_answer_is_there_again(page, other_page, address):
    page.goto(f"{address}/agreements?data=pact")
    settle(page)
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option", name="Pact of friends").click()
    settle(page)
    part(page, "Now, later, never")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).wait_for(timeout=LONG)
    page.get_by_text("the plan costs USD 400 less than never").wait_for(timeout=2 * LONG)
    settle(page)
    assert shapes(page) > 3
    part(page, "By clause")
    page.get_by_text("By how much the plan signed in 2026 costs more without the clause").wait_for(timeout=LONG)
    other_page.goto(f"{address}/agreements?data=pact")
    settle(other_page)
    expect_cells(other_page, 0, lambda shown: "saves USD 400, if signed in 2026" in shown)


@pytest.mark.slow
def test_two_sessions_do_not_mix(page, other_page, address):
    page.goto(f"{address}/inputs?data=tiny")
    other_page.goto(f"{address}/inputs?data=tiny&policy=cap-60")
    settle(page)
    settle(other_page)
    type_capacity(page, 3, "70")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("1 cell in this session").wait_for(timeout=LONG)
    other_page.get_by_role("button", name="Apply").click()
    settle(other_page)
    expect(other_page.get_by_test_id("stSidebarContent")).not_to_contain_text("in this session")
    go(other_page, "Policies")
    go(page, "Policies")
    assert "policy=cap-60" in other_page.url
    assert "policy" not in page.url


def test_a_shared_link_opens_what_it_says(page, address):
    page.goto(f"{address}/policies?data=tiny&policy=no-capital&policy=cap-60")
    settle(page)
    titles = [text.strip() for text in page.get_by_role("listitem").all_text_contents()]
    assert len(titles) >= 2
    assert page.url.endswith("data=tiny&policy=no-capital&policy=cap-60")


@pytest.mark.slow
def test_a_click_on_a_point_of_a_frontier_opens_its_plan(page, address):
    page.goto(f"{address}/trade_offs?data=tiny")
    settle(page)
    page.get_by_role("button", name="Ask").click()
    points = page.locator("[data-testid=stVegaLiteChart] .mark-symbol path")
    points.nth(3).wait_for(timeout=3 * LONG)
    settle(page)
    points.nth(3).click()
    page.wait_for_url("**/portfolio?**run=**", timeout=LONG)
    settle(page)
    expect(page.get_by_test_id("stSidebarContent")).to_contain_text("tiny")


@pytest.mark.slow
def test_names_in_a_data_set_are_never_markup(page, address):
    for name in (
        *("", "inputs", "policies", "solve", "trade_offs", "compare", "why", "alternatives", "agreements", "methods"),
    ):
        page.goto(f"{address}/{name}?data=marked")
        settle(page)
        sidebar = page.get_by_test_id("stSidebarContent")
        expect(sidebar).to_contain_text('![x](http://example.com/x.png) <img src="http://example.com/y.png"> **bold**')
        assert page.locator("img[src*='example.com']").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "",
        "inputs",
        "policies",
        "solve",
        "portfolio",
        "trade_offs",
        "compare",
        "why",
        "alternatives",
        "agreements",
        "methods",
    ],
)
def test_a_page_opens_from_a_link(page, address, name):
    page.goto(f"{address}/{name}?data=tiny")
    settle(page)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
