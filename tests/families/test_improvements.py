"""Rows of improvements and admissions, by hand, and what they are worth to the dollar.

Cheap ore at 1 000 USD/t scores 40 and holds 5 of carbon; dear ore at 2 000 scores 80 and holds none of it. A pact makes
the score of the cheap one 20 better. 60 t a year are needed in 2026, 2028 and 2030, which stand for 2, 2 and 3 years.
"""

from __future__ import annotations

from typing import Any

import pytest
from rows import assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

SUPPLIERS = [
    {"supplier": name, "place": "USA", "material": "ore", "price_usd_per_t": price, "capacity_t_per_year": 100}
    for name, price in (("cheap", 1000), ("dear", 2000))
]
SCORE = {"indicator": "score", "direction": "higher_is_better"}
CARBON = {"indicator": "carbon", "direction": "lower_is_better"}


def stated(kind: str, subject: str, indicator: str, amount: float) -> dict[str, object]:
    """The value of an indicator."""
    return {"subject_kind": kind, "subject": subject, "indicator": indicator, "value": amount}


def better(amount: float, agreement: str = "pact", subject: str = "cheap", **more: object) -> dict[str, object]:
    """An agreement improves the score of the cheap supplier, unless told otherwise."""
    return {
        "agreement": agreement,
        "subject_kind": "supplier",
        "subject": subject,
        "indicator": "score",
        "improvement": amount,
    } | more


TABLES: dict[str, Any] = {
    "suppliers": SUPPLIERS,
    "indicators": [SCORE, CARBON],
    "indicator_values": [
        stated("supplier", "cheap", "score", 40),
        stated("supplier", "dear", "score", 80),
        stated("supplier", "cheap", "carbon", 5),
        stated("supplier", "dear", "carbon", 0),
    ],
}
FLOOR = {"rule": "r", "kind": "average", "indicator": "score", "stage": "extraction", "limit": 60}
GATE = {"rule": "r", "kind": "exclude", "indicator": "score", "limit": 60}
PACT = {"agreement": "pact", "upfront_cost_usd": 1000}
AID = {"agreement": "aid", "upfront_cost_usd": 300}
CHEAP = "pact,supplier,cheap,score,supplier,cheap,"
INDEX = ("pact", "supplier", "cheap", "score", "supplier", "cheap", "")


@pytest.fixture(scope="module")
def model():
    """A year after joining it is a third of the way there: of 2026 two steps of three in 2028, all in 2030."""
    return build(
        **TABLES,
        agreements=[PACT],
        agreement_indicators=[better(20, lag_years=1, ramp_up_years=3)],
        rules=[FLOOR],
    )


def test_improved_of_quantity(model):
    row = {f"Improved[{CHEAP},2,2028]": 1, "Lifted[cheap,2028]": -1}
    assert_row(model, "improved_of_quantity", (*INDEX, "2028"), row, "<=", 0)
    row = {f"Improved[{CHEAP},3,2030]": 1, f"Improved[{CHEAP},2,2030]": 1, "Lifted[cheap,2030]": -1}
    assert_row(model, "improved_of_quantity", (*INDEX, "2030"), row, "<=", 0)
    assert {n for *_, n in keys(model, "improved_of_quantity")} == {"2028", "2030"}


def test_improved_when_reached(model):
    row = {f"Improved[{CHEAP},2,2030]": 1, "Joined[pact,2028]": -100}
    assert_row(model, "improved_when_reached", (*INDEX, 2, "2030"), row, "<=", 0)
    row = {f"Improved[{CHEAP},3,2030]": 1, "Joined[pact,2026]": -100}
    assert_row(model, "improved_when_reached", (*INDEX, 3, "2030"), row, "<=", 0)


def test_improved_in_full(model):
    row = {"Lifted[cheap,2030]": 1, f"Improved[{CHEAP},3,2030]": -1, f"Improved[{CHEAP},2,2030]": -1}
    row |= {"Joined[pact,2026]": 100, "Joined[pact,2028]": 100}
    assert_row(model, "improved_in_full", (*INDEX, "2030"), row, "<=", 100)


def test_an_average_counts_each_step_of_an_improvement(model):
    """40 - 60 of the cheap one, 80 - 60 of the dear one, and 20 x 3/3 or 2/3 of what is improved; waste at + 20."""
    row = {"Lifted[cheap,2030]": -20, f"Improved[{CHEAP},3,2030]": 20, f"Improved[{CHEAP},2,2030]": 20 * 2 / 3}
    row |= {"Lifted[dear,2030]": 20, "AverageBreach[r,ore,2030]": 1, "Discarded[USA,ore,2030]": -20}
    assert_row(model, "average_kept", ("r", "ore", "2030"), row, ">=", 0)


