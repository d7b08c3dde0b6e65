"""Edits: what a person types becomes a small difference from the files, checked by the loader, with the row named."""

from __future__ import annotations

import pandas as pd
import pytest

from model import InputError, load_case
from model.case.differences import case_changes
from model.schema import TABLES
from views.data_sets import base_case, case_of
from views.edits import TableEdit, apply_delta, counted, difference, edited, edited_tables, listed, numbered, with_edit
from views.problems import problem_table

CHANGE = TableEdit("suppliers", changed=((3, "capacity_t_per_year", 80.0),))


@pytest.fixture(scope="module")
def suppliers() -> pd.DataFrame:
    return load_case("inputs/tiny").tables["suppliers"]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(suppliers):
    assert list(numbered(suppliers).index[:2]) == [2, 3]


def test_what_is_typed_added_and_deleted_becomes_a_difference(suppliers):
    delta = {
        "edited_rows": {1: {"capacity_t_per_year": 80}, 2: {"premium": None}},
        "added_rows": [{"supplier": "cobalt-can", "place": "CAN", "material": "refined-cobalt"}, {}],
        "deleted_rows": [0],
    }
    rows = apply_delta(numbered(suppliers), delta, TABLES["suppliers"])
    edit = difference("suppliers", suppliers, rows)
    assert edit.changed == ((3, "capacity_t_per_year", 80), (4, "premium", None))
    assert edit.added == ((("supplier", "cobalt-can"), ("place", "CAN"), ("material", "refined-cobalt")),)
    assert edit.removed == (2,)
    assert counted((edit,)) == "2 cells, 1 row added, 1 row removed"


def test_a_difference_makes_the_same_rows_again(suppliers):
    delta = {"edited_rows": {0: {"name": "Mine"}}, "added_rows": [{"supplier": "b"}], "deleted_rows": [3]}
    rows = apply_delta(numbered(suppliers), delta, TABLES["suppliers"])
    edit = difference("suppliers", suppliers, rows)
    pd.testing.assert_frame_equal(edited(suppliers, edit), rows, check_index_type=False)


def test_typing_continues_on_an_edited_table(suppliers):
    first = TableEdit("suppliers", added=((("supplier", "b"),),), removed=(2,))
    rows = apply_delta(edited(suppliers, first), {"added_rows": [{"supplier": "c"}]}, TABLES["suppliers"])
    edit = difference("suppliers", suppliers, rows)
    assert edit == TableEdit("suppliers", added=((("supplier", "b"),), (("supplier", "c"),)), removed=(2,))


def test_what_is_typed_back_is_no_difference(suppliers):
    rows = apply_delta(
        edited(suppliers, CHANGE), {"edited_rows": {1: {"capacity_t_per_year": 100.0}}}, TABLES["suppliers"]
    )
    assert difference("suppliers", suppliers, rows).empty
    assert with_edit((CHANGE,), difference("suppliers", suppliers, rows)) == ()


def test_an_edit_changes_the_case_and_leaves_the_file(here):
    case = case_of("tiny", (CHANGE,))
    assert case.suppliers["capacity_t_per_year"].iloc[1] == 80
    assert base_case("tiny").suppliers["capacity_t_per_year"].iloc[1] == 100
    assert load_case("inputs/tiny").suppliers["capacity_t_per_year"].iloc[1] == 100


def test_a_bad_value_is_refused_with_the_row_that_the_editor_shows(here):
    edit = TableEdit("suppliers", changed=((4, "capacity_t_per_year", -5.0),), removed=(2, 3))
    with pytest.raises(InputError) as caught:
        case_of("tiny", (edit,))
    rows = {"suppliers": edited(base_case("tiny").tables["suppliers"], edit)}
    found = problem_table(caught.value.issues, rows)
    bad = found[found["column"] == "capacity_t_per_year"]
    assert list(bad[["table", "row", "found"]].iloc[0]) == ["suppliers", 4, "-5"]
    assert bad["problem"].iloc[0] == "is below 0"


def test_a_fraction_in_a_column_of_whole_numbers_is_a_problem_and_no_crash(here):
    edit = TableEdit("demand", changed=((2, "year", 2026.5),))
    with pytest.raises(InputError, match=r"2026\.5"):
        case_of("tiny", (edit,))


def test_differences_are_listed_with_what_stood_there(suppliers):
    frame = listed({"suppliers": suppliers}, (CHANGE,))
    assert frame.to_dict("records") == [
        {
            "table": "suppliers",
            "row": 3,
            "what": "changed",
            "column": "capacity_t_per_year",
            "before": "100",
            "after": "80",
        }
    ]


def test_policies_apply_on_top_of_edits(here):
    case = case_of("tiny", (CHANGE,), ("cap-60",))
    assert case.suppliers["capacity_t_per_year"].iloc[1] == 80
    assert case.policies == ("cap-60",)
    assert list(case.rules["limit"]) == [0.6]


def test_what_a_policy_changes_is_listed_on_resolved_tables(here):
    changes = case_changes(base_case("tiny"), case_of("tiny", (), ("cap-60",)))
    assert list(changes[["table", "what"]].itertuples(index=False, name=None)) == [("rules", "added")]
    tables = edited_tables(base_case("tiny").tables, (CHANGE,))
    cells = case_changes(base_case("tiny"), base_case("tiny").replace(**tables))
    assert list(cells.iloc[0]) == ["suppliers", "cobalt-chn", "changed", "capacity_t_per_year", "100", "80"]
