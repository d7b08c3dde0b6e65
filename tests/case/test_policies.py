"""Policies, and data sets built on others: what they change, and what they say when they cannot."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from model.case import load_case
from model.errors import InputError


@pytest.fixture
def folder(case, tmp_path, monkeypatch):
    """The small case as a folder, named as a user would."""
    monkeypatch.chdir(tmp_path)
    case.write("data")
    Path("data/policies").mkdir()
    return Path("data")


def write_policy(name: str, text: str, folder: str = "data") -> None:
    Path(folder, "policies").mkdir(exist_ok=True)
    Path(folder, "policies", f"{name}.toml").write_text(text, encoding="utf-8")


def messages(source: str = "data", *policies: str) -> list[str]:
    with pytest.raises(InputError) as error:
        load_case(source, policies=policies)
    return [str(issue) for issue in error.value.issues]


def test_scale_scales_what_yearly_says_too(folder):
    write_policy("half", '[[change]]\ntable = "suppliers"\nwhere = "place=COD"\nscale = { capacity_t_per_year = 0.5 }')
    case = load_case("data", policies=["half"])
    assert case.policies == ("half",)
    assert case.suppliers["capacity_t_per_year"].tolist()[0] == 1000
    assert case.by_year("suppliers", "capacity_t_per_year")["mine"].to_dict() == {2026: 500, 2027: 1000, 2030: 1500}


def test_set_removes_what_yearly_says(folder):
    write_policy(
        "fixed",
        '[[change]]\ntable = "suppliers"\nwhere = "supplier=mine"\nset = { capacity_t_per_year = 7, owner = "" }',
    )
    case = load_case("data", policies=["fixed"])
    assert case.by_year("suppliers", "capacity_t_per_year")["mine"].tolist() == [7, 7, 7]
    assert case.suppliers["owner"].tolist() == ["", ""]
    assert case.yearly.empty


def test_scale_starts_from_the_default(folder):
    write_policy("reach", '[[change]]\ntable = "suppliers"\nscale = { reach = 0.25 }')
    assert load_case("data", policies=["reach"]).suppliers["reach"].tolist() == [0.25, 0.25]


def test_no_limit_stays_no_limit(folder):
    write_policy("half", '[[change]]\ntable = "suppliers"\nscale = { capacity_t_per_year = 0.5 }')
    assert load_case("data", policies=["half"]).suppliers["capacity_t_per_year"].isna().tolist() == [False, True]


def test_add_drop_and_settings(folder):
    write_policy(
        "swap",
        """
        title = "Another mine"
        [[drop]]
        table = "contracts"
        where = "kind=spot & supplier.place=COD"
        [[add]]
        table = "contracts"
        rows = [{ contract = "spot", supplier = "mine", kind = "offtake", term_years = 5 }]
        [settings]
        discount_rate = 0.1
        """,
    )
    case = load_case("data", policies=["swap"])
    assert case.contracts[["contract", "kind", "term_years"]].values.tolist() == [["spot", "offtake", 5]]
    assert case.settings.discount_rate == 0.1
    assert load_case("data", policies=["swap"], settings={"discount_rate": 0.2}).settings.discount_rate == 0.2


def test_policies_apply_in_order_and_say_what_they_overrule(folder):
    write_policy(
        "a",
        '[[change]]\ntable = "suppliers"\nwhere = "supplier=mine"\nset = { capacity_t_per_year = 7 }\n[settings]\ndiscount_rate = 0.1',
    )
    write_policy(
        "b",
        '[[change]]\ntable = "suppliers"\nwhere = "supplier=mine"\nset = { capacity_t_per_year = 8 }\n[settings]\ndiscount_rate = 0.2',
    )
    case = load_case("data", policies=["a", "b"])
    assert case.suppliers["capacity_t_per_year"].tolist()[0] == 8
    assert case.settings.discount_rate == 0.2
    assert case.notes == (
        "policy b sets what policy a set: suppliers.mine.capacity_t_per_year",
        "policy b sets what policy a set: discount_rate",
    )
    assert load_case("data").with_policy("a", "b").notes == case.notes
    assert load_case("data").with_policy("a").with_policy("b").notes == case.notes


def test_a_policy_comes_after_those_that_it_extends_once(folder):
    write_policy("base", '[[change]]\ntable = "suppliers"\nwhere = "supplier=mine"\nscale = { price_usd_per_t = 2 }')
    write_policy("left", 'extends = ["base"]')
    write_policy(
        "right", 'extends = ["base", "left"]\n[[change]]\ntable = "suppliers"\nscale = { price_usd_per_t = 10 }'
    )
    case = load_case("data", policies=["right"])
    assert case.suppliers["price_usd_per_t"].tolist() == [120_000, 310_000]
    assert case.policies == ("right",)
    assert case.with_policy("base").suppliers["price_usd_per_t"].tolist() == [120_000, 310_000]


def test_a_policy_may_be_a_path(folder, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("[settings]\ndiscount_rate = 0.3")
    case = load_case("data", policies=[path])
    assert (case.policies, case.settings.discount_rate) == (("own",), 0.3)


def test_an_optional_change_may_match_nothing(folder):
    write_policy(
        "maybe", '[[change]]\ntable = "suppliers"\nwhere = "mineral=lithium"\nset = { reach = 0.5 }\noptional = true'
    )
    assert load_case("data", policies=["maybe"]).suppliers["reach"].isna().all()


CHANGE = '[[change]]\ntable = "suppliers"\n'
P = "data/policies/p.toml"
S = f"{P}, table suppliers"
OWNERS = f"{P}, table owners"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CHANGE + 'where = "place=FRA"\nset = { reach = 0.5 }',
            [f"{S}: [[change]] 1: matches no row of suppliers. Correct its where, or write optional = true."],
        ),
        (
            '[[drop]]\ntable = "suppliers"\nwhere = "place=FRA"',
            [f"{S}: [[drop]] 1: matches no row of suppliers. Correct its where, or write optional = true."],
        ),
        (
            CHANGE + 'where = "plce=COD"\nset = { reach = 0.5 }',
            [f"{S}, column where: [[change]] 1: is not a column of suppliers (found 'plce'). Did you mean 'place'?"],
        ),
        (
            CHANGE + 'where = "owner=acne"\nset = { reach = 0.5 }',
            [f"{S}, column where: [[change]] 1: is not known (owner) (found 'acne'). Did you mean 'acme'?"],
        ),
        (
            CHANGE + 'where = "owner"\nset = { reach = 0.5 }',
            [
                f"{S}, column where: [[change]] 1: is not a condition (found 'owner'). Write column=value, such as place=RUS|CHN & kind!=market."
            ],
        ),
        (
            CHANGE + "set = { raech = 0.5 }",
            [f"{S}, column raech: [[change]] 1: is not a column of suppliers. Did you mean 'reach'?"],
        ),
        (
            CHANGE + "set = { reach = 40 }",
            [f"{S}, column reach: [[change]] 1: is above 1 (found '40'). Write a fraction: 0.4 for 40 %."],
        ),
        (
            CHANGE + 'set = { place = "Finnland" }',
            [
                f"{S}, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Finnland'). Did you mean 'FIN'?",
            ],
        ),
        (
            CHANGE + 'set = { supplier = "x" }',
            [
                f"{S}, column supplier: [[change]] 1: belongs to the key, which cannot change. Drop the row and add another."
            ],
        ),
        (
            CHANGE + "scale = { kind = 2 }",
            [f"{S}, column kind: [[change]] 1: is a text, not a number. Only numbers can be scaled; use set."],
        ),
        (
            CHANGE + "scale = { reach = -1 }",
            [
                f"{S}, column reach: [[change]] 1: is not a factor (found '-1'). Write a number from 0 to 1e9, such as 0.5."
            ],
        ),
        (
            CHANGE + "scale = { reach = 2 }",
            [
                f"{S}, column reach: [[change]] 1: is above 1 once scaled by 2 (found '2'). Write a fraction: 0.02 for 2 %."
            ],
        ),
        (
            CHANGE + "scale = { reserve_t = 2 }",
            [f"{S}, column reserve_t: [[change]] 1: is empty in every row that it scales. Use set."],
        ),
        (
            CHANGE,
            [
                f"{S}: [[change]] 1: sets and scales nothing. Write set = {{ column = value }} or scale = {{ column = factor }}."
            ],
        ),
        (
            CHANGE + "set = { reach = 1 }\nsacle = { reach = 2 }",
            [f"{P}: [[change]] 1: is not part of it (found 'sacle'). Did you mean 'scale'?"],
        ),
        (
            '[[change]]\ntable = "supliers"\nset = { reach = 1 }',
            [f"{P}: [[change]] 1: is not a table (found 'supliers'). Did you mean 'suppliers'?"],
        ),
        (
            "[[change]]\nset = { reach = 1 }",
            [f'{P}: [[change]] 1: names no table. Write table = "suppliers", for instance.'],
        ),
        (
            '[[add]]\ntable = "owners"\nrows = []',
            [f"{OWNERS}: [[add]] 1: has no rows. Write rows = [ {{ column = value, ... }} ]."],
        ),
        (
            '[[add]]\ntable = "owners"\nrows = [{ owner = "x", nmae = "X" }]',
            [f"{OWNERS}, column nmae: [[add]] 1: is not a column of owners. Did you mean 'name'?"],
        ),
        (
            '[[add]]\ntable = "owners"\nrows = [{ name = "X" }]',
            [f"{OWNERS}, column owner: is empty, but needed. Short name of the owner. Write a text."],
        ),
        (
            '[[add]]\ntable = "owners"\nrows = [{ owner = "acme" }]',
            [
                f"{OWNERS}, column owner: is a key of owners, row 2 already (found 'acme'). Use a [[change]] to change that row."
            ],
        ),
        (
            '[[drop]]\ntable = "owners"\nwhere = "owner=acme"',
            [
                "data/suppliers.csv, row 2, column owner: is not in owners, which has no rows (found 'acme'). Add a row to owners."
            ],
        ),
        (
            "[settings]\ndiscont_rate = 1",
            [f"{P}, column discont_rate: is not a setting. Did you mean 'discount_rate'?"],
        ),
        (
            "discount_rate = 0.1",
            [
                f"{P}, column discount_rate: is not part of a policy. Known: add, change, description, drop, extends, settings, title."
            ],
        ),
        ('extends = ["q"]', [f"{P}: has no such policy (found 'q'). Known: p."]),
        ('extends = ["p"]', [f"{P}, column extends: goes in a circle: p -> p. Take one of them out."]),
        ('extends = "p"', [f'{P}, column extends: is not a list of policies. Write a list, such as ["allied-only"].']),
        (
            "title = x",
            [
                f"{P}: is not proper TOML: Invalid value (at line 1, column 9). Text stands in quotation marks, lists in [ ]."
            ],
        ),
    ],
)
def test_what_a_policy_cannot_do_is_one_message(folder, text, said):
    write_policy("p", text)
    assert messages("data", "p") == [
        message.replace("of owners, row 2", "of data/owners.csv, row 2") for message in said
    ]


def test_a_policy_cannot_reach_outside_its_folder(folder):
    Path("secret.toml").write_text("[settings]\ndiscount_rate = 0.3")
    write_policy("p", 'extends = ["../../secret"]')
    assert messages("data", "p") == ["data/policies/p.toml: has no such policy (found '../../secret'). Known: p."]
    write_policy("p", 'extends = ["secret.toml"]')
    assert messages("data", "p") == ["data/policies/p.toml: has no such policy (found 'secret.toml'). Known: p."]


def test_an_unknown_policy_is_named_with_the_nearest(folder):
    write_policy("allied-only", "")
    assert messages("data", "allied") == [
        "data/dataset.toml: has no such policy (found 'allied'). Did you mean 'allied-only'?"
    ]


@pytest.fixture
def built(folder):
    """A data set on top of the small one."""
    top = Path("top")
    top.mkdir()
    (top / "dataset.toml").write_text(
        """
        title = "On top"
        based_on = "../data"
        years = [2030, 2035]
        [[change]]
        table = "suppliers"
        where = "supplier=mine"
        set = { price_usd_per_t = 5000 }
        """
    )
    (top / "suppliers.csv").write_text("supplier,place,material,price_usd_per_t\nother,AUS,hydroxide,7000\n")
    return top


def test_a_data_set_adds_to_the_one_it_builds_on(built):
    case = load_case("top")
    assert case.settings.title == "On top"
    assert (case.years, case.settings.buyer) == ((2030, 2035), ("DEU",))
    assert case.suppliers["supplier"].tolist() == ["mine", "refinery", "other"]
    assert case.suppliers["price_usd_per_t"].tolist() == [5000, 31000, 7000]


def test_policies_of_the_base_can_be_used(built):
    write_policy("dear", '[[change]]\ntable = "suppliers"\nscale = { price_usd_per_t = 2 }')
    assert load_case("top", policies=["dear"]).suppliers["price_usd_per_t"].tolist() == [10_000, 62_000, 14_000]


def test_problems_name_the_file_in_which_the_row_stands(built):
    (built / "suppliers.csv").write_text(
        "supplier,place,material,price_usd_per_t\nmine,AUS,hydroxide,7000\nnew,XXX,hydroxide,1\n"
    )
    text = Path("data/demand.csv").read_text()
    Path("data/demand.csv").write_text(text.replace("180", "1e20"))
    assert messages("top") == [
        "data/demand.csv, row 3, column quantity_t: is too large (found '1e20'). Write a number of at most 1e15 (t/yr).",
        "top/suppliers.csv, row 2, column supplier: is a key of data/suppliers.csv, row 2 already (found 'mine'). Use a [[change]] to change that row.",
        "top/suppliers.csv, row 3, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'XXX'). Write a code such as DEU, or declare a region in places.",
    ]


def test_a_changed_cell_is_the_problem_of_the_file_that_changed_it(built):
    text = (built / "dataset.toml").read_text()
    (built / "dataset.toml").write_text(text.replace("price_usd_per_t = 5000", 'material = "metl"'))
    assert messages("top") == [
        "top/dataset.toml, table suppliers, column material: is not in materials (found 'metl'). Did you mean 'metal'?"
    ]


def test_a_circle_of_data_sets_is_named(built):
    Path("data/dataset.toml").write_text('based_on = "../top"')
    assert messages("top") == [
        "data/dataset.toml, column based_on: goes in a circle: top -> data -> top (found '../top'). Take one of them out."
    ]


def test_writing_resolves_the_base_and_the_policies(built):
    write_policy("dear", '[[change]]\ntable = "suppliers"\nscale = { price_usd_per_t = 2 }')
    case = load_case("top", policies=["dear"])
    case.write("whole")
    again = load_case("whole")
    assert "based_on" not in Path("whole/dataset.toml").read_text()
    for name, frame in case.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])


def test_a_base_that_cannot_be_read_is_one_message(built):
    """The change on top, and the rows that refer to the base's, have nothing to say of it."""
    text = Path("data/suppliers.csv").read_text()
    Path("data/suppliers.csv").write_text(text.replace(",", ";"))
    assert messages("top") == [
        "data/suppliers.csv, row 1: is separated by semicolons, not by commas. Save the file as CSV UTF-8 (comma delimited)."
    ]


def test_a_base_that_does_not_exist_is_one_message(built):
    text = (built / "dataset.toml").read_text()
    (built / "dataset.toml").write_text(text.replace("../data", "../dat"))
    assert messages("top") == [
        "top/dataset.toml, column based_on: does not exist (found '../dat'). Did you mean 'data'?"
    ]
