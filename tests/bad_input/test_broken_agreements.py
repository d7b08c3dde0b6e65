"""What gets a person who writes an agreement that says nothing, contradicts itself or can never hold: whole messages."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

import pytest
from cobalt_files import messages, with_cell, write_files

AGREED = {
    "agreements": """\
agreement,partner,status,upfront_cost_usd,first_year,last_year,term_years,least_years,leaving_cost_usd,condition,condition_year
pact,COD,,100,2026,2030,4,2,5,,
shield,COD,,,,,,,,Peace,2028
old,COD,committed,,2025,,10,,,,
""",
    "agreement_payments": """\
agreement,years_after_joining,amount_usd
pact,1,20
""",
    "agreement_pairs": """\
agreement,other,relation,penalty_usd_per_year
shield,pact,requires,
pact,old,penalty,5
""",
    "agreement_effects": """\
agreement,effect,target_kind,target,value,lag_years,ramp_up_years,deadline_year
pact,unlock,contract,offtake,,,,2028
pact,unlock,project,port,,,,
shield,availability_uplift,supplier,mine,0.1,,,
pact,capacity,corridor,railway,5,,,
""",
    "agreement_obligations": """\
agreement,obligation,target_kind,target,mineral,value,ramp_up_years,by_year
pact,local_processing_share,place,DEU,cobalt,0.1,,
pact,min_purchase,supplier,mine,,50,,
pact,min_investment,project,port;expansion,,100,,2029
shield,least_projects,project,port;expansion,,1,,2028
""",
    "suppliers": """\
