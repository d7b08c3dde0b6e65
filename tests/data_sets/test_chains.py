"""Every demand of the shipped data sets can be met by something: a supplier within reach, a route, a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"


@pytest.fixture(scope="module", params=["usa", "eu"])
def case(request):
    return load_case(INPUTS / request.param)


def obtainable(case) -> set[tuple[str, str]]:
    """The (place, material) pairs that can be had: bought within reach, shipped, made of what can be had."""
    suppliers = case.filled("suppliers").set_index("supplier")
    reach = case.by_year("suppliers", "reach").groupby(level=0).max()
    effects = case.filled("project_effects")
    built = set(effects.loc[effects["effect"] == "supplier_capacity", "target"])
    capacity = case.by_year("suppliers", "capacity_t_per_year").groupby(level=0).max().fillna(1.0)
    within = [i for i in suppliers.index if reach[i] > 0 and (capacity[i] > 0 or i in built)]
    here = set(zip(suppliers.loc[within, "place"], suppliers.loc[within, "material"], strict=True))
    routes = list(zip(case.filled("routes")["origin"], case.filled("routes")["destination"], strict=True))
    recipes = case.filled("process_materials").groupby("process")
    plants = list(zip(case.filled("plants")["place"], case.filled("plants")["process"], strict=True))
    while True:
        there = {(end, m) for origin, end in routes for place, m in here if place == origin}
        had = here | there
        made = set()
        for place, process in plants:
            recipe = recipes.get_group(process)
            used = recipe.loc[recipe["coefficient_t_per_t"] < 0, "material"]
            if all((place, m) in had for m in used):
                made |= {(place, m) for m in recipe.loc[recipe["coefficient_t_per_t"] > 0, "material"]}
        if made <= here:
            return had
        here |= made


def test_each_demand_can_be_met(case):
    demand = case.filled("demand")
    wanted = set(zip(demand["place"], demand["material"], strict=True))
    assert wanted - obtainable(case) == set()


def test_recipes_make_no_mineral_out_of_nothing(case):
    content = case.minerals.set_index(["material", "mineral"])["content"]
    for process, recipe in case.filled("process_materials").groupby("process"):
        rows = recipe.merge(content.reset_index(), on="material")
        balance = (rows["coefficient_t_per_t"] * rows["content"]).groupby(rows["mineral"]).sum()
        assert (balance <= 1e-4).all(), f"{process}: {balance[balance > 1e-4].to_dict()}"


def test_a_project_adds_to_something_and_costs_something(case):
    projects = case.filled("projects")
    assert set(projects["project"]) == set(case.filled("project_effects")["project"])
    assert (projects["capital_usd_per_block"] > 0).all()
