"""Policies of a base are policies of what is built on it: its own come first, and a part takes what is about it."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole

from __future__ import annotations

from pathlib import Path

import pytest
from test_narrow import FILES, first

from model import InputError, load_case
from model.case.policies import policy_names

POLICIES = {
    "base/policies/limits.toml": """\
        [[add]]
        table = "rules"
        rows = [
            { rule = "half", kind = "share", mineral = "tin;copper", stage = "processing", per = "place", limit = 0.5 },
            { rule = "third", kind = "share", mineral = "copper", stage = "processing", per = "place", limit = 0.3 },
        ]
        [[add]]
        table = "sources"
        rows = [ { source = "law", title = "A law" } ]
        """,
    "base/policies/trade.toml": """\
        extends = ["limits"]
        [[add]]
        table = "contracts"
        rows = [ { contract = "bells", supplier = "newcomer", kind = "spot" }, { contract = "more", supplier = "pit", kind = "spot", premium = 0.1 } ]
        [[add]]
        table = "suppliers"
        rows = [ { supplier = "newcomer", place = "CHL", material = "bronze", capacity_t_per_year = 5 } ]
        [[change]]
        table = "suppliers"
        where = "supplier=foundry"
        scale = { capacity_t_per_year = 2.0 }
        [[drop]]
        table = "contracts"
        where = "supplier.material=matte"
        """,
    "base/policies/copper-only.toml": """\
        [[change]]
        table = "suppliers"
        where = "supplier=foundry"
        scale = { capacity_t_per_year = 2.0 }
        [[add]]
        table = "gaps"
        rows = [ { gap = "four", missing = "A.", consequence = "B." } ]
        """,
    "base/policies/both.toml": 'title = "The base\'s"\n[settings]\ndiscount_rate = 0.01\n',
    "part/policies/both.toml": 'title = "Its own"\n[settings]\ndiscount_rate = 0.02\n',
    "whole/dataset.toml": 'based_on = "../base"\n',
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {**FILES, **POLICIES}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)


def messages(source: str, *policies: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_case(source, policies=policies)
    return [str(issue) for issue in caught.value.issues]


def test_the_policies_of_the_base_are_listed_and_its_own_come_first() -> None:
    part = load_case("part")
    assert policy_names(part.draft.policy_folders) == ["both", "copper-only", "limits", "trade"]
    assert part.with_policy("both").settings.discount_rate == 0.02
    assert load_case("whole", policies=["both"]).settings.discount_rate == 0.01


def test_an_unknown_policy_is_compared_with_those_of_the_base_too() -> None:
    assert messages("part", "limit") == [
        "part/dataset.toml: has no such policy (found 'limit'). Did you mean 'limits'?"
    ]


def test_of_a_policy_of_the_base_what_is_about_the_part_applies() -> None:
    case = load_case("part", policies=["trade"])
    added = case.rules.set_index("rule")["mineral"].to_dict()
    assert added == {"both": "tin", "all": "", "half": "tin"}
    assert first(case.contracts) == ["pit-spot", "market-spot", "more"]
    assert first(case.suppliers) == ["pit", "market"]
    assert "law" in first(case.sources)
    assert case.notes == (
        "policy limits is the base's: rows about minerals that are left out here are left out of it (1 of rules)",
        "policy trade is the base's: [[drop]] 1 matches no row of contracts among the minerals that are taken of it",
        "policy trade is the base's: [[change]] 1 matches no row of suppliers among the minerals that are taken of it",
        (
            "policy trade is the base's: rows about minerals that are left out here are left out of it (1 of suppliers, "
            "1 of contracts)"
        ),
    )


def test_on_the_whole_a_policy_of_the_base_applies_as_on_the_base() -> None:
    for name in ("base", "whole"):
        case = load_case(name, policies=["trade"])
        assert set(case.rules["rule"]) == {"both", "copper", "all", "half", "third"}
        assert case.suppliers.set_index("supplier").loc["foundry", "capacity_t_per_year"] == 60
        assert "smelter-spot" not in first(case.contracts)
        assert case.notes == ()


def test_a_policy_that_is_about_nothing_of_the_part_says_so() -> None:
    assert messages("part", "copper-only") == [
        (
            "base/policies/copper-only.toml: has nothing about the minerals that are taken of the data set it was written "
            "for: tin. Take the policy out, or write one of that name for this data set."
        )
    ]


def test_a_part_of_a_part_leaves_out_what_both_do() -> None:
    Path("smaller").mkdir()
    Path("smaller/dataset.toml").write_text('based_on = "../part"\nminerals = ["tin"]\n')
    case = load_case("smaller", policies=["limits"])
    assert case.rules.set_index("rule")["mineral"].to_dict() == {"both": "tin", "all": "", "half": "tin"}


def test_its_own_policy_must_match_what_it_has() -> None:
    Path("part/policies/own.toml").write_text(POLICIES["base/policies/copper-only.toml"])
    assert messages("part", "own") == [
        (
            "part/policies/own.toml, table suppliers, column where: [[change]] 1: is not known (supplier) (found "
            "'foundry'). Known: market, pit."
        )
    ]
