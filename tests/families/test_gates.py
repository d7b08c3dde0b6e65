"""Rows of gates, by hand: steps before suppliers, plants and projects, what they delay, and what they cost."""

from __future__ import annotations

import pytest
from rows import MINE, NEED, assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

GATE: dict[str, object] = {"rule": "r", "kind": "gate", "of": "suppliers", "delay_years": 2, "cost_usd": 30}
MARKET = {"supplier": "market", "place": "USA", "material": "ore", "price_usd_per_t": 50, "capacity_t_per_year": 100}
SHAFT = {"project": "shaft", "kind": "mine", "max_blocks": 3, "capital_usd_per_block": 700, "lifetime_years": 7}
EFFECT = {"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 20}
SMELTING = {
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1},
    ],
    "plants": [
        {"plant": "old", "place": "USA", "process": "smelting", "line": "works", "capacity_t_per_year": 8},
        {"plant": "new", "place": "USA", "process": "smelting", "line": "works", "capacity_t_per_year": 8},
    ],
}


def test_a_gate_before_a_supplier():
    """Half of 100 t/yr, and three blocks of 20 t/yr: 110 t/yr at most. A step of 2030 would end after the horizon."""
    model = build(
        suppliers=[MINE | {"reach": 0.5}, MARKET],
        projects=[SHAFT],
        project_effects=[EFFECT],
        rules=[GATE | {"where": "supplier=mine"}],
    )
    row = {"Stepped[r,supplier,mine,2026]": 1, "Stepped[r,supplier,mine,2028]": 1}
    assert_row(model, "stepped_once", ("r", "supplier", "mine"), row, "<=", 1)
    assert_row(model, "open_after_step", ("r", "supplier", "mine", "2026"), {"Lifted[mine,2026]": 1}, "<=", 0)
    row = {"Lifted[mine,2028]": 1, "Stepped[r,supplier,mine,2026]": -110}
    assert_row(model, "open_after_step", ("r", "supplier", "mine", "2028"), row, "<=", 0)
    row = {
        "Lifted[mine,2030]": 1,
        "Stepped[r,supplier,mine,2026]": -110,
        "Stepped[r,supplier,mine,2028]": -110,
    }
    assert_row(model, "open_after_step", ("r", "supplier", "mine", "2030"), row, "<=", 0)
    assert keys(model, "stepped_once") == {("r", "supplier", "mine")}
    assert len(keys(model, "open_after_step")) == 3
    assert not keys(model, "built_after_step")


def test_a_gate_before_a_plant():
    """From 2030 on only: the line runs 8 t/yr at most, whichever of its plants does."""
    rule = GATE | {"of": "plants", "mineral": "tin", "stage": "processing", "where": "plant=new", "first_year": 2029}
    tin = [{"material": "ore", "mineral": "tin", "content": 0.5}, {"material": "metal", "mineral": "tin", "content": 1}]
    model = build(**SMELTING, material_minerals=tin, rules=[rule])
    row = {"Run[new,2030]": 1, "Stepped[r,plant,new,2026]": -8, "Stepped[r,plant,new,2028]": -8}
    assert_row(model, "open_after_step", ("r", "plant", "new", "2030"), row, "<=", 0)
    assert keys(model, "open_after_step") == {("r", "plant", "new", "2030")}


def test_a_gate_before_a_project():
    """The shaft takes two years, so that it can be decided in 2026 or 2028; a committed project is decided already."""
    projects = [
        SHAFT | {"construction_years": 2},
        {"project": "pit", "status": "committed", "capital_usd_per_block": 1},
    ]
    model = build(projects=projects, project_effects=[EFFECT], rules=[GATE | {"of": "projects"}])
    assert_row(model, "built_after_step", ("r", "project", "shaft", 2026), {"Built[shaft,2026]": 1}, "<=", 0)
    row = {"Built[shaft,2028]": 1, "Stepped[r,project,shaft,2026]": -3}
    assert_row(model, "built_after_step", ("r", "project", "shaft", 2028), row, "<=", 0)
    assert keys(model, "built_after_step") == {("r", "project", "shaft", 2026), ("r", "project", "shaft", 2028)}
    assert not keys(model, "open_after_step")


