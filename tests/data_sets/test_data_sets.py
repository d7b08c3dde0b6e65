"""The data sets that come with Orefolio: complete, sourced, and in agreement with the totals of their publishers."""

import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from sourced import tables_without_source

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
BUYERS = ("usa", "eu")
POLICIES = [(buyer, path.stem) for buyer in BUYERS for path in sorted((INPUTS / buyer / "policies").glob("*.toml"))]
PROMISED = {
    "usa": {"today", "excluded-entities", "allied-only", "export-controls", "stock-60-days", "stock-180-days"}
    | {"low-carbon", "conflict-free", "high-demand", "low-demand"},
}
PROMISED["eu"] = PROMISED["usa"] | {"crma-2030"}
"""Tables that state no figure, or are about figures of others."""
MINERALS = {
    "lithium",
    "cobalt",
    "nickel",
    "copper",
    "graphite",
    "neodymium-praseodymium",
    "dysprosium-terbium",
    "silicon",
}
MINERALS |= {"tantalum", "gold", "gallium", "germanium", "tungsten", "manganese", "antimony", "platinum", "palladium"}


@pytest.fixture(scope="module")
def world():
    return load_case(INPUTS / "world")


@pytest.fixture(scope="module", params=BUYERS)
def buyer(request):
    return load_case(INPUTS / request.param)


def test_the_world_has_the_minerals_and_places_that_it_should(world):
    places = world.filled("places")
    tags = {tag for cell in places["tags"] for tag in cell.split(";") if tag}
    assert set(world.minerals["mineral"]) == MINERALS
    assert (places["kind"] == "country").sum() >= 40
    assert {"EU", "MSP", "FORGE", "OECD", "FEOC", "CAHRA", "EITI"} <= tags


@pytest.mark.parametrize("name", BUYERS)
def test_each_buyer_has_the_policies_that_it_should(name):
    assert PROMISED[name] - {path.stem for path in (INPUTS / name / "policies").glob("*.toml")} == set()


def test_every_row_of_a_figure_has_a_source_and_is_not_called_ones_own(world, buyer):
    assert tables_without_source(world) == tables_without_source(buyer) == set()


def sources_used(name: str) -> set[str]:
    """The sources of rows, of cells, of disagreements and of policies, and those that a note names."""
    case = load_case(INPUTS / name)
    used = set().union(*(set(frame["source"]) for frame in case.tables.values() if "source" in frame))
    used |= set(case.tables["disagreements"]["chosen_source"])
    texts = [path.read_text(encoding="utf-8") for path in (INPUTS / name / "policies").glob("*.toml")]
    texts += [path.read_text(encoding="utf-8") for path in (INPUTS / name).glob("*.csv") if path.stem != "sources"]
    texts += [path.read_text(encoding="utf-8") for path in (INPUTS / "world").glob("*.csv") if path.stem != "sources"]
    return used | set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", " ".join(texts)))


def test_every_source_is_used_by_somebody_and_says_what_it_is():
    used = sources_used("usa") | sources_used("eu")
    for name in ("world", *BUYERS):
        own = pd.read_csv(INPUTS / name / "sources.csv")
        assert set(own["source"]) - used == set()
        assert not own[["title", "publisher", "year"]].isna().any(axis=None)


def test_a_derived_reach_or_demand_says_how(buyer):
    """By a note, on one of its years at least: whoever reads it can compute it again."""
    notes = buyer.filled("provenance")
    notes = notes[(notes["table"] == "demand") & (notes["note"] != "")]
    explained = set(notes["key"].str.rsplit(";", n=1).str[0])
    demand = buyer.filled("demand")
    keys = demand[["place", "sector", "material"]].agg(";".join, axis=1)
    assert set(keys[demand["basis"] == "derived"]) - explained == set()
    suppliers = buyer.filled("suppliers")
    assert suppliers.loc[(suppliers["reach"] < 1) & (suppliers["reach_note"] == ""), "supplier"].tolist() == []


def test_origins_of_a_supplier_add_up_to_at_most_one_at_each_stage(buyer):
    shares = buyer.filled("origins").groupby(["supplier", "stage"])["share"].sum()
    assert shares.max() <= 1 + 1e-9


@pytest.mark.parametrize(("name", "policy"), POLICIES)
@pytest.mark.slow
def test_every_policy_applies_and_says_what_it_is(name, policy):
    case = load_case(INPUTS / name, policies=[policy])
    text = tomllib.loads((INPUTS / name / "policies" / f"{policy}.toml").read_text(encoding="utf-8"))
    assert text["title"]
    assert len(text["description"]) > 40
    assert (case.filled("rules")["source"] != "").all()
