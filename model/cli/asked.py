"""`--set name=value`: settings of the data set and of the solve, each checked before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from model.case.dataset import SETTING_NAMES
from model.case.nearest import suggestion
from model.errors import InputError, Issue, OrefolioError
from model.solver import SolverOptions
from model.store.identity import MEMORY, memory_of

OPTION = "--set"
FIXED = ("kind", "based_on", "minerals")
"""Settings that say what a data set is: no question that can be asked of it."""


@dataclass(frozen=True)
class Asked:
    """What `--set` asks for: values for `load_case`, and keywords of `solve`."""

    settings: dict[str, object] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


def read_asked(pairs: list[str]) -> Asked:
    """The values in texts such as `discount_rate=0.08` and `years=2026,2030`.

    Raises:
        InputError: With every text that cannot be used.
    """
    asked, issues = Asked(), []
    for pair in pairs:
        name, sign, text = (part.strip() for part in pair.partition("="))
        kind = KINDS.get(name)
        if not sign or not text:
            issues.append(
                Issue(OPTION, value=pair, message="is not name=value", hint="Write --set discount_rate=0.08.")
            )
        elif kind is None:
            message = "is not a setting, nor an option of the solve"
            issues.append(Issue(OPTION, column=name, message=message, hint=suggestion(name, KINDS)))
        else:
            value, wrong = kind(text)
            if wrong:
                issues.append(Issue(OPTION, column=name, value=text, message=wrong))
            elif name in OPTIONS:
                asked.options[name] = value
            else:
                asked.settings[name] = value
    issues += option_issues(asked.options)
    if issues:
        raise InputError(issues)
    return asked


def option_issues(options: dict[str, Any]) -> list[Issue]:
    """What is out of range, of the options of the solve."""
    found = []
    for name, value in options.items():
        try:
            memory_of({name: value}) if name == MEMORY else SolverOptions(**{name: value})
        except OrefolioError as error:
            found.append(Issue(OPTION, message=str(error).removesuffix(".")))
    return found


Parsed = tuple[Any, str]
"""A value, and what is wrong where there is none."""


def number(text: str) -> Parsed:
    """A number."""
    try:
        return float(text), ""
    except ValueError:
        return None, "is not a number"


def whole_number(text: str) -> Parsed:
    """A whole number."""
    try:
        return int(text), ""
    except ValueError:
        return None, "is not a whole number"


def whole_numbers(text: str) -> Parsed:
    """Whole numbers with commas between them."""
    try:
        return [int(part) for part in text.split(",")], ""
    except ValueError:
        return None, "is not a list of whole numbers such as 2026,2030"


def texts(text: str) -> Parsed:
    """Texts with commas between them."""
    return [part.strip() for part in text.split(",") if part.strip()], ""


def as_it_is(text: str) -> Parsed:
    """The text itself."""
    return text, ""


OPTIONS = (*(item.name for item in fields(SolverOptions)), MEMORY)
OTHER_KINDS: dict[str, Callable[[str], Parsed]] = {
    "years": whole_numbers,
    "buyer": texts,
    "currency_year": whole_number,
    "last_period_years": whole_number,
    "discount_rate": number,
    "gap": number,
    "time_limit": number,
    "threads": whole_number,
    "seed": whole_number,
    MEMORY: number,
}
KINDS = {
    name: OTHER_KINDS.get(name, as_it_is) for name in (*(name for name in SETTING_NAMES if name not in FIXED), *OPTIONS)
}
