"""The shipped figures agree with what is published elsewhere: totals, shares, prices and capital costs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from model import load_case

INPUTS = Path(__file__).parents[2] / "inputs"
PUBLISHED = Path(__file__).parent / "published"


def published(name: str) -> list:
    """The rows of a table of published figures, each named by its first two cells."""
    table = pd.read_csv(PUBLISHED / f"{name}.csv", keep_default_na=False)
    return [pytest.param(row, id=f"{row.iloc[0]}-{row.iloc[1]}") for _, row in table.iterrows()]


@pytest.fixture(scope="module")
def world():
    return load_case(INPUTS / "world")


@pytest.fixture(scope="module")
def buyers():
    return [load_case(INPUTS / name) for name in ("usa", "eu")]


def today(case) -> pd.DataFrame:
    """What suppliers of today can sell to anyone [contained t/yr], by material, place and mineral."""
    suppliers = case.filled("suppliers")
    suppliers = suppliers[suppliers["first_year"].isna() & (suppliers["kind"] != "recycling")]
    # The row says what is sold today; what `yearly` says of it are quotas and growth.
    rows = suppliers.merge(case.minerals, on="material")
    return rows.assign(contained=rows["capacity_t_per_year"] * rows["content"])


@pytest.mark.parametrize("row", published("world_totals"))
def test_countries_add_up_to_the_published_world_total(world, row):
    rows = today(world)
    rows = rows[rows["material"].isin(row["material"].split("|")) & (rows["mineral"] == row["mineral"])]
    rows = rows[rows["place"] != row["without"]]
    assert rows["contained"].sum() == pytest.approx(row["total_t_contained"], rel=0.03)


@pytest.mark.parametrize("row", published("shares"))
def test_a_country_has_its_published_share(world, row):
    rows = today(world)
    rows = rows[rows["material"].isin(row["material"].split("|")) & (rows["mineral"] == row["mineral"])]
    share = rows.loc[rows["place"] == row["place"], "contained"].sum() / rows["contained"].sum()
    assert row["low"] <= share <= row["high"]


@pytest.mark.parametrize("row", published("prices"))
def test_a_price_is_within_what_was_paid_in_five_years(world, row):
    prices = world.filled("prices")
    prices = prices.loc[prices["material"] == row["material"], "price_usd_per_t"]
    assert len(prices)
    assert prices.between(row["low"], row["high"]).all()


@pytest.mark.parametrize("row", published("capital"))
def test_capital_per_annual_tonne_is_within_the_published_range(buyers, row):
    offered = [case for case in buyers if row["project"] in set(case.filled("projects")["project"])]
    assert offered
    for case in offered:
        capital = case.filled("projects").set_index("project").at[row["project"], "capital_usd_per_block"]
        effects = case.filled("project_effects")
        own = (effects["project"] == row["project"]) & effects["target"].isin(row["target"].split("|"))
        assert row["low"] <= capital / effects.loc[own, "value"].sum() <= row["high"]


def test_no_capacity_rests_on_the_source_of_the_share_that_it_is_tested_against(world):
    rows = today(world)
    tested = pd.read_csv(PUBLISHED / "shares.csv")
    for _, row in tested.iterrows():
        used = set(
            rows.loc[rows["material"].isin(row["material"].split("|")) & (rows["place"] == row["place"]), "source"]
        )
        assert row["source"] not in used, f"{row['material']} of {row['place']}"
