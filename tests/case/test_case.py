"""Case: what it says of its tables, by hand-written numbers."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from model.case import Case, load_case, split_list
from model.errors import InputError

MINIMAL = {
    "dataset.toml": 'years = [2026]\nbuyer = ["DEU"]\n',
    "materials.csv": "material,stage\nmetal,processing\n",
    "suppliers.csv": "supplier,place,material,price_usd_per_t\nrefinery,FIN,metal,30000\n",
    "demand.csv": "place,sector,material,year,quantity_t\nDEU,batteries,metal,2026,100\n",
}


def test_four_files_make_a_data_set(tmp_path):
    for name, text in MINIMAL.items():
        (tmp_path / name).write_text(text)
    case = load_case(tmp_path)
    assert case.name == tmp_path.name
    assert case.folder == tmp_path
    assert case.years_in == {2026: 1}
    assert case.series("demand", "quantity_t").to_dict() == {("DEU", "batteries", "metal", 2026): 100}
    assert case.minerals.to_dict("records") == [{"material": "metal", "mineral": "metal", "content": 1}]
    assert case.plants.empty


def test_settings_given_to_the_loader_win(tmp_path):
    for name, text in MINIMAL.items():
        (tmp_path / name).write_text(text)
    assert load_case(tmp_path, settings={"discount_rate": 0.08}).settings.discount_rate == 0.08


def test_each_year_stands_for_the_years_until_the_next(case):
    assert case.years == (2026, 2027, 2030)
    assert case.years_in == {2026: 1, 2027: 3, 2030: 3}
    assert case.replace(last_period_years=5).years_in == {2026: 1, 2027: 3, 2030: 5}


def test_tables_stand_as_written_and_filled_has_the_defaults(case):
    written, filled = case.suppliers, case.filled("suppliers")
    assert written["kind"].tolist() == ["mine", ""]
    assert filled["kind"].tolist() == ["mine", "market"]
    assert written["reach"].isna().all()
    assert filled["reach"].tolist() == [1, 1]
    assert filled["capacity_t_per_year"].isna().tolist() == [False, True]
    assert filled["first_year"].isna().tolist() == [True, False]
    kinds = {"name": "str", "reach": "float64", "capacity_t_per_year": "float64", "first_year": "Int64"}
    assert {name: str(filled[name].dtype) for name in kinds} == kinds
    assert str(case.filled("materials")["counted"].dtype) == "bool"
    assert case.filled("materials")["counted"].tolist() == [True, True]


def test_tables_that_are_absent_have_typed_columns(case):
    assert str(case.routes["cost_usd_per_t"].dtype) == "float64"
    assert case.by_year("routes", "cost_usd_per_t").empty
    assert case.series("prices", "price_usd_per_t").empty


def test_yearly_overrides_by_straight_lines_and_constants_outside(case):
    capacity = case.by_year("suppliers", "capacity_t_per_year")
    assert capacity["mine"].to_dict() == {2026: 1000, 2027: 2000, 2030: 3000}
    assert capacity["refinery"].isna().all()
    assert capacity.index.names == ["supplier", "year"]
    assert case.by_year("suppliers", "premium")["mine"].to_dict() == {2026: 0, 2027: 0, 2030: 0}


def test_by_year_is_of_tables_with_one_key(case):
    with pytest.raises(KeyError, match="demand has a key of several columns"):
        case.by_year("demand", "quantity_t")


def test_series_are_straight_lines_between_the_years_given(case):
    demand = case.series("demand", "quantity_t")
    assert demand["DEU", "batteries", "metal"].to_dict() == {2026: 100, 2027: 120, 2030: 180}
    assert demand.index.names == ["place", "sector", "material", "year"]
    wide = case.series("demand", "quantity_t", years=[2020, 2028, 2040])
    assert wide["DEU", "batteries", "metal"].to_dict() == {2020: 100, 2028: 140, 2040: 180}


def test_series_do_not_depend_on_the_order_of_rows(case):
    turned = case.replace(demand=case.demand.iloc[::-1])
    assert turned.series("demand", "quantity_t").equals(case.series("demand", "quantity_t"))


def test_tags_are_of_places(case):
    assert case.tags("DEU") == {"EU", "OECD"}
    assert case.tags("COD") == set()
    assert split_list("A; B;") == ("A", "B")


def test_a_case_cannot_be_changed_through_its_tables(case):
    demand = case.demand
    demand.loc[0, "quantity_t"] = 1
    filled = case.filled("demand")
    filled.loc[0, "quantity_t"] = 1
    assert case.demand["quantity_t"].tolist() == [100, 180]
    assert case.filled("demand")["quantity_t"].tolist() == [100, 180]


def test_replace_makes_another_case(case):
    more = case.replace(demand=case.demand.assign(quantity_t=case.demand.quantity_t * 2), discount_rate=0.1)
    assert more.demand["quantity_t"].tolist() == [200, 360]
    assert (more.settings.discount_rate, case.settings.discount_rate) == (0.1, 0.05)
    assert case.demand["quantity_t"].tolist() == [100, 180]


def test_replace_validates_as_a_file_would_be(case):
    frame = case.suppliers.assign(place=["XXX", "FIN"], reach=[2.0, 1.0])
    with pytest.raises(InputError) as error:
        case.replace(suppliers=frame, discount_rate=8)
    assert [str(issue) for issue in error.value.issues] == [
        "settings, column discount_rate: is above 1 (found '8'). Write a fraction: 0.08 for 8 % a year.",
        "suppliers, row 2, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'XXX'). Write a code such as DEU, or declare a region in places.",
        "suppliers, row 2, column reach: is above 1 (found '2'). Write a fraction: 0.02 for 2 %.",
    ]


def test_what_is_neither_table_nor_setting_is_named(case):
    with pytest.raises(InputError, match=r"demnd: is neither a table nor a setting. Did you mean 'demand'"):
        case.replace(demnd=case.demand)
    with pytest.raises(AttributeError, match=r"no table or property 'supliers'. Did you mean 'suppliers'"):
        _ = case.supliers


def test_from_tables_names_tables_columns_and_settings(tables):
    tables["suplliers"] = tables["owners"]
    tables["owners"] = tables["owners"].rename(columns={"tags": "tgas"})
    with pytest.raises(InputError) as error:
        Case.from_tables(tables, buyer=["DEU"], yeers=[2026])
    assert [str(issue) for issue in error.value.issues] == [
        "owners, row 1, column tgas: is not a column of owners. Did you mean 'tags'?",
        "settings, column years: is missing. Add the planning years, such as years = [2026, 2030].",
        "settings, column yeers: is not a setting. Did you mean 'years'?",
        "suplliers: is not a table. Did you mean 'suppliers'?",
    ]


def test_values_of_frames_are_checked_like_text(tables):
    tables["suppliers"]["capacity_t_per_year"] = [float("inf"), -1.0]
    tables["demand"]["year"] = [2026.5, 2030]
    with pytest.raises(InputError) as error:
        Case.from_tables(tables, years=[2026], buyer=["DEU"])
    assert [str(issue) for issue in error.value.issues] == [
        "demand, row 2, column year: is not a whole number (found '2026.5'). Write one calendar year, such as 2026.",
        "suppliers, row 2, column capacity_t_per_year: is not a number (found 'inf'). Leave the cell empty (that means: no limit), or write a number.",
        "suppliers, row 3, column capacity_t_per_year: is below 0 (found '-1'). Write a number of at least 0 (t/yr).",
    ]


def test_flags_and_lists_of_frames(tables):
    tables["materials"]["counted"] = [True, False]
    tables["places"]["tags"] = [["EU", "OECD"], []]
    case = Case.from_tables(tables, years=[2026], buyer=["DEU"])
    assert case.filled("materials")["counted"].tolist() == [True, False]
    assert case.tags("DEU") == {"EU", "OECD"}


def test_a_library_needs_no_demand(tables):
    del tables["demand"]
    case = Case.from_tables(tables, kind="library")
    assert case.years_in == {}
    with pytest.raises(InputError, match="demand: is missing"):
        Case.from_tables(tables, years=[2026], buyer=["DEU"])


def test_a_case_survives_another_process(case):
    again = pickle.loads(pickle.dumps(case))  # noqa: S301 - our own bytes
    pd.testing.assert_frame_equal(again.suppliers, case.suppliers)
    assert again.settings == case.settings
