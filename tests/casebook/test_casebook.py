"""The pages of the case studies: each place is filled, each picture is shown, and a rebuild leaves them as they are."""

from __future__ import annotations

import re
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from docs.casebook import told
from docs.casebook.__main__ import main
from docs.casebook.book import DOCS, build, names, stale, template_of, write
from docs.casebook.drawing import Picture, svg
from docs.casebook.facts import Fact, cite, facts_table
from docs.casebook.page import PLACE, CasebookError, Page, filled, places
from docs.casebook.solved import Solved, as_csv
from model import load_case

BARS = alt.Chart(pd.DataFrame({"year": [2026, 2030], "t": [1.0, 2.0]})).mark_bar().encode(x="year:O", y="t:Q")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NOT_TYPED = re.compile(rf"`[^`]*`|\]\([^)]*\)|<!--.*?-->|(?:\d+ )?(?:{MONTHS}) \d{{4}}", re.DOTALL)
"""Code, links and dates of what is told: digits there are no figures of a plan."""


def page_of(name):
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names())
def test_no_place_of_a_page_is_left_unfilled(name):
    assert PLACE.findall(page_of(name)) == []
    assert places(template_of(name))


@pytest.mark.parametrize("name", names())
def test_a_page_has_the_prose_of_its_template(name):
    """What stands between the places of the template stands in the page, in order."""
    page, at = page_of(name), 0
    for part in PLACE.split(template_of(name))[::2]:
        found = page.find(part, at)
        assert found >= 0, f"docs/{name}.md lacks {part.strip()[:60]!r}: run python -m docs.casebook {name}"
        at = found + len(part)


@pytest.mark.parametrize("name", names())
def test_no_figure_is_typed_by_hand(name):
    prose = NOT_TYPED.sub("", PLACE.sub("", template_of(name)))
    assert [line for line in prose.splitlines() if re.search(r"\d", line)] == []


@pytest.mark.parametrize("name", names())
def test_each_picture_is_shown_and_described_and_each_file_is_linked(name):
    links = re.findall(rf"\]\(({name}/[^)]+)\)", page_of(name))
    assert sorted(set(links)) == sorted(f"{name}/{path.name}" for path in (DOCS / name).iterdir())
    shown = re.findall(rf"!\[([^\]]*)\]\({name}/([^)]+)\.svg\)", page_of(name))
    assert [f"picture.{key}" for _, key in shown] == [
        place for place in places(template_of(name)) if place.startswith("picture.")
    ]
    assert all(len(words) > 40 for words, _ in shown)


@pytest.mark.parametrize("name", names())
def test_links_of_a_page_lead_somewhere(name):
    for link in re.findall(r"\]\(((?!http)[^)#]+)", page_of(name)):
        assert (DOCS / link).exists(), link


@pytest.mark.parametrize("name", names())
def test_the_readme_links_the_page(name):
    assert f"(docs/{name}.md)" in Path("README.md").read_text(encoding="utf-8")


def test_places_are_filled_by_figures_tables_and_pictures():
    page = Page({"cost": "USD 3 m"}, {"rows": "| a |"}, {"bars": Picture(BARS, "Two bars.")}, {"It is so": True})
    text = filled("some-case", "It costs {{ cost }}.\n\n{{ table.rows }}\n\n{{ picture.bars }}\n", page)
    assert text == (
        "<!-- Written by `python -m docs.casebook some-case` from its prose.md: change that, or what fills it. -->\n\n"
        "It costs USD 3 m.\n\n| a |\n\n![Two bars.](some-case/bars.svg)\n"
    )


@pytest.mark.parametrize(
    ("template", "page", "message"),
    [
        ("{{ costs }}", Page({"cost": "1"}, {}, {}), "nothing fills costs (perhaps cost)"),
        ("{{ cost }}", Page({"cost": "1", "gap": "2"}, {}, {}), "the template has no place for gap"),
        (
            "",
            Page({}, {}, {}, {"it is never signed": False}),
            "the prose says what no longer holds, rewrite it: it is never signed",
        ),
    ],
)
def test_what_does_not_fit_is_told(template, page, message):
    with pytest.raises(CasebookError, match=re.escape(message)):
        filled("case", template, page)


