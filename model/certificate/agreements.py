"""Agreements: when they are joined and left, in which years they are in force, and how far their effects have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.read import within
from model.certificate.rows import at_most, broken, equal, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows

Array = np.ndarray[Any, Any]


def beginnings(inputs: Inputs) -> Array:
    """The calendar year from which an agreement is in force, by agreement and year of the decision.

    A committed one begins in its own year, whenever the decision stands.
    """
    rows = inputs.keyed("agreements")
    years = np.asarray(inputs.years, dtype=float)
    own = rows["first_year"].fillna(inputs.years[0]).to_numpy()[:, None]
    committed = (rows["status"] == "committed").to_numpy()[:, None]
    found: Array = np.where(committed, own, years[None, :])
    return found


def ages(inputs: Inputs) -> Array:
    """Years since an agreement began, by agreement, year of the decision and year."""
    found: Array = np.asarray(inputs.years, dtype=float)[None, None, :] - beginnings(inputs)[:, :, None]
    return found


def in_term(inputs: Inputs) -> Array:
    """Whether an agreement has begun and its term has not ended; as `ages`."""
    term = inputs.keyed("agreements")["term_years"].fillna(np.inf).to_numpy()[:, None, None]
    found: Array = (ages(inputs) >= 0) & (ages(inputs) < term)
    return found


def left(inputs: Inputs, decided: Decided) -> Array:
    """What is left, by agreement, year of joining and year."""
    table = decided["left"]
    found = np.zeros(ages(inputs).shape)
    names = list(inputs["agreements"]["agreement"])
    for (name, joined), amounts in zip(table.index, table.to_numpy(), strict=True):
        if name in names and int(joined) in inputs.years:
            found[names.index(name), inputs.years.index(int(joined))] = amounts
    return found


def standing(inputs: Inputs, decided: Decided) -> Array:
    """How much of an agreement stands: joined in its term, and not left by then; as `ages`."""
    joined = decided["joined"].reindex(inputs["agreements"]["agreement"]).fillna(0.0).to_numpy()
    gone = left(inputs, decided).cumsum(axis=2)
    found: Array = (joined[:, :, None] - gone) * in_term(inputs)
    return found


def force(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Whether each agreement is in force, by year."""
    found = standing(inputs, decided).sum(axis=1)
    return pd.DataFrame(found, index=inputs["agreements"]["agreement"], columns=list(inputs.years))


def effect_rows(inputs: Inputs) -> pd.DataFrame:
    """All effects, with the contracts that name an agreement as unlocked by it."""
    return inputs.remembered(("effect_rows",), lambda: made_effect_rows(inputs))


def made_effect_rows(inputs: Inputs) -> pd.DataFrame:
    """The same, made from the tables."""
    rows = inputs["agreement_effects"]
    named = inputs["contracts"]
    named = named[named["agreement"] != ""]
    more = pd.DataFrame(
        {
            "agreement": named["agreement"],
            "effect": "unlock",
            "target_kind": "contract",
            "target": named["contract"],
            "value": np.nan,
            "lag_years": 0.0,
            "ramp_up_years": 0.0,
            "deadline_year": np.nan,
        }
    )
    columns = list(more.columns)
    return (
        pd.concat([rows[columns], more], ignore_index=True) if len(more) and len(rows) else more if len(more) else rows
    )