def test_waste_counts_as_the_best_that_agreements_could_make():
    """Up to 90, by 30 more than the limit: so that no average is kept by what is bought improved and thrown away."""
    model = build(**TABLES, agreements=[PACT], agreement_indicators=[better(50)], rules=[FLOOR])
    row = {"Lifted[cheap,2026]": -20, f"Improved[{CHEAP},1,2026]": 50, "Lifted[dear,2026]": 20}
    row |= {"AverageBreach[r,ore,2026]": 1, "Discarded[USA,ore,2026]": -30}
    assert_row(model, "average_kept", ("r", "ore", "2026"), row, ">=", 0)


def test_a_total_counts_what_is_improved_downwards_where_lower_is_better():
    rows = [better(2, indicator="carbon"), better(1, "aid", indicator="carbon", deadline_year=2026)]
    rule = {"rule": "r", "kind": "total", "indicator": "carbon", "limit": 200}
    model = build(**TABLES, agreements=[PACT, AID], agreement_indicators=rows, rules=[rule])
    one, other = ("pact,supplier,cheap,carbon,supplier,cheap,,1", "aid,supplier,cheap,carbon,supplier,cheap,,1")
    row = {"Lifted[cheap,2028]": 5, f"Improved[{one},2028]": -2, f"Improved[{other},2028]": -1}
    assert_row(model, "total_kept", ("r", "2028"), row | {"TotalBreach[r,2028]": -1}, "<=", 200)
    index = ("aid", "supplier", "cheap", "carbon", "supplier", "cheap", "", 1, "2028")
    row = {f"Improved[{other},2028]": 1, "Joined[aid,2026]": -100}
    assert_row(model, "improved_when_reached", index, row, "<=", 0)


def test_a_places_improvement_holds_for_all_that_take_its_value():
    """The mine takes the score of its place, and so does the ore of it in the trader's metal; the pit has its own."""
    sellers = [
        {"supplier": name, "place": place, "material": material, "price_usd_per_t": 1, "capacity_t_per_year": 70}
        for name, place, material in (("mine", "COD", "ore"), ("pit", "COD", "ore"), ("trader", "CHN", "metal"))
    ]
    tables = {
        "suppliers": sellers,
        "material_minerals": [{"material": m, "mineral": "tin", "content": x} for m, x in (("ore", 0.5), ("metal", 1))],
        "origins": [{"supplier": "trader", "stage": "extraction", "place": "COD", "share": 1}],
        "indicators": [SCORE],
        "indicator_values": [stated("place", "COD", "score", 30), stated("supplier", "pit", "score", 10)],
    }
    rows = [better(25, subject="COD", subject_kind="place"), better(5, "aid", subject="mine")]
    model = build(**tables, agreements=[PACT, AID], agreement_indicators=rows, rules=[FLOOR])
    own, place = "aid,supplier,mine,score,supplier,mine,", "pact,place,COD,score,supplier"
    row = {"Lifted[mine,2026]": -15, f"Improved[{place},mine,,1,2026]": 12.5, f"Improved[{own},1,2026]": 2.5}
    row |= {"Lifted[pit,2026]": -25, "Lifted[trader,2026]": -30, f"Improved[{place},trader,,1,2026]": 25}
    assert_row(model, "average_kept", ("r", "tin", "2026"), row | {"AverageBreach[r,tin,2026]": 1}, ">=", 0)


