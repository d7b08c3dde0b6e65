"""Contracts: volumes in force, what is paid for, and at which price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.agreements import most_added
from model.certificate.read import within
from model.certificate.rows import at_most, broken, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def contracts_of(inputs: Inputs) -> pd.DataFrame:
    """The contracts by name, with their supplier's `material` and `place`; without any, every supplier sells spot."""
    return inputs.remembered(("contracts of suppliers",), lambda: offered(inputs))


def offered(inputs: Inputs) -> pd.DataFrame:
    """What `contracts_of` says."""
    rows = inputs.keyed("contracts")
    suppliers = inputs.keyed("suppliers")
    if rows.empty:
        spot = {"supplier": suppliers.index, "kind": "spot", "status": "candidate"}
        amounts = dict.fromkeys(
            ("premium", "take_or_pay", "min_volume_t_per_year", "fee_usd", "capital_usd_per_t_per_year"), 0.0
        )
        amounts |= dict.fromkeys(("revenue_share", "free_carried_share"), 0.0)
        open_ended = dict.fromkeys(
            ("floor_usd_per_t", "cap_usd_per_t", "max_volume_t_per_year", "term_years", "volume_t_per_year")
        )
        span = dict.fromkeys(("first_year", "last_year"))
        rows = pd.DataFrame({**spot, **amounts}, index=suppliers.index)
        rows = rows.assign(**dict.fromkeys({**open_ended, **span}, np.nan), agreement="")
    return rows.assign(
        material=suppliers["material"].reindex(rows["supplier"]).to_numpy(),
        place=suppliers["place"].reindex(rows["supplier"]).to_numpy(),
    )


