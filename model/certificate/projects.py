"""Projects: what is built, when it is on line, and what it adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.agreements import added_by_agreements
from model.certificate.read import items, within
from model.certificate.rows import at_most, broken, equal, spread, sums, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def starts(inputs: Inputs) -> pd.DataFrame:
    """The calendar year in which a block of each project comes on line, by the year in which it is decided.

    Of a committed project it is the stated year, whenever it was decided.
    """
    rows = inputs.keyed("projects")
    lead = rows["permitting_years"] + rows["construction_years"]
    decided = spread(lead, inputs.years) + np.asarray(inputs.years, dtype=float)
    committed = rows["status"] == "committed"
    decided[committed] = spread(rows["online_year"].fillna(inputs.years[0]), inputs.years)[committed]
    return decided


def blocks_by_decision(inputs: Inputs, decided: Decided, *, ramped: bool) -> np.ndarray[Any, Any]:
    """Blocks on line by project, year of decision and year; `ramped`: as much of them as has its effect."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0).to_numpy()
    age = np.asarray(inputs.years, dtype=float)[None, None, :] - starts(inputs).to_numpy()[:, :, None]
    on_line = (age >= 0) & (age < rows["lifetime_years"].to_numpy()[:, None, None])
    ramp = np.maximum(rows["ramp_up_years"].to_numpy(), 1.0)[:, None, None]
    part = np.minimum(1.0, (age + 1.0) / ramp) if ramped else 1.0
    found: np.ndarray[Any, Any] = built[:, :, None] * on_line * part
    return found


def blocks(inputs: Inputs, decided: Decided, *, ramped: bool) -> pd.DataFrame:
    """Blocks on line by project and year; `ramped`: as much of them as has its effect."""
    found = blocks_by_decision(inputs, decided, ramped=ramped).sum(axis=1)
    return pd.DataFrame(found, index=inputs["projects"]["project"], columns=list(inputs.years))


def added(inputs: Inputs, decided: Decided, effect: str) -> pd.DataFrame:
    """What projects, and agreements, add to each target of an effect, by year; of power, what is left for minerals."""
    kind = effect.removesuffix("_capacity")
    effects = inputs["project_effects"]
    effects = effects[effects["effect"] == effect]
    on_line = blocks(inputs, decided, ramped=True).reindex(effects["project"])
    amounts = effects["value"].to_numpy()
    if effect == "power_mw":
        amounts = amounts * effects["minerals_share"].fillna(1.0).to_numpy()
    built = sums(on_line.mul(amounts, axis=0), effects["target"])
    return total(built, added_by_agreements(inputs, decided, kind))


def money_of(inputs: Inputs) -> pd.DataFrame:
    """The shares of each project's capital: own, public, partner, bank; all own where nothing is said."""
    kinds = ["own", "public", "partner", "bank"]
    rows = inputs["project_finance"]
    said = rows.pivot_table(index="project", columns="money", values="share", aggfunc="sum").reindex(columns=kinds)
    found = said.reindex(inputs["projects"]["project"]).fillna(0.0)
    found.loc[~found.index.isin(rows["project"]), "own"] = 1.0
    return found


def checks(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """What may be built, when, how much of it, and what must stand before."""
    rows = inputs.keyed("projects")
    built = decided["built"]
    yield broken("project is known", [str(name) for name in built.index.difference(rows.index)])
    built = built.reindex(rows.index).fillna(0.0)
    committed = rows["status"] == "committed"
    all_blocks = pd.DataFrame({inputs.years[0]: built.sum(axis=1)})
    limit = pd.DataFrame({inputs.years[0]: rows["max_blocks"]})
    yield equal("committed project is built", all_blocks[committed], limit)
    yield at_most("blocks of a project", all_blocks, limit)
    sharing = rows["shares_blocks_with"].where(rows["shares_blocks_with"] != "", rows.index.to_series())
    yield at_most("blocks that projects share", sums(all_blocks, sharing), limit)
    late = starts(inputs) >= inputs.horizon_end
    allowed = within(rows, inputs.years) & ~late
    yield at_most("project in its window", built[~committed].where(~allowed, 0.0), built * 0.0)
    yield from links(inputs, decided)


def links(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """What projects require and exclude, and what stands behind `chosen`."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0)
    on_line = blocks(inputs, decided, ramped=False)
    count = built.sum(axis=1)
    for name, row in zip(rows["project"], (row for _, row in rows.iterrows()), strict=True):
        present = on_line.loc[[name]]
        for required in items(row["requires"]):
            first = present.gt(0.5).cumsum(axis=1).eq(1) & present.gt(0.5)
            needed = first.astype(float)
            standing = on_line.loc[[required]].clip(upper=1.0).set_axis([name])
            yield at_most(f"requires {required}", needed, standing)
        clashes = [other for other in items(row["excludes"]) if count[name] > 0.5 and count[other] > 0.5]
        yield broken("project excludes", [f"{name}, {other}" for other in clashes])
    chosen = decided["chosen"]
    if len(chosen):
        most = chosen.mul(rows["max_blocks"].reindex(chosen.index), axis=0)
        year = [inputs.years[0]]
        yield at_most("chosen if built", count.reindex(chosen.index).to_frame(year[0]), most[year])
