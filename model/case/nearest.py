"""The existing name that a misspelt one most likely meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo")
_SHOWN = 8
_ENOUGH = 3  # letters that say something about how a name goes on


def fold(name: str) -> str:
    """The name without what the eye does not see: case, outer spaces, compatibility forms, look-alikes."""
    return unicodedata.normalize("NFKC", name).translate(_LOOK_ALIKES).strip().casefold()


def nearest(name: str, known: Iterable[str], *, closeness: float = 0.6) -> str:
    """The known name that is the same to the eye, the only one that begins so, or the nearest; or nothing."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(fold(candidate), candidate)
    wanted = fold(name)
    if wanted in folded:
        return folded[wanted]
    longer = [candidate for candidate in folded if len(wanted) >= _ENOUGH and candidate.startswith(wanted)]
    found = longer if len(longer) == 1 else difflib.get_close_matches(wanted, folded, n=1, cutoff=closeness)
    return folded[found[0]] if found else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name and how it differs, or the known names if few."""
    names = list(dict.fromkeys(known))
    match = nearest(name, names)
    if match:
        return f"Did you mean {match!r}?{_difference(name, match)}"
    if not names:
        return "None is known."
    shown = ", ".join(sorted(names)[:_SHOWN])
    return f"Known: {shown}, ... ({len(names)} in all)." if len(names) > _SHOWN else f"Known: {shown}."


def _difference(name: str, match: str) -> str:
    """What the eye may overlook between two names that are the same when folded."""
    if fold(name) != fold(match):
        return ""
    if name.strip() == match:
        return " There are spaces around it."
    if name.strip().casefold() == match.casefold():
        return " Upper and lower case count."
    return " Some letters only look alike."