supplier,name,place,owner,material,kind,capacity_t_per_year,reach,availability,price_usd_per_t,premium,cost_usd_per_t,first_year,last_year
mine,"Mine, in Congo",COD,acme,hydroxide,mine,2000,0.5,0.9,,,4000,,
market,Market,FIN,,metal,market,500,,,31000,,,2026,2030
yard,Scrap yard,DEU,,scrap,recycling,,,,1000,,,,
""",
}
"""Three agreements beside the cobalt data set; Germany has a scrap yard and a recycler."""

A, P, E, D = "agreements", "agreement_pairs", "agreement_effects", "agreement_obligations"
ONE_CELL = [
    (A, 2, "condition_year", "2031", "is after last_year, 2030, so that the agreement can never be in force (found '2031'). Correct one of the two years."),
    (A, 3, "condition_year", "2031", "leaves no planning year in which to join, so that the agreement can never be in force (found '2031'). Correct its years."),
    (A, 3, "condition_year", "", "is empty, and the agreement has a condition. Write the first year in which it holds."),
    (A, 3, "leaving_cost_usd", "5", "is never paid: without least_years the agreement cannot be left (found '5'). Write least_years, or clear the cell."),
    (A, 2, "least_years", "4", "is not below term_years, 4, so that it can never be left (found '4'). Leave the cell empty, or write fewer years."),
    (A, 4, "last_year", "2028", "has no meaning in a committed agreement, which is joined already (found '2028'). Leave the cell empty."),
    (A, 4, "condition", "Peace", "has no meaning in a committed agreement, which is joined already (found 'Peace'). Leave the cell empty."),
    (A, 4, "condition_year", "2028", "has no meaning in a committed agreement, which is joined already (found '2028'). Leave the cell empty."),
    (A, 4, "first_year", "2010", "leaves no planning year in which it is in force (found '2010'). Correct its years, or remove the agreement."),
    (A, 2, "partner", "Congo", "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Congo'). Did you mean 'COD' or 'COG'?"),
    ("agreement_payments", 2, "agreement", "pakt", "is not in agreements (found 'pakt'). Did you mean 'pact'?"),
    ("agreement_payments", 2, "years_after_joining", "4", "is after the 4 years of the agreement's term, so that it is never paid (found '4'). Correct one of the two."),
    (P, 2, "other", "shield", "is the agreement itself (found 'shield'). Name another one."),
    (P, 2, "other", "pakt", "is not in agreements (found 'pakt'). Did you mean 'pact'?"),
    (P, 3, "penalty_usd_per_year", "", "is empty in a penalty. Fill it in."),
    (P, 2, "penalty_usd_per_year", "3", "has no meaning in a pair that says requires (found '3'). Leave the cell empty."),
    (E, 2, "target", "ofttake", "is not in contracts (found 'ofttake'). Did you mean 'offtake'?"),
    (E, 2, "value", "3", "has no meaning in an unlock, which opens all of its target (found '3'). Leave the cell empty."),
    (E, 4, "value", "", "is empty in availability_uplift. Write how much it adds."),
    (E, 4, "value", "0.2", "raises the availability of mine, 0.9, above 1 (found '0.2'). Write what is missing to 1 at most."),
    (E, 3, "ramp_up_years", "2", "has no meaning for a project, which is decided or not (found '2'). Leave the cell empty."),
    (E, 2, "deadline_year", "2025", "is before 2026, the first year in which pact can be joined (found '2025'). Correct one of the two years."),
    (E, 4, "lag_years", "3", "is longer than shield can be in force, until 2030 (found '3'). Write fewer years."),
    (D, 2, "mineral", "tin", "is not a mineral of any material (found 'tin'). Known: cobalt."),
    (D, 2, "value", "30", "is above 1, and is a share (found '30'). Write a fraction: 0.3 for 30 %."),
    (D, 2, "by_year", "2028", "has no meaning in local_processing_share (found '2028'). Leave the cell empty."),
    (D, 2, "target", "NAM", "has no supplier that sells what the obligation speaks of (found 'NAM'). Correct the target or the mineral."),
    (D, 2, "target", "COD", "has no plant in COD that uses what is bought there (found 'COD'). Add a plant, or take the obligation out."),
    (D, 4, "by_year", "", "is empty, but min_investment needs it. Write the year by which it is owed."),
    (D, 4, "by_year", "2032", "is after the horizon, so that nothing is ever owed (found '2032'). Write a year within the horizon."),
    (D, 4, "ramp_up_years", "2", "has no meaning in min_investment (found '2'). Leave the cell empty."),
    (D, 4, "target", "port;expasion", "is not in projects (found 'expasion'). Did you mean 'expansion'?"),
    (D, 4, "value", "5000000", "is more than all blocks of its projects cost, 4e+06 (found '5e+06'). Write less, or name more projects."),
    (D, 5, "value", "1.5", "is not a number of projects (found '1.5'). Write a whole one."),
    (D, 5, "value", "3", "is more than the 2 projects of the list (found '3'). Write fewer, or list more."),
]  # fmt: skip


def changed(table: str, row: int, column: str, value: str) -> str:
    """A table of the agreements with one cell changed."""
    return with_cell(table, row, column, value, tables=AGREED)


def test_the_agreements_themselves_are_sound(folder):
    write_files(folder, **AGREED)
    assert messages("data") == []


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), ONE_CELL)
def test_a_broken_cell_is_named_with_what_to_write(folder, table, row, column, value, said):
    write_files(folder, **AGREED | {table: changed(table, row, column, value)})
    assert messages("data") == [f"data/{table}.csv, row {row}, column {column}: {said}"]


def test_an_effect_and_an_obligation_have_targets_of_their_kinds(folder):
    effects, obligations = changed(E, 5, "effect", "unlock"), changed(D, 2, "obligation", "min_investment")
    write_files(folder, **AGREED | {E: effects, D: obligations})
    assert messages("data") == [
        "data/agreement_effects.csv, row 5, column target_kind: is no target of unlock (found 'corridor'). Write contract or supplier or project or route.",
        "data/agreement_obligations.csv, row 2, column target_kind: is no target of min_investment (found 'place'). Write project.",
    ]


def test_pairs_that_go_in_a_circle_or_contradict_each_other(folder):
    rows = AGREED[P] + "pact,shield,requires,\nold,pact,excludes,\n"
    write_files(folder, **AGREED | {P: rows})
    assert messages("data") == [
        "data/agreement_pairs.csv, row 2, column other: goes in a circle: shield -> pact -> shield (found 'pact'). Take one of them out.",
        "data/agreement_pairs.csv, row 5, column other: stands to old already, by a row that says penalty (found 'pact'). Keep one of the two rows.",
    ]


def test_an_agreement_that_requires_one_that_ends_before_it_begins(folder):
    write_files(folder, **AGREED | {A: changed(A, 4, "term_years", "2"), P: AGREED[P] + "shield,old,requires,\n"})
    assert messages("data") == [
        "data/agreement_pairs.csv, row 4, column other: is in force in no planning year in which shield can be (found 'old'). Correct the years of one of them.",
    ]


def test_capacity_cannot_be_added_to_what_has_no_limit(folder):
    effects = AGREED[E] + "pact,capacity,supplier,yard,5,,,\n"
    write_files(folder, **AGREED | {E: effects})
    assert messages("data") == [
        "data/agreement_effects.csv, row 6, column target: has no capacity_t_per_year, that is no limit, to which it could add (found 'yard'). Give the supplier its capacity.",
    ]


def test_what_is_signed_or_built_cannot_wait_for_an_agreement(folder):
    contracts = with_cell("contracts", 4, "agreement", "pact")
    projects = with_cell("projects", 4, "status", "committed")
    write_files(folder, **AGREED | {"contracts": contracts, "projects": projects})
    assert messages("data") == [
        "data/contracts.csv, row 4, column status: is committed, but waits for pact, which is only a candidate (found 'committed'). Correct the status of one of them.",
        "data/projects.csv, row 4, column status: is committed, but pact is to unlock it (found 'committed'). Remove the effect, or correct the status.",
    ]


def test_a_contract_is_unlocked_in_one_way(folder):
    write_files(folder, **AGREED | {"contracts": with_cell("contracts", 3, "agreement", "pact")})
    assert messages("data") == [
        "data/contracts.csv, row 3, column agreement: is needed by column, and pact unlocks the contract by agreement_effects (found 'pact'). Keep one of the two.",
    ]


def test_more_cannot_be_owed_than_a_supplier_sells(folder):
    rows = AGREED[D] + "shield,min_purchase,supplier,market,,600,,\n"
    write_files(folder, **AGREED | {D: rows})
    assert messages("data") == [
        "data/agreement_obligations.csv, row 6, column value: is more than market can sell, 500 t/yr (found '600'). Write less.",
    ]


def test_local_processing_is_of_one_place(folder):
    rows = AGREED[D] + "shield,local_processing_share,supplier,mine;market,,0.5,,\n"
    write_files(folder, **AGREED | {D: rows})
    assert messages("data") == [
        "data/agreement_obligations.csv, row 6, column target: names suppliers of COD and FIN, and local processing is of one place (found 'mine;market'). Write a row for each place.",
    ]


def test_capacity_cannot_open_a_route_that_waits_for_a_project(folder):
    routes = with_cell("routes", 2, "requires_project", "port").replace("300,hydroxide", "300,hydroxide")
    effects = AGREED[E] + "pact,capacity,route,out,5,,,\n"
    limited = "\n".join(
        line + (",capacity_t_per_year" if number == 0 else ",9" if number == 1 else ",")
        for number, line in enumerate(routes.strip().split("\n"))
    )
    write_files(folder, **AGREED | {"routes": limited + "\n", E: effects})
    assert messages("data") == [
        "data/agreement_effects.csv, row 6, column target: opens with project port, and an agreement would open it without (found 'out'). Add capacity to a parallel route.",
    ]