def test_a_gate_without_delay_has_a_step_in_each_of_its_years():
    model = build(rules=[GATE | {"delay_years": 0, "last_year": 2028}])
    row = {"Lifted[mine,2026]": 1, "Stepped[r,supplier,mine,2026]": -100}
    assert_row(model, "open_after_step", ("r", "supplier", "mine", "2026"), row, "<=", 0)
    assert keys(model, "open_after_step") == {("r", "supplier", "mine", "2026"), ("r", "supplier", "mine", "2028")}
    assert len(model.STEPS) == 2


def test_what_no_gate_holds_closed_has_no_step():
    """Nobody can buy of a mine that closes in 2027 when the gate begins in 2028."""
    model = build(suppliers=[MINE | {"last_year": 2027}, MARKET], rules=[GATE | {"first_year": 2028}])
    assert {subject for _, _, subject, _ in model.STEPS} == {"market"}
    empty = build()
    assert not len(empty.STEPS)
    assert not len(empty.Stepped)


def test_a_mine_starts_two_years_later_and_pays_for_its_assessment():
    """60 t at 50 USD/t from the market for two years of assessment (30 USD), then at 10 from the shaft.

    Of the seven years that the shaft lives, two are left in 2033: 200 of 700 USD.
    """
    assessment = GATE | {"of": "projects", "where": "kind=mine"}
    suppliers = [MINE | {"capacity_t_per_year": 0}, MARKET]
    tables = {"suppliers": suppliers, "projects": [SHAFT], "project_effects": [EFFECT | {"value": 60}]}
    free = solved(**tables)
    assert_costs(free, {"purchases": 60 * 10 * 7, "project capital": 700})
    model = solved(**tables, rules=[assessment])
    purchases = 60 * 50 * 2 + 60 * 10 * 5
    assert_costs(model, {"purchases": purchases, "project capital": 700, "salvage": -200, "gate costs": 30})
    assert value(model.Stepped["r", "project", "shaft", 2026]) == 1
    assert value(model.Built["shaft", 2028]) == 1


def test_a_step_that_costs_more_than_it_saves_is_not_begun():
    """From 2028 on, ore of the mine saves 60 x 40 x 5 USD: a step of 12 001 is too dear, and one of 11 999 is not."""
    gate = GATE | {"where": "supplier=mine", "first_year": 2028}
    tables = {"suppliers": [MINE, MARKET]}
    model = solved(**tables, rules=[gate | {"cost_usd": 12_001}])
    assert_costs(model, {"purchases": 60 * 10 * 2 + 60 * 50 * 5})
    model = solved(**tables, rules=[gate | {"cost_usd": 11_999}])
    assert_costs(model, {"purchases": 60 * 10 * 7, "gate costs": 11_999})


def test_a_step_is_paid_in_the_year_in_which_it_begins():
    """At 10 % a year a step that is needed in 2028 and takes no time is begun then; one of two years, in 2026."""
    gate = GATE | {"first_year": 2028, "cost_usd": 1210}
    purchases = 600 * (1 + 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3 + 1 / 1.1**4 + 1 / 1.1**5 + 1 / 1.1**6)
    later = solved(rules=[gate | {"delay_years": 0}], demand=[NEED], discount_rate=0.1)
    assert_costs(later, {"purchases": purchases, "gate costs": 1000})
    model = solved(rules=[gate], demand=[NEED], discount_rate=0.1)
    assert_costs(model, {"purchases": purchases, "gate costs": 1210})


def test_a_supplier_behind_a_gate_needs_a_capacity():
    free = {key: cell for key, cell in MARKET.items() if key != "capacity_t_per_year"}
    with pytest.raises(InputError) as error:
        build(suppliers=[free], rules=[GATE])
    assert str(error.value) == (
        "1 problem in the input:\n  suppliers, column capacity_t_per_year: rule 'r' is a gate before supplier "
        "'market', which has no capacity. Give capacity_t_per_year."
    )
