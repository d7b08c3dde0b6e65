"""A data set built on some minerals of another: what is only about the others goes, all else stays as it is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from model import InputError, load_case
from model.case.digest import case_hash

FILES = {
    "base/dataset.toml": 'years = [2026, 2028]\nbuyer = ["USA"]\n',
    "base/sources.csv": "source,title\nsurvey,A survey\n",
    "base/materials.csv": "material,stage\nore,extraction\nmatte,processing\ntin,processing\ncopper,processing\n"
    "bronze,component\n",
    "base/material_minerals.csv": "material,mineral,content\nore,tin,0.5\nmatte,tin,0.4\nmatte,copper,0.3\n"
    "tin,tin,1\ncopper,copper,1\nbronze,tin,0.1\nbronze,copper,0.9\n",
    "base/prices.csv": "material,year,price_usd_per_t\nore,2026,5\nmatte,2026,6\ntin,2026,9\nbronze,2026,20\n",
    "base/suppliers.csv": "supplier,place,material,capacity_t_per_year\npit,CHL,ore,90\nsmelter,CHL,matte,50\n"
    "market,CHL,tin,80\nfoundry,CHL,bronze,30\n",
    "base/contracts.csv": "contract,supplier,kind\npit-spot,pit,spot\nsmelter-spot,smelter,spot\n"
    "market-spot,market,spot\nfoundry-spot,foundry,spot\n",
    "base/yearly.csv": "table,key,column,year,value\nsuppliers,foundry,capacity_t_per_year,2026,30\n"
    "suppliers,foundry,capacity_t_per_year,2028,40\nsuppliers,pit,capacity_t_per_year,2026,90\n"
    "suppliers,pit,capacity_t_per_year,2028,80\n",
    "base/processes.csv": "process\nsmelting\nseparating\ncasting\n",
    "base/process_materials.csv": "process,material,coefficient_t_per_t\nsmelting,ore,-2\nsmelting,tin,1\n"
    "separating,matte,-3\nseparating,tin,1\ncasting,tin,-0.1\ncasting,copper,-0.9\n"
    "casting,bronze,1\n",
    "base/plants.csv": "plant,place,process,capacity_t_per_year\nmill,USA,smelting,0\nhall,USA,casting,10\n",
    "base/projects.csv": "project,capital_usd_per_block,requires\nmill-build,50,\nhall-build,60,\nannex,5,hall-build\n",
    "base/project_effects.csv": "project,effect,target,value\nmill-build,plant_capacity,mill,20\n"
    "hall-build,plant_capacity,hall,20\nannex,plant_capacity,mill,1\n",
    "base/routes.csv": "route,origin,destination,cost_usd_per_t,materials\nsea,CHL,USA,3,\n"
    "belt,CHL,USA,1,bronze;matte\nrail,CHL,USA,2,ore;bronze\n",
    "base/demand.csv": "place,sector,material,year,quantity_t\nUSA,cans,tin,2026,50\nUSA,bells,bronze,2026,9\n",
    "base/sectors.csv": "sector,shortage_cost_usd_per_t\ncans,900\nbells,800\nspare,700\n",
    "base/rules.csv": "rule,kind,mineral,stage,per,limit\nboth,share,tin;copper,processing,place,0.9\n"
    "copper,share,copper,processing,place,0.8\nall,share,,processing,place,0.95\n",
    "base/provenance.csv": "table,key,column,basis\nprices,bronze;2026,price_usd_per_t,derived\n"
    "prices,tin;2026,price_usd_per_t,derived\n",
    "base/gaps.csv": "gap,mineral,missing,consequence\none,copper,A.,B.\ntwo,tin,A.,B.\nthree,,A.,B.\n",
    "part/dataset.toml": 'based_on = "../base"\nminerals = ["tin"]\n',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def first(frame: pd.DataFrame) -> list[str]:
    """The first column of a table."""
    return frame.iloc[:, 0].tolist()


def messages(source: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_case(source)
    return [str(issue) for issue in caught.value.issues]


def test_what_is_only_about_other_minerals_goes(folder: Path) -> None:
    part = load_case("part")
    assert first(part.materials) == ["ore", "tin"]
    assert first(part.suppliers) == ["pit", "market"]
    assert first(part.contracts) == ["pit-spot", "market-spot"]
    assert first(part.processes) == ["smelting"]
    assert first(part.plants) == ["mill"]
    assert first(part.projects) == ["mill-build"]
    assert part.yearly["key"].tolist() == ["pit", "pit"]
    assert part.routes.set_index("route")["materials"].to_dict() == {"sea": "", "rail": "ore"}
    assert first(part.sectors) == ["cans", "spare"]
    assert part.rules.set_index("rule")["mineral"].to_dict() == {"both": "tin", "all": ""}
    assert part.provenance["key"].tolist() == ["tin;2026"]
    assert first(part.gaps) == ["two", "three"]
    assert part.demand["material"].tolist() == ["tin"]


def test_all_minerals_are_the_whole(folder: Path) -> None:
    Path("part/dataset.toml").write_text('based_on = "../base"\nminerals = ["copper", "tin"]\n')
    assert case_hash(load_case("part")) == case_hash(load_case("base"))


def test_a_part_that_is_written_stands_on_its_own(folder: Path) -> None:
    part = load_case("part")
    part.write("alone")
    assert "minerals" not in Path("alone/dataset.toml").read_text()
    assert case_hash(load_case("alone")) == case_hash(part)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'based_on = "../base"\nminerals = ["tinn", "tin"]',
            "is no mineral of the base (found 'tinn'). Did you mean 'tin'?",
        ),
        (
            'based_on = "../base"\nminerals = "tin"',
            """is not a list of minerals (found 'tin'). Write a list, such as ["cobalt", "copper"].""",
        ),
        (
            'minerals = ["tin"]\nyears = [2026]\nbuyer = ["USA"]',
            "is given without a data set to take them from. Add based_on, or take it out.",
        ),
    ],
)
def test_what_cannot_be_taken_is_said(text: str, message: str, folder: Path) -> None:
    Path("part/dataset.toml").write_text(text)
    assert f"part/dataset.toml, column minerals: {message}" in messages("part")