def effects(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """How far each effect has come, a row for each of `effect_rows`, by year: 0 to 1."""
    rows = effect_rows(inputs)
    if rows.empty:
        return pd.DataFrame(index=rows.index, columns=list(inputs.years), dtype=float)
    at = inputs.keyed("agreements").index.get_indexer(pd.Index(rows["agreement"]))
    stands = standing(inputs, decided)[at] * (at >= 0)[:, None, None]
    age = ages(inputs)[at] - rows["lag_years"].to_numpy(dtype=float)[:, None, None]
    ramp = np.maximum(rows["ramp_up_years"].to_numpy(dtype=float), 1.0)[:, None, None]
    share = np.clip((age + 1.0) / ramp, 0.0, 1.0) * (age >= 0)
    late = beginnings(inputs)[at] > rows["deadline_year"].fillna(np.inf).to_numpy(dtype=float)[:, None]
    share = share * ~late[:, :, None]
    return pd.DataFrame((share * stands).sum(axis=1), index=rows.index, columns=list(inputs.years))


def acting(inputs: Inputs, effect: str, kind: str) -> pd.DataFrame:
    """The rows of `effect_rows` of one effect on targets of one kind."""
    rows = effect_rows(inputs)
    return rows[(rows["effect"] == effect) & (rows["target_kind"] == kind)]


def opened(inputs: Inputs, decided: Decided, kind: str) -> pd.DataFrame:
    """What agreements have opened of each target of a kind that they unlock, by year."""
    rows = acting(inputs, "unlock", kind)
    return sums(effects(inputs, decided).loc[rows.index], rows["target"])


def added_by_agreements(inputs: Inputs, decided: Decided, kind: str) -> pd.DataFrame:
    """What agreements add to the capacity of each target of a kind, by year; t/yr."""
    rows = acting(inputs, "capacity", kind)
    return sums(effects(inputs, decided).loc[rows.index].mul(rows["value"].astype(float), axis=0), rows["target"])


def most_added(inputs: Inputs, kind: str) -> pd.Series:
    """The most that projects and agreements can add to each target of a kind; t/yr."""
    rows = inputs["project_effects"]
    rows = rows[rows["effect"] == f"{kind}_capacity"]
    blocks = inputs.keyed("projects")["max_blocks"].reindex(rows["project"]).to_numpy()
    built = (rows["value"] * blocks).groupby(rows["target"]).sum()
    agreed = acting(inputs, "capacity", kind)
    more = agreed["value"].astype(float).groupby(agreed["target"]).sum()
    found: pd.Series = built.astype(float).add(more, fill_value=0.0)
    return found


def checks(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """When agreements are joined and left, and how they stand to each other."""
    rows = inputs.keyed("agreements")
    joined, leaving = decided["joined"], decided["left"]
    known = rows.index
    yield broken("agreement is known", [str(name) for name in joined.index.difference(known)])
    away = [str(key) for key in leaving.index if key[0] not in known or int(key[1]) not in inputs.years]
    yield broken("agreement is known", away)
    joined = joined.reindex(known).fillna(0.0)
    committed = rows["status"] == "committed"
    first = [inputs.years[0]]
    yield equal("committed agreement is joined", joined.loc[committed, first], joined * 0.0 + 1.0)
    window = within(rows, inputs.years)
    held = ~(np.asarray(inputs.years, dtype=float)[None, :] < rows["condition_year"].to_numpy()[:, None])
    candidates = joined[~committed]
    yield at_most("agreement in its window", candidates.where(~(window & held)[~committed], 0.0), joined * 0.0)
    total = pd.DataFrame({first[0]: joined.sum(axis=1)})
    yield at_most("joined once", total, total * 0.0 + 1.0)
    yield from leaves(inputs, decided)
    yield from pairs(inputs, decided)


def leaves(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """Nothing is left that has not been joined, nor before its least years, nor after its term."""
    rows = inputs.keyed("agreements")
    gone = left(inputs, decided)
    index = pd.MultiIndex.from_product([rows.index, inputs.years])
    joined = decided["joined"].reindex(rows.index).fillna(0.0).to_numpy().ravel()
    first = inputs.years[0]
    total = pd.DataFrame({first: gone.sum(axis=2).ravel()}, index=index)
    some = (total[first] != 0) | (joined != 0)
    yield at_most("left once", total[some], pd.DataFrame({first: joined}, index=index))
    least = np.maximum(rows["least_years"].fillna(np.inf).to_numpy(), 1.0)[:, None, None]
    early = gone * ~((ages(inputs) >= least) & in_term(inputs))
    found = pd.DataFrame(early.reshape(len(index), len(inputs.years)), index=index, columns=list(inputs.years))
    yield at_most("left after its least years", found[some], found * 0.0)


def pairs(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """What agreements require, exclude, and cost together."""
    rows = inputs["agreement_pairs"]
    here = force(inputs, decided)
    index = pd.MultiIndex.from_frame(rows[["agreement", "other"]])
    one = here.reindex(rows["agreement"]).set_axis(index)
    two = here.reindex(rows["other"]).set_axis(index)
    relation = rows["relation"].to_numpy()
    yield at_most("agreement required", one[relation == "requires"], two)
    yield at_most("agreements exclude", (one + two)[relation == "excludes"], one * 0.0 + 1.0)
    both = (one + two - 1.0).clip(lower=0.0)
    yield at_most("both in force", both[relation == "penalty"], decided["both"])
    strange = [str(key) for key in decided["both"].index if key not in set(index[relation == "penalty"])]
    yield broken("pair is known", strange)
