"""Rows of exclusions, by hand: by where, by the limit of an indicator, on what is shipped; and from a date."""

from __future__ import annotations

from typing import Any

import pytest
from rows import assert_costs, assert_row, build, keys, solved
from test_totals import CHEAP_AND_DEAR, TABLES


def rule(**cells: object) -> dict[str, object]:
    """A rule that excludes."""
    return {"rule": "r", "kind": "exclude"} | cells


def excluded(model: Any) -> set[tuple[str, str]]:
    """The kind and name of what is excluded in any node."""
    return {(kind, name) for _, kind, name, _, _ in keys(model, "excluded")}


def test_exclusion_by_where_from_a_date():
    model = build(**TABLES, rules=[rule(where="place=CHL|USA", first_year=2027)])
    assert excluded(model) == {("supplier", "chile"), ("plant", "smelter")}
    row = {"Lifted[chile,2028]": 1, "ExclusionBreach[r,supplier,chile,ore,2028]": -1}
    assert_row(model, "excluded", ("r", "supplier", "chile", "ore", "2028"), row, "<=", 0)
    row = {"Run[smelter,2028]": 1, "ExclusionBreach[r,plant,smelter,,2028]": -1}
    assert_row(model, "excluded", ("r", "plant", "smelter", "", "2028"), row, "<=", 0)
    assert {node for *_, node in keys(model, "excluded")} == {"2028", "2030"}
    assert model.ExclusionBreach["r", "plant", "smelter", "", "2028"].bounds == (0, 0)


@pytest.mark.parametrize(
    ("missing", "limit", "found"),
    [
        ("ignore", 3, {("supplier", "china"), ("plant", "smelter")}),
        ("ignore", 2.9, {("supplier", "chile"), ("supplier", "china"), ("plant", "smelter")}),
        ("worst", 3, {("supplier", "peru"), ("supplier", "china"), ("plant", "smelter")}),
    ],
)
def test_exclusion_by_the_worst_value_still_admitted(missing, limit, found):
    """Carbon: Chile 3, China 9, the smelter 4, Peru unknown."""
    model = build(**TABLES, rules=[rule(indicator="carbon", limit=limit, missing=missing)])
    assert excluded(model) == found


def test_exclusion_where_higher_is_better():
    """A score of 3 is still admitted at a limit of 3, and 2.9 is not."""
    tables = TABLES | {"indicators": [{"indicator": "carbon", "direction": "higher_is_better"}]}
    rows = rule(indicator="carbon", limit=4, missing="ignore")
    assert excluded(build(**tables, rules=[rows])) == {("supplier", "chile")}


def test_exclusion_of_what_is_shipped():
    model = build(**TABLES, rules=[rule(of="shipped", where="origin=CHL", stage="extraction", soft_penalty_usd=4)])
    row = {"Shipped[sea,ore,2026]": 1, "ExclusionBreach[r,route,sea,ore,2026]": -1}
    assert_row(model, "excluded", ("r", "route", "sea", "ore", "2026"), row, "<=", 0)
    assert excluded(model) == {("route", "sea")}
    assert model.ExclusionBreach["r", "route", "sea", "ore", "2026"].bounds == (0, None)


def test_exclusion_of_what_holds_one_of_the_listed_minerals():
    contents = [
        {"material": material, "mineral": mineral, "content": content}
        for material, mineral, content in (
            ("ore", "tin", 0.5),
            ("ore", "lead", 0.1),
            ("ore", "zinc", 0.4),
            ("metal", "zinc", 0.8),
        )
    ]
    tables = TABLES | {"material_minerals": contents}
    mines, metal = {("supplier", "chile"), ("supplier", "peru")}, {("supplier", "china"), ("plant", "smelter")}
    found = {names: excluded(build(**tables, rules=[rule(mineral=names)])) for names in ("tin", "lead;tin", "zinc;tin")}
    assert found == {"tin": mines, "lead;tin": mines, "zinc;tin": mines | metal}


def test_exclusion_costs_what_it_costs_or_its_penalty():
    without = rule(where="supplier=cheap")
    assert_costs(solved(**CHEAP_AND_DEAR, rules=[without]), {"purchases": 60 * 10 * 7})
    model = solved(**CHEAP_AND_DEAR, rules=[without | {"soft_penalty_usd": 5}])
    assert_costs(model, {"purchases": 60 * 4 * 7, "exclusion penalties": 60 * 5 * 7})
