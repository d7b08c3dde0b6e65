"""What gets a person who writes terms of agreements that say nothing or cannot be kept: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import TABLES, messages, with_cell, write_files

AGREED = {
    "agreements": """\
agreement,partner
pact,COD
""",
    "agreement_obligations": """\
agreement,obligation,target_kind,target,mineral,value,ramp_up_years,by_year
pact,local_jobs,place,DEU,,40,3,
pact,local_jobs,project,expansion,,20,,2028
""",
    "projects": """\
project,kind,place,max_blocks,capital_usd_per_block,construction_years,shares_blocks_with,requires,excludes,jobs_per_block
expansion,expansion,DEU,2,1000000,2,,,,15
faster,expansion,DEU,2,1500000,1,expansion,,,10
port,port,NAM,1,2000000,2,,expansion,faster,
""",
    "agreement_effects": """\
agreement,effect,target_kind,target,value
pact,availability_uplift,plant,refinery,0.2
""",
    "plants": """\
plant,kind,place,process,line,capacity_t_per_year,toll_usd_per_t,pool,availability,min_load
refinery,processing,DEU,refining,furnace,100,,grid,0.8,
recycler,recycling,DEU,recycling,furnace,100,,,0.8,0.9
kiln,processing,DEU,refining,,10,,,0.7,0.7
""",
    "contracts": """\
contract,supplier,kind,status,volume_t_per_year,capital_usd_per_t_per_year,revenue_share,free_carried_share
mine-spot,mine,spot,,,,0.05,
market-spot,market,spot,,,,,
yard-spot,yard,spot,,,,,
stake,mine,equity,,,9,,0.1
older,mine,equity,committed,20,,,
""",
}
"""A pact that asks for jobs, beside the cobalt data set."""

D, C, E, P = "agreement_obligations", "contracts", "agreement_effects", "plants"
ONE_CELL = [
    (D, 2, "target", "NAM", "has no project with jobs_per_block, so that no jobs can be given (found 'NAM'). Give one its jobs, or correct the target."),
    (D, 3, "target", "port", "has no project with jobs_per_block, so that no jobs can be given (found 'port'). Give one its jobs, or correct the target."),
    (D, 3, "target", "expasion", "is not in projects (found 'expasion'). Did you mean 'expansion'?"),
    (D, 2, "value", "60", "is more than all blocks of its projects give, 50 jobs (found '60'). Write fewer, or name more projects."),
    (D, 3, "by_year", "2032", "is after the horizon, so that nothing is ever owed (found '2032'). Write a year within the horizon."),
    (D, 2, "mineral", "cobalt", "has no meaning in local_jobs (found 'cobalt'). Leave the cell empty."),
    (D, 2, "target_kind", "supplier", "is no target of local_jobs (found 'supplier'). Write place or project."),
    (C, 4, "revenue_share", "0.05", "is a share of the benchmark price of scrap, which has none in prices (found '0.05'). Add rows to prices, or clear the cell."),
    (C, 2, "free_carried_share", "0.1", "has no meaning in a contract of kind spot: a state holds free a share of an equity stake (found '0.1'). Leave the cell empty."),
    (C, 6, "free_carried_share", "0.1", "has no meaning in a committed contract, whose capital is paid already (found '0.1'). Leave the cell empty."),
    (C, 5, "free_carried_share", "1", "is all of the stake, of which the buyer receives nothing (found '1'). Write a fraction below 1."),
    (C, 5, "free_carried_share", "10", "is above 1 (found '10'). Write a fraction: 0.1 for 10 %."),
    (E, 2, "value", "0.3", "raises the availability of refinery, 0.8, above 1 (found '0.3'). Write what is missing to 1 at most."),
    (E, 2, "target_kind", "route", "is no target of availability_uplift (found 'route'). Write supplier or plant."),
    (E, 2, "target", "refinary", "is not in plants (found 'refinary'). Did you mean 'refinery'?"),
    (P, 3, "availability", "0.9", "differs from that of refinery on the same line, 0.8 (found '0.9'). Plants of one line state the same place, capacity and availability."),
    (P, 4, "availability", "80", "is above 1 (found '80'). Write a fraction: 0.8 for 80 %."),
    (P, 4, "min_load", "0.75", "is above availability, 0.7, so that the plant can never run (found '0.75'). Correct one of the two."),
    (C, 2, "revenue_share", "5", "is above 1 (found '5'). Write a fraction: 0.05 for 5 %."),
]  # fmt: skip


def changed(table: str, row: int, column: str, value: str) -> str:
    """A table of the terms with one cell changed."""
    return with_cell(table, row, column, value, tables=TABLES | AGREED)


def test_the_terms_themselves_are_sound(folder):
    write_files(folder, **AGREED)
    assert messages("data") == []


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, table, row, column, value, said):
    write_files(folder, **AGREED | {table: changed(table, row, column, value)})
    assert f"data/{table}.csv, row {row}, column {column}: {said}" in messages("data")


def test_jobs_are_somewhere(folder):
    rows = AGREED["projects"] + "hall,plant,,1,5,,,,,7\n"
    write_files(folder, **AGREED | {"projects": rows})
    assert messages("data") == [
        "data/projects.csv, row 5, column place: is empty, and the project gives jobs, which are somewhere. Write where they are.",
    ]


def test_a_state_carries_nothing_without_capital(folder):
    write_files(folder, **AGREED | {"contracts": changed(C, 5, "capital_usd_per_t_per_year", "")})
    assert messages("data") == [
        "data/contracts.csv, row 5, column free_carried_share: changes nothing without capital_usd_per_t_per_year, which the buyer pays for the state too (found '0.1'). Write the capital, or leave the cell empty.",
    ]


def test_plants_of_one_line_are_available_alike_in_each_year(folder):
    yearly = (
        "table,key,column,year,value\nplants,refinery,availability,2026,0.7\nplants,refinery,availability,2028,0.8\n"
    )
    write_files(folder, **AGREED | {"yearly": yearly})
    assert messages("data") == [
        "data/plants.csv, row 3, column availability: changes by year otherwise than that of refinery on the same line (found 'recycler'). Write the same rows of yearly for each plant of the line.",
    ]
