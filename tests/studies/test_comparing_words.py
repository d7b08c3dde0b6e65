"""The parts of a comparison in words, on rows made up for them; and what moves between plans that are made up too."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from model.case.differences import COLUMNS as DIFFERENCES
from model.studies.comparing import CLAUSES, PLANS
from model.studies.comparing_words import clause_lines, decision_lines, input_lines, limited, share_lines, unsure
from model.studies.headlines import headlines, shown_figure
from model.studies.moves import moves
from model.studies.telling import COLUMNS as TOLD

NAN = float("nan")
UNPROVEN = " Which of both costs more is not proven: ask for a smaller gap."


def table(types, rows):
    return pd.DataFrame(rows, columns=list(types)).astype(dict(types))


def told(what, subject, weight, words, *, before=0.0, after=1.0, name="", year=2030):
    return (what, subject, "rises", "trunk", year, before, after, "", name, weight, words)


def test_what_the_inputs_say_otherwise() -> None:
    """Settings and rules first; of other tables a line for each column; sources are left to the table."""
    rows = [
        ("settings", "", "changed", "discount_rate", "0.05", "0.08"),
        ("rules", "cap", "added", "", "", "rule cap, title No more, than that, kind share, limit 0.6"),
        ("rules", "old", "removed", "", "rule old, kind budget", ""),
        ("suppliers", "a", "changed", "reach", "", "0.5"),
        ("suppliers", "b", "changed", "reach", "1", "0.5"),
        ("routes", "a-b", "removed", "", "route a-b", ""),
        ("routes", "a-c", "removed", "", "route a-c", ""),
        *(("demand", f"d{place}", "added", "", "", "") for place in range(5)),
        ("projects", "works", "changed", "first_year", "2026", ""),
        ("provenance", "suppliers;a;reach", "added", "", "", ""),
    ]
    assert input_lines(pd.DataFrame(rows, columns=list(DIFFERENCES))) == [
        "discount_rate is 0.08 instead of 0.05",
        "has the rule cap: No more, than that",
        "does without the rule old",
        "suppliers, 2 rows: another reach, such as 0.5 instead of empty (a)",
        "routes: 2 rows are removed (a-b and a-c)",
        "demand: 5 rows are added (d0 and others)",
        "projects, works: first_year is empty instead of 2026",
    ]


def test_decisions_are_told_once_the_most_material_first() -> None:
    rows = [
        told("purchases", "a", 5.0, "buys from a"),
        told("shortage", "tin", 4.0, "goes short in 2030"),
        told("shortage", "tin", 3.0, "goes short in 2035"),
        told("processing", "works", 0.0, "runs what is built"),
        told("largest share", "tin extraction", 0.0, "implied"),
        told("share", "CHN;tin;extraction", 9.0, "a share"),
        told("agreements", "pact", 1.0, "joins the pact"),
    ]
    assert decision_lines(table(TOLD, rows)) == ["joins the pact", "buys from a", "goes short in 2030"]


def test_minerals_of_one_material_move_on_one_line() -> None:
    rows = [
        told("share", "CHN;nickel;component", 9.0, "", before=0.72, after=0.0, name="China"),
        told("share", "CHN;cobalt;component", 9.0, "", before=0.72, after=0.0, name="China"),
        told("share", "CHN;tin;extraction", 5.0, "", before=0.5, after=0.1, name="China"),
        told("share", "CHN;tin;processing", 5.0, "", before=0.5, after=0.1, name="China"),
        told("share", "PER;tin;extraction", 1.0, "", before=0.1, after=0.5, name="Peru"),
    ]
    assert [line.replace("rises", "moves") for line in share_lines(table(TOLD, rows))] == [
        "share of China in cobalt and nickel in components moves from 72 % to 0 % (2030)",
        "share of China in mined and processed tin moves from 50 % to 10 % (2030)",
        "share of Peru in mined tin moves from 10 % to 50 % (2030)",
    ]


def test_of_many_lines_the_first_are_told() -> None:
    assert list(limited(["a", "b", "c"], 2, "changes")) == [
        "    - a",
        "    - b",
        "    - and 1 more, in the table changes",
    ]
    assert list(limited([], 2, "changes")) == ["    - nothing"]


def test_what_gaps_leave_open_is_said() -> None:
    cells = ("", "optimal", 100.0, 90.0, 0.1)
    rows = [
        ("base", *cells, 0.0, 0.0, 0.0, 1.0, "", ""),
        ("open", *cells, 5.0, -5.0, 15.0, 1.0, "", ""),
        ("wide", *cells, 50.0, 40.0, 60.0, 1.0, "", ""),
        ("sure", *cells, 50.0, 50.0, 50.0, 1.0, "", ""),
        ("none", "", "infeasible", *[NAN] * 7, "", ""),
    ]
    assert list(unsure(SimpleNamespace(first="base", plans=table(PLANS, rows)))) == [
        f"open: proven is a difference between -USD 5.00 and USD 15.0.{UNPROVEN}",
        "wide: proven is a difference between USD 40.0 and USD 60.0.",
    ]


def test_clauses_the_dearest_first() -> None:
    rows = [
        ("all", "p", "cheap", "optimal", 90.0, 10.0, 10.0, 10.0),
        ("all", "p", "dear", "optimal", 50.0, 50.0, 40.0, 60.0),
        ("all", "p", "idle", "optimal", 100.0, 1e-9, 0.0, 0.0),
        ("all", "p", "needed", "cannot be left out alone: is not in suppliers", NAN, NAN, NAN, NAN),
    ]
    assert list(clause_lines(table(CLAUSES, rows))) == [
        ("price", "clause"),
        ("-", "needed (without it: cannot be left out alone: is not in suppliers)"),
        ("USD 50.0", "dear (proven: between USD 40.0 and USD 60.0)"),
        ("USD 10.0", "cheap"),
        ("USD 0", "idle"),
    ]


def test_headline_figures() -> None:
    """Averages are of the last year, the shortage is that of the worst, and terms that hardly differ are left out."""
    rows = [
        ("cost", "", "", "purchases", "all", None, "USD", 100.0, 50.0),
        ("cost", "", "", "transport", "all", None, "USD", 10.0, 10.001),
        ("largest share", "tin", "extraction", "", "trunk", 2030, "fraction", 0.9, 0.9),
        ("largest share", "tin", "extraction", "", "trunk", 2040, "fraction", 0.8, 0.4),
        ("largest share", "zinc", "extraction", "", "trunk", 2040, "fraction", 0.6, 0.2),
        ("shortage share", "", "", "tin-ore", "trunk", 2030, "fraction", 0.0, 0.5),
        ("shortage share", "", "", "tin-ore", "trunk", 2040, "fraction", 0.0, NAN),
        ("total", "", "", "carbon", "trunk", 2040, "t/yr", 2e6, NAN),
    ]
    columns = ["kpi", "mineral", "stage", "item", "scenario", "year", "unit", "one", "two"]
    found = headlines(pd.DataFrame(rows, columns=columns).astype({"year": "Int64"}))
    assert [tuple(shown_figure(row[name], row["unit"]) for name in ("one", "two")) for _, row in found.iterrows()] == [
        ("USD 100", "USD 50.0"),
        ("70 %", "30 %"),
        ("0 %", "50 %"),
        ("0", "1"),
        ("2.00 million t/yr", "-"),
    ]
    assert list(found["figure"]) == [
        "cost: purchases",
        "average largest share of a place, mined, 2040",
        "largest shortage of a material, of its demand",
        "materials that go short",
        "total carbon, 2040",
    ]


def plan_with(supply=(), bought=(), stocks=(), substituted=()):
    """A plan of which only these frames are asked for."""
    when = ["scenario", "year"]
    rows = {
        "supply": (supply, ["mineral", "stage", "place", *when, "share"]),
        "purchases": (bought, ["supplier", *when, "lifted_t_per_year"]),
        "processing": ((), ["plant", *when, "run_t_per_year"]),
        "stocks": (stocks, ["stockpile", *when, "stock_t"]),
        "deliveries": (substituted, ["material", *when, "substituted_t_per_year"]),
    }
    return SimpleNamespace(frames={name: pd.DataFrame(cells, columns=head) for name, (cells, head) in rows.items()})


def test_what_moves_is_told_in_the_year_in_which_it_moves_most() -> None:
    """What one plan buys from a supplier of whom the other buys nothing appears, and does not move."""
    before = plan_with(
        supply=[("tin", "extraction", "CHN", "trunk", 2026, 0.6), ("tin", "extraction", "CHN", "trunk", 2030, 0.6)],
        bought=[("mine", "trunk", 2026, 10.0), ("mine", "trunk", 2030, 10.0), ("gone", "trunk", 2030, 5.0)],
        stocks=[("reserve", "trunk", 2026, 0.0), ("reserve", "trunk", 2030, 0.0)],
        substituted=[("tin", "trunk", 2026, 4.0)],
    )
    after = plan_with(
        supply=[("tin", "extraction", "CHN", "trunk", 2026, 0.595), ("tin", "extraction", "CHN", "trunk", 2030, 0.2)],
        bought=[("mine", "trunk", 2026, 9.9), ("mine", "trunk", 2030, 2.0), ("new", "trunk", 2030, 5.0)],
        stocks=[("reserve", "trunk", 2026, 3.0), ("reserve", "trunk", 2030, 7.0)],
        substituted=[("tin", "trunk", 2026, 4.0)],
    )
    assert list(moves(before, after)) == [
        ("share", "CHN;tin;extraction", "falls", "trunk", 2030, 0.6, 0.2, "fraction"),
        ("purchases", "mine", "falls", "trunk", 2030, 10.0, 2.0, "t/yr"),
        ("stocks", "reserve", "rises", "trunk", 2030, 0.0, 7.0, "t"),
    ]