def in_force(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Volume in force of each contract but spot, by year; t/yr: of one that an agreement unlocks, what that covers."""
    signed = signed_volume(inputs, decided)
    covered = decided["covered"]
    own = covered.index.intersection(signed.index)
    signed.loc[own] = covered.loc[own]
    return signed


def signed_volume(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Volume of each contract but spot that is signed and within its term, by year; t/yr.

    Nothing is in force in years in which the supplier does not sell.
    """
    rows = contracts_of(inputs)
    rows = rows[rows["kind"] != "spot"]
    years = np.asarray(inputs.years, dtype=float)
    term = rows["term_years"].fillna(np.inf).to_numpy()
    found = running(inputs, rows, decided["volume"].reindex(rows.index).fillna(0.0)).to_numpy(copy=True)
    committed = (rows["status"] == "committed").to_numpy()
    since = years[None, :] - rows["first_year"].fillna(inputs.years[0]).to_numpy()[:, None]
    held = (since >= 0) & (since < term[:, None])
    found[committed] = (rows["volume_t_per_year"].fillna(0.0).to_numpy()[:, None] * held)[committed]
    selling = within(inputs.keyed("suppliers"), inputs.years).reindex(rows["supplier"]).to_numpy(dtype=bool)
    return pd.DataFrame(found * selling, index=rows.index, columns=list(inputs.years))


def most_volume(inputs: Inputs) -> pd.Series:
    """The most volume of each contract: its own, or all that its supplier could ever sell; t/yr, inf without either."""
    rows = contracts_of(inputs)
    sold = inputs.by_year("suppliers", "capacity_t_per_year") * inputs.by_year("suppliers", "reach")
    potential = sold.max(axis=1, skipna=False).add(most_added(inputs, "supplier").reindex(sold.index).fillna(0.0))
    most = rows["max_volume_t_per_year"].astype(float).fillna(potential.reindex(rows["supplier"]).set_axis(rows.index))
    committed = rows["volume_t_per_year"].astype(float).where(rows["status"] == "committed")
    return most.where(~(committed > most), committed).fillna(np.inf)


def running(inputs: Inputs, rows: pd.DataFrame, started: pd.DataFrame) -> pd.DataFrame:
    """What has started under each contract and is within its term, by year."""
    years = np.asarray(inputs.years, dtype=float)
    age = years[None, None, :] - years[None, :, None]
    within_term = (age >= 0) & (age < rows["term_years"].fillna(np.inf).to_numpy()[:, None, None])
    found = np.einsum("ks,kst->kt", started.to_numpy(), within_term.astype(float))
    return pd.DataFrame(found, index=rows.index, columns=list(inputs.years))


def paid_for(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What is paid for under each contract: what is lifted, unless the plan says more; t/yr."""
    lifted = decided["lifted"].reindex(contracts_of(inputs).index).fillna(0.0)
    paid = decided.tables["paid"].reindex(lifted.index)
    return paid.where(paid.notna(), lifted)


def market_prices(inputs: Inputs) -> pd.DataFrame:
    """The price of each supplier: its own, or the benchmark with its premium; NaN without either; USD/t."""
    rows = inputs.keyed("suppliers")
    benchmark = inputs.benchmark.reindex(rows["material"]).set_axis(rows.index)
    return inputs.by_year("suppliers", "price_usd_per_t").fillna(benchmark.mul(1.0 + rows["premium"], axis=0))


def supplier_prices(inputs: Inputs) -> pd.DataFrame:
    """What each supplier asks: its price, or where it has none its cost and the royalty on it; USD/t."""
    cost = inputs.by_year("suppliers", "cost_usd_per_t")
    return market_prices(inputs).fillna(cost * (1.0 + inputs.by_year("suppliers", "royalty")))


def offers(inputs: Inputs) -> dict[str, pd.DataFrame]:
    """What a tonne costs under each contract, in three parts by contract and year; USD/t.

    `purchases` is what the seller asks on its own, `price floor support` what a floor adds to it, `equity royalties`
    the royalty of one who shares in a mine: on the price where there is one, on the cost where there is none.
    """
    rows = contracts_of(inputs)
    equity = rows["kind"] == "equity"
    seller = rows["supplier"]

    def of_seller(figure: pd.DataFrame) -> pd.DataFrame:
        return figure.reindex(seller).set_axis(rows.index)

    offer = of_seller(supplier_prices(inputs)).mul(1.0 + rows["premium"], axis=0)
    cap = spread(rows["cap_usd_per_t"].astype(float).fillna(np.inf), inputs.years)
    asked = offer.where(offer <= cap, cap)
    floor = spread(rows["floor_usd_per_t"].astype(float).fillna(0.0), inputs.years)
    support = (floor - asked).clip(lower=0.0)
    cost = of_seller(inputs.by_year("suppliers", "cost_usd_per_t"))
    priced = of_seller(market_prices(inputs)).fillna(cost)
    royalty = of_seller(inputs.by_year("suppliers", "royalty")) * priced
    never = asked * 0.0
    return {
        "purchases": asked.where(~equity, cost),
        "price floor support": support.where(~equity, never),
        "equity royalties": royalty.where(equity, never),
    }


def stake_capital(inputs: Inputs, stakes: pd.Index) -> pd.Series:
    """Capital that the buyer pays for each t/yr that it receives of some stakes; USD.

    The state holds its share of each stake free: the whole takes the buyer's part over one less that share.
    """
    rows = contracts_of(inputs).loc[stakes]
    whole = 1.0 / (1.0 - rows["free_carried_share"].astype(float))
    found: pd.Series = whole * rows["capital_usd_per_t_per_year"].astype(float)
    return found


def partners_part(inputs: Inputs) -> pd.DataFrame:
    """What a partner is owed of each tonne that is paid for, on top of its price, by contract and year; USD/t."""
    rows = contracts_of(inputs)
    part = rows["revenue_share"].astype(float)
    listed = inputs.benchmark.reindex(rows["material"]).set_axis(rows.index)
    return listed.mul(part, axis=0).where(part > 0, 0.0, axis=0)


def checks(inputs: Inputs, decided: Decided, floor: pd.Series, on_top: pd.DataFrame) -> Iterator[Rows]:
    """When a contract may be signed, its least and most volume, and what is owed under it.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
        on_top: What agreements make available on top under each contract, by year; t/yr.
    """
    rows = contracts_of(inputs)
    least = floor.reindex(rows["material"]).set_axis(rows.index)
    for name in ("lifted", "paid", "volume", "signed"):
        yield broken("contract is known", [str(key) for key in decided[name].index.difference(rows.index)])
    candidates = rows[(rows["kind"] != "spot") & (rows["status"] == "candidate")]
    years = inputs.years
    volume = decided["volume"].reindex(rows.index).fillna(0.0)
    yield at_most("volume only of a candidate", volume.drop(index=candidates.index), volume * 0.0, floor=least)
    signed = decided["signed"].reindex(candidates.index).fillna(0.0)
    volume = volume.loc[candidates.index]
    window = within(candidates, years)
    yield at_most("contract in its window", volume.where(~window, 0.0), volume * 0.0, floor=least)
    yield at_most("signing in its window", signed.where(~window, 0.0), signed * 0.0)
    needs = candidates[(candidates["min_volume_t_per_year"] > 0) | (candidates["fee_usd"] > 0)].index
    unsigned = volume.loc[needs].where(signed.loc[needs] < 0.5, 0.0)
    yield at_most("no volume without signing", unsigned, volume * 0.0, floor=least)
    minimum = signed.mul(candidates["min_volume_t_per_year"], axis=0)
    yield at_most("least volume when signed", minimum, volume, floor=least)
    most = spread(candidates["max_volume_t_per_year"].fillna(np.inf), years)
    force = in_force(inputs, decided)
    running_volume = signed_volume(inputs, decided).loc[candidates.index]
    yield at_most("most volume at any time", running_volume, most, floor=least)
    yield at_most("in force once at a time", running(inputs, candidates, signed), signed * 0.0 + 1.0)
    yield from lifting(inputs, decided, force, least, on_top)


def lifting(
    inputs: Inputs, decided: Decided, force: pd.DataFrame, least: pd.Series, on_top: pd.DataFrame
) -> Iterator[Rows]:
    """Lifted within what is in force and available; paid for at least that, and what take-or-pay owes."""
    rows = contracts_of(inputs)
    lifted = decided["lifted"].reindex(rows.index).fillna(0.0)
    available = inputs.by_year("suppliers", "availability").reindex(rows["supplier"]).set_axis(rows.index)
    limit = force * available.loc[force.index]
    secured = on_top.reindex(force.index).fillna(0.0)
    yield at_most("lifted within the contract", lifted.loc[force.index], limit + secured, floor=least)
    paid = paid_for(inputs, decided)
    yield at_most("paid for what is lifted", lifted, paid, floor=least)
    owed = limit.mul(rows["take_or_pay"].loc[force.index], axis=0)
    yield at_most("take or pay", owed, paid, floor=least)
    silent = decided.tables["paid"].reindex(owed.index).isna() & (owed > 0)
    yield broken("paid for is stated", [str(name) for name in silent.index[silent.any(axis=1)]])
    spot = rows[rows["kind"] == "spot"]
    outside = lifted.loc[spot.index].where(~within(spot, inputs.years), 0.0)
    most = spread(spot["max_volume_t_per_year"].astype(float).fillna(np.inf), inputs.years)
    yield at_most("most volume of a spot contract", lifted.loc[spot.index], most, floor=least)
    yield at_most("spot in its window", outside, outside * 0.0, floor=least)
