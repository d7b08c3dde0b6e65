"""What is drawn: figures that can be worked out by hand, and drawings that a browser can take."""

from __future__ import annotations

import pytest

from views.charts.benchmarks import standings
from views.charts.costs import cost_terms
from views.charts.links import COLUMNS, UNKNOWN, sankey_links
from views.charts.names import place_names
from views.charts.sankey import MOST_NODES, grouped, option, sankey
from views.charts.shares import limited_shares
from views.charts.stocks import stocks_chart
from views.charts.timeline import spans
from views.charts.world import place_shares, shipped, world_map


def test_standings_of_tiny_by_hand(tiny_plan):
    frame = standings(tiny_plan, 2028).set_index(["benchmark", "mineral"])
    assert frame.loc[("Largest country abroad", "lithium"), "share"] == pytest.approx(1.0)
    assert not frame.loc[("Largest country abroad", "lithium"), "met"]
    assert frame.loc[("Domestic processing", "cobalt"), "share"] == 0


def test_links_of_tiny_cobalt_by_hand(tiny_plan):
    """In 2028, 200 t of hydroxide from the Congo make 100 t in Finland, and 20 t come from China."""
    links = sankey_links(tiny_plan, "cobalt", 2028)
    found = {(row.from_place, row.to_place): row.contained_t_per_year for row in links.itertuples()}
    content = tiny_plan.case.minerals.set_index(["material", "mineral"])["content"]
    assert found["COD", "FIN"] == pytest.approx(200 * content["cobalt-hydroxide", "cobalt"])
    assert found["FIN", "Batteries"] == pytest.approx(100 * content["refined-cobalt", "cobalt"])
    assert found["CHN", "Batteries"] == pytest.approx(20 * content["refined-cobalt", "cobalt"])


@pytest.mark.slow
@pytest.mark.parametrize("mineral", ["cobalt", "copper", "graphite", "lithium", "neodymium-praseodymium", "nickel"])
def test_links_point_right_and_deliver_what_is_delivered(usa_plan, mineral):
    links = sankey_links(usa_plan, mineral, 2030)
    order = {column: place for place, column in enumerate(COLUMNS)}
    assert (links["from_stage"].map(order) < links["to_stage"].map(order)).all()
    contents = usa_plan.case.minerals
    content = contents[contents["mineral"] == mineral].set_index("material")["content"].astype(float)
    met = usa_plan.deliveries[usa_plan.deliveries["year"] == 2030]
    delivered = (met["delivered_t_per_year"] * met["material"].map(content).fillna(0.0)).sum()
    used = links.loc[(links["to_stage"] == "use") & (links["to_place"] != "into stock"), "contained_t_per_year"].sum()
    assert used == pytest.approx(delivered, rel=1e-6)


@pytest.mark.slow
def test_scrap_is_a_source_on_the_left(usa_plan):
    links = sankey_links(usa_plan, "cobalt", 2030)
    scrap = links[links["from_stage"] == "scrap"]
    assert set(scrap["from_place"]) == {"USA"}
    assert not (links["to_stage"] == "scrap").any()
    assert UNKNOWN not in set(scrap["from_place"])


def test_a_place_without_a_name_has_its_countrys(tiny_plan):
    assert place_names(tiny_plan.case)["FIN"] == "Finland"


@pytest.mark.slow
def test_small_places_are_put_together_without_loss(usa_plan):
    links = sankey_links(usa_plan, "nickel", 2035)
    drawn = grouped(links)
    assert drawn["contained_t_per_year"].sum() == pytest.approx(links["contained_t_per_year"].sum())
    assert drawn[drawn["from_stage"] == "processing"]["from_place"].nunique() <= MOST_NODES + 1
    names = [node["name"] for node in option(drawn, dark=False)["series"][0]["data"]]
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_shares_at_a_limit_are_marked(usa_plan):
    rules = usa_plan.rules
    at_it = rules[(rules["rule"] == "cap-65-processing") & rules["binding"] & ~rules["broken"]].iloc[0]
    shares = limited_shares(usa_plan, at_it["year"]).set_index(["mineral", "stage", "place"])
    marked = shares.loc[(at_it["mineral"], "processing", at_it["member"])]
    assert marked["standing"] == "at the limit"
    assert marked["share"] == pytest.approx(0.65, abs=1e-6)
    assert (shares.loc[shares["share"] < 0.64, "standing"] == "within").all()


@pytest.mark.slow
def test_a_map_shows_shares_and_shipments(usa_plan):
    shares = place_shares(usa_plan, "graphite", "processing", 2035).set_index("place")["share"]
    assert shares.sum() == pytest.approx(1.0)
    assert set(shipped(usa_plan, "lithium", 2035)["destination"]) == {"USA"}
    words = world_map(usa_plan, "graphite", "processing", 2035, dark=False).alt
    china, home = f"{100 * shares['CHN']:.0f}", f"{100 * shares['USA']:.0f}"
    assert words.startswith(f"World map of graphite, processing, 2035: China {china} %; United States {home} %;")


def test_a_sankey_says_its_largest_bands(tiny_plan):
    links = sankey_links(tiny_plan, "cobalt", 2028)
    assert sankey(tiny_plan, "cobalt", 2028, dark=True).alt.startswith(
        "Flows of cobalt in 2028, from scrap and mines on the left to users on the right. Largest: "
    )
    assert sankey(tiny_plan, "nothing", 2028, dark=True).alt == "No nothing moves in 2028."
    assert set(links["from_stage"]) == {"extraction", "processing"}


def test_contracts_and_builds_of_tiny_by_hand(tiny_plan):
    rows = spans(tiny_plan).to_dict("records")
    assert {(row["kind"], row["first_year"], row["end_year"]) for row in rows} == {
        ("offtake", 2026, 2029),
        ("being built", 2026, 2027),
        ("on line", 2027, 2029),
    }


@pytest.mark.slow
def test_cost_terms_that_count_add_up_to_the_objective(usa_plan):
    terms = cost_terms(usa_plan)
    assert terms.loc[terms["counted"], "present_value_usd"].sum() == pytest.approx(usa_plan.objective)
    assert terms["present_value_usd"].abs().is_monotonic_decreasing


def test_stocks_say_which_sites_are_used(tiny_plan):
    assert stocks_chart(tiny_plan, dark=False).alt == "None of 1 stockpiles holds anything."
