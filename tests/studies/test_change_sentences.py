"""Each kind of change in a sentence that its reader would write."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from model.studies.agreement_words import change_words
from model.studies.change_sentences import SENTENCES, Told, years
from model.studies.changes import timing_changes


def sentence(what, change, before, after, *, name="X", about="", remark="", unit="t/yr", year=2030, subject="x"):
    row = SimpleNamespace(what=what, subject=subject, change=change, before=before, after=after, unit=unit, year=year)
    return SENTENCES[what](Told(row, name, about, remark))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"what": "purchases", "change": "vanishes", "before": 3400, "after": 0, "remark": "spot", "about": "tin"},
            "drops the spot purchases from X (tin, up to 3.40 kt a year, 2030)",
        ),
        (
            {"what": "purchases", "change": "vanishes", "before": 3400, "after": 0, "about": "tin", "name": "Tin"},
            "buys no longer from Tin (up to 3.40 kt a year, 2030)",
        ),
        (
            {"what": "purchases", "change": "appears", "before": 0, "after": 5},
            "buys from X (up to 5.00 t a year, 2030; none otherwise)",
        ),
        (
            {"what": "purchases", "change": "falls", "before": 5, "after": 0},
            "buys nothing from X in 2030 (5.00 t a year otherwise)",
        ),
        ({"what": "purchases", "change": "rises", "before": 0, "after": 5}, "buys from X in 2030 too (5.00 t a year)"),
        (
            {"what": "purchases", "change": "rises", "before": 2, "after": 5},
            "buys more from X (5.00 t a year instead of 2.00 t a year, 2030)",
        ),
        (
            {"what": "processing", "change": "falls", "before": 5, "after": 0},
            "runs X less (none instead of 5.00 t a year, 2030)",
        ),
        (
            {"what": "processing", "change": "appears", "before": 0, "after": 5},
            "runs X (up to 5.00 t a year, 2030; not at all otherwise)",
        ),
        (
            {"what": "shipments", "change": "vanishes", "before": 5, "after": 0},
            "ships no longer on the route X (up to 5.00 t a year, 2030)",
        ),
        (
            {"what": "projects", "change": "appears", "before": 0, "after": 2, "remark": "2028;3e6"},
            "builds X (2 blocks, on line in 2028, USD 3.00 m)",
        ),
        (
            {"what": "projects", "change": "vanishes", "before": 1, "after": 0, "remark": "2028;0"},
            "does not build X (on line in 2028 otherwise)",
        ),
        (
            {"what": "projects", "change": "falls", "before": 3, "after": 1, "remark": "2028;0"},
            "builds less of X (1 instead of 3 blocks)",
        ),
        (
            {"what": "projects on line", "change": "sooner", "before": 2030, "after": 2028},
            "builds X two years earlier (2028 instead of 2030)",
        ),
        (
            {"what": "contracts", "change": "appears", "before": 0, "after": 300, "remark": "2026", "name": "offtake"},
            "signs the offtake (300 t a year from 2026)",
        ),
        (
            {"what": "contracts", "change": "vanishes", "before": 300, "after": 0, "remark": "2026", "about": "tin"},
            "does not sign the X (tin, 300 t a year from 2026 otherwise)",
        ),
        (
            {"what": "contracts signed", "change": "later", "before": 2026, "after": 2027, "name": "offtake with X"},
            "signs the offtake with X a year later (2027 instead of 2026)",
        ),
        (
            {"what": "agreements", "change": "appears", "before": 0, "after": 1, "remark": "2027;5e6"},
            "joins X (from 2027, USD 5.00 m over the horizon)",
        ),
        (
            {"what": "agreements", "change": "vanishes", "before": 1, "after": 0, "remark": "2027;0"},
            "does not join X (from 2027 otherwise)",
        ),
        (
            {"what": "agreements joined", "change": "sooner", "before": 2040, "after": 2028},
            "joins X 12 years earlier (2028 instead of 2040)",
        ),
        (
            {
                "what": "share", "change": "falls", "before": 0.45, "after": 0.2, "name": "China",
                "subject": "CHN;cobalt;processing",
            },
            "share of China in processed cobalt falls from 45 % to 20 % (2030)",
        ),
        (
            {"what": "shortage", "change": "rises", "before": 0, "after": 3000},
            "goes short of X (3.00 kt a year instead of none, 2030)",
        ),
        (
            {"what": "shortage", "change": "rises", "before": 1, "after": 3},
            "goes further short of X (3.00 t a year instead of 1.00 t a year, 2030)",
        ),
        (
            {"what": "shortage", "change": "falls", "before": 1, "after": 0},
            "goes less short of X (none instead of 1.00 t a year, 2030)",
        ),
        (
            {"what": "substitution", "change": "falls", "before": 3, "after": 1},
            "substitutes less X (1.00 t a year instead of 3.00 t a year, 2030)",
        ),
        (
            {"what": "stocks", "change": "rises", "before": 0, "after": 12},
            "holds more in X (12.0 t instead of none, 2030)",
        ),
    ],
)  # fmt: skip
def test_a_sentence_for_each_kind(given, words) -> None:
    assert sentence(**given) == words


def test_every_kind_has_a_sentence_that_is_tested() -> None:
    cases = test_a_sentence_for_each_kind.pytestmark[0].args[1]
    untested = set(SENTENCES) - {given["what"] for given, _ in cases}
    assert untested == {"figure", "projects decided"}  # the latter is worded as what is on line


def test_figures_have_a_sentence_too() -> None:
    row = SimpleNamespace(
        what="import reliance",
        subject="tin extraction",
        change="falls",
        before=0.8,
        after=0.6,
        unit="fraction",
        year=2030,
    )
    words = "import reliance of tin extraction falls from 80 % to 60 % (2030)"
    assert SENTENCES["figure"](Told(row, "tin extraction", "", "")) == words


def test_years_in_words() -> None:
    assert [years(number) for number in (1, 2, 10, 11)] == ["a year", "two years", "ten years", "11 years"]


def planned(*blocks, contracts=(), joined=()):
    """A plan that decides blocks of a project in some years, on line two years later."""
    built = pd.DataFrame(
        [("works", year, year + 2, count) for year, count in blocks],
        columns=["project", "decided_year", "online_year", "blocks"],
    )
    signed = pd.DataFrame(contracts, columns=["contract", "year", "volume_t_per_year"])
    rows = [(name, "candidate", year, year >= start) for name, start in joined for year in (2026, 2028, 2030)]
    agreements = pd.DataFrame(rows, columns=["agreement", "status", "year", "in_force"])
    return SimpleNamespace(
        projects_built=built, contracts_signed=signed, agreements=agreements.astype({"in_force": bool})
    )


def test_what_both_plans_have_but_in_other_years() -> None:
    """Blocks are compared in order: of three in both plans, the last comes four years earlier."""
    before = planned((2026, 2), (2034, 1), contracts=[("deal", 2026, 5.0)], joined=[("pact", 2030), ("same", 2026)])
    after = planned(
        (2026, 1), (2028, 1), (2030, 1), contracts=[("deal", 2028, 5.0)], joined=[("pact", 2028), ("same", 2026)]
    )
    found = [
        (what, subject, change, old, new) for what, subject, change, _, _, old, new, _ in timing_changes(before, after)
    ]
    assert found == [
        ("projects decided", "works", "sooner", 2034, 2030),
        ("projects on line", "works", "sooner", 2036, 2032),
        ("contracts signed", "deal", "later", 2026, 2028),
        ("agreements joined", "pact", "sooner", 2030, 2028),
    ]


@pytest.mark.parametrize(
    ("what", "before", "after", "unit", "words"),
    [
        ("projects on line", 2030, 2028, "year", "project x is on line in 2028 instead of 2030"),
        ("projects decided", 2030, 2028, "year", "project x is decided in 2028 instead of 2030"),
        ("contracts signed", 2026, 2028, "year", "contract x is signed in 2028 instead of 2026"),
        ("agreements joined", 2026, 2028, "year", "agreement x is joined in 2028 instead of 2026"),
        ("contracts", 5.0, 0.0, "t/yr", "contract x: 0 t a year signed instead of 5.00 t a year"),
    ],
)
def test_the_worth_of_an_agreement_tells_them_too(what, before, after, unit, words) -> None:
    row = {
        "what": what,
        "subject": "x",
        "change": "rises",
        "before": before,
        "after": after,
        "unit": unit,
        "year": 2028,
    }
    assert change_words(pd.Series(row)) == words
