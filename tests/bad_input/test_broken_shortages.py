"""What gets a person who writes a rule on shortage that says nothing or contradicts itself: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import messages, with_cell, write_files

RULES = {
    "rules": """\
rule,kind,mineral,stage,of,where,per,period,sense,limit,soft_penalty_usd,soft_penalty_multiple
yearly,shortage,cobalt,,,,,year,,0.1,5,
whole,shortage,,,,,,horizon,,0.05,,
"""
}
ONE_CELL = [
    (2, "limit", "", "is empty, but a rule of kind shortage needs it. Fill it in."),
    (2, "limit", "10", "is not between 0 and 1, as a share is (found '10'). Write a fraction: 0.1 for 10 %."),
    (2, "stage", "processing", "has no meaning in a rule of kind shortage (found 'processing'). Leave the cell empty."),
    (2, "of", "consumption", "has no meaning in a rule of kind shortage (found 'consumption'). Leave the cell empty."),
    (2, "where", "place=DEU", "has no meaning in a rule of kind shortage, which speaks of all that is asked for (found 'place=DEU'). Leave the cell empty."),
    (2, "per", "place", "has no meaning in a rule of kind shortage (found 'place'). Leave the cell empty."),
    (2, "sense", "min", "has no meaning in a rule of kind shortage (found 'min'). Leave the cell empty."),
    (2, "soft_penalty_multiple", "2", "stands beside soft_penalty_usd, and a rule has one penalty (found '2'). Leave one of the two cells empty."),
    (3, "soft_penalty_usd", "5", "has no meaning in a shortage over the horizon, which is kept (found '5'). Leave the cell empty."),
    (3, "soft_penalty_multiple", "2", "has no meaning in a shortage over the horizon, which is kept (found '2'). Leave the cell empty."),
]  # fmt: skip


def test_the_rules_themselves_are_sound(folder):
    write_files(folder, **RULES)
    assert messages("data") == []


@pytest.mark.parametrize(("row", "column", "value", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, row, column, value, said):
    write_files(folder, rules=with_cell("rules", row, column, value, tables=RULES))
    assert messages("data") == [f"data/rules.csv, row {row}, column {column}: {said}"]
