"""What producer and consumer countries do, on a buyer small enough to plan by hand: each right answer to the dollar.

The USA needs 60 t of metal a year for seven years, undiscounted. What a tonne costs:

    chl   CHL  100 t  10
    chn   CHN  100 t   8
    home  USA   40 t  14
    scrap USA   10 t  16   recycled

and ore, of which two tonnes make one of metal in a plant at home for 1 USD per t of ore:

    ore-chl  CHL  200 t  4     so that a tonne of metal costs 2 x 4 + 2 x 1 = 10
"""

from __future__ import annotations

import pytest
from rows import Rows, assert_costs, solved, value

YEARS = 7
NEED = 60.0
PLACES: Rows = [
    {"place": "CHN", "tags": "FEOC"},
    {"place": "CHL", "tags": "FTA;allied"},
    {"place": "PER", "tags": "FTA"},
    {"place": "USA", "tags": "allied"},
]
SUPPLIERS: dict[str, dict[str, object]] = {
    "chl": {"place": "CHL", "capacity_t_per_year": 100, "price_usd_per_t": 10},
    "chn": {"place": "CHN", "capacity_t_per_year": 100, "price_usd_per_t": 8},
    "home": {"place": "USA", "capacity_t_per_year": 40, "price_usd_per_t": 14},
    "scrap": {"place": "USA", "capacity_t_per_year": 10, "price_usd_per_t": 16, "kind": "recycling"},
}
ROUTES: Rows = [
    {"route": f"{origin.lower()}-usa", "origin": origin, "destination": "USA"}
    for origin in ("CHN", "CHL", "COD", "ZMB", "PER")
]
SMELTING: dict[str, Rows] = {
    "processes": [{"process": "smelt", "cost_usd_per_t": 1}],
    "process_materials": [
        {"process": "smelt", "material": "ore", "coefficient_t_per_t": -1.0},
        {"process": "smelt", "material": "metal", "coefficient_t_per_t": 0.5},
    ],
    "plants": [{"plant": "smelter", "place": "USA", "process": "smelt", "capacity_t_per_year": 200}],
}


def buying(*rules: dict[str, object], more: Rows | None = None, **tables: Rows):
    """The solved model under some rules; `more` suppliers replace those of the same name."""
    rows = {**SUPPLIERS, **{str(row["supplier"]): row for row in more or []}}
    suppliers = [{"supplier": name, "material": "metal", **row} for name, row in rows.items()]
    return solved(
        places=PLACES,
        suppliers=suppliers,
        rules=[{"rule": f"rule-{number}", **rule} for number, rule in enumerate(rules)],
        demand=[{"place": "USA", "sector": "cans", "material": "metal", "year": 2026, "quantity_t": NEED}],
        **tables,
    )


def bought(model, supplier: str, year: int = 2026) -> float:
    """What is bought of a supplier in a year [t/yr]."""
    return value(model.Bought[supplier, str(year)])


def test_without_a_policy_the_cheapest_is_bought():
    assert_costs(buying(), {"purchases": NEED * 8 * YEARS})


def test_excluded_entities_are_not_bought_from():
    model = buying({"kind": "exclude", "where": "place.tags=FEOC"})
    assert_costs(model, {"purchases": NEED * 10 * YEARS})


def test_entities_excluded_from_a_date_are_bought_from_until_then():
    """2026 and 2027 at 8, the five years from 2028 on at 10."""
    model = buying({"kind": "exclude", "where": "place.tags=FEOC", "first_year": 2028})
    assert_costs(model, {"purchases": NEED * (8 * 2 + 10 * 5)})


def test_a_floor_for_what_is_made_at_home():
    """40 % of 60 t are 24 t at 14; the rest stays where it is cheapest."""
    model = buying({"kind": "share", "stage": "processing", "where": "place=USA", "sense": "min", "limit": 0.4})
    assert_costs(model, {"purchases": (24 * 14 + 36 * 8) * YEARS})


def test_tiers_of_partners():
    """Half from allies at least, a quarter from entities of concern at most: 15 t at 8 and 45 t at 10."""
    share = {"kind": "share", "stage": "processing"}
    model = buying(
        {**share, "where": "place.tags=allied", "sense": "min", "limit": 0.5},
        {**share, "where": "place.tags=FEOC", "limit": 0.25},
    )
    assert_costs(model, {"purchases": (15 * 8 + 45 * 10) * YEARS})
    assert bought(model, "chl") == pytest.approx(45)


def test_recycled_content():
    """A tenth of what is used has to be recycled: 6 t at 16."""
    rule = {"kind": "share", "stage": "processing", "of": "consumption", "where": "kind=recycling"}
    model = buying({**rule, "sense": "min", "limit": 0.1})
    assert_costs(model, {"purchases": (6 * 16 + 54 * 8) * YEARS})


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (0.2, {"purchases": NEED * 8 * YEARS, "own tariffs": NEED * 1.6 * YEARS}),  # 9.6 a tonne: still below 10
        (0.3, {"purchases": NEED * 10 * YEARS}),  # 10.4 a tonne: Chile is cheaper
    ],
)
def test_a_tariff_turns_purchases_where_it_makes_them_dearer(rate, expected):
    prices = [{"material": "metal", "year": 2026, "price_usd_per_t": 8}]
    tariffs: Rows = [{"tariff": "on-china", "origin": "CHN", "material": "metal", "rate": rate}]
    assert_costs(buying(routes=ROUTES, tariffs=tariffs, prices=prices), expected)