def test_a_picture_is_drawn_the_same_twice_and_without_the_time():
    drawn = svg(BARS)
    assert drawn == svg(BARS)
    assert drawn.startswith("<svg")
    assert "Liberation Sans" in drawn


def test_writing_checking_and_leftovers(tmp_path):
    files = {"case.md": "text\n", "case/bars.svg": "<svg/>\n"}
    assert stale("case", files, tmp_path) == ["case.md", "case/bars.svg"]
    write("case", files, tmp_path)
    assert stale("case", files, tmp_path) == []
    fewer = {"case.md": "other\n"}
    assert stale("case", fewer, tmp_path) == ["case.md", "case/bars.svg"]
    write("case", fewer, tmp_path)
    assert [path.name for path in sorted(tmp_path.rglob("*.*"))] == ["case.md"]


def test_the_command_tells_what_would_change(monkeypatch, capsys):
    monkeypatch.setattr("docs.casebook.__main__.build", lambda name, *_, **__: {f"{name}.md": "new\n"})
    assert main(["us-drc", "--check"]) == 1
    assert "us-drc: us-drc.md, us-drc/" in capsys.readouterr().err


def test_tables_of_studies_are_kept_rounded_and_read_again(tmp_path):
    frame = pd.DataFrame({"signed": [2027], "value_usd": [903_600_001.0], "gap": [1e-7], "bound_usd": [1.0]})
    assert as_csv(frame) == "signed,value_usd\n2027,904000000\n"
    (tmp_path / "study.csv").write_text(as_csv(frame), encoding="utf-8")
    kept = Solved(Path("inputs/tiny"), kept=tmp_path)
    assert kept.studied(("study.csv",), tuple)[0]["value_usd"].tolist() == [904e6]
    fresh = Solved(Path("inputs/tiny"))
    assert fresh.studied(("study.csv",), lambda: (frame,))[0].equals(kept.studied(("study.csv",), tuple)[0])
    assert fresh.studied(("study.csv",), tuple)[0].equals(kept.studied(("study.csv",), tuple)[0])  # not solved again
    assert fresh.files == kept.files


def test_numbers_are_told_rounded():
    assert told.billions(311_550_060_862) == "USD 311.6 bn"
    assert [told.millions(usd) for usd in (385.6e6, -0.4e6, 1.204e9, -3e6)] == [
        "USD 386 m", "USD 0", "USD 1.20 bn", "-USD 3 m",
    ]  # fmt: skip
    assert [told.change(usd) for usd in (385.6e6, -0.4e6, -3e6)] == ["+USD 386 m", "USD 0", "-USD 3 m"]
    assert [told.tonnes(t) for t in (0, 4266, 182_871, 996, 43.2)] == ["0 t", "4.3 kt", "180 kt", "1.0 kt", "43 t"]
    assert [told.percent(share) for share in (0, 0.004, 0.0051, 0.41)] == ["0 %", "under 1 %", "1 %", "41 %"]
    assert [told.listed(parts) for parts in ([], ["a"], ["a", "b", "c"])] == ["none", "a", "a, b and c"]


def test_a_study_is_done_once_and_a_case_read_once():
    fresh, done = Solved(Path("inputs/tiny")), []

    def study():
        done.append(1)
        return (pd.DataFrame({"signed": [2027]}),)

    assert fresh.studied(("study.csv",), study)[0].equals(fresh.studied(("study.csv",), study)[0])
    assert done == [1]
    assert fresh.case() is fresh.case()


def test_figures_of_a_data_set_are_cited_with_their_basis_and_source():
    """A cell with a source of its own is cited by that, any other by the source of its row."""
    case = load_case("inputs/magnets")
    facts = [Fact(name, "supports", "mp-floor", name, str) for name in ("first_year", "last_year")]
    *_, first, last = facts_table(case, facts).splitlines()
    assert first == f"| first_year | 2026 | reported | {cite(case, 'dow-mp-2025')} |"
    assert last == f"| last_year | 2035 | reported | {cite(case, 'mp-10q-2025')} |"
    assert cite(case, "assumptions") == "Assumptions of this data set"
    assert "](https://www.sec.gov/" in last


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_a_rebuild_leaves_the_page_as_it_is(name):
    """Solves the plans of the page again; its long studies are taken from their tables, as `--kept` does."""
    assert stale(name, build(name, Path(), kept=True), DOCS) == []
