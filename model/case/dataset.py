"""The settings of a data set: from the values that `dataset.toml` and overlays give to Settings."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from model.case.nearest import suggestion
from model.errors import Issue
from model.schema import Settings

NOT_INHERITED = ("title", "description", "kind", "based_on", "minerals")
OUTSIDE = ("based_on", "minerals")
"""Settings that say where tables came from, not what they hold."""
SETTING_NAMES = tuple(item.name for item in dataclasses.fields(Settings))


@dataclass(frozen=True)
class Given:
    """The value given to a setting, the file that gives it, and the policy if one does."""

    value: object
    file: str
    policy: str = ""


def read_toml(path: Path, file: str) -> tuple[dict[str, object], list[Issue]]:
    """The contents of a TOML file, empty with an issue where it cannot be read."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig")), []
    except FileNotFoundError:
        return {}, [Issue(file, message="is missing", hint="A data set is a folder with a dataset.toml in it.")]
    except OSError as error:
        return {}, [Issue(file, message=f"cannot be read: {error.strerror}", hint="Check the file.")]
    except UnicodeDecodeError:
        return {}, [Issue(file, message="is not UTF-8 text", hint="Save it as UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return {}, [
            Issue(
                file,
                message=f"is not proper TOML: {error}",
                hint="Text stands in quotation marks, lists in [ ].",
            )
        ]


def make_settings(given: Mapping[str, Given]) -> tuple[Settings, list[Issue]]:
    """Settings from the values given, and what is wrong with them; wrong ones keep their default."""
    issues: list[Issue] = []
    values: dict[str, object] = {}
    for name, item in given.items():
        if name not in SETTING_NAMES:
            hint = suggestion(name, SETTING_NAMES)
            issues.append(Issue(item.file, column=name, message="is not a setting", hint=hint))
            continue
        wrong = _CHECKS[name](item.value)
        if wrong:
            message, hint = wrong
            issues.append(Issue(item.file, column=name, value=str(item.value), message=message, hint=hint))
        else:
            values[name] = tuple(item.value) if isinstance(item.value, (list, tuple)) else item.value
    if "minerals" in values and not values.get("based_on"):
        message, hint = "is given without a data set to take them from", "Add based_on, or take it out."
        issues.append(Issue(given["minerals"].file, column="minerals", message=message, hint=hint))
    return Settings(**values), issues  # type: ignore[arg-type]


def missing_settings(given: Mapping[str, Given], settings: Settings, file: str) -> list[Issue]:
    """The settings that a case needs and nobody gives; a library needs none."""
    if settings.kind == "library":
        return []
    needed = {
        "years": "Add the planning years, such as years = [2026, 2030].",
        "buyer": 'Add the place that buys, such as buyer = ["DEU"].',
    }
    return [
        Issue(file, column=name, message="is missing", hint=hint) for name, hint in needed.items() if name not in given
    ]


Wrong = tuple[str, str] | None


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: object) -> Wrong:
    return None if isinstance(value, str) else ("is not a text", "Write it in quotation marks.")


def _choice(*choices: str) -> Callable[[object], Wrong]:
    def check(value: object) -> Wrong:
        if value in choices:
            return None
        return f"is not one of {', '.join(choices)}", suggestion(str(value), choices)

    return check


def _years(value: object) -> Wrong:
    if not isinstance(value, (list, tuple)) or not value:
        return "is not a list of years", "Write a list, such as [2026, 2030]."
    if not all(_is_integer(year) and 1900 <= year <= 2200 for year in value):
        return (
            "holds something that is not a calendar year",
            "Write whole years from 1900 to 2200, such as [2026, 2030].",
        )
    if any(later <= earlier for earlier, later in pairwise(value)):
        return "is not in ascending order", f"Write {sorted(set(value))}."
    return None


def _year(value: object) -> Wrong:
    if isinstance(value, int) and _is_integer(value) and 1900 <= value <= 2200:
        return None
    return "is not a calendar year", "Write a whole year from 1900 to 2200."


def _period(value: object) -> Wrong:
    if value is None or (isinstance(value, int) and _is_integer(value) and 1 <= value <= 100):
        return None
    return "is not a number of years", "Write a whole number from 1 to 100."


def _rate(value: object) -> Wrong:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "is not a number", "Write a fraction without quotation marks, such as 0.05."
    if 0 <= value < 1:
        return None
    if 1 < value <= 100:
        return "is above 1", f"Write a fraction: {round(value / 100, 12)!r} for {value:g} % a year."
    return "is not between 0 and 1", "Write a fraction, such as 0.05 for 5 % a year."


def _places(value: object) -> Wrong:
    if isinstance(value, (list, tuple)) and value and all(isinstance(place, str) and place for place in value):
        return None if len(set(value)) == len(value) else ("names a place twice", "Name each place once.")
    return "is not a list of places", 'Write a list of codes, such as ["DEU"].'


def _minerals(value: object) -> Wrong:
    if isinstance(value, (list, tuple)) and value and all(isinstance(name, str) and name for name in value):
        return None
    return "is not a list of minerals", 'Write a list, such as ["cobalt", "copper"].'


_CHECKS: dict[str, Callable[[object], Wrong]] = {
    "title": _text,
    "description": _text,
    "kind": _choice("case", "library"),
    "based_on": _text,
    "minerals": _minerals,
    "currency_year": _year,
    "years": _years,
    "last_period_years": _period,
    "discount_rate": _rate,
    "buyer": _places,
    "perspective": _choice("firm", "country"),
}
