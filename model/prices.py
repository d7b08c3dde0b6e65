"""What a tonne costs under each contract, year by year: known before the solve, hence linear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.errors import InputError, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from model.case import Case


@dataclass(frozen=True)
class Price:
    """What is paid per tonne, in its parts; USD/t.

    Attributes:
        purchase: What the seller asks on its own.
        floor_support: What a price floor adds to that.
        royalty: Royalty on top (equity only: elsewhere it is inside the price).
    """

    purchase: float
    floor_support: float = 0.0
    royalty: float = 0.0

    @property
    def total(self) -> float:
        """What is paid per tonne in all."""
        return self.purchase + self.floor_support + self.royalty


def benchmark_prices(case: Case) -> dict[tuple[str, int], float]:
    """Benchmark price by (material, year), of the materials that have one; USD/t."""
    return dict(case.series("prices", "price_usd_per_t").items())  # type: ignore[arg-type]


def contract_prices(case: Case, contracts: pd.DataFrame) -> dict[tuple[str, int], Price]:
    """The price by (contract, year): the supplier's, with the contract's premium, held between floor and cap.

    Equity pays the cost, and the royalty on the supplier's price (on the cost where it has none).

    Args:
        case: The case.
        contracts: The contracts, indexed by name.
    """
    market = market_prices(case)
    cost = case.by_year("suppliers", "cost_usd_per_t").to_dict()
    royalty = case.by_year("suppliers", "royalty").to_dict()
    prices = {}
    for contract, row in contracts.iterrows():
        for year in case.years:
            key = (row.supplier, year)
            if row.kind == "equity":
                prices[contract, year] = Price(cost[key], royalty=royalty[key] * market.get(key, cost[key]))
            else:
                asked = market.get(key, cost[key] * (1 + royalty[key]))
                prices[contract, year] = held_between(asked * (1 + row.premium), row)
    return prices  # type: ignore[return-value]


def shared_revenue(case: Case, contracts: pd.DataFrame) -> dict[tuple[str, int], float]:
    """What is owed to the partner on each tonne paid for, on top of the price, by (contract, year); USD/t.

    A share of the benchmark price of what the supplier sells; only of contracts that share any.

    Args:
        case: The case.
        contracts: The contracts, indexed by name.
    """
    material = case.filled("suppliers").set_index("supplier")["material"].to_dict()
    benchmark = benchmark_prices(case)
    return {
        (str(contract), year): row.revenue_share * benchmark[material[row.supplier], year]
        for contract, row in contracts[contracts["revenue_share"] > 0].iterrows()
        for year in case.years
    }


def held_between(offer: float, contract: Any) -> Price:
    """An offer held between the contract's floor and cap; either may be empty (nan)."""
    capped = min(offer, contract.cap_usd_per_t) if contract.cap_usd_per_t >= 0 else offer
    floor = contract.floor_usd_per_t if contract.floor_usd_per_t >= 0 else capped
    return Price(capped, floor_support=max(0.0, floor - capped))


def market_prices(case: Case) -> dict[tuple[str, int], float]:
    """What suppliers ask, by (supplier, year): their own price, else the benchmark with their premium; USD/t.

    Royalties are inside. A supplier with neither is left out: it is paid its cost, and the royalty on it.
    """
    own: dict[Any, float] = case.by_year("suppliers", "price_usd_per_t").dropna().to_dict()
    benchmark = benchmark_prices(case)
    listed: dict[Any, float] = {
        (row.supplier, year): benchmark[row.material, year] * (1 + row.premium)
        for row in case.rows("suppliers")
        for year in case.years
        if (row.material, year) in benchmark
    }
    return listed | own


def mineral_values(case: Case, stage: str, asked: Iterable[str]) -> dict[tuple[str, int], float]:
    """What a contained tonne of each mineral is worth, by (mineral, year); USD/t.

    The benchmark of a material of the stage over its content, failing that of any material that holds the mineral.

    Args:
        case: The case.
        stage: The stage; empty: any.
        asked: The minerals whose worth must be known.

    Raises:
        InputError: One of these has no benchmark at all.
    """
    stages = case.filled("materials").set_index("material")["stage"].to_dict()
    benchmark = benchmark_prices(case)
    values: dict[tuple[str, int], float] = {}
    minerals = case.minerals.assign(elsewhere=[stages[m] != stage for m in case.minerals["material"]])
    for row in each_row(minerals.sort_values(["elsewhere", "material"])):
        for year in case.years:
            if (row.material, year) in benchmark and row.content > 0:
                values.setdefault((row.mineral, year), benchmark[row.material, year] / row.content)
    unpriced = sorted(set(asked) - {mineral for mineral, _ in values})
    if unpriced:
        raise InputError(
            Issue(
                table="prices",
                message=f"a rule counts minerals by value, and nothing that holds {mineral!r} has a benchmark price",
                hint="Give one a price, or weigh by tonnes (a penalty: by soft_penalty_usd).",
            )
            for mineral in unpriced
        )
    return values
