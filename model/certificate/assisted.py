"""What agreements make available on top: of a supplier's capacity, and of what contracts and projects have decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.agreements import acting, effects, most_added
from model.certificate.contracts import contracts_of, in_force, most_volume
from model.certificate.projects import added
from model.certificate.read import times
from model.certificate.rows import at_most, broken, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def secured(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What each agreement secures of each contract or supplier, times how much it raises availability; t/yr."""
    rows = acting(inputs, "availability_uplift", "supplier").set_index(["agreement", "target"])["value"].astype(float)
    table = decided["secured"]
    uplift = [
        rows.get((name, seller))
        for name, seller in zip(table.index.get_level_values(0), sellers(inputs, table), strict=True)
    ]
    return table.mul(pd.Series(uplift, index=table.index, dtype=float).fillna(0.0), axis=0)


def sellers(inputs: Inputs, table: pd.DataFrame) -> list[str]:
    """The supplier of each row of what is secured."""
    of = contracts_of(inputs)["supplier"]
    return [str(of.get(holder, "")) if kind == "contract" else str(holder) for _, kind, holder in table.index]


def on_top(inputs: Inputs, decided: Decided, own: pd.DataFrame) -> pd.DataFrame:
    """What agreements make available on top of each supplier's availability, by year; t/yr.

    Args:
        inputs: The inputs.
        decided: The decisions.
        own: What each supplier can sell by itself, by year; t/yr.
    """
    rows = acting(inputs, "availability_uplift", "supplier")
    reached = effects(inputs, decided).loc[rows.index].mul(rows["value"].astype(float), axis=0)
    known = sums(times(own.reindex(rows["target"]).set_axis(rows.index), reached), rows["target"])
    found = secured(inputs, decided)
    grown = found[found.index.get_level_values(1) == "supplier"]
    more = sums(grown, grown.index.get_level_values(2))
    return known.reindex(own.index).fillna(0.0) + more.reindex(own.index).fillna(0.0)


def of_contracts(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What agreements make available on top under each contract, by year; t/yr."""
    found = secured(inputs, decided)
    found = found[found.index.get_level_values(1) == "contract"]
    return sums(found, found.index.get_level_values(2)).reindex(contracts_of(inputs).index).fillna(0.0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """What is secured is decided, the agreement is in force, and while it is in full, all is secured.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    table = decided["secured"]
    rows = acting(inputs, "availability_uplift", "supplier")
    raising = rows.reset_index().set_index(["agreement", "target"])["index"]
    keys = list(zip(table.index.get_level_values(0), sellers(inputs, table), strict=True))
    known = [key in raising.index for key in keys]
    yield broken("assistance is known", [str(key) for key, fits in zip(table.index, known, strict=True) if not fits])
    table = table[known]
    if table.empty:
        return
    reached = effects(inputs, decided).loc[[raising[key] for key in keys if key in raising.index]].set_axis(table.index)
    amounts = pd.concat(
        [
            in_force(inputs, decided).set_axis(
                pd.MultiIndex.from_product([["contract"], in_force(inputs, decided).index])
            ),
            added(inputs, decided, "supplier_capacity").pipe(labelled),
        ]
    )
    holders = pd.MultiIndex.from_frame(table.index.to_frame().iloc[:, 1:])
    amount = amounts.reindex(holders).fillna(0.0).set_axis(table.index)
    growth = most_added(inputs, "supplier")
    most = pd.concat([most_volume(inputs), growth], keys=["contract", "supplier"]).reindex(holders)
    limit = reached.mul(most.to_numpy(), axis=0)
    material = inputs.keyed("suppliers")["material"].reindex(sellers(inputs, table))
    least = pd.Series(floor.reindex(material).to_numpy(), index=table.index)
    yield at_most("secured of what is decided", table, amount, floor=least)
    yield at_most("secured by an agreement", table, limit, floor=least)
    owed = amount - (1.0 - reached).mul(most.to_numpy(), axis=0)
    yield at_most("secured in full", owed, table, floor=least, gross=amount + table)


def labelled(amounts: pd.DataFrame) -> pd.DataFrame:
    """What is added to suppliers, by (`supplier`, name)."""
    return amounts.set_axis(pd.MultiIndex.from_product([["supplier"], amounts.index]))
