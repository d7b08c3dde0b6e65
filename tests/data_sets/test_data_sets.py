"""The data sets that come with Orefolio: complete, sourced, and in agreement with the totals of their publishers."""

from pathlib import Path

import pytest

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
POLICIES = sorted(path.stem for path in (INPUTS / "usa" / "policies").glob("*.toml"))
UNSOURCED = {"materials", "sources", "provenance"}
"""Tables that state no figure, or are about figures of others."""

MINED_2025_T = {
    # USGS Mineral Commodity Summaries 2026, world mine output 2025e less "other countries".
    "cobalt-hydroxide": ("cobalt", 310_000 - 9_100),
    "copper-concentrate": ("copper", 23_000_000 - 3_000_000),
    "lithium-mined": ("lithium", 290_000),
    "nickel-concentrate": ("nickel", 3_900_000 - 290_000),
    "natural-graphite": ("graphite", 1_800_000),
}


@pytest.fixture(scope="module")
def world():
    return load_case(INPUTS / "world")


@pytest.fixture(scope="module")
def usa():
    return load_case(INPUTS / "usa")


@pytest.mark.parametrize("material", MINED_2025_T)
def test_mines_add_up_to_the_world_total_of_usgs_within_3_percent(world, material):
    mineral, total = MINED_2025_T[material]
    minerals = world.minerals
    content = minerals[minerals.mineral == mineral].set_index("material").content
    suppliers = world.filled("suppliers")
    mines = suppliers[(suppliers.kind == "mine") & suppliers.first_year.isna()]
    mined = (mines.material.map(content).fillna(0) * mines.capacity_t_per_year).sum()
    assert mined == pytest.approx(total, rel=0.03)


def test_every_row_of_a_figure_has_a_source_and_is_not_called_ones_own(world, usa):
    bare = {
        (case.name, name)
        for case in (world, usa)
        for name, frame in case.tables.items()
        if name not in UNSOURCED and "source" in frame and len(frame)
        if (frame.source.fillna("") == "").any() or frame.basis.isin(["own", ""]).any()
    }
    assert bare == set()


def test_every_source_is_used(usa):
    used = set().union(*(set(frame.source) for frame in usa.tables.values() if "source" in frame))
    assert set(usa.tables["sources"].source) - used == set()


def test_origins_of_a_supplier_add_up_to_one_at_each_stage(usa):
    shares = usa.filled("origins").groupby(["supplier", "stage"]).share.sum()
    assert shares.to_dict() == pytest.approx(dict.fromkeys(shares.index, 1.0))


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_applies_and_says_what_it_is(policy):
    case = load_case(INPUTS / "usa", policies=[policy])
    assert len(case.filled("rules")) > 0
