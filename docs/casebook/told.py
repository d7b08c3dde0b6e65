"""Numbers as pages tell them: rounded so that what a solve leaves open within its gap is not shown."""

from __future__ import annotations

import math

ROUNDING = {"nearest_total": "USD 0.1 bn", "nearest": "USD 1 m"}
"""To what totals and differences are rounded, as figures of a page."""


def billions(usd: float) -> str:
    """A total cost to USD 0.1 bn: `USD 311.6 bn`."""
    return f"USD {usd / 1e9:,.1f} bn"


def millions(usd: float) -> str:
    """A difference or a smaller amount to USD 1 m, from a billion on to USD 0.01 bn: `USD 386 m`, `USD 1.20 bn`."""
    sign, amount = ("-" if usd < 0 else ""), abs(usd)
    if amount >= 0.9995e9:
        return f"{sign}USD {amount / 1e9:,.2f} bn"
    return f"{sign}USD {amount / 1e6:,.0f} m" if amount >= 0.5e6 else "USD 0"


def change(usd: float) -> str:
    """A difference with its sign: `+USD 386 m`."""
    words = millions(usd)
    return words if words == "USD 0" or words.startswith("-") else f"+{words}"


def tonnes(amount: float) -> str:
    """Tonnes a year to two digits, thousands as kt: `180 kt`, `4.4 kt`, `940 t`."""
    if not amount:
        return "0 t"
    rounded = round(amount, 1 - math.floor(math.log10(abs(amount))))
    if abs(rounded) >= 1000:
        kilo = rounded / 1000
        return f"{kilo:,.0f} kt" if abs(kilo) >= 10 else f"{kilo:.1f} kt"
    return f"{rounded:,.0f} t"


def percent(share: float) -> str:
    """A share to one per cent: `41 %`; `under 1 %` where there is some."""
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def listed(parts: list[str], *, none: str = "none") -> str:
    """`a, b and c`."""
    if not parts:
        return none
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(number: int) -> str:
    """A small number in words: `three`."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[number] if number < len(words) else str(number)
