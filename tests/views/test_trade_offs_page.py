"""The page Trade-offs: not asked, asked, answered with two and with three metrics, and with one plan alone."""

from __future__ import annotations

import pandas as pd
import pytest

from model import load_case
from model.jobs import question_name, questions
from model.store import Store
from model.store.claiming import queued
from model.store.job import write_job
from model.studies.answering import frontier_question
from model.studies.frontier import CHANGES, METRICS, PAYOFF, POINTS, VALUES, TradeOffs
from model.studies.frontier_files import read_frontier, write_frontier
from views.charts.frontier import frontier_chart, parallel_chart

SHARE = "share:cobalt:processing"
ASKED = ["cost", "shortage"]


def table(columns, rows):
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def told(*, metrics=("cost", "shortage"), count=3) -> TradeOffs:
    """Plans of which each costs more than the one before, and is better in the rest."""
    values = {"cost": (1e6, 2e6, 4e6), "shortage": (0.2, 0.1, 0.0), SHARE: (0.9, 0.7, 0.5)}
    units = {"cost": "USD, present value", "shortage": "fraction of what is asked for", SHARE: "fraction"}
    numbers = range(count)
    changed = {**dict.fromkeys(CHANGES, ""), "point": 2, "year": 2026, "before": 0.0, "after": 1.0, "weight_usd": 5.0}
    return TradeOffs(
        title="Tiny",
        complete=count > 1,
        metrics=table(METRICS, [(m, m, units[m], False, values[m][-1], values[m][0]) for m in metrics]),
        payoff=table(PAYOFF, [(m, other, values[other][0]) for m in metrics for other in metrics]),
        points=table(
            POINTS, [(k + 1, "optimal", values["cost"][k], 0.9e6, 0.0, 1.0, f"sha{k}", f"tiny-{k}") for k in numbers]
        ),
        values=table(VALUES, [(k + 1, m, values[m][k], values[m][k]) for k in numbers for m in metrics]),
        changes=pd.DataFrame([{**changed, "words": "buys from [a](b)"}] if count > 1 else [], columns=list(CHANGES))
        .fillna("")
        .astype(CHANGES),
    )


@pytest.fixture
def answered(here):
    """Puts an answer into the folder, as if it had been asked with what the page offers first."""

    def with_answer(answer: TradeOffs, metrics=ASKED) -> None:
        case, store = load_case("inputs/tiny"), questions(Store(here / "runs"))
        limits = {"shortage": 0.2} if "shortage" in metrics else {}
        name = question_name(case, frontier_question(metrics, 12, limits), None)
        store.folder(name).mkdir(parents=True)
        write_job(queued(name, case, None, study="frontier"), store.folder(name))
        write_frontier(answer, store.folder(name) / "answer")

    return with_answer


def texts(page) -> str:
    return "\n".join(item.value for kind in (page.markdown, page.caption, page.info) for item in kind)


def test_what_is_asked_is_what_is_picked(here, app, monkeypatch):
    heard = []
    monkeypatch.setattr("views.questions.ask", lambda *args, **kept: heard.append((args[2], kept)))
    page = app("trade_offs", data="tiny")
    assert "What does one more point cost?" in texts(page)
    next(button for button in page.button if button.label == "Ask").click().run()
    assert heard == [(frontier_question(ASKED, 12, {"shortage": 0.2}), {"again": False})]


def test_of_a_share_mineral_and_stage_are_picked(here, app):
    page = app("trade_offs", data="tiny")
    page.selectbox[0].select("share").run()
    assert not page.exception
    assert [box.label for box in page.selectbox] == ["Weigh cost against", "Mineral", "Stage", "and against"]


def test_an_answer_is_points_to_click_and_what_each_plan_does_otherwise(here, app, answered):
    answered(told())
    page = app("trade_offs", data="tiny")
    assert not page.exception
    assert "a click opens it" in texts(page)
    assert [button.label for button in page.button] == ["Open plan 3"]
    assert page.button[0].disabled
    page.select_slider[0].set_value(2).run()
    assert r"buys from \[a\]\(b\)" in texts(page)


def test_one_plan_alone_leaves_nothing_to_trade(here, app, answered):
    answered(told(count=1))
    page = app("trade_offs", data="tiny")
    assert not page.exception
    assert "there is nothing to trade" in texts(page)


def test_an_answer_reads_back_as_it_was(tmp_path):
    write_frontier(told(), tmp_path / "answer")
    read = read_frontier(tmp_path / "answer")
    assert (read.title, read.complete, read.summary) == ("Tiny", True, told().summary)
    for name in ("metrics", "payoff", "points", "values", "changes"):
        pd.testing.assert_frame_equal(getattr(read, name), getattr(told(), name))


def test_three_metrics_are_drawn_by_colour_and_on_parallel_axes():
    three = told(metrics=("cost", "shortage", SHARE))
    drawing = frontier_chart(three, dark=False)
    assert drawing.alt == (
        "3 plans, of which none is better in all: cost from USD 1.00 m to USD 4.00 m, shortage from 20.0 % to 0 %, "
        "share:cobalt:processing from 90.0 % to 50.0 %."
    )
    assert "color" in drawing.chart.to_dict()["encoding"]
    axes = parallel_chart(three, dark=True).chart["parallelAxis"]
    assert [(axis["name"], axis["inverse"]) for axis in axes] == [("cost", True), ("shortage", True), (SHARE, True)]
