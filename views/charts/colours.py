"""Colours that the colour-blind can tell apart (Okabe and Ito), each with one meaning."""

from __future__ import annotations

from collections.abc import Iterable

BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, YELLOW, GREY = "#56B4E9", "#D55E00", "#F0E442", "#999999"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW)

BLUES = ("#DCEBF5", "#9CC9E3", "#56A5D0", "#0072B2", "#00456B")
"""One hue from light to dark, for shares."""


def ink(*, dark: bool) -> str:
    """The colour of text and lines drawn by a chart itself."""
    return "#E8E8E8" if dark else "#31333F"


def ground(*, dark: bool) -> str:
    """The colour of the page, for lines between shapes."""
    return "#191916" if dark else "#FFFFFF"


def land(*, dark: bool) -> str:
    """The colour of countries that a map says nothing about."""
    return "#3A3F4B" if dark else "#E4E6EA"


def coloured(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name: the palette in order, grey for all after it."""
    kept = list(dict.fromkeys(names))
    return {name: PALETTE[place] if place < len(PALETTE) else GREY for place, name in enumerate(kept)}
