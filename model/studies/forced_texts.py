"""What is asked of a plan in texts: `not supplier=a`, `with project=b`, `stockpile=c stock>=50`, joined with +."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.case.nearest import suggestion
from model.counting import supply_rows
from model.errors import InputError, Issue
from model.flows import contracts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.case import Case

NOT, WITH, PIN = "not", "with", "pin"
TABLES = {
    "supplier": "suppliers", "contract": "contracts", "project": "projects", "agreement": "agreements",
    "plant": "plants", "stockpile": "stockpiles", "place": "places",
}  # fmt: skip
"""The kinds of things that can be forced, and the tables that name them."""
FORCED = ("supplier", "contract", "project", "agreement", "plant")
PINS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "contract": (("year", "volume"), ()),
    "project": (("year",), ("blocks",)),
    "agreement": (("year",), ()),
    "place": (("mineral", "stage", "share"), ("year",)),
    "stockpile": (("stock",), ("year",)),
}
"""What a pin of each kind must say, and what it may."""
AMOUNTS = ("volume", "blocks", "share", "stock")
WORD = re.compile(rf"\b({'|'.join([*TABLES, 'mineral', 'stage', 'year', *AMOUNTS])})\s*(>=|<=|=)\s*")
JOINED = re.compile(rf"\s*\+\s*(?=(?:(?:{NOT}|{WITH})\s+)?(?:{'|'.join(TABLES)})\s*=)")
HINT = "Write not supplier=NAME, with project=NAME, or a pin such as: stockpile=NAME year=2030 stock>=50."
PIN_HINTS = {
    "contract": "Write contract=NAME year=2027 volume>=250.",
    "project": "Write project=NAME year=2028, or with blocks=2 after it.",
    "agreement": "Write agreement=NAME year=2028.",
    "place": "Write place=CHN mineral=cobalt stage=processing share<=0.4, perhaps with year=2030.",
    "stockpile": "Write stockpile=NAME stock>=50, perhaps with year=2030.",
}


@dataclass(frozen=True)
class Part:
    """One decision that is forced.

    Attributes:
        verb: `not`, `with` or `pin`.
        kind: Of what: a key of `TABLES`.
        name: Its short name.
        words: What else a pin says: year, mineral, stage.
        relation: `=`, `>=` or `<=`, of what a pin gives an amount.
        amount: The amount: t/yr of a volume, blocks, a share as a fraction, t of a stock; 1 where a pin gives none.
    """

    verb: str
    kind: str
    name: str
    words: dict[str, str] = field(default_factory=dict)
    relation: str = ">="
    amount: float = 1.0

    @property
    def year(self) -> int | None:
        """The planning year of a pin; None for every year."""
        return int(self.words["year"]) if "year" in self.words else None


@dataclass(frozen=True)
class Change:
    """What one plan is asked to do otherwise: all of its parts at once."""

    text: str
    parts: tuple[Part, ...]


def read_changes(case: Case, texts: Iterable[str]) -> list[Change]:
    """The changes that texts ask for.

    Raises:
        InputError: With every text that cannot be used.
    """
    issues: list[Issue] = []
    changes: list[Change] = []
    for text in dict.fromkeys(texts):
        parts: list[Part] = []
        for piece in JOINED.split(text.strip()):
            try:
                part = read_part(piece)
            except InputError as error:
                issues += error.issues
            else:
                issues += part_issues(case, part)
                parts.append(part)
        changes.append(Change(text, tuple(parts)))
    if issues:
        raise InputError(issues)
    return changes


def with_verb(verb: str, text: str) -> str:
    """A text each of whose parts says what is asked: `not supplier=a + supplier=b` says `not` of both."""
    pieces = [
        piece if piece.startswith((f"{NOT} ", f"{WITH} ")) else f"{verb} {piece}"
        for piece in JOINED.split(text.strip())
    ]
    return " + ".join(pieces)


def read_part(text: str) -> Part:
    """One part, as far as it can be read without the case.

    Raises:
        InputError: It cannot.
    """
    found = list(WORD.finditer(text))
    verb = text[: found[0].start()].strip() or PIN if found else ""
    ends = [*(match.start() for match in found), len(text)][1:]
    cells = {match[1]: text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)}
    signs = {match[1]: match[2] for match in found}
    kind = next(iter(cells), "")
    if verb not in (NOT, WITH, PIN) or kind not in TABLES or not all(cells.values()) or len(cells) < len(found):
        raise InputError([Issue("why", value=text, message="is no change of a plan", hint=HINT)])
    if verb != PIN:
        return forced_part(text, verb, cells, signs)
    return pinned_part(text, cells, signs)


def forced_part(text: str, verb: str, cells: dict[str, str], signs: dict[str, str]) -> Part:
    """A part that forces something in or out."""
    kind, name = next(iter(cells.items()))
    if kind not in FORCED or len(cells) > 1 or signs[kind] != "=":
        hint = f"Write {verb} supplier=NAME; others are: {', '.join(FORCED[1:])}."
        raise InputError([Issue("why", value=text, message="names nothing that is in a plan or not", hint=hint)])
    return Part(verb, kind, name)


def pinned_part(text: str, cells: dict[str, str], signs: dict[str, str]) -> Part:
    """A part that pins a decision."""
    kind, name = next(iter(cells.items()))
    needed, more = PINS.get(kind, ((), ()))
    told = [word for word in cells if word != kind]
    amount = next((word for word in AMOUNTS if word in told), "")
    wrong = ""
    if kind not in PINS:
        wrong = f"pins nothing: a {kind} is in a plan or not"
    elif missing := [word for word in needed if word not in told]:
        wrong = f"says no {' and no '.join(missing)}"
    elif other := [word for word in told if word not in (*needed, *more)]:
        wrong = f"has no meaning with {' and '.join(other)}"
    elif any(sign != "=" for word, sign in signs.items() if word != amount):
        wrong = "has >= or <= where only an amount can have it"
    elif amount and not is_amount(cells[amount], most=1.0 if amount == "share" else float("inf")):
        wrong = f"has no {amount} that can be used"
    elif "year" in cells and not cells["year"].isdecimal():
        wrong = "has no year that can be used"
    if wrong:
        raise InputError([Issue("why", value=text, message=wrong, hint=PIN_HINTS.get(kind, HINT))])
    words = {word: cells[word] for word in told if word != amount}
    if not amount:
        return Part(PIN, kind, name, words)
    return Part(PIN, kind, name, words, signs[amount], float(cells[amount]))


def is_amount(text: str, *, most: float) -> bool:
    """Whether a text is a number from 0 to a most."""
    try:
        return 0 <= float(text) <= most
    except ValueError:
        return False


def part_issues(case: Case, part: Part) -> Iterator[Issue]:
    """What the case does not have of what a part names."""
    if part.kind == "place":
        yield from share_issues(case, part)
    else:
        known = names(case, part.kind)
        if part.name not in known:
            hint = suggestion(part.name, known) if known else f"The data set has no {TABLES[part.kind]}."
            yield Issue(case.name, TABLES[part.kind], value=part.name, message=f"has no such {part.kind}", hint=hint)
    if part.year is not None and part.year not in case.years:
        hint = f"The planning years are {', '.join(map(str, case.years))}."
        yield Issue(case.name, value=str(part.year), message="is no planning year", hint=hint)


def names(case: Case, kind: str) -> list[str]:
    """What the case has of a kind."""
    rows = contracts_of(case).index if kind == "contract" else case.filled(TABLES[kind])[kind]
    return [str(name) for name in rows]


def share_issues(case: Case, part: Part) -> Iterator[Issue]:
    """What nobody supplies, of the share that a pin speaks of: the mineral, failing that the stage, then the place."""
    rows = supply_rows(case)
    for word in ("mineral", "stage", "place"):
        asked = part.name if word == "place" else part.words[word]
        known = list(dict.fromkeys(rows[word]))
        if asked not in known:
            of = {"mineral": "", "stage": " of that mineral", "place": " of that mineral at that stage"}[word]
            yield Issue(
                case.name, value=asked, message=f"is no {word} of any supply{of}", hint=suggestion(asked, known)
            )
            return
        rows = rows[rows[word] == asked]
