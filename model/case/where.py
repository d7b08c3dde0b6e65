"""`where`: the one small syntax by which rules and policies pick rows.

`place.tags=EU|MSP & kind!=market`: a word is a column of the table, or of a row that it refers to; a list
matches by any of its items. Parsed by hand: nothing that a user writes is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from model.case.cells import Problem, parse_cell, show_number
from model.case.countries import country_codes, place_suggestion
from model.case.nearest import suggestion
from model.case.words import Filled, Word, find_word, values_of, words_of
from model.errors import OrefolioError
from model.schema import TABLES, Column


class WhereError(OrefolioError):
    """A `where` that cannot be understood: what is wrong, the part at fault, and a hint."""

    def __init__(self, message: str, value: str = "", hint: str = "") -> None:
        self.message = message
        self.value = value
        self.hint = hint
        found = f" (found {value!r})" if value else ""
        super().__init__(f"{message}{found}. {hint}".rstrip())


@dataclass(frozen=True)
class Condition:
    """One comparison: the word's row has (or has not) one of the values."""

    word: str
    equal: bool
    values: tuple[str, ...]


@dataclass(frozen=True)
class Where:
    """Conditions that must all hold; none of them: every row."""

    conditions: tuple[Condition, ...] = ()


def parse_where(text: str) -> Where:
    """The conditions in a text such as `place=RUS|CHN & kind!=market`.

    Raises:
        WhereError: A part has no comparison, no word or no value.
    """
    if not text.strip():
        return Where()
    return Where(tuple(_parse_condition(part) for part in text.split("&")))


def _parse_condition(part: str) -> Condition:
    left, sign, right = part.partition("=")
    equal = not left.endswith("!")
    word = left.removesuffix("!").strip()
    values = tuple(value.strip() for value in right.split("|"))
    if not sign or not word or not all(values) or "=" in right:
        example = "Write column=value, such as place=RUS|CHN & kind!=market."
        raise WhereError("is not a condition", part.strip(), example)
    return Condition(word, equal, values)


def check_where(where: Where, tables: Sequence[str], filled: Filled, *, lenient: bool = False) -> None:
    """Checks that each word and value is known in at least one of the tables.

    Args:
        where: The conditions.
        tables: The tables that they may speak of.
        filled: Gives a table with defaults in its empty cells.
        lenient: A value that no row has is no error, only a word that does not exist.

    Raises:
        WhereError: A word or value is unknown; names the nearest.
    """
    for condition in where.conditions:
        words = [word for word in (find_word(table, condition.word) for table in tables) if word is not None]
        if not words:
            raise _unknown_word(condition.word, tables)
        for value in condition.values:
            problems = [_value_problem(word, value, filled, lenient=lenient) for word in words]
            if all(problems) and problems[0]:
                raise WhereError(f"{problems[0].message} ({condition.word})", value, problems[0].hint)


def _unknown_word(word: str, tables: Sequence[str]) -> WhereError:
    known = [name for table in tables for name in words_of(table)]
    further = list(dict.fromkeys(name for name in known if name.endswith(f".{word}")))
    hint = f"Did you mean {' or '.join(map(repr, further))}?" if further else suggestion(word, known)
    return WhereError(f"is not a column of {' or '.join(tables)}", word, hint)


def has_words(where: Where, table: str) -> bool:
    """Whether the table has every word of the conditions."""
    return all(find_word(table, condition.word) for condition in where.conditions)


def matches(where: Where, table: str, filled: Filled, rows: pd.DataFrame | None = None) -> pd.Series:
    """Which rows keep all conditions; a word that the table does not have picks none.

    Args:
        where: The conditions.
        table: The table.
        filled: Gives a table with defaults in its empty cells.
        rows: Rows of the table; all of them if None.
    """
    frame = filled(table) if rows is None else rows
    chosen = [True] * len(frame)
    for condition in where.conditions:
        word = find_word(table, condition.word)
        if word is None:
            chosen = [False] * len(frame)
            break
        wanted = {_as_shown(value, word.column) for value in condition.values}
        found = values_of(word, filled, frame)
        chosen = [was and (bool(wanted & has) == condition.equal) for was, has in zip(chosen, found, strict=True)]
    return pd.Series(chosen, index=frame.index, dtype=bool)


def _as_shown(value: str, column: Column) -> str:
    """A value in the form in which cells are compared: numbers by value, flags in lower case."""
    parsed = parse_cell(value, column) if column.kind in ("number", "integer", "flag") else value
    if isinstance(parsed, bool):
        return "true" if parsed else "false"
    return show_number(float(parsed)) if isinstance(parsed, (int, float)) else value


def _value_problem(word: Word, value: str, filled: Filled, *, lenient: bool) -> Problem | None:
    """What is wrong with a value of a word, None if it is known."""
    column = word.column
    if column.kind in ("number", "integer", "flag"):
        parsed = parse_cell(value, column)
        return parsed if isinstance(parsed, Problem) else None
    if column.choices:
        if value in column.choices:
            return None
        return Problem(f"is not one of {', '.join(column.choices)}", suggestion(value, column.choices))
    known = _known_values(word, filled)
    is_place = word.ends_in_place
    if lenient or value in known or (is_place and value in country_codes()):
        return None
    hint = place_suggestion(value, known) if is_place else suggestion(value, known)
    return Problem("is not known", hint)


def _known_values(word: Word, filled: Filled) -> list[str]:
    """The values that a word can take: keys of the tables it refers to, tags in use, or what stands there."""
    column = word.column
    if column.refers_to:
        return [key for table in column.refers_to for key in filled(table)[TABLES[table].key[0]]]
    tables = ("places", "owners") if column.name == "tags" else (word.leaf,)
    found: dict[str, None] = {}
    for table in tables:
        for values in values_of(Word(table, (column.name,), column, table), filled, filled(table)):
            found.update(dict.fromkeys(sorted(values)))
    return list(found)
