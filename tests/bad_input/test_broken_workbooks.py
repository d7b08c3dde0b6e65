"""Workbooks that are not what they should be: the whole message."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from cobalt_files import messages, write_files

from model.case import load_case
from model.errors import InputError


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The data set as a workbook, open for breaking; `save` it as book.xlsx."""
    monkeypatch.chdir(tmp_path)
    write_files(Path("data"))
    load_case("data").write_workbook("book.xlsx")
    return openpyxl.load_workbook("book.xlsx")


def broken(book) -> list[str]:
    book.save("book.xlsx")
    return messages("book.xlsx")


def column(sheet, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


def test_the_workbook_itself_is_sound(book):
    assert broken(book) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "capacity_t_per_year",
            "10 kt",
            "column capacity_t_per_year: is not a number (found '10 kt'). Write 10000; the column is in t/yr.",
        ),
        (
            "capacity_t_per_year",
            -5,
            "column capacity_t_per_year: is below 0 (found '-5'). Write a number of at least 0 (t/yr).",
        ),
        (
            "capacity_t_per_year",
            True,
            "column capacity_t_per_year: is not a number (found 'true'). Write a number (t/yr).",
        ),
        ("material", 7, "column material: is not in materials (found '7'). Known: hydroxide, metal, scrap."),
        (
            "place",
            "NA",
            "column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'NA'). Did you mean 'NAM'?",
        ),
    ],
)
def test_a_broken_cell_is_named_with_its_sheet_row(book, name, value, said):
    book["suppliers"].cell(2, column(book["suppliers"], name)).value = value
    assert broken(book) == [f"book.xlsx, table suppliers, row 2, {said}"]


def test_sheets_are_told_apart_in_issues(book):
    book["suppliers"].cell(2, column(book["suppliers"], "place")).value = "XXX"
    book.save("book.xlsx")
    with pytest.raises(InputError) as error:
        load_case("book.xlsx")
    assert [(issue.file, issue.table, issue.row, issue.column) for issue in error.value.issues] == [
        ("book.xlsx", "suppliers", 2, "place")
    ]


def test_a_formula_that_was_never_calculated(book):
    book["suppliers"].cell(2, column(book["suppliers"], "capacity_t_per_year")).value = "=1000*2"
    cell = book["suppliers"].cell(2, column(book["suppliers"], "capacity_t_per_year")).coordinate
    assert broken(book) == [
        f"book.xlsx, table suppliers, row 2: has a formula that was never calculated, in {cell} (found '=1000*2'). Open the workbook in a spreadsheet program, and save it."
    ]


def test_merged_cells(book):
    book["owners"].merge_cells("B2:C2")
    assert broken(book) == ["book.xlsx, table owners, row 2: has merged cells (B2:C2). Unmerge them."]


def test_a_code_that_has_become_a_date(book):
    book["suppliers"].cell(2, column(book["suppliers"], "material")).value = dt.date(2026, 3, 1)
    assert broken(book) == [
        "book.xlsx, table suppliers, row 2: has become a date (found '2026-03-01 00:00:00'). Format the cell as text and write it anew."
    ]


def test_an_error_of_the_spreadsheet(book):
    book["suppliers"].cell(2, column(book["suppliers"], "reach")).value = "#REF!"
    assert broken(book) == [
        "book.xlsx, table suppliers, row 2: holds a spreadsheet's error (found '#REF!'). Correct the formula, or write the value."
    ]


def test_a_wrong_sheet_name(book):
    book["owners"].title = "owner list"
    book.create_sheet("Sheet1")
    assert broken(book) == [
        "book.xlsx: has a sheet that is no table (found 'Sheet1'). Known: agreement_effects, agreement_indicators, agreement_obligations, agreement_pairs, agreement_payments, agreements, chokepoints, contracts, ... (42 in all).",
        "book.xlsx: has a sheet that is no table (found 'owner list'). Did you mean 'owners'?",
    ]


def test_no_settings(book):
    del book["dataset"]
    assert broken(book) == ["book.xlsx: has no sheet dataset. Add it, with the columns setting and value."]


def test_settings_of_the_wrong_type(book):
    rows = {row[0].value: row[1] for row in book["dataset"].iter_rows()}
    rows["years"].value = "2026;soon"
    assert broken(book) == [
        "book.xlsx, column years: holds something that is not a calendar year (found \"[2026, 'soon']\"). Write whole years from 1900 to 2200, such as [2026, 2030]."
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0old",
            "is an old .xls workbook, or protected by a password. Save it as an .xlsx workbook, without a password.",
        ),
        (
            b"supplier,place\n",
            "is neither a folder nor an .xlsx workbook. Save it as an .xlsx workbook, without a password.",
        ),
        (
            b"PK\x03\x04rest",
            "is damaged: its parts cannot be listed. Save it as an .xlsx workbook, without a password.",
        ),
        (b"", "is neither a folder nor an .xlsx workbook. Save it as an .xlsx workbook, without a password."),
    ],
)
def test_what_is_no_workbook(tmp_path, monkeypatch, content, said):
    monkeypatch.chdir(tmp_path)
    Path("it.xlsx").write_bytes(content)
    assert messages("it.xlsx") == [f"it.xlsx: {said}"]


def test_a_zip_file_that_is_no_workbook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("it.xlsx", "w") as packed:
        packed.writestr("readme.txt", "not a workbook")
    assert messages("it.xlsx") == [
        "it.xlsx: cannot be read as a workbook (KeyError). Open and save it in a spreadsheet program."
    ]


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("it.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "0" * 30_000_000)
    assert messages("it.xlsx") == ["it.xlsx: is too large for a workbook. Use a folder of CSV files."]


def test_entities_are_not_expanded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert openpyxl.DEFUSEDXML
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with zipfile.ZipFile("it.xlsx", "w") as packed:
        packed.writestr("[Content_Types].xml", bomb)
        packed.writestr("xl/workbook.xml", bomb)
    assert messages("it.xlsx") == [
        "it.xlsx: cannot be read as a workbook (ValueError). Open and save it in a spreadsheet program."
    ]
