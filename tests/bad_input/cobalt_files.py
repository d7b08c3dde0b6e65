"""A small data set with a row or two in every table, to be broken one cell at a time."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from model.case import load_case
from model.errors import InputError

DATASET = """\
title = "Cobalt"
years = [2026, 2028, 2030]
buyer = ["DEU"]
"""

TABLES = {
    "places": """\
place,kind,tags
DEU,,EU;OECD
NAM,,SADC
NORTH,region,EU
""",
    "materials": """\
material,stage,counted
hydroxide,extraction,
metal,processing,true
scrap,scrap,false
""",
    "material_minerals": """\
material,mineral,content
hydroxide,cobalt,0.3
metal,cobalt,1
scrap,cobalt,0.2
""",
    "prices": """\
material,year,price_usd_per_t
metal,2026,30000
hydroxide,2026,6000
""",
    "owners": """\
owner,place,tags
acme,DEU,listed
""",
    "suppliers": """\
supplier,name,place,owner,material,kind,capacity_t_per_year,reach,price_usd_per_t,premium,cost_usd_per_t,first_year,last_year
mine,"Mine, in Congo",COD,acme,hydroxide,mine,2000,0.5,,,4000,,
market,Market,FIN,,metal,market,500,,31000,,,2026,2030
yard,Scrap yard,DEU,,scrap,recycling,,,1000,,,,
""",
    "origins": """\
supplier,stage,place,share
market,extraction,COD,0.7
market,extraction,AUS,0.3
""",
    "contracts": """\
contract,supplier,kind,status,floor_usd_per_t,cap_usd_per_t,min_volume_t_per_year,max_volume_t_per_year,term_years,volume_t_per_year
spot,mine,spot,,,,,,,
offtake,mine,offtake,,5000,7000,10,100,5,
running,market,offtake,committed,,,,,3,50
stake,mine,equity,,,,,,,
""",
    "processes": """\
process,cost_usd_per_t,power_mwh_per_t
refining,500,4
recycling,900,
""",
    "process_materials": """\
process,material,coefficient_t_per_t
refining,hydroxide,-3.6
refining,metal,1
recycling,scrap,-5.5
recycling,metal,1
""",
    "plants": """\
plant,kind,place,process,line,capacity_t_per_year,toll_usd_per_t,pool
refinery,processing,DEU,refining,furnace,100,,grid
recycler,recycling,DEU,recycling,furnace,100,,
""",
    "pools": """\
pool,place,capacity_mw,load_factor,cost_usd_per_mwh
grid,DEU,10,0.8,5
""",
    "projects": """\
project,kind,place,max_blocks,capital_usd_per_block,construction_years,shares_blocks_with,requires,excludes
expansion,expansion,DEU,2,1000000,2,,,
faster,expansion,DEU,2,1500000,1,expansion,,
port,port,NAM,1,2000000,2,,expansion,faster
""",
    "project_effects": """\
project,effect,target,value,minerals_share
expansion,plant_capacity,refinery,25,
port,corridor_capacity,railway,1000,
port,power_mw,grid,20,0.5
""",
    "project_finance": """\
project,money,share,rate,term_years
port,own,0.3,,
port,partner,0.2,,
port,bank,0.5,0.06,10
""",
    "supports": """\
support,kind,target,where,rate_usd_per_t,rate_share,cap_usd_per_year,cap_usd_per_block
credit,credit,supplier,kind=mine,,0.1,1000,
made,credit,plant,place=DEU,5,,,
held,floor,supplier,place=FIN,30000,,50000,
start,grant,project,kind=port,,0.6,,100000
more,grant,project,kind=expansion,,0.5,,
""",
    "corridors": """\
corridor,capacity_t_per_year
railway,5000
""",
    "chokepoints": """\
chokepoint
strait
canal
""",
    "routes": """\
route,origin,destination,corridor,chokepoints,cost_usd_per_t,materials
out,COD,DEU,railway,strait;canal,300,hydroxide
in,FIN,DEU,,,100,
""",
    "tariffs": """\
tariff,origin,destination,stage,material,rate
duty,COD,EU,,hydroxide,0.02
""",
    "stockpiles": """\
stockpile,place,material,held_by_buyer,initial_t
reserve,DEU,metal,true,10
""",
    "demand": """\
place,sector,material,year,quantity_t
DEU,batteries,metal,2026,100
DEU,batteries,metal,2030,120
""",
    "sectors": """\
sector,shortage_cost_usd_per_t,shortage_cost_multiple,largest_shortage
batteries,,5,
""",
    "substitutes": """\
substitute,sector,material,largest_share
iron,batteries,metal,0.1
""",
    "scrap_returns": """\
sector,material,scrap,place,lag_years,collection_rate
batteries,metal,scrap,DEU,10,0.5
""",
    "past_use": """\
place,sector,material,year,quantity_t
DEU,batteries,metal,2016,40
""",
    "indicators": """\
indicator,direction
governance,higher_is_better
""",
    "indicator_values": """\
subject_kind,subject,indicator,value
place,COD,governance,30
supplier,mine,governance,40
""",
    "rules": """\
rule,kind,mineral,stage,indicator,per,where,of,limit,soft_penalty_usd
largest,share,cobalt,extraction,,place,,,0.65,
strait,share,,,,chokepoint,origin=COD,,0.9,
good,average,cobalt,processing,governance,,,,50,100
ban,exclude,,,,,owner.tags=listed & kind=mine,,,
audit,cost,,,,supplier,,,10000,
money,budget,,,,,kind=port,,5000000,
purse,budget,,,,,kind=credit,public_money,900,
days,cover,cobalt,,,,,,60,
""",
    "yearly": """\
table,key,column,year,value
suppliers,mine,capacity_t_per_year,2026,2000
suppliers,mine,capacity_t_per_year,2030,2500
""",
    "sources": """\
source,title,year
usgs,A survey,2026
""",
    "provenance": """\
table,key,column,source,basis
suppliers,mine,cost_usd_per_t,usgs,derived
""",
}


def write_files(folder: Path, **contents: str | bytes) -> None:
    """Writes the data set, with other contents for some tables, or for `dataset`."""
    folder.mkdir()
    (folder / "dataset.toml").write_bytes(_bytes(contents.pop("dataset", DATASET)))
    for name, text in (TABLES | contents).items():
        (folder / f"{name}.csv").write_bytes(_bytes(text))


def with_cell(table: str, row: int, column: str, value: str, *, tables: dict[str, str] = TABLES) -> str:
    """A table with one cell changed, in a row as a spreadsheet numbers it."""
    rows = list(csv.reader(io.StringIO(tables[table], newline="")))
    if column not in rows[0]:
        rows = [[*cells, column if number == 0 else ""] for number, cells in enumerate(rows)]
    rows[row - 1][rows[0].index(column)] = value
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def messages(source: str | Path) -> list[str]:
    """What is wrong with a data set, in the words that its author reads."""
    try:
        load_case(source)
    except InputError as error:
        return [str(issue) for issue in error.issues]
    return []


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
