"""What gets a person who writes a rule on concentration that says nothing or contradicts itself: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import messages, with_cell, write_files

RULES = {
    "rules": """\
rule,kind,mineral,stage,of,where,per,weight,period,sense,limit,indicator,missing,unknown_origin,soft_penalty_usd,soft_penalty_multiple
spread,hhi,cobalt,processing,,,place,,year,,2500,,,,5,
ships,hhi,,,shipped,,route,,,max,4000,,,,,0.5
"""
}
MEANINGLESS = "has no meaning in a rule of kind hhi (found {!r}). Leave the cell empty."
NO_INDEX = "is not above 1 and at most 10,000, as an HHI is (found {!r}). {}"
ONE_CELL = [
    (2, "limit", "", "is empty, but a rule of kind hhi needs it. Fill it in."),
    (2, "per", "", "is empty, but a rule of kind hhi needs it. Fill it in."),
    (2, "stage", "", "is empty, but a rule of kind hhi needs it. Fill it in."),
    (2, "limit", "0.25", NO_INDEX.format("0.25", "Write 2500 for 0.25 of 1.")),
    (2, "limit", "0", NO_INDEX.format("0", "Write 2500, say.")),
    (2, "limit", "10001", NO_INDEX.format("10001", "Write 2500, say.")),
    (2, "per", "tag", "may count a tonne for several groups, whose shares then do not add up to one (found 'tag'). Write place, owner, supplier or route."),
    (3, "per", "chokepoint", "may count a tonne for several groups, whose shares then do not add up to one (found 'chokepoint'). Write place, owner, supplier or route."),
    (3, "per", "owner", "is not known of what is shipped (found 'owner'). Write place (the origin) or route, or count supply."),
    (2, "of", "consumption", MEANINGLESS.format("consumption")),
    (2, "period", "horizon", MEANINGLESS.format("horizon")),
    (2, "sense", "min", MEANINGLESS.format("min")),
    (2, "weight", "value", MEANINGLESS.format("value")),
    (2, "missing", "ignore", MEANINGLESS.format("ignore")),
    (2, "unknown_origin", "worst", MEANINGLESS.format("worst")),
    (2, "soft_penalty_multiple", "2", "stands beside soft_penalty_usd, and a rule has one penalty (found '2'). Leave one of the two cells empty."),
]  # fmt: skip


def test_the_rules_themselves_are_sound(folder):
    write_files(folder, **RULES)
    assert messages("data") == []


@pytest.mark.parametrize(("row", "column", "value", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, row, column, value, said):
    write_files(folder, rules=with_cell("rules", row, column, value, tables=RULES))
    assert messages("data") == [f"data/rules.csv, row {row}, column {column}: {said}"]
