"""One cell: from text to a value of its column's type, or what is wrong with it and what to write."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.case.nearest import suggestion
from model.case.records import split_list
from model.schema import Column

LARGEST = 1e15
SMALLEST = 1e-9
_PERCENT = 1.5  # a fraction above it was meant in per cent
LONGEST = 32_767  # the most characters that a spreadsheet's cell can hold

_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]+(\.0*)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{2}0")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?P<mark>[,.'\s_\u2019])[0-9]{3}((?P=mark)[0-9]{3})*([.,][0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?[0-9]*\.?[0-9]+)\s*(?P<unit>[A-Za-z][A-Za-z/ ]*)")
_CURRENCY = re.compile(r"US\$|USD|EUR|GBP|CNY|[$€£¥]")
_NOT_A_VALUE = {"nan", "na", "n/a", "#n/a", "none", "null", "nil", "-", "--", "?", "tbd", "."}
_INFINITE = {"inf", "+inf", "-inf", "infinity", "-infinity", "∞", "unlimited"}
_TONNES = {"t": 1.0, "kt": 1e3, "mt": 1e6, "kg": 1e-3}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what to do about it."""

    message: str
    hint: str = ""


def parse_cell(text: str, column: Column) -> str | float | int | bool | Problem | None:
    """The value of a cell, None where it is empty, or what is wrong with it."""
    if text.strip() == "" and (text == "" or column.kind != "text"):
        if column.required:
            return Problem("is empty, but needed", f"{column.help} {_wanted(column)}")
        return None
    if len(text) > LONGEST:
        return Problem(f"is longer than {LONGEST} characters", "Shorten it.")
    if column.kind in ("number", "integer"):
        return _number(text, column)
    if column.kind == "flag":
        return _flag(text)
    return _text(text, column)


def show_number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) <= LARGEST else repr(value)


def _text(text: str, column: Column) -> str | Problem:
    if column.required and text.strip() == "":
        return Problem("is blank, but needed", f"{column.help} {_wanted(column)}")
    if column.choices and text not in column.choices:
        return Problem(f"is not one of {', '.join(column.choices)}", suggestion(text, column.choices))
    if column.kind == "list" and any(not item.strip() for item in text.strip().strip(";").split(";")):
        return Problem("has an empty item", f"Write {';'.join(split_list(text))}.")
    return text


def _flag(text: str) -> bool | Problem:
    word = text.strip().lower()
    if word in ("true", "false"):
        return word == "true"
    means = {"yes": "true", "y": "true", "1": "true", "no": "false", "n": "false", "0": "false"}.get(word)
    return Problem("is neither true nor false", f"Write {means}." if means else "Write true or false.")


def _number(text: str, column: Column) -> float | int | Problem:
    plain = text.strip(" ")
    if not _PLAIN.fullmatch(plain):
        return _not_plain(plain, column)
    value = float(plain)
    if column.kind == "integer":
        if not _WHOLE.fullmatch(plain):
            return Problem("is not a whole number", _whole_hint(column, plain))
    elif _AMBIGUOUS.fullmatch(plain):
        meant = plain.replace(".", "")
        return Problem(
            "can be read in two ways", f"Write {show_number(value)}, or {meant} if the point marks thousands."
        )
    outside = out_of_bounds(value, column)
    if outside:
        return outside
    return int(value) if column.kind == "integer" else value


def out_of_bounds(value: float, column: Column) -> Problem | None:
    """What is wrong with a number that lies outside the column's bounds, or what any figure can be, if it does."""
    if abs(value) > LARGEST:
        return Problem("is too large", f"Write a number of at most 1e15{_in_unit(column)}.")
    if 0 < abs(value) < SMALLEST:
        return Problem("is too small to be meant", f"Write 0, or a number of at least 1e-9{_in_unit(column)}.")
    if column.lower is not None and value < column.lower:
        return Problem(f"is below {column.lower:g}", f"Write a number of at least {column.lower:g}{_in_unit(column)}.")
    if column.upper is not None and value > column.upper:
        if column.unit == "fraction" and _PERCENT < value <= 100:
            return Problem(
                f"is above {column.upper:g}",
                f"Write a fraction: {show_number(round(value / 100, 12))} for {value:g} %.",
            )
        return Problem(f"is above {column.upper:g}", f"Write a number of at most {column.upper:g}{_in_unit(column)}.")
    return None


