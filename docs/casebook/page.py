"""A page: prose with places, and what fills them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docs.casebook.drawing import Picture

PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
HEAD = """\
<!-- Written by `python -m docs.casebook {name}` from its prose.md: change that, or what fills it. -->

"""


class CasebookError(Exception):
    """A page cannot be built as it is written."""


@dataclass(frozen=True)
class Page:
    """What fills the places of a case study.

    Attributes:
        figures: Words for places such as `{{ cost }}`: numbers as they are to be read.
        tables: Markdown for places such as `{{ table.policies }}`.
        pictures: Charts for places such as `{{ picture.routes }}`.
        claims: What the prose and the titles of pictures say beyond figures, and whether it holds.
        files: Further files of the folder beside the page, by name: the tables of long studies.
    """

    figures: Mapping[str, str]
    tables: Mapping[str, str]
    pictures: Mapping[str, Picture]
    claims: Mapping[str, bool] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def module_of(name: str) -> str:
    """The package of a case study: `us_drc` of us-drc."""
    return name.replace("-", "_")


def places(template: str) -> list[str]:
    """The places of a template, in its order."""
    return PLACE.findall(template)


def filled(name: str, template: str, page: Page) -> str:
    """The template with its places filled.

    Raises:
        CasebookError: A place has nothing to fill it, something has no place, or the prose claims what does not hold.
    """
    broken = [claim for claim, holds in page.claims.items() if not holds]
    if broken:
        raise CasebookError(f"the prose says what no longer holds, rewrite it: {'; '.join(broken)}")
    words = contents(name, page)
    asked = places(template)
    unknown = [place for place in asked if place not in words]
    if unknown:
        raise CasebookError(f"nothing fills {listed(unknown, words)}")
    unused = [place for place in words if place not in asked]
    if unused:
        raise CasebookError(f"the template has no place for {', '.join(unused)}")
    text = PLACE.sub(lambda found: words[found[1]], template)
    return HEAD.format(name=name) + text


def contents(name: str, page: Page) -> dict[str, str]:
    """What fills each place."""
    drawn = {f"picture.{key}": f"![{own.alt}]({name}/{key}.svg)" for key, own in page.pictures.items()}
    return {**page.figures, **{f"table.{key}": text for key, text in page.tables.items()}, **drawn}


def listed(unknown: list[str], words: Mapping[str, str]) -> str:
    """The places, each with what was perhaps meant."""
    parts = []
    for place in unknown:
        near = get_close_matches(place, words, n=1)
        parts.append(f"{place} (perhaps {near[0]})" if near else place)
    return ", ".join(parts)