def test_a_route_and_a_plant_are_improved_within_their_capacity():
    tables = {
        "suppliers": [SUPPLIERS[0] | {"place": "CHL"}],
        "processes": [{"process": "washing"}],
        "process_materials": [
            {"process": "washing", "material": "ore", "coefficient_t_per_t": -2},
            {"process": "washing", "material": "metal", "coefficient_t_per_t": 1},
        ],
        "plants": [{"plant": "works", "place": "USA", "process": "washing", "capacity_t_per_year": 9}],
        "corridors": [{"corridor": "rail", "capacity_t_per_year": 80}],
        "routes": [{"route": "sea", "origin": "CHL", "destination": "USA", "corridor": "rail"}],
        "indicators": [CARBON],
        "indicator_values": [stated("route", "sea", "carbon", 3), stated("plant", "works", "carbon", 4)],
    }
    rows = [
        better(1, subject="sea", subject_kind="route", indicator="carbon"),
        better(2, subject="works", subject_kind="plant", indicator="carbon"),
    ]
    rule = {"rule": "r", "kind": "total", "indicator": "carbon", "limit": 500, "missing": "ignore"}
    model = build(**tables, agreements=[PACT], agreement_indicators=rows, rules=[rule])
    sea, works = "pact,route,sea,carbon,route,sea,ore,1", "pact,plant,works,carbon,plant,works,,1"
    row = {"Shipped[sea,ore,2026]": 3, f"Improved[{sea},2026]": -1, "Run[works,2026]": 4, f"Improved[{works},2026]": -2}
    row |= {"Shipped[sea,metal,2026]": 3, f"Improved[{sea.replace('ore', 'metal')},2026]": -1}
    found = {name: x for name, x in row.items() if "metal" not in name or ("sea", "metal", "2026") in model.SHIPMENTS}
    assert_row(model, "total_kept", ("r", "2026"), found | {"TotalBreach[r,2026]": -1}, "<=", 500)
    index = ("pact", "route", "sea", "carbon", "route", "sea", "ore", 1, "2026")
    row = {f"Improved[{sea},2026]": 1, "Joined[pact,2026]": -80}
    assert_row(model, "improved_when_reached", index, row, "<=", 0)
    index = ("pact", "plant", "works", "carbon", "plant", "works", "", 1, "2026")
    row = {f"Improved[{works},2026]": 1, "Joined[pact,2026]": -9}
    assert_row(model, "improved_when_reached", index, row, "<=", 0)


def test_admitted_when_improved():
    """Of 20 that are lacking the pact makes 12 good, in two steps, and aid 8: only both do, the pact at step 2."""
    rows = [better(12, ramp_up_years=2), better(8, "aid")]
    model = build(**TABLES, agreements=[PACT, AID], agreement_indicators=rows, rules=[GATE])
    row = {"Admitted[r,supplier,cheap,2028]": 1, "Joined[pact,2026]": -0.6}
    row |= {"Joined[aid,2026]": -0.4, "Joined[aid,2028]": -0.4}
    assert_row(model, "admitted_when_improved", ("r", "supplier", "cheap", 2028), row, "<=", 0)
    assert keys(model, "admitted_when_improved") == {("r", "supplier", "cheap", 2028), ("r", "supplier", "cheap", 2030)}
    model = build(**TABLES, agreements=[PACT, AID], agreement_indicators=[better(12), better(7, "aid")], rules=[GATE])
    assert keys(model, "admitted_when_improved") == set()


def test_excluded_until_improved():
    rows = [better(30, lag_years=2)]
    model = build(**TABLES, agreements=[PACT], agreement_indicators=rows, rules=[GATE | {"soft_penalty_usd": 3}])
    row = {"Lifted[cheap,2028]": 1, "Admitted[r,supplier,cheap,2028]": -100}
    row |= {"ExclusionBreach[r,supplier,cheap,ore,2028]": -1}
    assert_row(model, "excluded_until_improved", ("r", "supplier", "cheap", "ore", "2028"), row, "<=", 0)
    assert keys(model, "excluded") == {("r", "supplier", "cheap", "ore", "2026")}
    row = {"Admitted[r,supplier,cheap,2028]": 1, "Joined[pact,2026]": -1}
    assert_row(model, "admitted_when_improved", ("r", "supplier", "cheap", 2028), row, "<=", 0)


def test_what_is_shipped_is_admitted_on_a_route_that_is_improved():
    tables = {
        "suppliers": [SUPPLIERS[0] | {"place": "CHL"}],
        "routes": [{"route": "sea", "origin": "CHL", "destination": "USA", "capacity_t_per_year": 75}],
        "indicators": [SCORE],
        "indicator_values": [stated("place", "CHL", "score", 50)],
    }
    rows = [better(10, subject="CHL", subject_kind="place")]
    rule = GATE | {"of": "shipped"}
    model = build(**tables, agreements=[PACT], agreement_indicators=rows, rules=[rule])
    row = {"Shipped[sea,ore,2026]": 1, "Admitted[r,route,sea,2026]": -75, "ExclusionBreach[r,route,sea,ore,2026]": -1}
    assert_row(model, "excluded_until_improved", ("r", "route", "sea", "ore", "2026"), row, "<=", 0)


