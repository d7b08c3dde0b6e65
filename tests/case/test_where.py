"""`where`: which rows it picks, and what it says of words and values that it does not know."""

from __future__ import annotations

import pytest

from model.case.where import Condition, Where, WhereError, parse_where


def test_parsed_once_into_conditions():
    assert parse_where("place = RUS|CHN & kind!=market") == Where(
        (Condition("place", equal=True, values=("RUS", "CHN")), Condition("kind", equal=False, values=("market",)))
    )
    assert parse_where("  ") == Where()


@pytest.mark.parametrize(
    ("table", "where", "picked"),
    [
        ("suppliers", "", ["mine", "refinery"]),
        ("suppliers", "place=COD", ["mine"]),
        ("suppliers", "place=COD|FIN", ["mine", "refinery"]),
        ("suppliers", "place!=COD", ["refinery"]),
        ("suppliers", "place=FRA", []),
        ("suppliers", "place.tags=EU", ["refinery"]),
        ("suppliers", "place.tags!=EU", ["mine"]),
        ("suppliers", "owner.tags=listed", ["mine"]),
        ("suppliers", "owner.place.tags=OECD", ["mine"]),
        ("suppliers", "supplier.place=COD", ["mine"]),
        ("suppliers", "kind=market", ["refinery"]),
        ("suppliers", "stage=processing", ["refinery"]),
        ("suppliers", "material.stage=extraction", ["mine"]),
        ("suppliers", "mineral=cobalt", ["mine", "refinery"]),
        ("suppliers", "mineral=cobalt & place=COD & kind=mine", ["mine"]),
        ("suppliers", "capacity_t_per_year=2000.0", ["mine"]),
        ("suppliers", "first_year=2027", ["refinery"]),
        ("contracts", "supplier.owner.tags=listed", ["spot"]),
        ("contracts", "mineral=cobalt & stage=extraction", ["spot"]),
        ("plants", "mineral=cobalt", ["plant"]),
        ("plants", "stage=processing", ["plant"]),
        ("plants", "stage=extraction", []),
        ("materials", "counted=true", ["hydroxide", "metal"]),
    ],
)
def test_picks_rows(case, table, where, picked):
    frame = case.filled(table)
    assert frame[case.select(table, where)].iloc[:, 0].tolist() == picked


@pytest.mark.parametrize(
    ("table", "where", "said"),
    [
        ("suppliers", "plce=COD", "is not a column of suppliers (found 'plce'). Did you mean 'place'?"),
        (
            "suppliers",
            "tags=EU",
            "is not a column of suppliers (found 'tags'). Did you mean 'place.tags' or 'owner.tags'?",
        ),
        (
            "suppliers",
            "place.tags=Eu",
            "is not known (place.tags) (found 'Eu'). Did you mean 'EU'? Upper and lower case count.",
        ),
        ("suppliers", "place=Germany", "is not known (place) (found 'Germany'). Did you mean 'DEU'?"),
        (
            "suppliers",
            "kind=mines",
            "is not one of mine, plant, recycling, market (kind) (found 'mines'). Did you mean 'mine'?",
        ),
        ("suppliers", "mineral=cobolt", "is not known (mineral) (found 'cobolt'). Did you mean 'cobalt'?"),
        (
            "suppliers",
            "first_year=soon",
            "is not a whole number (first_year) (found 'soon'). Write one calendar year, such as 2030.",
        ),
        (
            "suppliers",
            "place",
            "is not a condition (found 'place'). Write column=value, such as place=RUS|CHN & kind!=market.",
        ),
        (
            "suppliers",
            "place=COD &",
            "is not a condition. Write column=value, such as place=RUS|CHN & kind!=market.",
        ),
        (
            "suppliers",
            "place=COD|",
            "is not a condition (found 'place=COD|'). Write column=value, such as place=RUS|CHN & kind!=market.",
        ),
        (
            "suppliers",
            "__import__('os').system('true')",
            (
                "is not a condition (found \"__import__('os').system('true')\")."
                " Write column=value, such as place=RUS|CHN & kind!=market."
            ),
        ),
    ],
)
def test_says_what_it_does_not_know(case, table, where, said):
    with pytest.raises(WhereError) as error:
        case.select(table, where)
    assert str(error.value) == said


def test_rules_can_ask_of_tables_that_lack_a_word(case):
    assert case.can_ask("suppliers", "owner.tags=listed & kind=mine")
    assert case.can_ask("plants", "owner.tags=listed & kind=mine")
    assert not case.can_ask("plants", "supplier.place=COD")
    assert case.matches("plants", case.filled("plants"), "supplier.place=COD").tolist() == [False]


def test_rows_may_be_repeated_and_stand_elsewhere(case):
    rows = case.filled("suppliers").iloc[[0, 0, 1]].assign(place=["DEU", "COD", "FIN"], more=1)
    assert case.matches("suppliers", rows, "place.tags=EU").tolist() == [True, False, True]
    assert case.matches("suppliers", rows, "supplier.place=COD").tolist() == [False, True, False]
