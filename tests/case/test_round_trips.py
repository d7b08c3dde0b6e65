"""What is written reads back the same, as a folder and as a workbook."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.case import Case, load_case
from model.case.template import write_template
from model.errors import InputError

NASTY = [
    "007",
    "NA",
    "1e5",
    "2026-01-01",
    "=1+1",
    "+4",
    "-x",
    "@you",
    "#N/A",
    "true",
    "_x0041_",
    "a\r\nb",
    "\tx",
    'say "hé"',
]


@pytest.fixture
def nasty(tables) -> Case:
    """Names that a spreadsheet would take for something else, numbers with every digit, flags, an empty table."""
    tables["materials"] = pd.concat(
        [tables["materials"], pd.DataFrame({"material": [f"m{i}" for i in range(len(NASTY))], "name": NASTY})]
    ).fillna({"stage": "scrap"})
    tables["materials"]["counted"] = [True, False] + [None] * len(NASTY)
    tables["owners"] = pd.DataFrame({"owner": ["acme", "007", "NA", "=x"]})
    tables["suppliers"]["price_usd_per_t"] = [0.1 + 0.2, 123456789.12345679]
    tables["suppliers"]["reserve_t"] = [1e15, 1.1e-9]
    tables["stockpiles"] = pd.DataFrame({"stockpile": [], "place": [], "material": []})
    return Case.from_tables(
        tables, years=[2026, 2030], buyer=["DEU"], title='Say "hé" \\ \U0001f600\n\x7f', kind="case"
    )


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_nothing_is_lost(nasty, tmp_path, form):
    if form == "folder":
        nasty.write(tmp_path / "it")
    else:
        nasty.write_workbook(tmp_path / "it.xlsx")
    again = load_case(tmp_path / ("it" if form == "folder" else "it.xlsx"))
    assert again.settings == nasty.settings
    for name, frame in nasty.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame, check_exact=True)
    assert again.draft.records["stockpiles"].present
    assert not again.draft.records["routes"].present


@settings(
    max_examples=8, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    names=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12), min_size=1, max_size=8
    ),
    numbers=st.lists(st.floats(1e-9, 1e15), min_size=2, max_size=2),
)
def test_any_text_and_number_survives(case, tmp_path_factory, names, numbers):
    folder = tmp_path_factory.mktemp("trip")
    owners = pd.DataFrame({"owner": [f"o{i}" for i in range(len(names))], "name": names})
    odd = case.replace(
        owners=pd.concat([case.owners, owners]), suppliers=case.suppliers.assign(price_usd_per_t=numbers)
    )
    odd.write(folder / "it")
    odd.write_workbook(folder / "it.xlsx")
    for again in (load_case(folder / "it"), load_case(folder / "it.xlsx")):
        assert again.owners["name"].tolist() == odd.owners["name"].tolist()
        assert again.suppliers["price_usd_per_t"].tolist() == numbers


def test_csv_is_plain(case, tmp_path):
    case.write(tmp_path / "it")
    assert (tmp_path / "it/suppliers.csv").read_bytes() == (
        b"supplier,place,owner,material,kind,capacity_t_per_year,price_usd_per_t,first_year\n"
        b"mine,COD,acme,hydroxide,mine,2000,6000,\n"
        b"refinery,FIN,,metal,,,31000,2027\n"
    )
    assert (tmp_path / "it/dataset.toml").read_text() == 'years = [2026, 2027, 2030]\nbuyer = ["DEU"]\n'


def test_no_cell_of_a_workbook_is_a_formula(nasty, tmp_path):
    nasty.write_workbook(tmp_path / "it.xlsx")
    book = openpyxl.load_workbook(tmp_path / "it.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in cells if cell.value == "=1+1"] == [True]


def test_a_folder_that_holds_something_is_left_alone(case, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="exists already"):
        case.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_nothing_is_left_half_written(case, tmp_path, monkeypatch, form):
    """A disk that is full shows when a file is renamed or written; what was begun is taken away again."""

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space left"):
        case.write(tmp_path / "it") if form == "folder" else case.write_workbook(tmp_path / "it.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("full", [False, True])
def test_a_template_is_a_sound_data_set(tmp_path, full):
    write_template(tmp_path / "new", full=full)
    case = load_case(tmp_path / "new")
    assert sorted(name for name, frame in case.tables.items() if len(frame)) == sorted(
        case.tables if full else ["materials", "suppliers", "demand"]
    )
    with pytest.raises(InputError, match="exists already"):
        write_template(tmp_path / "new", full=full)


def test_a_full_template_has_every_column(tmp_path):
    write_template(tmp_path / "new", full=True)
    case = load_case(tmp_path / "new")
    for name, frame in case.tables.items():
        header = (tmp_path / "new" / f"{name}.csv").read_text().split("\n")[0]
        assert header.split(",") == list(frame.columns)
