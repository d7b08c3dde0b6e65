"""What gets a person whose agreement improves what has no value, too late, or beyond what it can be: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import messages, with_cell, write_files
from test_broken_agreements import AGREED

T = "agreement_indicators"
IMPROVED = AGREED | {
    T: """\
agreement,subject_kind,subject,indicator,improvement,lag_years,ramp_up_years,deadline_year
pact,place,COD,governance,20,1,2,2028
shield,supplier,mine,governance,15,,,
old,plant,refinery,carbon,1,2,,
""",
    "indicators": """\
indicator,unit,direction
governance,0-100,higher_is_better
carbon,tCO2 per t,lower_is_better
""",
    "indicator_values": """\
subject_kind,subject,indicator,value
place,COD,governance,30
supplier,mine,governance,40
place,DEU,carbon,3
""",
}
"""Three improvements: of a place, of a supplier's own value, and of a plant that takes its place's."""

ONE_CELL = [
    (T, 2, "agreement", "pakt", "is not in agreements (found 'pakt'). Did you mean 'pact'?"),
    (T, 3, "subject", "mien", "is not in suppliers (found 'mien'). Did you mean 'mine'?"),
    (T, 4, "subject", "refinry", "is not in plants (found 'refinry'). Did you mean 'refinery'?"),
    (T, 3, "indicator", "goverance", "is not in indicators (found 'goverance'). Did you mean 'governance'?"),
    (T, 2, "subject", "XYZ", "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'XYZ'). Write a code such as DEU, or declare a region in places."),
    (T, 3, "subject_kind", "mine", "is not one of supplier, plant, route, place (found 'mine'). Known: place, plant, route, supplier."),
    (T, 3, "improvement", "", "is empty, but needed. By how much it gets better in the end: up where higher is better, down where lower is. Write a number (unit of the indicator)."),
    (T, 3, "improvement", "-3", "is below 0 (found '-3'). Write a number of at least 0 (unit of the indicator)."),
    (T, 3, "improvement", "0", "improves nothing (found '0'). Write by how much, or remove the row."),
    (T, 3, "improvement", "61", "takes governance of supplier mine, 40, above 100 (found '61'). Write 60 at most, in all."),
    (T, 4, "improvement", "4", "takes carbon of plant refinery, 3, below 0 (found '4'). Write 3 at most, in all."),
    (T, 4, "indicator", "governance", "has no value for plant refinery, nor for DEU, where it is, from which it could get better (found 'governance'). Add one to indicator_values."),
    (T, 2, "indicator", "carbon", "has no value for place COD, from which it could get better (found 'carbon'). Add one to indicator_values."),
    (T, 2, "deadline_year", "2025", "is before 2026, the first year in which pact can be joined (found '2025'). Correct one of the two years."),
    (T, 3, "lag_years", "3", "is longer than shield can be in force, until 2030 (found '3'). Write fewer years."),
    (T, 3, "lag_years", "-1", "is below 0 (found '-1'). Write a number of at least 0 (years)."),
]  # fmt: skip


def test_the_improvements_themselves_are_sound(folder):
    write_files(folder, **IMPROVED)
    assert messages("data") == []


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, table, row, column, value, said):
    write_files(folder, **IMPROVED | {table: with_cell(table, row, column, value, tables=IMPROVED)})
    assert messages("data") == [f"data/{table}.csv, row {row}, column {column}: {said}"]


def test_agreements_that_together_take_an_indicator_too_far(folder):
    """Not those that exclude each other: only one of them is ever in force."""
    rows = IMPROVED[T] + "pact,plant,refinery,carbon,2.5,,,\n"
    write_files(folder, **IMPROVED | {T: rows})
    assert messages("data") == [
        f"data/{T}.csv, row 5, column improvement: takes carbon of plant refinery, 3, with old, below 0 (found '2.5'). Write 3 at most, in all.",
    ]


def test_agreements_that_exclude_each_other_may_each_go_as_far(folder):
    pairs = IMPROVED["agreement_pairs"].replace("pact,old,penalty,5", "pact,old,excludes,")
    write_files(folder, **IMPROVED | {T: IMPROVED[T] + "pact,plant,refinery,carbon,2.5,,,\n", "agreement_pairs": pairs})
    assert messages("data") == []


def test_a_place_from_which_nothing_comes(folder):
    rows, values = IMPROVED[T] + "pact,place,NAM,governance,5,,,\n", IMPROVED["indicator_values"]
    write_files(folder, **IMPROVED | {T: rows, "indicator_values": values + "place,NAM,governance,60\n"})
    assert messages("data") == [
        f"data/{T}.csv, row 5, column subject: has no supplier, plant, route or origin that could take its value (found 'NAM'). Correct the place, or remove the row.",
    ]


def test_an_improvement_below_zero_where_others_are_below_it_already(folder):
    """An indicator with values below zero may go there."""
    values = IMPROVED["indicator_values"] + "place,FIN,carbon,-1\n"
    rows = with_cell(T, 4, "improvement", "4", tables=IMPROVED)
    write_files(folder, **IMPROVED | {T: rows, "indicator_values": values})
    assert messages("data") == []
