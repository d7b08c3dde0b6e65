"""Which codes are countries: ISO 3166-1 alpha-3, read only when first needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from model.case.nearest import fold, nearest, suggestion


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """All ISO 3166-1 alpha-3 codes."""
    import pycountry  # noqa: PLC0415 - its list is read from a file: only where a code is asked for

    return frozenset(country.alpha_3 for country in pycountry.countries)


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    """Codes by folded name, official name, common name and alpha-2 code."""
    import pycountry  # noqa: PLC0415 - see country_codes

    codes: dict[str, str] = {}
    for country in pycountry.countries:
        for kind, name in country:
            if kind in ("name", "official_name", "common_name", "alpha_2", "alpha_3"):
                codes.setdefault(fold(name), country.alpha_3)
    return codes


def place_suggestion(name: str, places: Iterable[str]) -> str:
    """A hint for an unknown place: one of the data set's, or the country of that name, or the nearest."""
    own = list(places)
    match = nearest(name, own)
    if fold(match) == fold(name):
        return suggestion(name, own)
    codes = _codes_by_name()
    code = codes.get(fold(name)) or codes.get(fold(nearest(name, codes)))
    if match or not code:
        return suggestion(name, own)
    return f"Did you mean {code!r}?"
