"""Every page opens on tiny, on the United States and on an empty store, and says what it should."""

from __future__ import annotations

import time

import pytest

PAGES = {
    "start": "Where should critical minerals come from?",
    "inputs": "Inputs",
    "policies": "Policies",
    "solve": "Solve and runs",
    "portfolio": "Portfolio",
    "trade_offs": "Trade-offs",
    "compare": "Compare",
    "why": "Why",
    "alternatives": "Alternatives",
    "agreements": "Agreements",
    "methods": "Methods",
}
PARTS = ("Flows", "World map", "Shares", "Stocks", "Contracts and builds", "Costs", "Limits", "In words", "Assumptions")
LARGE = pytest.param("usa", marks=pytest.mark.slow)
POLICIES = {"tiny": "cap-60", "usa": "cap-65"}


def texts(page):
    return [item.value for kind in (page.markdown, page.caption, page.info) for item in kind]


@pytest.mark.parametrize("name", ["tiny", LARGE])
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_on_a_solved_data_set(with_runs_of, app, page, name):
    with_runs_of(name)
    opened = app(page, data=name)
    assert not opened.exception
    assert not opened.error
    assert [header.value for header in opened.header] == [PAGES[page]]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "start"])
def test_page_opens_on_an_empty_store(here, app, page):
    opened = app(page, data="tiny")
    assert not opened.exception
    assert not opened.error
    assert [header.value for header in opened.header] == [PAGES[page]]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["tiny", LARGE])
def test_every_part_of_a_portfolio_opens(with_runs_of, app, part, name):
    with_runs_of(name)
    opened = app("portfolio", data=name, policy=POLICIES[name])
    opened.session_state["part"] = part
    opened.run()
    assert not opened.exception
    assert not opened.error


def test_start_shows_the_plan_worked_out_by_hand(with_runs, app):
    opened = app(data="tiny")
    shown = {metric.label: metric.value for metric in opened.metric}
    assert shown["Cost"] == "USD 21.7 m"
    assert shown["Shortage"] == "none"
    assert shown["Largest share"] == "100 %"
    assert shown["Domestic extraction"] == "0 of 2 ≥ 10 %"
    assert shown["Recycled"] == "0 of 2 ≥ 25 %"


def test_a_portfolio_says_whether_its_plan_holds_when_it_is_recomputed(with_runs, app):
    opened = app("portfolio", data="tiny")
    assert any(text.startswith("Recomputed independently from its tables") for text in texts(opened))


def test_a_plan_that_does_not_hold_is_called_so(with_runs, app):
    for file in (with_runs / "runs").glob("tiny-*/certificate.json"):
        file.write_text('{"verdict": "rejected"}')
    opened = app("portfolio", data="tiny")
    assert [item.value for item in opened.error] == ["Recomputed independently: rejected. Do not rely on it."]


@pytest.mark.slow
def test_start_solves_the_example_by_itself_where_the_store_is_empty(here, app):
    opened = app()
    assert "Solving: the figures appear when the plan is there." in texts(opened)
    end = time.monotonic() + 120
    while "Cost" not in {metric.label for metric in opened.metric} and time.monotonic() < end:
        time.sleep(0.5)
        opened.run()
    assert not opened.exception
    assert {metric.label: metric.value for metric in opened.metric}["Shortage"] == "none"


def test_start_asks_before_it_solves_anything_else(here, app):
    opened = app(data="tiny")
    assert "There is no plan for this choice yet." in texts(opened)
    assert not (here / "runs").exists()


def test_without_a_plan_the_portfolio_says_where_to_solve(here, app):
    opened = app("portfolio", data="tiny")
    assert texts(opened)[-1].startswith("There is no plan for this choice yet. Solve it on the page Solve and runs")


def test_a_folder_without_data_sets_is_said(here, app, monkeypatch):
    (here / "inputs").unlink()
    (here / "inputs").mkdir()
    opened = app()
    assert not opened.exception
    assert texts(opened)[-1].startswith("There is no data set here.")


def test_a_data_set_that_cannot_be_read_lists_its_problems(here, app):
    (here / "inputs").unlink()
    (here / "inputs" / "bad").mkdir(parents=True)
    (here / "inputs" / "bad" / "dataset.toml").write_text('title = "Bad"\nyears = [2026]\nbuyer = ["USA"]\n')
    opened = app("inputs", data="bad")
    assert not opened.exception
    assert opened.error[0].value.endswith("The files cannot be read as a data set.")
    assert {"materials", "suppliers", "demand"} <= set(
        opened.dataframe[0].value["table"].str.split("/").str[-1].str.removesuffix(".csv")
    )
