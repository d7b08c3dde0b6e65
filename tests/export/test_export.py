"""What is exported holds the same numbers, and no text of it is a formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from harbour import TABLES, harbour

from model import InputError, Plan, load_case, solve
from model.export import export_plan
from model.export.csv_zip import safe
from model.export.sheets import sheets

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(harbour())


@pytest.fixture(scope="module")
def risky(plan: Plan) -> Plan:
    """The plan, with a frame whose header and cells would be formulas."""
    frame = pd.DataFrame({"=header": list(FORMULAS), "value": [-1.5] * len(FORMULAS)})
    return replace(plan, frames={**plan.frames, "risky": frame})


def cells(sheet: openpyxl.worksheet.worksheet.Worksheet) -> pd.DataFrame:
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return pd.DataFrame(rows, columns=header)


def same_numbers(found: pd.DataFrame, frame: pd.DataFrame) -> None:
    """All digits of numbers, texts as they are, empty where nothing is."""
    assert list(found.columns) == list(frame.columns)
    assert len(found) == len(frame)
    for name, column in frame.items():
        written = [None if pd.isna(value) or value == "" else value for value in column]
        read = [None if pd.isna(value) or value == "" else value for value in found[name]]
        assert read == written, name


def test_a_workbook_holds_every_frame(plan: Plan, tmp_path: Path) -> None:
    export_plan(plan, tmp_path / "plan.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")

    assert book.sheetnames[:5] == ["summary", "assumptions", "kpis", "costs", "rules"]
    assert set(book.sheetnames) == {"summary", "assumptions", *plan.frames}
    assert all(len(name) <= 31 for name in book.sheetnames)
    for name, frame in sheets(plan):
        same_numbers(cells(book[name]), frame)
        assert book[name].freeze_panes == "A2"
    assert "\n".join(cells(book["summary"])["summary"].fillna("")) == plan.summary
    assert tuple(cells(book["assumptions"])["assumption"]) == plan.assumptions


def test_a_workbook_is_readable(plan: Plan, tmp_path: Path) -> None:
    export_plan(plan, tmp_path / "plan.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["purchases"]
    header = {cell.value: cell for cell in sheet[1]}

    assert header["supplier"].font.bold
    assert sheet.column_dimensions[header["lifted_t_per_year"].column_letter].width == len("lifted_t_per_year") + 2
    assert sheet.cell(2, header["cost_usd_per_year"].column).number_format == "#,##0"
    assert sheet.cell(2, header["year"].column).number_format == "0"


def test_a_zip_holds_every_frame(plan: Plan, tmp_path: Path) -> None:
    export_plan(plan, tmp_path / "plan.zip", "csv")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(f"{name}.csv" for name, _ in sheets(plan))
        for name in plan.frames:
            same_numbers(pd.read_csv(io.BytesIO(archive.read(f"{name}.csv"))), plan.frames[name])


def test_the_same_plan_gives_the_same_zip(plan: Plan, tmp_path: Path) -> None:
    export_plan(plan, tmp_path / "one.zip", "csv")
    export_plan(plan, tmp_path / "two.zip", "csv")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_parquet_holds_every_frame_with_its_types(plan: Plan, tmp_path: Path) -> None:
    export_plan(plan, tmp_path / "plan", "parquet")

    assert sorted(path.stem for path in (tmp_path / "plan").iterdir()) == sorted(name for name, _ in sheets(plan))
    for name, frame in sheets(plan):
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "plan" / f"{name}.parquet"), frame, check_exact=True)


def test_no_text_in_a_workbook_is_a_formula(risky: Plan, tmp_path: Path) -> None:
    export_plan(risky, tmp_path / "plan.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["risky"]
    text = [sheet.cell(row, 1) for row in range(1, len(FORMULAS) + 2)]

    assert [cell.value.replace("_x000D_", "\r") for cell in text] == ["=header", *FORMULAS]
    assert {cell.data_type for cell in text} == {"s"}
    assert all(cell.quotePrefix for cell in text)
    assert sheet.cell(2, 2).value == -1.5


def test_text_in_a_zip_that_looks_like_a_formula_has_an_apostrophe(risky: Plan, tmp_path: Path) -> None:
    export_plan(risky, tmp_path / "plan.zip", "csv")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        found = pd.read_csv(io.BytesIO(archive.read("risky.csv")), lineterminator="\n")

    assert list(found.columns) == ["'=header", "value"]
    assert found["'=header"].tolist() == [f"'{text}" for text in FORMULAS]
    assert found["value"].tolist() == [-1.5] * len(FORMULAS)  # a negative number is no formula


@pytest.mark.parametrize(("text", "safe_text"), [("a=b", "a=b"), ("", ""), (" =1", " =1"), ("=1", "'=1"), (-2.0, -2.0)])
def test_only_the_beginning_counts(text: object, safe_text: object) -> None:
    assert safe(text) == safe_text


def test_names_of_suppliers_that_look_like_formulas_survive_the_whole_way(tmp_path: Path) -> None:
    rows = [{**row, "name": f"=HYPERLINK({row['supplier']})"} for row in TABLES["suppliers"]]
    plan = solve(harbour(suppliers=rows))
    export_plan(plan, tmp_path / "plan.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["purchases"]
    column = next(cell.column for cell in sheet[1] if cell.value == "supplier_name")

    assert sheet.cell(2, column).value == "=HYPERLINK(china)"
    assert sheet.cell(2, column).data_type == "s"


def test_an_unknown_format(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        export_plan(plan, tmp_path / "plan.pdf", "pdf")

    assert str(caught.value) == (
        "1 problem in the input:\n  is not a format of export (found 'pdf'). Known: xlsx, csv, parquet."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "make_folder"), [("xlsx", True), ("csv", True), ("parquet", False)])
def test_something_else_in_the_place_is_left_alone(plan: Plan, tmp_path: Path, form: str, make_folder: bool) -> None:
    place = tmp_path / "place"
    if make_folder:
        place.mkdir()
    else:
        place.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        export_plan(plan, place, form)

    assert str(caught.value) == (
        f"1 problem in the input:\n  {place}: exists already and is something else. Choose another place."
    )
    assert place.is_dir() is make_folder


@pytest.mark.slow
def test_the_shipped_data_set_all_the_way(tmp_path: Path) -> None:
    plan = solve(load_case("inputs/usa", policies=["stock-60-days"]))
    plan.write(tmp_path / "run")
    export_plan(Plan.read(tmp_path / "run"), tmp_path / "run.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "run.xlsx", read_only=True)
    kpis = pd.DataFrame(book["kpis"].iter_rows(min_row=2, values_only=True), columns=list(plan.kpis.columns))

    assert kpis["value"].tolist() == plan.kpis["value"].tolist()
    assert set(book.sheetnames) == {"summary", "assumptions", *plan.frames}
    book.close()