def test_without_improvements_nothing_is_added():
    model = build(**TABLES, agreements=[PACT], rules=[FLOOR, GATE | {"rule": "gate"}])
    for name in ("improved_of_quantity", "improved_when_reached", "improved_in_full", "admitted_when_improved"):
        assert keys(model, name) == set()
    assert len(model.Improved) == len(model.Admitted) == 0


def test_an_improvement_that_no_rule_looks_at_adds_nothing():
    rule = {"rule": "r", "kind": "total", "indicator": "carbon", "limit": 900}
    model = build(**TABLES, agreements=[PACT], agreement_indicators=[better(20)], rules=[rule])
    assert len(model.Improved) == len(model.Admitted) == 0


@pytest.mark.parametrize(("fee", "joined"), [(149_000, True), (151_000, False)])
def test_a_floor_on_the_average_is_kept_more_cheaply_two_years_after_a_pact(fee, joined):
    """Half of each at 60: 90 000 USD a year; from 2028 all of the cheap one, 60 000: 5 x 30 000 = 150 000 USD saved."""
    model = solved(
        **TABLES,
        agreements=[PACT | {"upfront_cost_usd": fee}],
        agreement_indicators=[better(20, lag_years=2)],
        rules=[FLOOR],
    )
    paid = {"purchases": 2 * 90_000 + 5 * 60_000, "agreement upfront costs": fee} if joined else {"purchases": 630_000}
    assert_costs(model, paid)


@pytest.mark.parametrize(("fee", "joined"), [(299_000, True), (301_000, False)])
def test_a_gate_opens_two_years_after_a_pact(fee, joined):
    """All of the dear one, 120 000 USD a year; from 2028 of the cheap one, 60 000: 5 x 60 000 = 300 000 USD saved."""
    model = solved(
        **TABLES,
        agreements=[PACT | {"upfront_cost_usd": fee}],
        agreement_indicators=[better(20, lag_years=2)],
        rules=[GATE],
    )
    paid = {"purchases": 2 * 120_000 + 5 * 60_000, "agreement upfront costs": fee} if joined else {"purchases": 840_000}
    assert_costs(model, paid)


@pytest.mark.parametrize(("aid", "joined"), [(2_900, True), (3_100, False)])
def test_a_carbon_price_is_paid_on_what_two_agreements_leave(aid, joined):
    """60 t a year at 5 x 10 USD; from 2028 at 3 by the pact, and at 2 with aid, saving 5 x 600 = 3 000 USD more."""
    model = solved(
        **TABLES,
        agreements=[PACT, AID | {"upfront_cost_usd": aid}],
        agreement_indicators=[
            better(2, indicator="carbon", lag_years=2),
            better(1, "aid", indicator="carbon", lag_years=2),
        ],
        rules=[{"rule": "r", "kind": "cost", "indicator": "carbon", "limit": 10}],
    )
    fees, carbon = (1000 + aid, 2) if joined else (1000, 3)
    esg = 2 * 3000 + 5 * 60 * carbon * 10
    assert_costs(model, {"purchases": 420_000, "ESG costs": esg, "agreement upfront costs": fees})


def test_an_improvement_counts_also_where_it_is_no_help():
    """At most 2 400 of the score a year: with the pact in force 40 t at 60, and 20 t at 3 000 USD without a score."""
    plain = SUPPLIERS[0] | {"supplier": "plain", "price_usd_per_t": 3000}
    model = solved(
        **TABLES | {"suppliers": [*SUPPLIERS, plain]},
        agreements=[{"agreement": "pact", "status": "committed"}],
        agreement_indicators=[better(20)],
        rules=[{"rule": "r", "kind": "total", "indicator": "score", "limit": 2400, "missing": "ignore"}],
    )
    assert_costs(model, {"purchases": 7 * (40 * 1000 + 20 * 3000)})
    assert value(model.Improved[(*INDEX, 1, "2028")]) == pytest.approx(40)


def test_what_is_improved_for_a_rule_needs_a_capacity():
    bare = [{name: x for name, x in row.items() if name != "capacity_t_per_year"} for row in SUPPLIERS]
    for rule in (FLOOR, GATE):
        with pytest.raises(InputError) as error:
            build(**TABLES | {"suppliers": bare}, agreements=[PACT], agreement_indicators=[better(20)], rules=[rule])
        assert str(error.value) == (
            "1 problem in the input:\n  suppliers, column capacity_t_per_year: an agreement improves an indicator of "
            "supplier 'cheap' for a rule, and it has no capacity. Give capacity_t_per_year."
        )
