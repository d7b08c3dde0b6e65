"""Trade-offs as a folder: the tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.errors import InputError, Issue
from model.studies.agreement_files import records, table, write_answer
from model.studies.frontier import CHANGES, METRICS, PAYOFF, POINTS, VALUES, TradeOffs

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "frontier.json"
TABLES = {"metrics": METRICS, "payoff": PAYOFF, "points": POINTS, "values": VALUES, "changes": CHANGES}


def content(told: TradeOffs) -> dict[str, Any]:
    """The trade-offs as JSON says them."""
    return {
        "title": told.title,
        "complete": told.complete,
        **{name: records(getattr(told, name)) for name in TABLES},
    }


def write_frontier(told: TradeOffs, folder: Path) -> None:
    """Writes the trade-offs, whole or not at all.

    Raises:
        OSError: They cannot be written.
    """
    write_answer(folder, HEAD, content(told), {name: getattr(told, name) for name in TABLES}, told.summary)


def is_frontier(folder: Path) -> bool:
    """Whether a folder holds trade-offs."""
    return (folder / HEAD).is_file()


def read_frontier(folder: Path) -> TradeOffs:
    """The trade-offs in a folder.

    Raises:
        InputError: There are none, or they are damaged.
    """
    try:
        read = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        frames = {name: table(read[name], types) for name, types in TABLES.items()}
        return TradeOffs(read["title"], read["complete"], **frames)
    except (OSError, ValueError, TypeError, KeyError) as error:
        message, hint = "is not the answer of a study that this version can read", "Ask again."
        raise InputError([Issue(str(folder / HEAD), message=message, hint=hint)]) from error
