"""What gets a person who writes certified tonnes that say nothing or contradict each other: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import messages, with_cell, write_files

TRACED = {
    "suppliers": """\
supplier,place,owner,material,kind,capacity_t_per_year,certified,leakage,price_usd_per_t,cost_usd_per_t
mine,COD,acme,hydroxide,mine,2000,0.6,0.4,,4000
market,FIN,,metal,market,500,0.5,,31000,
yard,DEU,,scrap,recycling,,,,1000,
""",
    "agreements": "agreement,yearly_cost_usd\nwatch,10\npatrol,20\n",
    "agreement_pairs": "agreement,other,relation\npatrol,watch,requires\n",
    "agreement_effects": """\
agreement,effect,target_kind,target,value
watch,leakage_cut,supplier,mine,0.1
patrol,leakage_cut,supplier,mine,0.2
""",
    "rules": """\
rule,kind,stage,mineral,of,where,limit,soft_penalty_usd
traced,certified,extraction,cobalt,consumption,,0.5,100
""",
    "yearly": "table,key,column,year,value\nsuppliers,mine,leakage,2026,0.4\nsuppliers,mine,leakage,2030,0.3\n",
}
"""Certified ore, its leakage, two agreements that cut it and a rule that asks for it, beside the cobalt data set."""

S, E, R = "suppliers", "agreement_effects", "rules"
ONE_CELL = [
    (S, 2, "certified", "", "leakage", "leaks from nothing: the supplier sells nothing as certified (found '0.4'). Write its certified share, or leave the cell empty."),
    (S, 3, "leakage", "2", "leakage", "is above 1 (found '2'). Write a fraction: 0.02 for 2 %."),
    (S, 4, "certified", "0.5", "certified", "has no meaning: what it sells comes from no mine (found '0.5'). Leave the cell empty."),
    (E, 2, "target", "market", "target", "has no leakage to cut (found 'market'). Write its leakage."),
    (E, 2, "target", "yard", "target", "sells nothing as certified, so that there is no leakage to cut (found 'yard'). Write its certified share."),
    (E, 2, "target_kind", "contract", "target_kind", "is no target of leakage_cut (found 'contract'). Write supplier."),
    (E, 2, "value", "", "value", "is empty in leakage_cut. Write by how much it falls."),
    (E, 3, "value", "0.25", "value", "brings the cuts of the leakage of mine to 0.35, above its least leakage, 0.3 (found '0.25'). Agreements cannot cut more than leaks: write less, or correct the leakage."),
    (R, 2, "stage", "processing", "stage", "is not where certified tonnes are counted: each enters once, where it is mined (found 'processing'). Write extraction."),
    (R, 2, "stage", "", "stage", "is empty, but a rule of kind certified needs it. Fill it in."),
    (R, 2, "limit", "60", "limit", "is not between 0 and 1, as a share is (found '60'). Write a fraction: 0.6 for 60 %."),
    (R, 2, "limit", "", "limit", "is empty, but a rule of kind certified needs it. Fill it in."),
    (R, 2, "where", "place=COD", "where", "has no meaning in a rule of kind certified, which counts all that is mined for the plan (found 'place=COD'). Leave the cell empty."),
    (R, 2, "of", "shipped", "of", "has no meaning in a rule of kind certified (found 'shipped'). Leave the cell empty."),
]  # fmt: skip


def test_the_tables_themselves_are_sound(folder):
    write_files(folder, **TRACED)
    assert messages("data") == []


@pytest.mark.parametrize(("table", "row", "column", "value", "at", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, table, row, column, value, at, said):
    write_files(folder, **TRACED | {table: with_cell(table, row, column, value, tables=TRACED)})
    found = [text for text in messages("data") if f"data/{table}.csv, row {row}, column {at}: " in text]
    assert found == [f"data/{table}.csv, row {row}, column {at}: {said}"]


def test_leakage_that_is_cut_needs_a_capacity(folder):
    suppliers = with_cell(S, 2, "capacity_t_per_year", "", tables=TRACED)
    write_files(folder, **TRACED | {S: suppliers})
    said = "has no capacity_t_per_year, and its leakage is to be cut (found 'mine'). Give the supplier its capacity."
    assert messages("data") == [f"data/agreement_effects.csv, row {row}, column target: {said}" for row in (2, 3)]


def test_ore_that_does_not_count_cannot_be_certified(folder):
    materials = "material,stage,counted\nhydroxide,extraction,false\nmetal,processing,true\nscrap,scrap,false\n"
    write_files(folder, **TRACED | {"materials": materials})
    assert messages("data") == [
        "data/suppliers.csv, row 2, column certified: has no meaning: hydroxide is not counted where it is mined (found '0.6'). Leave the cell empty.",
    ]
