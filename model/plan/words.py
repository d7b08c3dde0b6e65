"""Amounts in words: short enough to read, never more digits than are meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

MONEY = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
MASS = ((1e6, "Mt"), (1e3, "kt"))


def money(usd: float) -> str:
    """`USD 3.41 bn`; a credit as `-USD 3.41 bn`."""
    sign, amount = ("-" if usd < 0 else ""), abs(usd)
    for size, unit in MONEY:
        if amount >= 0.9995 * size:
            return f"{sign}USD {three_digits(amount / size)} {unit}"
    if 0 < amount < 1:
        return "less than USD 1"
    return f"{sign}USD {three_digits(amount)}"


def tonnes(amount: float, *, per_year: bool = True) -> str:
    """`1.24 kt a year`."""
    time = " a year" if per_year else ""
    for size, unit in MASS:
        if abs(amount) >= 0.9995 * size:
            return f"{three_digits(amount / size)} {unit}{time}"
    return f"{three_digits(amount)} t{time}"


def percent(fraction: float) -> str:
    """`41 %`; below one per cent with a digit more."""
    value = 100 * fraction
    return f"{value:.2g} %" if 0 < abs(value) < 1 else f"{value:.0f} %"


def three_digits(value: float) -> str:
    """Three significant digits, never in exponents."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    rounded = float(f"{value:.3g}")  # 0.9996 has the digits of 1
    places = max(0, 2 - math.floor(math.log10(abs(rounded))))
    return f"{value:,.{min(places, 6)}f}"


def listing(parts: list[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def plain_number(value: float) -> str:
    """`60`, `1,234,567` or `0.125`: what a person wrote, as it was written."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"


def in_years(years: Iterable[Any]) -> str:
    """`in 2026`, or `in 2026 to 2030 (4 planning years)`; `over the horizon` for none."""
    found = sorted({int(year) for year in years if not pd.isna(year)})
    if not found:
        return "over the horizon"
    return f"in {found[0]}" if len(found) == 1 else f"in {found[0]} to {found[-1]} ({len(found)} planning years)"


def with_unit(value: str, unit: str) -> str:
    """`60 kWh`; a scale such as 0-100 stands in brackets."""
    return f"{value} ({unit})" if unit[:1].isdigit() else f"{value} {unit}".rstrip()


def without_tonne(unit: str) -> str:
    """What a quantity per tonne adds up to: `tCO2e` of `tCO2e per t of material`; empty for a unit not per t."""
    found = re.fullmatch(r"(.+?)(?: per |/)t(?:onne)?(?: of .+)?", unit)
    return found[1] if found else ""
