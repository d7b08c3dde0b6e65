"""Rows of shares, by hand.

Tin is mined in Chile and Peru as ore (half tin), and sold as metal from China, whose ore comes from Chile for 60 % (the
rest is unknown), and from scrap at home. A smelter at home makes metal of ore, and slag that holds tin, not counted.
"""

from __future__ import annotations

from typing import Any

import pytest
from rows import assert_costs, assert_row, build, keys, solved, value

from model.errors import InputError

PLACES = [
    {"place": "CHL", "tags": "south;ally"},
    {"place": "PER", "tags": "south"},
    {"place": "CHN", "tags": ""},
    {"place": "USA", "tags": "ally"},
]
OWNERS = [{"owner": "statemine", "tags": "state"}, {"owner": "tradeco"}]
SUPPLIERS: list[dict[str, object]] = [
    {"supplier": "chile", "place": "CHL", "material": "ore", "owner": "statemine", "capacity_t_per_year": 300},
    {"supplier": "peru", "place": "PER", "material": "ore", "owner": "statemine", "capacity_t_per_year": 100},
    {"supplier": "china", "place": "CHN", "material": "metal", "owner": "tradeco", "capacity_t_per_year": 50},
    {"supplier": "scrap", "place": "USA", "material": "metal", "kind": "recycling", "capacity_t_per_year": 50},
]
TABLES: dict[str, Any] = {
    "places": PLACES,
    "owners": OWNERS,
    "materials": [
        {"material": "ore", "stage": "extraction"},
        {"material": "metal", "stage": "processing"},
        {"material": "slag", "stage": "processing", "counted": False},
    ],
    "material_minerals": [
        {"material": "ore", "mineral": "tin", "content": 0.5},
        {"material": "ore", "mineral": "lead", "content": 0.2},
        {"material": "metal", "mineral": "tin", "content": 0.9},
        {"material": "slag", "mineral": "tin", "content": 0.1},
    ],
    "suppliers": [row | {"price_usd_per_t": 10} for row in SUPPLIERS],
    "origins": [{"supplier": "china", "stage": "extraction", "place": "CHL", "share": 0.6}],
    "processes": [{"process": "smelting"}],
    "process_materials": [
        {"process": "smelting", "material": "ore", "coefficient_t_per_t": -2.0},
        {"process": "smelting", "material": "metal", "coefficient_t_per_t": 1.0},
        {"process": "smelting", "material": "slag", "coefficient_t_per_t": 0.5},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelting", "capacity_t_per_year": 80}],
    "routes": [
        {"route": "cape", "origin": "CHL", "destination": "USA", "chokepoints": "horn"},
        {"route": "canal", "origin": "PER", "destination": "USA", "chokepoints": "panama; horn"},
        {"route": "strait", "origin": "CHN", "destination": "USA", "chokepoints": "malacca"},
    ],
    "chokepoints": [{"chokepoint": name} for name in ("horn", "panama", "malacca")],
    "demand": [{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": 60}],
}


def rule(**cells: object) -> dict[str, object]:
    """A share rule of at most 40 % on tin at the stage of processing, unless told otherwise."""
    return {"rule": "r", "kind": "share", "stage": "processing", "mineral": "tin", "limit": 0.4} | cells


def discarded(weight: float, *, ore: bool = False) -> dict[str, float]:
    """Tin discarded as metal and slag at home (and as ore anywhere), weighted."""
    row = {"Discarded[USA,metal,2026]": 0.9, "Discarded[USA,slag,2026]": 0.1, "Discarded[CHN,metal,2026]": 0.9}
    if ore:
        row |= {f"Discarded[{place},ore,2026]": 0.5 for place in ("CHL", "PER", "USA")}
    return {name: weight * content for name, content in row.items()}


def test_cap_per_place_on_the_stage_of_the_metal():
    """From China: 0.9 tin per t. All metal: China, scrap, and what the smelter makes; less 0.4 of what is discarded."""
    model = build(**TABLES, rules=[rule(per="place")])
    row = {
        "Lifted[china,2026]": 0.6 * 0.9,
        "Lifted[scrap,2026]": -0.4 * 0.9,
        "Run[smelter,2026]": -0.4 * 0.9,
        "ShareBreach[r,tin,CHN,2026]": -1,
    } | discarded(0.4)
    assert_row(model, "share_cap", ("r", "tin", "CHN", "2026"), row, "<=", 0)
    row = {
        "Lifted[china,2026]": -0.4 * 0.9,
        "Lifted[scrap,2026]": 0.6 * 0.9,
        "Run[smelter,2026]": 0.6 * 0.9,
        "ShareBreach[r,tin,USA,2026]": -1,
    } | discarded(0.4)
    assert_row(model, "share_cap", ("r", "tin", "USA", "2026"), row, "<=", 0)
    assert keys(model, "share_cap") == {
        ("r", "tin", place, node) for place in ("CHN", "USA") for node in ("2026", "2028", "2030")
    }
    assert model.ShareBreach["r", "tin", "CHN", "2026"].bounds == (0, 0)


def extraction_row(chile: float, peru: float, china: float, member: str) -> dict[str, float]:
    """Tin of ore: what each supplier gives to a member, less 0.4 of all of it, with what is discarded."""
    row = {
        "Lifted[chile,2026]": chile * 0.5 - 0.4 * 0.5,
        "Lifted[peru,2026]": peru * 0.5 - 0.4 * 0.5,
        "Lifted[china,2026]": (china - 0.4) * 0.9,
        f"ShareBreach[r,tin,{member},2026]": -1,
    }
    return row | discarded(0.4, ore=True)


@pytest.mark.parametrize(
    ("unknown", "chile", "peru", "china"),
    [("own", 0.6, 0.0, 0.4), ("world", 0.6 + 0.4 * 0.75, 0.4 * 0.25, 0.0), ("worst", 1.0, 0.4, 0.4)],
)
def test_cap_per_place_on_mines_counts_the_upstream_of_metal(unknown, chile, peru, china):
    """Of China's metal 60 % is Chile's; 40 % is unknown: its own, three quarters Chilean as the world's, or anyone's.

    Scrap has no upstream; the smelter's ore has been counted where it was bought.
    """
    model = build(**TABLES, rules=[rule(per="place", stage="extraction", unknown_origin=unknown)])
    row = extraction_row(1, 0, chile, "CHL")
    assert_row(model, "share_cap", ("r", "tin", "CHL", "2026"), row, "<=", 0)
    row = extraction_row(0, 1, peru, "PER")
    assert_row(model, "share_cap", ("r", "tin", "PER", "2026"), row, "<=", 0)
    members = {member for _, _, member, _ in keys(model, "share_cap")}
    if unknown == "own":
        assert members == {"CHL", "PER", "CHN"}
        row = extraction_row(0, 0, china, "CHN")
        assert_row(model, "share_cap", ("r", "tin", "CHN", "2026"), row, "<=", 0)
    else:
        assert members == {"CHL", "PER"}


def test_worst_origins_count_even_where_no_producer_is_known():
    """With no mine and no origin, all of China's ore may be from one place: 60 % of it are above the 40 %."""
    tables = TABLES | {"suppliers": TABLES["suppliers"][2:], "origins": [], "plants": []}
    model = build(**tables, rules=[rule(per="place", stage="extraction", unknown_origin="worst")])
    ((_, _, member, _),) = {key for key in keys(model, "share_cap") if key[3] == "2026"}
    row = {"Lifted[china,2026]": 0.6 * 0.9, f"ShareBreach[r,tin,{member},2026]": -1}
    row |= {"Discarded[USA,metal,2026]": 0.4 * 0.9, "Discarded[CHN,metal,2026]": 0.4 * 0.9}
    assert_row(model, "share_cap", ("r", "tin", member, "2026"), row, "<=", 0)


def test_a_worst_origin_is_no_help_to_a_floor():
    model = build(
        **TABLES,
        rules=[rule(where="place.tags=ally", stage="extraction", unknown_origin="worst", sense="min", limit=0.4)],
    )
    row = {
        "Lifted[chile,2026]": 0.6 * 0.5,
        "Lifted[peru,2026]": -0.4 * 0.5,
        "Lifted[china,2026]": (0.6 - 0.4) * 0.9,
        "ShareBreach[r,tin,,2026]": 1,
    } | discarded(-0.6, ore=True)
    assert_row(model, "share_floor", ("r", "tin", "", "2026"), row, ">=", 0)


def test_floor_on_one_group_takes_what_is_discarded_for_its_own():
    """At least 40 % recycled: Counted - Wasted >= 0.4 (Supply - Wasted)."""
    model = build(**TABLES, rules=[rule(where="kind=recycling", sense="min", soft_penalty_usd=5)])
    row = {
        "Lifted[scrap,2026]": 0.6 * 0.9,
        "Lifted[china,2026]": -0.4 * 0.9,
        "Run[smelter,2026]": -0.4 * 0.9,
        "ShareBreach[r,tin,,2026]": 1,
    } | discarded(-0.6)
    assert_row(model, "share_floor", ("r", "tin", "", "2026"), row, ">=", 0)
    assert model.ShareBreach["r", "tin", "", "2026"].bounds == (0, None)
    assert keys(model, "share_cap") == set()


def test_a_floor_on_a_group_that_nobody_is_in_still_holds():
    """No supplier is in Canada, so that nothing is from there: 0 >= 0.4 of all that is supplied."""
    model = build(**TABLES, rules=[rule(where="place=CAN", sense="min")])
    row = {f"Lifted[{supplier},2026]": -0.4 * 0.9 for supplier in ("china", "scrap")}
    row |= {"Run[smelter,2026]": -0.4 * 0.9, "ShareBreach[r,tin,,2026]": 1} | discarded(-0.6)
    assert_row(model, "share_floor", ("r", "tin", "", "2026"), row, ">=", 0)


def test_base_of_consumption():
    """60 t of metal less what is short: 0.9 tin a tonne."""
    model = build(**TABLES, rules=[rule(per="owner", of="consumption")])
    row = {
        "Lifted[china,2026]": 0.9,
        "Shortfall[USA,cans,metal,2026]": 0.4 * 0.9,
        "ShareBreach[r,tin,tradeco,2026]": -1,
    }
    assert_row(model, "share_cap", ("r", "tin", "tradeco", "2026"), row, "<=", 0.4 * 0.9 * 60)
    owners = {member for _, _, member, _ in keys(model, "share_cap")}
    assert owners == {"tradeco", "scrap", "smelter"}


@pytest.mark.parametrize(
    ("per", "members"),
    [
        ("supplier", {"china", "chile", "peru"}),
        ("tag", {"south", "ally", "state"}),
        ("owner", {"statemine", "tradeco"}),
    ],
)
def test_members(per, members):
    """At the stage of mines, the metal of China counts for the tags of the places that its ore comes from."""
    model = build(**TABLES, rules=[rule(per=per, stage="extraction", unknown_origin="own")])
    assert {member for _, _, member, _ in keys(model, "share_cap")} == members


def test_a_tag_counts_the_upstream_in_its_places():
    model = build(**TABLES, rules=[rule(per="tag", stage="extraction", unknown_origin="own")])
    assert_row(model, "share_cap", ("r", "tin", "ally", "2026"), extraction_row(1, 0, 0.6, "ally"), "<=", 0)
    assert_row(model, "share_cap", ("r", "tin", "state", "2026"), extraction_row(1, 1, 0, "state"), "<=", 0)


def test_a_rule_without_a_mineral_holds_for_each():
    model = build(**TABLES, rules=[rule(per="place", stage="extraction", mineral="", unknown_origin="own")])
    assert {mineral for _, mineral, _, _ in keys(model, "share_cap")} == {"tin", "lead"}
    row = {
        "Lifted[chile,2026]": 0.6 * 0.2,
        "Lifted[peru,2026]": -0.4 * 0.2,
        "ShareBreach[r,lead,CHL,2026]": -1,
    } | {f"Discarded[{place},ore,2026]": 0.4 * 0.2 for place in ("CHL", "PER", "USA")}
    assert_row(model, "share_cap", ("r", "lead", "CHL", "2026"), row, "<=", 0)


def test_a_limit_that_changes_holds_in_its_years_alone():
    yearly = [
        {"table": "rules", "key": "r", "column": "limit", "year": 2026, "value": 0.8},
        {"table": "rules", "key": "r", "column": "limit", "year": 2030, "value": 0.4},
    ]
    model = build(**TABLES, rules=[rule(per="place", first_year=2027)], yearly=yearly)
    assert {node for *_, node in keys(model, "share_cap")} == {"2028", "2030"}
    row = {
        "Lifted[china,2028]": 0.4 * 0.9,
        "Lifted[scrap,2028]": -0.6 * 0.9,
        "Run[smelter,2028]": -0.6 * 0.9,
        "ShareBreach[r,tin,CHN,2028]": -1,
    } | {name.replace("2026", "2028"): weight for name, weight in discarded(0.6).items()}
    assert_row(model, "share_cap", ("r", "tin", "CHN", "2028"), row, "<=", 0)


def test_cap_per_chokepoint_of_what_is_shipped():
    """Ore counts at its content; the canal passes the horn and panama and counts for each."""
    model = build(**TABLES, rules=[rule(per="chokepoint", of="shipped", stage="")])
    row = {
        "Shipped[cape,ore,2026]": 0.6 * 0.5,
        "Shipped[canal,ore,2026]": 0.6 * 0.5,
        "Shipped[strait,metal,2026]": -0.4 * 0.9,
        "ShareBreach[r,tin,horn,2026]": -1,
    } | discarded(0.4, ore=True)
    assert_row(model, "share_cap", ("r", "tin", "horn", "2026"), row, "<=", 0)
    assert {member for _, _, member, _ in keys(model, "share_cap")} == {"horn", "panama", "malacca"}


def test_cap_per_chokepoint_of_the_supply_at_a_stage():
    """The metal that passes Malacca, of all metal: China's, scrap and the smelter's own."""
    model = build(**TABLES, rules=[rule(per="chokepoint")])
    row = {
        "Shipped[strait,metal,2026]": 0.9,
        "Lifted[china,2026]": -0.4 * 0.9,
        "Lifted[scrap,2026]": -0.4 * 0.9,
        "Run[smelter,2026]": -0.4 * 0.9,
        "ShareBreach[r,tin,malacca,2026]": -1,
    } | discarded(0.4)
    assert_row(model, "share_cap", ("r", "tin", "malacca", "2026"), row, "<=", 0)
    assert {member for _, _, member, _ in keys(model, "share_cap")} == {"malacca"}


def test_without_a_stage_a_chokepoint_is_compared_with_all_that_is_shipped():
    stated = build(**TABLES, rules=[rule(per="chokepoint", of="shipped", stage="")])
    silent = build(**TABLES, rules=[rule(per="chokepoint", stage="")])
    key = ("r", "tin", "horn", "2026")
    assert str(silent.share_cap[key].expr) == str(stated.share_cap[key].expr)


def test_cap_per_route_and_per_origin():
    model = build(**TABLES, rules=[rule(per="route", of="shipped", stage="extraction", where="origin=CHL|PER")])
    row = {
        "Shipped[cape,ore,2026]": 0.6 * 0.5,
        "Shipped[canal,ore,2026]": -0.4 * 0.5,
        "ShareBreach[r,tin,cape,2026]": -1,
    } | discarded(0.4, ore=True)
    assert_row(model, "share_cap", ("r", "tin", "cape", "2026"), row, "<=", 0)
    assert {member for _, _, member, _ in keys(model, "share_cap")} == {"cape", "canal"}
    model = build(**TABLES, rules=[rule(per="place", of="shipped", stage="extraction")])
    assert {member for _, _, member, _ in keys(model, "share_cap")} == {"CHL", "PER"}


def test_a_plant_fed_at_its_own_stage_is_not_counted_again():
    """Refining metal into metal adds nothing: what was bought has been counted."""
    tables = TABLES | {
        "materials": [*TABLES["materials"], {"material": "fine", "stage": "processing"}],
        "material_minerals": [*TABLES["material_minerals"], {"material": "fine", "mineral": "tin", "content": 1.0}],
        "processes": [{"process": "smelting"}, {"process": "refining"}],
        "process_materials": [
            *TABLES["process_materials"],
            {"process": "refining", "material": "metal", "coefficient_t_per_t": -1.2},
            {"process": "refining", "material": "fine", "coefficient_t_per_t": 1},
        ],
        "plants": [
            *TABLES["plants"],
            {"plant": "refinery", "place": "USA", "process": "refining", "capacity_t_per_year": 5},
        ],
    }
    model = build(**tables, rules=[rule(per="place")])
    row = {
        "Lifted[china,2026]": 0.6 * 0.9,
        "Lifted[scrap,2026]": -0.4 * 0.9,
        "Run[smelter,2026]": -0.4 * 0.9,
        "ShareBreach[r,tin,CHN,2026]": -1,
        "Discarded[USA,fine,2026]": 0.4,
    } | discarded(0.4)
    assert_row(model, "share_cap", ("r", "tin", "CHN", "2026"), row, "<=", 0)


CHEAP_AND_DEAR: dict[str, Any] = {
    "suppliers": [
        {"supplier": "cheap", "place": "CHN", "material": "ore", "price_usd_per_t": 4},
        {"supplier": "dear", "place": "CHL", "material": "ore", "price_usd_per_t": 10},
    ],
    "material_minerals": [{"material": "ore", "mineral": "tin", "content": 0.5}],
}
CAP = {"rule": "cap", "kind": "share", "per": "place", "stage": "extraction", "limit": 0.65}


def test_a_cap_forces_diversification_at_the_cost_of_it():
    """60 t a year: 39 t from the cheap place and 21 t from the dear one, for seven years."""
    assert_costs(solved(**CHEAP_AND_DEAR), {"purchases": 60 * 4 * 7})
    model = solved(**CHEAP_AND_DEAR, rules=[CAP])
    assert_costs(model, {"purchases": (39 * 4 + 21 * 10) * 7})
    assert value(model.Bought["cheap", "2028"]) == pytest.approx(39)


ROUTES = [
    {"route": "east", "origin": "CHN", "destination": "USA"},
    {"route": "south", "origin": "CHL", "destination": "USA", "cost_usd_per_t": 100},
]
"""Ore bought in Chile at 10 USD/t and thrown away there would be cheaper than ore brought home at 110 USD/t."""


def test_buying_to_throw_away_does_not_help_a_cap():
    """Of 60 t delivered 39 t at most come from the cheap place, whatever is bought and thrown away in Chile."""
    model = solved(**CHEAP_AND_DEAR, rules=[CAP], routes=ROUTES)
    assert_costs(model, {"purchases": (39 * 4 + 21 * 10) * 7, "transport": 21 * 100 * 7})


def test_buying_to_throw_away_does_not_help_a_floor():
    """At least 35 % from Chile: 21 t must be delivered, not only bought."""
    floor = {
        "rule": "floor",
        "kind": "share",
        "where": "place=CHL",
        "stage": "extraction",
        "sense": "min",
        "limit": 0.35,
    }
    model = solved(**CHEAP_AND_DEAR, rules=[floor], routes=ROUTES)
    assert_costs(model, {"purchases": (39 * 4 + 21 * 10) * 7, "transport": 21 * 100 * 7})


def test_breaking_a_soft_cap_costs_its_penalty_on_contained_tonnes():
    """Of 30 t of tin 19.5 t are admitted: 10.5 t too many, at 2 USD/t, are cheaper than 21 t of dear ore."""
    model = solved(**CHEAP_AND_DEAR, rules=[CAP | {"soft_penalty_usd": 2}])
    assert_costs(model, {"purchases": 60 * 4 * 7, "share rule penalties": 10.5 * 2 * 7})


def test_breaking_a_cap_can_cost_a_multiple_of_the_benchmark_of_the_year():
    """Ore at 20, 30 and 40 USD/t, half tin: a twentieth of 40, 60 and 80 USD per t of tin."""
    prices = [{"material": "ore", "year": year, "price_usd_per_t": price} for year, price in ((2026, 20), (2030, 40))]
    model = solved(**CHEAP_AND_DEAR, prices=prices, rules=[CAP | {"soft_penalty_multiple": 0.05}])
    assert model.ShareBreach["cap", "tin", "CHN", "2026"].bounds == (0, None)
    paid = 10.5 * (2 * 2 + 3 * 2 + 4 * 3)
    assert_costs(model, {"purchases": 60 * 4 * 7, "share rule penalties": paid})


def test_a_multiple_takes_the_benchmark_of_the_rules_stage_before_another():
    """Metal is worth 90 / 0.9 = 100 USD per t of tin, ore 8 / 0.5 = 16; lead is only in ore, at 8 / 0.2 = 40."""
    prices = [
        {"material": material, "year": 2026, "price_usd_per_t": price}
        for material, price in (("metal", 90), ("ore", 8))
    ]
    soft = {"per": "place", "soft_penalty_multiple": 3}
    rules = [rule(**soft), rule(rule="mines", stage="extraction", mineral="tin;lead", **soft)]
    model = build(**TABLES, prices=prices, rules=rules)
    values = dict.fromkeys(model.ShareBreach, 0.0)
    for index in (("r", "tin", "CHN", "2026"), ("mines", "tin", "CHL", "2026"), ("mines", "lead", "PER", "2026")):
        model.ShareBreach.set_values(values | {index: 1.0})
        worth = {("r", "tin"): 100, ("mines", "tin"): 16, ("mines", "lead"): 40}[index[:2]]
        assert value(model.SharePenalty["2026"]) == pytest.approx(3 * worth)


UNPRICED = (
    "prices: a rule counts minerals by value, and nothing that holds 'lead' has a benchmark price. "
    "Give one a price, or weigh by tonnes (a penalty: by soft_penalty_usd)."
)


def test_a_multiple_needs_a_benchmark_of_the_minerals_it_speaks_of():
    """Lead is only in ore, and metal alone has a price: a rule on tin needs no more, one on lead does."""
    prices = [{"material": "metal", "year": 2026, "price_usd_per_t": 90}]
    mines = rule(stage="extraction", per="place", soft_penalty_multiple=1)
    assert len(build(**TABLES, prices=prices, rules=[mines]).share_cap)
    for minerals in ("", "tin;lead", "lead"):
        with pytest.raises(InputError) as raised:
            build(**TABLES, prices=prices, rules=[mines | {"mineral": minerals}])
        assert [str(issue) for issue in raised.value.issues] == [UNPRICED]


def test_a_cap_on_listed_minerals_holds_for_each_on_its_own():
    """Tin and lead of Chile's ore, each at most 40 %; zinc of the same ore is free."""
    zinc = {"material": "ore", "mineral": "zinc", "content": 0.1}
    tables = TABLES | {"material_minerals": [*TABLES["material_minerals"], zinc]}
    model = build(**tables, rules=[rule(mineral="tin; lead", stage="extraction", per="place", where="place=PER")])
    row = {
        "Lifted[peru,2026]": 0.6 * 0.2,
        "Lifted[chile,2026]": -0.4 * 0.2,
        "ShareBreach[r,lead,PER,2026]": -1,
    } | {f"Discarded[{place},ore,2026]": 0.4 * 0.2 for place in ("CHL", "PER", "USA")}
    assert_row(model, "share_cap", ("r", "lead", "PER", "2026"), row, "<=", 0)
    assert {mineral for _, mineral, _, _ in keys(model, "share_cap")} == {"tin", "lead"}
    alone = build(**tables, rules=[rule(stage="extraction", per="place", where="place=PER")])
    key = ("r", "tin", "PER", "2026")
    assert str(model.share_cap[key].expr) == str(alone.share_cap[key].expr)


def test_a_floor_holds_for_each_listed_mineral_though_nobody_is_in_the_group():
    model = build(**TABLES, rules=[rule(mineral="tin;lead", stage="extraction", where="place=CAN", sense="min")])
    assert {mineral for _, mineral, _, _ in keys(model, "share_floor")} == {"tin", "lead"}


def test_shipments_of_listed_minerals():
    model = build(**TABLES, rules=[rule(mineral="lead;tin", per="route", of="shipped", stage="extraction")])
    assert {mineral for _, mineral, _, _ in keys(model, "share_cap")} == {"tin", "lead"}
    model = build(**TABLES, rules=[rule(mineral="lead", per="route", of="shipped", stage="extraction")])
    assert {mineral for _, mineral, _, _ in keys(model, "share_cap")} == {"lead"}
