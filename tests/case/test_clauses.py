"""The clauses of policies, and what is left where one of them is left out."""

from __future__ import annotations

import pytest

from model import InputError, load_case
from model.case.clauses import policy_clauses, without_clause
from model.case.differences import case_changes
from model.case.digest import case_hash

SEVERAL = """
title = "Several"
extends = ["cap-60"]

[settings]
discount_rate = 0.05

[[drop]]
table = "routes"
where = "route=aus-usa"

[[change]]
table = "suppliers"
where = "place=CHN|FIN & kind!=mine"
scale = { capacity_t_per_year = 0.5 }

[[add]]
table = "suppliers"
rows = [
    { supplier = "cobalt-new", name = "New cobalt", place = "FIN", material = "refined-cobalt", premium = 0.5 },
]

[[add]]
table = "yearly"
rows = [{ table = "suppliers", key = "cobalt-new", column = "capacity_t_per_year", year = 2027, value = 5 }]

[[add]]
table = "provenance"
rows = [{ table = "suppliers", key = "cobalt-new", column = "premium", basis = "illustrative" }]

[[add]]
table = "contracts"
rows = [{ contract = "cobalt-new-spot", supplier = "cobalt-new", kind = "spot" }]
"""


@pytest.fixture(scope="module")
def case():
    return load_case("inputs/tiny")


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    file = tmp_path_factory.mktemp("policies") / "several.toml"
    file.write_text(SEVERAL, encoding="utf-8")
    return str(file)


def test_each_edit_is_a_clause_those_of_extended_policies_too(case, several) -> None:
    """What says where a figure comes from is none; the same policy twice is one."""
    told = [(clause.policy, clause.words) for clause in policy_clauses(case, [several, "cap-60"])]
    assert told == [
        ("cap-60", "adds the rule cap-60: No place above 60 % of processed supply"),
        ("several", "drops routes where route=aus-usa"),
        ("several", "multiplies capacity_t_per_year by 0.5 in suppliers where place=CHN|FIN & kind!=mine"),
        ("several", "adds to suppliers cobalt-new: New cobalt"),
        ("several", "adds to yearly suppliers;cobalt-new;capacity_t_per_year;2027"),
        ("several", "adds to contracts cobalt-new-spot"),
        ("several", "sets discount_rate to 0.05"),
    ]


def test_a_policy_that_is_on_the_case_already_has_no_clauses_left(case) -> None:
    assert list(policy_clauses(case.with_policy("cap-60"), ["cap-60"])) == []


def test_an_unknown_policy(case) -> None:
    with pytest.raises(InputError, match="Did you mean 'cap-60'"):
        list(policy_clauses(case, ["cap-6"]))


@pytest.mark.parametrize(
    ("place", "left"),
    [
        (0, [("rules", "cap-60", "removed")]),
        (1, [("routes", "aus-usa", "added")]),
        (2, [("suppliers", "cobalt-chn", "changed"), ("suppliers", "cobalt-fin", "changed")]),
        (4, [("yearly", "suppliers;cobalt-new;capacity_t_per_year;2027", "removed")]),
        (5, [("contracts", "cobalt-new-spot", "removed")]),
        (6, [("settings", "", "changed")]),
    ],
)
def test_what_is_left_without_a_clause(case, several, place, left) -> None:
    clause = list(policy_clauses(case, [several]))[place]
    without = without_clause(case, [several], clause)
    found = case_changes(case.with_policy(several), without)
    assert list(found[["table", "key", "what"]].itertuples(index=False, name=None)) == left
    assert without.policies == ("several", f"without {clause.label}")
    assert without.notes[-1] == f"policy {clause.policy} is applied without one of its clauses, which {clause.words}"


def test_a_row_that_another_refers_to_cannot_be_left_out_alone(case, several) -> None:
    """Its years and the source of its figures go with it; the contract does not."""
    clause = list(policy_clauses(case, [several]))[3]
    with pytest.raises(InputError) as caught:
        without_clause(case, [several], clause)
    assert [(issue.table, issue.column, issue.value) for issue in caught.value.issues] == [
        ("contracts", "supplier", "cobalt-new")
    ]


def test_without_its_only_clause_a_policy_says_nothing(case) -> None:
    (clause,) = policy_clauses(case, ["cap-60"])
    assert case_hash(without_clause(case, ["cap-60"], clause)) == case_hash(case)


def test_settings_that_somebody_sets_count_over_those_of_policies(case, several) -> None:
    clause = next(policy_clauses(case, [several]))
    without = without_clause(case, [several], clause, {"discount_rate": 0.07})
    assert without.settings.discount_rate == 0.07
