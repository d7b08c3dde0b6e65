"""Certified, leaked and uncertified tonnes of a plan, and what agreements keep from leaking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.case.rows import each_row
from model.certified import leakage_cuts, mined_contents, stated_shares
from model.minerals import speaks_of
from model.plan.words import in_years, percent, tonnes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.case import Case

TYPES = {
    "mineral": "str", "source_kind": "str", "source": "str", "place": "str", "scenario": "str", "year": "int64",
    "mined_t_per_year": "float64", "certified_t_per_year": "float64", "leaked_t_per_year": "float64",
    "uncertified_t_per_year": "float64", "kept_t_per_year": "float64",
}  # fmt: skip
NEGLIGIBLE_T = 1e-6
YEARLY = ["mineral", "scenario", "year"]


def certified_table(case: Case, read: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What is mined for a plan, apart: certified, leaked, and not certified; of minerals of which some is or should be.

    Args:
        case: The case.
        read: What was read from the model.

    Returns:
        In contained t a year: `mined` = `certified` + `leaked` (sold as certified, and in truth not) + `uncertified`
        (sold as nothing else); `kept`: what of `certified` would leak without the agreements in force.
    """
    shares = stated_shares(case)
    asking = [row for row in case.rows("rules") if row.kind == "certified"]
    if not shares and not asking:
        return pd.DataFrame(columns=list(TYPES)).astype(TYPES)
    mined = mined_contents(case)
    selling = {name for name, _ in shares}
    told = {x for kind, name, x in mined if kind == "supplier" and name in selling}
    told |= {x for _, _, x in mined if any(speaks_of(rule, x) for rule in asking)}
    cut = cuts(case, read)
    place = {("supplier", row.supplier): row.place for row in case.rows("suppliers")}
    place |= {("plant", row.plant): row.place for row in case.rows("plants")}
    rows = []
    for kind, source, scenario, year, amount in flows(read):
        certified, leakage = shares.get((source, year), (0.0, 0.0)) if kind == "supplier" else (0.0, 0.0)
        kept = min(leakage, cut.get((source, scenario, year), 0.0)) if kind == "supplier" else 0.0
        parts = (1.0, certified * (1 - leakage + kept), certified * (leakage - kept), 1 - certified, certified * kept)
        for mineral in sorted(told):
            contained = amount * mined.get((kind, source, mineral), 0.0)
            if contained > NEGLIGIBLE_T:
                head = (mineral, kind, source, place[kind, source], scenario, year)
                rows.append((*head, *(contained * part for part in parts)))
    table = pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)
    return table.sort_values(["mineral", "scenario", "year", "source_kind", "source"], ignore_index=True)


def flows(read: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, str, int, float]]:
    """What is bought of each supplier and run through each plant: kind, name, scenario, year, t a year."""
    for kind, name in (("supplier", "bought"), ("plant", "run")):
        frame = read[name]
        yield from zip(
            [kind] * len(frame),
            *(frame[column] for column in (kind, "scenario", "year", f"{name}_t_per_year")),
            strict=True,
        )


def cuts(case: Case, read: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str, int], float]:
    """By how many points agreements in force cut the leakage of each supplier, by (supplier, scenario, year)."""
    points = {key: what.value for by in leakage_cuts(case).values() for key, what in by.items()}
    found: dict[tuple[str, str, int], float] = {}
    frame = read["in_effect"]
    names = ("agreement", "effect", "target_kind", "target", "scenario", "year", "in_effect_fraction")
    for *key, scenario, year, reached in zip(*(frame[name] for name in names), strict=True):
        if tuple(key) in points:
            at = (key[3], scenario, year)
            found[at] = found.get(at, 0.0) + points[tuple(key)] * reached
    return found


def cleaned(
    shares: Mapping[tuple[str, int], tuple[float, float]], model: Any, key: tuple[str, str, str, str], node: str
) -> Iterator[tuple[Any, ...]]:
    """How much of what would leak an agreement keeps from leaking, of what is bought.

    Args:
        shares: The share certified and the share of it that leaks, by supplier and year.
        model: The solved model.
        key: The effect.
        node: The node.
    """
    supplier = key[3]
    certified, leakage = shares.get((supplier, model.year[node]), (0.0, 0.0))
    bought = certified * pyo.value(model.Bought[supplier, node])
    points = pyo.value(model.effect_value[key] * model.InEffect[key, node])
    yield (*key, "", node, points * bought, leakage * bought, "max", "t/yr", None)


def cleaned_words(rows: pd.DataFrame) -> str:
    """What an agreement keeps from leaking, where that is most.

    Args:
        rows: The terms of one leakage cut.
    """
    most = rows.iloc[int(rows["value"].argmax())]
    if most["value"] <= NEGLIGIBLE_T:
        return "nothing that could leak is bought of it, so that it makes no difference"
    return f"keeps up to {tonnes(most['value'])} of the {tonnes(most['limit'])} that would leak, in {most['year']}"


def certified_kpis(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """The certified share of what is mined, what leaks and what is kept from leaking, by mineral and year.

    Args:
        table: What `certified_table` returns.
    """
    for row in each_row(by_year(table)):
        where = (row.mineral, "extraction", "", row.scenario, row.year)
        yield "certified share", *where, row.certified_t_per_year / row.mined_t_per_year, "fraction"
        yield "leaked", *where, row.leaked_t_per_year, "contained t/yr"
        yield "kept from leaking", *where, row.kept_t_per_year, "contained t/yr"


def certified_lines(table: pd.DataFrame) -> Iterator[str]:
    """The certified share of each mineral, first and last, and what leakage costs in tonnes that count.

    Args:
        table: What `certified_table` returns.
    """
    trunk = by_year(table[table["scenario"] == "trunk"])
    for mineral, rows in trunk.groupby("mineral", sort=False):
        shares = (rows["certified_t_per_year"] / rows["mined_t_per_year"]).to_numpy()
        first, last = rows["year"].iloc[0], rows["year"].iloc[-1]
        then = f", {percent(shares[-1])} in {last}" if last != first else ""
        leaking = rows[rows["leaked_t_per_year"] > NEGLIGIBLE_T]
        leak, most = "nothing leaks", rows["leaked_t_per_year"].max()
        if len(leaking):
            leak = (
                f"leakage takes up to {tonnes(most)} of contained mineral that would count, {in_years(leaking['year'])}"
            )
        saved = rows["kept_t_per_year"].max()
        kept = f"; agreements keep up to {tonnes(saved)} from leaking" if saved > NEGLIGIBLE_T else ""
        yield f"{mineral}: {percent(shares[0])} of what is mined is certified in {first}{then}; {leak}{kept}"


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """The tonnes of each mineral, scenario and year."""
    return table.groupby(YEARLY, as_index=False)[[name for name in TYPES if name.endswith("_t_per_year")]].sum()
