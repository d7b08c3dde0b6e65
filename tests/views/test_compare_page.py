"""The page Compare: which runs it offers, what it says of two, and what it says where there are too few."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from model import compare_plans
from model.plan.storage import is_plan_folder
from model.store import Store
from views.charts.compared import cost_chart, cost_terms, difference_chart, share_chart
from views.compared import chosen_at_first, labels, names_of

PARTS = ("Costs", "Figures", "Shares", "Inputs", "Decisions", "In words")


@pytest.fixture
def opened(with_runs, app):
    """The page on the two plans of tiny, on one of its parts."""

    def on(part: str = "Costs"):
        page = app("compare", {"compared-part": part}, data="tiny")
        assert not page.exception
        assert not page.error
        return page

    return on


def texts(page) -> str:
    return "\n".join(item.value for kind in (page.markdown, page.caption, page.info) for item in kind)


def test_the_runs_of_the_data_set_are_compared_at_once(opened) -> None:
    """What they cost is worked out by hand in docs/tiny.md."""
    page = opened()
    assert page.selectbox[0].options == ["as it is", "cap-60"]
    rows = page.dataframe[0].value.set_index("alternative")
    assert rows["cost"].to_dict() == {"as it is": "USD 21.7 m", "cap-60": "USD 22.9 m"}
    assert rows["against as it is"].to_dict() == {"as it is": "", "cap-60": "USD 1.23 m"}
    assert rows["proven to lie between"]["cap-60"] == "USD 1.23 m to USD 1.23 m"


@pytest.mark.slow
def test_another_run_can_be_what_they_are_set_against(opened) -> None:
    page = opened()
    page.selectbox[0].select_index(1).run()
    rows = page.dataframe[0].value.set_index("alternative")
    assert rows["against cap-60"].to_dict() == {"cap-60": "", "as it is": "-USD 1.23 m"}


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param("Figures", "Averages are over minerals", marks=pytest.mark.slow),
        ("Shares", "Largest share of a place, processing, 2028, average of minerals"),
        pytest.param("Inputs", "has the rule cap", marks=pytest.mark.slow),
        ("Decisions", "does not build Expansion of the Finnish refinery"),
    ],
)
def test_every_part_says_what_differs(opened, part, said) -> None:
    assert said in texts(opened(part)).replace("\\", "")


def test_in_words_it_says_what_the_command_line_does(opened) -> None:
    lines = opened("In words").code[0].value.splitlines()
    assert lines[0] == "Tiny: cobalt and lithium for one buyer: cap-60 against as it is"
    assert "cap-60 against as it is" in lines


def test_a_run_can_be_opened(opened) -> None:
    page = opened()
    run = page.session_state["compared"][1]
    page.button(key=f"open-{run}").click().run()
    assert [header.value for header in page.header] == ["Portfolio"]
    assert page.query_params["run"] == run


def test_too_few_runs_say_what_to_do(with_runs, app) -> None:
    runs = Store(with_runs / "runs").runs()
    shutil.rmtree(with_runs / "runs" / runs["run"].iloc[0])
    page = app("compare", data="tiny")
    assert page.info[0].value.startswith("One finished run is here, and a comparison needs two. Pick a policy")
    shutil.rmtree(with_runs / "runs")
    page = app("compare", data="tiny")
    assert page.info[0].value.startswith("No finished run is here, and a comparison needs two.")


@pytest.mark.slow
def test_one_picked_run_is_too_few(opened) -> None:
    page = opened()
    page.multiselect[0].set_value(page.multiselect[0].value[:1]).run()
    assert page.info[0].value == "Pick two runs or more."


def test_a_damaged_plan_is_said(with_runs: Path, app) -> None:
    run = next(path for path in sorted((with_runs / "runs").iterdir()) if path.is_dir() and is_plan_folder(path))
    next(run.rglob("kpis.parquet")).unlink()
    page = app("compare", data="tiny")
    assert not page.exception
    assert len(page.error) == 1


def test_equal_labels_name_their_runs(with_runs) -> None:
    runs = Store(with_runs / "runs").runs().set_index("run")
    first, second = chosen_at_first(runs, "tiny")
    assert labels(runs) == {first: "as it is (USD 21.7 m)", second: "cap-60 (USD 22.9 m)"}
    abroad = runs.assign(case=["there", "here"])
    assert set(labels(abroad).values()) == {"there, cap-60 (USD 22.9 m)", "here, as it is (USD 21.7 m)"}
    alike = runs.assign(policies="", objective_usd=1e6)
    assert set(labels(alike).values()) == {f"as it is (USD 1.00 m), {run}" for run in (first, second)}


def test_runs_are_called_by_what_tells_them_apart(with_runs) -> None:
    runs = Store(with_runs / "runs").runs().set_index("run")
    first, second = chosen_at_first(runs, "tiny")
    assert names_of(runs, [first, second]) == {first: "as it is", second: "cap-60"}
    assert chosen_at_first(runs, "usa") == []
    again = runs.rename(index={second: "again"}).assign(policies="")
    assert names_of(again, [first, "again"]) == {first: "as it is", "again": "as it is (again)"}
    abroad = runs.assign(case=["there", "here"])
    assert set(names_of(abroad, list(abroad.index)).values()) == {"there, cap-60", "here, as it is"}


@pytest.fixture(scope="module")
def told(solved):
    store = solved("tiny")
    runs = store.runs().set_index("run")
    return compare_plans({name: store.open(run) for run, name in names_of(runs, chosen_at_first(runs, "tiny")).items()})


def test_charts_say_what_they_show(told) -> None:
    """Purchases: 19.9 and 21.9 million; under the cap no expansion for 300 000 and fewer tolls."""
    terms = cost_terms(told).set_index("term")
    assert terms.loc["project capital"].to_dict() == pytest.approx({"as it is": 300_000, "cap-60": 0})
    assert terms.sum().to_dict() == pytest.approx({"as it is": 21_696_000, "cap-60": 22_930_000})
    assert cost_chart(told).alt.startswith("Cost by term, present value. as it is: purchases USD 19.9 m")
    apart = difference_chart(told, dark=True)
    assert apart.table["cap-60"].sum() == pytest.approx(22_930_000 - 21_696_000)
    drawn = share_chart(told, "processing", 2026, dark=False, places={"CHL": "Chile"})
    assert drawn.alt == (
        "Largest share of a place, processing, 2026, average of minerals: as it is 79 %; cap-60 59 %. "
        "They differ most in lithium (as it is Chile 100 % and cap-60 Chile 60 %)."
    )
