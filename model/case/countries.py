"""Which codes are countries: ISO 3166-1 alpha-3, read only when first needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from model.case.nearest import fold, nearest, suggestion

_ABBREVIATIONS = {
    "congo": ("COD", "COG"),
    "drc": ("COD",),
    "ksa": ("SAU",),
    "prc": ("CHN",),
    "rok": ("KOR",),
    "rsa": ("ZAF",),
    "uae": ("ARE",),
    "uk": ("GBR",),
}


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
    """A hint for an unknown place: one of the data set's, the country of that name, or what to write at all."""
    own = list(places)
    match = nearest(name, own)
    if match and fold(match) == fold(name):
        return suggestion(name, own)
    codes = _codes_by_name()
    code = codes.get(fold(nearest(name, codes, closeness=0.8)))
    meant = _ABBREVIATIONS.get(fold(name)) or ((code,) if code else ())
    if meant:
        return f"Did you mean {' or '.join(map(repr, meant))}?"
    return suggestion(name, own) if match else "Write a code such as DEU, or declare a region in places."
