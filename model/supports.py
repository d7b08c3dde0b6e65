"""What supports pay per tonne and per block: known before the solve, hence linear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.finance import money_shares
from model.flows import contracts_of
from model.prices import contract_prices
from model.shared import active

if TYPE_CHECKING:
    import pandas as pd

    from model.case import Case

Rates = dict[tuple[Any, Any, int], float]
"""USD per t, or per block, by (support, what is supported, year)."""


def supports_of(case: Case, *kinds: str) -> pd.DataFrame:
    """The supports of some kinds, by name."""
    rows = case.filled("supports").set_index("support")
    return rows[rows["kind"].isin(kinds)]


def picked(case: Case, support: Any) -> list[str]:
    """The suppliers, plants or projects that a support picks."""
    table = f"{support.target}s"
    rows = case.filled(table)
    return list(rows.loc[case.matches(table, rows, support["where"]), support.target])


def purchase_rates(case: Case) -> Rates:
    """What credits and floors pay per t bought, by contract; USD/t.

    A credit is at most the price. A floor tops up the price that the contract gives the seller; an equity stake buys
    at cost, and has no seller to guarantee a price to.
    """
    contracts = contracts_of(case)
    prices = contract_prices(case, contracts)
    fixed, part = (case.by_year("supports", name).to_dict() for name in ("rate_usd_per_t", "rate_share"))
    rates: Rates = {}
    for name, row in supports_of(case, "credit", "floor").iterrows():
        sellers = set(picked(case, row)) if row.target == "supplier" else set()
        for contract in contracts.index[contracts["supplier"].isin(sellers)]:
            for year in active(row, case.years):
                price = prices[contract, year].total
                if row.kind == "credit":
                    rate = part[name, year] * price if part[name, year] >= 0 else fixed[name, year]
                    rates[name, contract, year] = min(rate, price)
                elif contracts.at[contract, "kind"] != "equity":
                    rates[name, contract, year] = max(0.0, fixed[name, year] - price)
    return rates


def run_rates(case: Case) -> Rates:
    """What credits pay per t of throughput, by plant: at most its toll, where it is somebody else's; USD/t."""
    fixed = case.by_year("supports", "rate_usd_per_t").to_dict()
    toll = case.by_year("plants", "toll_usd_per_t").fillna(float("inf")).to_dict()
    return {
        (name, plant, year): min(fixed[name, year], toll[plant, year])
        for name, row in supports_of(case, "credit").iterrows()
        if row.target == "plant"
        for plant in picked(case, row)
        for year in active(row, case.years)
    }


def grant_rates(case: Case) -> Rates:
    """What grants pay per block, by project and year of decision: a share of own capital, at most their cap; USD."""
    own = money_shares(case, "own")
    full: dict[Any, float] = case.filled("projects").set_index("project")["capital_usd_per_block"].to_dict()
    part = case.by_year("supports", "rate_share").to_dict()
    rates: Rates = {}
    for name, row in supports_of(case, "grant").iterrows():
        for project in picked(case, row):
            capital = own[project] * full[project]
            for year in active(row, case.years):
                amount = part[name, year] * capital
                rates[name, project, year] = (
                    min(amount, row.cap_usd_per_block) if row.cap_usd_per_block >= 0 else amount
                )
    return rates
