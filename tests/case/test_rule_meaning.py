"""What a rule would ignore is refused before a model is made of it."""

from __future__ import annotations

import pandas as pd
import pytest

from model.case import Case
from model.errors import InputError

TABLES = {
    "materials": [{"material": "ore", "stage": "extraction"}],
    "suppliers": [{"supplier": "mine", "place": "USA", "material": "ore", "price_usd_per_t": 10}],
    "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 60}],
    "indicators": [{"indicator": "carbon", "direction": "lower_is_better"}],
}
LIMITS = {
    "share": {"limit": 0.5, "stage": "extraction", "per": "place"},
    "average": {"limit": 5, "stage": "extraction", "indicator": "carbon"},
    "exclude": {"where": "place=USA"},
    "total": {"limit": 5},
    "cost": {"limit": 5},
    "budget": {"limit": 5},
    "cover": {"limit": 5},
    "certified": {"limit": 0.5, "stage": "extraction"},
    "gate": {"of": "suppliers", "cost_usd": 5},
}


def issues(kind: str, **cells: object) -> list[str]:
    """The messages about a rule of a kind with the given cells."""
    rule = {"rule": "r", "kind": kind} | LIMITS[kind] | cells
    try:
        frames = {name: pd.DataFrame(rows) for name, rows in {**TABLES, "rules": [rule]}.items()}
        Case.from_tables(frames, years=(2026,), buyer=("USA",))
    except InputError as error:
        return [f"{issue.column}: {issue.message} ({issue.value})" for issue in error.issues]
    return []


@pytest.mark.parametrize(
    ("kind", "column", "cell"),
    [
        ("total", "sense", "min"),
        ("budget", "sense", "min"),
        ("exclude", "sense", "max"),
        ("cover", "sense", "max"),
        ("certified", "sense", "max"),
        ("certified", "per", "place"),
        ("certified", "unknown_origin", "own"),
        ("share", "period", "horizon"),
        ("share", "weight", "value"),
        ("share", "indicator", "carbon"),
        ("cover", "missing", "ignore"),
        ("total", "of", "consumption"),
        ("average", "of", "shipped"),
        ("total", "unknown_origin", "worst"),
        ("budget", "mineral", "ore"),
        ("budget", "stage", "extraction"),
    ],
)
def test_a_cell_that_a_kind_would_ignore_is_refused(kind, column, cell):
    assert issues(kind, **{column: cell}) == [f"{column}: has no meaning in a rule of kind {kind} ({cell})"]


@pytest.mark.parametrize("kind", list(LIMITS))
def test_defaults_may_be_written_out(kind):
    assert issues(kind, weight="tonnes", period="year", missing="worst", unknown_origin="world") == []


@pytest.mark.parametrize(
    ("kind", "sense"), [("share", "min"), ("average", "max"), ("total", "max"), ("cover", "min"), ("certified", "min")]
)
def test_a_sense_that_means_something_is_kept(kind, sense):
    assert issues(kind, sense=sense) == []


def test_a_rule_has_one_penalty():
    message = "soft_penalty_multiple: stands beside soft_penalty_usd, and a rule has one penalty (0.5)"
    assert issues("cover", soft_penalty_usd=100, soft_penalty_multiple=0.5) == [message]
    assert issues("cover", soft_penalty_multiple=0.5) == issues("share", soft_penalty_multiple=0) == []


@pytest.mark.parametrize("kind", ["average", "exclude", "total"])
def test_a_multiple_needs_a_breach_in_contained_tonnes(kind):
    assert issues(kind, soft_penalty_multiple=2) == [
        f"soft_penalty_multiple: has no meaning in a rule of kind {kind}, whose breach is in no mineral's tonnes (2)"
    ]


def test_each_unknown_mineral_of_a_list_is_named():
    assert issues("cover", mineral="oar; ore; tin") == [
        "mineral: is not a mineral of any material (oar)",
        "mineral: is not a mineral of any material (tin)",
    ]


def test_shipments_have_no_owner():
    assert issues("share", of="shipped", per="owner") == ["per: is not known of what is shipped (owner)"]


def test_a_share_of_everything_in_everything_is_refused():
    message = "per: is empty, and so is where: the share of everything in everything is 1 ()"
    assert issues("share", per="") == [message]
    assert issues("share", per="", where="place=USA") == []
