"""Checks of demand and of what shortage costs."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.errors import Issue


def demand_issues(reading: Reading) -> Iterator[Issue]:
    """A case needs a demand, and each shortage one cost that can be worked out."""
    if reading.settings.kind == "case" and reading.records["demand"].present and reading.knows("demand"):
        if not reading.count("demand"):
            message, hint = "has no rows", 'Add what is needed, or write kind = "library" in dataset.toml.'
            yield Issue(reading.files["demand"], "demand", message=message, hint=hint)
    demanded: dict[str, list[str]] = {}
    for _, row in reading.rows("demand"):
        if row["material"] not in demanded.setdefault(row["sector"], []):
            demanded[row["sector"]].append(row["material"])
    for origin, row in reading.rows("sectors", written=True):
        sector, multiple = row["sector"], row["shortage_cost_multiple"]
        if not given(multiple):
            continue
        changing = ("sectors", sector, "shortage_cost_usd_per_t") in reading.changing
        if given(row["shortage_cost_usd_per_t"]) or changing:
            message = "is given, and so is shortage_cost_usd_per_t"
            yield origin.issue("sectors", "shortage_cost_multiple", f"{multiple:g}", message, "Keep one of the two.")
        elif reading.knows("prices"):
            for material in demanded.get(sector, []):
                if material not in reading.priced:
                    message = f"multiplies the benchmark of {material}, which {sector} needs and prices does not have"
                    hint = f"Add {material} to prices, or write shortage_cost_usd_per_t instead."
                    yield origin.issue("sectors", "shortage_cost_multiple", f"{multiple:g}", message, hint)