def _not_plain(text: str, column: Column) -> Problem:
    """What stands where a number is wanted, and the number to write instead."""
    message = "is not a whole number" if column.kind == "integer" else "is not a number"
    word = text.casefold()
    if word in _NOT_A_VALUE or word in _INFINITE:
        return Problem(
            message,
            _wanted(column) if column.required else f"Leave the cell empty{_empty_means(column)}, or write a number.",
        )
    if column.kind == "integer":
        return Problem(message, _whole_hint(column, text))
    hint = _as_sign(text) or _as_percent(text) or _as_grouped(text) or _as_money(text, column) or _as_unit(text, column)
    return Problem(message, hint or _wanted(column))


def _as_sign(text: str) -> str:
    if text[0] in "\u2212\u2013\u2012" and _PLAIN.fullmatch(text[1:]):
        return f"Write -{text[1:]}, with a plain minus sign."
    if text.startswith("(") and text.endswith(")") and _PLAIN.fullmatch(text[1:-1]):
        return f"Write -{text[1:-1]}."
    return ""


def _as_percent(text: str) -> str:
    number = text.rstrip("%").strip().replace(",", ".")
    if not text.endswith("%") or not _PLAIN.fullmatch(number):
        return ""
    return f"Write {show_number(round(float(number) / 100, 12))}, as a fraction."


def _as_grouped(text: str) -> str:
    grouped = _THOUSANDS.fullmatch(text)
    if grouped:
        mark = grouped["mark"]
        whole, _, decimals = text.replace(mark, "").replace(",", ".").partition(".")
        meant = f"{whole}.{decimals}" if decimals else whole
        if mark == "," and text.count(",") == 1 and not decimals:
            return f"Write {meant}, or {show_number(float(text.replace(',', '.')))} if the comma marks decimals."
        return f"Write {meant}, without marks between thousands."
    if _DECIMAL_COMMA.fullmatch(text):
        return f"Write {text.replace(',', '.')}, with a decimal point."
    return ""


def _as_money(text: str, column: Column) -> str:
    number = _CURRENCY.sub("", text).strip()
    if number == text or not _PLAIN.fullmatch(number):
        return ""
    return f"Write {number}{_in_unit(column)}, without the currency."


def _as_unit(text: str, column: Column) -> str:
    found = _WITH_UNIT.fullmatch(text)
    if not found:
        return ""
    factor = _TONNES.get(found["unit"].split("/")[0].strip().lower())
    if factor and column.unit.split("/")[0] == "t":
        return f"Write {show_number(float(found['number']) * factor)}; the column is in {column.unit}."
    return f"Write the number alone{_in_unit(column)}."


def _whole_hint(column: Column, text: str) -> str:
    if column.unit == "year":
        year = re.match(r"[12][0-9]{3}", text)
        return f"Write one calendar year, such as {year[0] if year else 2030}."
    return f"Write a whole number{_in_unit(column)}."


def _in_unit(column: Column) -> str:
    return f" ({column.unit})" if column.unit else ""


def _empty_means(column: Column) -> str:
    if column.empty_means:
        return f" (that means: {column.empty_means})"
    return f" (that means: {column.default})" if column.default is not None else ""


def _wanted(column: Column) -> str:
    if column.choices:
        return f"Write one of {', '.join(column.choices)}."
    if column.kind == "number":
        return f"Write a number{_in_unit(column)}."
    if column.kind == "integer":
        return _whole_hint(column, "")
    return f"Write a key of {' or '.join(column.refers_to)}." if column.refers_to else "Write a text."