def test_a_royalty_that_rises_ends_purchases():
    """Cost 6 and a royalty of a fifth of it, 7.2, in 2026 to 2029; of all of it, 12, from 2030: then Chile at 10."""
    own = {"supplier": "chn", "place": "CHN", "capacity_t_per_year": 100, "cost_usd_per_t": 6, "royalty": 0.2}
    rises = [
        {"table": "suppliers", "key": "chn", "column": "royalty", "year": year, "value": rate}
        for year, rate in ((2028, 0.2), (2030, 1.0))
    ]
    assert_costs(buying(more=[own], yearly=rises), {"purchases": NEED * (7.2 * 4 + 10 * 3)})


def test_a_quota_on_exports():
    """25 t of metal may leave China in a year; the rest comes from Chile."""
    quota = {"kind": "total", "of": "shipped", "stage": "processing", "where": "origin=CHN", "limit": 25}
    assert_costs(buying(quota, routes=ROUTES), {"purchases": (25 * 8 + 35 * 10) * YEARS})


def test_a_ban_on_ore_leaves_refined_metal_open():
    """120 t of ore at 1 make the metal at home for 1 a tonne of ore; without ore, metal of the same place at 8."""
    ore = {"supplier": "ore", "place": "CHN", "material": "ore", "capacity_t_per_year": 200, "price_usd_per_t": 1}
    ban = {"kind": "total", "of": "shipped", "stage": "extraction", "where": "origin=CHN", "limit": 0}

    free = buying(more=[ore], routes=ROUTES, **SMELTING)
    banned = buying(ban, more=[ore], routes=ROUTES, **SMELTING)

    assert_costs(free, {"purchases": 120 * 1 * YEARS, "processing": 120 * 1 * YEARS})
    assert_costs(banned, {"purchases": NEED * 8 * YEARS})
    assert bought(banned, "chn") == pytest.approx(NEED)


STAKE: dict[str, object] = {
    "contract": "stake",
    "supplier": "mine",
    "kind": "equity",
    "capital_usd_per_t_per_year": 18,
    "max_volume_t_per_year": NEED,
}
MINE: dict[str, object] = {"supplier": "mine", "place": "PER", "capacity_t_per_year": 100, "cost_usd_per_t": 5}


def test_a_stake_in_a_mine_that_will_be_nationalised_is_not_taken():
    """A stake costs 18 and 5 a tonne: 53 for seven years, below the 56 of the market; 38 for four, above its 32."""
    market = [{"contract": f"market-{name}", "supplier": name, "kind": "spot"} for name in SUPPLIERS]
    stays = buying(more=[MINE], contracts=[STAKE, *market])
    taken = buying(more=[MINE | {"last_year": 2029}], contracts=[STAKE, *market])

    assert_costs(stays, {"purchases": NEED * 5 * YEARS, "equity capital": NEED * 18})
    assert_costs(taken, {"purchases": NEED * 8 * YEARS})


def test_what_was_paid_for_a_stake_is_lost_with_the_mine():
    """The stake is held already: four years at its cost, three at the market's price, and nothing comes back."""
    market = [{"contract": f"market-{name}", "supplier": name, "kind": "spot"} for name in SUPPLIERS]
    held = STAKE | {"status": "committed", "volume_t_per_year": NEED, "max_volume_t_per_year": None}
    model = buying(more=[MINE | {"last_year": 2029}], contracts=[held, *market])
    assert_costs(model, {"purchases": NEED * (5 * 4 + 8 * 3)})


def test_a_corridor_is_shared_by_the_countries_along_it():
    """30 t a year can pass of what two countries sell at 3 and 4; a second track for 400 lets 40 t more pass.

    Without it 30 t at 3 and 30 t at 8 are bought, 330 a year; with it 40 t at 3 and 20 t at 4, 200 a year.
    """
    inland = [
        {"supplier": "cod", "place": "COD", "capacity_t_per_year": 40, "price_usd_per_t": 3},
        {"supplier": "zmb", "place": "ZMB", "capacity_t_per_year": 40, "price_usd_per_t": 4},
    ]
    along: Rows = [{**route, "corridor": "rail" if route["origin"] in {"COD", "ZMB"} else None} for route in ROUTES]
    track = {"project": "track", "kind": "corridor", "lifetime_years": YEARS}
    shared: dict[str, Rows] = {
        "routes": along,
        "corridors": [{"corridor": "rail", "capacity_t_per_year": 30}],
        "project_effects": [{"project": "track", "effect": "corridor_capacity", "target": "rail", "value": 40}],
    }
    built = buying(more=inland, projects=[track | {"capital_usd_per_block": 400}], **shared)
    dear = buying(more=inland, projects=[track | {"capital_usd_per_block": 1000}], **shared)

    assert_costs(built, {"purchases": (40 * 3 + 20 * 4) * YEARS, "project capital": 400})
    assert_costs(dear, {"purchases": (30 * 3 + 30 * 8) * YEARS})
    assert bought(built, "zmb") == pytest.approx(20)


def test_a_port_opens_a_cheaper_route_beside_the_old_one():
    """Freight of 6 from Chile falls to 1 through the new port: 60 x 5 x 7 = 2,100 saved for 1,500."""
    old = {"route": "by-land", "origin": "CHL", "destination": "USA", "cost_usd_per_t": 6}
    new = old | {"route": "by-sea", "cost_usd_per_t": 1, "requires_project": "port", "capacity_t_per_year": NEED}
    port = {"project": "port", "kind": "port", "capital_usd_per_block": 1500, "lifetime_years": YEARS}
    model = buying(
        {"kind": "exclude", "where": "place!=CHL"},
        routes=[old, new],
        projects=[port],
    )
    assert_costs(model, {"purchases": NEED * 10 * YEARS, "transport": NEED * YEARS, "project capital": 1500})
