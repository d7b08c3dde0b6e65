"""Amounts in words: short enough to read, never more digits than are meant."""

from __future__ import annotations

import math

MONEY = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
MASS = ((1e6, "Mt"), (1e3, "kt"))


def money(usd: float) -> str:
    """`USD 3.41 bn`."""
    for size, unit in MONEY:
        if abs(usd) >= 0.9995 * size:
            return f"USD {three_digits(usd / size)} {unit}"
    return f"USD {three_digits(usd)}"


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
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(places, 6)}f}"


def listing(parts: list[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
