"""Whole files that are not what they should be, and settings that make no sense: the whole message."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import DATASET, TABLES, messages, write_files

from model.case import load_case

FILES = {
    "empty": (
        {"owners": ""},
        "data/owners.csv: is empty. Write the header (owner, name, place, ...), or delete the file.",
    ),
    "blank lines alone": (
        {"owners": "\n\n"},
        "data/owners.csv: is empty. Write the header (owner, name, place, ...), or delete the file.",
    ),
    "demand without rows": (
        {"demand": "place,sector,material,year,quantity_t\n"},
        'data/demand.csv: has no rows. Add what is needed, or write kind = "library" in dataset.toml.',
    ),
    "part of a key that cannot be read, of which provenance speaks": (
        {
            "demand": TABLES["demand"].replace("metal,2030", "metal,2030.5"),
            "provenance": "table,key,column,basis\ndemand,DEU;batteries;metal;2026,quantity_t,derived\n",
        },
        "data/demand.csv, row 3, column year: is not a whole number (found '2030.5'). Write one calendar year, such as 2030.",
    ),
    "misspelt needed column": (
        {"suppliers": TABLES["suppliers"].replace(",place,", ",plcae,", 1)},
        "data/suppliers.csv, row 1, column plcae: is not a column of suppliers. Did you mean 'place', which is missing?",
    ),
    "missing column": (
        {"demand": "place,sector,material,quantity_t\nDEU,batteries,metal,100\n"},
        "data/demand.csv, row 1, column year: is missing from the header. Add it: calendar year.",
    ),
    "misspelt column": (
        {"suppliers": TABLES["suppliers"].replace("reach,", "raech,", 1)},
        "data/suppliers.csv, row 1, column raech: is not a column of suppliers. Did you mean 'reach'?",
    ),
    "unknown column": (
        {"owners": "owner,tags,comment\nacme,listed,hello\n"},
        "data/owners.csv, row 1, column comment: is not a column of owners. Known: basis, name, place, source.",
    ),
    "column twice": (
        {"owners": "owner,place,place\nacme,DEU,DEU\n"},
        "data/owners.csv, row 1, column place: stands in the header twice. Keep one of the two.",
    ),
    "semicolons": (
        {"owners": "owner;place\nacme;DEU\n"},
        "data/owners.csv, row 1: is separated by semicolons, not by commas. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "tabs": (
        {"owners": "owner\tplace\nacme\tDEU\n"},
        "data/owners.csv, row 1: is separated by tabs, not by commas. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "vertical bars": (
        {"owners": "owner|place\nacme|DEU\n"},
        "data/owners.csv, row 1: is separated by vertical bars, not by commas. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "UTF-16": (
        {"owners": TABLES["owners"].encode("utf-16")},
        "data/owners.csv: is UTF-16 text, not UTF-8. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "UTF-16 without mark": (
        {"owners": TABLES["owners"].encode("utf-16-le")},
        "data/owners.csv, row 1: holds a NUL byte. Export the file anew: it is damaged, or not UTF-8 text.",
    ),
    "Latin-1": (
        {"suppliers": TABLES["suppliers"].replace("Scrap yard", "Schrottplätze").encode("latin-1")},
        "data/suppliers.csv, row 4: is not UTF-8 text (byte 0xE4). Save the file as CSV UTF-8 (comma delimited).",
    ),
    "CR alone": (
        {"owners": TABLES["owners"].replace("\n", "\r")},
        "data/owners.csv: ends its lines in the old Macintosh way (CR only). Save the file as CSV UTF-8 (comma delimited).",
    ),
    "NUL byte": (
        {"owners": TABLES["owners"].replace("DEU", "D\0U")},
        "data/owners.csv, row 2: holds a NUL byte. Export the file anew: it is damaged, or not UTF-8 text.",
    ),
    "open quotation mark": (
        {"suppliers": TABLES["suppliers"].replace('Congo"', "Congo")},
        "data/suppliers.csv, row 2: has a quotation mark that is never closed. Close it, or double it if it belongs to the text.",
    ),
    "text after quotation mark": (
        {"suppliers": TABLES["suppliers"].replace('"Mine, in Congo"', '"Mine" in Congo')},
        "data/suppliers.csv, row 2: is not proper CSV (',' expected after '\"'). Put quotation marks around the whole cell, and double those in it.",
    ),
    "short row": (
        {"contracts": TABLES["contracts"].replace("spot,mine,spot,,,,,,,", "spot,mine,spot")},
        "data/contracts.csv, row 2: has 3 cells, fewer than the header's 10. Write a comma for each empty cell too.",
    ),
    "long row": (
        {"contracts": TABLES["contracts"].replace("spot,mine,spot,", "spot,mine,spot,,")},
        "data/contracts.csv, row 2: has 11 cells, more than the header's 10. A cell with a comma in it needs quotation marks around it.",
    ),
    "blank row between": (
        {"demand": TABLES["demand"].replace("\nDEU,batteries,metal,2030", "\n\nDEU,batteries,metal,2030")},
        "data/demand.csv, row 3: is blank between other rows. Delete the row.",
    ),
    "comment above header": (
        {"demand": "# from the survey\n" + TABLES["demand"]},
        "data/demand.csv, row 1: is not the header, which stands in row 2 (found '# from the survey'). Delete the rows above the header.",
    ),
    "comment with semicolon": (
        {"demand": "# from; the survey\n" + TABLES["demand"]},
        "data/demand.csv, row 1: is not the header, which stands in row 2 (found '# from; the survey'). Delete the rows above the header.",
    ),
    "no header": (
        {"owners": "acme,DEU,listed\n"},
        "data/owners.csv, row 1: is not a header: none of its columns is known (found 'acme'). Write the header, which begins with owner.",
    ),
    "picture": (
        {"owners": b"\x89PNG\r\n\x1a\n...."},
        "data/owners.csv: is a picture, not a CSV file. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "workbook": (
        {"owners": b"PK\x03\x04...."},
        "data/owners.csv: is a workbook or zip file, not a CSV file. Save the file as CSV UTF-8 (comma delimited).",
    ),
    "column without name": (
        {"owners": "owner,,tags\nacme,x,listed\n"},
        "data/owners.csv, row 1: has no name for column 2. Name the column, or clear its cells.",
    ),
    "cells beyond the header": (
        {"owners": "owner,place,tags,,\nacme,DEU,listed,,x\n"},
        "data/owners.csv, row 1: has no name for column 4. Name the column, or clear its cells.",
    ),
    "ten thousand columns": (
        {"owners": "owner," + ",".join(f"c{i}" for i in range(10_000)) + "\nacme" + "," * 10_000 + "\n"},
        "data/owners.csv, row 1: has 10001 columns; the table has 6. Delete the columns that are not its own.",
    ),
    "line breaks in cells": (
        {
            "suppliers": TABLES["suppliers"]
            .replace("Mine, in Congo", "Mine,\nin\nCongo")
            .replace("recycling,,,1000", "recycling,,,x")
        },
        "data/suppliers.csv, row 4, column price_usd_per_t: is not a number (found 'x'). Write a number (USD/t).",
    ),
    "misspelt file": (
        {"supliers": "supplier,place\n"},
        "data/supliers.csv: is not the name of a table. Did you mean 'suppliers.csv'?",
    ),
    "endless cell": (
        {"owners": "owner,place\nacme," + "x" * 200_000 + "\n"},
        "data/owners.csv, row 2: has a cell that is too long, or a quotation mark that is never closed. Shorten or close it.",
    ),
}
HARMLESS = {
    "byte order mark": {"owners": b"\xef\xbb\xbf" + TABLES["owners"].encode()},
    "Windows line ends": {"owners": TABLES["owners"].replace("\n", "\r\n")},
    "blank rows at the end": {"owners": TABLES["owners"] + "\n,,\n  \n"},
    "empty columns at the end": {"owners": "owner,place,tags,,\nacme,DEU,listed,,\n"},
    "header only": {"stockpiles": "stockpile,place,material\n"},
    "text NA": {"owners": "owner,name,place,tags\nacme,NA,NAM,listed\n"},
}
SETTINGS = [
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndiscont_rate = 0.05',
        "data/dataset.toml, column discont_rate: is not a setting. Did you mean 'discount_rate'?",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndiscount_rate = 8',
        "data/dataset.toml, column discount_rate: is above 1 (found '8'). Write a fraction: 0.08 for 8 % a year.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndiscount_rate = 1',
        "data/dataset.toml, column discount_rate: is not between 0 and 1 (found '1'). Write a fraction, such as 0.05 for 5 % a year.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndiscount_rate = -0.1',
        "data/dataset.toml, column discount_rate: is not between 0 and 1 (found '-0.1'). Write a fraction, such as 0.05 for 5 % a year.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndiscount_rate = "8"',
        "data/dataset.toml, column discount_rate: is not a number (found '8'). Write a fraction without quotation marks, such as 0.05.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\nperspective = "state"',
        "data/dataset.toml, column perspective: is not one of firm, country (found 'state'). Known: country, firm.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\nkind = "lib"',
        "data/dataset.toml, column kind: is not one of case, library (found 'lib'). Did you mean 'library'?",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ncurrency_year = 25',
        "data/dataset.toml, column currency_year: is not a calendar year (found '25'). Write a whole year from 1900 to 2200.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\nlast_period_years = 0',
        "data/dataset.toml, column last_period_years: is not a number of years (found '0'). Write a whole number from 1 to 100.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\nlast_period_years = true',
        "data/dataset.toml, column last_period_years: is not a number of years (found 'True'). Write a whole number from 1 to 100.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\nbased_on = "../wrld"',
        "data/dataset.toml, column based_on: does not exist (found '../wrld'). Copy that data set there too, or write the path to it.",
    ),
    (
        'buyer = ["DEU"]',
        'buyer = ["DEU"]\ndescription = 3',
        "data/dataset.toml, column description: is not a text (found '3'). Write it in quotation marks.",
    ),
    (
        "2026, 2028, 2030",
        "2028, 2026",
        "data/dataset.toml, column years: is not in ascending order (found '[2028, 2026]'). Write [2026, 2028].",
    ),
    (
        "2026, 2028, 2030",
        "2026, 2026",
        "data/dataset.toml, column years: is not in ascending order (found '[2026, 2026]'). Write [2026].",
    ),
    (
        "2026, 2028, 2030",
        "2026.5",
        "data/dataset.toml, column years: holds something that is not a calendar year (found '[2026.5]'). Write whole years from 1900 to 2200, such as [2026, 2030].",
    ),
    (
        "[2026, 2028, 2030]",
        "2026",
        "data/dataset.toml, column years: is not a list of years (found '2026'). Write a list, such as [2026, 2030].",
    ),
    (
        "2026, 2028, 2030",
        "",
        "data/dataset.toml, column years: is not a list of years (found '[]'). Write a list, such as [2026, 2030].",
    ),
    (
        '["DEU"]',
        '"DEU"',
        "data/dataset.toml, column buyer: is not a list of places (found 'DEU'). Write a list of codes, such as [\"DEU\"].",
    ),
    (
        '["DEU"]',
        '["GER"]',
        "data/dataset.toml, column buyer: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'GER'). Did you mean 'DEU'?",
    ),
    (
        '["DEU"]',
        '["DEU", "DEU"]',
        "data/dataset.toml, column buyer: names a place twice (found \"['DEU', 'DEU']\"). Name each place once.",
    ),
    (
        'buyer = ["DEU"]\n',
        "",
        'data/dataset.toml, column buyer: is missing. Add the place that buys, such as buyer = ["DEU"].',
    ),
    (
        '"Cobalt"',
        "Cobalt",
        "data/dataset.toml: is not proper TOML: Invalid value (at line 1, column 9). Text stands in quotation marks, lists in [ ].",
    ),
]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_a_table_is_one_message(folder, name):
    contents, said = FILES[name]
    write_files(folder, **contents)
    assert messages("data") == [said]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_spreadsheets_add_is_no_problem(folder, name):
    write_files(folder, **HARMLESS[name])
    assert messages("data") == []


def test_a_byte_order_mark_is_no_part_of_the_first_column(folder):
    write_files(folder, **HARMLESS["byte order mark"])
    assert load_case("data").owners["owner"].tolist() == ["acme"]


@pytest.mark.parametrize(("old", "new", "said"), SETTINGS)
def test_a_setting_that_makes_no_sense_is_one_message(folder, old, new, said):
    write_files(folder, dataset=DATASET.replace(old, new))
    assert messages("data") == [said]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(folder):
    """The suppliers are unreadable, so nothing is said of references to them, but all of the other tables."""
    demand = TABLES["demand"].replace("2030,120", "2030,1e20")
    write_files(folder, suppliers=TABLES["suppliers"].replace(",", ";"), demand=demand, owners="owner\nacme,DEU\n")
    assert messages("data") == [
        "data/demand.csv, row 3, column quantity_t: is too large (found '1e20'). Write a number of at most 1e15 (t/yr).",
        "data/owners.csv, row 2: has 2 cells, more than the header's 1. A cell with a comma in it needs quotation marks around it.",
        "data/suppliers.csv, row 1: is separated by semicolons, not by commas. Save the file as CSV UTF-8 (comma delimited).",
    ]


def test_files_that_are_missing_are_named(folder):
    folder.mkdir()
    (folder / "dataset.toml").write_text(DATASET)
    assert messages("data") == [
        f"data/{name}.csv: is missing. A data set needs at least materials, suppliers and demand."
        for name in ("demand", "materials", "suppliers")
    ]


def test_a_misnamed_file_is_one_message(folder):
    """Nothing is said of the suppliers that are missing without it."""
    write_files(folder)
    (folder / "suppliers.csv").rename(folder / "Supplier.csv")
    assert messages("data") == [
        "data/Supplier.csv: is not the name of a table. Did you mean 'suppliers.csv'?",
    ]


def test_a_folder_that_is_none_is_named_with_the_nearest(folder):
    write_files(folder)
    assert messages("dat") == ["dat: does not exist. Did you mean 'data'?"]
    assert messages("data/owners.csv") == [
        "data/owners.csv: is neither a folder nor an .xlsx workbook. Save it as an .xlsx workbook, without a password."
    ]


def test_a_folder_without_settings_is_named(folder):
    folder.mkdir()
    assert messages("data") == ["data/dataset.toml: is missing. A data set is a folder with a dataset.toml in it."]
