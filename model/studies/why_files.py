"""Why a plan is as it is, as a folder: the tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.errors import InputError, Issue
from model.studies.agreement_files import number, records, table, write_answer
from model.studies.break_even import COLUMNS as BREAK_EVENS
from model.studies.why import CHANGES, MOVES, Explanation

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "why.json"
TABLES = {"changes": CHANGES, "moves": MOVES, "break_evens": BREAK_EVENS}


def content(told: Explanation) -> dict[str, Any]:
    """The answer as JSON says it."""
    return {
        "title": told.title,
        "status": told.status,
        "cost_usd": told.cost,
        "bound_usd": told.bound,
        **{name: records(getattr(told, name)) for name in TABLES},
    }


def write_explanation(told: Explanation, folder: Path) -> None:
    """Writes the answer, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    write_answer(folder, HEAD, content(told), {name: getattr(told, name) for name in TABLES}, told.summary)


def is_explanation(folder: Path) -> bool:
    """Whether a folder holds an answer."""
    return (folder / HEAD).is_file()


def read_explanation(folder: Path) -> Explanation:
    """The answer in a folder, without its plans.

    Raises:
        InputError: There is none, or it is damaged.
    """
    try:
        read = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        changes, moves, break_evens = (table(read[name], types) for name, types in TABLES.items())
        cost, bound = number(read["cost_usd"]), number(read["bound_usd"])
        return Explanation(read["title"], read["status"], cost, bound, changes, moves, break_evens)
    except (OSError, ValueError, TypeError, KeyError) as error:
        message, hint = "is not the answer of a study that this version can read", "Ask again."
        raise InputError([Issue(str(folder / HEAD), message=message, hint=hint)]) from error
