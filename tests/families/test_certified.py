"""Rows of certified tonnes, by hand.

A mine sells ore (half tin), of which four fifths as certified, and half of that leaks; a trader sells metal, half of it
certified. A pact cuts the leakage of the mine by 0.3, in four equal yearly steps.
"""

from __future__ import annotations

import pytest
from rows import MINE, NEED, TIN, assert_costs, assert_row, build, keys, solved, value

LEAKY = MINE | {"availability": 0.6, "certified": 0.8, "leakage": 0.5}
TRADER = {"supplier": "trader", "place": "USA", "material": "metal", "price_usd_per_t": 60, "certified": 0.5}
CUT = {
    "agreement": "pact",
    "effect": "leakage_cut",
    "target_kind": "supplier",
    "target": "mine",
    "value": 0.3,
    "ramp_up_years": 4,
}
RULE = {"rule": "r", "kind": "certified", "stage": "extraction", "limit": 0.3}


@pytest.fixture(scope="module")
def model():
    return build(
        material_minerals=TIN,
        suppliers=[LEAKY, TRADER],
        projects=[{"project": "shaft", "max_blocks": 2, "capital_usd_per_block": 100}],
        project_effects=[{"project": "shaft", "effect": "supplier_capacity", "target": "mine", "value": 10}],
        agreements=[{"agreement": "pact", "last_year": 2028}],
        agreement_effects=[CUT],
        rules=[RULE],
    )


def test_certified_share(model):
    """Of a t of ore 0.5 x 0.8 x 0.5 counts against 0.3 x 0.5; joined in 2026, the pact has cut 3/4 of 0.3 by 2028."""
    row = {"Lifted[mine,2028]": 0.2 - 0.15, "Lifted[trader,2028]": 0.5 - 0.3, "CertifiedBreach[r,tin,2028]": 1}
    row |= {"Cleaned[pact,mine,2026,2028]": 0.5 * 0.8 * 0.225, "Cleaned[pact,mine,2028,2028]": 0.5 * 0.8 * 0.075}
    row |= {"Discarded[USA,ore,2028]": -0.7 * 0.5, "Discarded[USA,metal,2028]": -0.7}
    assert_row(model, "certified_share", ("r", "tin", "2028"), row, ">=", 0)
    assert keys(model, "certified_share") == {("r", "tin", node) for node in ("2026", "2028", "2030")}
    assert model.CertifiedBreach["r", "tin", "2028"].bounds == (0, 0)


def test_cleaned_of_purchase(model):
    row = {f"Cleaned[pact,mine,{year},2028]": 1 for year in (2026, 2028)} | {"Lifted[mine,2028]": -1}
    assert_row(model, "cleaned_of_purchase", ("pact", "mine", "2028"), row, "<=", 0)


def test_cleaned_while_standing(model):
    """At most 0.6 of 100 t/yr and two blocks of 10."""
    row = {"Cleaned[pact,mine,2026,2028]": 1, "Joined[pact,2026]": -72}
    assert_row(model, "cleaned_while_standing", ("pact", "mine", 2026, "2028"), row, "<=", 0)
    since = {(joined, node) for _, _, joined, node in keys(model, "cleaned_while_standing")}
    assert since == {(2026, "2026"), (2026, "2028"), (2028, "2028"), (2026, "2030"), (2028, "2030")}


def test_cleaned_in_full(model):
    row = {"Cleaned[pact,mine,2026,2028]": 1, "Lifted[mine,2028]": -1, "Joined[pact,2026]": -72}
    assert_row(model, "cleaned_in_full", ("pact", "mine", 2026, "2028"), row, ">=", -72)


def test_consumption_as_base():
    """60 t of ore less what is short: 0.3 x 0.5 of it; the limit of 2030 is that of yearly."""
    rule = RULE | {"of": "consumption", "soft_penalty_usd": 5, "first_year": 2030}
    later = {"table": "rules", "key": "r", "column": "limit", "year": 2030, "value": 0.4}
    model = build(material_minerals=TIN, suppliers=[LEAKY, TRADER], rules=[rule], yearly=[later])
    row = {"Lifted[mine,2030]": 0.2, "Lifted[trader,2030]": 0.5, "CertifiedBreach[r,tin,2030]": 1}
    row |= {"Shortfall[USA,cans,ore,2030]": 0.4 * 0.5, "Discarded[USA,ore,2030]": -0.5, "Discarded[USA,metal,2030]": -1}
    assert_row(model, "certified_share", ("r", "tin", "2030"), row, ">=", 0.4 * 0.5 * 60)
    assert keys(model, "certified_share") == {("r", "tin", "2030")}
    assert model.CertifiedBreach["r", "tin", "2030"].bounds == (0, None)


def test_what_a_plant_makes_where_ore_is_mined_is_nobodys_certified():
    """A plant sorts uncounted rock into ore: 0.4 t of ore a tonne, which the rule compares with."""
    model = build(
        materials=[
            {"material": "rock", "stage": "extraction", "counted": False},
            {"material": "ore", "stage": "extraction"},
        ],
        material_minerals=[{"material": "rock", "mineral": "tin", "content": 0.1}, TIN[0]],
        suppliers=[LEAKY, TRADER | {"supplier": "quarry", "material": "rock", "certified": 0}],
        processes=[{"process": "sorting"}],
        process_materials=[
            {"process": "sorting", "material": "rock", "coefficient_t_per_t": -2},
            {"process": "sorting", "material": "ore", "coefficient_t_per_t": 0.4},
        ],
        plants=[{"plant": "sorter", "place": "USA", "process": "sorting", "capacity_t_per_year": 90}],
        rules=[RULE],
    )
    row = {"Lifted[mine,2026]": 0.2 - 0.15, "Run[sorter,2026]": -0.3 * 0.4 * 0.5, "CertifiedBreach[r,tin,2026]": 1}
    row |= {"Discarded[USA,ore,2026]": -0.7 * 0.5, "Discarded[USA,rock,2026]": -0.7 * 0.1}
    assert_row(model, "certified_share", ("r", "tin", "2026"), row, ">=", 0)


def test_without_a_rule_nothing_is_added():
    """Shares and cuts alone make no row and no column."""
    model = build(suppliers=[LEAKY], agreements=[{"agreement": "pact"}], agreement_effects=[CUT])
    assert len(model.Cleaned) == len(model.CertifiedBreach) == len(model.certified_share) == 0
    assert len(model.cleaned_of_purchase) == len(model.cleaned_while_standing) == len(model.cleaned_in_full) == 0


def test_a_soft_rule_is_paid_for():
    """60 t of ore at 10 USD hold 30 t of tin, none certified: 15 t a year short of a half, at 4 USD, for 7 years."""
    rule = RULE | {"limit": 0.5, "soft_penalty_usd": 4}
    model = solved(material_minerals=TIN, suppliers=[MINE], demand=[NEED], rules=[rule])
    assert value(model.CertifiedBreach["r", "tin", "2026"]) == pytest.approx(15)
    assert_costs(model, {"purchases": 4200, "certified rule penalties": 7 * 15 * 4})
