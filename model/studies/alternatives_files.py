"""Near-optimal alternatives as a folder: tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.errors import InputError, Issue
from model.studies.agreement_files import records, table, write_answer
from model.studies.alternatives import CHANGES, EFFORT, GROUPS, PLANS, SETS, Alternatives

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "alternatives.json"
TABLES = {"groups": GROUPS, "plans": PLANS, "changes": CHANGES, "sets": SETS, "effort": EFFORT}


def content(told: Alternatives) -> dict[str, Any]:
    """The answer as JSON says it."""
    return {
        "title": told.title,
        "cost_usd": told.cost,
        "bound_usd": told.bound,
        "within": told.within,
        "no_worse": told.no_worse,
        "complete": told.complete,
        **{name: records(getattr(told, name)) for name in TABLES},
    }


def write_alternatives(told: Alternatives, folder: Path) -> None:
    """Writes the answer, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    write_answer(folder, HEAD, content(told), {name: getattr(told, name) for name in TABLES}, told.summary)


def is_alternatives(folder: Path) -> bool:
    """Whether a folder holds an answer."""
    return (folder / HEAD).is_file()


def read_alternatives(folder: Path) -> Alternatives:
    """The answer in a folder.

    Raises:
        InputError: There is none, or it is damaged.
    """
    try:
        read = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        frames = {name: table(read[name], types) for name, types in TABLES.items()}
        title, cost, bound, within = read["title"], read["cost_usd"], read["bound_usd"], tuple(read["within"])
        return Alternatives(title, cost, bound, within, read["no_worse"], read["complete"], **frames)
    except (OSError, ValueError, TypeError, KeyError) as error:
        message, hint = "is not the answer of a study that this version can read", "Ask again."
        raise InputError([Issue(str(folder / HEAD), message=message, hint=hint)]) from error
